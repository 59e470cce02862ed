import path from 'node:path';
import { createCommitQueue } from '../commit-queue.js';
import { createIdempotencyContents, type AnsweredWish, type IdempotencyContents } from '../idempotency-contents.js';
import type { IdempotencyMemory } from '../idempotency-ports.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { replaceFile } from './replace-file.js';
import type { WarnOperator } from './warning.js';

export const IDEMPOTENCY_FILE = 'answers.json';

/**
 * What was answered to wishes under a key, in a file beside the store, for whoever holds the store's lock: nobody else is at a wish, so that
 * one that a killed program left is free. Read at first use.
 */
export const openIdempotencyFile = ({
  directory,
  clock,
  disk = nodeDisk,
  onWarning = () => undefined,
}: {
  readonly directory: string;
  /** In ms since 1970. */
  readonly clock: () => number;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}): IdempotencyMemory => {
  const root = path.resolve(directory);
  const file = path.join(root, IDEMPOTENCY_FILE);
  const turns = createCommitQueue();
  let opened: IdempotencyContents | undefined;
  const load = async (): Promise<IdempotencyContents> => {
    const text = await readText(disk, root, file);
    const rows = text === undefined ? [] : parseRows(text);
    if (rows === undefined) {
      const message = `${IDEMPOTENCY_FILE} in ${root} does not hold what was answered. A request that is sent again is done again`;
      onWarning({ kind: 'damagedAnswers', message });
    }
    return createIdempotencyContents(clock, rows ?? []);
  };
  const contents = async (): Promise<IdempotencyContents> => (opened ??= await load());
  return {
    claim: (wish) => turns.run(async () => (await contents()).claim(wish)),
    giveUp: (claimed) => turns.run(async () => (await contents()).giveUp(claimed)),
    keep: (claimed, answer) =>
      turns.run(async () => {
        const all = await contents();
        if (!all.keep(claimed, answer)) return;
        const outcome = await replaceFile(disk, file, `${JSON.stringify({ format: FORMAT, answers: all.list() })}\n`);
        if (outcome.kind !== 'replaced') throw unavailable(root, `write ${IDEMPOTENCY_FILE}`, outcome.cause);
      }),
  };
};

/** Raise it when an older program would misread what is written. */
const FORMAT = 1;

const readText = async (disk: Disk, root: string, file: string): Promise<string | undefined> => {
  try {
    return (await disk.read(file))?.toString('utf8');
  } catch (cause) {
    throw unavailable(root, `read ${IDEMPOTENCY_FILE}`, cause);
  }
};

const parseRows = (text: string): readonly AnsweredWish[] | undefined => {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { answers } = value;
  return Array.isArray(answers) && answers.every(isAnswered) ? answers : undefined;
};

const isAnswered = (value: unknown): value is AnsweredWish =>
  isObject(value) &&
  ['person', 'key', 'fingerprint', 'answer'].every((name) => typeof value[name] === 'string') &&
  Number.isSafeInteger(value['at']);
