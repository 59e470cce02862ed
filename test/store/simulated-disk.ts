import path from 'node:path';
import { StoreError } from '../../src/store/ports.js';
import type { Disk } from '../../src/store/lowdb/disk.js';

/** What becomes of bytes and names that were not made to last: all gone, all there, or each by a throw (0 ≤ x < 1). */
export type PowerCut = 'drops' | 'keeps' | (() => number);

export interface Fault {
  readonly code: 'ENOSPC' | 'EIO';
  /** EIO after the operation had its effect is the worst of all: nobody knows. */
  readonly when: 'before' | 'after';
}

/** A disk in memory that forgets what nobody synced, and that can stop or fail at any step. */
export interface SimulatedDisk extends Disk {
  /** Every step so far, as `sync manifest.json.new`. */
  readonly steps: readonly string[];
  /** Just before that step (counted from the first ever) the machine stops: it and every later one fails and does nothing. */
  killAt(step: number): void;
  failAt(step: number, fault: Fault): void;
  /** A step was wanted after the machine had stopped. */
  isDead(): boolean;
  /** Every step fails until `undefined` is given. */
  failAlways(code: Fault['code'] | undefined): void;
  /** Called before every step. */
  onStep(wait: (step: string) => Promise<void>): void;
  /** What the next program finds when only this one was killed. */
  afterKill(): SimulatedDisk;
  afterPowerCut(cut: PowerCut): SimulatedDisk;
  /** Bytes as they are now, to be changed behind the store's back; `undefined` removes the file. */
  tamper(file: string, change: (bytes: Buffer) => Buffer | undefined): void;
  readonly files: readonly string[];
}

interface Inode {
  bytes: Buffer;
  lasting: Buffer | undefined;
  /** So many of the first bytes were synced and not touched since. */
  kept?: number;
}

type Entry = readonly [name: string, inode: Inode | undefined];

interface DiskState {
  readonly directories: Set<string>;
  readonly names: Map<string, Inode>;
  readonly lastingNames: Map<string, Inode>;
  /** Changes of names that no directory sync has made lasting, in order; those of one operation last together. */
  readonly pending: (readonly Entry[])[];
}

const emptyState = (): DiskState => ({ directories: new Set(), names: new Map(), lastingNames: new Map(), pending: [] });

