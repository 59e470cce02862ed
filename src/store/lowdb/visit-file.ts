import path from 'node:path';
import { createCommitQueue } from '../commit-queue.js';
import type { ClientDay, KeptVisit, VisitLog, VisitMemory } from '../visit-ports.js';
import { nodeDisk, type Disk } from './disk.js';
import { codeOf, unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { replaceFile } from './replace-file.js';
import type { WarnOperator } from './warning.js';

export const VISIT_FILE = 'visits.json';

const EMPTY: VisitLog = { visits: [], days: [] };

/** Who harvested when, in a file beside the store, for whoever holds the store's lock. */
export const openVisitFile = ({
  directory,
  disk = nodeDisk,
  onWarning = () => undefined,
}: {
  readonly directory: string;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}): VisitMemory => {
  const root = path.resolve(directory);
  const file = path.join(root, VISIT_FILE);
  const warn = (why: string): VisitLog => {
    onWarning({ kind: 'damagedVisits', message: `${VISIT_FILE} in ${root} ${why}. The figures of who harvested when begin anew` });
    return EMPTY;
  };
  /** It may be looked into later, and the next write must not take its place. */
  const setAside = async (): Promise<string> => {
    try {
      await disk.rename(file, `${file}.damaged`);
      await disk.syncDirectory(root);
      return `it is kept as ${VISIT_FILE}.damaged`;
    } catch (cause) {
      return `it could not be set aside (${codeOf(cause) ?? 'unexpected fault'})`;
    }
  };
  const load = async (): Promise<VisitLog> => {
    let text: string | undefined;
    try {
      text = (await disk.read(file))?.toString('utf8');
    } catch (cause) {
      return warn(`could not be read (${codeOf(cause) ?? 'unexpected fault'})`);
    }
    if (text === undefined) return EMPTY;
    return parseVisits(text) ?? warn(`does not hold the visits of harvesters; ${await setAside()}`);
  };
  const turns = createCommitQueue();
  /** What the file holds, or would if it could be read: nobody else writes it. */
  let known: VisitLog | undefined;
  const read = async (): Promise<VisitLog> => (known ??= await load());
  return {
    read: () => turns.run(read),
    update: (change) =>
      turns.run(async () => {
        const next = change(await read());
        const outcome = await replaceFile(disk, file, `${JSON.stringify({ format: FORMAT, ...next })}\n`);
        if (outcome.kind !== 'replaced') throw unavailable(root, `write ${VISIT_FILE}`, outcome.cause);
        return (known = next);
      }),
  };
};

/** Raise it when an older program would misread what is written. */
const FORMAT = 1;

const parseVisits = (text: string): VisitLog | undefined => {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { visits, days } = value;
  return Array.isArray(visits) && visits.every(isVisit) && Array.isArray(days) && days.every(isDay) ? { visits, days } : undefined;
};

const isVisit = (value: unknown): value is KeptVisit =>
  isObject(value) &&
  ['agent', 'from', 'verb', 'list'].every((name) => typeof value[name] === 'string') &&
  ['metadataPrefix', 'set', 'since'].every((name) => value[name] === undefined || typeof value[name] === 'string') &&
  ['pages', 'records', 'completeListSize', 'next'].every((name) => Number.isSafeInteger(value[name])) &&
  ['began', 'last'].every((name) => isTime(value[name])) &&
  (value['gaps'] === undefined || (Array.isArray(value['gaps']) && value['gaps'].every(isGap))) &&
  typeof value['isComplete'] === 'boolean';

const isGap = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger);

const isDay = (value: unknown): value is ClientDay =>
  isObject(value) &&
  isTime(value['day']) &&
  isTime(value['last']) &&
  isCounts(value['requests']) &&
  isCounts(value['errors']) &&
  (value['client'] === undefined || isClient(value['client']));

const isClient = (value: unknown): boolean => isObject(value) && typeof value['agent'] === 'string' && typeof value['from'] === 'string';

const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(Number.isSafeInteger);

const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
