import { describe, expect, it } from '@jest/globals';
import { findQuarantined } from '../../src/administration/quarantine.js';
import { runTime } from '../../src/administration/run-time.js';
import { SOURCE } from '../harvester/run/installation.js';
import { held, idOf, numbers } from '../harvester/run/model-source.js';
import { openExplainHouse, type ExplainHouse } from './explain-house.js';
import { MAIJA } from './link-house.js';

const openFailing = async (count = 3): Promise<ExplainHouse> => {
  const house = openExplainHouse({ sources: [SOURCE, { ...SOURCE, id: 'other' }] });
  house.library.hold(...numbers(count).map((number) => held(number, { unreadable: `no leader in ${number.slice(-1)}` })));
  await house.harvest();
  return house;
};

describe('the quarantine', () => {
  it('tells of each record why, what was received, how often and from when to when', async () => {
    const house = await openFailing(1);
    expect((await house.quarantine.list({ limit: 10 }))?.records).toMatchObject([{ xml: '<bad/>', runs: 1 }]);
    await house.harvest();
    expect((await house.quarantine.list({ limit: 10 }))?.records).toMatchObject([
      {
        ...{ source: 'library', identifier: idOf('000000001'), reason: 'no leader in 1', runs: 2 },
        ...{ firstAt: '2026-03-01T12:01:00.000Z', lastAt: '2026-03-01T12:02:00.000Z' },
      },
    ]);
  });

  it('comes in pages over all sources, each record once', async () => {
    const house = await openFailing(3);
    await house.harvest({ source: 'other' });
    const seen: string[] = [];
    for (let after: { source: string; identifier: string } | undefined, pages = 0; pages < 5; pages += 1) {
      const page = await house.quarantine.list({ limit: 2, ...(after && { after }) });
      seen.push(...page!.records.map(({ source, identifier }) => `${source} ${identifier.slice(-1)}`));
      after = page!.next;
      if (!after) break;
    }
    expect(seen).toEqual(['library 1', 'library 2', 'library 3', 'other 1', 'other 2', 'other 3']);
    expect(await house.quarantine.count()).toEqual([
      { source: 'library', count: 3 },
      { source: 'other', count: 3 },
    ]);
  });

  it('of one source only, and of none that the settings do not name', async () => {
    const house = await openFailing();
    expect((await house.quarantine.list({ source: 'other', limit: 10 }))?.records).toEqual([]);
    expect(await house.quarantine.list({ source: 'nowhere', limit: 10 })).toBeUndefined();
  });

  it('is empty again for what can be read when it is tried', async () => {
    const house = await openFailing();
    house.library.hold(...numbers(3).map((number) => held(number)));
    house.clock.now += 60_000;
    const outcome = await house.quarantine.retry(MAIJA, { source: 'library' });
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    expect(await outcome.done).toMatchObject({ request: { mode: 'retry-failed', actor: 'Maija' }, counters: { added: 3 } });
    expect((await house.quarantine.list({ limit: 10 }))?.records).toEqual([]);
  });

  it('tries those that are named and no other', async () => {
    const house = await openFailing();
    house.library.hold(...numbers(3).map((number) => held(number)));
    house.clock.now += 60_000;
    const outcome = await house.quarantine.retry(MAIJA, { source: 'library', ids: [idOf('000000002')] });
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    expect((await outcome.done).request).toMatchObject({ mode: 'records', ids: [idOf('000000002')] });
    expect((await house.quarantine.list({ limit: 10 }))?.records.map(({ identifier }) => identifier.slice(-1))).toEqual(['1', '3']);
  });

  it('says which are there no more, and starts nothing', async () => {
    const house = await openFailing();
    const ids = [idOf('000000001'), 'oai:gone:1'];
    expect(await house.quarantine.retry(MAIJA, { source: 'library', ids })).toEqual({ kind: 'notThere', ids: ['oai:gone:1'] });
    expect(await house.harvests.listRuns({ limit: 10 })).toHaveLength(1);
  });

  it('finds a record among others whose names begin alike', async () => {
    const house = openExplainHouse();
    const names = ['oai:a', 'oai:a:', ...Array.from({ length: 250 }, (_, index) => `oai:a:${index}`)];
    const put = names.map((identifier) => ({ source: 'library', identifier, reason: 'r', runs: 1, firstRun: 'x', lastRun: 'x' }));
    await house.store.commit({ quarantine: { put } });
    expect((await findQuarantined(house.store, 'library', 'oai:a:249'))?.identifier).toBe('oai:a:249');
    expect((await findQuarantined(house.store, 'library', 'oai:a'))?.identifier).toBe('oai:a');
    expect(await findQuarantined(house.store, 'library', 'oai:a:250')).toBeUndefined();
  });
});

describe('the id of a run', () => {
  it('tells when it was asked for, also when the run is kept no more', () => {
    expect(runTime('20260301T120000123Z-kansalliskirjasto-sru')).toBe('2026-03-01T12:00:00.123Z');
    expect(runTime('x')).toBeUndefined();
  });
});
