import path from 'node:path';
import type { Adapter } from 'lowdb';
import type { Disk } from './disk.js';
import { unavailable } from './fault.js';
import { readManifest } from './loading.js';
import { formatManifest, type Manifest } from './manifest.js';
import { replaceFile } from './replace-file.js';

export interface ManifestFile extends Adapter<Manifest> {
  /** Whether the last write failed in such a moment that either manifest can be found after a restart. */
  isInDoubt(): boolean;
}

/** @param name of the file in the directory */
export const createManifestFile = (disk: Disk, directory: string, name: string): ManifestFile => {
  let inDoubt = false;
  return {
    isInDoubt: () => inDoubt,
    read: async () => {
      const found = await readManifest(disk, directory, name);
      return found.kind === 'sound' ? found.manifest : null;
    },
    write: async (manifest) => {
      const outcome = await replaceFile(disk, path.join(directory, name), formatManifest(manifest));
      // What failed before it touched the file ends no earlier doubt.
      inDoubt = outcome.kind === 'inDoubt' || (inDoubt && outcome.kind === 'unchanged');
      if (outcome.kind !== 'replaced') throw unavailable(directory, `write ${name}`, outcome.cause);
    },
  };
};
