import { afterEach, describe, expect, it } from '@jest/globals';
import { NO_COUNTS } from '../../../src/store/run-ports.js';
import { changesOf, figuresOf, removalsOf } from '../../../src/web/admin/pages/runs/run-figures.js';
import { layLane } from '../../../src/web/admin/pages/runs/run-chart.js';
import { readRunFilter } from '../../../src/web/admin/pages/runs/run-filter.js';
import { zonedDay } from '../../../src/web/admin/pages/runs/zoned-day.js';
import { harvest, OLDER_BOOKS, openExampleHouse, type ExampleHouse } from './example-house.js';

let house: ExampleHouse | undefined;
afterEach(async () => {
  await house?.stop();
  house = undefined;
});

const example = async (): Promise<ExampleHouse> => (house = await openExampleHouse({ records: OLDER_BOOKS, filled: false }));

const rowsOf = (text: string): readonly string[] => text.match(/<tr><th scope="row".*?<\/tr>/gs) ?? [];

describe('a day in a zone', () => {
  it.each([
    ['2026-01-31', 'Europe/Helsinki', '2026-01-30T22:00:00.000Z', '2026-01-31T21:59:59.999Z'],
    ['2026-03-29', 'Europe/Helsinki', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
    ['2026-10-25', 'Europe/Helsinki', '2026-10-24T21:00:00.000Z', '2026-10-25T21:59:59.999Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z', '2026-07-02T03:59:59.999Z'],
    ['2026-09-27', 'Pacific/Auckland', '2026-09-26T12:00:00.000Z', '2026-09-27T10:59:59.999Z'],
    ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z', '2026-07-01T23:59:59.999Z'],
  ])('%s in %s reaches from %s to %s', (day, zone, first, last) => {
    const found = zonedDay(day, zone)!;
    expect([found.first, found.last].map((at) => new Date(at).toISOString())).toEqual([first, last]);
  });

  it.each(['', '31.1.2026', '2026-02-30', '2026-1-1', '20260101'])('%j is none', (text) => {
    expect(zonedDay(text, 'Europe/Helsinki')).toBeUndefined();
  });
});

describe('the filter of the history', () => {
  const read = (query: string) => readRunFilter(new URLSearchParams(query), 'Europe/Helsinki');

  it('takes what it knows, and days in the zone of the pages', () => {
    expect(read('source=a&state=failed&from=2026-01-31&until=2026-01-31&dryRuns=only&before=x').filter).toEqual({
      ...{ source: 'a', states: ['failed'], dryRun: true, before: 'x' },
      ...{ from: Date.parse('2026-01-30T22:00:00Z'), until: Date.parse('2026-01-31T21:59:59.999Z') },
    });
    expect(read('state=eaten&dryRuns=perhaps').filter).toEqual({});
  });

  it('says which day it cannot read, and that a span ends before it begins', () => {
    expect(read('from=x').faults).toEqual([{ kind: 'noDate', field: 'from', text: 'x' }]);
    expect(read('from=2026-02-01&until=2026-01-01').faults).toEqual([{ kind: 'reversed' }]);
  });
});

describe('the figures of a run', () => {
  it('count as removed what the source deleted, what is gone from its list and what is selected no longer', () => {
    const counters = { ...NO_COUNTS, added: 1, updated: 2, deleted: 3, retired: 4, leftScope: 5, failed: 6, outOfScope: 70 };
    expect(figuresOf(counters)).toEqual({ added: 1, updated: 2, removed: 12, failed: 6 });
    expect(changesOf(counters)).toBe(15);
  });

  it('let an identifier that changed count for the brake, as the core does', () => {
    expect(removalsOf({ ...NO_COUNTS, deleted: 1, retired: 2, leftScope: 3, renamed: 4, updated: 4 })).toBe(10);
  });
});

describe('a lane of the picture', () => {
  it('is filled by its highest bar, and shows whatever is more than nought', () => {
    const { most, bars } = layLane([0, 1, 5000]);
    expect([most, bars.map(({ height }) => height)]).toEqual([5000, [0, 2, 30]]);
    expect(layLane([0, 0]).bars.every(({ height }) => height === 0)).toBe(true);
  });
});

describe('the history of the runs', () => {
  it('has a picture with a text in its place, and the same figures in a table', async () => {
    const opened = await example();
    await harvest(opened, { dryRun: true });
    await harvest(opened);
    const { text } = await (await opened.as('reader')).get('/admin/runs');
    expect(text).toMatch(
      /<svg[^>]*role="img" aria-labelledby="chart-title chart-text"><title id="chart-title">Counts of records in 2 runs<\/title><desc id="chart-text">Four rows/,
    );
    expect(text.match(/<rect/g)).toHaveLength(2);
    expect(text.match(/<rect[^>]*fill="none"/g)).toHaveLength(1);
    expect(text).toContain('Hollow bar: the run was not applied');
    expect(rowsOf(text)).toHaveLength(2);
    expect(rowsOf(text)[0]).toMatch(
      /completed<\/span>.*<td class="num">12<\/td><td class="num">0<\/td><td class="num">0<\/td><td class="num">0<\/td>.*Aino/,
    );
    expect(rowsOf(text)[1]).toContain('dry run ready');
  });

  it('is narrowed down by source, state and dry runs', async () => {
    const opened = await example();
    await harvest(opened, { dryRun: true });
    await harvest(opened, { source: 'melinda-sru' });
    const browser = await opened.as('reader');
    const shown = async (query: string): Promise<number> => rowsOf((await browser.get(`/admin/runs?${query}`)).text).length;
    expect(
      await Promise.all(
        ['source=melinda-sru', 'source=nobody', 'dryRuns=only', 'dryRuns=without', 'state=completed', 'from=2999-01-01'].map(shown),
      ),
    ).toEqual([1, 0, 1, 1, 1, 0]);
    expect((await browser.get('/admin/runs?source=nobody')).text).toContain('There are no such runs. Widen the filter.');
    const odd = await browser.get('/admin/runs?from=eilen&state=failed');
    expect([odd.status, odd.text]).toEqual([
      422,
      expect.stringMatching(/“eilen” is no day.*<option value="failed" selected>.*value="eilen"/),
    ]);
  });

  it('is paged by key, the filter kept', async () => {
    const opened = await example();
    for (let count = 0; count < 31; count += 1) await harvest(opened, { dryRun: true });
    const browser = await opened.as('reader');
    const first = (await browser.get('/admin/runs?dryRuns=only')).text;
    const older = /<a href="([^"]+)">Older runs</.exec(first)![1]!.replaceAll('&amp;', '&');
    expect(older).toContain('dryRuns=only');
    const second = (await browser.get(older)).text;
    expect([rowsOf(first).length, rowsOf(second).length]).toEqual([30, 1]);
    expect(second).toContain('<a href="/admin/runs?dryRuns=only">To the newest</a>');
    expect(second).not.toContain('Older runs');
  }, 60_000);

  it('that is empty says where to begin', async () => {
    const { text } = await (await (await example()).as('reader')).get('/admin/runs');
    expect(text).toMatch(/Nothing has been harvested yet\..*<a href="\/admin\/sources">To the sources<\/a>/);
  });
});
