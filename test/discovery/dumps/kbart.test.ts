import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { writeKbart } from '../../../src/discovery/dumps/kbart.js';
import type { Work } from '../../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../example-works.js';
import { anyText, at, collect, portsWith, PUBLIC_URL } from './read-dump.js';

const read = async (...args: Parameters<typeof writeKbart>): Promise<readonly Readonly<Record<string, string>>[]> =>
  parse(await collect(writeKbart(...args)), { columns: true, delimiter: '\t', quote: null });

const issue = (year: number, number: string, fields: Partial<Work> = {}): Work => ({
  ...EXAMPLE_WORKS[0]!,
  ...{ id: number.replace('/', '-'), year },
  series: [{ ...EXAMPLE_WORKS[0]!.series[0]!, number }],
  ...fields,
});

describe('the series as KBART (NISO RP-9-2014)', () => {
  it('have the 25 columns of phase II in its order', async () => {
    const [head = ''] = (await collect(writeKbart(portsWith()))).split('\n');
    const columns = head.split('\t');
    expect(columns).toHaveLength(25);
    expect(columns.slice(0, 3)).toEqual(['publication_title', 'print_identifier', 'online_identifier']);
    expect([columns[9], columns[11], columns[14], columns[16], columns[24]]).toEqual([
      ...['title_url', 'title_id', 'notes', 'publication_type', 'access_type'],
    ]);
  });

  it('are one line each, with both ISSNs, our page, and the series that came before', async () => {
    const [main, earlier, ...rest] = await read(portsWith());
    expect(rest).toEqual([]);
    expect(main).toMatchObject({
      publication_title: 'Poliisihallituksen julkaisusarja',
      print_identifier: '1798-7121',
      online_identifier: '2242-5640',
      date_first_issue_online: '2012',
      num_first_issue_online: '2',
      num_first_vol_online: '',
      title_url: `${PUBLIC_URL}/julkaisut/sarjat/poha`,
      title_id: 'poha',
      coverage_depth: 'fulltext',
      publisher_name: 'Poliisihallitus',
      publication_type: 'serial',
      preceding_publication_title_id: 'po',
      access_type: 'F',
    });
    expect(earlier).toMatchObject({
      title_id: 'po',
      print_identifier: '1236-049X',
      online_identifier: '',
      preceding_publication_title_id: '',
    });
  });

  it('leave the end open of a series that goes on, and say from where on it can be read by year and then by number', async () => {
    const works = [issue(2014, '3/2014'), issue(2013, '10/2013'), issue(2013, '9/2013'), issue(2011, '1/2011', { manifestations: [] })];
    const [main] = await read(portsWith(works));
    expect(main).toMatchObject({
      date_first_issue_online: '2013',
      num_first_issue_online: '9',
      date_last_issue_online: '',
      num_last_issue_online: '',
    });
  });

  it('close a series that another one continued', async () => {
    const known = EXAMPLE_WORKS[2]!.series[0]!;
    const works = [
      issue(2001, '7/2001', { series: [{ ...known, number: '7/2001' }] }),
      issue(2003, '1/2003', { series: [{ ...known, number: '1/2003' }] }),
    ];
    const [, earlier] = await read(portsWith(works));
    expect(earlier).toMatchObject({
      date_first_issue_online: '2001',
      num_first_issue_online: '7',
      date_last_issue_online: '2003',
      num_last_issue_online: '1',
    });
  });

  it('say so of a series of which nothing can be read online, and claim no coverage', async () => {
    const [, earlier] = await read(portsWith());
    expect(earlier).toMatchObject({ date_first_issue_online: '', coverage_depth: '', notes: 'No issue can be read online here.' });
  });

  it('since a moment are those of which a work changed', async () => {
    expect((await read(portsWith(), { since: at('2026-01-12T00:00:00Z') })).map(({ title_id: id }) => id)).toEqual(['poha']);
    expect(await read(portsWith(), { since: at('2027-01-01T00:00:00Z') })).toEqual([]);
  });

  it('keep their columns whatever is written in the settings', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (title, publisher) => {
        const ports = portsWith();
        const [main, ...series] = ports.settings.series;
        const settings = {
          ...ports.settings,
          series: [{ ...main, title }, ...series] as const,
          publisher: { ...ports.settings.publisher, name: publisher },
        };
        const lines = (await collect(writeKbart({ ...ports, settings }))).split('\n');
        expect(lines.map((line) => line.split('\t').length)).toEqual([25, 25, 25, 1]);
      }),
    );
  });
});
