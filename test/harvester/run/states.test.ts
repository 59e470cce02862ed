import { describe, expect, it } from '@jest/globals';
import { SourceError } from '../../../src/harvester/source-error.js';
import type { Run } from '../../../src/store/run-ports.js';
import { createInstallation, type Installation } from './installation.js';
import { book, held, numbers } from './model-source.js';

const withRecords = (count: number, options: Parameters<typeof createInstallation>[0] = {}): Installation => {
  const house = createInstallation(options);
  house.library.hold(...numbers(count).map((number) => held(number)));
  return house;
};

/** Holds the library up at a page; resolves when it is there. */
const holdAt = (house: Installation, wanted: number): { readonly reached: Promise<void>; readonly release: () => void } => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    house.library.onPage(async (page) => {
      if (page !== wanted) return;
      resolve();
      await released;
    });
  });
  return { reached, release };
};

const REQUEST = { source: 'library', mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'tester' } as const;

const begin = async (
  house: Installation,
  mode: 'incremental' | 'full' = 'incremental',
): Promise<{ readonly run: Run; readonly done: Promise<Run> }> => {
  const outcome = await house.harvests.start({ ...REQUEST, mode });
  if (outcome.kind !== 'started') throw new Error(outcome.kind);
  return outcome;
};

/** Everything that harvesters of ours or the next run could see of a harvest. */
const traces = async ({ store }: Installation): Promise<unknown> => ({
  harvested: await store.listHarvested({ limit: 1000 }),
  records: await store.listRecords({ metadataPrefix: 'marcxml', until: (await store.readBounds()).now, limit: 1000 }),
  source: await store.readSource('library'),
  links: await store.listLinks({ limit: 1000 }),
  quarantined: await store.listQuarantined({ source: 'library', limit: 1000 }),
});

