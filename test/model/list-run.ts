import { formatDatestamp, type Datestamp } from '../../src/catalogue/datestamp.js';
import { parseAnswer, type Answer, type ReadRecord, type ReadToken } from './answer.js';
import { assertHeld, BrokenGuarantee } from './broken-guarantee.js';
import { storedPrefix, type ListRun, type Selection, type World } from './list.js';
import { compareKeys, keyOf, select } from './model.js';
import { checkEnding, checkRecords, checkResponseDate, checkToken } from './page-checks.js';

export type Step =
  | { readonly kind: 'page'; readonly run: ListRun; readonly records: readonly ReadRecord[]; readonly isLast: boolean }
  /** noRecordsMatch. */
  | { readonly kind: 'empty'; readonly responseDate: Datestamp }
  /** badResumptionToken, and rightly so. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed' };

type ListAnswer = Extract<Answer, { kind: 'list' }>;

export const ask = async (
  { repository, inspect }: Pick<World, 'repository' | 'inspect'>,
  given: Readonly<Record<string, string>>,
): Promise<Answer | 'failed'> => {
  const reply = await repository.ask(given);
  if (reply.kind === 'failed') return 'failed';
  inspect(reply.text);
  return parseAnswer(reply.text);
};

export const argumentsOf = ({ verb, metadataPrefix, set, from, until, granularity }: Selection): Readonly<Record<string, string>> => {
  const text = (stamp: Datestamp): string => formatDatestamp(stamp).slice(0, granularity === 'day' ? 10 : undefined);
  return {
    verb,
    metadataPrefix,
    ...(set !== undefined && { set }),
    ...(from !== undefined && { from: text(from) }),
    ...(until !== undefined && { until: text(until) }),
  };
};

export const beginList = async (world: World, selection: Selection): Promise<Step> => {
  const answer = await ask(world, argumentsOf(selection));
  if (answer === 'failed') return { kind: 'failed' };
  const bound = Math.min(answer.responseDate - 1, selection.until ?? Infinity) as Datestamp;
  const atStart = select(world.model, { ...selection, metadataPrefix: storedPrefix(selection.metadataPrefix), until: bound });
  if (answer.kind === 'errors') {
    assertHeld(answer.codes.join() === 'noRecordsMatch', 'answer', () => `a list was answered with ${answer.codes.join()}`);
    assertHeld(atStart.length === 0, 'G7', () => `noRecordsMatch, though ${atStart.length} records match`);
    return { kind: 'empty', responseDate: answer.responseDate };
  }
  const run: ListRun = {
    selection,
    firstResponseDate: answer.responseDate,
    bound,
    atStart,
    changesAtStart: world.model.changes,
    seen: new Set(),
    pages: [],
  };
  return takePage(world, run, undefined, listIn(answer));
};

/** Asks with the token of the last page. */
export const continueList = async (world: World, run: ListRun): Promise<Step> => {
  const before = run.pages.at(-1)!;
  const token = before.next!;
  const now = await world.repository.now();
  const answer = await ask(world, { verb: run.selection.verb, resumptionToken: token.text });
  if (answer === 'failed') return { kind: 'failed' };
  if (answer.kind === 'errors') {
    judgeRefusal(world, run, { token, after: before.records.at(-1)!, now, codes: answer.codes });
    assertHeld(now > token.expirationDate! || before.following > 0, 'token', () => 'a token was given though nothing followed');
    return { kind: 'refused' };
  }
  assertHeld(now <= token.expirationDate!, 'token', () => 'a token was taken after it had expired');
  return takePage(world, run, token, listIn(answer));
};

