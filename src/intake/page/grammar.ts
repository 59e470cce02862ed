import { isClosingHeading, isFurniture, parseLabel, type Label } from './labels.js';
import type { PageLine } from './page-line.js';
import { isStatement } from './statements.js';

/*
 * The grammar of the page. A page is furniture, general sentences, entries and closing sections.
 *
 *   entry    = title, block, [abstract]
 *   block    = label, value lines; the next label; … Blank lines may stand between them.
 *
 * - A block begins at a label and ends at the first line that is neither a label nor a value. A label has one value
 *   line; Tekijät takes lines up to the next label or blank line, and ISBN and ISSN take further numbers.
 * - A label that has no value does not begin a block: a lone word of an abstract may look like one.
 * - The label that began the block begins a new one when it comes again. Any other that comes again is reported.
 * - The title is the last paragraph before the block, of one line of at most 300 characters; in HTML the last heading
 *   since the entry before, if there is one. A year alone (the page groups by years) is no title and no text.
 * - What is between a block and the title of the next is the abstract, up to the first line that closes the page: the heading of
 *   a closing section, or a general sentence.
 */

/** An entry as found, its values not yet looked into. */
export interface PageEntry {
  /** Of the title, or of the first label where the title is missing. */
  readonly line: number;
  readonly title?: PageLine;
  /** Where the block begins, for messages. */
  readonly firstLabel: PageLine;
  readonly fields: readonly PageField[];
  readonly abstract: readonly PageLine[];
}

export interface PageField {
  readonly label: Label;
  readonly line: number;
  readonly values: readonly PageLine[];
}

export interface PageContent {
  readonly entries: readonly PageEntry[];
  /** Every line that belongs to no entry: the general sentences are among them. */
  readonly around: readonly PageLine[];
}

export const readPage = (lines: readonly PageLine[]): PageContent => {
  const blocks = findBlocks(lines);
  const gaps = [...blocks, undefined].map((block, index) => {
    const start = blocks[index - 1]?.end ?? 0;
    return splitGap(lines.slice(start, block?.start ?? lines.length), index > 0, block !== undefined);
  });
  const entries = blocks.map(({ fields, firstLabel }, index): PageEntry => {
    const title = gaps[index]?.title;
    const abstract = [...(gaps[index]?.lead ?? []), ...(gaps[index + 1]?.abstract ?? [])];
    return { line: title?.line ?? firstLabel.line, ...(title ? { title } : {}), firstLabel, fields, abstract };
  });
  return { entries, around: gaps.flatMap(({ around }) => around) };
};

interface Block {
  readonly firstLabel: PageLine;
  readonly fields: readonly PageField[];
  /** Indexes of its first line and of the first after it. */
  readonly start: number;
  readonly end: number;
}

const findBlocks = (lines: readonly PageLine[]): readonly Block[] => {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const block = readBlock(lines, at);
    if (block) blocks.push(block);
    at = block?.end ?? at + 1;
  }
  return blocks;
};

const readBlock = (lines: readonly PageLine[], start: number): Block | undefined => {
  const firstLabel = lines[start];
  const fields: PageField[] = [];
  let at = start;
  for (let field = readField(lines, at); field; field = readField(lines, at)) {
    if (fields[0]?.label === field.field.label) break;
    fields.push(field.field);
    at = field.end;
  }
  return firstLabel && fields.some(({ values }) => values.length > 0) ? { firstLabel, fields, start, end: at } : undefined;
};

const readField = (lines: readonly PageLine[], start: number): { readonly field: PageField; readonly end: number } | undefined => {
  const first = lines[start];
  const parsed = first && parseLabel(first.text);
  if (!parsed) return undefined;
  const values: PageLine[] = parsed.value === undefined || parsed.value === '' ? [] : [{ ...first, text: parsed.value }];
  let at = start + 1;
  for (let next = lines[at]; next && isValue(next, parsed.label, values.length); next = lines[++at]) values.push(next);
  return { field: { label: parsed.label, line: first.line, values }, end: at };
};

