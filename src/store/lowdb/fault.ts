import { StoreError } from '../ports.js';

/** `ENOENT`, `ENOSPC` … of what `node:fs` threw; not by `instanceof Error`, which is false of it under Jest. */
export const codeOf = (fault: unknown): string | undefined =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full, make room',
  EDQUOT: 'the quota is used up, make room',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not, give it the directory',
  EPERM: 'this user may not, give it the directory',
  EIO: 'the disk is failing, look at it and at your backup',
};

/** Translates what the disk threw. `doing` completes "could not …"; a StoreError goes through as it is. */
export const unavailable = (directory: string, doing: string, cause: unknown): StoreError => {
  if (cause instanceof StoreError) return cause;
  const code = codeOf(cause) ?? 'an unexpected fault';
  return new StoreError(
    'unavailable',
    `the store in ${directory} could not ${doing}: ${[code, REMEDIES[code]].filter(Boolean).join(': ')}`,
    {
      cause,
    },
  );
};

/** `what` is wrong with `file`, and the `wayOut` that the operator has, each a clause without its full stop. */
export const damaged = (directory: string, file: string, what: string, wayOut: string): StoreError =>
  new StoreError('damaged', `the store in ${directory} is damaged: ${file} ${what}. Nothing has been changed. ${wayOut}`);
