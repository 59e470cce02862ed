import { afterEach, describe, expect, it } from '@jest/globals';
import { quoteCql } from '../../src/harvester/sru/cql.js';
import { createSruClient } from '../../src/harvester/sru/sru-client.js';
import type { SruSource } from '../../src/harvester/sru/sru-source.js';
import { marcRecord } from './oai-answers.js';
import { createSurroundings, harvest, startSource, type Harvested, type Script, type ScriptedSource } from './scripted-source.js';

let source: ScriptedSource | undefined;
afterEach(async () => {
  await source?.close();
  source = undefined;
});

const follow = async (script: Script, more: Partial<SruSource> = {}): Promise<Harvested> => {
  source = await startSource(script);
  const { url } = source;
  const settings: SruSource = { id: 'test', url, version: '2.0', queries: ['q'], recordSchema: 'marcxml', pageSize: 10, ...more };
  return harvest(createSruClient({ ...createSurroundings(), source: settings }));
};

const SRU_1 = 'http://www.loc.gov/zing/srw/';
const SRU_2 = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';

interface Answer {
  readonly total: number | string;
  readonly records?: string;
  readonly next?: number;
  readonly after?: string;
}

const respond = ({ total, records = '', next, after = '' }: Answer): string =>
  `<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="${SRU_2}"><zs:numberOfRecords>${total}</zs:numberOfRecords><zs:records>${records}</zs:records>${next === undefined ? '' : `<zs:nextRecordPosition>${next}</zs:nextRecordPosition>`}${after}</zs:searchRetrieveResponse>`;
const wrap = (content: string, identifier = ''): string =>
  `<zs:record><zs:recordData>${content}</zs:recordData>${identifier === '' ? '' : `<zs:recordIdentifier>${identifier}</zs:recordIdentifier>`}</zs:record>`;
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => String(from + index));
const records = (...list: readonly string[]): string => list.map((number) => wrap(marcRecord(number), number)).join('');
const diagnostic = (uri: string, message: string): string =>
  `<diagnostic xmlns="http://docs.oasis-open.org/ns/search-ws/diagnostic"><uri>${uri}</uri><details>here</details><message>${message}</message></diagnostic>`;

/** A result in stable order, so many a page, whatever is asked for. */
const result =
  (total: number, cap: number, withNext = true): Script =>
  ({ params }) => {
    const start = Number(params.get('startRecord'));
    const end = Math.min(start + cap - 1, total);
    return respond({ total, records: records(...numbers(start, end)), ...(withNext && end < total && { next: end + 1 }) });
  };
const starts = (): readonly string[] => source!.asked.map(({ params }) => params.get('startRecord')!);

