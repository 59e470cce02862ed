import { createHash } from 'node:crypto';
import type { PublisherStatement } from '../../catalogue/statement.js';
import type { SourceState } from '../harvest-ports.js';
import { StoreError, type Installation } from '../ports.js';
import { isObject, parseJson } from './json-value.js';
import { isShardName, type ShardName } from './shard.js';

/** One generation of the store: the files that are it, and the little that is not worth a file. */
export interface Manifest {
  readonly generation: number;
  /** Milliseconds; no record was stamped at or after it. */
  readonly clockMark: number;
  readonly installation: Installation;
  readonly statements: readonly PublisherStatement[];
  readonly sources: readonly SourceState[];
  /** One for each shard that is not empty. */
  readonly files: readonly ShardFile[];
}

export interface ShardFile {
  readonly shard: ShardName;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const MANIFEST_FILE = 'manifest.json';
export const PREVIOUS_FILE = 'manifest.previous.json';

/** Raise it when an older program would misread what is written, and give the new program a way to read the old. */
const FORMAT = 2;
/** Of before there were harvests: the same without their rows. */
const OLDEST_FORMAT = 1;

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const formatManifest = (manifest: Manifest): string => {
  const text = JSON.stringify(manifest);
  return `{"format":${FORMAT},"sha256":"${sha256Of(text)}","manifest":${text}}\n`;
};

/**
 * `undefined` for anything that `formatManifest` did not write.
 * @throws StoreError `newer` when a later version of the program wrote it
 */
export const parseManifest = (text: string, where: string): Manifest | undefined => {
  const parsed = parseJson(text);
  if (!isObject(parsed)) return undefined;
  const { format, sha256, manifest } = parsed;
  if (typeof format === 'number' && format > FORMAT) {
    throw new StoreError(
      'newer',
      `${where} is of format ${format}, this version of the program reads up to ${FORMAT}: use the version that wrote it, or a later one`,
    );
  }
  if (typeof format !== 'number' || format < OLDEST_FORMAT || sha256Of(JSON.stringify(manifest)) !== sha256) return undefined;
  const whole: unknown = format === 1 && isObject(manifest) ? { ...manifest, sources: [] } : manifest;
  return isManifest(whole) ? whole : undefined;
};

/** The names of files under which each shard of this generation lies. */
export const fileNamesOf = (manifest: Manifest | undefined): ReadonlySet<string> => new Set(manifest?.files.map(({ name }) => name));

/** The checksum vouches for the rest. */
const isManifest = (value: unknown): value is Manifest =>
  isObject(value) &&
  Number.isSafeInteger(value['generation']) &&
  Number.isSafeInteger(value['clockMark']) &&
  isObject(value['installation']) &&
  Array.isArray(value['statements']) &&
  Array.isArray(value['sources']) &&
  Array.isArray(value['files']) &&
  value['files'].every((file) => isObject(file) && typeof file['shard'] === 'string' && isShardName(file['shard']));