/** Asks again, twice at once, with a token that was used already. */
export const reissueToken = async (world: World, run: ListRun, back: number): Promise<void> => {
  const page = run.pages[Math.max(1, run.pages.length - 1 - back)];
  if (!page?.token || !page.after) return;
  const { token, after } = page;
  const now = await world.repository.now();
  const given = { verb: run.selection.verb, resumptionToken: token.text };
  const [answer, twin] = await Promise.all([ask(world, given), ask(world, given)]);
  assertHeld(JSON.stringify(answer) === JSON.stringify(twin), 'G4', () => 'the same token gave two pages at the same time');
  if (answer === 'failed') throw new BrokenGuarantee('answer', 'a reissued token was answered with a failure');
  if (answer.kind === 'errors') {
    judgeRefusal(world, run, { token, after, now, codes: answer.codes });
    return;
  }
  assertHeld(now <= token.expirationDate!, 'token', () => 'a token was taken after it had expired');
  const { records, token: next } = listIn(answer);
  checkRecords(world, run, after, records);
  if (page.changes === world.model.changes) {
    const shape = (rows: readonly ReadRecord[], following?: ReadToken): string =>
      JSON.stringify([rows, following?.text === '', following?.cursor, following?.completeListSize]);
    assertHeld(shape(records, next) === shape(page.records, page.next), 'G4', () => 'a token gave another page though nothing had changed');
  }
  const unchanged = page.records.filter(({ identifier }) => versionOf(world, run, identifier) === page.versions.get(identifier));
  const present = records.map(({ identifier }) => identifier);
  const missing = unchanged.filter(({ identifier }) => !present.includes(identifier));
  assertHeld(missing.length === 0, 'G4', () => `a reissued token left out ${missing[0]!.identifier}, which had not changed`);
};

/** A token that was changed, or is used for another list, must be refused. */
export const misuseToken = async (world: World, verb: string, resumptionToken: string): Promise<void> => {
  const answer = await ask(world, { verb, resumptionToken });
  const codes = answer !== 'failed' && answer.kind === 'errors' ? answer.codes.join() : 'an answer';
  assertHeld(codes === 'badResumptionToken', 'token', () => `a token that should be refused got ${codes}`);
};

const listIn = (answer: Answer): ListAnswer => {
  if (answer.kind !== 'list') throw new BrokenGuarantee('answer', `a list was answered with ${answer.kind}`);
  return answer;
};

const versionOf = ({ model }: World, { selection }: ListRun, identifier: string): number | undefined =>
  model.records.get(keyOf({ identifier, metadataPrefix: storedPrefix(selection.metadataPrefix) }))?.version;

/** A token may be refused when it has expired, or when all that was left of its list has changed. */
const judgeRefusal = (
  { model }: World,
  { selection, bound }: ListRun,
  refusal: { readonly token: ReadToken; readonly after: ReadRecord; readonly now: Datestamp; readonly codes: readonly string[] },
): void => {
  const codes = refusal.codes.join();
  assertHeld(codes === 'badResumptionToken', 'G7', () => `a token was answered with ${codes}`);
  if (refusal.now > refusal.token.expirationDate!) return;
  const metadataPrefix = storedPrefix(selection.metadataPrefix);
  const left = select(model, { ...selection, metadataPrefix, until: bound, after: refusal.after });
  assertHeld(left.length === 0, 'G4', () => `a good token was refused though ${left.length} records were left`);
};

const takePage = (world: World, run: ListRun, token: ReadToken | undefined, answer: ListAnswer): Step => {
  const { model, script } = world;
  const { records, token: ending } = answer;
  const after = run.pages.at(-1)?.records.at(-1);
  const returned = run.seen.size;
  for (const { identifier } of records) {
    assertHeld(!run.seen.has(identifier), 'G2', () => `${identifier} came twice in one list`);
    run.seen.add(identifier);
  }
  checkRecords(world, run, after, records);
  checkResponseDate(script, run, answer);
  const next = ending?.text ? ending : undefined;
  if (next) checkToken(run, next, returned);
  else checkEnding(world, run, ending);
  const last = records.at(-1)!;
  for (const record of run.atStart) {
    const isDue = (!next || compareKeys(record, last) <= 0) && model.records.get(keyOf(record)) === record;
    assertHeld(!isDue || run.seen.has(record.identifier), 'G1', () => `${record.identifier} did not change and did not come`);
  }
  const metadataPrefix = storedPrefix(run.selection.metadataPrefix);
  run.pages.push({
    token,
    after,
    records,
    versions: new Map(records.map(({ identifier }) => [identifier, versionOf(world, run, identifier)!])),
    following: select(model, { ...run.selection, metadataPrefix, until: run.bound, after: last }).length,
    next,
    changes: model.changes,
  });
  return { kind: 'page', run, records, isLast: !next };
};
