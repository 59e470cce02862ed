import { afterEach, describe, expect, it } from '@jest/globals';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { OaiPmhSource } from '../../src/harvester/oai-pmh/oai-pmh-source.js';
import type { ListRequest } from '../../src/harvester/source-client.js';
import { envelope, header, identify, ids, listPage, marcRecord, oaiError, oaiRecord, oaiRecords, tokenElement } from './oai-answers.js';
import { createSurroundings, harvest, startSource, type Harvested, type Script, type ScriptedSource } from './scripted-source.js';

let source: ScriptedSource | undefined;
afterEach(async () => {
  await source?.close();
  source = undefined;
});

const follow = async (script: Script, request: ListRequest = {}, more: Partial<OaiPmhSource> = {}): Promise<Harvested> => {
  source = await startSource(script);
  const client = createOaiPmhClient({
    ...createSurroundings(),
    source: { id: 'test', url: source.url, metadataPrefix: 'marc21', ...more },
    // Requests are counted here.
    lookAhead: 'never',
  });
  return harvest(client, request);
};
/** Pages by the token that asks for them; '' is the first. */
const byToken =
  (pages: Readonly<Record<string, string>>): Script =>
  ({ params }) =>
    pages[params.get('resumptionToken') ?? ''] ?? oaiError('badResumptionToken');

describe('the end of a list', () => {
  it.each([
    ['no element', ''],
    ['an empty element', '<resumptionToken/>'],
    ['blanks', '<resumptionToken>  \n </resumptionToken>'],
    ['attributes alone', '<resumptionToken completeListSize="2" cursor="1"/>'],
  ])('T21 is %s', async (_, end) => {
    const { error, identifiers } = await follow(
      byToken({ '': listPage(oaiRecords('1'), tokenElement('a')), a: listPage(oaiRecords('2'), end) }),
    );
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('1', '2'));
  });

  it('T27 is not a token that stands in an attribute', async () => {
    const { error } = await follow(byToken({ '': listPage(oaiRecords('1'), '<resumptionToken token="a"/>') }));
    expect(error?.message).toContain('attribute "token"');
  });

  it('D4 is not an empty first page that says nothing', async () => {
    expect((await follow(byToken({ '': listPage('') }))).error?.code).toBe('not-protocol');
  });

  it('T37 is noRecordsMatch at the first request: an empty list with its date', async () => {
    const { error, pages } = await follow(byToken({ '': oaiError('noRecordsMatch') }));
    expect(error).toBeUndefined();
    expect(pages).toEqual([{ responseDate: '2026-03-01T12:00:00Z', records: [], unreadable: [], listNumber: 1, bytes: 243 }]);
  });
});

