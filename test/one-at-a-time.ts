import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

const LONGEST_MS = 60_000;

/** Does what suites that run beside each other must not do at once: the one that makes the lock does it, while the others wait. */
export const oneAtATime = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const lock = path.resolve(`node_modules/.julkaisusilta-${name}`);
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // One that was killed has left its lock.
      if (Date.now() > deadline) await rm(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
};
