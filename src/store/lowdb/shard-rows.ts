import type { Datestamp } from '../../catalogue/datestamp.js';
import type { Publication, PublicationId } from '../../catalogue/publication.js';
import { harvestedKey, linkKey, quarantineKey } from '../harvest-index.js';
import type { HarvestedRecord, HarvestedState, Link, QuarantinedRecord } from '../harvest-ports.js';
import type { StoredPublication, StoredRecord, StoreError } from '../ports.js';
import { isObject, parseJson } from './json-value.js';
import { shardOfIdentifier, shardOfLocalId, shardOfPublication, shardOfQuarantined, type Shard, type ShardName } from './shard.js';

/** How a shard stands in its file: each text once, however many records share it (aliases of a format, one `about` for all). */
interface ShardRows {
  readonly publications: readonly StoredPublication[];
  readonly texts: readonly string[];
  readonly items: readonly ItemRow[];
  /** Left out where there are none. */
  readonly harvested?: readonly HarvestedRecord[];
  readonly quarantined?: readonly QuarantinedRecord[];
  readonly links?: readonly Link[];
}

interface ItemRow {
  readonly identifier: string;
  readonly records: readonly RecordRow[];
}

/** `metadata` and `about` are positions in `texts`. */
interface RecordRow {
  readonly metadataPrefix: string;
  readonly datestamp: number;
  readonly deleted: boolean;
  readonly sets: readonly string[];
  readonly metadata?: number;
  readonly about: readonly number[];
}

export const formatShard = (shard: Shard): string => {
  const positions = new Map<string, number>();
  const positionOf = (rendered: Uint8Array): number => {
    const text = Buffer.from(rendered.buffer, rendered.byteOffset, rendered.length).toString('utf8');
    const position = positions.get(text) ?? positions.size;
    positions.set(text, position);
    return position;
  };
  const rowOf = ({ metadataPrefix, datestamp, deleted, sets, metadata, about }: StoredRecord): RecordRow => ({
    metadataPrefix,
    datestamp,
    deleted,
    sets,
    ...(metadata !== undefined && { metadata: positionOf(metadata) }),
    about: about.map((part) => positionOf(part)),
  });
  const items = [...shard.items].map(([identifier, records]): ItemRow => ({ identifier, records: records.map(rowOf) }));
  const { harvested, quarantined, links } = shard;
  const rows: ShardRows = {
    publications: [...shard.publications.values()],
    texts: [...positions.keys()],
    items,
    ...(harvested.size > 0 && { harvested: [...harvested.values()] }),
    ...(quarantined.size > 0 && { quarantined: [...quarantined.values()] }),
    ...(links.size > 0 && { links: [...links.values()] }),
  };
  return JSON.stringify(rows);
};

/**
 * The rows behind a checksum that is right were written by us, so this looks for what a person with an editor or a
 * fault of ours would do, and not at every field of a publication.
 * @param newest no record can be stamped later
 * @param faultOf makes the error to throw of what is wrong with the file
 */
export const parseShard = (text: string, name: ShardName, newest: Datestamp, faultOf: (what: string) => StoreError): Shard => {
  const parsed = parseJson(text);
  if (!isObject(parsed) || !Array.isArray(parsed['publications']) || !Array.isArray(parsed['texts']) || !Array.isArray(parsed['items']))
    throw faultOf('does not hold the rows of a shard');
  const texts: readonly unknown[] = parsed['texts'];
  if (!areTexts(texts)) throw faultOf('has a text that is none');
  const publications = new Map<PublicationId, StoredPublication>();
  for (const row of parsed['publications'] as readonly unknown[]) {
    if (!isStoredPublication(row)) throw faultOf(`has an implausible publication after ${publications.size} good ones`);
    const { id } = row.publication;
    if (shardOfPublication(id) !== name || publications.has(id)) throw faultOf(`should not have publication ${id}, or not twice`);
    publications.set(id, row);
  }
  const rendered = texts.map((each) => Buffer.from(each));
  const items = new Map<string, readonly StoredRecord[]>();
  for (const row of parsed['items'] as readonly unknown[]) {
    if (!isItemRow(row)) throw faultOf(`has an implausible item after ${items.size} good ones`);
    const { identifier, records } = row;
    if (shardOfIdentifier(identifier) !== name || items.has(identifier)) throw faultOf(`should not have item ${identifier}, or not twice`);
    if (new Set(records.map(({ metadataPrefix }) => metadataPrefix)).size < records.length)
      throw faultOf(`has two records of ${identifier} in one format`);
    const wrong = records.find((record) => !isPlausibleRecord(record, texts.length, newest));
    if (wrong) throw faultOf(`has an implausible record of ${identifier}: ${JSON.stringify(wrong)}`);
    items.set(
      identifier,
      records.map((record) => readRecord(identifier, record, rendered)),
    );
  }
  const harvested = readRows(parsed['harvested'], isHarvestedRecord, harvestedKey, 'harvested record', faultOf);
  const quarantined = readRows(parsed['quarantined'], isQuarantinedRecord, quarantineKey, 'quarantined record', faultOf);
  const links = readRows(parsed['links'], isLink, linkKey, 'link', faultOf);
  const strays = [
    ...[...harvested.values()].filter(({ localId }) => shardOfLocalId(localId) !== name).map(harvestedKey),
    ...[...quarantined.values()].filter(({ identifier }) => shardOfQuarantined(identifier) !== name).map(quarantineKey),
    ...[...links.values()].filter(({ theirs }) => shardOfLocalId(theirs) !== name).map(linkKey),
  ];
  if (strays[0] !== undefined) throw faultOf(`should not have ${strays[0]}`);
  return { publications, items, harvested, quarantined, links };
};

