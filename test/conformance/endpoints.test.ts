import { afterAll, describe, expect, it } from '@jest/globals';
import { checkEndpoint, type CheckProgress, type ConformanceReport } from '../../src/conformance/check-endpoint.js';
import type { CheckLimits, Exchange, ExchangeResponse } from '../../src/conformance/exchange.js';
import { formatConformanceReport } from '../../src/conformance/format-report.js';
import { loadSchemas } from '../../src/xml/schema.js';
import { melindaDouble } from './melinda-double.js';
import { BASE_URL, createDouble, record, RIGHT } from './provider-double.js';

const validator = loadSchemas('schemas');
afterAll(() => validator.dispose());

const waits: number[] = [];
const wait = async (ms: number): Promise<void> => {
  waits.push(ms);
};
const check = (
  exchange: Exchange,
  limits: Partial<CheckLimits> = {},
  onProgress?: (progress: CheckProgress) => void,
): Promise<ConformanceReport> => checkEndpoint({ baseUrl: BASE_URL, exchange, validator, limits, wait, ...(onProgress && { onProgress }) });
const ids = (report: ConformanceReport, outcome: string): readonly string[] =>
  report.results.filter((result) => result.outcome === outcome).map(({ id }) => id);
const resultOf = (report: ConformanceReport, id: string) => report.results.find((result) => result.id === id)!;
const response = (text: string, more: Partial<ExchangeResponse> = {}): ExchangeResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  text,
  ms: 1,
  ...more,
});

describe('a repository that does everything right', () => {
  it('fails no check and gets no warning', async () => {
    const report = await check(createDouble());
    expect({ failed: ids(report, 'fail'), warned: ids(report, 'warn'), not: ids(report, 'not applicable') }).toEqual({
      failed: [],
      warned: [],
      not: ['R26b'],
    });
    expect(report).toMatchObject({ ok: true, repositoryName: 'Koe', baseUrl: BASE_URL, counts: { fail: 0, warn: 0 } });
    expect(report.counts.pass).toBeGreaterThan(100);
    expect(report.lists).toEqual([
      { verb: 'ListRecords', pages: 3, records: 7, end: 'complete' },
      { verb: 'ListIdentifiers', pages: 3, records: 7, end: 'complete' },
      { verb: 'ListSets', pages: 1, records: 0, end: 'complete' },
    ]);
  });

  it.each([
    ['in one page', { pageSize: 100 }],
    ['one record at a time', { pageSize: 1 }],
    ['without sets', { sets: [], records: RIGHT.records.map((each) => ({ ...each, sets: [] })) }],
    ['without deletions', { records: RIGHT.records.filter(({ deleted }) => !deleted) }],
    ['with one record', { records: RIGHT.records.slice(0, 1) }],
    ['with one format', { formats: RIGHT.formats.slice(0, 1) }],
    ['without records', { records: [] }],
    [
      'with nothing but deletions',
      { records: RIGHT.records.filter(({ deleted }) => deleted).map((each) => ({ ...each, identifier: 'oai:double.example.org:a/1' })) },
    ],
    [
      'to the day',
      {
        records: [record(1, '2021-01-01', 'own:print'), record(2, '2021-02-02', 'own:online')],
        identify: RIGHT.identify.replace('YYYY-MM-DDThh:mm:ssZ', 'YYYY-MM-DD').replace('2020-01-01T00:00:00Z', '2020-01-01'),
        problems: (args: URLSearchParams) => [
          ...RIGHT.problems(args),
          ...(['from', 'until'].some((name) => (args.get(name) ?? '').includes('T')) ? [['badArgument', 'days only'] as const] : []),
        ],
      },
    ],
  ])('does so %s', async (_, faults) => {
    const report = await check(createDouble(faults));
    expect(report.results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')).toEqual([]);
  });

  it('is asked one question at a time, none twice but the tokens that are tried again', async () => {
    const asked: string[] = [];
    let running = 0;
    const double = createDouble();
    await check(async (request) => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      asked.push(JSON.stringify(request));
      running -= 1;
      return double(request);
    });
    const again = asked.filter((question, index) => asked.indexOf(question) !== index);
    expect(again).toHaveLength(2);
    expect(again.every((question) => question.includes('resumptionToken'))).toBe(true);
    expect(asked.length).toBeLessThan(150);
  });

  it('shows how far the check has come', async () => {
    const seen: CheckProgress[] = [];
    await check(createDouble(), {}, (progress) => seen.push(progress));
    expect(seen[0]).toEqual({ done: 0, total: seen.at(-1)!.total, doing: 'Identify', requests: 0 });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
    expect(seen.at(-1)!.doing).toMatch(/\S/);
  });
});

