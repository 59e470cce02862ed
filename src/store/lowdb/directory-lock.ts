import { open, readdir, readFile, readlink, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../platform/clock.js';
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

/** A holder touches its lock file so often while it is open; in ms. */
const HEARTBEAT = 5000;

/** One that cannot be seen, as in a container that was killed and started again, is dead after so many ms without a touch. */
const SILENCE_OF_DEATH = 60_000;

/**
 * Each process makes a lock file of its own and then looks for those of others, so that of two that start at one moment
 * at least one sees the other; a single file for all could be taken over by two, each thinking it stale. A holder that
 * is dead never comes back under the same name, so its file can be removed without a race.
 * @param options `heartbeat` of tests; in ms
 * @returns gives the lock back
 * @throws StoreError `locked`
 */
export const lockDirectory = async (
  directory: string,
  { heartbeat = HEARTBEAT }: { readonly heartbeat?: number } = {},
): Promise<() => Promise<void>> => {
  const self = await readSelf();
  const own = path.join(directory, formatLockName(self));
  try {
    await (await open(own, 'wx', 0o600)).close();
  } catch (fault) {
    if (codeOf(fault) !== 'EEXIST') throw fault;
    throw lockedError(directory, self, 'this very process has it open already', path.basename(own));
  }
  const stopTouching = keepTouching(own, heartbeat);
  const unlock = async (): Promise<void> => {
    await stopTouching();
    await rm(own, { force: true });
  };
  try {
    await refuseOthers(directory, self, path.basename(own));
    return unlock;
  } catch (fault) {
    await unlock();
    throw fault;
  }
};

const refuseOthers = async (directory: string, self: LockHolder, own: string): Promise<void> => {
  for (const name of await readdir(directory)) {
    const holder = parseLockName(name);
    if (!holder || name === own) continue;
    const silence = await findSilence(path.join(directory, name));
    // Given back since the names were read.
    if (silence === undefined) continue;
    const state = judgeHolder(holder, self, await findStart(holder.pid), silence);
    if (state === 'dead') await rm(path.join(directory, name), { force: true });
    else throw lockedError(directory, holder, state === 'alive' ? 'it is running' : describeSilence(silence), name);
  }
};

/**
 * @param startOfPid of the process that now has the holder's pid, as this process sees it; `undefined` when there is none
 * @param silence milliseconds since the holder touched its lock; below 0 where its clock is fast
 */
export const judgeHolder = (
  holder: LockHolder,
  self: LockHolder,
  startOfPid: string | undefined,
  silence: number,
): 'alive' | 'dead' | 'unknown' => {
  const unseen = silence > SILENCE_OF_DEATH ? 'dead' : 'unknown';
  if (holder.boot !== self.boot) return holder.host === self.host ? 'dead' : unseen;
  if (holder.namespace !== self.namespace) return unseen;
  return startOfPid === holder.started || startOfPid === UNKNOWN ? 'alive' : 'dead';
};

const describeSilence = (silence: number): string =>
  'from here it cannot be seen whether it is running, but its lock ' +
  `gave a sign of life ${Math.max(0, Math.round(silence / 1000))} s ago, and counts as left behind after ${SILENCE_OF_DEATH / 1000} s without one`;

/** @returns stops it; no touch comes after that */
const keepTouching = (file: string, heartbeat: number): (() => Promise<void>) => {
  let touching: Promise<void> = Promise.resolve();
  const touch = async (): Promise<void> => {
    const now = new Date(systemClock());
    // A missed one does no harm: it takes many in a row to be thought dead.
    await utimes(file, now, now).catch(() => undefined);
  };
  const timer = setInterval(() => {
    touching = touch();
  }, heartbeat);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await touching;
  };
};

/** `undefined` when there is no such file any more. */
const findSilence = async (file: string): Promise<number | undefined> => {
  try {
    return systemClock() - (await stat(file)).mtimeMs;
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined;
    throw fault;
  }
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
