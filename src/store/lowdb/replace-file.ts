import path from 'node:path';
import type { Disk } from './disk.js';

export type Replacement =
  | { readonly kind: 'replaced' }
  /** It failed before the name could have moved: the old file stands. */
  | { readonly kind: 'unchanged'; readonly cause: unknown }
  /** It failed when the name may have moved, or may move back after a power cut: either file can be found next time. */
  | { readonly kind: 'inDoubt'; readonly cause: unknown };

const ASIDE = '.new';

/** Written beside the file that it is to replace; what is found under such a name was never finished. */
export const isAsideName = (name: string): boolean => name.endsWith(ASIDE);

/** Puts a small file in the place of another, so that whoever reads finds the one or the other whole, also after a power cut. */
export const replaceFile = async (disk: Disk, file: string, text: string): Promise<Replacement> => {
  const aside = `${file}${ASIDE}`;
  try {
    await disk.write(aside, Buffer.from(text));
  } catch (cause) {
    return { kind: 'unchanged', cause };
  }
  try {
    await disk.rename(aside, file);
    await disk.syncDirectory(path.dirname(file));
    return { kind: 'replaced' };
  } catch (cause) {
    return { kind: 'inDoubt', cause };
  }
};
