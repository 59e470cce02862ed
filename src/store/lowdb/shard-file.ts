import path from 'node:path';
import type { Adapter } from 'lowdb';
import { datestampOf } from '../../catalogue/datestamp.js';
import type { StoreError } from '../ports.js';
import type { Disk } from './disk.js';
import { sha256Of, type ShardFile } from './manifest.js';
import { formatShard, parseShard } from './shard-rows.js';
import type { Shard, ShardName } from './shard.js';

/** Where the shards' files lie, inside the store's directory. */
export const SHARD_DIRECTORY = 'shards';

const SHARD_FILE = /^[0-9a-f]{2}\.(\d+)\.json$/;

/** A file is written once and never again: the number is the generation that it came with. */
export const shardFileName = (shard: ShardName, generation: number): string => `${shard}.${generation}.json`;

/** `undefined` when the name is not that of a shard's file. */
export const parseGeneration = (name: string): number | undefined => {
  const digits = SHARD_FILE.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** Reads the file that a manifest names, and nothing else in its place. */
export const createShardReader = (
  disk: Disk,
  directory: string,
  file: ShardFile,
  clockMark: number,
  faultOf: (file: string, what: string) => StoreError,
): Adapter<Shard> => ({
  read: async () => {
    const name = path.posix.join(SHARD_DIRECTORY, file.name);
    const bytes = await disk.read(path.join(directory, SHARD_DIRECTORY, file.name));
    if (bytes === undefined) throw faultOf(name, 'is missing');
    if (bytes.length !== file.bytes) throw faultOf(name, `has ${bytes.length} bytes instead of ${file.bytes}`);
    if (sha256Of(bytes) !== file.sha256) throw faultOf(name, 'does not have the bytes that were written (its checksum is another)');
    return parseShard(bytes.toString('utf8'), file.shard, datestampOf(clockMark), (what) => faultOf(name, what));
  },
  write: () => Promise.reject(new TypeError('a file of a shard is never written a second time')),
});

/** Writes a shard aside, under a name that no manifest knows yet. */
export const createShardWriter = (
  disk: Disk,
  directory: string,
  { shard, name }: Pick<ShardFile, 'shard' | 'name'>,
  onWritten: (file: ShardFile) => void,
): Adapter<Shard> => ({
  read: () => Promise.resolve(null),
  write: async (content) => {
    const bytes = Buffer.from(formatShard(content));
    await disk.write(path.join(directory, SHARD_DIRECTORY, name), bytes);
    onWritten({ shard, name, bytes: bytes.length, sha256: sha256Of(bytes) });
  },
});
