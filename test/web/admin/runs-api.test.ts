import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunInFull, RunSummary } from '../../../src/web/admin/api/run-json.js';
import { idOf, numbers } from '../../harvester/run/model-source.js';
import { openHouse, type Ask, type House, type Reply } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let library: SlowLibrary;
let house: House;
let ask: (method: string, target: string, ask?: Ask) => Promise<Reply>;
beforeEach(async () => {
  library = await startSlowLibrary();
  house = await openHouse({ sources: [library.source, { ...library.source, id: 'second' }] });
  ask = await house.program('administrator', ['read', 'harvest']);
});
afterEach(async () => {
  await house.stop();
  await library.close();
});

const RUNS = '/admin/api/sources/library/runs';

const start = (json: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Reply> => ask('POST', RUNS, { json, headers });

const runOf = (reply: Reply): RunSummary => reply.json() as RunSummary;

/** Asks until nothing more comes of it by itself. */
const untilAtRest = async (id: string): Promise<RunInFull> => {
  for (let time = 0; time < 400; time += 1) {
    const run = (await ask('GET', `/admin/api/runs/${id}`)).json() as RunInFull;
    if (run.rested !== undefined && !run.decisions.includes('cancel')) return run;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`run ${id} never came to rest`);
};

const harvest = async (json: unknown = {}): Promise<RunInFull> => {
  const reply = await start(json);
  if (reply.status !== 202) throw new Error(reply.text);
  return untilAtRest(runOf(reply).id);
};

/** A run that the brake holds. */
const braked = async (): Promise<RunInFull> => {
  library.hold(numbers(12));
  await harvest();
  library.hold(numbers(12), { deleted: numbers(8), changed: '2026-03-01T12:00:00Z' });
  return harvest();
};

describe('POST /admin/api/sources/{source}/runs', () => {
  it('starts a run, and says where it can be watched before it has ended', async () => {
    library.hold(numbers(12));
    const { reached, release } = library.holdUpAfter(1);
    const reply = await start({ mode: 'full', reason: 'new year' });
    await reached;
    const { id, state, request, decisions } = runOf(reply);
    expect([reply.status, reply.headers.location, decisions]).toEqual([202, `/admin/api/runs/${id}`, ['cancel']]);
    expect([state, request]).toEqual([
      'queued',
      { source: 'library', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'administrator', reason: 'new year' },
    ]);
    release();
    expect(await untilAtRest(id)).toMatchObject({ state: 'completed', counters: { added: 12 }, decisions: [] });
  });

  it.each([
    ['nothing', undefined, 'incremental'],
    ['from', { from: '2026-01-01' }, 'range'],
    ['ids', { ids: [idOf('000000001')] }, 'records'],
  ])('takes %s for what it means', async (_, json, mode) => {
    library.hold(numbers(2));
    const reply = await ask('POST', RUNS, json === undefined ? {} : { json });
    expect([reply.status, runOf(reply).request.mode]).toEqual([202, mode]);
    await untilAtRest(runOf(reply).id);
  });

  it('answers 409 with the run that is under way', async () => {
    library.hold(numbers(12));
    const { reached, release } = library.holdUpAfter(1);
    const first = runOf(await start());
    await reached;
    const second = await start();
    expect([second.status, second.json()]).toMatchObject([409, { runningRunId: first.id, detail: expect.stringContaining(first.id) }]);
    release();
    await untilAtRest(first.id);
  });

  it('is for those who may harvest, and for a source that there is', async () => {
    const reader = await house.program('administrator', ['read', 'edit']);
    expect((await reader('POST', RUNS, { json: {} })).status).toBe(403);
    expect((await ask('POST', '/admin/api/sources/nobody/runs', { json: {} })).status).toBe(404);
    expect((await house.visitor().ask('POST', RUNS, { json: {} })).status).toBe(401);
  });

  it('is written into the audit with who, what and why, and so is what came to nothing', async () => {
    library.hold(numbers(1));
    await harvest({ dryRun: true, reason: 'new year' });
    await start({ mode: 'range', from: '2999-01-01' });
    const lines = await house.services.accounts.listAudit({ action: 'harvest', limit: 5 });
    expect(lines.map(({ actor, action, target, detail }) => [actor, action, target, detail?.['reason'] ?? detail?.['reasons']])).toEqual([
      ['administrator', 'harvest.refused', 'library', ['The range begins in the future: 2999-01-01.']],
      ['administrator', 'harvest.started', 'library', undefined],
      ['administrator', 'harvest.started', 'library', 'new year'],
    ]);
  });
});

describe('a run under an Idempotency-Key', () => {
  const key = { 'Idempotency-Key': '8e03978e-40d5-43e8-bc93-6894a57f9324' };

  it('is started once, however often its wish comes, and answered the same', async () => {
    library.hold(numbers(2));
    const first = await start({ mode: 'full', reason: 'once' }, key);
    await untilAtRest(runOf(first).id);
    // The same in another order, and with what is meant anyway.
    const again = await start({ reason: 'once', mode: 'full', dryRun: false }, key);
    expect([again.status, again.headers.location, again.text]).toEqual([202, first.headers.location, first.text]);
    expect((await ask('GET', '/admin/api/runs')).json()).toMatchObject({ runs: [{ id: runOf(first).id }] });
  });

  it('is started once by ten that come in the same moment', async () => {
    library.hold(numbers(2));
    const replies = await Promise.all(Array.from({ length: 10 }, () => start({ mode: 'full' }, key)));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await untilAtRest(runOf(replies[0]!).id);
    expect(((await ask('GET', '/admin/api/runs')).json() as { runs: readonly unknown[] }).runs).toHaveLength(1);
  });

  it('is refused for another wish, and for the same wish to another source', async () => {
    library.hold(numbers(2));
    await untilAtRest(runOf(await start({ mode: 'full' }, key)).id);
    const other = await start({ mode: 'incremental' }, key);
    const elsewhere = await ask('POST', '/admin/api/sources/second/runs', { json: { mode: 'full' }, headers: key });
    expect([other.status, elsewhere.status, (other.json() as { title: string }).title]).toEqual([422, 422, 'Idempotency-Key used before']);
  });

  it('may be tried again when the first time it was refused', async () => {
    library.hold(numbers(12));
    const { reached, release } = library.holdUpAfter(1);
    const running = runOf(await start());
    await reached;
    expect((await start({ mode: 'full' }, key)).status).toBe(409);
    release();
    await untilAtRest(running.id);
    const later = await start({ mode: 'full' }, key);
    expect(later.status).toBe(202);
    await untilAtRest(runOf(later).id);
  });

  it('must be a key', async () => {
    expect((await start({}, { 'Idempotency-Key': 'a b' })).status).toBe(400);
    expect((await start({}, { 'Idempotency-Key': 'x'.repeat(256) })).status).toBe(400);
  });
});

describe('GET /admin/api/runs', () => {
  it('is the history, filtered and page by page', async () => {
    library.hold(numbers(1));
    const ids: string[] = [];
    for (let time = 0; time < 3; time += 1) ids.unshift((await harvest({ dryRun: time === 1 })).id);
    const list = async (query: string) =>
      (await ask('GET', `/admin/api/runs${query}`)).json() as { runs: readonly RunSummary[]; next?: string };
    const idsOf = async (query: string) => (await list(query)).runs.map(({ id }) => id);
    expect(await idsOf('')).toEqual(ids);
    expect(await idsOf('?dryRun=true')).toEqual([ids[1]]);
    expect(await idsOf('?source=second')).toEqual([]);
    expect(await idsOf('?state=staged,failed&state=paused')).toEqual([ids[1]]);
    expect(await idsOf('?from=2999-01-01')).toEqual([]);
    expect(await idsOf('?until=2025-12-31')).toEqual([]);
    const first = await list('?limit=2');
    expect([first.runs.length, first.next]).toEqual([2, ids[1]]);
    expect(await list(`?limit=2&before=${first.next!}`)).toMatchObject({ runs: [{ id: ids[2] }] });
  });

  it('names each argument that it does not understand', async () => {
    const reply = await ask('GET', '/admin/api/runs?limit=0&state=happy&from=1.3.2026&dryRun=perhaps');
    const { errors } = reply.json() as { errors: readonly { path: string }[] };
    expect([reply.status, errors.map(({ path }) => path).sort()]).toEqual([400, ['dryRun', 'from', 'limit', 'state']]);
    expect((await ask('GET', '/admin/api/runs?from=2026-03-01&until=2026-02-01')).status).toBe(400);
  });
});

describe('a run', () => {
  it('has its records by outcome, its diff and its log', async () => {
    library.hold(numbers(6), { strangers: ['000000008'] });
    const { id } = await harvest({ reason: 'new year' });
    const path = `/admin/api/runs/${id}`;
    const first = (await ask('GET', `${path}/records?outcome=added&limit=4`)).json() as { next: string };
    expect(first).toMatchObject({ outcome: 'added', kind: 'records', total: 6, next: 'fi-lib.000000004' });
    expect((await ask('GET', `${path}/records?outcome=added&limit=4&after=${first.next}`)).json()).toMatchObject({
      records: [{ localId: 'fi-lib.000000005' }, { localId: 'fi-lib.000000006' }],
    });
    expect((await ask('GET', `${path}/records?outcome=outOfScope`)).json()).toMatchObject({
      total: 1,
      groups: [{ count: 1, identifiers: [idOf('000000008')] }],
    });
    for (const outcome of ['failed', 'repaired', 'unchanged', 'leftScope'])
      expect((await ask('GET', `${path}/records?outcome=${outcome}`)).json()).toMatchObject({ outcome, total: 0 });
    expect((await ask('GET', `${path}/diff`)).json()).toMatchObject({ total: 6, changes: { length: 6 } });
    const log = await ask('GET', `${path}/log`);
    expect([log.headers.vary, (log.json() as { lines: readonly object[] }).lines[0]]).toMatchObject([
      expect.stringContaining('Accept'),
      { level: 'note', text: 'queued, by administrator: new year' },
    ]);
  });

  it('has its log as text for whoever would rather have that, as a file to keep', async () => {
    library.hold(numbers(1));
    const { id } = await harvest();
    const asText = (accept: string) => ask('GET', `/admin/api/runs/${id}/log`, { headers: { Accept: accept } });
    const reply = await asText('text/plain');
    expect([reply.headers['content-type'], reply.headers['content-disposition']]).toEqual([
      'text/plain; charset=utf-8',
      `attachment; filename="run-${id}.txt"`,
    ]);
    expect(reply.text).toMatch(/^\S+Z {2}note {5}queued, by administrator\n/);
    expect((await asText('text/html,application/xhtml+xml,*/*;q=0.8')).headers['content-type']).toContain('text/plain');
    expect((await asText('application/json, text/plain;q=0.5')).headers['content-type']).toContain('application/json');
    expect((await asText('*/*')).headers['content-type']).toContain('application/json');
  });

  it('that there is not is a 404 wherever it is asked for, and an unknown outcome a 400', async () => {
    for (const path of ['', '/events', '/records?outcome=added', '/diff', '/log'])
      expect((await ask('GET', `/admin/api/runs/20260301T120000000Z-library${path}`)).status).toBe(404);
    for (const act of ['cancel', 'approve', 'reject', 'apply-dry-run'])
      expect((await ask('POST', `/admin/api/runs/..%2F..%2Fetc%2Fpasswd/${act}`, { json: {} })).status).toBe(404);
    library.hold(numbers(1));
    const { id } = await harvest();
    const reply = await ask('GET', `/admin/api/runs/${id}/records?outcome=lost`);
    expect([reply.status, (reply.json() as { detail: string }).detail]).toEqual([400, expect.stringContaining('"lost" is none of added')]);
  });
});

describe('a decision about a run', () => {
  const decide = (id: string, act: string, json: unknown = {}): Promise<Reply> => ask('POST', `/admin/api/runs/${id}/${act}`, { json });

  it('cancels it on its way through the pages, and nothing has changed', async () => {
    library.hold(numbers(20));
    const { reached, release } = library.holdUpAfter(2);
    const { id } = runOf(await start());
    await reached;
    const reply = await decide(id, 'cancel', { reason: 'wrong source' });
    expect([reply.status, reply.headers.location]).toEqual([202, `/admin/api/runs/${id}`]);
    const run = await untilAtRest(id);
    release();
    expect([run.state, run.transitions.at(-1)?.reason]).toEqual(['cancelled', 'wrong source']);
    expect((await ask('GET', '/admin/api/sources/library')).json()).toMatchObject({ records: 0 });
  });

  it('approves what the brake holds', async () => {
    const { id, decisions } = await braked();
    expect(decisions).toEqual(['approve', 'reject']);
    const reply = await decide(id, 'approve', { reason: 'the library told us' });
    expect([reply.status, runOf(reply).decisions]).toEqual([202, ['cancel']]);
    expect(await untilAtRest(id)).toMatchObject({ state: 'completed', counters: { deleted: 8 } });
  });

  it('rejects what the brake holds', async () => {
    const { id } = await braked();
    const reply = await decide(id, 'reject');
    expect([reply.status, runOf(reply).state]).toEqual([200, 'cancelled']);
    expect((await ask('GET', '/admin/api/sources/library')).json()).toMatchObject({ records: 12, health: { kind: 'well' } });
  });

  it('applies a dry run without asking the source again', async () => {
    library.hold(numbers(3));
    const { id, decisions } = await harvest({ dryRun: true });
    expect(decisions).toEqual(['applyDryRun', 'reject']);
    library.breakDown(true);
    expect((await decide(id, 'apply-dry-run')).status).toBe(202);
    expect(await untilAtRest(id)).toMatchObject({ state: 'completed', counters: { added: 3 } });
  });

  it('answers 409 with its state where that is none for it', async () => {
    library.hold(numbers(3));
    const { id } = await harvest();
    for (const act of ['cancel', 'approve', 'reject', 'apply-dry-run']) {
      const reply = await decide(id, act);
      expect([act, reply.status, reply.json()]).toEqual([act, 409, expect.objectContaining({ state: 'completed', decisions: [] })]);
    }
  });

  it('answers 409 to a dry run that is out of date', async () => {
    library.hold(numbers(3));
    const { id } = await harvest({ dryRun: true });
    await harvest({ mode: 'full' });
    const reply = await decide(id, 'apply-dry-run');
    expect([reply.status, (reply.json() as { detail: string }).detail]).toEqual([409, expect.stringContaining('is out of date')]);
  });

  it('takes a reason and nothing else, and no reason at all', async () => {
    const { id } = await braked();
    expect((await decide(id, 'reject', { force: true })).status).toBe(400);
    expect((await decide(id, 'reject', { reason: 'x'.repeat(501) })).status).toBe(400);
    expect((await ask('POST', `/admin/api/runs/${id}/reject`)).status).toBe(200);
  });

  it('is for those who may harvest', async () => {
    const reader = await house.program('administrator', ['read', 'edit']);
    const { id } = await braked();
    expect((await reader('POST', `/admin/api/runs/${id}/approve`, { json: {} })).status).toBe(403);
    expect((await reader('GET', `/admin/api/runs/${id}`)).status).toBe(200);
  });
});
