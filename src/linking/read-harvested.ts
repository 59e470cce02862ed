import { shownText, withoutIsbd } from '../crosswalk/harvested/heading-text.js';
import { findPublicationYear } from '../crosswalk/harvested/publication-year.js';
import { findIsbn } from '../crosswalk/harvested/standard-numbers.js';
import type { Datafield, MarcRecord } from '../crosswalk/marc-record.js';
import { authorKeysIn } from './author-keys.js';
import { type ComparableTitle, readTitles } from './comparable-title.js';
import { controlNumbersOf, knownName, otherFormNumbersOf } from './control-numbers.js';
import type { HarvestedSubject } from './match-subject.js';
import { persistentIdsOf } from './persistent-identifiers.js';
import { bibliographicLevelOf, physicalFormOf } from './physical-form.js';
import type { KnownNames } from './read-own.js';
import { placesIn } from './series-places.js';
import { statedIsbnsOf } from './stated-isbns.js';

/** A harvested record, made comparable, whatever it holds. @param localId under which the caller keeps it */
export const readHarvested = (localId: string, record: MarcRecord, known: KnownNames = {}): HarvestedSubject => {
  const persistentIds = persistentIdsOf(record);
  const { strong, weak, guessed } = statedIsbnsOf(record, persistentIds);
  const languages = languagesOf(record);
  const year = findPublicationYear(record);
  const form = physicalFormOf(record);
  const laterEdition = laterEditionOf(record);
  const otherForm = isbnsOfOtherForm(record);
  return {
    key: localId,
    controlNumbers: controlNumbersOf(record),
    knownAs: [...new Set((known.identifiers ?? []).map(knownName))],
    persistentIds,
    isbns: strong,
    weakIsbns: [...new Set([...weak, ...otherForm])].filter((digits) => !strong.some((isbn) => isbn === digits)),
    guessedIsbns: guessed,
    places: placesIn(record),
    titles: titlesOf(record, languages[0]),
    languages,
    ...(year !== undefined && { year }),
    authors: authorKeysIn(record),
    level: bibliographicLevelOf(record),
    ...(form !== undefined && { form }),
    ...(laterEdition !== undefined && { laterEdition }),
    counterparts: [...otherForm, ...otherFormNumbersOf(record)],
  };
};

const fieldsOf = ({ datafields }: MarcRecord, tag: string): readonly Datafield[] => datafields.filter((field) => field.tag === tag);

const valuesOf = (fields: readonly Datafield[], code: string): readonly string[] =>
  fields.flatMap(({ subfields }) => subfields.filter((subfield) => subfield.code === code).map(({ value }) => value));

const MOST_VARIANTS = 4;

/** 245, then its variants in 246; a uniform title (240) is that of the original, which is another publication. */
const titlesOf = (record: MarcRecord, language: string | undefined): readonly ComparableTitle[] => {
  const fields = [...fieldsOf(record, '245').slice(0, 1), ...fieldsOf(record, '246').slice(0, MOST_VARIANTS)];
  return fields.flatMap((field) => readTitles(statementIn(field), language));
};

/** `Title. Osa 2, Name : subtitle = Parallel title`, whether or not the record has punctuation of its own. */
const statementIn = (field: Datafield): string => {
  let statement = '';
  let before = '';
  for (const { code, value } of field.subfields) {
    if (!'abnp'.includes(code) || code === '') continue;
    const isFirst = statement === '';
    const text = withoutIsbd(isFirst ? withoutNonFiling(field, value) : value);
    const isParallel = /=\s*$/u.test(before) || /^\s*=/u.test(value);
    const separator = isFirst ? '' : isParallel ? ' = ' : code === 'b' ? ' : ' : code === 'p' ? ', ' : '. ';
    statement += separator + partLabel(code, text).replace(/^[=:\s]+/u, '');
    before = value;
  }
  return statement;
};

/** A bare number in $n is that of a part, though not if it is a year. */
const partLabel = (code: string, text: string): string =>
  code === 'n' && /^(?:\d{1,3}|[IVX]+|[A-H])\.?$/u.test(text) ? `osa ${text}` : text;

/** Characters that 245 ind2 says are not filed under. No article is longer than six, and a number that ends within a word is a slip. */
const withoutNonFiling = (field: Datafield, value: string): string => {
  const count = field.tag === '245' && /^[1-6]$/.test(field.ind2) ? Number(field.ind2) : 0;
  return /[\s'’"«„”-]$/u.test(value.slice(0, count)) ? value.slice(count) : value;
};

/** 041 $a, in which older records glue codes together (`finswe`), else 008/35-37; und, mul and zxx name no language. */
const languagesOf = (record: MarcRecord): readonly string[] => {
  const stated = valuesOf(fieldsOf(record, '041'), 'a').flatMap((value) => value.slice(0, 60).match(/[a-z]{3}/gi) ?? []);
  const fixed = record.controlfields.find(({ tag }) => tag === '008')?.value.slice(35, 38) ?? '';
  const codes = (stated.length > 0 ? stated : [fixed]).map((code) => code.toLowerCase());
  return [...new Set(codes.filter((code) => /^[a-z]{3}$/.test(code) && !/^(?:und|mul|zxx|mis)$/.test(code)))];
};

const LATER_PRINTING = /^\P{L}{0,3}(?:[2-9]|[1-9]\d)(?!\d)/u;
const REVISED = /uud|uusi|tark|korj|täyd|lis(?:ätt|äp)|muut|^ny |omarb|rev|nytr|^new |toinen|kolmas|neljäs|andra|tredje|second|third/iu;

/** `2. painos`, `Uud. laitos`, `2., tark. p.`: not `1. painos`, nor a version for a hearing. */
const laterEditionOf = (record: MarcRecord): string | undefined =>
  valuesOf(fieldsOf(record, '250'), 'a')
    .map(shownText)
    .find((text) => LATER_PRINTING.test(text) || REVISED.test(text));

const isbnsOfOtherForm = (record: MarcRecord): readonly string[] => [
  ...new Set(valuesOf(fieldsOf(record, '776'), 'z').flatMap((value) => findIsbn(value) ?? [])),
];
