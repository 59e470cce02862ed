import type { Contributor, ManifestationKind, PublicationFile, Title } from '../../catalogue/publication.js';
import { parseContributor } from '../contributor.js';
import type { ManifestationDraft, Rejection, SourceItem } from '../draft.js';
import { present } from '../present.js';
import type { PageEntry, PageField } from './grammar.js';
import { isDownload, LABELS, type Label } from './labels.js';
import type { PageLine } from './page-line.js';

/** Characters; the same bounds as in `schemas/publication.schema.json`. */
const LONGEST_VALUE = 2000;
const LONGEST_ABSTRACT = 200_000;

/** Reads the values of an entry. Without a title it is rejected; anything else that cannot be read is left out with a warning. */
export const readEntry = (entry: PageEntry): SourceItem => {
  if (!entry.title) {
    const reason = `no title: the paragraph before "${entry.firstLabel.text}" is missing, has several lines or is longer than 300 characters`;
    return { ...rejected(entry), reasons: [reason] };
  }
  const long = entry.fields.flatMap(({ values }) => values).find(({ text }) => text.length > LONGEST_VALUE);
  if (long)
    return { ...rejected(entry), reasons: [`line ${long.line}: a value of ${long.text.length} characters; ${LONGEST_VALUE} is the most`] };
  const abstract = joinLines(entry.abstract);
  if (abstract.length > LONGEST_ABSTRACT) {
    return { ...rejected(entry), reasons: [`an abstract of ${abstract.length} characters; ${LONGEST_ABSTRACT} is the most`] };
  }
  const warnings: string[] = [];
  const fields = new Map<Label, PageField>();
  for (const field of entry.fields) {
    if (fields.has(field.label)) warnings.push(`line ${field.line}: ${LABELS[field.label][0]} is there twice; the first is taken`);
    else if (field.values.length === 0) warnings.push(`line ${field.line}: ${LABELS[field.label][0]} has no value`);
    else fields.set(field.label, field);
  }
  const first = (label: Label): string | undefined => fields.get(label)?.values[0]?.text;
  for (const label of ['isbn', 'isbnPdf', 'issn', 'issnPdf'] as const) {
    const others = fields.get(label)?.values.slice(1) ?? [];
    for (const { line, text } of others)
      warnings.push(`line ${line}: ${LABELS[label][0]} has a second value ${text}; only the first is taken`);
  }
  const { year, number } = readYearAndNumber(first('year'), first('number'), warnings);
  const series = first('series');
  const contributors = fields.get('contributors')?.values.flatMap((value) => readContributors(value, warnings));
  const landingPage = readLandingPage(entry);
  return {
    kind: 'publication',
    draft: {
      line: entry.line,
      extent: 'part',
      titles: [readTitle(entry.title.text)],
      series: present({ title: series, number }),
      manifestations: readManifestations(fields, warnings),
      warnings,
      ...present({ contributors, year, landingPage, abstracts: abstract === '' ? undefined : [{ text: abstract }] }),
    },
  };
};

const rejected = ({ line, title }: PageEntry): Omit<Rejection, 'reasons'> => ({
  kind: 'rejected',
  line,
  ...present({ title: title?.text }),
});

/** ` : ` parts title and subtitle (ISBD). */
const readTitle = (text: string): Title => {
  const at = text.indexOf(' : ');
  return at > 0 ? { text: text.slice(0, at).trim(), subtitle: text.slice(at + 3).trim() } : { text };
};

/** Paragraphs with a blank line between them, the lines of a paragraph as they are. */
const joinLines = (lines: readonly PageLine[]): string =>
  lines.map(({ text, startsParagraph }, index) => (index === 0 ? text : `${startsParagraph ? '\n\n' : '\n'}${text}`)).join('');

const readContributors = ({ text, line }: PageLine, warnings: string[]): readonly Contributor[] =>
  text
    .split(';')
    .filter((name) => name.trim() !== '')
    .flatMap((name) => {
      const contributor = parseContributor(name);
      if (!contributor) warnings.push(`line ${line}: "${name}" is not a name; not taken`);
      return contributor ?? [];
    });

