import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { quoteCql } from '../../src/harvester/sru/cql.js';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { OaiPmhSource } from '../../src/harvester/oai-pmh/oai-pmh-source.js';
import { createSruClient } from '../../src/harvester/sru/sru-client.js';
import { parseXml } from '../../src/xml/parse.js';
import { startMelindaDouble, type MelindaDouble, type MelindaDoubleOptions, type MelindaRecord } from './melinda-double.js';
import { createSurroundings, harvest, readAllPages, type Harvested } from './scripted-source.js';
import type { ListRequest, SourceClient } from '../../src/harvester/source-client.js';
import { listAround } from '../../src/harvester/oai-pmh/window-list.js';

let double: MelindaDouble | undefined;
afterEach(async () => {
  await double?.close();
  double = undefined;
});

/** Of the project's own writing. */
const book = (number: string, more: Partial<MelindaRecord> = {}): MelindaRecord => ({
  xml: `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000cam a2200000 i 4500</leader><controlfield tag="001">${number}</controlfield><datafield tag="110" ind1="1" ind2=" "><subfield code="a">Osasto.</subfield><subfield code="0">(FIN11)000034267</subfield></datafield><datafield tag="245" ind1="0" ind2="0"><subfield code="a">Kirja ${number}</subfield><subfield code="9">FENNI&lt;KEEP&gt;</subfield></datafield><datafield tag="490" ind1="1" ind2=" "><subfield code="a">Poliisiosaston julkaisu,</subfield><subfield code="x">1236-049X ;</subfield></datafield><datafield tag="LOW" ind1=" " ind2=" "><subfield code="a">FIKKA</subfield></datafield></record>`,
  ...more,
});
const series: MelindaRecord = {
  xml: `<record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">000900000</controlfield><datafield tag="022" ind1=" " ind2=" "><subfield code="a">1236-049X</subfield></datafield></record>`,
};
const books = (count: number, more: Partial<MelindaRecord> = {}): readonly MelindaRecord[] =>
  Array.from({ length: count }, (_, index) =>
    book(String(index + 1).padStart(9, '0'), { changed: new Date(1_700_000_000_000 + index * 60_000).toISOString(), ...more }),
  );

const byOai = async (options: MelindaDoubleOptions, request: ListRequest = {}, more: Partial<OaiPmhSource> = {}): Promise<Harvested> => {
  double = await startMelindaDouble(options);
  return harvest(
    createOaiPmhClient({ ...createSurroundings(), source: { id: 'melinda', url: double.oaiUrl, metadataPrefix: 'melinda_marc', ...more } }),
    request,
  );
};
const never = new AbortController().signal;
const clientOf = ({ oaiUrl }: MelindaDouble, attempts = 6): SourceClient => {
  const surroundings = createSurroundings();
  const source = { id: 'melinda', url: oaiUrl, metadataPrefix: 'melinda_marc' };
  return createOaiPmhClient({ ...surroundings, patience: { ...surroundings.patience, attempts }, source });
};
const around = async (options: MelindaDoubleOptions): Promise<Harvested> => {
  double = await startMelindaDouble(options);
  const { clock } = createSurroundings().pace;
  return readAllPages(listAround(clientOf(double), {}, never, { clock, pieces: clientOf(double, 2) }));
};
const bySru = async (options: MelindaDoubleOptions, queries: readonly string[]): Promise<Harvested> => {
  double = await startMelindaDouble(options);
  const source = { id: 'melinda', url: double.sruUrl, version: '2.0', queries, recordSchema: 'marcxml', pageSize: 100 } as const;
  return harvest(createSruClient({ ...createSurroundings(), source }));
};
const id = (number: string): string => `oai:melinda.kansalliskirjasto.fi/bib/${number}`;

