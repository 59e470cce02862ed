import { hyphenateIsbn, parseIsbn } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import { parseLanguage } from '../catalogue/language.js';
import { type Datafield, findShapeFaults, findSubfield, type MarcRecord, showField } from './marc-record.js';
import { CARRIER, type CodedTerm, CONTENT, MEDIA, RELATORS } from './marc-terms.js';

/**
 * What must be true of a record of ours beyond its shape, one sentence for each fault. Kansalliskirjasto's validators
 * let the first five pass, so nobody behind us would notice them.
 */
export const findMarcFaults = (record: MarcRecord): readonly string[] => [
  ...findShapeFaults(record),
  ...record.datafields.filter(({ tag }) => tag === '490' || tag === '830').flatMap(issnFaults),
  ...languageFaults(record),
  ...termFaults(record),
  ...record.datafields.filter(({ tag }) => /^[17][01]0$/.test(tag)).flatMap(relatorFaults),
  ...isbnFaults(record),
  ...record.datafields.filter(isForbidden).map((field) => `${showField(field)}: never in a record of ours`),
];

const valuesOf = (fields: readonly Datafield[], code: string): readonly string[] =>
  fields.flatMap(({ subfields }) => subfields.filter((subfield) => subfield.code === code).map(({ value }) => value));

const fieldsOf = ({ datafields }: MarcRecord, tag: string): readonly Datafield[] => datafields.filter((field) => field.tag === tag);

const issnFaults = (field: Datafield): readonly string[] =>
  valuesOf([field], 'x')
    .map((value) => value.replace(/(?: ;|[.,])$/, ''))
    .filter((value) => parseIssn(value) !== value)
    .map((value) => `${showField(field)}: $x ${value} is not an ISSN with a right check digit`);

/** `fi` is what web pages say; MARC 21 says `fin`, and 008 the same as the first 041 $a. */
const languageFaults = (record: MarcRecord): readonly string[] => {
  const codes = valuesOf(fieldsOf(record, '041'), 'a');
  const fixed = record.controlfields.find(({ tag }) => tag === '008')?.value.slice(35, 38);
  return [
    ...codes.filter((code) => parseLanguage(code) !== code).map((code) => `041 $a ${code}: not a language code of MARC 21 (ISO 639-2/B)`),
    ...(codes[0] !== undefined && fixed !== undefined && fixed !== codes[0] ? [`008/35-37 ${fixed}: 041 $a says ${codes[0]}`] : []),
  ];
};

const TERMS: Readonly<Record<string, readonly CodedTerm[]>> = {
  '336': [CONTENT],
  '337': Object.values(MEDIA),
  '338': Object.values(CARRIER),
};

const termFaults = (record: MarcRecord): readonly string[] => {
  const strangers = record.datafields.filter(
    (field) =>
      TERMS[field.tag]?.some(({ term, code }) => valuesOf([field], 'a')[0] === term && valuesOf([field], 'b')[0] === code) === false,
  );
  const online = record.controlfields.some(({ tag, value }) => tag === '007' && value.startsWith('cr'));
  const form = online ? 'pdf' : 'print';
  const [media, carrier] = [findSubfield(record, '337', 'b'), findSubfield(record, '338', 'b')];
  return [
    ...strangers.map((field) => `${showField(field)}: term and code do not belong together`),
    ...(media === undefined || media === MEDIA[form].code ? [] : [`337 $b ${media}: 007 says ${MEDIA[form].code}`]),
    ...(carrier === undefined || carrier === CARRIER[form].code ? [] : [`338 $b ${carrier}: 007 says ${CARRIER[form].code}`]),
  ];
};

const relatorFaults = (field: Datafield): readonly string[] =>
  valuesOf([field], 'e')
    .map((value) => value.replace(/[.,]$/, ''))
    .filter((value) => !RELATORS.some((relator) => relator === value))
    .map((value) => `${showField(field)}: $e ${value} is none of ${RELATORS.join(', ')}`);

/** One record is one manifestation: the ISBN of the other form stands in 776 and nowhere else. */
const isbnFaults = (record: MarcRecord): readonly string[] => {
  const fields = fieldsOf(record, '020');
  const own = [...valuesOf(fields, 'a'), ...valuesOf(fields, 'z')];
  const others = valuesOf(fieldsOf(record, '776'), 'z');
  return [
    ...(own.length > 1 ? [`020 ${own.join(', ')}: one record has one ISBN, that of its own form`] : []),
    ...own.filter((isbn) => others.includes(isbn)).map((isbn) => `020 ${isbn}: is also the ISBN of the other form in 776 $z`),
    ...[...own, ...others].filter((isbn) => !isHyphenatedIsbn(isbn)).map((isbn) => `${isbn}: not a valid ISBN with its hyphens`),
  ];
};

const isHyphenatedIsbn = (text: string): boolean => {
  const isbn = parseIsbn(text);
  return isbn !== undefined && hyphenateIsbn(isbn) === text;
};

/** 022 is for serials, 042 and the rest are the National Library's own marks. */
const isForbidden = ({ tag, subfields }: Datafield): boolean =>
  ['022', '042', '594', '884'].includes(tag) || subfields.some(({ code }) => code === '9');