describe('tokens', () => {
  it('T22 one that stays the same goes on while the pages differ', async () => {
    const pages = [oaiRecords('1'), oaiRecords('2'), oaiRecords('3')];
    const { error, identifiers } = await follow((_, index) => listPage(pages[index]!, index < 2 ? tokenElement('same') : ''));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('1', '2', '3'));
  });

  it('T23 the same with the same page is a loop', async () => {
    const { error } = await follow(
      byToken({ '': listPage(oaiRecords('1'), tokenElement('a')), a: listPage(oaiRecords('2'), tokenElement('a')) }),
    );
    expect(error?.code).toBe('token-loop');
    expect(source?.asked).toHaveLength(3);
  });

  it('T23 a circle of two is a loop', async () => {
    const script = byToken({
      '': listPage(oaiRecords('1'), tokenElement('a')),
      a: listPage(oaiRecords('2'), tokenElement('b')),
      b: listPage(oaiRecords('3'), tokenElement('a')),
    });
    expect((await follow(script)).error?.code).toBe('token-loop');
    expect(source?.asked).toHaveLength(4);
  });

  it('T23 ever new tokens for ever the same page have an end', async () => {
    const { error } = await follow((_, index) => listPage(oaiRecords('1'), tokenElement(`t${index}`)));
    expect(error?.code).toBe('no-progress');
    expect(source?.asked).toHaveLength(12);
  });

  it('T24 a few empty pages are passed over, eleven are not', async () => {
    const empties =
      (count: number): Script =>
      (_, index) =>
        index < count ? listPage('', tokenElement(`t${index}`)) : listPage(oaiRecords('1'));
    expect((await follow(empties(10))).identifiers).toEqual(ids('1'));
    await source?.close();
    expect((await follow(empties(11))).error?.code).toBe('no-progress');
  });

  it.each(['badResumptionToken', 'noRecordsMatch'])('T25, T37 %s on the way begins the list again', async (code) => {
    let refusals = 1;
    const script: Script = ({ params }) => {
      if (!params.has('resumptionToken')) return listPage(oaiRecords('1'), tokenElement('a'));
      return refusals-- > 0 ? oaiError(code) : listPage(oaiRecords('2'));
    };
    const { error, pages } = await follow(script);
    expect(error).toBeUndefined();
    expect(pages.map(({ listNumber, records }) => [listNumber, records.length])).toEqual([
      [1, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  it('T25 a token that is always refused ends after three new beginnings', async () => {
    const { error } = await follow(byToken({ '': listPage(oaiRecords('1'), tokenElement('a')) }));
    expect(error?.code).toBe('token-refused');
    expect(source?.asked.filter(({ params }) => !params.has('resumptionToken'))).toHaveLength(4);
  });

  it.each(['a+b/c=', 'a&b#c%d', 'a|b', 'a  b', 'a%2Bb', `x${'y'.repeat(4000)}`, 'ä"\'<>'])(
    'T26 %.12s comes back as it was given',
    async (token) => {
      const escaped = token.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const script = byToken({ '': listPage(oaiRecords('1'), tokenElement(`\n  ${escaped}\n`)), [token]: listPage(oaiRecords('2')) });
      expect((await follow(script)).identifiers).toEqual(ids('1', '2'));
      expect(source?.asked[1]?.search).toBe(`verb=ListRecords&resumptionToken=${encodeURIComponent(token).replaceAll("'", '%27')}`);
    },
  );

  it('T26 one too long for an address is posted', async () => {
    const token = 'z'.repeat(9000);
    await follow(byToken({ '': listPage(oaiRecords('1'), tokenElement(token)), [token]: listPage(oaiRecords('2')) }));
    expect(source?.asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect([...source!.asked[1]!.params.keys()]).toEqual(['verb', 'resumptionToken']);
  });

  it('T27 go alone, or with the metadataPrefix where the source is known to want it', async () => {
    const script = byToken({ '': listPage(oaiRecords('1'), tokenElement('a')), a: listPage(oaiRecords('2')) });
    await follow(script, {}, { set: 'fennica' });
    expect(source?.asked.map(({ search }) => search)).toEqual([
      'verb=ListRecords&metadataPrefix=marc21&set=fennica',
      'verb=ListRecords&resumptionToken=a',
    ]);
    await source?.close();
    await follow(script, {}, { quirks: ['prefix-with-token'] });
    expect(source?.asked[1]?.search).toBe('verb=ListRecords&metadataPrefix=marc21&resumptionToken=a');
  });

  it.each([
    ['0', undefined],
    ['-1', undefined],
    ['many', undefined],
    ['1', 1],
    ['300', 300],
  ])('T28 completeListSize="%s" is only for show', async (size, shown) => {
    const token = `<resumptionToken completeListSize="${size}" cursor="99">a</resumptionToken>`;
    const { error, pages, identifiers } = await follow(
      byToken({ '': listPage(oaiRecords('1', '2'), token), a: listPage(oaiRecords('3')) }),
    );
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('1', '2', '3'));
    expect(pages[0]?.completeListSize).toBe(shown);
  });

  it.each([
    ['100', undefined],
    ['101', undefined],
    ['98', ['the source promised 98 records and gave 100']],
    ['102', ['the source promised 102 records and gave 100']],
  ])(
    'T28 completeListSize="%s" of a hundred is doubted at the end only, and only when it is off by more than one in a hundred',
    async (size, said) => {
      const numbers = Array.from({ length: 100 }, (_, index) => String(index));
      const token = `<resumptionToken completeListSize="${size}">a</resumptionToken>`;
      const { pages } = await follow(
        byToken({ '': listPage(oaiRecords(...numbers.slice(0, 60)), token), a: listPage(oaiRecords(...numbers.slice(60))) }),
      );
      expect(pages.map(({ warnings }) => warnings)).toEqual([undefined, said]);
    },
  );

  it('T28 completeListSize that grows is believed as it was said last', async () => {
    const token = (text: string, size: number): string => `<resumptionToken completeListSize="${size}">${text}</resumptionToken>`;
    const { pages } = await follow(
      byToken({ '': listPage(oaiRecords('1'), token('a', 2)), a: listPage(oaiRecords('2'), token('b', 3)), b: listPage(oaiRecords('3')) }),
    );
    expect(pages.some(({ warnings }) => warnings)).toBe(false);
  });

  it('T29 the same record twice comes twice, in the order of the list', async () => {
    const deleted = `<record>${header('1', ' status="deleted"')}</record>`;
    const { pages } = await follow(byToken({ '': listPage(oaiRecord('1') + deleted) }));
    expect(pages[0]?.records.map(({ deleted: gone }) => gone)).toEqual([false, true]);
  });
});

describe('records', () => {
  const marc = marcRecord('9');
  it.each([
    ['neither metadata nor a mark of deletion', `<record>${header('9')}</record>`, 'no metadata'],
    ['empty metadata', `<record>${header('9')}<metadata> </metadata></record>`, 'no metadata'],
    ['two elements in its metadata', `<record>${header('9')}<metadata>${marc}${marc}</metadata></record>`, '2 elements'],
    ['metadata twice', `<record>${header('9')}<metadata>${marc}</metadata><metadata>${marc}</metadata></record>`, '2 elements'],
    ['no header', `<record><metadata>${marc}</metadata></record>`, 'no header'],
    ['no identifier', `<record><header><datestamp>2026-01-01</datestamp></header><metadata>${marc}</metadata></record>`, 'no identifier'],
    ['no datestamp', `<record><header><identifier>x</identifier></header><metadata>${marc}</metadata></record>`, 'no datestamp'],
    ['an identifier with blanks', `<record>${header('9 9')}<metadata>${marc}</metadata></record>`, 'blanks'],
  ])('T32 one with %s is set aside with its reason, the rest goes on', async (_, record, reason) => {
    const { error, pages, identifiers } = await follow(byToken({ '': listPage(oaiRecord('1') + record + oaiRecord('2')) }));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('1', '2'));
    expect(pages[0]?.unreadable).toHaveLength(1);
    expect(pages[0]?.unreadable[0]?.reason).toContain(reason);
    expect(pages[0]?.unreadable[0]?.xml).toBe(record);
  });

  it('T33 exactly one, with one subfield and no set, is like many', async () => {
    expect((await follow(byToken({ '': listPage(oaiRecord('1')) }))).identifiers).toEqual(ids('1'));
  });

  it.each(['2026-01-02T03:04:05Z', '2031-01-01T00:00:00.000Z', '2026-01-02 03:04', '2026-01-02'])(
    'T38 the datestamp %s is kept as it is',
    async (datestamp) => {
      const { pages } = await follow(
        byToken({ '': listPage(`<record>${header('1', '', datestamp)}<metadata>${marc}</metadata></record>`) }),
      );
      expect(pages[0]?.records[0]?.datestamp).toBe(datestamp);
    },
  );

  it.each([
    [' status="deleted"', '', true, 0],
    [' status="deleted"', `<metadata>${marc}</metadata>`, true, 0],
    [' status="Deleted"', '', true, 1],
    [' status=""', `<metadata>${marc}</metadata>`, false, 0],
  ])('T44 a header with%s and "%.10s" is deleted: %s %s', async (status, metadata, deleted, repairs) => {
    const { pages } = await follow(byToken({ '': listPage(`<record>${header('1', status)}${metadata}</record>`) }));
    const [record] = pages[0]!.records;
    expect([record?.deleted, record?.xml !== undefined, record?.repairs.length]).toEqual([deleted, !deleted, repairs]);
  });
});

describe('dates', () => {
  const asked = (): readonly (readonly [string | null, string | null])[] =>
    source!.asked
      .filter(({ params }) => params.get('verb') === 'ListRecords')
      .map(({ params }) => [params.get('from'), params.get('until')]);
  const repository =
    (granularity: string): Script =>
    ({ params }) =>
      params.get('verb') === 'Identify' ? identify(granularity) : listPage(oaiRecords('1'));

  it.each([
    ['YYYY-MM-DDThh:mm:ssZ', '2026-01-02T03:04:05Z'],
    ['YYYY-MM-DDThh:mm:ss.sZ', '2026-01-02T03:04:05Z'],
    ['', '2026-01-02T03:04:05Z'],
    ['YYYY-MM-DD', '2026-01-02'],
  ])('T34 where Identify says "%s" they are asked as %s, never with milliseconds', async (granularity, from) => {
    await follow(repository(granularity), { from: '2026-01-02T03:04:05.678Z' });
    expect(asked()).toEqual([[from, null]]);
  });

  it('T34 a repository that refuses seconds is asked for days, and remembered', async () => {
    const script: Script = ({ params }) => {
      if (params.get('verb') === 'Identify') return envelope('<Identify><procotolVersion>2.0</procotolVersion></Identify>');
      return params.get('from')?.includes('T') ? oaiError('badArgument') : listPage(oaiRecords('1'));
    };
    source = await startSource(script);
    const client = createOaiPmhClient({ ...createSurroundings(), source: { id: 'test', url: source.url, metadataPrefix: 'marc21' } });
    expect((await harvest(client, { from: '2026-01-02T03:04:05Z' })).identifiers).toEqual(ids('1'));
    await harvest(client, { from: '2026-01-03T03:04:05Z' });
    expect(asked()).toEqual([
      ['2026-01-02T03:04:05Z', null],
      ['2026-01-02', null],
      ['2026-01-03', null],
    ]);
  });

  it('T35 are of one granularity, in order and real, or not sent at all', async () => {
    await follow(repository('YYYY-MM-DDThh:mm:ssZ'), { from: '2026-01-02', until: '2026-01-03T03:04:05Z' });
    expect(asked()).toEqual([['2026-01-02T00:00:00Z', '2026-01-03T03:04:05Z']]);
    await source?.close();
    await follow(repository('YYYY-MM-DD'), { from: '2026-01-02', until: '2026-01-03T03:04:05Z' });
    expect(asked()).toEqual([['2026-01-02', '2026-01-03']]);
    await source?.close();
    // A day that ends a range is whole: Kansalliskirjasto's repository would take it for its midnight.
    await follow(repository('YYYY-MM-DDThh:mm:ssZ'), { from: '2026-01-02', until: '2026-01-03' });
    expect(asked()).toEqual([['2026-01-02T00:00:00Z', '2026-01-03T23:59:59Z']]);
    for (const request of [{ from: '2026-02-30' }, { from: 'yesterday' }, { from: '2026-01-03', until: '2026-01-02' }]) {
      await source?.close();
      expect((await follow(repository('YYYY-MM-DD'), request)).error?.code).toBe('bad-range');
      expect(source?.asked).toEqual([]);
    }
  });

  const stamped = (...datestamps: readonly string[]): string =>
    datestamps
      .map((datestamp, index) => `<record>${header(`${datestamp}${index}`, '', datestamp)}<metadata>${marcRecord('1')}</metadata></record>`)
      .join('');
  const warningsOf = async (first: string, second: string, request: ListRequest): Promise<readonly (readonly string[] | undefined)[]> => {
    const script: Script = ({ params }) => {
      if (params.get('verb') === 'Identify') return identify('YYYY-MM-DDThh:mm:ssZ');
      return params.has('resumptionToken') ? listPage(second) : listPage(first, tokenElement('a'));
    };
    return (await follow(script, request)).pages.map(({ warnings }) => warnings);
  };

  it.each([
    ['all of them', stamped('2001-01-01', '2002-01-01T00:00:00.000Z'), stamped('2003-01-01'), '3 of 3'],
    ['most of them', stamped('2001-01-01', '2026-01-03'), stamped('2003-01-01', 'yesterday'), '2 of 3'],
  ])('T41 that are earlier than from, %s, are said once: the source ignores from', async (_, first, second, how) => {
    expect(await warningsOf(first, second, { from: '2026-01-02T03:04:05Z' })).toEqual([
      undefined,
      [`the source ignores from: ${how} datestamps are earlier`],
    ]);
  });

  it.each([
    ['half of them', stamped('2001-01-01', '2026-01-03'), stamped('2003-01-01', '2026-01-03'), { from: '2026-01-02T03:04:05Z' }],
    [
      'those of the same day',
      stamped('2026-01-02', '2026-01-02T00:00:00Z'),
      stamped('2026-01-02T01:00:00Z'),
      { from: '2026-01-02T03:04:05Z' },
    ],
    ['those that no from bounds', stamped('2001-01-01'), stamped('2003-01-01'), { until: '2026-01-02' }],
    ['those that nobody can read', stamped('yesterday'), stamped('2'), { from: '2026-01-02' }],
  ])('T41 %s are no reason', async (_, first, second, request) => {
    expect(await warningsOf(first, second, request)).toEqual([undefined, undefined]);
  });

  it('T27 that are earlier on the pages of tokens are said: there from is forgotten', async () => {
    const kept = stamped('2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06');
    expect(await warningsOf(kept, stamped('2003-01-01', '2004-01-01'), { from: '2026-01-02' })).toEqual([
      undefined,
      ['the source forgets from after the first page: 2 of 2 datestamps are earlier'],
    ]);
  });

  it('T36 are not asked for in a full harvest, nor is Identify', async () => {
    await follow(repository('YYYY-MM-DD'));
    expect(source?.asked.map(({ search }) => search)).toEqual(['verb=ListRecords&metadataPrefix=marc21']);
  });
});
