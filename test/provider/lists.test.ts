import { describe, expect, it } from '@jest/globals';
import { cutPage, MOST_PAGE_BYTES } from '../../src/provider/page.js';
import { buildXml } from '../../src/xml/build.js';
import { element } from '../../src/xml/element.js';
import { createProvider } from '../../src/provider/provider.js';
import { codesOf, harvestList, headersOf, identifiersOf, readAnswer, tokenOf } from './harvest.js';
import { BASE_URL, deletion, FORMATS, identifierOf, localIds, openRepository, record, SETTINGS } from './repository.js';

const DC = 'http://purl.org/dc/elements/1.1/';
const OAI_DC = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
const MEGABYTE = 1024 * 1024;

const large = (localId: string, size: number) => ({
  ...record(localId),
  metadata: buildXml(element(OAI_DC, 'oai_dc:dc', { 'xmlns:dc': DC }, [element(DC, 'dc:description', {}, ['x'.repeat(size)])])),
});

describe('pages (OAI-PMH 2.0 §3.5)', () => {
  it.each([
    [1, 1],
    [1, 2],
    [1, 5],
    [2, 1],
    [2, 2],
    [2, 3],
    [2, 4],
    [2, 5],
    [5, 4],
    [5, 5],
    [5, 6],
    [5, 10],
    [5, 11],
  ])('row 4, row 24: with %i on a page, a list of %i comes whole, in as few pages as may be', async (pageSize, count) => {
    const { ask, put } = openRepository({ oai: { pageSize } });
    await put(...localIds(count).map((id) => record(id)));
    for (const verb of ['ListIdentifiers', 'ListRecords'] as const) {
      const pages = await harvestList(ask, verb, 'metadataPrefix=oai_dc');
      expect(pages.flatMap(identifiersOf)).toEqual(localIds(count).map(identifierOf));
      expect(pages).toHaveLength(Math.ceil(count / pageSize));
      const tokens = pages.map(tokenOf);
      if (count <= pageSize) expect(tokens).toEqual([undefined]);
      else expect(tokens.at(-1)).toEqual({ text: '', attributes: {} });
      for (const [index, token] of tokens.slice(0, -1).entries()) {
        expect(token!.attributes['cursor']).toBe(String(index * pageSize));
        expect(token!.attributes['completeListSize']).toBe(String(count));
      }
    }
  });

  it('row 24: completeListSize is never less than what comes, whatever changes meanwhile', async () => {
    const { ask, put } = openRepository({ oai: { pageSize: 2 } });
    await put(...localIds(9).map((id) => record(id)));
    let turn = 0;
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc', async () => {
      turn += 1;
      await put(deletion(localIds(9)[9 - turn]!), record(`2013-00${turn}-pdf`), record(`2014-00${turn}-pdf`));
    });
    const size = Number(tokenOf(pages[0]!)!.attributes['completeListSize']);
    expect(pages.flatMap(identifiersOf).length).toBeLessThanOrEqual(size);
    const numbers = pages.slice(0, -1).map((page) => Number(tokenOf(page)!.attributes['completeListSize']));
    expect(new Set(numbers)).toEqual(new Set([size]));
  });

  it('a page is cut at 4 MiB of text, and the cursor counts what was sent', async () => {
    const { ask, put } = openRepository({ oai: { pageSize: 100 } });
    await put(...localIds(10).map((id) => large(id, MEGABYTE)));
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc');
    expect(pages.map((page) => headersOf(page).length)).toEqual([3, 3, 3, 1]);
    expect(pages.slice(0, -1).map((page) => tokenOf(page)!.attributes['cursor'])).toEqual(['0', '3', '6']);
    expect(pages.flatMap(identifiersOf)).toEqual(localIds(10).map(identifierOf));
  });

  it('a page has one record at least, however large', async () => {
    const { ask, put } = openRepository({ oai: { pageSize: 100 } });
    await put(...localIds(2).map((id) => large(id, 5 * MEGABYTE)));
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc');
    expect(pages.map((page) => headersOf(page).length)).toEqual([1, 1]);
  });

  it('headers alone are never cut by size', async () => {
    const { ask, put } = openRepository({ oai: { pageSize: 100 } });
    await put(...localIds(6).map((id) => large(id, MEGABYTE)));
    expect(await harvestList(ask, 'ListIdentifiers', 'metadataPrefix=oai_dc')).toHaveLength(1);
  });

  it.each([
    [[], 3, 0, false],
    [[1, 1, 1], 3, 3, false],
    [[1, 1, 1, 1], 3, 3, true],
    [[1], 3, 1, false],
    [[4 * MEGABYTE, 1], 3, 1, true],
    [[4 * MEGABYTE - 1, 1], 3, 2, false],
    [[9 * MEGABYTE], 3, 1, false],
  ])('of rows with sizes %j and %i on a page it takes %i', (sizes, pageSize, count, more) => {
    const cut = cutPage(sizes, { records: pageSize, bytes: MOST_PAGE_BYTES }, (size) => size);
    expect([cut.page.length, cut.more]).toEqual([count, more]);
  });
});

