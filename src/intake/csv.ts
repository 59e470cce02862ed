import { Readable } from 'node:stream';
import { parse, type Info } from 'csv-parse';
import { readLines, type ByteLine } from './byte-stream.js';
import { cleanLine } from './clean-text.js';
import type { Fault, Rejection, SourceItem } from './draft.js';
import type { ManifestationForm } from './form.js';
import { LONGEST_LINE } from './json-lines.js';
import { present } from './present.js';
import type { ReadForm } from './read-form.js';

/**
 * The columns of a CSV file, by their names in the header row (in any order, case does not count). Only the title is
 * needed. Values of a list are parted by semicolons. UTF-8; comma, semicolon or tab between columns. The names that the
 * publisher's page prints for the same facts will do as well.
 */
export const COLUMNS = {
  id: 'given once: 2012-2; made from series, year and number when empty',
  title: 'main title (Nimi)',
  subtitle: '',
  titleLanguage: 'fi, sv, en …',
  contributors: 'Luotonen, Marko; Työryhmä; Malli, Matti (editor)',
  series: 'title of the series',
  number: 'without the year: 2',
  year: 'of publication: 2012',
  languages: 'fi; sv',
  subjects: 'free words: poliisi; viestintä',
  genre: 'Raportti',
  abstract: 'a blank line parts paragraphs',
  abstractLanguage: '',
  landingPage: 'web address of the description',
  licenceName: '',
  licenceUrl: '',
  accessibility: 'accessible, partlyAccessible, notAccessible, unknown: only with the next column',
  accessibilityText: 'who says so',
  isbn: 'of the printed book',
  issn: 'of the printed series',
  pages: 'of the printed book and the PDF',
  binding: 'pehmeäkantinen',
  isbnPdf: 'of the PDF',
  issnPdf: 'of the series as PDF',
  urn: 'of the PDF, when it is not made from the ISBN',
  fileUrl: 'web address of the PDF',
  fileName: '',
} as const;

type Column = keyof typeof COLUMNS;
type Row = Readonly<Partial<Record<Column, string>>>;

/** What else a column may be called: the labels of the page. */
const OTHER_NAMES: Readonly<Record<string, Column>> = {
  nimi: 'title',
  nimeke: 'title',
  alanimeke: 'subtitle',
  tekijät: 'contributors',
  julkaisusarja: 'series',
  numero: 'number',
  julkaisuvuosi: 'year',
  kielet: 'languages',
  asiasanat: 'subjects',
  tiivistelmä: 'abstract',
  sivut: 'pages',
  'isbn (pdf)': 'isbnPdf',
  'issn (pdf)': 'issnPdf',
  tiedosto: 'fileUrl',
};

/** A row for each publication, of any number, one in memory at a time. */
export async function* readCsv(all: AsyncIterable<Uint8Array>, readForm: ReadForm): AsyncGenerator<SourceItem> {
  const waiting: (Rejection | Fault)[] = [];
  let columns: readonly Column[] | undefined;
  let lastLine = 0;
  for await (const row of parseRows(all, waiting)) {
    const before = waiting.filter(({ line }) => line !== undefined && line < row.lastLine);
    yield* before;
    waiting.splice(0, before.length);
    const line = Math.max(lastLine, before.at(-1)?.line ?? 0) + 1;
    lastLine = row.lastLine;
    if (row.values.every((value) => cleanLine(value) === '')) continue;
    if (columns) {
      yield readRow(row.values, columns, line, readForm);
      continue;
    }
    const header = readHeader(row.values);
    if (header.kind === 'fault') {
      yield { ...header, line };
      return;
    }
    columns = header.columns;
  }
  // Its line is where the fault showed; a quote that is never closed shows at the end of the file.
  for (const item of waiting) yield item.kind === 'rejected' ? { ...item, line: lastLine + 1 } : item;
}

interface ParsedRow {
  readonly values: readonly string[];
  /** Where the row ends: a quoted value may hold line breaks. */
  readonly lastLine: number;
}

/** Faults of reading go to `aside`: csv-parse leaves a row out and goes on, a line that is not UTF-8 ends the file. */
async function* parseRows(all: AsyncIterable<Uint8Array>, aside: (Rejection | Fault)[]): AsyncGenerator<ParsedRow> {
  const lines = readLines(all, LONGEST_LINE);
  const first = await lines.next();
  if (first.done === true) return;
  const text = async function* (): AsyncGenerator<string> {
    try {
      for (let next: IteratorResult<ByteLine, void> = first; next.done !== true; next = await lines.next()) {
        if (next.value.kind === 'unreadable') return void aside.push({ kind: 'fault', line: next.value.line, message: next.value.message });
        yield `${next.value.text}\n`;
      }
    } finally {
      await lines.return(undefined);
    }
  };
  const parser = parse({
    delimiter: first.value.kind === 'text' ? delimiterOf(first.value.text) : ',',
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_LINE,
  });
  parser.on('skip', ({ code, message, lines: line = 0 }: { readonly code: string; readonly message: string; readonly lines?: number }) => {
    aside.push({ kind: 'rejected', line, reasons: [`not a row of CSV: ${ROW_FAULTS[code] ?? message}`] });
  });
  const source = Readable.from(text());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const parsed of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { values: parsed.record, lastLine: parsed.info.lines };
    }
  } finally {
    source.destroy();
  }
}

/** By the codes of csv-parse. */
const ROW_FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened here and never closed, so nothing after it could be read',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark within a value has to be doubled ("")',
  INVALID_OPENING_QUOTE: 'a value with a quotation mark in it has to stand in quotation marks itself, and the mark be doubled ("")',
  CSV_MAX_RECORD_SIZE: 'a row of more than 1 MB; is a quotation mark opened and not closed?',
};