export const createSimulatedDisk = (state: DiskState = emptyState()): SimulatedDisk => {
  const { directories, names, lastingNames, pending } = state;
  const steps: string[] = [];
  const faults = new Map<number, Fault>();
  let killStep = Infinity;
  let always: Fault['code'] | undefined;
  let wait: (step: string) => Promise<void> = () => Promise.resolve();
  let isLocked = false;
  let isDead = false;

  const failure = (code: string, step: string): Error => Object.assign(new Error(`${code}: ${step}`), { code });
  const step = async <T>(name: string, effect: () => T): Promise<T> => {
    await wait(name);
    const number = steps.length;
    if (number >= killStep) {
      isDead = true;
      throw failure('KILLED', name);
    }
    steps.push(name);
    const fault = faults.get(number);
    if (always !== undefined) throw failure(always, name);
    if (fault?.when === 'before') throw failure(fault.code, name);
    const result = effect();
    if (fault?.when === 'after') throw failure(fault.code, name);
    return result;
  };
  const change = (...entries: readonly Entry[]): void => {
    for (const [name, inode] of entries) {
      if (inode) names.set(name, inode);
      else names.delete(name);
    }
    pending.push(entries);
  };
  const sync = (inode: Inode): void => {
    inode.lasting = inode.bytes;
    inode.kept = inode.bytes.length;
  };
  const found = (file: string): Inode => {
    const inode = names.get(file);
    if (!inode) throw failure('ENOENT', file);
    return inode;
  };

  return {
    makeDirectory: (directory) =>
      step(`mkdir ${path.basename(directory)}`, () => {
        for (let each = directory; each !== path.dirname(each); each = path.dirname(each)) directories.add(each);
      }),
    list: (directory) =>
      step(`list ${path.basename(directory)}`, () => {
        if (!directories.has(directory)) throw failure('ENOENT', directory);
        const inside = [...names.keys(), ...directories].filter((name) => path.dirname(name) === directory);
        return inside.map((name) => path.basename(name));
      }),
    read: (file) => step(`read ${path.basename(file)}`, () => names.get(file)?.bytes),
    write: async (file, bytes) => {
      const name = path.basename(file);
      const content = Buffer.from(bytes);
      await step(`create ${name}`, () => {
        if (!directories.has(path.dirname(file))) throw failure('ENOENT', file);
        const inode = names.get(file);
        if (inode) [inode.bytes, inode.kept] = [Buffer.alloc(0), 0];
        else change([file, { bytes: Buffer.alloc(0), lasting: undefined }]);
      });
      const inode = names.get(file)!;
      await step(`write half of ${name}`, () => (inode.bytes = content.subarray(0, content.length >> 1)));
      await step(`write the rest of ${name}`, () => (inode.bytes = content));
      await step(`sync ${name}`, () => sync(inode));
    },
    append: async (file, bytes) => {
      const name = path.basename(file);
      await step(`open ${name}`, () => {
        if (!directories.has(path.dirname(file))) throw failure('ENOENT', file);
        if (!names.has(file)) change([file, { bytes: Buffer.alloc(0), lasting: undefined }]);
      });
      const inode = names.get(file)!;
      const before = inode.bytes;
      const content = Buffer.from(bytes);
      await step(`append half to ${name}`, () => (inode.bytes = Buffer.concat([before, content.subarray(0, content.length >> 1)])));
      await step(`append the rest to ${name}`, () => (inode.bytes = Buffer.concat([before, content])));
      await step(`sync ${name}`, () => sync(inode));
    },
    truncate: async (file, length) => {
      const name = path.basename(file);
      await step(`truncate ${name}`, () => {
        const inode = found(file);
        inode.bytes = inode.bytes.subarray(0, length);
        inode.kept = Math.min(inode.kept ?? 0, length);
      });
      await step(`sync ${name}`, () => sync(found(file)));
    },
    sizeOf: (file) => step(`stat ${path.basename(file)}`, () => names.get(file)?.bytes.length),
    readPart: (file, start, end) => step(`read ${path.basename(file)}`, () => found(file).bytes.subarray(start, end)),
    rename: (from, to) => step(`rename ${path.basename(from)}`, () => change([to, found(from)], [from, undefined])),
    remove: (file) => step(`remove ${path.basename(file)}`, () => (names.has(file) ? change([file, undefined]) : undefined)),
    removeDirectory: (directory) =>
      step(`rmdir ${path.basename(directory)}`, () => {
        if ([...names.keys()].some((name) => path.dirname(name) === directory)) throw failure('ENOTEMPTY', directory);
        directories.delete(directory);
        // Once its parent is synced, nothing in it comes back either.
        const inside = [...lastingNames.keys()].filter((name) => path.dirname(name) === directory);
        change([directory, undefined], ...inside.map((name): Entry => [name, undefined]));
      }),
    syncDirectory: (directory) =>
      step(`sync ${path.basename(directory)}/`, () => {
        if (!directories.has(directory)) throw failure('ENOENT', directory);
        const isHere = (entries: readonly Entry[]): boolean => path.dirname(entries[0]![0]) === directory;
        applyEntries(lastingNames, pending.filter(isHere));
        pending.splice(0, pending.length, ...pending.filter((entries) => !isHere(entries)));
      }),
    lock: async (directory) => {
      if (isLocked) throw new StoreError('locked', `${directory} is locked`);
      isLocked = true;
      return async () => void (isLocked = false);
    },

    steps,
    killAt: (number) => void (killStep = number),
    failAt: (number, fault) => void faults.set(number, fault),
    isDead: () => isDead,
    failAlways: (code) => void (always = code),
    onStep: (waiter) => void (wait = waiter),
    afterKill: () => createSimulatedDisk(copyOf(state)),
    afterPowerCut: (cut) => createSimulatedDisk(cutOf(copyOf(state), cut)),
    tamper: (file, alter) => {
      const bytes = alter(Buffer.from(found(file).bytes));
      for (const map of [names, lastingNames]) {
        if (bytes) map.set(file, { bytes, lasting: bytes, kept: bytes.length });
        else map.delete(file);
      }
    },
    get files() {
      return [...names.keys()].sort();
    },
  };
};

const applyEntries = (names: Map<string, Inode>, operations: readonly (readonly Entry[])[]): void => {
  for (const [name, inode] of operations.flat()) {
    if (inode) names.set(name, inode);
    else names.delete(name);
  }
};

const copyOf = ({ directories, names, lastingNames, pending }: DiskState): DiskState => {
  const copies = new Map<Inode, Inode>();
  const copy = (inode: Inode): Inode => {
    const made = copies.get(inode) ?? { ...inode };
    copies.set(inode, made);
    return made;
  };
  const copyAll = (map: ReadonlyMap<string, Inode>) => new Map([...map].map(([name, inode]) => [name, copy(inode)] as const));
  return {
    directories: new Set(directories),
    names: copyAll(names),
    lastingNames: copyAll(lastingNames),
    pending: pending.map((entries) => entries.map(([name, inode]) => [name, inode && copy(inode)] as const)),
  };
};

const cutOf = ({ directories, lastingNames, pending }: DiskState, cut: PowerCut): DiskState => {
  const isKept = (): boolean => cut === 'keeps' || (cut !== 'drops' && cut() < 0.5);
  applyEntries(
    lastingNames,
    pending.filter(() => isKept()),
  );
  const bytesOf = ({ bytes, lasting, kept = 0 }: Inode): Buffer => {
    if (lasting === bytes || (lasting && cut === 'drops')) return lasting;
    if (cut === 'keeps') return bytes;
    return cut === 'drops' ? Buffer.alloc(0) : bytes.subarray(0, kept + Math.floor(cut() * (bytes.length - kept + 1)));
  };
  const names = new Map(
    [...lastingNames].map(([name, inode]) => {
      const bytes = bytesOf(inode);
      return [name, { bytes, lasting: bytes, kept: bytes.length }] as const;
    }),
  );
  // A directory that was removed is there again with what was in it.
  for (const name of names.keys()) directories.add(path.dirname(name));
  return { directories, names, lastingNames: new Map(names), pending: [] };
};
