import type { CommitResult } from '../../src/store/ports.js';
import { assertHeld } from './broken-guarantee.js';
import type { Harvester } from './harvester.js';
import type { ListRun, World } from './list.js';
import { ask } from './list-run.js';
import { applyCommit, keyOf, type Draft, type ModelRecord } from './model.js';
import { checkState } from './page-checks.js';
import { MEMBERSHIPS, PREFIXES, type Command } from './script.js';

const MOST_ITEMS = 40;

/** A script while it is played. */
export interface Play extends World {
  readonly harvesters: readonly Harvester[];
  /** A list that belongs to no harvester. */
  readonly browser: { run?: ListRun | undefined };
  readonly identifiers: string[];
  revs: number;
  slowWrite?: readonly Draft[] | undefined;
}

type Write = 'create' | 'update' | 'delete' | 'undelete' | 'moveSet' | 'repeat' | 'bulkLoad' | 'crosswalkBump';

export const draftsOf = (play: Play, command: Extract<Command, { do: Write }>): readonly Draft[] => {
  switch (command.do) {
    case 'create':
      return newItem(play, formatsOf(command.formats), command.membership);
    case 'bulkLoad':
      return Array.from({ length: command.count }, (_, index) => newItem(play, formatsOf(index), index)).flat();
    case 'update':
      return recordsOf(play, command.item, formatsOf(command.formats))
        .filter(isLive)
        .map((record) => renewed(play, record));
    case 'delete':
      return recordsOf(play, command.item, formatsOf(command.formats)).map((record) => ({ ...record, deleted: true }));
    case 'undelete':
      return recordsOf(play, command.item, formatsOf(command.formats))
        .filter(({ deleted }) => deleted)
        .map((record) => renewed(play, record));
    case 'moveSet':
      return recordsOf(play, command.item, PREFIXES)
        .filter(isLive)
        .map((record) => ({ ...record, sets: MEMBERSHIPS[command.membership % MEMBERSHIPS.length]! }));
    case 'repeat':
      return recordsOf(play, command.item, PREFIXES);
    case 'crosswalkBump':
      return [...play.model.records.values()]
        .filter(({ metadataPrefix }) => metadataPrefix === command.metadataPrefix)
        .map((record) => (record.deleted ? record : renewed(play, record)));
  }
};

const formatsOf = (formats: number): readonly string[] => [PREFIXES, ['oai_dc'], ['marcxml']][formats % 3]!;

const isLive = ({ deleted }: ModelRecord): boolean => !deleted;

const renewed = (play: Play, record: Draft): Draft => ({ ...record, deleted: false, rev: ++play.revs });

/** Identifiers do not come in the order of the alphabet. */
const newItem = (play: Play, formats: readonly string[], membership: number): readonly Draft[] => {
  const count = play.identifiers.length;
  if (count === MOST_ITEMS) return [];
  const identifier = `oai:julkaisut.example.fi:esim/${(count * 17) % 41}`;
  play.identifiers.push(identifier);
  const sets = MEMBERSHIPS[membership % MEMBERSHIPS.length]!;
  return formats.map((metadataPrefix) => renewed(play, { identifier, metadataPrefix, deleted: false, sets, rev: 0 }));
};

const recordsOf = ({ identifiers, model }: Play, item: number, formats: readonly string[]): readonly ModelRecord[] => {
  const identifier = identifiers[item % Math.max(1, identifiers.length)] ?? '';
  return formats.flatMap((metadataPrefix) => model.records.get(keyOf({ identifier, metadataPrefix })) ?? []);
};

/** While another write is under way this one would wait for its end, which may be far: it is given up. */
export const write = async (play: Play, drafts: readonly Draft[]): Promise<void> => {
  if (play.slowWrite || drafts.length === 0) return;
  applyCommit(play.model, drafts, await play.repository.commit(drafts));
  await checkSeen(play, drafts);
};

/** What the store said had failed is never seen, neither now nor after a restart. */
export const writeOnBadDisk = async (play: Play, { item, ...fault }: Extract<Command, { do: 'writeOnBadDisk' }>): Promise<void> => {
  const drafts = draftsOf(play, { do: 'update', item, formats: 0 });
  if (play.slowWrite || drafts.length === 0) return;
  const result = await play.repository.commitOnBadDisk(drafts, fault);
  if (result) applyCommit(play.model, drafts, result);
  await checkSeen(play, drafts);
};

/** GetRecord shows a change at once; each identifier ever given is either live or deleted (G5). */
const checkSeen = async (play: Play, drafts: readonly Draft[]): Promise<void> => {
  for (const { identifier, metadataPrefix } of drafts.slice(0, 3)) {
    const truth = play.model.records.get(keyOf({ identifier, metadataPrefix }));
    const answer = await ask(play, { verb: 'GetRecord', identifier, metadataPrefix });
    const kind = answer === 'failed' ? answer : answer.kind;
    assertHeld(kind === (truth ? 'record' : 'errors'), 'G5', () => `${identifier} should be ${truth ? '' : 'un'}known, and got ${kind}`);
    if (answer !== 'failed' && answer.kind === 'record') checkState(answer.record, truth, true);
  }
};

export const beginSlowWrite = async (play: Play, { change, item, stage }: Extract<Command, { do: 'beginSlowWrite' }>): Promise<void> => {
  if (play.slowWrite) return;
  const drafts = draftsOf(play, change === 'create' ? { do: change, formats: 0, membership: item } : { do: change, item, formats: 0 });
  const changing = drafts.filter((draft) => !(draft.deleted && play.model.records.get(keyOf(draft))?.deleted));
  if (changing.length === 0) return;
  await play.repository.beginSlowWrite(changing, stage);
  play.slowWrite = changing;
};

export const endSlowWrite = async (play: Play): Promise<void> => {
  if (play.slowWrite) await takeSlowWrite(play, await play.repository.endSlowWrite());
};

/** @param result `undefined` when it was lost before anyone saw it */
export const takeSlowWrite = async (play: Play, result: CommitResult | undefined): Promise<void> => {
  const drafts = play.slowWrite ?? [];
  play.slowWrite = undefined;
  if (result) applyCommit(play.model, drafts, result);
  await checkSeen(play, drafts);
};
