import { describe, expect, it } from '@jest/globals';
import { formatRunLog } from '../../src/administration/run-log.js';
import { RUN_OUTCOMES } from '../../src/administration/run-records.js';
import { SourceError } from '../../src/harvester/source-error.js';
import { SOURCE, START } from '../harvester/run/installation.js';
import { book, held, idOf, numbers, stranger } from '../harvester/run/model-source.js';
import { createHarvestHouse, holdAt, REQUEST, type HarvestHouse } from './harvest-house.js';

const LATER = '2026-03-01T13:00:00Z';
const [A, B, C, D, E, F, G] = numbers(7) as [string, string, string, string, string, string, string];

/** A run that does everything that a run can do to a record. */
const harvestOfEverything = async (): Promise<{ readonly house: HarvestHouse; readonly id: string }> => {
  const house = createHarvestHouse({ sources: [{ ...SOURCE, removalBrake: 1 }] });
  house.library.hold(...[A, B, C, D, E].map((number) => held(number)), held(F, { deleted: true }));
  await house.harvest();
  house.library.hold(held(A), held(B), held(C, { deleted: true, changed: LATER }), held(D), held(E));
  await house.harvest();
  house.library.hold(
    held(A, { xml: book(A, { title: 'Uusi nimi' }), changed: LATER }),
    held(B, { xml: stranger(B), changed: LATER }),
    held(C, { changed: '2026-03-01T14:00:00Z' }),
    held(D, { deleted: true, changed: '2026-03-01T14:00:00Z' }),
    { ...held(E), identifier: 'oai:library.example.fi:new/5', changed: LATER },
    held(F, { changed: LATER, repairs: ['a control character was taken out (character 7 of the record)'] }),
    held(G, { unreadable: 'it has no leader', changed: LATER }),
    ...numbers(9)
      .slice(7)
      .map((number) => held(number, { xml: stranger(number), changed: LATER })),
  );
  const { id } = await house.harvest();
  return { house, id };
};

describe('the records of a run', () => {
  it('are told by what it made of them', async () => {
    const { house, id } = await harvestOfEverything();
    const tell = async (outcome: (typeof RUN_OUTCOMES)[number]): Promise<unknown> => {
      const records = (await house.history.records(id, { outcome, limit: 10 }))!;
      switch (records.kind) {
        case 'records':
          return records.records.map(({ localId }) => localId.split('.')[1]);
        case 'groups':
        case 'failures':
          return [records.total, ...records.groups.map(({ count }) => count)];
        case 'count':
          return records.total;
      }
    };
    expect(Object.fromEntries(await Promise.all(RUN_OUTCOMES.map(async (outcome) => [outcome, await tell(outcome)])))).toEqual({
      added: [F],
      updated: [A],
      restored: [C],
      renamed: [E],
      deleted: [D],
      retired: [],
      leftScope: [B],
      failed: [1, 1],
      repaired: [1, 1],
      outOfScope: [3, 3],
      unchanged: 0,
    });
  });

  it('that could not be read are told by why, with those that lie in quarantine still', async () => {
    const { house, id } = await harvestOfEverything();
    const failed = () => house.history.records(id, { outcome: 'failed', limit: 10 });
    expect(await failed()).toEqual({
      kind: 'failures',
      total: 1,
      groups: [{ message: 'it has no leader', count: 1, identifiers: [idOf(G)] }],
      quarantined: [idOf(G)],
    });
    house.library.hold(
      ...house.library.held().filter(({ identifier }) => identifier !== idOf(G)),
      held(G, { changed: '2026-03-01T15:00:00Z' }),
    );
    await house.harvest();
    expect(await failed()).toMatchObject({ total: 1, quarantined: [] });
  });

  it('come page by page, each once, and none is left out', async () => {
    const house = createHarvestHouse();
    house.hold(25);
    const { id } = await house.harvest();
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 10; pages += 1) {
      const page = (await house.history.records(id, { outcome: 'added', limit: 10, ...(after !== undefined && { after }) }))!;
      if (page.kind !== 'records') throw new Error(page.kind);
      expect(page.total).toBe(25);
      seen.push(...page.records.map(({ localId }) => localId));
      after = page.next;
      if (after === undefined) break;
    }
    expect(seen).toEqual(numbers(25).map((number) => `fi-lib.${number}`));
    expect(await house.history.records(id, { outcome: 'added', limit: 25 })).not.toHaveProperty('next');
  });

  it('that were left come by group, and the groups page by page', async () => {
    const house = createHarvestHouse();
    house.library.hold(...numbers(4).map((number) => held(number, { unreadable: `fault ${Number(number) % 3}` })));
    const { id } = await house.harvest();
    const first = (await house.history.records(id, { outcome: 'failed', limit: 1 }))!;
    expect(first).toMatchObject({ groups: [{ message: 'fault 1', count: 2 }], next: 'fault 1', quarantined: [idOf(A), idOf(D)] });
    const second = await house.history.records(id, { outcome: 'failed', limit: 2, after: 'fault 1' });
    expect(second).toMatchObject({ total: 4, groups: [{ count: 1 }, { count: 1 }] });
    expect(second).not.toHaveProperty('next');
  });

  it('of a run that there is not are nothing', async () => {
    const house = createHarvestHouse();
    expect(await house.history.records('20260301T120000000Z-library', { outcome: 'added', limit: 10 })).toBeUndefined();
    expect(await house.history.diff('x', { limit: 10 })).toBeUndefined();
    expect(await house.history.log('x')).toBeUndefined();
  });
});

