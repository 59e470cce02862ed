import { xml, type Markup } from '../xml/markup.js';

interface LocaleWords {
  readonly and: string;
  readonly etAl: string;
  readonly noDate: string;
  readonly editor: string;
}

/** The few words that a reference of ours takes from its language. */
const termsOf = ({ and, etAl, noDate, editor }: LocaleWords): Markup => xml`<term name="and">${and}</term>
<term name="et-al">${etAl}</term>
<term name="no date">${noDate}</term><term name="no date" form="short">${noDate}</term>
<term name="open-quote">”</term><term name="close-quote">”</term>
<term name="open-inner-quote">’</term><term name="close-inner-quote">’</term>
<term name="editor" form="short"><single>${editor}</single><multiple>${editor}</multiple></term>`;

const TERMS = {
  'fi-FI': termsOf({ and: 'ja', etAl: 'ym.', noDate: 's.a.', editor: 'toim.' }),
  'sv-SE': termsOf({ and: 'och', etAl: 'm.fl.', noDate: 'u.å.', editor: 'red.' }),
} as const;

export const OWN_LOCALES = ['fi-FI', 'sv-SE'] as const satisfies readonly (keyof typeof TERMS)[];

/**
 * A CSL locale for a language of the country that the package lacks: its English one with our words in their places, for a locale must be
 * whole. What we have no word for comes out in English.
 * @see https://docs.citationstyles.org/en/stable/specification.html#locale-files
 */
export const localeAfter = (english: string, tag: (typeof OWN_LOCALES)[number]): string =>
  english
    .replace('xml:lang="en-US"', `xml:lang="${tag}"`)
    // The last of several terms of one name counts.
    .replace('</terms>', () => `${TERMS[tag].markup}</terms>`);
