import path from 'node:path';
import { createCommitQueue } from '../commit-queue.js';
import { StoreError } from '../ports.js';
import { createTieContents, type TieContents } from '../tie-contents.js';
import type { TieMemory, WorkTies } from '../tie-ports.js';
import { MOST_LINE_BYTES, readLines } from './audit-lines.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { replaceFile } from './replace-file.js';
import { formatTieLine, parseTieLine } from './tie-lines.js';
import type { WarnOperator } from './warning.js';

export const TIE_FILE = 'ties.jsonl';

/** The file while it is open. */
interface OpenTies {
  readonly contents: TieContents;
  /** Where the last finished line ends, in bytes; to be looked up where `undefined`. */
  end: number | undefined;
  /** Rows in the file, those included that later ones have taken the place of. */
  written: number;
  isNameLasting: boolean;
  /** Something may stand behind `end` that nobody was told of. */
  isInDoubt: boolean;
}

interface TiePlace {
  readonly disk: Disk;
  readonly root: string;
  readonly file: string;
  readonly warn: (message: string) => void;
}

/**
 * What look-ups found, in a file beside the store that grows by one line with each batch and is written anew when more than half of it is
 * out of date. Read at first use: most commands have no need of it. For whoever holds the store's lock.
 */
export const openTieFile = (options: {
  readonly directory: string;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}): TieMemory => {
  const { directory, onWarning = () => undefined, disk = nodeDisk } = options;
  const root = path.resolve(directory);
  const place: TiePlace = { disk, root, file: path.join(root, TIE_FILE), warn: (message) => onWarning({ kind: 'damagedTies', message }) };
  const turns = createCommitQueue();
  let opened: OpenTies | undefined;
  const open = async (): Promise<OpenTies> => {
    try {
      return (opened ??= await turns.run(async () => (opened ??= await load(place))));
    } catch (cause) {
      throw unavailable(root, `read ${TIE_FILE}`, cause);
    }
  };
  return {
    find: async (works) => (await open()).contents.find(works),
    listChanged: async (page) => (await open()).contents.listChanged(page),
    lastChange: async () => (await open()).contents.lastChange(),
    put: async (rows) => {
      const ties = await open();
      if (rows.length === 0) return;
      await turns.run(async () => {
        try {
          await append(place, ties, rows);
        } catch (cause) {
          throw unavailable(root, `write ${TIE_FILE}`, cause);
        }
        ties.contents.put(rows);
        if (isOverfull(ties)) await writeAnew(place, ties);
      });
    },
  };
};

/** A line at the end that was never finished was never promised to anybody; another one that cannot be read is passed over. */
const load = async ({ disk, root, file, warn }: TiePlace): Promise<OpenTies> => {
  const size = (await disk.sizeOf(file)) ?? 0;
  const contents = createTieContents();
  let [end, written, damaged] = [0, 0, 0];
  for await (const { isFinished, text, end: lineEnd } of readLines((start, stop) => disk.readPart(file, start, stop), size)) {
    if (!isFinished) break;
    const rows = text === undefined ? undefined : parseTieLine(text);
    if (rows === undefined) damaged += 1;
    else contents.put(rows);
    [end, written] = [lineEnd, written + (rows?.length ?? 0)];
  }
  if (damaged > 0) warn(`${damaged} lines of ${TIE_FILE} in ${root} cannot be read. What they held is looked for anew`);
  return { contents, end, written, isNameLasting: false, isInDoubt: end < size };
};

const append = async ({ disk, root, file }: TiePlace, ties: OpenTies, rows: readonly WorkTies[]): Promise<void> => {
  const line = Buffer.from(formatTieLine(rows));
  if (line.length > MOST_LINE_BYTES) {
    throw new StoreError(
      'unavailable',
      `${rows.length} works with their ties are ${line.length} bytes, too many for one line; put fewer at once`,
    );
  }
  const end = (ties.end ??= (await disk.sizeOf(file)) ?? 0);
  if (ties.isInDoubt && (await disk.sizeOf(file)) !== undefined) await disk.truncate(file, end);
  // What fails from here on may have left a part of the line behind.
  ties.isInDoubt = true;
  await disk.append(file, line);
  if (!ties.isNameLasting) await disk.syncDirectory(root);
  [ties.isNameLasting, ties.isInDoubt] = [true, false];
  ties.end = end + line.length;
  ties.written += rows.length;
};

/** Rows that are out of date and not worth a new file. */
const FEW = 1000;

const isOverfull = ({ contents, written }: OpenTies): boolean => written > 2 * contents.size + FEW;

const ROWS_A_LINE = 100;

/** In the order of changes, so that what was looked for longest ago stays first. A failure costs nothing: the file goes on as it was. */
const writeAnew = async ({ disk, file, warn }: TiePlace, ties: OpenTies): Promise<void> => {
  const lines: string[] = [];
  for (let after = 0; ;) {
    const page = ties.contents.listChanged({ after, limit: ROWS_A_LINE });
    const last = page.at(-1);
    if (last === undefined) break;
    lines.push(formatTieLine(page.map(({ row }) => row)));
    after = last.change;
  }
  const text = lines.join('');
  const outcome = await replaceFile(disk, file, text);
  if (outcome.kind !== 'replaced') warn(`${TIE_FILE} could not be written anew; it goes on growing until it can be`);
  if (outcome.kind === 'unchanged') return;
  // In doubt, either file may be there, and both say the same; the next line makes the name last.
  ties.end = outcome.kind === 'replaced' ? Buffer.byteLength(text) : undefined;
  ties.isNameLasting = outcome.kind === 'replaced';
  ties.written = ties.contents.size;
};
