import path from 'node:path';
import { NOTICE_CAUSES, type NoticeMemory, type NoticeTurn, type Told, type ToldNotice } from '../notice-ports.js';
import { createSingleTurn } from '../single-turn.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { replaceFile } from './replace-file.js';
import type { WarnOperator } from './warning.js';

export const NOTICE_FILE = 'notices.json';

/** What was told when, in a file beside the store, for whoever holds the store's lock. */
export const openNoticeFile = ({
  directory,
  disk = nodeDisk,
  onWarning = () => undefined,
}: {
  readonly directory: string;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}): NoticeMemory => {
  const root = path.resolve(directory);
  const file = path.join(root, NOTICE_FILE);
  const load = async (): Promise<Told> => {
    const text = await readText(disk, root, file);
    if (text === undefined) return {};
    const told = parseTold(text);
    if (told) return told;
    const message = `${NOTICE_FILE} in ${root} does not hold what was told to people. Notices of what is not well are sent once more`;
    onWarning({ kind: 'damagedNotices', message });
    return {};
  };
  const turns = createSingleTurn();
  /** What the file holds: nobody else writes it, and what is wrong with it is said once. */
  let known: Told | undefined;
  const turn: NoticeTurn = {
    read: async () => (known ??= await load()),
    write: async (told) => {
      const outcome = await replaceFile(disk, file, `${JSON.stringify({ told }, undefined, 1)}\n`);
      if (outcome.kind !== 'replaced') throw unavailable(root, `write ${NOTICE_FILE}`, outcome.cause);
      known = told;
    },
  };
  return { takeTurn: (work) => turns.take(() => work(turn)) };
};

const readText = async (disk: Disk, root: string, file: string): Promise<string | undefined> => {
  try {
    return (await disk.read(file))?.toString('utf8');
  } catch (cause) {
    throw unavailable(root, `read ${NOTICE_FILE}`, cause);
  }
};

const parseTold = (text: string): Told | undefined => {
  const value = parseJson(text);
  if (!isObject(value) || !isObject(value['told'])) return undefined;
  const ways = Object.entries(value['told']);
  return ways.every(([, notices]) => Array.isArray(notices) && notices.every(isToldNotice)) ? (value['told'] as Told) : undefined;
};

const isToldNotice = (value: unknown): value is ToldNotice =>
  isObject(value) &&
  typeof value['source'] === 'string' &&
  NOTICE_CAUSES.some((cause) => cause === value['cause']) &&
  isTime(value['since']) &&
  isTime(value['at']) &&
  typeof value['isOpen'] === 'boolean';

const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
