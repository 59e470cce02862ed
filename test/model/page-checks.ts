import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { ReadRecord, ReadToken } from './answer.js';
import { assertHeld } from './broken-guarantee.js';
import { storedPrefix, type ListRun, type World } from './list.js';
import { compareKeys, isInSet, keyOf, type ModelRecord } from './model.js';
import type { Script } from './script.js';

/** Each record as it is now, within the bounds, in order. */
export const checkRecords = (
  { model, script }: World,
  { selection }: ListRun,
  after: ReadRecord | undefined,
  records: readonly ReadRecord[],
): void => {
  const { from = -Infinity, until = Infinity, set, verb } = selection;
  assertHeld(records.length > 0 && records.length <= script.pageSize, 'order', () => `a page of ${records.length} records`);
  let last = after;
  for (const record of records) {
    const { identifier, stamp } = record;
    assertHeld(!last || compareKeys(record, last) > 0, 'order', () => `${identifier} does not come after ${last!.identifier}`);
    last = record;
    assertHeld(stamp >= from && stamp <= until, 'range', () => `${identifier} is stamped outside from and until`);
    const truth = model.records.get(keyOf({ identifier, metadataPrefix: storedPrefix(selection.metadataPrefix) }));
    checkState(record, truth, verb === 'ListRecords');
    assertHeld(set === undefined || isInSet(record, set), 'range', () => `${identifier} is not in the set ${set}`);
  }
};

/** What is said of a record is what is true of it now. */
export const checkState = (record: ReadRecord, truth: ModelRecord | undefined, hasMetadata: boolean): void => {
  const { identifier } = record;
  assertHeld(truth?.deleted === record.deleted, 'G5', () => `${identifier} is said to be ${record.deleted ? 'deleted' : 'live'}`);
  assertHeld(truth.sets.join() === record.sets.join(), 'G6', () => `${identifier} is said to be in ${record.sets.join() || 'no set'}`);
  assertHeld(truth.stamp === record.stamp, 'stamp', () => `${identifier} has the stamp ${record.stamp}, not ${truth.stamp}`);
  const isCurrent = truth.deleted || !hasMetadata || truth.rev === record.rev;
  assertHeld(isCurrent, 'G3', () => `${identifier} came in rev ${record.rev!}, not ${truth.rev}`);
};

export const checkResponseDate = (
  { responseDate }: Script,
  { firstResponseDate }: ListRun,
  answer: { readonly responseDate: Datestamp },
): void => {
  const isRight = responseDate === 'pinned' ? answer.responseDate === firstResponseDate : answer.responseDate >= firstResponseDate;
  assertHeld(isRight, 'stamp', () => `the responseDate is ${answer.responseDate}, that of the first page ${firstResponseDate}`);
};

export const checkToken = ({ seen }: ListRun, token: ReadToken, returned: number): void => {
  const { text, cursor, completeListSize = 0, expirationDate } = token;
  assertHeld(/^[A-Za-z0-9_-]{1,512}$/.test(text) && expirationDate !== undefined, 'token', () => `a token of another form: ${text}`);
  assertHeld(cursor === returned, 'cursor', () => `the cursor is ${cursor ?? 'absent'} after ${returned} records`);
  assertHeld(completeListSize >= seen.size, 'G7', () => `${seen.size} records of a list of ${completeListSize}`);
};

export const checkEnding = ({ model }: World, { seen, pages, changesAtStart }: ListRun, ending: ReadToken | undefined): void => {
  const size = pages[0]?.next?.completeListSize;
  assertHeld((ending !== undefined) === (size !== undefined), 'token', () => 'an empty token ends a list that was split, and no other');
  assertHeld(ending === undefined || Object.keys(ending).length === 1, 'token', () => 'the empty token has attributes');
  if (size === undefined) return;
  assertHeld(size >= seen.size, 'G7', () => `${seen.size} records of a list of ${size}`);
  assertHeld(
    model.changes !== changesAtStart || size === seen.size,
    'G7',
    () => `${seen.size} records of a list of ${size}, though nothing changed`,
  );
};