describe('the diff of a run', () => {
  it('has every change in order, with the fields that are not as they were', async () => {
    const { house, id } = await harvestOfEverything();
    const diff = (await house.history.diff(id, { limit: 100 }))!;
    expect(diff.changes.map(({ localId, outcome }) => [localId.split('.')[1], outcome])).toEqual([
      [A, 'updated'],
      [B, 'outOfScope'],
      [C, 'restored'],
      [D, 'deleted'],
      [E, 'renamed'],
      [F, 'added'],
    ]);
    expect(diff.changes[0]?.diff).toEqual([{ tag: '245', before: `245 10 $a Kirja ${A}`, after: '245 10 $a Uusi nimi' }]);
    expect(diff.total).toBe(6);
  });

  it('comes page by page', async () => {
    const { house, id } = await harvestOfEverything();
    const first = (await house.history.diff(id, { limit: 4 }))!;
    const rest = (await house.history.diff(id, { limit: 4, after: first.next! }))!;
    expect([first.changes.length, rest.changes.length, rest.next]).toEqual([4, 2, undefined]);
  });
});

describe('the history', () => {
  const withHistory = async (): Promise<HarvestHouse> => {
    const house = createHarvestHouse({ sources: [SOURCE, { ...SOURCE, id: 'other' }] });
    house.hold(3);
    for (let hour = 0; hour < 6; hour += 1) {
      house.clock.now = START + hour * 3_600_000;
      if (hour % 3 === 2) house.library.failAfter(0, new SourceError('timeout', 'no answer'));
      await house.harvest({
        source: hour % 2 === 0 ? 'library' : 'other',
        dryRun: hour === 3,
        mode: hour % 3 === 2 ? 'full' : 'incremental',
      });
    }
    return house;
  };
  // The clock of the house is put on by a minute with each run.
  const hours = (runs: readonly { readonly id: string }[]): readonly number[] => runs.map(({ id }) => Number(id.slice(9, 11)) - 12);

  it.each([
    ['everything, newest first', {}, [5, 4, 3, 2, 1, 0]],
    ['one source', { source: 'other' }, [5, 3, 1]],
    ['what failed', { states: ['failed'] }, [5, 2]],
    ['what failed or is a dry run that waits', { states: ['failed', 'staged'] }, [5, 3, 2]],
    ['dry runs', { dryRun: true }, [3]],
    ['all but dry runs', { dryRun: false }, [5, 4, 2, 1, 0]],
    ['from a moment on', { from: START + 3 * 3_600_000 + 60_000 }, [5, 4, 3]],
    ['up to a moment', { until: START + 3_600_000 + 60_000 }, [1, 0]],
    ['up to the end of all days', { until: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }, [5, 4, 3, 2, 1, 0]],
    ['up to the last millisecond before one', { until: START + 3_600_000 + 59_999 }, [0]],
    ['a span', { from: START + 3_600_000, until: START + 4 * 3_600_000 }, [3, 2, 1]],
    ['a span of one source with a state', { source: 'library', from: START, until: START + 9 * 3_600_000, states: ['completed'] }, [4, 0]],
  ] as const)('shows %s', async (_, filter, expected) => {
    const house = await withHistory();
    const page = await house.history.list({ ...filter, limit: 50 });
    expect([hours(page.runs), page.next]).toEqual([expected, undefined]);
  });

  it('comes page by page under a filter, and says when there is no more', async () => {
    const house = await withHistory();
    const first = await house.history.list({ dryRun: false, limit: 3 });
    const second = await house.history.list({ dryRun: false, limit: 3, before: first.next! });
    expect([hours(first.runs), hours(second.runs), second.next]).toEqual([[5, 4, 2], [1, 0], undefined]);
    expect((await house.history.list({ limit: 6 })).next).toBeUndefined();
  });

  it('is read through to its beginning where little of it is wanted', async () => {
    const house = createHarvestHouse();
    house.hold(1);
    await house.harvest({ dryRun: true });
    for (let time = 0; time < 110; time += 1) await house.harvest();
    expect((await house.history.list({ dryRun: true, limit: 5 })).runs).toHaveLength(1);
  });
});

