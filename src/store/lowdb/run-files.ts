import path from 'node:path';
import { StoreError } from '../ports.js';
import type { Run, RunStore } from '../run-ports.js';
import { compareCodeUnits } from '../sorted.js';
import { createSourceLeases } from '../source-leases.js';
import { nodeDisk, type Disk } from './disk.js';
import { codeOf, unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { sha256Of } from './manifest.js';
import { isAsideName, replaceFile } from './replace-file.js';
import type { WarnOperator } from './warning.js';

/** Inside the store's directory: `<run>.json`, and a folder `<run>` with its journal and its report. */
export const RUN_DIRECTORY = 'runs';

/** With the source's id. What comes as an id may come from a stranger, and becomes a path. */
const RUN_ID = /^\d{8}T\d{9}Z-([a-z][a-z0-9-]*)$/;
const isRunId = (text: string): boolean => RUN_ID.test(text);
const RUN_FILE = /^(.+)\.json$/;
const REPORT_FILE = 'report.json';

const entryName = (number: number): string => `${String(number).padStart(6, '0')}.entry`;

/**
 * The runs of an embedded store as files: whoever holds the store's lock holds these. Each is written aside and then put in its place, so
 * that a machine that stops leaves whole ones only; an entry has its checksum besides, as nobody looks at it.
 */
export const openRunFiles = async ({
  directory,
  disk = nodeDisk,
  onWarning = () => undefined,
}: {
  readonly directory: string;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}): Promise<RunStore> => {
  const root = path.join(path.resolve(directory), RUN_DIRECTORY);
  const translated = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw unavailable(root, doing, cause);
    }
  };
  const replace = async (file: string, text: string): Promise<void> => {
    const outcome = await replaceFile(disk, file, text);
    if (outcome.kind !== 'replaced') throw unavailable(root, `write ${path.relative(root, file)}`, outcome.cause);
  };
  const made = new Set<string>();
  const told = new Set<string>();
  const tellDamaged = (id: string): void => {
    if (!told.has(id)) onWarning({ kind: 'damagedRun', message: damagedRun(id) });
    told.add(id);
  };
  const folderOf = async (runId: string): Promise<string> => {
    refuseOddId(root, runId);
    const folder = path.join(root, runId);
    if (!made.has(runId)) {
      await disk.makeDirectory(folder);
      await disk.syncDirectory(root);
      made.add(runId);
    }
    return folder;
  };
  /** `undefined` when there is no such folder. */
  const namesIn = async (folder: string): Promise<readonly string[] | undefined> => {
    try {
      return await disk.list(folder);
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw cause;
    }
  };
  const removeFiles = async (runId: string, isUnwanted: (name: string) => boolean): Promise<void> => {
    const folder = path.join(root, runId);
    const names = await namesIn(folder);
    if (!names) return;
    for (const name of names.filter(isUnwanted)) await disk.remove(path.join(folder, name));
    // Else after a power cut old entries could stand behind the first new one.
    await disk.syncDirectory(folder);
  };
  await translated('be opened', async () => {
    await disk.makeDirectory(root);
    for (const name of await disk.list(root)) if (isAsideName(name)) await disk.remove(path.join(root, name));
    // A program that was killed may have left names that are seen but do not last yet.
    await disk.syncDirectory(root);
  });
  const store: RunStore = {
    saveRun: (run) =>
      translated('be changed', async () => {
        refuseOddId(root, run.id);
        await replace(path.join(root, `${run.id}.json`), `${JSON.stringify(run)}\n`);
      }),
    findRun: (id) =>
      translated('be read', async () => {
        if (!isRunId(id)) return undefined;
        const bytes = await disk.read(path.join(root, `${id}.json`));
        if (!bytes) return undefined;
        const run = parseRun(bytes, id);
        if (!run) throw new StoreError('damaged', damagedRun(id));
        return run;
      }),
    listRuns: ({ source, states, before, limit }) =>
      translated('be read', async () => {
        const runs: Run[] = [];
        const ids = (await disk.list(root)).map((name) => RUN_FILE.exec(name)?.[1] ?? '').filter(isRunId);
        // By id and not by name of file, in which `a.json` comes after `a-b.json`: `before` is an id.
        for (const id of ids.sort(compareCodeUnits).reverse()) {
          if ((source !== undefined && RUN_ID.exec(id)?.[1] !== source) || (before !== undefined && id >= before)) continue;
          if (runs.length >= limit) break;
          const bytes = await disk.read(path.join(root, `${id}.json`));
          const run = bytes && parseRun(bytes, id);
          if (bytes && !run) tellDamaged(id);
          if (run && (states === undefined || states.includes(run.state))) runs.push(run);
        }
        return runs;
      }),
    appendEntry: (runId, number, entry) =>
      translated('be changed', async () => {
        const folder = await folderOf(runId);
        const next = path.join(folder, entryName(number + 1));
        // Of an earlier attempt, and no part of the journal any more.
        if ((await disk.read(next)) !== undefined) {
          await disk.remove(next);
          await disk.syncDirectory(folder);
        }
        await replace(path.join(folder, entryName(number)), `${sha256Of(entry)}\n${entry}`);
      }),
    readEntries: async function* (runId) {
      for (let number = 1; isRunId(runId); number++) {
        const bytes = await translated('be read', () => disk.read(path.join(root, runId, entryName(number))));
        const entry = bytes && parseEntry(bytes);
        if (entry === undefined) return;
        yield entry;
      }
    },
    removeEntries: (runId) =>
      translated('be tidied', async () => {
        if (isRunId(runId)) await removeFiles(runId, (name) => name !== REPORT_FILE);
      }),
    saveReport: (runId, report) => translated('be changed', async () => replace(path.join(await folderOf(runId), REPORT_FILE), report)),
    findReport: (runId) =>
      translated('be read', async () =>
        isRunId(runId) ? (await disk.read(path.join(root, runId, REPORT_FILE)))?.toString('utf8') : undefined,
      ),
    removeRun: (runId) =>
      translated('be tidied', async () => {
        if (!isRunId(runId)) return;
        await removeFiles(runId, () => true);
        made.delete(runId);
        await disk.removeDirectory(path.join(root, runId));
        await disk.syncDirectory(root);
        // Last, so that a run of which something is left is still in the list, and is removed again.
        await disk.remove(path.join(root, `${runId}.json`));
      }),
    ...createSourceLeases(() => store),
  };
  return store;
};

const parseEntry = (bytes: Buffer): string | undefined => {
  const text = bytes.toString('utf8');
  const entry = text.slice(65);
  return text.charAt(64) === '\n' && sha256Of(entry) === text.slice(0, 64) ? entry : undefined;
};

const refuseOddId = (root: string, runId: string): void => {
  if (!isRunId(runId))
    throw new StoreError('unavailable', `the store in ${root} cannot keep anything under "${runId}": that is no id of a run`);
};

const parseRun = (bytes: Buffer, id: string): Run | undefined => {
  const run = parseJson(bytes.toString('utf8'));
  return isRun(run) && run.id === id ? run : undefined;
};

/** What a person has altered is named, and the rest goes on without a guess at what it was. */
const damagedRun = (id: string): string =>
  `the file of run ${id} does not hold that run any more; remove it from ${RUN_DIRECTORY}/ to go on without it`;

/** We wrote it: only what everything else of a run is read by. */
const isRun = (value: unknown): value is Run =>
  isObject(value) &&
  typeof value['state'] === 'string' &&
  isObject(value['request']) &&
  isObject(value['counters']) &&
  [value['transitions'], value['warnings'], value['failures'], value['repairs'], value['left']].every((list) => Array.isArray(list));
