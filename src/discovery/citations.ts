import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-ris';
import { localeAfter, OWN_LOCALES } from './csl-locales.js';
import { citedManifestation, cslOf, type CslItem, type CslName } from './csl.js';
import { REPORT_STYLE, reportStyle } from './report-style.js';
import type { Work, WorkManifestation } from './work.js';

/** Citations of one manifestation of a work; of the PDF where none is named and there is one. A sentence takes some 4 ms, the others 0.2. */
export interface Citations {
  /** The data that the others are made from: JSON, one item in an array. */
  csl(work: Work, manifestation?: WorkManifestation): readonly [CslItem];
  /** UTF-8; whatever TeX would read as a command is escaped. */
  bibtex(work: Work, manifestation?: WorkManifestation): string;
  /** Lines end in CR LF. */
  ris(work: Work, manifestation?: WorkManifestation): string;
  /** A sentence after the APA style, plain text. The first in each language takes some 50 ms, for the style is built then. */
  sentence(work: Work, language: 'fi' | 'sv' | 'en', manifestation?: WorkManifestation): string;
}

/**
 * Formats by Citation.js. It is given items only, never a text of somebody's: from a text it would find out what that is, and fetch it
 * when it is an address.
 * @param urnResolver address of a URN, in which `{urn}` is filled in
 */
export const createCitations = ({ urnResolver }: { readonly urnResolver: string }): Citations => {
  // Left to itself the library drops every letter that it has no TeX command for, Cyrillic and emoji included.
  plugins.config.get('@bibtex').format.asciiOnly = false;
  const { locales, styles } = plugins.config.get('@csl');
  if (!styles.has(REPORT_STYLE)) styles.add(REPORT_STYLE, reportStyle());
  for (const tag of OWN_LOCALES) if (!locales.has(tag)) locales.add(tag, localeAfter(locales.get('en-US'), tag));
  const itemOf = (work: Work, manifestation = citedManifestation(work)): CslItem => cslOf(work, manifestation, urnResolver);
  return {
    csl: (work, manifestation) => [itemOf(work, manifestation)],
    bibtex: (work, manifestation) => writeBibtex(itemOf(work, manifestation)),
    ris: (work, manifestation) => writeRis(itemOf(work, manifestation)),
    sentence: (work, language, manifestation) => writeSentence(itemOf(work, manifestation), language),
  };
};

/** The same item with every text that a reader sees changed; addresses and numbers stay. */
const withTexts = (item: CslItem, change: (text: string) => string): CslItem => {
  const changeName = (name: CslName): CslName =>
    'literal' in name
      ? { literal: change(name.literal) }
      : { family: change(name.family), ...(name.given !== undefined && { given: change(name.given) }) };
  const texts = ['title', 'publisher', 'publisher-place', 'collection-title', 'collection-number', 'genre', 'abstract', 'keyword'] as const;
  const changed = texts.flatMap((key) => (item[key] === undefined ? [] : [[key, change(item[key])] as const]));
  const names = (['author', 'editor', 'contributor'] as const).flatMap((role) =>
    item[role] === undefined ? [] : [[role, item[role].map(changeName)] as const],
  );
  return { ...item, ...Object.fromEntries(changed), ...Object.fromEntries(names) };
};

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  // Ligatures of TeX, which would otherwise become other characters: `--`, two apostrophes, a backtick.
  '-': '-{}',
  "'": "'{}",
  '`': '{\\textasciigrave}',
};
const escapeTex = (text: string): string => text.replaceAll(/-(?=-)|'(?=')|[\\~^<>`{}$&#%_]/g, (special) => TEX[special] ?? `\\${special}`);

const writeBibtex = (item: CslItem): string => {
  const { 'collection-number': number, ...rest } = withTexts(item, escapeTex);
  // BibTeX has one number for a report, and the library fills it from CSL's `number` only.
  return `${plugins.output.format('bibtex', [{ ...rest, ...(number !== undefined && { number }) }]).trim()}\n`;
};

/**
 * The library says which tag holds what; the lines are ours. Its own break after 70 characters, inside words and addresses, and nothing
 * puts them together again. RPRT has no place for an ISBN beside the number of the report, BOOK has.
 */
const writeRis = (item: CslItem): string => {
  const { keyword, ...rest } = withNames(item, (name) => name.replaceAll(/ *, */g, ' – '));
  const [tags = {}] = plugins.output.format('ris', [{ ...rest, type: 'book' }], { format: 'object' });
  const { TY: type, ...others } = tags;
  const all = Object.entries({ ...others, ID: item.id, KW: keyword?.split(',') });
  const lines = all.flatMap(([tag, value]) => valuesOf(value).map((text) => `${tag}  - ${text}`));
  return [`TY  - ${valuesOf(type).join('')}`, ...lines, 'ER  - ', ''].join('\r\n');
};

const valuesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((each) => each !== undefined).map(String);

/** In RIS a comma parts family from given name, and nothing escapes it. */
const withNames = (item: CslItem, change: (name: string) => string): CslItem => {
  const changeName = (name: CslName): CslName =>
    'literal' in name ? { literal: change(name.literal) } : { ...name, family: change(name.family) };
  const names = (['author', 'editor', 'contributor'] as const).flatMap((role) =>
    item[role] === undefined ? [] : [[role, item[role].map(changeName)] as const],
  );
  return { ...item, ...Object.fromEntries(names) };
};

const LOCALES = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-US' } as const;

/** `<b>` in a title is that very text to us and markup to CSL: its brackets are other characters while the library has it. */
const writeSentence = (item: CslItem, language: keyof typeof LOCALES): string => {
  // What kind it is stands in the publisher's language, and the style names no kind.
  const { genre: _genre, ...rest } = withTexts(item, (text) => text.replaceAll('<', '\uFDD0').replaceAll('>', '\uFDD1'));
  const text = plugins.output.format('bibliography', [rest], { template: REPORT_STYLE, lang: LOCALES[language], format: 'text' });
  return text.replaceAll('\uFDD0', '<').replaceAll('\uFDD1', '>').trim();
};
