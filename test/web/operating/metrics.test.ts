import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { measureService } from '../../../src/administration/service-metrics.js';
import { createMetrics, type Metrics } from '../../../src/platform/metrics.js';
import { measurePools } from '../../../src/platform/pool-metrics.js';
import { systemClock } from '../../../src/platform/clock.js';
import { openHouse, type House, type HouseOptions, type Reply } from '../admin/house.js';
import { openFailingStores } from './failing-stores.js';
import { readPrometheusText, type Sample } from './prometheus-text.js';
import { codePoint } from '../../code-point.js';

let house: House;
let metrics: Metrics;
afterEach(() => house.stop());

const open = async (options: HouseOptions = {}): Promise<void> => {
  metrics = createMetrics();
  house = await openHouse({ ...options, metrics });
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  measureService(metrics, { ...house.services, log: silent, clock: systemClock });
};
const scrape = (headers: Readonly<Record<string, string>> = {}): Promise<Reply> => house.visitor().get('/metrics', headers);
const samples = async (): Promise<readonly Sample[]> => readPrometheusText((await scrape()).text).samples;
const valueOf = (all: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number | undefined =>
  all.find((sample) => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value))?.value;
const seriesOf = (all: readonly Sample[], name: string): readonly Sample['labels'][] =>
  all.filter((sample) => sample.name === name).map(({ labels }) => labels);

const SOURCE = {
  ...{ id: 'kirjasto', protocol: 'sru', url: 'http://127.0.0.1:9/sru', queries: ['x=1'], minDelayMs: 0 },
  select: { issn: ['1236-049X'] },
};

