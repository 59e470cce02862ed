import { iso6393 } from 'iso-639-3';
import type { LanguageCode } from './publication.js';

/** Reads `fi`, `fin`, `deu` or `ger` as ISO 639-2/B, the code of MARC 21; `undefined` for anything else. */
export const parseLanguage = (text: string): LanguageCode | undefined => {
  const code = text.trim().toLowerCase();
  const language = iso6393.find(
    ({ iso6391, iso6392B, iso6392T }) => code !== '' && (iso6391 === code || iso6392B === code || iso6392T === code),
  );
  return language?.iso6392B as LanguageCode | undefined;
};

/** ISO 639-1 (`fi`) for `xml:lang` and HTML where there is one, else the three-letter code (RFC 5646 §2.2.1). */
export const languageTag = (code: LanguageCode): string => {
  const language = iso6393.find(({ iso6392B }) => iso6392B === code);
  return language?.iso6391 ?? language?.iso6393 ?? code;
};