/** No name of a column holds any of the three, so the commonest in the header is it. */
const delimiterOf = (header: string): string => {
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
};

const readHeader = (
  names: readonly string[],
): { readonly kind: 'columns'; readonly columns: readonly Column[] } | { readonly kind: 'fault'; readonly message: string } => {
  const fault = (message: string): { readonly kind: 'fault'; readonly message: string } => ({ kind: 'fault', message });
  const columns = names.map((name) => parseColumn(cleanLine(name)));
  const unknown = names.filter((_, index) => columns[index] === undefined);
  if (unknown.length > 0) {
    return fault(
      `has unknown columns ${unknown.map((name) => `"${cleanLine(name)}"`).join(', ')}; possible are ${Object.keys(COLUMNS).join(', ')}`,
    );
  }
  const known = columns.flatMap((column) => column ?? []);
  const twice = known.find((column, index) => known.indexOf(column) !== index);
  if (twice !== undefined) return fault(`has the column "${twice}" twice`);
  return known.includes('title') ? { kind: 'columns', columns: known } : fault('has no column "title", which the first row must name');
};

const parseColumn = (name: string): Column | undefined => {
  const plain = name.toLocaleLowerCase('fi');
  const own = (Object.keys(COLUMNS) as Column[]).find((column) => column.toLowerCase() === plain);
  return own ?? Object.entries(OTHER_NAMES).find(([other]) => other === plain)?.[1];
};

const readRow = (values: readonly string[], columns: readonly Column[], line: number, readForm: ReadForm): SourceItem => {
  if (values.length !== columns.length) {
    const reason = `the row has ${values.length} values, the header ${columns.length} columns; is a value with the delimiter in it without quotes?`;
    return { kind: 'rejected', line, reasons: [reason] };
  }
  const row: Row = Object.fromEntries(
    columns.flatMap((column, index) => {
      const value = values[index]?.trim() ?? '';
      return cleanLine(value) === '' ? [] : [[column, value]];
    }),
  );
  const { manifestations, names } = manifestationsOf(row);
  return readForm(formOf(row, manifestations), line, (path) => names.get(path) ?? COLUMN_OF_PATH[path] ?? path);
};

/** For messages: where the form calls a value otherwise than the table does. */
const COLUMN_OF_PATH: Readonly<Record<string, Column>> = {
  'title.text': 'title',
  'title.subtitle': 'subtitle',
  'title.language': 'titleLanguage',
  'series.title': 'series',
  'series.number': 'number',
  'abstracts[0].text': 'abstract',
  'abstracts[0].language': 'abstractLanguage',
  'licence.name': 'licenceName',
  'licence.url': 'licenceUrl',
  'accessibility.status': 'accessibility',
  'accessibility.text': 'accessibilityText',
};

const listOf = (text: string | undefined): readonly string[] | undefined =>
  text
    ?.split(/;|\n/u)
    .map((part) => part.trim())
    .filter((part) => cleanLine(part) !== '');

/** A number where the text is one; otherwise the text, for the schema to complain of. */
const numberOf = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : text;

const group = <T extends object>(fields: T): T | undefined => (Object.keys(fields).length > 0 ? fields : undefined);

/** The publication form of a row: not yet checked, so of no type. */
const formOf = (row: Row, manifestations: readonly object[]): object =>
  present({
    id: row.id,
    title:
      row.subtitle === undefined && row.titleLanguage === undefined
        ? row.title
        : present({ text: row.title, subtitle: row.subtitle, language: row.titleLanguage }),
    contributors: listOf(row.contributors),
    series: group(present({ title: row.series, number: row.number })),
    year: numberOf(row.year),
    languages: listOf(row.languages),
    subjects: listOf(row.subjects),
    genre: row.genre,
    abstracts: row.abstract === undefined ? undefined : [present({ text: row.abstract, language: row.abstractLanguage })],
    landingPage: row.landingPage,
    licence: group(present({ name: row.licenceName, url: row.licenceUrl })),
    accessibility: group(present({ status: row.accessibility, text: row.accessibilityText })),
    manifestations: manifestations.length > 0 ? manifestations : undefined,
  });

type Unchecked<T> = { readonly [K in keyof T]?: unknown };

const manifestationsOf = (row: Row): { readonly manifestations: readonly object[]; readonly names: ReadonlyMap<string, Column> } => {
  const pages = numberOf(row.pages);
  const file = group(present({ url: row.fileUrl, name: row.fileName }));
  const print: Unchecked<ManifestationForm> = present({ isbn: row.isbn, issn: row.issn, binding: row.binding });
  const pdf: Unchecked<ManifestationForm> = present({ isbn: row.isbnPdf, issn: row.issnPdf, urn: row.urn, file });
  const kinds = [...(group(print) ? [{ ...print, kind: 'print' }] : []), ...(group(pdf) ? [{ ...pdf, kind: 'pdf' }] : [])];
  const columns: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
    print: { isbn: 'isbn', issn: 'issn', binding: 'binding', pages: 'pages' },
    pdf: { isbn: 'isbnPdf', issn: 'issnPdf', urn: 'urn', pages: 'pages', 'file.url': 'fileUrl', 'file.name': 'fileName' },
  };
  const names = kinds.flatMap(({ kind }, index) =>
    Object.entries(columns[kind] ?? {}).map(([field, column]) => [`manifestations[${index}].${field}`, column] as const),
  );
  return { manifestations: kinds.map((one) => present({ ...one, pages })), names: new Map(names) };
};
