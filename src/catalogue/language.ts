import { iso6393 } from 'iso-639-3';
import type { LanguageCode } from './publication.js';

type Language = (typeof iso6393)[number];

/** The first that has it counts, as in the list itself. */
const byCode = (codesOf: (language: Language) => readonly (string | undefined)[]): ReadonlyMap<string, Language> => {
  const found = new Map<string, Language>();
  for (const language of iso6393) {
    for (const code of codesOf(language)) if (code !== undefined && !found.has(code)) found.set(code, language);
  }
  return found;
};

const BY_ANY_CODE = byCode(({ iso6391, iso6392B, iso6392T }) => [iso6391, iso6392B, iso6392T]);
const BY_MARC_CODE = byCode(({ iso6392B }) => [iso6392B]);

/** Reads `fi`, `fin`, `deu` or `ger` as ISO 639-2/B, the code of MARC 21; `undefined` for anything else. */
export const parseLanguage = (text: string): LanguageCode | undefined =>
  BY_ANY_CODE.get(text.trim().toLowerCase())?.iso6392B as LanguageCode | undefined;

/** ISO 639-1 (`fi`) for `xml:lang` and HTML where there is one, else the three-letter code (RFC 5646 §2.2.1). */
export const languageTag = (code: LanguageCode): string => {
  const language = BY_MARC_CODE.get(code);
  return language?.iso6391 ?? language?.iso6393 ?? code;
};
