import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, harvestIdentifiers, headersOf, identifiersOf, nextTokenOf } from '../provider/harvest.js';
import { deletion, identifierOf, openRepository, record, type Repository } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

// Three records: at the first second of a day, at its last one, and at the first of the next.
const [FIRST, LAST, NEXT] = [identifierOf('2012-1-pdf'), identifierOf('2012-2-pdf'), identifierOf('2012-3-pdf')];

let repository: Repository;
let service: Service;
beforeAll(async () => {
  repository = openRepository({ start: '2012-03-04T00:00:00Z' });
  await repository.store.commit({ records: [record('2012-1-pdf')] });
  repository.clock.tick(86_399);
  await repository.store.commit({ records: [record('2012-2-pdf')] });
  repository.clock.tick(1);
  await repository.store.commit({ records: [record('2012-3-pdf')] });
  repository.clock.tick(3600);
  service = await serve(repository);
});
afterAll(() => service.stop());

describe.each(TRANSPORTS)('from and until by %s (OAI-PMH 2.0 §2.7.1, §3.3)', (transport) => {
  const list = (range: string) => service.ask(transport, `verb=ListRecords&metadataPrefix=oai_dc&${range}`);

  it.each([
    ['a day', 'from=2012-03-04&until=2012-03-04', [FIRST, LAST]],
    ['two days', 'from=2012-03-04&until=2012-03-05', [FIRST, LAST, NEXT]],
    ['seconds', 'from=2012-03-04T00:00:00Z&until=2012-03-04T23:59:59Z', [FIRST, LAST]],
    ['a day only from', 'from=2012-03-05', [NEXT]],
    ['a day only until', 'until=2012-03-04', [FIRST, LAST]],
    ['a second only from', 'from=2012-03-04T23:59:59Z', [LAST, NEXT]],
    ['a second only until', 'until=2012-03-04T00:00:00Z', [FIRST]],
  ])('R32 R34 both bounds are inclusive and a day goes to its end: %s', async (_, range, identifiers) => {
    expect(identifiersOf(await list(range))).toEqual(identifiers);
  });

  it.each(['2012-02-29', '2000-02-29', '2012-02-29T23:59:59Z', '0001-01-01', '9999-12-31', '1970-01-01T00:00:00Z', '1969-12-31'])(
    'R32 a day of the calendar is legal: %s',
    async (date) => {
      expect(codesOf(await list(`until=${date}`)).filter((code) => code !== 'noRecordsMatch')).toEqual([]);
    },
  );

  it.each([
    '0000-01-01',
    '2023-02-30',
    '2023-02-29',
    '1900-02-29',
    '2012-04-31',
    '2012-13-01',
    '2012-00-10',
    '2012-01-00',
    '2012-03-04T24:00:00Z',
    '2012-03-04T23:60:00Z',
    '2012-03-04T23:59:60Z',
    '2023-02-30T00:00:00Z',
    '2012',
    '2012-03',
    '12-03-04',
    '+2012-03-04',
    '-2012-03-04',
    '02012-03-04',
    '20120304',
    '2012-3-4',
    '2012-064',
    '2012-W09-7',
    '04.03.2012',
    '2012-03-04T05:06Z',
    '2012-03-04T05:06:07',
    '2012-03-04T05:06:07z',
    '2012-03-04t05:06:07Z',
    '2012-03-04 05:06:07Z',
    '2012-03-04T05:06:07+00:00',
    '2012-03-04T05:06:07.Z',
    '2012-03-04T05:06:07,5Z',
    '2012-03-04Z',
    'now',
    '0',
    '1330837567',
  ])('R32 anything else is badArgument: %s', async (date) => {
    for (const name of ['from', 'until']) {
      expect(codesOf(await list(`${name}=${encodeURIComponent(date)}`))).toEqual(['badArgument']);
    }
  });

  it.each([
    ['different granularities', 'from=2012-03-04&until=2012-03-05T00:00:00Z'],
    ['different granularities, the other way round', 'from=2012-03-04T00:00:00Z&until=2012-03-05'],
    ['from after until, as days', 'from=2012-03-05&until=2012-03-04'],
    ['from after until, as seconds', 'from=2012-03-04T00:00:01Z&until=2012-03-04T00:00:00Z'],
  ])('R33 %s is badArgument', async (_, range) => {
    expect(codesOf(await list(range))).toEqual(['badArgument']);
  });

  it('R33 from may equal until', async () => {
    expect(identifiersOf(await list('from=2012-03-04T23:59:59Z&until=2012-03-04T23:59:59Z'))).toEqual([LAST]);
    expect(identifiersOf(await list('from=2012-03-05&until=2012-03-05'))).toEqual([NEXT]);
  });

  it.each([
    ['from in the future', 'from=2030-01-01'],
    ['from in a second of the future', 'from=2030-01-01T00:00:00Z'],
    ['both in the future', 'from=2030-01-01&until=2031-01-01'],
    ['until before the earliest datestamp', 'until=2001-01-01'],
    ['a second in which nothing happened', 'from=2012-03-04T12:00:00Z&until=2012-03-04T12:00:00Z'],
  ])('R35 %s matches no record and is no bad argument', async (_, range) => {
    expect(codesOf(await list(range))).toEqual(['noRecordsMatch']);
  });

  it.each([
    ['until in the future', 'until=2030-01-01'],
    ['from before the earliest datestamp', 'from=1900-01-01'],
    ['both', 'from=0001-01-01&until=9999-12-31'],
  ])('R35 %s is legal', async (_, range) => {
    expect(identifiersOf(await list(range))).toEqual([FIRST, LAST, NEXT]);
  });

  it('R36 the datestamps of headers are UTC to the second', async () => {
    expect(headersOf(await list('')).map(({ datestamp }) => datestamp)).toEqual([
      '2012-03-04T00:00:00Z',
      '2012-03-04T23:59:59Z',
      '2012-03-05T00:00:00Z',
    ]);
  });

  it('R36 each record is found by its own datestamp, as a second and as a day', async () => {
    for (const { identifier, datestamp } of headersOf(await list(''))) {
      expect(identifiersOf(await list(`from=${datestamp}&until=${datestamp}`))).toEqual([identifier]);
      const day = datestamp.slice(0, 10);
      expect(identifiersOf(await list(`from=${day}&until=${day}`))).toContain(identifier);
    }
  });
});