describe("Melinda's OAI-PMH", () => {
  it('is read to its end, tokens with + / = and all, deletions included', async () => {
    const records = [...books(25), book('000999999', { deleted: true, changed: '2026-02-01T00:00:00Z' })];
    const { error, pages, identifiers } = await byOai({ records, pageSize: 10 });
    expect(error).toBeUndefined();
    expect(identifiers).toHaveLength(26);
    expect(pages).toHaveLength(3);
    expect(pages.at(-1)?.records.at(-1)).toMatchObject({ identifier: id('000999999'), deleted: true });
    expect(pages[0]?.responseDate).toBe('2026-03-01T12:00:00.000Z');
    expect(double?.requests[1]).toMatch(/resumptionToken=[^&]*%2B%3D%3D$/);
  });

  it('shows times that are not UTC: they come on as they are', async () => {
    const { pages } = await byOai({ records: [book('000000001', { changed: '2026-01-02T03:04:05Z' })] });
    expect(pages[0]?.records[0]?.datestamp).toBe('2026-01-02T05:04:00.000Z');
  });

  it('keeps local fields in melinda_marc and drops them in marc21', async () => {
    const whole = await byOai({ records: books(1) });
    expect(whole.pages[0]?.records[0]?.xml).toContain('tag="LOW"');
    await double?.close();
    const cleaned = await byOai({ records: books(1) }, {}, { metadataPrefix: 'marc21' });
    expect(cleaned.pages[0]?.records[0]?.xml).not.toMatch(/LOW|code="9"/);
    expect(parseXml(cleaned.pages[0]!.records[0]!.xml!).children.length).toBe(6);
  });

  it('does not know deletions in a set', async () => {
    const records = [...books(2), book('000999999', { deleted: true })];
    expect((await byOai({ records }, {}, { set: 'fennica' })).identifiers).toHaveLength(2);
  });

  it('sends more than a page where moments tie', async () => {
    const tied = books(12).map((record, index) => (index >= 9 && index < 12 ? { ...record, changed: '2025-01-01T00:00:00Z' } : record));
    const { identifiers } = await byOai({ records: [...tied, book('000000099', { changed: '2026-01-01T00:00:00Z' })], pageSize: 10 });
    expect(identifiers).toHaveLength(13);
  });

  it('misspells Identify and is harvested from a date all the same', async () => {
    const records = [book('000000001', { changed: '2026-01-01T00:00:00Z' }), book('000000002', { changed: '2026-02-01T00:00:00Z' })];
    const { identifiers } = await byOai({ records }, { from: '2026-01-15T12:00:00Z' });
    expect(identifiers).toEqual([id('000000002')]);
    expect(double?.requests.at(-1)).toContain('from=2026-01-15T12%3A00%3A00Z');
  });

  it('forgets a token when its keys change: the list is begun again', async () => {
    const { error, identifiers } = await byOai({ records: books(25), pageSize: 10, forgetTokens: 1 });
    expect(error).toBeUndefined();
    expect(new Set(identifiers).size).toBe(25);
  });

  it('fails for a whole page when one record is bad, and what came before is not taken for all', async () => {
    const { error, identifiers } = await byOai({ records: books(25), pageSize: 10, poisoned: ['000000015'] });
    expect(error?.code).toBe('status');
    expect(identifiers).toHaveLength(10);
  });

  it('T30 is harvested around its bad record, which is named', async () => {
    const records = [...books(25), book('000999999', { deleted: true })];
    const { error, pages, identifiers } = await around({ records, pageSize: 10, poisoned: ['000000015'] });
    expect(error).toBeUndefined();
    expect(new Set(identifiers).size).toBe(25);
    expect(identifiers).toContain(id('000999999'));
    expect(pages.flatMap(({ unreadable }) => unreadable)).toMatchObject([{ identifier: id('000000015') }]);
  });

  it('T30 is harvested around a record that it cannot even list the identifier of', async () => {
    const { error, pages, identifiers } = await around({ records: books(25), pageSize: 10, unparsable: ['000000015'] });
    expect(error).toBeUndefined();
    expect(new Set(identifiers).size).toBe(24);
    const unreadable = pages.flatMap((page) => page.unreadable);
    expect(unreadable.length).toBeGreaterThan(0);
    expect(unreadable.every(({ identifier, reason }) => identifier === undefined && reason.includes('2023-11-14T22:27:'))).toBe(true);
  });

  it('T30 compares tenths of a second with the last digits of the seconds: no window loses what lies between', async () => {
    const records = Array.from({ length: 60 }, (_, index) =>
      book(String(index + 1).padStart(9, '0'), { changed: new Date(1_700_000_000_000 + index * 500 + (index % 5) * 100).toISOString() }),
    );
    const { error, pages, identifiers } = await around({ records, pageSize: 10, poisoned: ['000000030', '000000031'] });
    expect(error).toBeUndefined();
    expect(new Set(identifiers).size).toBe(58);
    const named = pages.flatMap(({ unreadable }) => unreadable.map(({ identifier }) => identifier));
    expect(named.toSorted()).toEqual([id('000000030'), id('000000031')]);
  });

  it('takes a day for its midnight, so a range in days is asked for in seconds', async () => {
    const records = [book('000000001', { changed: '2026-01-01T00:00:00Z' }), book('000000002', { changed: '2026-01-02T22:00:00Z' })];
    expect((await byOai({ records }, { from: '2026-01-01', until: '2026-01-02' })).identifiers).toHaveLength(2);
    expect(double?.requests.at(-1)).toContain('until=2026-01-02T23%3A59%3A59Z');
  });

  it('says of itself what is misspelt', async () => {
    double = await startMelindaDouble({ records: [] });
    const description = await clientOf(double).describe(never);
    expect(description).toMatchObject({ name: 'Melinda OAI-PMH provider', earliestDatestamp: '2001-01-01T00:00:00Z' });
    expect(description.remarks).toEqual([
      'Identify spells protocolVersion as procotolVersion.',
      'Identify spells earliestDatestamp as earliestTimestamp.',
      'Identify lacks adminEmail.',
      'earliestDatestamp "2001-01-01T00:00:00.000Z" has a fraction of a second.',
      'granularity "YYYY-MM-DDthh:mm:ssZ" is none; YYYY-MM-DDThh:mm:ssZ is taken for it.',
    ]);
  });

  it('lists identifiers in records, to the end and with deletions', async () => {
    double = await startMelindaDouble({ records: [...books(25), book('000999999', { deleted: true })], pageSize: 10 });
    const pages: (readonly string[])[] = [];
    for await (const page of clientOf(double).listIdentifiers!({}, never)) pages.push(page);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 6]);
    expect(pages.flat()).toContain(id('000999999'));
  });

  it('T48 shows one record by its identifier: a live one, a deleted one, none, a bad one', async () => {
    const records = [...books(2), book('000999999', { deleted: true })];
    double = await startMelindaDouble({ records, poisoned: ['000000002'] });
    const client = clientOf(double);
    expect(await client.fetchRecord(id('000000001'), never)).toMatchObject({ kind: 'received', record: { deleted: false } });
    expect(await client.fetchRecord(id('000999999'), never)).toMatchObject({ kind: 'received', record: { deleted: true } });
    expect(await client.fetchRecord(id('000000003'), never)).toEqual({ kind: 'gone', inWords: 'idDoesNotExist' });
    await expect(client.fetchRecord(id('000000002'), never)).rejects.toMatchObject({ code: 'status' });
  });

  it('T25 (b) is resumed where it was left, and begun again when it has forgotten', async () => {
    const remembered = await byOai({ records: books(25), pageSize: 10 });
    const { next } = remembered.pages[0]!;
    expect(next).toMatchObject({ expires: '2026-03-01T12:15:00Z', listNumber: 1 });
    const resumed = await harvest(clientOf(double!), { resume: next! });
    expect(resumed.identifiers).toEqual(remembered.identifiers.slice(10));
    await double?.close();
    const forgotten = await byOai({ records: books(25), pageSize: 10 }, { resume: { ...next!, token: 'yesterday' } });
    expect(forgotten.pages.map(({ listNumber }) => listNumber)).toEqual([2, 2, 2]);
    expect(forgotten.identifiers).toHaveLength(25);
  });

  it('says errors without a word', async () => {
    expect((await byOai({ records: books(1) }, {}, { metadataPrefix: 'kk' })).error?.message).toMatch(/: cannotDisseminateFormat$/);
  });

  it('answers a GET only', async () => {
    double = await startMelindaDouble({ records: [] });
    expect((await createSurroundings().http.post(double.oaiUrl, new URLSearchParams({ verb: 'Identify' }))).status).toBe(404);
  });
});