describe('one run of a source at a time', () => {
  it('is told to whoever comes second, whatever they came by', async () => {
    const house = withRecords(30);
    const { reached, release } = holdAt(house, 1);
    const { run, done } = await begin(house);
    await reached;
    expect(await house.harvests.start({ ...REQUEST, actor: 'schedule' })).toEqual({ kind: 'busy', runningRunId: run.id });
    release();
    expect((await done).state).toBe('completed');
    expect((await begin(house)).run.id).not.toBe(run.id);
    await house.harvests.stop();
  });

  it('holds for two that come in the same moment', async () => {
    const house = withRecords(30);
    const outcomes = await Promise.all([house.harvests.start(REQUEST), house.harvests.start(REQUEST)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['busy', 'started']);
    await house.harvests.stop();
  });
});

describe('a run that is stopped', () => {
  it('by a person for good has changed nothing, and the next one begins anew', async () => {
    const house = withRecords(30);
    const before = await traces(house);
    const { reached, release } = holdAt(house, 1);
    const { run, done } = await begin(house);
    await reached;
    expect(await house.harvests.cancel(run.id, { actor: 'Maija', reason: 'wrong source' })).toBe(true);
    release();
    const ended = await done;
    expect([ended.state, ended.message]).toEqual(['cancelled', 'It was cancelled by Maija. Nothing was changed.']);
    expect(ended.transitions.at(-1)).toMatchObject({ actor: 'Maija', reason: 'wrong source' });
    expect(await traces(house)).toEqual(before);
    expect(await house.harvests.cancel(run.id, { actor: 'Maija' })).toBe(false);
    const next = await house.harvest();
    expect([next.id === run.id, next.state]).toEqual([false, 'completed']);
  });

  it('when all has been fetched is not applied after all', async () => {
    const house = withRecords(30);
    const before = await traces(house);
    const { run, done } = await begin(house);
    const told: Promise<boolean>[] = [];
    house.harvests.watch(run.id, ({ state }) => {
      if (state === 'staged') told.push(house.harvests.cancel(run.id, { actor: 'Maija' }));
    });
    expect([(await done).state, await Promise.all(told)]).toEqual(['cancelled', [true]]);
    expect(await traces(house)).toEqual(before);
  });

  it('is told when it is too late: what is being applied is applied', async () => {
    const house = withRecords(30);
    const { run, done } = await begin(house);
    const told: Promise<boolean>[] = [];
    house.harvests.watch(run.id, ({ state }) => {
      if (state === 'applying') told.push(house.harvests.cancel(run.id, { actor: 'Maija' }));
    });
    expect([(await done).state, await Promise.all(told)]).toEqual(['completed', [false]]);
  });

  it('for the moment goes on where it was', async () => {
    const house = withRecords(30);
    const { reached, release } = holdAt(house, 2);
    const { run, done } = await begin(house);
    await reached;
    await house.harvests.interrupt(run.id, { actor: 'Maija' });
    release();
    expect((await done).state).toBe('interrupted');
    house.library.onPage(() => Promise.resolve());
    const next = await house.harvest();
    expect([next.id, next.state, next.counters.seen, next.counters.pages]).toEqual([run.id, 'completed', 30, 3]);
    expect(house.library.lists.at(-1)).toEqual({ resume: { token: '20', listNumber: 1 } });
  });

  it('with the service goes on by itself when that is back, and not while a person has stopped it', async () => {
    const house = withRecords(30);
    const { reached, release } = holdAt(house, 1);
    const { run } = await begin(house);
    await reached;
    const stopped = house.harvests.stop();
    release();
    await stopped;
    expect((await house.harvests.findRun(run.id))?.state).toBe('interrupted');
    const again = createInstallation({ store: house.store, runs: house.runs, clock: () => house.clock.now });
    again.library.hold(...numbers(30).map((number) => held(number)));
    await again.harvests.recover();
    await again.harvests.resumeDue();
    await untilEnded(again, run.id);
    expect((await again.harvests.findRun(run.id))?.state).toBe('completed');

    const { reached: second, release: letGo } = holdAt(again, 1);
    const other = await begin(again, 'full');
    await second;
    await again.harvests.interrupt(other.run.id, { actor: 'Maija' });
    letGo();
    await other.done;
    await again.harvests.resumeDue();
    expect((await again.harvests.findRun(other.run.id))?.state).toBe('interrupted');
  });
});

const untilEnded = async (house: Installation, id: string): Promise<void> => {
  const ended = new Promise<void>((resolve) => {
    house.harvests.watch(id, ({ state }) => {
      if (state === 'completed' || state === 'failed') resolve();
    });
  });
  const run = await house.harvests.findRun(id);
  if (run?.state !== 'completed') await ended;
  // The lease is given back in the turn after.
  await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a dry run', () => {
  it('does all but apply: not one trace of it in the catalogue', async () => {
    const house = withRecords(12);
    await house.harvest();
    const before = await traces(house);
    house.library.hold(
      held('000000001', { xml: book('000000001', { title: 'Toinen' }), changed: '2026-03-01T00:00:00Z' }),
      held('000000002', { deleted: true, changed: '2026-03-01T00:00:00Z' }),
      held('000000077', { changed: '2026-03-01T00:00:00Z' }),
      held('000000078', { unreadable: 'HTTP 500', changed: '2026-03-01T00:00:00Z' }),
    );
    const run = await house.harvest({ dryRun: true });
    expect([run.state, run.counters]).toEqual(['staged', expect.objectContaining({ added: 1, updated: 1, deleted: 1, failed: 1 })]);
    expect(run.message).toMatch(/^Dry run, nothing was changed\. 4 seen: 1 added, 1 updated, 1 deleted, 1 could not be read\.$/);
    const { changes } = await house.harvests.findReport(run.id);
    expect(changes.map(({ outcome }) => outcome).sort()).toEqual(['added', 'deleted', 'updated']);
    expect(await traces(house)).toEqual(before);
  });

  it('is applied as it was fetched, without asking again', async () => {
    const house = withRecords(12);
    const run = await house.harvest({ dryRun: true });
    house.library.hold();
    const outcome = await house.harvests.applyDryRun(run.id, { actor: 'Maija' });
    const applied = outcome.kind === 'started' ? await outcome.done : undefined;
    expect([applied?.id, applied?.state, house.library.lists.length]).toEqual([run.id, 'completed', 1]);
    expect(await house.stored()).toHaveLength(12);
    expect(await house.mark()).toBe('2026-03-01T12:00:00Z');
  });

  it('is not applied when another run has changed the source since', async () => {
    const house = withRecords(12);
    const run = await house.harvest({ dryRun: true });
    await house.harvest();
    expect(await house.harvests.applyDryRun(run.id, { actor: 'Maija' })).toEqual({
      kind: 'refused',
      reasons: [`What was fetched by run ${run.id} is out of date: another run has changed library since. Run it again.`],
    });
  });

  it('that the brake would hold is held when it is applied', async () => {
    const house = withRecords(20);
    await house.harvest();
    house.library.hold(...numbers(20).map((number) => held(number, { deleted: true, changed: '2026-03-01T00:00:00Z' })));
    const run = await house.harvest({ dryRun: true });
    expect(run.state).toBe('staged');
    const outcome = await house.harvests.applyDryRun(run.id, { actor: 'Maija' });
    expect((outcome.kind === 'started' ? await outcome.done : undefined)?.state).toBe('needs-approval');
    expect(await house.stored()).toHaveLength(20);
  });
});