const readRows = <Row>(
  rows: unknown,
  isRow: (row: unknown) => row is Row,
  keyOf: (row: Row) => string,
  what: string,
  faultOf: (what: string) => StoreError,
): ReadonlyMap<string, Row> => {
  const read = new Map<string, Row>();
  if (rows === undefined) return read;
  if (!Array.isArray(rows)) throw faultOf(`has no list where its ${what}s should be`);
  for (const row of rows as readonly unknown[]) {
    if (!isRow(row)) throw faultOf(`has an implausible ${what} after ${read.size} good ones`);
    if (read.has(keyOf(row))) throw faultOf(`has ${what} ${keyOf(row)} twice`);
    read.set(keyOf(row), row);
  }
  return read;
};

/** They were well-formed when they were rendered, and the checksum says that they are the same. */
const areTexts = (texts: readonly unknown[]): texts is readonly string[] => texts.every((text) => typeof text === 'string');
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isStoredPublication = (row: unknown): row is StoredPublication => {
  if (!isObject(row) || !isCount(row['revision']) || row['revision'] === 0 || !isObject(row['publication'])) return false;
  const publication: Partial<Record<keyof Publication, unknown>> = row['publication'];
  return isText(publication.id) && Array.isArray(publication.titles) && Array.isArray(publication.manifestations);
};

const hasKeys = (row: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean => names.every((name) => isText(row[name]));
/** Texts of others may be empty: a library's title, the message of a fault. */
const hasTexts = (row: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every((name) => typeof row[name] === 'string');

const STATES: Readonly<Record<HarvestedState, true>> = { live: true, deleted: true, retired: true, outOfScope: true };
const STATUSES: Readonly<Record<Link['status'], true>> = { linked: true, review: true, refused: true };

const isHarvestedRecord = (row: unknown): row is HarvestedRecord =>
  isObject(row) &&
  hasKeys(row, 'source', 'localId', 'identifier') &&
  hasTexts(row, 'title', 'xml', 'contentHash') &&
  isText(row['state']) &&
  Object.hasOwn(STATES, row['state']) &&
  Array.isArray(row['aliases']) &&
  row['aliases'].every(isText) &&
  [row['repairs'], row['flags'], row['history']].every((list) => Array.isArray(list)) &&
  isCount(row['missed']);

const isQuarantinedRecord = (row: unknown): row is QuarantinedRecord =>
  isObject(row) && hasKeys(row, 'source', 'identifier') && hasTexts(row, 'reason', 'firstRun', 'lastRun') && isCount(row['runs']);

const isLink = (row: unknown): row is Link =>
  isObject(row) &&
  hasKeys(row, 'theirs', 'ours', 'tier') &&
  hasTexts(row, 'decidedBy') &&
  isText(row['status']) &&
  Object.hasOwn(STATUSES, row['status']) &&
  Array.isArray(row['evidence']);

const isItemRow = (row: unknown): row is ItemRow =>
  isObject(row) && isText(row['identifier']) && Array.isArray(row['records']) && row['records'].every(isRecordRow);

const isRecordRow = (row: unknown): row is RecordRow =>
  isObject(row) &&
  isText(row['metadataPrefix']) &&
  isCount(row['datestamp']) &&
  typeof row['deleted'] === 'boolean' &&
  Array.isArray(row['sets']) &&
  row['sets'].every(isText) &&
  (row['metadata'] === undefined || isCount(row['metadata'])) &&
  Array.isArray(row['about']) &&
  row['about'].every(isCount);

const isPlausibleRecord = ({ datestamp, deleted, metadata, about }: RecordRow, texts: number, newest: Datestamp): boolean =>
  datestamp <= newest &&
  !(deleted && (metadata !== undefined || about.length > 0)) &&
  [...(metadata === undefined ? [] : [metadata]), ...about].every((position) => position < texts);

const readRecord = (
  identifier: string,
  { metadataPrefix, datestamp, deleted, sets, metadata, about }: RecordRow,
  rendered: readonly Uint8Array[],
): StoredRecord => {
  const at = (positions: readonly number[]): readonly Uint8Array[] => positions.flatMap((position) => rendered[position] ?? []);
  const [own] = metadata === undefined ? [] : at([metadata]);
  return { identifier, metadataPrefix, datestamp: datestamp as Datestamp, deleted, sets, ...(own && { metadata: own }), about: at(about) };
};