describe('what can be decided about a run', () => {
  it('is to cancel it while it is under way, and nothing when it has ended', async () => {
    const house = createHarvestHouse();
    house.hold(30);
    const { reached, release } = holdAt(house, 1);
    const outcome = await house.harvests.start(REQUEST);
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    await reached;
    const running = (await house.history.find(outcome.run.id))!;
    expect(house.history.decisions(running)).toEqual(['cancel']);
    // The changes are one commit, which nobody stops.
    expect(house.history.decisions({ ...running, state: 'applying' })).toEqual([]);
    release();
    expect(house.history.decisions(await outcome.done)).toEqual([]);
  });

  it('is to apply or drop a dry run', async () => {
    const house = createHarvestHouse();
    house.hold(3);
    expect(house.history.decisions(await house.harvest({ dryRun: true }))).toEqual(['applyDryRun', 'reject']);
  });

  it('is to approve or reject what the brake holds, once: of two people who decide at the same time one is told that it is decided', async () => {
    const house = createHarvestHouse();
    house.hold(12);
    await house.harvest();
    house.library.hold(...numbers(12).map((number) => held(number, { deleted: true, changed: LATER })));
    const run = await house.harvest();
    expect(house.history.decisions(run)).toEqual(['approve', 'reject']);
    const [rejected, approved] = await Promise.all([
      house.harvests.reject(run.id, { actor: 'Maija' }),
      house.harvests.approve(run.id, { actor: 'Kalle' }),
    ]);
    if (approved.kind === 'started') await approved.done;
    const isApplied = (await house.stored()).length === 0;
    expect([rejected.kind === 'rejected', approved.kind === 'started']).toEqual([!isApplied, isApplied]);
    expect((await house.history.find(run.id))?.state).toBe(isApplied ? 'completed' : 'cancelled');
  });
});

describe('the log of a run', () => {
  it('tells in order of time what happened, who wanted it, what was doubtful and what came of it', async () => {
    const house = createHarvestHouse();
    house.library.hold(held(A), held(B, { unreadable: 'it has no leader' }));
    house.library.doubt('the page says two different sizes');
    const { id } = await house.harvest({ actor: 'Maija', reason: 'new year\n2026-03-01T00:00:00.000Z  note  all is well' });
    const lines = (await house.history.log(id))!;
    expect(lines.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'note queued, by Maija: new year 2026-03-01T00:00:00.000Z note all is well',
      'note fetching, by Maija',
      'note staged, by Maija',
      'warning the page says two different sizes',
      `failure 1 could not be read: it has no leader (${idOf(B)})`,
      'note applying, by Maija',
      'note completed-with-failures, by Maija',
      expect.stringMatching(/^note 2 seen: 1 added, 1 could not be read\./),
    ]);
    expect(lines.every(({ at }) => at === '2026-03-01T12:01:00.000Z')).toBe(true);
    expect(formatRunLog(lines).split('\n')).toHaveLength(lines.length + 1);
    expect(formatRunLog(lines)).toMatch(/^2026-03-01T12:01:00\.000Z {2}note {5}queued, by Maija/);
  });

  it('ends with why it failed', async () => {
    const house = createHarvestHouse();
    house.hold(3);
    house.library.failAfter(0, new SourceError('timeout', 'no answer within 60 s'));
    const { id } = await house.harvest();
    expect((await house.history.log(id))?.at(-1)).toMatchObject({
      level: 'failure',
      text: expect.stringMatching(/^no answer within 60 s\./),
    });
  });
});