describe('the pages of a result', () => {
  it('are asked for as the version wants it', async () => {
    await follow(result(1, 10), { version: '1.1', queries: ['bath.issn="1236-049X"'] });
    expect(source?.asked[0]?.search).toBe(
      'operation=searchRetrieve&version=1.1&query=bath.issn%3D%221236-049X%22&startRecord=1&maximumRecords=10&recordSchema=marcxml',
    );
  });

  it('S1 a server that sends seven where ten were asked is followed by what came', async () => {
    const { error, identifiers } = await follow(result(20, 7));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(numbers(1, 20));
    expect(starts()).toEqual(['1', '8', '15']);
  });

  it('S1 and not by what it says, where it says to go on after ten', async () => {
    const script: Script = ({ params }) => {
      const start = Number(params.get('startRecord'));
      return respond({ total: 20, records: records(...numbers(start, Math.min(start + 6, 20))), next: start + 10 });
    };
    expect((await follow(script)).identifiers).toEqual(numbers(1, 20));
  });

  it('S2 need neither recordPosition nor nextRecordPosition', async () => {
    const { error, identifiers } = await follow(result(25, 10, false));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(numbers(1, 25));
    expect(starts()).toEqual(['1', '11', '21']);
  });

  it('S3 end where nothing more comes, and what is missing is said', async () => {
    const script: Script = ({ params }) =>
      respond({ total: 30, records: params.get('startRecord') === '1' ? records(...numbers(1, 10)) : '' });
    const { error, pages, identifiers } = await follow(script);
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(numbers(1, 10));
    expect(pages.at(-1)?.warnings).toEqual(['the query q promised 30 records and gave 10, read twice']);
    expect(starts()).toEqual(['1', '11', '1', '11']);
  });

  it('S4 of an order that changes are read a second time for what was missed, each record once', async () => {
    let reading = 0;
    const script: Script = ({ params }) => {
      const start = Number(params.get('startRecord'));
      if (start === 1) reading += 1;
      const order = reading === 1 ? ['1', '2', '3', '2', '3', '4'] : ['6', '5', '4', '3', '2', '1'];
      return respond({ total: 6, records: records(...order.slice(start - 1, start + 2)) });
    };
    const { pages, identifiers } = await follow(script);
    expect(identifiers.toSorted()).toEqual(numbers(1, 6));
    expect(pages.some(({ warnings }) => warnings !== undefined)).toBe(false);
  });

  it.each([
    ['grows', 12],
    ['shrinks', 8],
  ])('S5 are begun again once when the total %s', async (_, after) => {
    let total = 10;
    const script: Script = (asked, index) => {
      if (index === 1) total = after;
      return result(total, 5)(asked, index);
    };
    const { error, pages, identifiers } = await follow(script);
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(expect.arrayContaining([...numbers(1, after)]));
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(starts().filter((start) => start === '1')).toHaveLength(2);
    expect(pages.at(-1)?.warnings).toBeUndefined();
  });

  it('S5 have an end even when the total moves away with every page: the cap', async () => {
    const script: Script = ({ params }, index) => respond({ total: 100 + index, records: records(params.get('startRecord')!) });
    expect((await follow(script, { totalCap: 300 })).error?.code).toBe('capped');
  });

  it('S5 prove nothing when the total changed both times', async () => {
    const script: Script = ({ params }, index) => respond({ total: 2 + (index % 2), records: records(params.get('startRecord')!) });
    const { error, pages } = await follow(script);
    expect(error).toBeUndefined();
    expect(pages.at(-1)?.warnings?.[0]).toContain('the number changed on the way');
  });

  it('S9 of a total at the cap are not read as if they were all', async () => {
    const { error, pages } = await follow(result(20_000, 10));
    expect(error?.code).toBe('capped');
    expect(error?.message).toContain('split it into narrower ones');
    expect(pages).toEqual([]);
  });

  /** Records by year of `dc.date`, found by the queries that the client makes of `q`; no more than the cap is ever owned up to or shown. */
  const dated =
    (years: Readonly<Record<string, number | undefined>>, cap: number, undated = 0, honest = false): Script =>
    ({ params }) => {
      const query = params.get('query')!;
      const least = Number(/dc\.date>=(\d+)/.exec(query)?.[1] ?? /dc\.date=(\d+)/.exec(query)?.[1] ?? '-1');
      const most = Number(/dc\.date<=(\d+)/.exec(query)?.[1] ?? /dc\.date=(\d+)/.exec(query)?.[1] ?? '9999');
      const found = [
        ...Object.entries(years).flatMap(([year, count = 0]) =>
          Number(year) >= least && Number(year) <= most ? numbers(1, count).map((number) => `${year}-${number}`) : [],
        ),
        ...(query.includes('dc.date') ? [] : numbers(1, undated).map((number) => `undated-${number}`)),
      ];
      const start = Number(params.get('startRecord'));
      return respond({
        total: honest ? found.length : Math.min(found.length, cap),
        records: records(...found.slice(start - 1, Math.min(start + 9, cap))),
      });
    };
  const splitYears = { index: 'dc.date', from: 1990, until: 2000 };

  it('S9 of a total at the cap are read by years where the source is known to have them, halved as far as needed', async () => {
    const years = { '1975': 12, '1991': 15, '1995': 15, '1996': 2, '2024': 8 };
    const { error, pages, identifiers } = await follow(dated(years, 30), { totalCap: 30, splitYears });
    expect(error).toBeUndefined();
    expect(identifiers).toHaveLength(52);
    expect(new Set(identifiers).size).toBe(52);
    expect([...new Set(source!.asked.map(({ params }) => params.get('query')))]).toEqual([
      'q',
      '(q) and dc.date<=1995',
      '(q) and dc.date<=1992',
      '(q) and dc.date>=1993 and dc.date<=1995',
      '(q) and dc.date>=1996',
    ]);
    expect(pages.at(-1)?.warnings).toEqual([
      'the query q finds 30 records or more; read by dc.date, which leaves out those without a year, it gave 52',
    ]);
  });

  it('S9 and prove something only where the source owns up to all of them and all of them came', async () => {
    const years = { '1991': 25, '1999': 25 };
    const whole = await follow(dated(years, 30, 0, true), { totalCap: 30, splitYears });
    expect([whole.identifiers.length, whole.pages.some(({ warnings }) => warnings)]).toEqual([50, false]);
    await source?.close();
    const { pages } = await follow(dated(years, 30, 3, true), { totalCap: 30, splitYears });
    expect(pages.at(-1)?.warnings?.[0]).toContain('finds 53 records or more');
  });

  it('S9 of more than the cap in one year cannot be split any further', async () => {
    const { error } = await follow(dated({ '1995': 31 }, 30), { totalCap: 30, splitYears });
    expect(error?.code).toBe('capped');
    expect(error?.message).toContain('(q) and dc.date=1995');
  });

  it('S9 queries are split each by itself, and their records come once', async () => {
    const { error, identifiers } = await follow(dated({ '1991': 20, '1999': 20 }, 30), {
      totalCap: 30,
      splitYears,
      queries: ['q', 'r or s'],
    });
    expect(error).toBeUndefined();
    expect(identifiers).toHaveLength(40);
    expect(source!.asked.some(({ params }) => params.get('query') === '(r or s) and dc.date>=1996')).toBe(true);
  });

  it('S10 of nothing are nothing, without a warning', async () => {
    const { error, pages } = await follow(() => respond({ total: 0 }));
    expect(error).toBeUndefined();
    expect(pages).toMatchObject([{ records: [], unreadable: [], completeListSize: 0 }]);
    expect(starts()).toEqual(['1']);
  });

  it('are no pages without a number of records', async () => {
    expect((await follow(() => respond({ total: 'NaN', records: records('1') }))).error?.code).toBe('not-protocol');
  });
});