describe('what cannot be asked for', () => {
  it.each([
    [{ source: 'nowhere' }, /There is no source “nowhere”\. The settings name library\./],
    [{ mode: 'range' }, /needs from or until/],
    [{ mode: 'range', from: '2002-01-01', until: '2001-01-01' }, /ends \(2001-01-01\) before it begins/],
    [{ mode: 'range', from: '2099-01-01' }, /begins in the future/],
    [{ mode: 'range', from: '2001-02-30' }, /from is "2001-02-30", which is no date in UTC/],
    [{ mode: 'full', from: '2001-01-01' }, /go with mode range only/],
    [{ mode: 'records' }, /Which records\?/],
    [{ mode: 'full', ids: ['x'] }, /Identifiers go with mode records only/],
    [{ limit: 0 }, /The limit is 0/],
    [{ limit: 1.5 }, /The limit is 1\.5/],
  ] as const)('%j is refused with a sentence, and no run is made of it', async (request, sentence) => {
    const house = withRecords(1);
    const outcome = await house.harvests.start({ ...REQUEST, ...request });
    expect(outcome).toEqual({ kind: 'refused', reasons: [expect.stringMatching(sentence)] });
    expect(await house.harvests.listRuns({ limit: 9 })).toEqual([]);
  });

  it('a range of a source that has none', async () => {
    const house = withRecords(1, { isSnapshot: true });
    const outcome = await house.harvests.start({ ...REQUEST, mode: 'range', from: '2001-01-01' });
    expect(outcome).toEqual({ kind: 'refused', reasons: [expect.stringContaining('cannot be asked for a range of time')] });
  });
});

describe('a run and the time that passes', () => {
  it('keeps every state with its moment, who wanted it and why', async () => {
    const house = withRecords(3);
    const run = await house.harvest({ actor: 'Maija', reason: 'new year' });
    expect(run.transitions.map(({ state }) => state)).toEqual(['queued', 'fetching', 'staged', 'applying', 'completed']);
    expect(run.transitions[0]).toEqual({ state: 'queued', at: '2026-03-01T12:01:00.000Z', actor: 'Maija', reason: 'new year' });
    expect(await house.harvests.findRun(run.id)).toEqual(run);
  });

  it('tells its progress page by page to whoever watches', async () => {
    const house = withRecords(25);
    const { run, done } = await begin(house);
    const seen: number[] = [];
    const unwatch = house.harvests.watch(run.id, ({ state, counters }) => {
      if (state === 'fetching') seen.push(counters.seen);
    });
    await done;
    unwatch();
    expect(seen).toEqual([0, 10, 20, 25, 25]);
  });

  it('is not resumed a day later: what was fetched is fetched anew', async () => {
    const house = withRecords(30);
    house.library.failAfter(1, new SourceError('timeout', 'library: no answer'));
    const failed = await house.harvest();
    house.clock.now += 25 * 3_600_000;
    expect((await house.harvest()).id).not.toBe(failed.id);
  });

  it('that waits for a word for a week is too old for one', async () => {
    const house = withRecords(12);
    const run = await house.harvest({ dryRun: true });
    house.clock.now += 8 * 86_400_000;
    await house.harvests.prune();
    expect(await house.harvests.findRun(run.id)).toMatchObject({ state: 'cancelled', message: expect.stringContaining('too old by now') });
    const entries: string[] = [];
    for await (const entry of house.runs.readEntries(run.id)) entries.push(entry);
    expect(entries).toEqual([]);
  });

  it('leaves no journal behind once it is applied', async () => {
    const house = withRecords(12);
    const run = await house.harvest();
    const entries: string[] = [];
    for await (const entry of house.runs.readEntries(run.id)) entries.push(entry);
    expect(entries).toEqual([]);
  });
});