const NUMBERS = /^[\d\s‐-―X-]{8,}(?:\s*\([^)]*\))?$/iu;
const LONGEST_VALUE = 200;

const isValue = (line: PageLine, label: Label, already: number): boolean => {
  const isLabel = parseLabel(line.text) !== undefined;
  switch (label) {
    case 'file':
      return already === 0 && (isDownloadValue(line) || (!isLabel && !line.startsParagraph));
    case 'contributors':
      return !isLabel && (already === 0 ? isLikely(line, label) : !line.startsParagraph);
    case 'isbn':
    case 'isbnPdf':
    case 'issn':
    case 'issnPdf':
      return !isLabel && (already === 0 ? isLikely(line, label) : !line.startsParagraph && NUMBERS.test(line.text));
    case 'series':
    case 'year':
    case 'number':
    case 'pages':
      return !isLabel && already === 0 && isLikely(line, label);
  }
};

/** Also after a blank line: the link to the file, which is its own label too. */
const isDownloadValue = (line: PageLine): boolean => {
  const parsed = parseLabel(line.text);
  if (parsed) return parsed.label === 'file' && parsed.value === line.text;
  return /^\S+\.(?:pdf|docx?|epub)\b/iu.test(line.text) || (line.links.length > 0 && line.text.length <= LONGEST_VALUE);
};

/** After a blank line it could as well be the abstract, so a value has to look like one. */
const isLikely = (line: PageLine, label: Label): boolean => {
  if (!line.startsParagraph) return true;
  if (label === 'contributors' || label === 'series') return line.text.length <= LONGEST_VALUE && !/[.!?]$/u.test(line.text);
  return line.text.length <= 40 && /\d/u.test(line.text);
};

interface Gap {
  /** Belongs to the entry before. */
  readonly abstract: readonly PageLine[];
  readonly title?: PageLine;
  /** Between the title and the labels: the abstract of the entry that follows begins with it. */
  readonly lead: readonly PageLine[];
  readonly around: readonly PageLine[];
}

/** Divides the lines between two blocks. */
const splitGap = (lines: readonly PageLine[], hasEntryBefore: boolean, hasEntryAfter: boolean): Gap => {
  const at = hasEntryAfter ? titleAt(lines) : -1;
  const title = lines[at];
  const before = withoutFurniture(title ? lines.slice(0, at) : lines);
  const lead = title ? withoutFurniture(lines.slice(at + 1)) : [];
  const closing = before.findIndex(({ text }) => isClosing(text));
  const end = !hasEntryBefore ? 0 : closing < 0 ? before.length : closing;
  const abstract = before.slice(0, end);
  const upTo = hasEntryAfter ? abstract.findLastIndex(({ text }) => !isYearHeading(text)) + 1 : abstract.length;
  return { abstract: abstract.slice(0, upTo), ...(title ? { title } : {}), lead, around: before.slice(end) };
};

/** Where the furniture was, a paragraph ends. */
const withoutFurniture = (lines: readonly PageLine[]): readonly PageLine[] =>
  lines.flatMap((line, index) => {
    if (isFurniture(line.text)) return [];
    const before = lines[index - 1];
    return [before && isFurniture(before.text) ? { ...line, startsParagraph: true } : line];
  });

const LONGEST_TITLE = 300;

const titleAt = (lines: readonly PageLine[]): number => {
  const mayBeTitle = ({ text }: PageLine): boolean => !isYearHeading(text) && !isFurniture(text) && !isClosing(text);
  const heading = lines.findLastIndex((line) => line.heading === true && mayBeTitle(line));
  if (heading >= 0) return heading;
  const last = lines.findLastIndex(mayBeTitle);
  const line = lines[last];
  const isAlone = last === 0 || line?.startsParagraph === true || isFurniture(lines[last - 1]?.text ?? '');
  return line && isAlone && line.text.length <= LONGEST_TITLE ? last : -1;
};

const isClosing = (text: string): boolean => isClosingHeading(text) || isStatement(text);

const isYearHeading = (text: string): boolean => /^(?:(?:vuosi|år|year) )?(?:19|20)\d{2}$/iu.test(text);