describe('the datestamp of a record (§2.7)', () => {
  const stampOf = async ({ ask }: Repository, prefix = 'oai_dc') =>
    headersOf(await ask(`verb=GetRecord&metadataPrefix=${prefix}&identifier=${FIRST}`))[0]!.datestamp;

  it('R36 R37 moves when the metadata changes, in that format only', async () => {
    const changing = openRepository();
    await changing.put(record('2012-1-pdf'), record('2012-1-pdf', 'marcxml'));
    const before = await stampOf(changing);
    await changing.put(record('2012-1-pdf', 'oai_dc', 'Uusi nimi'), record('2012-1-pdf', 'marcxml'));
    expect((await stampOf(changing)) > before).toBe(true);
    expect(await stampOf(changing, 'marcxml')).toBe(before);
  });

  it('R37 stays when the same is written again', async () => {
    const still = openRepository();
    await still.put(record('2012-1-pdf'));
    const before = await stampOf(still);
    await still.put(record('2012-1-pdf'));
    expect(await stampOf(still)).toBe(before);
  });

  it('R37 a format that is new for an item comes with a stamp of now', async () => {
    const growing = openRepository();
    await growing.put(record('2012-1-pdf'));
    const stamp = await growing.put(record('2012-1-pdf', 'kk'));
    expect(Date.parse(await stampOf(growing, 'kk'))).toBe(stamp * 1000);
  });

  it('R38 is of the second in which the record came to be seen: a list from the last responseDate has it', async () => {
    const late = openRepository();
    await late.put(record('2012-1-pdf'));
    const { responseDate } = await late.ask('verb=ListRecords&metadataPrefix=oai_dc');
    await late.put(record('2011-9-pdf'));
    expect(identifiersOf(await late.ask(`verb=ListRecords&metadataPrefix=oai_dc&from=${responseDate}`))).toEqual([
      identifierOf('2011-9-pdf'),
    ]);
  });

  it('R38 R68 what is saved in the very second of a list comes with the next: from = responseDate has neither gap nor overlap', async () => {
    const busy = openRepository();
    await busy.put(record('2012-1-pdf'));
    await busy.store.commit({ records: [record('2012-2-pdf')] });
    const first = await busy.ask('verb=ListRecords&metadataPrefix=oai_dc');
    expect(identifiersOf(first)).toEqual([FIRST]);
    busy.clock.tick(2);
    const second = await busy.ask(`verb=ListRecords&metadataPrefix=oai_dc&from=${first.responseDate}`);
    expect(identifiersOf(second)).toEqual([LAST]);
  });

  it('R38 GetRecord shows a record at once', async () => {
    const busy = openRepository();
    await busy.store.commit({ records: [record('2012-1-pdf')] });
    expect(identifiersOf(await busy.ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${FIRST}`))).toEqual([FIRST]);
  });

  it('R39 only the last change of a record is listed', async () => {
    const changing = openRepository();
    await changing.put(record('2012-1-pdf', 'oai_dc', 'A'));
    await changing.put(record('2012-1-pdf', 'oai_dc', 'B'));
    await changing.put(deletion('2012-1-pdf'));
    await changing.put(record('2012-1-pdf', 'oai_dc', 'C'));
    const answer = await changing.ask('verb=ListRecords&metadataPrefix=oai_dc');
    expect(identifiersOf(answer)).toEqual([FIRST]);
    expect(answer.text).toContain('>C<');
  });
});

describe('a list in progress', () => {
  it('R68 keeps its upper bound: what changes meanwhile leaves it and comes with the next one', async () => {
    const paged = openRepository({ oai: { pageSize: 1 } });
    await paged.put(record('2012-1-pdf'), record('2012-2-pdf'), record('2012-3-pdf'));
    const first = await paged.ask('verb=ListRecords&metadataPrefix=oai_dc');
    await paged.put(record('2012-2-pdf', 'oai_dc', 'Muuttui'), record('2012-4-pdf'));
    const second = await paged.ask(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`);
    expect(identifiersOf(second)).toEqual([NEXT]);
    const next = await harvestIdentifiers(paged.ask, `metadataPrefix=oai_dc&from=${first.responseDate}`);
    expect(next).toEqual([LAST, identifierOf('2012-4-pdf')]);
  });
});
