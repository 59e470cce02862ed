import type { ComponentChildren } from 'preact';
import { languageTag } from '../../../catalogue/language.js';
import type { LanguageCode } from '../../../catalogue/publication.js';
import { isWebAddress } from '../../../crosswalk/harvested/link-schemes.js';
import type { Language } from '../../admin/language.js';

export const LOCALES = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const satisfies Record<Language, string>;

/** `12 345`, as the language writes it. */
export const formatCount = (count: number, language: Language): string => new Intl.NumberFormat(LOCALES[language]).format(count);

/** The tag for `lang`, of a language in ISO 639-2/B; nothing where it is not known, or that of the page. */
export const langOf = (code: string | undefined, page: Language): string | undefined => {
  const tag = code === undefined ? undefined : languageTag(code as LanguageCode);
  return tag === page ? undefined : tag;
};

/** What the language is called in that of the page: `fin` → `finska`. The code itself where nobody has a name for it. */
export const nameLanguage = (code: string, page: Language): string => {
  try {
    const name = new Intl.DisplayNames([LOCALES[page]], { type: 'language' }).of(languageTag(code as LanguageCode)) ?? code;
    return page === 'en' ? name : name.toLocaleLowerCase(LOCALES[page]);
  } catch {
    return code;
  }
};

/** A link out of the house; what is no http(s) address stays text, whatever it says. */
export const OuterLink = ({ href, children }: { readonly href: string; readonly children: ComponentChildren }) =>
  isWebAddress(href) ? <a href={href}>{children}</a> : <>{children}</>;

/** Someone to write to: an e-mail address or a URL. */
export const Contact = ({ at, children }: { readonly at: string; readonly children?: ComponentChildren }) =>
  isMail(at) ? <a href={`mailto:${at}`}>{children ?? at}</a> : <OuterLink href={at}>{children ?? at}</OuterLink>;

const isMail = (text: string): boolean => /^[^\s@:/?&<>"']+@[^\s@:/?&<>"']+\.[a-z0-9-]+$/i.test(text);

/** Text of the settings or of the catalogue as paragraphs: an empty line parts them. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');

const LINKABLE = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|[^\s<>@"(]+@[^\s<>@"]+\.[a-z]{2,})/gi;

/** Text in which addresses have become links. */
export const Linked = ({ text }: { readonly text: string }) => (
  <>{text.split(LINKABLE).map((part, index) => (index % 2 === 1 ? <Contact at={part} /> : part))}</>
);

/** Text of the settings with headings (`# `), lists (`- `) and links. */
export const Prose = ({ text }: { readonly text: string }) => (
  <div class="prose">
    {paragraphsOf(text).map((paragraph) => {
      const lines = paragraph.split('\n').map((line) => line.trim());
      if (lines.length === 1 && paragraph.startsWith('# ')) return <h2>{paragraph.slice(2)}</h2>;
      if (lines.every((line) => line.startsWith('- ')))
        return (
          <ul>
            {lines.map((line) => (
              <li>
                <Linked text={line.slice(2)} />
              </li>
            ))}
          </ul>
        );
      return (
        <p>
          <Linked text={lines.join(' ')} />
        </p>
      );
    })}
  </div>
);
