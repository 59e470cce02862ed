import type { Datestamp } from '../../catalogue/datestamp.js';
import type { Publication, PublicationId } from '../../catalogue/publication.js';
import type { StoredPublication, StoredRecord, StoreError } from '../ports.js';
import { shardOfIdentifier, shardOfPublication, type Shard, type ShardName } from './shard.js';

/** How a shard stands in its file: each text once, however many records share it (aliases of a format, one `about` for all). */
interface ShardRows {
  readonly publications: readonly StoredPublication[];
  readonly texts: readonly string[];
  readonly items: readonly ItemRow[];
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
  const rows: ShardRows = { publications: [...shard.publications.values()], texts: [...positions.keys()], items };
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
  return { publications, items };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
/** They were well-formed when they were rendered, and the checksum says that they are the same. */
const areTexts = (texts: readonly unknown[]): texts is readonly string[] => texts.every((text) => typeof text === 'string');
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isStoredPublication = (row: unknown): row is StoredPublication => {
  if (!isObject(row) || !isCount(row['revision']) || row['revision'] === 0 || !isObject(row['publication'])) return false;
  const publication: Partial<Record<keyof Publication, unknown>> = row['publication'];
  return isText(publication.id) && Array.isArray(publication.titles) && Array.isArray(publication.manifestations);
};

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
