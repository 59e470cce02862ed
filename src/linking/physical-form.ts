import type { Datafield, MarcRecord } from '../crosswalk/marc-record.js';

/** In what form a record's work lies before the reader; `other` is a disc, a film, braille, a recording. */
export type PhysicalForm = 'print' | 'online' | 'other';

/** Whether a record describes something whole, a part of it, or something that goes on. */
export type BibliographicLevel = 'whole' | 'part' | 'serial' | 'collection';

/** The plainest word first. */
const WITNESSES: readonly ((record: MarcRecord) => PhysicalForm | undefined)[] = [
  ({ leader }) => (/^[cdefgijkopr]$/.test(leader.charAt(6)) ? 'other' : undefined),
  (record) => formByCarrier(record),
  (record) => formBy007(record),
  (record) => formBy008(record),
  (record) => formInWords(valuesOf(fieldsOf(record, '245'), 'h')),
  (record) => formByExtent(record),
  (record) => formByCounterpart(record),
];

/**
 * What the record says of its form: kind of record (leader/06), 338 and 337, 007, form of item (008/23), the material
 * designation of AACR2 (245 $h), extent and size (300), links to another form (776, 856 41). `undefined` when it says nothing.
 */
export const physicalFormOf = (record: MarcRecord): PhysicalForm | undefined => {
  for (const formBy of WITNESSES) {
    const form = formBy(record);
    if (form !== undefined) return form;
  }
  return undefined;
};

const fieldsOf = ({ datafields }: MarcRecord, tag: string): readonly Datafield[] => datafields.filter((field) => field.tag === tag);

const valuesOf = (fields: readonly Datafield[], codes: string): readonly string[] =>
  fields.flatMap(({ subfields }) => subfields.filter(({ code }) => codes.includes(code)).map(({ value }) => value.trim().toLowerCase()));

const controlfieldOf = ({ controlfields }: MarcRecord, tag: string): string =>
  controlfields.find((field) => field.tag === tag)?.value.toLowerCase() ?? '';

/** RDA carrier types (338): nc volume, nb sheet; cr online resource; the rest are discs, films and the like. */
const formByCarrier = (record: MarcRecord): PhysicalForm | undefined => {
  const carriers = valuesOf(fieldsOf(record, '338'), 'ab');
  const media = valuesOf(fieldsOf(record, '337'), 'ab');
  if (carriers.some((value) => value === 'cr' || value === 'verkkoaineisto')) return 'online';
  if (carriers.some((value) => ['nc', 'nb', 'nide', 'arkki'].includes(value))) return 'print';
  if (carriers.some((value) => /^[a-z]{2}$/.test(value) && !value.startsWith('z'))) return 'other';
  if (media.some((value) => value === 'n' || value === 'käytettävissä ilman laitetta')) return 'print';
  return media.some((value) => /^[aeghpsv]$/.test(value)) ? 'other' : undefined;
};

/** Category of material and specific designation: ta print, tc braille, cr online, co an optical disc. */
const formBy007 = (record: MarcRecord): PhysicalForm | undefined => {
  const field = controlfieldOf(record, '007');
  if (field.startsWith('cr')) return 'online';
  if (/^t[abd]/.test(field)) return 'print';
  return /^(?:c[a-ko]|tc|[adfghmorsv])/.test(field) ? 'other' : undefined;
};

/** MARC 21 008/23 of books: o online, q a disc, d and r print, a to c microforms, f braille; s (electronic) may be either of two. */
const formBy008 = (record: MarcRecord): PhysicalForm | undefined => {
  const code = controlfieldOf(record, '008').charAt(23);
  if (code === 'o') return 'online';
  return code === 'r' || code === 'd' ? 'print' : /^[abcfq]$/.test(code) ? 'other' : undefined;
};

const formByExtent = (record: MarcRecord): PhysicalForm | undefined => {
  const extent = fieldsOf(record, '300');
  const isMeasured = valuesOf(extent, 'c').some((value) => /\d\s?(?:cm|mm)\b/.test(value));
  return formInWords(valuesOf(extent, 'a')) ?? (isMeasured ? 'print' : undefined);
};

const formInWords = (values: readonly string[]): PhysicalForm | undefined => {
  const words = values.join(' ');
  if (/verkko(?:aineisto|julkaisu|dokumentti|kirja)|nätpublikation|onlineresurs|\bpdf\b|\bonline\b/u.test(words)) return 'online';
  return /cd-rom|levy|äänikirja|äänite|mikrokortti|mikrofilmi|video|daisy|disketti|pistekirjoitus/u.test(words) ? 'other' : undefined;
};

/** What links to a printed counterpart is online, and what links to an online one is printed (856 41 leads to another version). */
const formByCounterpart = (record: MarcRecord): PhysicalForm | undefined => {
  const named = valuesOf(fieldsOf(record, '776'), 'i').join(' ');
  if (/painettu|tryckt|print/u.test(named)) return 'online';
  const isLinked = fieldsOf(record, '856').some(({ ind1, ind2 }) => ind1 === '4' && ind2 === '1');
  return isLinked || /verkko|online|elektron/u.test(named) ? 'print' : undefined;
};

/** Leader/07; a 773 with page numbers makes it a part whatever the leader says, and any 773 where the leader says nothing. */
export const bibliographicLevelOf = (record: MarcRecord): BibliographicLevel => {
  const hosts = fieldsOf(record, '773');
  switch (record.leader.charAt(7)) {
    case 'a':
    case 'b':
      return 'part';
    case 's':
    case 'i':
      return 'serial';
    case 'c':
    case 'd':
      return 'collection';
    case 'm':
      return valuesOf(hosts, 'g').some(hasPages) ? 'part' : 'whole';
    default:
      return hosts.length > 0 ? 'part' : 'whole';
  }
};

/** `s. 12-25`, `S. 4`, `pp. 3-9`: of the volume that $g names, these pages. */
const PAGES = /(?<!\p{L})(?:s|ss|sid|sivut?|pp?)(?:\.\s?|\s)\[?\d/iu;

const hasPages = (value: string): boolean => PAGES.test(value);

/** `7/2001, s. 12-25` without its pages. */
export const withoutPages = (value: string): string => value.slice(0, PAGES.exec(value)?.index ?? value.length);