describe('what is no repository', () => {
  it.each<readonly [string, Exchange, string]>([
    [
      'an HTML page',
      async () => response('<!DOCTYPE html><html><body>Tervetuloa</body></html>', { headers: { 'content-type': 'text/html' } }),
      'HTTP 200, text/html',
    ],
    ['a page that is not there', async () => response('<html><body>Not Found</body></html>', { status: 404 }), 'HTTP 404'],
    [
      'an address where nobody listens',
      async () => Promise.reject(new Error('http://127.0.0.1:9/: nobody answers at this address (ECONNREFUSED)')),
      'no answer: http://127.0.0.1:9/: nobody answers',
    ],
    [
      'an error without class',
      async () => Promise.reject(Object.assign(Object.create(null) as Error, { message: 'socket hang up' })),
      'no answer: socket hang up',
    ],
    ['100 MB', async () => response(`<a>${'x'.repeat(100_000_000)}</a>`), 'more than the'],
    ['nothing', async () => response(''), '(empty)'],
    ['XML of something else', async () => response('<rss/>'), 'the root element is <rss>'],
    ['an answer cut short', async () => response('<OAI-PMH><Identify>'), 'not well-formed XML'],
    ['an error to Identify', async () => response('<OAI-PMH><error code="badVerb">no</error></OAI-PMH>'), 'badVerb'],
    ['deep nesting', async () => response('<a>'.repeat(100_000)), 'not well-formed XML'],
  ])('is told in one sentence: %s', async (_, exchange, came) => {
    let requests = 0;
    const report = await check((request) => {
      requests += 1;
      return exchange(request);
    });
    expect(report.ok).toBe(false);
    expect(ids(report, 'fail')).toEqual(['R0']);
    expect(resultOf(report, 'R0').came).toContain(came);
    expect(ids(report, 'not applicable')).toHaveLength(report.results.length - 1);
    expect(requests).toBe(1);
    expect(formatConformanceReport(report).split('\n').length).toBeLessThan(15);
  });
});

describe('the check ends', () => {
  it('when a list never does', async () => {
    let tokens = 0;
    const endless = createDouble({
      encodeToken: () => `t${(tokens += 1)}`,
      decodeToken: (token, verb) => (token.startsWith('t') ? { verb, offset: 0, prefix: 'oai_dc' } : undefined),
    });
    const report = await check(endless, { maxPages: 7 });
    expect(report.lists[0]).toMatchObject({ pages: 7, end: 'bounded' });
    expect(ids(report, 'fail')).toContain('R39');
  });

  it('after so many records', async () => {
    expect((await check(createDouble(), { maxRecords: 4 })).lists[0]).toMatchObject({ records: 6, end: 'bounded' });
  });

  it('after so many requests, and blames nobody for what was not asked', async () => {
    const report = await check(createDouble(), { maxRequests: 30 });
    expect(report).toMatchObject({ requests: 30, stopped: 'the limit of 30 requests was reached', ok: true });
    expect(report.counts['not applicable']).toBeGreaterThan(30);
    expect(formatConformanceReport(report)).toContain('Stopped early: the limit of 30 requests was reached.');
    for (const maxRequests of [2, 4, 6, 9]) expect(ids(await check(createDouble(), { maxRequests }), 'fail')).toEqual([]);
  });

  it('after so long', async () => {
    const double = createDouble();
    const report = await check(async (request) => ({ ...(await double(request)), ms: 1_000 }), { maxMs: 20_000 });
    expect(report).toMatchObject({ requests: 20, stopped: 'the limit of 20000 ms was reached' });
  });

  it('after a break between the requests, where one is asked for', async () => {
    waits.length = 0;
    const report = await check(createDouble(), { pauseMs: 250, maxRequests: 11 });
    expect(waits).toEqual(Array.from({ length: 10 }, () => 250));
    expect(report.ms).toBe(2_511);
  });
});

