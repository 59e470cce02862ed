import { open, readdir, readFile, readlink, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StoreError } from '../ports.js';
import { codeOf } from './fault.js';

/** Who holds a lock: all of it is in the name of the lock file, which therefore is never there half written. */
export interface LockHolder {
  readonly pid: number;
  /** When the system says it started, in its own count; a number that is used again has another. */
  readonly started: string;
  /** The namespace in which the pid is meant: a container sees its own only. */
  readonly namespace: string;
  readonly boot: string;
  readonly host: string;
}

/**
 * Each process makes a lock file of its own and then looks for those of others, so that of two that start at one moment
 * at least one sees the other; a single file for all could be taken over by two, each thinking it stale. A holder that
 * is dead never comes back under the same name, so its file can be removed without a race.
 * @returns gives the lock back
 * @throws StoreError `locked`
 */
export const lockDirectory = async (directory: string): Promise<() => Promise<void>> => {
  const self = await readSelf();
  const own = path.join(directory, formatLockName(self));
  try {
    await (await open(own, 'wx', 0o600)).close();
  } catch (fault) {
    if (codeOf(fault) !== 'EEXIST') throw fault;
    throw lockedError(directory, self, 'this very process has it open already', path.basename(own));
  }
  const unlock = (): Promise<void> => rm(own, { force: true });
  for (const name of await readdir(directory)) {
    const holder = parseLockName(name);
    if (!holder || name === path.basename(own)) continue;
    const state = judgeHolder(holder, self, await findStart(holder.pid));
    if (state === 'dead') {
      await rm(path.join(directory, name), { force: true });
      continue;
    }
    await unlock();
    throw lockedError(directory, holder, state === 'alive' ? 'it is running' : 'from here it cannot be seen whether it is running', name);
  }
  return unlock;
};

/**
 * @param startOfPid of the process that now has the holder's pid, as this process sees it; `undefined` when there is none
 */
export const judgeHolder = (holder: LockHolder, self: LockHolder, startOfPid: string | undefined): 'alive' | 'dead' | 'unknown' => {
  if (holder.boot !== self.boot) return holder.host === self.host ? 'dead' : 'unknown';
  if (holder.namespace !== self.namespace) return 'unknown';
  return startOfPid === holder.started || startOfPid === UNKNOWN ? 'alive' : 'dead';
};

const LOCK_NAME = /^(\d+)~([^~]+)~([^~]+)~([^~]+)~([^~]+)\.lock$/;

export const formatLockName = ({ pid, started, namespace, boot, host }: LockHolder): string =>
  `${[String(pid), started, namespace, boot, encodeURIComponent(host)].join('~')}.lock`;

const parseLockName = (name: string): LockHolder | undefined => {
  const [, pid, started, namespace, boot, host] = LOCK_NAME.exec(name) ?? [];
  if (pid === undefined || started === undefined || namespace === undefined || boot === undefined || host === undefined) return undefined;
  return { pid: Number(pid), started, namespace, boot, host: decodeHost(host) };
};

const decodeHost = (text: string): string => (/^(?:[^%]|%[0-7][0-9A-Fa-f])*$/.test(text) ? decodeURIComponent(text) : text);

export const isLockName = (name: string): boolean => LOCK_NAME.test(name);

const lockedError = (directory: string, holder: LockHolder, because: string, file: string): StoreError =>
  new StoreError(
    'locked',
    `the store in ${directory} is in use by process ${holder.pid} on ${holder.host}: ${because}. ` +
      `Stop that one first. If you are sure that it does not run, remove the file "${file}" there and start again`,
  );

const readSelf = async (): Promise<LockHolder> => ({
  pid: process.pid,
  started: (await findStart(process.pid)) ?? UNKNOWN,
  namespace: /\d+/.exec(await textOr(readlink('/proc/self/ns/pid')))?.[0] ?? UNKNOWN,
  boot: (await textOr(readFile('/proc/sys/kernel/random/boot_id', 'utf8'))).trim() || UNKNOWN,
  host: os.hostname() || UNKNOWN,
});

const UNKNOWN = '0';

/** When the process with that pid started; `UNKNOWN` where the system does not say; `undefined` when none runs, or a dead one waits to be buried. */
const findStart = async (pid: number): Promise<string | undefined> => {
  const stat = await textOr(readFile(`/proc/${pid}/stat`, 'utf8'));
  if (stat === '') return isRunning(pid) ? UNKNOWN : undefined;
  // `pid (name) state ppid …`: the name may hold blanks and brackets; the start is field 22 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return codeOf(fault) === 'EPERM';
  }
};

const textOr = async (reading: Promise<string>): Promise<string> => {
  try {
    return await reading;
  } catch {
    return '';
  }
};
