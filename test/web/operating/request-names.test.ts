import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, type House } from '../admin/house.js';
import { openFailingStores, type FailingStores } from './failing-stores.js';

let failing: FailingStores;
let house: House;
beforeAll(async () => {
  failing = await openFailingStores();
  house = await openHouse({ stores: failing.stores });
});
afterAll(() => house.stop());

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

const logOf = async (headers: Readonly<Record<string, string>>, target = '/health/live') => {
  const before = house.logged.length;
  const reply = await house.visitor().get(target, headers);
  const lines = house.logged.slice(before).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return { given: reply.headers['x-request-id'], lines };
};

describe('the name of a request', () => {
  it.each(['a', 'A-b_c.1:2+3/4=@~', 'x'.repeat(64)])('is that of whoever asks: %s', async (name) => {
    const { given, lines } = await logOf({ 'X-Request-Id': name });
    expect([given, lines.map(({ requestId }) => requestId)]).toEqual([name, [name]]);
  });

  it.each(['x'.repeat(65), 'a b', 'a"b', 'ä', '{"x":1}'])('is one of ours where theirs is not well-formed: %s', async (name) => {
    const { given, lines } = await logOf({ 'X-Request-Id': name });
    expect(given).toMatch(/^[\w-]{16}$/);
    expect(lines[0]!['requestId']).toBe(given);
  });

  it('is never the same twice', async () => {
    const names = await Promise.all(
      Array.from({ length: 20 }, async () => (await house.visitor().get('/health/live')).headers['x-request-id']),
    );
    expect(new Set(names).size).toBe(20);
  });

  it('is the trace where there is one (W3C Trace Context §3.2), which stands in the log in any case', async () => {
    const alone = await logOf({ traceparent: TRACEPARENT });
    expect([alone.given, alone.lines[0]]).toMatchObject([TRACE, { requestId: TRACE, traceId: TRACE }]);
    const both = await logOf({ traceparent: TRACEPARENT, 'X-Request-Id': 'mine' });
    expect(both.lines[0]).toMatchObject({ requestId: 'mine', traceId: TRACE });
  });

  it.each([
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `ff-${TRACE}-b7ad6b7169203331-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}`,
  ])('is not taken from a broken traceparent: %s', async (traceparent) => {
    const { lines } = await logOf({ traceparent });
    expect(lines[0]).not.toHaveProperty('traceId');
  });

  it('stands in every line that came of the request, from whatever room', async () => {
    failing.fail(failing.ports);
    const { lines } = await logOf({ 'X-Request-Id': 'whole' }, '/admin/sources');
    failing.fail([]);
    expect(lines.map(({ msg, requestId }) => [msg, requestId])).toEqual([
      ['store.unwell', 'whole'],
      ['request', 'whole'],
    ]);
  });

  it('is not mixed up between requests that are answered at once', async () => {
    const before = house.logged.length;
    failing.fail(failing.ports);
    await Promise.all(Array.from({ length: 20 }, (_, n) => house.visitor().get(`/links.json?n=${n}`, { 'X-Request-Id': `n${n}` })));
    failing.fail([]);
    const names = house.logged.slice(before).map((line) => (JSON.parse(line) as { requestId: string }).requestId);
    expect(names.toSorted()).toEqual(Array.from({ length: 40 }, (_, n) => `n${n >> 1}`).toSorted());
  });
});

describe('the access line', () => {
  it('has route, verb, status, time and length', async () => {
    const { lines } = await logOf({ Accept: 'text/xml' }, '/oai?verb=ListSets');
    expect(lines).toMatchObject([{ msg: 'request', method: 'GET', route: '/oai', verb: 'ListSets', status: 200 }]);
    expect(lines[0]).toMatchObject({ ms: expect.any(Number), bytes: expect.any(Number) });
  });

  it('tells no address of a reader, and no query of the administration', async () => {
    const { lines } = await logOf({ 'X-Forwarded-For': '203.0.113.7' }, '/admin/setup?link=secret');
    expect(JSON.stringify(lines)).not.toMatch(/203\.0\.113\.7|127\.0\.0\.1|secret/);
  });
});