describe('a repository that is busy', () => {
  const busy = (times: number, headers: Readonly<Record<string, string>>): Exchange => {
    const double = createDouble();
    let refused = 0;
    return async (request) => {
      refused += 1;
      return refused <= times ? response('busy', { status: 503, headers }) : double(request);
    };
  };

  it('is asked again when it says when, twice at most', async () => {
    waits.length = 0;
    expect((await check(busy(2, { 'retry-after': '7' }))).ok).toBe(true);
    expect(waits).toEqual([7_000, 7_000]);
    expect(resultOf(await check(busy(3, { 'retry-after': '7' })), 'R0').came).toContain('HTTP 503');
  });

  it.each([
    ['without saying when', {}],
    ['for longer than we wait', { 'retry-after': '3600' }],
    ['until a date', { 'retry-after': 'Fri, 31 Dec 2027 23:59:59 GMT' }],
  ])('is left alone: %s', async (_, headers) => {
    waits.length = 0;
    expect(resultOf(await check(busy(1, headers as Record<string, string>)), 'R0').came).toContain('HTTP 503');
    expect(waits).toEqual([]);
  });
});

describe('the union catalogue with all its oddities', () => {
  it('is read to the end and told what is wrong', async () => {
    const report = await check(melindaDouble);
    expect(report).toMatchObject({ ok: false, repositoryName: 'Melinda OAI-PMH provider' });
    expect(ids(report, 'fail')).toEqual(
      expect.arrayContaining([
        'R2',
        'R6',
        'R8',
        'R11',
        'R12a',
        'R13',
        'R14',
        'R15',
        'R28',
        'R28a',
        'R28b',
        'R29',
        'R30',
        'R36',
        'R47',
        'R52',
      ]),
    );
    expect(ids(report, 'warn')).toEqual(expect.arrayContaining(['R20', 'R57a']));
    expect(report.lists[1]).toMatchObject({ verb: 'ListIdentifiers', records: 3, end: 'complete' });
  });
});

describe('the report', () => {
  it('shows no password and asks without fragment', async () => {
    const asked: string[] = [];
    const exchange: Exchange = async ({ url }) => {
      asked.push(url);
      return response('');
    };
    const report = await checkEndpoint({ baseUrl: 'http://user:geheim@double.example.org/oai#top', exchange, validator });
    expect(formatConformanceReport(report)).not.toContain('geheim');
    expect(asked).toEqual(['http://user:geheim@double.example.org/oai?verb=Identify']);
  });

  it('tells failures first, with what was sent, what came and what to do', async () => {
    const text = formatConformanceReport(await check(createDouble({ lastToken: '' })));
    expect(text).toContain(
      [
        'Conformance of http://double.example.org/oai (Koe)',
        '',
        'Failed',
        '  R52  The last page of a split list carries an empty resumptionToken (§3.5)',
        '      came    the last page of ListRecords has no resumptionToken; the last page of ListIdentifiers has no resumptionToken',
        '      do      End a split list with <resumptionToken/>.',
        '',
        'Requests and HTTP',
        '  pass  R0    The base URL answers Identify',
      ].join('\n'),
    );
    expect(text).toMatch(/\nDOES NOT CONFORM: \d+ passed, 1 failed, 0 warnings, 1 not applicable; \d+ requests in \d+\.\d s\n$/);
  });

  it('keeps to lines that a terminal can show, whatever a stranger sends', async () => {
    const nasty = createDouble({ rewrite: (text) => text.replaceAll('<error ', `<error x="${'y'.repeat(5_000)}\u001b[31m" `) });
    const text = formatConformanceReport(await check(nasty));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(700);
    expect(text).not.toContain('\u001b');
  });

  it('is plain JSON', async () => {
    const report = await check(createDouble());
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