describe('what a source says is wrong', () => {
  it.each([
    ['1/61', 'First record position out of range', ''],
    ['1/64', 'Record temporarily unavailable', ''],
    ['1/1', 'General system error', records('1')],
  ])('S6 diagnostic %s under HTTP 200 is an error, whatever stands beside it', async (number, message, beside) => {
    const script: Script = () =>
      respond({
        total: 1,
        records: beside,
        after: `<zs:diagnostics>${diagnostic(`info:srw/diagnostic/${number}`, message)}${diagnostic('x', 'Second')}</zs:diagnostics>`,
      });
    const { error, pages } = await follow(script);
    expect(error?.code).toBe('source-error');
    expect(error?.message).toContain(`info:srw/diagnostic/${number}, ${message}, here; x, Second`);
    expect(pages).toEqual([]);
  });

  it('S8 of one record sets that record aside', async () => {
    const surrogate = `<zs:record><zs:recordSchema>info:srw/schema/1/diagnostics-v1.1</zs:recordSchema><zs:recordData>${diagnostic('info:srw/diagnostic/1/64', 'Gone')}</zs:recordData><zs:recordPosition>2</zs:recordPosition></zs:record>`;
    const { error, pages, identifiers } = await follow(() => respond({ total: 3, records: records('1') + surrogate + records('3') }));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(['1', '3']);
    expect(pages[0]?.unreadable.map(({ reason }) => reason)).toEqual([
      'the source could not make it: info:srw/diagnostic/1/64, Gone, here',
    ]);
    expect(pages.at(-1)?.warnings).toBeUndefined();
  });

  it('a page of HTML is no answer', async () => {
    expect((await follow(() => '<html>Maintenance</html>')).error?.code).toBe('not-protocol');
  });
});

