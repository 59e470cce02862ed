/** What a line of the page's list of facts is about. */
export type Label = 'contributors' | 'series' | 'year' | 'number' | 'issn' | 'issnPdf' | 'isbn' | 'isbnPdf' | 'pages' | 'file';

/**
 * The labels as the page prints them in Finnish, and what the same page calls them in Swedish and English.
 * The first of each row is the page's own. Compared without regard to case, colon and the space before a bracket.
 */
export const LABELS: Readonly<Record<Label, readonly [string, ...string[]]>> = {
  contributors: ['Tekijät', 'Tekijä', 'Kirjoittajat', 'Kirjoittaja', 'Författare', 'Upphov', 'Upphovspersoner', 'Authors', 'Author'],
  series: ['Julkaisusarja', 'Sarja', 'Publikationsserie', 'Serie', 'Publication series', 'Series'],
  year: ['Julkaisuvuosi', 'Vuosi', 'Publikationsår', 'Utgivningsår', 'Publication year', 'Year of publication', 'Year'],
  number: ['Numero', 'Nro', 'Sarjanumero', 'Nummer', 'Nr', 'Number', 'No.'],
  issn: ['ISSN', 'ISSN (painettu)', 'ISSN (nid.)', 'ISSN (tryckt)', 'ISSN (print)', 'ISSN (printed)'],
  issnPdf: ['ISSN (pdf)', 'ISSN (verkkojulkaisu)', 'ISSN (nätpublikation)', 'ISSN (online)'],
  isbn: ['ISBN', 'ISBN (painettu)', 'ISBN (nid.)', 'ISBN (tryckt)', 'ISBN (print)', 'ISBN (printed)'],
  isbnPdf: ['ISBN (pdf)', 'ISBN (verkkojulkaisu)', 'ISBN (nätpublikation)', 'ISBN (online)'],
  pages: ['Sivut', 'Sivuja', 'Sivumäärä', 'Sidor', 'Sidantal', 'Antal sidor', 'Pages', 'Number of pages'],
  file: ['Tiedosto', 'Fil', 'File'],
};

/** The link to the file says only that it is one. It also stands for the label when that is missing. */
const DOWNLOAD = ['Lataa', 'Lataa PDF', 'Lataa tiedosto', 'Lataa julkaisu', 'Ladda ner', 'Ladda ned', 'Download', 'Download PDF'];

/** Parts of the page around the publications that say nothing about them: navigation, and the header of the list itself. */
const FURNITURE = [
  'Murupolku',
  'Navigointivalikko',
  'Julkaisut',
  'Sisältöjulkaisija',
  'Brödsmulor',
  'Navigationsmeny',
  'Publikationer',
  'Innehållspublicerare',
  'Breadcrumb',
  'Breadcrumbs',
  'Navigation Menu',
  'Publications',
  'Asset Publisher',
];

/** How the sections begin that close the page. */
const CLOSING = [
  /^vanhem(?:mat|pien) julkaisu/u,
  /^äldre publikationer/u,
  /^older publications/u,
  /^(?:sivun alkuun|takaisin ylös|jaa tämä sivu|jaa sivu|palaute|anna palautetta)$/u,
  /^(?:till början av sidan|dela sidan|ge respons|back to top|share this page|give feedback)$/u,
];

const plain = (text: string): string =>
  text
    .toLocaleLowerCase('fi')
    .replace(/\s*:$/u, '')
    .replace(/\s*\(\s*/gu, ' (')
    .replace(/\s*\)/gu, ')');

const BY_TEXT: ReadonlyMap<string, Label> = new Map(
  (Object.keys(LABELS) as Label[]).flatMap((label) => LABELS[label].map((text) => [plain(text), label] as const)),
);
const DOWNLOADS = new Set(DOWNLOAD.map(plain));
const FURNITURE_TEXTS = new Set(FURNITURE.map(plain));

/** Characters of a line with a label and its value; a longer one is not looked into. */
const LONGEST = 2500;

/** A label alone on its line, or with its value after a colon: `Numero`, `Numero: 2`. `undefined` for any other line. */
export const parseLabel = (text: string): { readonly label: Label; readonly value?: string } | undefined => {
  if (text.length > LONGEST) return undefined;
  const alone = BY_TEXT.get(plain(text));
  if (alone) return { label: alone };
  const colon = text.indexOf(':');
  const before = colon > 0 ? BY_TEXT.get(plain(text.slice(0, colon))) : undefined;
  if (before) return { label: before, value: text.slice(colon + 1).trim() };
  return isDownload(text) ? { label: 'file', value: text } : undefined;
};

export const isDownload = (text: string): boolean => text.length <= LONGEST && DOWNLOADS.has(plain(text));

export const isFurniture = (text: string): boolean => text.length <= LONGEST && FURNITURE_TEXTS.has(plain(text));

/** A heading, not a sentence of an abstract that begins with the same words. */
export const isClosingHeading = (text: string): boolean =>
  text.length <= 80 && !/[.!?,;]$/u.test(text) && CLOSING.some((pattern) => pattern.test(text.toLocaleLowerCase('fi')));