/** `2`, but also `2/2012` and `2012:2`: the year is not part of the number. */
const readYearAndNumber = (
  yearText: string | undefined,
  numberText: string | undefined,
  warnings: string[],
): { readonly year: number | undefined; readonly number: string | undefined } => {
  const years = yearText?.match(/(?<!\d)[12]\d{3}(?!\d)/gu) ?? [];
  const year = years.length === 1 ? Number(years[0]) : undefined;
  if (yearText !== undefined && year === undefined) warnings.push(`the year "${yearText}" is not a year; not taken`);
  if (year !== undefined && yearText !== String(year)) warnings.push(`the year "${yearText ?? ''}" is read as ${year}`);
  const parts =
    numberText && (/^(?<number>[^/:]+)\/(?<year>\d{4})$/u.exec(numberText) ?? /^(?<year>\d{4})[:,/] ?(?<number>.+)$/u.exec(numberText));
  if (!numberText || !parts) return { year, number: numberText };
  const yearOfNumber = Number(parts.groups?.['year']);
  if (year !== undefined && year !== yearOfNumber) {
    warnings.push(`the number "${numberText}" is of another year than ${year}; kept as it is`);
    return { year, number: numberText };
  }
  if (year === undefined) warnings.push(`the year ${yearOfNumber} is read from the number "${numberText}"`);
  return { year: yearOfNumber, number: parts.groups?.['number']?.trim() };
};

/** A printed book if a number of its own says so; a PDF if a number of its own or the file does. */
const readManifestations = (fields: ReadonlyMap<Label, PageField>, warnings: string[]): readonly ManifestationDraft[] => {
  const pages = readPages(fields.get('pages')?.values[0]?.text, warnings);
  const file = readFile(fields.get('file')?.values[0], warnings);
  const draft = (kind: ManifestationKind, isbnLabel: Label, issnLabel: Label): ManifestationDraft => {
    const raw = fields.get(isbnLabel)?.values[0]?.text;
    const issn = fields.get(issnLabel)?.values[0]?.text;
    return { kind, ...present({ isbn: raw === undefined ? undefined : { raw }, issn, pages, file: kind === 'pdf' ? file : undefined }) };
  };
  const print = draft('print', 'isbn', 'issn');
  const pdf = draft('pdf', 'isbnPdf', 'issnPdf');
  return [...((print.isbn ?? print.issn) ? [print] : []), ...((pdf.isbn ?? pdf.issn ?? pdf.file) ? [pdf] : [])];
};

const readPages = (text: string | undefined, warnings: string[]): number | undefined => {
  if (text === undefined) return undefined;
  const numbers = text.match(/\d+/gu) ?? [];
  const pages = numbers.length === 1 ? Number(numbers[0]) : NaN;
  if (!(pages > 0 && pages < 100_000)) {
    warnings.push(`the pages "${text}" are not one number; not taken`);
    return undefined;
  }
  if (!/^\d+(?: ?(?:s\.?|sivua|sidor|p\.?|pp\.?|pages))?$/iu.test(text)) warnings.push(`the pages "${text}" are read as ${pages}`);
  return pages;
};

const readFile = (value: PageLine | undefined, warnings: string[]): PublicationFile | undefined => {
  if (!value) return undefined;
  const link = value.links[0];
  const url = value.links.map(({ address }) => address).find((address) => address !== undefined && /^https?:/iu.test(address));
  if (link && url === undefined) {
    warnings.push(
      `line ${value.line}: the link to the file, "${link.href}", is not a complete web address and the page does not say its own; not taken`,
    );
  }
  const foreign = /\.(?:docx?|epub|zip|xlsx?|pptx?|html?)(?:[?#]|$)/iu.exec(url ?? value.text)?.[0];
  if (foreign !== undefined) warnings.push(`line ${value.line}: the file does not look like a PDF: ${url ?? value.text}`);
  const name = isDownload(value.text) || value.text === url ? undefined : value.text;
  return { mediaType: 'application/pdf', ...present({ url, name }) };
};

/** The link of the title, else a link of the entry to a content of the page's system: `…/content/id/45760774`. */
const readLandingPage = (entry: PageEntry): string | undefined => {
  const webOf = (lines: readonly (PageLine | undefined)[]): readonly string[] =>
    lines.flatMap((line) => line?.links.flatMap(({ address }) => (address?.startsWith('http') ? [address] : [])) ?? []);
  const others = [...entry.fields.flatMap(({ values }) => values), ...entry.abstract];
  return webOf([entry.title])[0] ?? webOf(others).find((address) => /\/content\/id\/\d+(?:[/?#]|$)/u.test(address));
};