describe('records', () => {
  const escaped = (xml: string): string => xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

  it.each([
    ['escaped', escaped(marcRecord('1'))],
    ['with a declaration', escaped(`<?xml version="1.0" encoding="UTF-8"?>\n${marcRecord('1')}\n`)],
    ['in CDATA', `<![CDATA[${marcRecord('1')}]]>`],
  ])('S7 packed as text, %s, are the same records', async (_, packed) => {
    const { pages } = await follow(() => respond({ total: 1, records: wrap(packed) }));
    expect(pages[0]?.records).toEqual([{ identifier: '1', deleted: false, xml: marcRecord('1'), repairs: [] }]);
  });

  it.each([
    ['a document type', '<!DOCTYPE record [<!ENTITY x "y">]><record/>'],
    ['an open end', '<record><leader>'],
    ['no XML', 'Title: Poliisi'],
    ['a way out of its place', `</recordData></record><record><recordData>${marcRecord('2')}`],
    ['two records', marcRecord('1') + marcRecord('2')],
    ['nothing', ' '],
  ])('S7 packed text with %s sets its record aside', async (_, packed) => {
    const { error, pages, identifiers } = await follow(() => respond({ total: 2, records: wrap(escaped(packed)) + records('7') }));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(['7']);
    expect(pages[0]?.unreadable).toHaveLength(1);
  });

  it('S7 packed text passes the gate of its own: what is mended there is counted', async () => {
    const { pages } = await follow(() => respond({ total: 1, records: wrap(escaped(marcRecord('1', 'a&nbsp;b'))) }));
    expect(pages[0]?.records[0]?.xml).toContain('a\u00a0b');
    expect(pages[0]?.records[0]?.repairs).toHaveLength(1);
  });

  it.each([
    [
      '1.1',
      `<srw:searchRetrieveResponse xmlns:srw="${SRU_1}"><srw:version>1.1</srw:version><srw:numberOfRecords>1</srw:numberOfRecords><srw:records><srw:record><srw:recordData>${marcRecord('1')}</srw:recordData></srw:record></srw:records></srw:searchRetrieveResponse>`,
    ],
    [
      '1.2',
      `<searchRetrieveResponse xmlns="${SRU_1}"><numberOfRecords>1</numberOfRecords><records><record><recordData>${marcRecord('1')}</recordData></record></records></searchRetrieveResponse>`,
    ],
    ['2.0', respond({ total: 1, records: wrap(marcRecord('1')) })],
  ] as const)('S11 of version %s, under any prefix', async (version, body) => {
    const { pages } = await follow(() => body, { version });
    expect(pages[0]?.records).toEqual([{ identifier: '1', deleted: false, xml: marcRecord('1'), repairs: [] }]);
  });

  it('are called by their recordIdentifier, else by field 001, and are set aside with neither', async () => {
    const nameless = '<record xmlns="http://www.loc.gov/MARC21/slim"><leader/></record>';
    const { pages, identifiers } = await follow(() =>
      respond({ total: 3, records: wrap(marcRecord('1'), ' 000001 ') + wrap(marcRecord('2')) + wrap(nameless) }),
    );
    expect(identifiers).toEqual(['000001', '2']);
    expect(pages[0]?.unreadable[0]?.reason).toContain('001');
  });

  it('come from the beginning, wherever a harvest wants to go on: a snapshot has no middle', async () => {
    source = await startSource(result(20, 10));
    const settings: SruSource = { id: 'test', url: source.url, version: '2.0', queries: ['q'], recordSchema: 'marcxml', pageSize: 10 };
    const client = createSruClient({ ...createSurroundings(), source: settings });
    const { identifiers, pages } = await harvest(client, { from: '2026-01-01', resume: { token: 't', listNumber: 3 } });
    expect(identifiers).toEqual(numbers(1, 20));
    expect(pages.some(({ next }) => next)).toBe(false);
    expect(pages[0]?.bytes).toBeGreaterThan(1000);
  });

  it('of several queries come once', async () => {
    const found: Readonly<Record<string, readonly string[]>> = { first: ['1', '2'], second: ['2', '3'] };
    const script: Script = ({ params }) => {
      const list = found[params.get('query')!]!;
      return respond({ total: list.length, records: records(...list) });
    };
    const { pages, identifiers } = await follow(script, { queries: ['first', 'second'] });
    expect(identifiers).toEqual(['1', '2', '3']);
    expect(pages).toHaveLength(2);
  });
});

describe('S12 a value in a query', () => {
  it.each([
    ['1236-049X', '"1236-049X"'],
    ['x" OR rec.id="*', '"x\\" OR rec.id=\\"\\*"'],
    ['a\\', '"a\\\\"'],
    ['poliisi? ^oikeus', '"poliisi\\? \\^oikeus"'],
    ['a\nb\u0000c', '"a b c"'],
    ['', '""'],
  ])('%j is written %s', (value, written) => {
    expect(quoteCql(value)).toBe(written);
  });
});
