import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, type House, type Reply } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let library: SlowLibrary;
let house: House;
let ask: Awaited<ReturnType<House['program']>>;
beforeAll(async () => {
  library = await startSlowLibrary();
  house = await openHouse({ sources: [library.source] });
  ask = await house.program('administrator', ['read', 'harvest']);
});
afterAll(async () => {
  await house.stop();
  await library.close();
});

const start = (json: unknown): Promise<Reply> => ask('POST', '/admin/api/sources/library/runs', { json });

describe('POST /admin/api/sources/{source}/runs', () => {
  it.each([
    ['an unknown field', { modus: 'full' }, /^modus$|^$/, /"modus"/],
    [
      'a date that is none',
      { mode: 'range', from: 'yesterday' },
      /^from$/,
      /"yesterday" does not have the right form, for example "2026-01-31"/,
    ],
    ['a limit of nought', { limit: 0 }, /^limit$/, /0 is too small/],
    ['a list of no records', { mode: 'records', ids: [] }, /^ids$/, /fewer than 1 entry/],
    ['a dry run that is neither', { dryRun: 'yes' }, /^dryRun$/, /"yes" is not true or false/],
    ['something else than an object', [1], /^$/, /is not a group of fields/],
  ])('answers 400 to %s, and names it', async (_, json, path, message) => {
    const reply = await start(json);
    const { errors } = reply.json() as { errors: readonly { path: string; message: string }[] };
    expect([reply.status, errors]).toEqual([400, [{ path: expect.stringMatching(path), message: expect.stringMatching(message) }]]);
  });

  it.each([
    ['a mode that there is not', { mode: 'everything' }, /"everything" is none of "incremental", "full"/],
    [
      'a range that ends before it begins',
      { mode: 'range', from: '2026-02-01', until: '2026-01-01' },
      /The range ends \(2026-01-01\) before it begins/,
    ],
    ['a range in the future', { mode: 'range', from: '2999-01-01' }, /begins in the future/],
    ['a day that no month has', { mode: 'range', from: '2026-02-30' }, /"2026-02-30", which is no date/],
    ['a range of the changes', { mode: 'incremental', from: '2026-01-01' }, /go with mode range only/],
    ['records without saying which', { mode: 'records' }, /Which records\?/],
  ])('answers 422 to %s', async (_, json, message) => {
    const reply = await start(json);
    expect([reply.status, reply.json()]).toEqual([422, expect.objectContaining({ detail: expect.stringMatching(message) })]);
    expect((await ask('GET', '/admin/api/runs')).json()).toEqual({ runs: [] });
  });
});
