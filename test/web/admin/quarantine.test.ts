import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Quarantine, RetryOutcome } from '../../../src/administration/quarantine.js';
import { quarantineApi } from '../../../src/web/admin/api/quarantine.js';
import { quarantineRoutes } from '../../../src/web/admin/pages/quarantine/quarantine-routes.js';
import type { GuardedRoute, Route, SignedInRequest } from '../../../src/web/admin/route.js';
import { SETTINGS } from '../../golden/settings.js';
import type { House } from './house.js';
import { openLinkHouse, quarantined, RUN } from './link-records.js';

const EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

describe('the quarantine over HTTP', () => {
  let house: House;
  beforeAll(async () => {
    const failing = ['oai:a', 'oai:b', 'oai:c'].map((identifier) => quarantined(identifier));
    house = await openLinkHouse({
      own: [],
      harvested: [],
      quarantine: [...failing, quarantined(`oai:${EVIL}`.replaceAll(' ', ''), { reason: EVIL, xml: EVIL, lastRun: EVIL })],
    });
  });
  afterAll(() => house.stop());

  it('is listed in pages with the reason, the XML as received, and when', async () => {
    const ask = await house.program('reader', ['read']);
    const first = (await ask('GET', '/admin/api/quarantine?limit=3')).json() as { records: object[]; next: string };
    expect(first.records[1]).toMatchObject({
      ...{ source: 'library', identifier: 'oai:a', reason: 'the record has no leader', xml: '<record/>', runs: 2 },
      ...{ firstRun: RUN, firstAt: '2026-03-01T12:00:00.000Z' },
    });
    const rest = (await ask('GET', `/admin/api/quarantine?source=library&after=${encodeURIComponent(first.next)}`)).json();
    expect(rest).toMatchObject({ records: [{ identifier: 'oai:c' }] });
  });

  it.each([
    ['source=nowhere', 404, 'nowhere'],
    ['limit=1000', 400, 'limit'],
    ['after=x', 400, 'after'],
  ])('says what is wrong with %s', async (query, status, told) => {
    const reply = await (await house.program('reader', ['read']))('GET', `/admin/api/quarantine?${query}`);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(told)]);
  });

  it('is tried again by those who may harvest, and only what is there', async () => {
    const ask = await house.program('administrator', ['read', 'harvest']);
    const gone = await ask('POST', '/admin/api/quarantine/retry', { json: { source: 'library', ids: ['oai:x'] } });
    expect([gone.status, gone.text]).toEqual([422, expect.stringContaining('is not in quarantine; nothing was started')]);
    expect((await ask('POST', '/admin/api/quarantine/retry', { json: { source: 'nowhere' } })).status).toBe(422);
    expect((await ask('POST', '/admin/api/quarantine/retry', { json: { ids: [] } })).status).toBe(400);
    const started = await ask('POST', '/admin/api/quarantine/retry', { json: { source: 'library' } });
    const { runId } = started.json() as { runId: string };
    expect([started.status, started.headers.location]).toEqual([202, `/admin/api/runs/${runId}`]);
    expect((await house.services.harvests.findRun(runId))?.request).toMatchObject({ mode: 'retry-failed', actor: 'administrator' });
    const [entry] = await house.services.accounts.listAudit({ action: 'harvest.started', limit: 1 });
    expect(entry).toMatchObject({ actor: 'administrator', target: 'library' });
    expect((await (await house.program('editor', ['read', 'edit']))('POST', '/admin/api/quarantine/retry', { json: {} })).status).toBe(403);
  });

  it('is a page that groups by reason and shows what came as text, in every language', async () => {
    for (const [language, told] of [
      ['fi', 'Yritä valittuja uudelleen'],
      ['sv', 'Försök på nytt med valda'],
      ['en', 'Try chosen again'],
    ] as const) {
      const { text } = await (await house.as('administrator', language)).get('/admin/quarantine');
      expect(text).toContain(told);
      expect(text).toContain('the record has no leader');
      expect(text).toContain('&lt;img src=x onerror=alert(1)');
      expect(text).not.toMatch(/<img|<script>/);
    }
  });

  it('is a page without buttons for those who may not harvest', async () => {
    const { text } = await (await house.as('reader')).get('/admin/quarantine');
    expect(text).toContain('Retries are started by an administrator.');
    expect(text).not.toContain('Try chosen again');
  });

  it('says that nothing was chosen', async () => {
    const reply = await (await house.as('administrator')).submit('/admin/quarantine/retry', { source: 'library' });
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('No record was chosen.')]);
  });
});

describe('an empty quarantine', () => {
  it('says that all is well and what it is', async () => {
    const house = await openLinkHouse({ own: [], harvested: [] });
    try {
      const { text } = await (await house.as('reader')).get('/admin/quarantine');
      expect(text).toContain('All is well: nothing is in quarantine.');
      expect(text).toContain('A record comes here when it cannot be read');
    } finally {
      await house.stop();
    }
  });
});

describe('a retry that cannot begin', () => {
  const quarantineThat = (outcome: RetryOutcome): Quarantine => ({
    list: async () => ({ records: [] }),
    count: async () => [],
    retry: async () => outcome,
  });
  const handlerOf = (routes: readonly Route[]) => (given: SignedInRequest) =>
    (routes.find(({ method }) => method === 'POST') as GuardedRoute).handle(given);
  const request = {
    ...{ person: { name: 'Maija', permissions: ['harvest'] }, language: 'en', csrf: 't', query: new URLSearchParams() },
    ...{ form: new URLSearchParams({ source: 'library', all: 'yes' }), json: { source: 'library' } },
  } as unknown as SignedInRequest;

  it('is a conflict with the run that is under way', async () => {
    const answer = await handlerOf(quarantineApi({ quarantine: quarantineThat({ kind: 'busy', runningRunId: RUN }) }))(request);
    expect(answer).toMatchObject({ problem: { status: 409, members: { runningRunId: RUN } } });
  });

  it('is told on the page with the way to that run', async () => {
    const settings = { ...SETTINGS, administration: { timezone: 'Europe/Helsinki' } } as never;
    const routes = quarantineRoutes({ quarantine: quarantineThat({ kind: 'busy', runningRunId: RUN }), settings });
    expect(await handlerOf(routes)(request)).toMatchObject({ kind: 'page', status: 409 });
  });
});
