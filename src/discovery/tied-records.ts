import type { Datestamp } from '../catalogue/datestamp.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import { controlNumbersOf } from '../linking/control-numbers.js';
import type { Settings } from '../platform/settings.js';
import { harvestedIdentifier } from '../publishing/harvested-items.js';
import type { HarvestedRecord, Link } from '../store/harvest-ports.js';
import type { RecordHeader } from '../store/ports.js';
import { parseXml } from '../xml/parse.js';
import { controlKey, controlNumberIn, nameKey } from './identifiers.js';
import type { TiedRecord } from './ties.js';

/** Every name under which a library's record is or was known, here and at home. */
export const keysOfTied = (settings: Settings, { localId, copies, numbers }: TiedRecord): readonly string[] => {
  const names = [localId, harvestedIdentifier(settings, localId), ...copies.flatMap(({ identifier, aliases }) => [identifier, ...aliases])];
  return [...names.map(nameKey), ...numbers.map(controlKey)];
};

/** A record with the numbers that it is held under, its localId's first. */
export const tiedRecord = (localId: string, copies: readonly HarvestedRecord[], link?: Link): TiedRecord => ({
  ...{
    localId,
    copies,
    numbers: numbersIn(
      localId,
      copies.map(({ xml }) => readMarc(xml)),
    ),
  },
  ...(link && { link }),
});

/** Each once. */
export const numbersIn = (localId: string, records: readonly (MarcRecord | undefined)[]): readonly string[] => [
  ...new Set([
    ...[controlNumberIn(localId)].filter((number) => number !== undefined),
    ...records.flatMap((record) => (record === undefined ? [] : controlNumbersOf(record))),
  ]),
];

/**
 * `undefined` for what is no MARC record. Each was one when it was harvested; should the reader have become stricter since, one such record
 * must not take every page down with it.
 */
export const readMarc = (xml: string): MarcRecord | undefined => {
  try {
    return readMarcRecord(parseXml(xml));
  } catch {
    return undefined;
  }
};

/** The newest datestamp; `undefined` where there is no record. */
export const stampOf = (records: readonly RecordHeader[]): Datestamp | undefined =>
  records.length === 0 ? undefined : (Math.max(...records.map(({ datestamp }) => datestamp)) as Datestamp);

/** Prefixes in which an item can be had now. */
export const showFormats = (records: readonly RecordHeader[], prefixesOf: (storedAs: string) => readonly string[]): readonly string[] =>
  records.filter(({ deleted }) => !deleted).flatMap(({ metadataPrefix }) => prefixesOf(metadataPrefix));
