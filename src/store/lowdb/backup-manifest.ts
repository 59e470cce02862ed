import path from 'node:path';
import { StoreError } from '../ports.js';
import type { Disk } from './disk.js';
import { isObject, parseJson } from './json-value.js';
import { sha256Of } from './manifest.js';

/** Written last: a copy without it was never finished. */
export const BACKUP_FILE = 'backup.json';

/** What a backup is. */
export interface BackupManifest {
  /** ISO 8601, UTC. */
  readonly made: string;
  readonly epoch: string;
  readonly generation: number;
  readonly files: readonly BackupFile[];
}

export interface BackupFile {
  /** From the backup's directory, with `/`. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Raise it when an older program would misread what is written. */
const FORMAT = 1;

export const formatBackup = (manifest: BackupManifest): string => {
  const text = JSON.stringify(manifest, undefined, 1);
  return `{"format":${FORMAT},"sha256":"${sha256Of(JSON.stringify(manifest))}","backup":${text}}\n`;
};

/** @throws StoreError `damaged` for what is no finished backup, `newer` */
export const readBackup = async (disk: Disk, directory: string): Promise<BackupManifest> => {
  const bytes = await disk.read(path.join(directory, BACKUP_FILE));
  if (bytes === undefined) throw unsound(directory, `${BACKUP_FILE} is missing: it is no backup, or one that was never finished`);
  const value = parseJson(bytes.toString('utf8'));
  const { format, sha256, backup } = isObject(value) ? value : {};
  if (typeof format === 'number' && format > FORMAT) {
    throw new StoreError(
      'newer',
      `the backup in ${directory} is of format ${format}, this version reads ${FORMAT}: use the one that made it`,
    );
  }
  if (!isManifest(backup) || sha256Of(JSON.stringify(backup)) !== sha256)
    throw unsound(directory, `${BACKUP_FILE} is cut short or altered`);
  return backup;
};

/** @throws StoreError `damaged` when it is not the file that was copied */
export const readBackupFile = async (disk: Disk, directory: string, file: BackupFile): Promise<Buffer> => {
  const bytes = await disk.read(path.join(directory, file.name));
  if (bytes === undefined) throw unsound(directory, `${file.name} is missing`);
  if (bytes.length !== file.bytes) throw unsound(directory, `${file.name} has ${bytes.length} bytes instead of ${file.bytes}`);
  if (sha256Of(bytes) !== file.sha256)
    throw unsound(directory, `${file.name} does not have the bytes that were copied (its checksum is another)`);
  return bytes;
};

const unsound = (directory: string, what: string): StoreError =>
  new StoreError('damaged', `the backup in ${directory} cannot be used: ${what}. Nothing has been changed. Take another one`);

const isManifest = (value: unknown): value is BackupManifest =>
  isObject(value) &&
  typeof value['made'] === 'string' &&
  typeof value['epoch'] === 'string' &&
  Array.isArray(value['files']) &&
  value['files'].every((file) => isObject(file) && typeof file['name'] === 'string' && isInside(file['name']));

/** A name comes from a file that anybody may have written, and becomes a path. */
const isInside = (name: string): boolean => !path.isAbsolute(name) && !name.split(/[/\\]/).includes('..');