describe("Melinda's SRU", () => {
  const records = [...books(120), series, book('000999999', { deleted: true })];

  it('finds the series by its ISSN, the books only by other ways, and each once', async () => {
    expect((await bySru({ records }, [`bath.issn=${quoteCql('1236-049X')}`])).identifiers).toEqual(['000900000']);
    await double?.close();
    const all = await bySru({ records }, [
      'bath.issn=1236-049X',
      'melinda.asterinameid=000034267',
      `cql.serverChoice=${quoteCql('Poliisiosaston julkaisu')}`,
    ]);
    expect(all.error).toBeUndefined();
    expect(all.identifiers).toHaveLength(121);
    expect(new Set(all.identifiers).size).toBe(121);
    expect(all.pages.some(({ warnings }) => warnings)).toBe(false);
  });

  it('sends fifty where a hundred were asked', async () => {
    const { pages } = await bySru({ records }, ['melinda.asterinameid=000034267']);
    expect(pages.map(({ records: page }) => page.length)).toEqual([50, 50, 20]);
  });

  it('T48 shows one record by its number, deleted ones never', async () => {
    double = await startMelindaDouble({ records });
    const source = {
      id: 'melinda',
      url: double.sruUrl,
      version: '2.0',
      queries: ['bath.issn=1236-049X'],
      recordSchema: 'marcxml',
      pageSize: 100,
    } as const;
    const client = createSruClient({ ...createSurroundings(), source });
    expect(await client.fetchRecord('000000007', never)).toMatchObject({ kind: 'received', record: { identifier: '000000007' } });
    expect(await client.fetchRecord('000999999', never)).toEqual({ kind: 'gone', inWords: 'the query rec.id="000999999" finds nothing' });
    expect(await client.describe(never)).toEqual({ remarks: [] });
  });

  it('says what is wrong in a diagnostic', async () => {
    expect((await bySru({ records }, ['no.index=x'])).error?.message).toContain('info:srw/diagnostic/1/16, Unsupported index, no.index');
  });
});

const FENNICA = path.resolve('../shared/fixtures/fennica');
const real = existsSync(FENNICA) ? readdirSync(FENNICA).filter((file) => file.endsWith('.xml')) : [];

describe('real records, where they are at hand', () => {
  it('come through both interfaces whole', async () => {
    const records = real.map((file) => ({ xml: readFileSync(path.join(FENNICA, file), 'utf8') }));
    if (records.length === 0) return;
    const oai = await byOai({ records, pageSize: 20 });
    expect([oai.error, oai.identifiers.length]).toEqual([undefined, records.length]);
    await double?.close();
    const sru = await bySru({ records }, [`cql.serverChoice=${quoteCql('1236-049X')}`]);
    expect(sru.identifiers).toContain('000254001');
    const received = sru.pages.flatMap((page) => page.records).find(({ identifier }) => identifier === '000254001');
    expect(records.map(({ xml }) => xml).some((xml) => xml.includes(received!.xml!))).toBe(true);
  });
});
