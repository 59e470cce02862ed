import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SourceTestReport } from '../../../src/administration/source-test.js';
import type { SourceDescription } from '../../../src/administration/sources.js';
import { numbers } from '../../harvester/run/model-source.js';
import { openHouse, type Ask, type House, type Reply } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let library: SlowLibrary;
let house: House;
let ask: (method: string, target: string, ask?: Ask) => Promise<Reply>;
beforeEach(async () => {
  library = await startSlowLibrary();
  house = await openHouse({ sources: [library.source] });
  ask = await house.program('administrator', ['read', 'harvest']);
});
afterEach(async () => {
  await house.stop();
  await library.close();
});

const harvest = async (): Promise<void> => {
  const outcome = await house.services.harvests.start({
    ...{ source: 'library', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'Maija' },
  });
  if (outcome.kind === 'started') await outcome.done;
};

describe('GET /admin/api/sources', () => {
  it('lists the sources with what became of them', async () => {
    library.hold(numbers(3));
    await harvest();
    const reply = await ask('GET', '/admin/api/sources');
    const { sources } = reply.json() as { sources: readonly SourceDescription[] };
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(sources).toMatchObject([{ id: 'library', records: 3, mark: '2026-03-01T12:00:00Z', health: { kind: 'well' } }]);
  });

  it('tells of one source, and of none that there is not', async () => {
    expect((await ask('GET', '/admin/api/sources/library')).json()).toMatchObject({ id: 'library', health: { kind: 'never' } });
    const reply = await ask('GET', '/admin/api/sources/nobody%2F..%2Flibrary');
    expect([reply.status, reply.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(reply.json()).toMatchObject({
      status: 404,
      detail: 'There is no source "nobody/../library"; GET /admin/api/sources lists them.',
    });
  });

  it('never tells the key of a source, even in what it says of a failure', async () => {
    library.hold(numbers(3));
    library.breakDown(true);
    await ask('POST', '/admin/api/sources/library/test');
    library.breakDown(false);
    await harvest();
    const texts = await Promise.all(
      ['sources', 'sources/library', 'runs'].map(async (path) => (await ask('GET', `/admin/api/${path}`)).text),
    );
    const tested = await ask('POST', '/admin/api/sources/library/test');
    expect([...texts, tested.text, ...house.logged].join()).not.toContain('kanarialintu');
    expect(texts[1]).toContain('/oai?apikey=…');
  });
});

describe('POST /admin/api/sources/{source}/test', () => {
  it('says who the source is and what a harvest would make of a page of it, and changes nothing', async () => {
    library.hold(numbers(4), { strangers: ['000000008', '000000009'] });
    const reply = await ask('POST', '/admin/api/sources/library/test');
    const report = reply.json() as SourceTestReport;
    expect(reply.status).toBe(200);
    expect(report).toMatchObject({
      description: { name: 'Hidas kirjasto' },
      formats: ['marc21'],
      page: { records: 5, completeListSize: 6, selected: { count: 4 }, outOfScope: { count: 1 }, hasMore: true },
      faults: [],
    });
    expect((await ask('GET', '/admin/api/sources/library')).json()).toMatchObject({ records: 0, health: { kind: 'never' } });
    expect((await ask('GET', '/admin/api/runs')).json()).toEqual({ runs: [] });
    const [line] = await house.services.accounts.listAudit({ action: 'source', limit: 5 });
    expect(line).toMatchObject({ actor: 'administrator', action: 'source.tested', target: 'library' });
  });

  it('answers what is wrong with the source as its result', async () => {
    library.breakDown(true);
    const reply = await ask('POST', '/admin/api/sources/library/test');
    const { faults } = reply.json() as SourceTestReport;
    expect([reply.status, faults[0]?.code, faults[0]?.step]).toEqual([200, 'status', 'describe']);
  });

  it('is one at a time: the second is told so', async () => {
    library.hold(numbers(2));
    const { reached, release } = library.holdUpAfter(0);
    const first = ask('POST', '/admin/api/sources/library/test');
    await reached;
    const second = await ask('POST', '/admin/api/sources/library/test');
    expect([second.status, (second.json() as { detail: string }).detail]).toEqual([
      409,
      'Source library is being tested by somebody already; wait for a minute.',
    ]);
    release();
    expect((await first).status).toBe(200);
  });

  it('is for those who may harvest', async () => {
    const reader = await house.program('administrator', ['read', 'edit']);
    expect((await reader('POST', '/admin/api/sources/library/test')).status).toBe(403);
    expect((await reader('GET', '/admin/api/sources')).status).toBe(200);
    expect((await ask('POST', '/admin/api/sources/nobody/test')).status).toBe(404);
  });
});