describe('pages for readers', () => {
  it('are cut at the bytes that are allowed, and the whole list still comes, each record once', async () => {
    const repository = openRepository();
    const ids = ['1', '2', '3', '4', '5'];
    await repository.put(...ids.map((id) => large(id, 600)));
    repository.clock.tick(2);
    const ports = { store: repository.store, settings: SETTINGS, baseUrl: BASE_URL, formats: FORMATS, sets: [], mostPageBytes: 1500 };
    const provider = createProvider(ports);
    const pages = await harvestList(
      async (query) => readAnswer(await provider.answer(new URLSearchParams(query))),
      'ListRecords',
      'metadataPrefix=oai_dc',
    );
    expect(pages).toHaveLength(5);
    expect(pages.flatMap(identifiersOf).map((identifier) => identifier.at(-1))).toEqual(ids);
  });
});

describe('a list that changes while it begins', () => {
  it('and has nothing left by then answers noRecordsMatch, not badResumptionToken to a request without a token', async () => {
    const repository = openRepository();
    await repository.put(record('1'));
    const empty = { ...repository.store, listRecords: async () => [], listHeaders: async () => [] };
    const provider = createProvider({ store: empty, settings: SETTINGS, baseUrl: BASE_URL, formats: FORMATS, sets: [] });
    const answered = await provider.answer(new URLSearchParams({ verb: 'ListRecords', metadataPrefix: 'oai_dc' }));
    expect(codesOf(readAnswer(answered))).toEqual(['noRecordsMatch']);
  });
});

describe('pinResponseDate (G7 of our promises)', () => {
  const dates = async (pinResponseDate: boolean, verb: 'ListRecords' | 'ListSets') => {
    const { ask, put, clock } = openRepository({ oai: { pageSize: 2, pinResponseDate } });
    await put(...localIds(5).map((id) => record(id)));
    const query = verb === 'ListRecords' ? 'metadataPrefix=oai_dc' : '';
    return (await harvestList(ask, verb, query, () => clock.tick(60))).map(({ responseDate }) => responseDate);
  };

  it.each(['ListRecords', 'ListSets'] as const)('off: each page of %s says when it was sent', async (verb) => {
    expect(await dates(false, verb)).toEqual(['2012-03-04T05:06:09Z', '2012-03-04T05:07:09Z', '2012-03-04T05:08:09Z']);
  });

  it.each(['ListRecords', 'ListSets'] as const)('on: every page of %s says when the list began', async (verb) => {
    expect(await dates(true, verb)).toEqual(Array(3).fill('2012-03-04T05:06:09Z'));
  });

  it('on: a harvester that goes on from the last page that it saw loses nothing', async () => {
    const { ask, put } = openRepository({ oai: { pageSize: 2, pinResponseDate: true } });
    await put(...localIds(5).map((id) => record(id)));
    const changed = identifierOf('2012-001-pdf');
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc', () => put(deletion('2012-001-pdf')).then(() => undefined));
    const next = await ask(`verb=ListRecords&metadataPrefix=oai_dc&from=${pages.at(-1)!.responseDate}`);
    expect(headersOf(next)).toMatchObject([{ identifier: changed, deleted: true }]);
  });
});

describe('granularity (row 17)', () => {
  it('a day and the seconds of it give the same list', async () => {
    const { ask, put, clock } = openRepository({ start: '2012-03-03T23:59:50Z' });
    for (const id of localIds(10)) await put(record(id));
    clock.tick(86_400);
    for (const day of ['2012-03-03', '2012-03-04']) {
      const [byDay, bySecond] = [
        await ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${day}&until=${day}`),
        await ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${day}T00:00:00Z&until=${day}T23:59:59Z`),
      ];
      expect(identifiersOf(byDay)).toEqual(identifiersOf(bySecond));
      expect(identifiersOf(byDay)).toHaveLength(5);
    }
  });
});
