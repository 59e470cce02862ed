import type { Controlfield, Datafield, MarcRecord, Subfield } from '../marc-record.js';
import { hasHostileScheme } from './link-schemes.js';
import { repairedIndicator, repairedLeader } from './marc-repairs.js';

/** Under which name a harvested record is published. */
export interface PublishedAs {
  /** Our 001. */
  readonly localId: string;
  /** Our 003; without one there is none. */
  readonly isil?: string;
  /** The ISIL of the source's control numbers where its records have no 003: `FI-MELINDA`. */
  readonly sourceIsil?: string;
}

export interface CleanedMarc {
  readonly record: MarcRecord;
  /** What was left out, each kind once: `LOW`, `$9`, `856 $u with a scheme that is not for links`. */
  readonly removed: readonly Tally[];
  /** What the schema would have refused and how often it was mended: `indicator`. */
  readonly repaired: readonly Tally[];
}

export interface Tally {
  readonly what: string;
  readonly count: number;
}

/**
 * A harvested record as we publish it: without the marks that mean something only in the library it comes from, under
 * our own control number, the source's kept in 035, and always valid by MARC21slim.xsd. The order of fields is kept.
 */
export const cleanHarvestedMarc = (record: MarcRecord, publishedAs: PublishedAs): CleanedMarc => {
  const removed = createTally();
  const repaired = createTally();
  const leader = repairedLeader(record.leader);
  if (leader !== record.leader) repaired.add('leader');
  const datafields = withSourceNumber(record, publishedAs)
    .filter((field) => !isLocal(field.tag) || removed.add(field.tag))
    // $5 names the one library whose copy the field is about.
    .filter((field) => !has(field.subfields, '5') || removed.add(`${field.tag} with $5`))
    .flatMap((field) => cleanField(field, removed, repaired) ?? []);
  return {
    record: { leader, controlfields: controlfieldsOf(record, publishedAs, removed), datafields },
    removed: removed.list(),
    repaired: repaired.list(),
  };
};

/** `add` answers false, so that a filter can count what it drops. */
const createTally = () => {
  const counts = new Map<string, number>();
  return {
    add: (what: string): false => {
      counts.set(what, (counts.get(what) ?? 0) + 1);
      return false;
    },
    list: (): readonly Tally[] => [...counts].map(([what, count]) => ({ what, count })),
  };
};
type Counter = ReturnType<typeof createTally>;

const CONTROLFIELDS: ReadonlySet<string> = new Set(['005', '006', '007', '008']);

const controlfieldsOf = ({ controlfields }: MarcRecord, { localId, isil }: PublishedAs, removed: Counter): readonly Controlfield[] => [
  { tag: '001', value: localId },
  ...(isil === undefined ? [] : [{ tag: '003', value: isil }]),
  ...controlfields
    .filter(({ tag }) => tag !== '001' && tag !== '003')
    .filter(({ tag, value }) => (CONTROLFIELDS.has(tag) && value.trim() !== '') || removed.add(tag)),
];

/**
 * 042 is the National Library's own authentication, which does not hold for a changed record; 594 and 884 are
 * Melinda's. MARC 21 leaves 9XX and X9X to each library, but for 490.
 */
const isLocal = (tag: string): boolean =>
  !/^(?:0[1-9]|[1-8]\d)\d$/.test(tag) || (/^\d9/.test(tag) && tag !== '490') || tag === '042' || tag === '884';

/** Two records of one work are tied together by this number, so it must not get lost with 001. */
const withSourceNumber = (record: MarcRecord, { sourceIsil }: PublishedAs): readonly Datafield[] => {
  const { controlfields, datafields } = record;
  const valueOf = (tag: string): string | undefined => controlfields.find((field) => field.tag === tag)?.value.trim();
  const number = valueOf('001');
  const owner = valueOf('003') || sourceIsil;
  if (!number || !owner) return datafields;
  const value = `(${owner})${number}`;
  const isThere = datafields.some(({ tag, subfields }) => tag === '035' && subfields.some((subfield) => subfield.value.trim() === value));
  if (isThere) return datafields;
  const made: Datafield = { tag: '035', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] };
  const before = datafields.findIndex(({ tag }) => tag > '035');
  return before < 0 ? [...datafields, made] : datafields.toSpliced(before, 0, made);
};

/** `undefined` when nothing is left of it. */
const cleanField = (field: Datafield, removed: Counter, repaired: Counter): Datafield | undefined => {
  const subfields = field.subfields.filter((subfield) => isPublishable(field.tag, subfield, removed, repaired));
  const isBrokenLink = isLink(field.tag) && has(field.subfields, 'u') && !has(subfields, 'u');
  if (subfields.length === 0 || isBrokenLink) return undefined;
  const [ind1, ind2] = [repairedIndicator(field.ind1), repairedIndicator(field.ind2)];
  if (ind1 !== field.ind1) repaired.add('indicator');
  if (ind2 !== field.ind2) repaired.add('indicator');
  return { tag: field.tag, ind1, ind2, subfields };
};

const isPublishable = (tag: string, { code, value }: Subfield, removed: Counter, repaired: Counter): boolean => {
  if (code === '9') return removed.add('$9');
  if (!SUBFIELD_CODE.test(code)) return repaired.add('subfield code');
  if (value.trim() === '') return repaired.add('empty subfield');
  if (/[u01]/.test(code) && hasHostileScheme(value, isLink(tag) && code === 'u')) {
    return removed.add(`${tag} $${code} with a scheme that is not for links`);
  }
  return true;
};

/** MARC21slim.xsd, subfieldcodeDataType. */
const SUBFIELD_CODE = /^[!-?A-Z_`a-z{}~[\]\\^]$/;

const isLink = (tag: string): boolean => /^85[678]$/.test(tag);

const has = (subfields: readonly Subfield[], wanted: string): boolean => subfields.some(({ code }) => code === wanted);
