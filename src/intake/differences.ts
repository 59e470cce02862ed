import { hyphenateIsbn, parseIsbn, type IsbnStatement } from '../catalogue/isbn.js';
import type { Accessibility, Manifestation, Publication, Subject, Title } from '../catalogue/publication.js';
import { isSame } from './canonical.js';
import { formatContributor } from './contributor.js';

/** A field that an import changed, both values in short (at most 60 characters, empty when there was none). */
export interface ChangedField {
  /** `titles`, `pdf.isbn`. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What differs in content: when it was entered and changed does not count. */
export const findChanges = (before: Publication, after: Publication): readonly ChangedField[] => {
  const one = fieldsOf(before);
  const other = fieldsOf(after);
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((field) => {
    const [left, right] = [one.get(field), other.get(field)];
    return isSame(left?.value, right?.value) ? [] : [{ field, before: shorten(left?.text ?? ''), after: shorten(right?.text ?? '') }];
  });
};

interface Field {
  readonly value: unknown;
  readonly text: string;
}

const fieldsOf = ({
  created: _created,
  modified: _modified,
  id: _id,
  manifestations,
  ...rest
}: Publication): ReadonlyMap<string, Field> => {
  const list = <T>(value: readonly T[], text: (part: T) => string): Field => ({ value, text: value.map(text).join('; ') });
  const fields: Record<string, Field | undefined> = {
    titles: list(rest.titles, titleText),
    contributors: list(rest.contributors, formatContributor),
    series: rest.series && { value: rest.series, text: `${rest.series.title} ${rest.series.number ?? ''}`.trim() },
    year: scalar(rest.year),
    abstracts: list(rest.abstracts, ({ text }) => text),
    languages: list(rest.languages, (code) => code),
    subjects: list(rest.subjects, ({ term }: Subject) => term),
    genre: scalar(rest.genre),
    landingPage: scalar(rest.landingPage),
    licence: rest.licence && { value: rest.licence, text: rest.licence.name },
    accessibility: { value: rest.accessibility, text: accessibilityText(rest.accessibility) },
    withdrawn: rest.withdrawn && { value: rest.withdrawn, text: rest.withdrawn.reason },
  };
  const all = [...Object.entries(fields), ...manifestations.flatMap(manifestationFields)];
  return new Map(all.flatMap(([name, field]) => (field ? [[name, field] as const] : [])));
};

const scalar = (value: string | number | undefined): Field | undefined =>
  value === undefined ? undefined : { value, text: String(value) };

const manifestationFields = ({ kind, isbn, file, ...rest }: Manifestation): readonly (readonly [string, Field | undefined])[] => [
  [kind, { value: kind, text: kind }],
  [`${kind}.isbn`, isbn && { value: isbnValue(isbn), text: isbnText(isbn) }],
  [`${kind}.issn`, scalar(rest.issn)],
  [`${kind}.pages`, scalar(rest.pages)],
  [`${kind}.binding`, scalar(rest.binding)],
  [`${kind}.urn`, scalar(rest.urn)],
  [`${kind}.file`, file && { value: file, text: file.url ?? file.name ?? file.mediaType }],
];

const titleText = ({ text, subtitle }: Title): string => (subtitle === undefined ? text : `${text} : ${subtitle}`);

const accessibilityText = ({ status, ground }: Accessibility): string => (ground.kind === 'none' ? status : `${status} (${ground.text})`);

/** Suggestions follow from the number itself and from its sibling; they are not content. */
const isbnValue = (isbn: IsbnStatement): unknown => (isbn.kind === 'valid' ? [isbn.raw, isbn.isbn] : [isbn.raw]);

const isbnText = (isbn: IsbnStatement): string => {
  if (isbn.kind === 'invalid') return `${isbn.raw} (not valid)`;
  return parseIsbn(isbn.raw) === isbn.isbn ? isbn.raw : `${hyphenateIsbn(isbn.isbn)} (confirmed for ${isbn.raw})`;
};

const LONGEST = 60;

const shorten = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};