describe('the metrics', () => {
  it('are the text of Prometheus, with memory, processor time and the delay of the event loop', async () => {
    await open();
    const reply = await scrape();
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(reply.headers['cache-control']).toBe('no-store');
    const { samples: all, types } = readPrometheusText(reply.text);
    for (const name of ['process_resident_memory_bytes', 'process_start_time_seconds', 'nodejs_heap_size_used_bytes'])
      expect([name, valueOf(all, name)! > 0]).toEqual([name, true]);
    expect(valueOf(all, 'process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(valueOf(all, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(types.get('julkaisusilta_http_request_duration_seconds')).toBe('histogram');
  });

  it('count what harvesters asked by verb and result, and time the pages of lists', async () => {
    await open({ filled: true });
    const visitor = house.visitor();
    const xml = { Accept: 'text/xml' };
    await visitor.get('/oai?verb=Identify', xml);
    await visitor.get('/oai?verb=Identify', xml);
    await visitor.ask('POST', '/oai', { form: { verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'older' }, headers: xml });
    await visitor.get('/oai?verb=ListRecords&resumptionToken=x', xml);
    await visitor.get('/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none:1', xml);
    await visitor.get('/oai?verb=Identify', { Accept: 'text/html' });
    await visitor.ask('POST', '/oai', { json: {} });
    const all = await samples();
    const results = all
      .filter(({ name }) => name === 'julkaisusilta_oai_requests_total')
      .map(({ labels: { verb, result }, value }) => `${verb!} ${result!} ${value}`);
    expect(results.sort()).toEqual([
      'GetRecord idDoesNotExist 1',
      'Identify ok 2',
      'Identify page 1',
      'ListRecords badResumptionToken 1',
      'ListRecords noRecordsMatch 1',
      'none refused 1',
    ]);
    const duration = 'julkaisusilta_oai_request_duration_seconds_count';
    expect(valueOf(all, duration, { verb: 'ListRecords', page: 'first' })).toBe(1);
    expect(valueOf(all, duration, { verb: 'ListRecords', page: 'next' })).toBe(1);
  });

  it('count a store that cannot answer as unavailable', async () => {
    const failing = await openFailingStores();
    await open({ stores: failing.stores });
    failing.fail(failing.ports);
    await house.visitor().get('/oai?verb=ListSets', { Accept: 'text/xml' });
    const all = await samples();
    failing.fail([]);
    expect(valueOf(all, 'julkaisusilta_oai_requests_total', { verb: 'ListSets', result: 'unavailable' })).toBe(1);
    expect(valueOf(all, 'julkaisusilta_store_up')).toBe(0);
    // Nothing rather than a figure of another time.
    expect(seriesOf(all, 'julkaisusilta_records')).toEqual([]);
  });

  it('name addresses as the tables have them', async () => {
    await open({ filled: true });
    const browser = await house.as('administrator');
    for (const path of ['/isbn/9789524915304', '/isbn/1', '/admin/publications/2012-2', '/links.json', '/health/live', '/nothing/at/all'])
      await browser.get(path);
    const named = seriesOf(await samples(), 'julkaisusilta_http_requests_total').map(({ route, status }) => `${route!} ${status!}`);
    for (const each of ['/isbn/:isbn 400', '/admin/publications/:id 200', '/links.json 200', '/health/live 200', 'none 404'])
      expect(named).toContain(each);
  });

  it('make no series for what a stranger writes: verbs, paths, methods, errors', async () => {
    await open();
    const hostile = fc.oneof(
      fc.string({ minLength: 1, unit: codePoint }).map((text) => `/oai?verb=${encodeURIComponent(text)}`),
      fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
      fc.webPath().map((path) => `/isbn${path}`),
      fc.webPath().map((path) => `/admin/${path}`),
      fc.constantFrom('/oai?verb=__proto__', '/oai?verb=constructor', '/oai?verb=Identify&verb=Identify', '/admin/runs/%22%0A'),
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'LOCK');
    const visitor = house.visitor();
    await fc.assert(
      fc.asyncProperty(method, hostile, async (verb, target) => {
        const { status } = await visitor.ask(verb, target, { headers: { Accept: 'text/xml' } });
        return status < 500;
      }),
      { numRuns: 300 },
    );
    const all = (await samples()).filter(({ name }) => name.startsWith('julkaisusilta_') && !name.endsWith('_bucket'));
    const values = (label: string): readonly string[] => [...new Set(all.flatMap(({ labels }) => labels[label] ?? []))];
    expect(values('method').filter((name) => !/^(GET|HEAD|POST|PUT|DELETE|OPTIONS|other)$/.test(name))).toEqual([]);
    expect(
      values('verb').filter((name) => !/^(none|Identify|List(Records|Identifiers|Sets|MetadataFormats)|GetRecord)$/.test(name)),
    ).toEqual([]);
    expect(values('result').filter((name) => !/^[a-zA-Z]+$/.test(name))).toEqual([]);
    expect(values('route').length).toBeLessThan(40);
    expect(values('route').filter((route) => route !== 'none' && !/^\/[\w.:{}*/-]*$/.test(route))).toEqual([]);
    expect(all.length).toBeLessThan(300);
  });

  it('count the requests that are under way', async () => {
    await open();
    expect(valueOf(await samples(), 'julkaisusilta_http_requests_in_flight')).toBe(1);
  });

  it('tell the records by format and set, and the harvests of each source', async () => {
    await open({ filled: true, sources: [SOURCE] });
    const outcome = await house.services.harvests.start({
      ...{ source: 'kirjasto', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'test' },
    });
    if (outcome.kind === 'started') await outcome.done;
    const all = await samples();
    expect(valueOf(all, 'julkaisusilta_records', { format: 'marcxml', set: 'own' })).toBe(2);
    expect(valueOf(all, 'julkaisusilta_records', { format: 'marcxml', set: 'older' })).toBe(0);
    expect(valueOf(all, 'julkaisusilta_store_up')).toBe(1);
    expect(valueOf(all, 'julkaisusilta_harvested_records', { source: 'kirjasto', state: 'live' })).toBe(0);
    const states = all.filter(({ name }) => name === 'julkaisusilta_runs');
    expect(states).toMatchObject([{ labels: { source: 'kirjasto' }, value: 1 }]);
    expect(['failed', 'paused']).toContain(states[0]!.labels['state']);
    expect(valueOf(all, 'julkaisusilta_source_last_success_timestamp_seconds')).toBeUndefined();
    expect(valueOf(all, 'julkaisusilta_source_scheduled', { source: 'kirjasto' })).toBe(0);
  });

  it('do not wait for a store that hangs, and ask it once', async () => {
    let asked = 0;
    metrics = createMetrics();
    house = await openHouse({ metrics });
    const never = async (): Promise<never> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    measureService(metrics, { ...house.services, store: { ...house.services.store, readBounds: never }, log: silent, clock: systemClock });
    const [one, other] = await Promise.all([samples(), samples()]);
    expect([valueOf(one, 'julkaisusilta_store_up'), valueOf(other, 'julkaisusilta_store_up')]).toEqual([0, 0]);
    // For itself, and for the count of records.
    expect(asked).toBe(2);
  });

  it('show pools of connections by name', async () => {
    await open();
    let idle = 3;
    measurePools(metrics, { web: () => ({ total: 5, idle, waiting: 7, most: 10 }), harvest: () => ({ total: 1, idle: 0, waiting: 0 }) });
    const name = 'julkaisusilta_database_connections';
    const first = await samples();
    expect(['total', 'idle', 'most'].map((state) => valueOf(first, name, { pool: 'web', state }))).toEqual([5, 3, 10]);
    expect(valueOf(first, 'julkaisusilta_database_waiting', { pool: 'web' })).toBe(7);
    idle = 1;
    expect(valueOf(await samples(), name, { pool: 'web', state: 'idle' })).toBe(1);
    expect(seriesOf(first, name)).toHaveLength(5);
  });
});

describe('who may read the metrics', () => {
  it('is this machine, unless the settings say more', async () => {
    await open();
    expect((await scrape()).status).toBe(200);
    await house.stop();
    await open({ administration: { metricsFrom: ['192.0.2.0/24', '2001:db8::/32'] } });
    const refused = await scrape();
    expect([refused.status, refused.headers['content-type']]).toEqual([403, 'text/plain; charset=utf-8']);
    expect(refused.text).toMatch(/administration\.metricsFrom.*METRICS_TOKEN/);
  });

  it.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via'])(
    'is nobody who comes by a proxy that is not known to be ours (%s)',
    async (name) => {
      await open();
      const reply = await scrape({ [name]: '127.0.0.1' });
      expect([reply.status, reply.text.includes('process_')]).toEqual([403, false]);
      expect(reply.text).toMatch(/proxy/);
    },
  );

  it.each([
    ['203.0.113.7', 403],
    ['192.0.2.9', 200],
    // Only the last entry is the proxy's own.
    ['192.0.2.9, 203.0.113.7', 403],
    ['2001:db8::5', 200],
    ['nonsense', 403],
  ])('behind a proxy of ours is whoever it says: %s is %d', async (forwarded, status) => {
    await open({ administration: { behindProxy: true, metricsFrom: ['192.0.2.0/24', '2001:db8::/32'] } });
    expect((await scrape({ 'X-Forwarded-For': forwarded })).status).toBe(status);
  });

  it('is whoever has the token, where there is one, and nobody else', async () => {
    await open({ secrets: { metrics: 'a-token-of-metrics' } });
    const refused = await scrape();
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="metrics"']);
    expect((await scrape({ Authorization: 'Bearer a-token-of-metricz' })).status).toBe(401);
    expect((await scrape({ Authorization: 'Bearer a-token-of-metrics', 'X-Forwarded-For': '203.0.113.7' })).status).toBe(200);
  });

  it('there are none where nothing is measured', async () => {
    house = await openHouse();
    expect((await house.visitor().get('/metrics')).status).toBe(404);
  });
});
