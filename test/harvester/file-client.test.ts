import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFileClient, type FileClientOptions } from '../../src/harvester/file/file-client.js';
import { SourceError } from '../../src/harvester/source-error.js';
import { envelope, header, ids, listPage, MARC, marcRecord, oaiError, oaiRecord, oaiRecords, tokenElement } from './oai-answers.js';
import { harvest, type Harvested } from './scripted-source.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const createClient = (at = folder, more: Partial<FileClientOptions['source']> = {}) =>
  createFileClient({ source: { id: 'saved', url: pathToFileURL(at).href, ...more } });
const save = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
};
const follow = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<FileClientOptions['source']> = {},
): Promise<Harvested> => {
  await save(files);
  return harvest(createClient(folder, more));
};
const never = new AbortController().signal;

const SRU = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';
const sruAnswer = (total: number, ...numbers: readonly string[]): string =>
  `<searchRetrieveResponse xmlns="${SRU}"><numberOfRecords>${total}</numberOfRecords><records>${numbers
    .map((number) => `<record><recordData>${marcRecord(number)}</recordData><recordIdentifier>${number}</recordIdentifier></record>`)
    .join('')}</records></searchRetrieveResponse>`;
/** As programs write it: the namespace once, at the root. */
const collection = (...records: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- saved -->\n<collection xmlns="${MARC}">\n${records.join('\n').replaceAll(` xmlns="${MARC}"`, '')}\n</collection>\n`;

describe('a folder', () => {
  it('is read file by file in the order of the names, numbers counting as numbers, each file a page', async () => {
    const { error, pages, identifiers } = await follow({
      'page-10.xml': listPage(oaiRecords('4')),
      'page-2.xml': listPage(oaiRecords('2', '3'), tokenElement('b')),
      'page-1.xml.gz': gzipSync(listPage(oaiRecords('1'), tokenElement('a'))),
    });
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('1', '2', '3', '4'));
    expect(pages.map(({ records }) => records.length)).toEqual([1, 2, 1]);
    expect(pages.map(({ responseDate }) => responseDate)).toEqual(Array<string>(3).fill('2026-03-01T12:00:00Z'));
    expect(pages.some(({ warnings }) => warnings)).toBe(false);
  });

  it('may hold all kinds at once, known by their root element, packed or not whatever the name says', async () => {
    const { error, identifiers } = await follow({
      'a.xml': listPage(oaiRecords('1')),
      'b.xml': sruAnswer(1, '2'),
      'c.xml': gzipSync(collection(marcRecord('3'))),
      'd.XML.GZ': marcRecord('4'),
    });
    expect(error).toBeUndefined();
    expect(identifiers).toEqual([...ids('1'), '2', '3', '4']);
  });

  it('passes over hidden files, other files and folders, and says which', async () => {
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'inner', 'a.xml'), 'not read');
    const { identifiers } = await follow({ 'a.xml': marcRecord('1'), 'readme.txt': 'x', '._a.xml': 'x' });
    expect(identifiers).toEqual(['1']);
    expect(await createClient().describe(never)).toEqual({
      name: path.basename(folder),
      remarks: ['2 files do not end in .xml or .xml.gz and are not read: inner, readme.txt.'],
    });
  });

  it('may be one file instead', async () => {
    await save({ 'a.xml': marcRecord('1'), 'b.xml': marcRecord('2') });
    expect((await harvest(createClient(path.join(folder, 'b.xml')))).identifiers).toEqual(['2']);
    expect(await createClient(path.join(folder, 'b.xml')).describe(never)).toEqual({ name: 'b.xml', remarks: [] });
  });

  it('that is empty is no empty list', async () => {
    const { error, pages } = await follow({ 'readme.txt': 'x' });
    expect([error?.code, pages]).toEqual(['refused', []]);
    expect(error?.message).toBe(
      `${folder} holds no file that ends in .xml or .xml.gz; save something there, or give another folder as the url of saved`,
    );
    await expect(createClient().describe(never)).rejects.toBeInstanceOf(SourceError);
  });

  it('that is not there is an error', async () => {
    const { error } = await harvest(createClient(path.join(folder, 'missing')));
    expect(error).toMatchObject({ code: 'network', message: `${folder}/missing is not there (ENOENT)` });
  });

  it.each(['https://example.fi/a.xml', 'file://elsewhere/a.xml', 'file:///a%2fb', 'file:///a%00b', '/srv/marc', ''])(
    'is not named by %j',
    async (url) => {
      const { error } = await harvest(createFileClient({ source: { id: 'saved', url } }));
      expect(error?.code).toBe('bad-url');
      expect(error?.message).toContain('write it as file:///srv/marc');
    },
  );
});

describe('what is no regular file of the folder', () => {
  it('may be a link to one, and no link that leads out of it', async () => {
    await save({ 'a.xml': marcRecord('1') });
    await symlink(path.join(folder, 'a.xml'), path.join(folder, 'b.xml'));
    expect((await harvest(createClient())).identifiers).toEqual(['1', '1']);
    await symlink('/etc/passwd', path.join(folder, 'c.xml'));
    const { error, pages } = await harvest(createClient());
    expect(error).toMatchObject({
      code: 'refused',
      message: `${folder}/c.xml is a link that leads out of the folder; copy the file into it instead`,
    });
    expect(pages).toEqual([]);
  });

  it('is named when it is a link to nothing', async () => {
    await symlink(path.join(folder, 'missing'), path.join(folder, 'a.xml'));
    expect((await harvest(createClient())).error?.message).toBe(`${folder}/a.xml is not there (ENOENT)`);
  });

  it('is refused when it is a folder or a pipe, which would be waited for without end', async () => {
    await mkdir(path.join(folder, 'a.xml'));
    expect((await harvest(createClient())).error).toMatchObject({
      code: 'refused',
      message: `${folder}/a.xml is no regular file; take it out of the folder`,
    });
    await rm(path.join(folder, 'a.xml'), { recursive: true });
    execFileSync('mkfifo', [path.join(folder, 'b.xml')]);
    expect((await harvest(createClient())).error).toMatchObject({ code: 'refused', message: expect.stringContaining('b.xml') });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['no XML', 'Aleph export', 'not-protocol', 'this is no XML'],
    ['nothing', '', 'not-protocol', 'this is no XML'],
    ['a page of HTML', '<html><body>Kirjaudu</body></html>', 'not-protocol', 'the root element is <html>'],
    ['another format', '<rss><channel/></rss>', 'not-protocol', 'the root element is <rss>'],
    ['OAI-PMH of another version', listPage(oaiRecords('2')).replace('OAI/2.0', 'OAI/1.1'), 'not-protocol', 'cannot be read'],
    ['records of another namespace', '<collection xmlns="http://example.fi/"><record/></collection>', 'not-protocol', 'cannot be read'],
    ['an answer that was cut short', listPage(oaiRecords('2')).slice(0, -20), 'malformed', 'cannot be read'],
    ['a collection that was cut short', collection(marcRecord('2')).slice(0, -20), 'malformed', 'cannot be read'],
    ['a document type', `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>${marcRecord('2')}`, 'doctype', 'a DOCTYPE'],
    ['an entity in a record alone', marcRecord('2').replace('>Julkaisu', '><!ENTITY x "y">'), 'doctype', 'cannot be read'],
    ['two records and no collection', marcRecord('2') + marcRecord('3'), 'malformed', 'more than one root element'],
    ['packed bytes that are damaged', gzipSync(marcRecord('2')).subarray(0, -10), 'network', 'cannot be unpacked'],
    ['a saved error', oaiError('badResumptionToken'), 'source-error', 'what was saved is an error: badResumptionToken'],
    ['a saved Identify', envelope('<Identify/>'), 'not-protocol', 'an answer to Identify holds no records'],
    ['a saved list of headers', envelope(`<ListIdentifiers>${header('2')}</ListIdentifiers>`), 'not-protocol', 'ListIdentifiers'],
    [
      'a saved diagnostic',
      `<searchRetrieveResponse xmlns="${SRU}"><diagnostics><diagnostic><uri>x</uri><message>Busy</message></diagnostic></diagnostics></searchRetrieveResponse>`,
      'source-error',
      'what was saved is a diagnostic: x, Busy',
    ],
    ['something between the records', collection(marcRecord('2'), '<note>x</note>'), 'not-protocol', 'the element <note>'],
    ['text between the records', collection(marcRecord('2'), 'loose'), 'not-protocol', 'the text "loose"'],
  ])('holds %s: it is named, and nothing after it is read', async (_, content, code, message) => {
    const { error, identifiers } = await follow({ 'a.xml': marcRecord('1'), 'b.xml': content, 'c.xml': marcRecord('3') });
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(path.join(folder, 'b.xml'));
    expect(error?.message).toContain(message);
    expect(identifiers).toEqual(['1']);
  });

  it('is too large: it is said before any file is read, with what to do, and never loaded', async () => {
    await save({ 'a.xml': marcRecord('1'), 'b.xml': collection() });
    // 300 MB of nothing, which take no room on the disk.
    await truncate(path.join(folder, 'b.xml'), 300_000_000);
    const before = process.memoryUsage.rss();
    const { error, pages } = await harvest(createClient());
    expect(error).toMatchObject({
      code: 'too-large',
      message: `${folder}/b.xml has 300000000 bytes, more than the 67108864 allowed; split it into several files of one folder, or raise maxBytes in the settings of the source`,
    });
    expect(pages).toEqual([]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  it('is too large once unpacked', async () => {
    const { error } = await follow({ 'a.xml.gz': gzipSync(Buffer.alloc(2_000_000, '<a/>')) }, { maxBytes: 1_000_000 });
    expect(error?.code).toBe('too-large');
    expect(error?.message).toContain('once unpacked; split it into several files');
  });

  it('is not begun when the harvest is cancelled', async () => {
    await save({ 'a.xml': marcRecord('1') });
    const pages = createClient().listPages({}, AbortSignal.abort())[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('records of MARCXML', () => {
  it('are called by 003 and 001, or by 001 alone, and go on as they are with the namespace of their collection', async () => {
    const owned = marcRecord('2').replace('<controlfield', '<controlfield tag="003"> FI-MELINDA </controlfield><controlfield');
    const { pages } = await follow({ 'a.xml': collection(marcRecord('1'), owned) });
    expect(pages[0]?.records).toEqual([
      { identifier: '1', deleted: false, xml: marcRecord('1'), repairs: [] },
      { identifier: 'FI-MELINDA/2', deleted: false, xml: owned, repairs: [] },
    ]);
    expect(pages[0]?.responseDate).toBeUndefined();
  });

  it.each([
    ['under a prefix', `<m:collection xmlns:m="${MARC}"><m:record><m:controlfield tag="001">1</m:controlfield></m:record></m:collection>`],
    ['without a namespace', '<collection><record><controlfield tag="001">1</controlfield></record></collection>'],
    ['alone', `\uFEFF<?xml version="1.0"?>\n${marcRecord('1')}`],
    ['in UTF-16', Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${marcRecord('1')}`, 'utf16le')],
    ['in UTF-16, in a collection', Buffer.from(`\uFEFF${collection(marcRecord('1'))}`, 'utf16le')],
    [
      'with the place of their schema',
      `<collection xmlns="${MARC}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><record xsi:schemaLocation="${MARC} x"><controlfield tag="001">1</controlfield></record></collection>`,
    ],
  ])('may stand %s', async (_, content) => {
    const { error, pages } = await follow({ 'a.xml': content });
    expect(error).toBeUndefined();
    const [record] = pages[0]!.records;
    expect(record?.identifier).toBe('1');
    // Well-formed on its own: what it needs is declared.
    expect((await follow({ 'a.xml': record!.xml! })).identifiers).toEqual(['1']);
  });

  it('that are damaged are mended and counted one by one, and kept as they were', async () => {
    const { pages, identifiers } = await follow({
      'a.xml': collection(marcRecord('1'), marcRecord('2', 'a\u0003b &nbsp;'), marcRecord('3')),
    });
    expect(identifiers).toEqual(['1', '2', '3']);
    expect(pages[0]?.records.map(({ repairs }) => repairs.length)).toEqual([0, 2, 0]);
    expect(pages[0]?.records[1]?.xml).toContain('a\uFFFDb \u00a0');
    expect(pages[0]?.records[1]?.source).toContain('a\u0003b &nbsp;');
    expect((await follow({ 'a.xml': pages[0]!.records[1]!.xml! })).identifiers).toEqual(['2']);
  });

  it('that cannot be called anything are set aside', async () => {
    const { error, pages, identifiers } = await follow({
      'a.xml': collection(marcRecord('1'), '<record><leader/></record>', marcRecord(' ')),
    });
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(['1']);
    expect(pages[0]?.unreadable.map(({ reason }) => reason)).toEqual(['it has no field 001', 'it has no field 001']);
  });

  it('are read by the thousand', async () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => String(index));
    expect(
      (
        await follow({
          'a.xml.gz': gzipSync(collection(...numbers.map((number) => marcRecord(number, `Nide ${Math.sin(Number(number))}`)))),
        })
      ).identifiers,
    ).toEqual(numbers);
  });
});

describe('saved answers', () => {
  it('of OAI-PMH keep their deletions', async () => {
    const { pages } = await follow({ 'a.xml': listPage(`<record>${header('1', ' status="deleted"')}</record>${oaiRecord('2')}`) });
    expect(pages[0]?.records.map(({ identifier, deleted }) => [identifier, deleted])).toEqual([
      [...ids('1'), true],
      [...ids('2'), false],
    ]);
  });

  it('of OAI-PMH may be of one record, or of none', async () => {
    const { error, identifiers } = await follow({
      'a.xml': envelope(`<GetRecord>${oaiRecord('1')}</GetRecord>`),
      'b.xml': oaiError('noRecordsMatch'),
    });
    expect([error, identifiers]).toEqual([undefined, ids('1')]);
  });

  it('of a list whose last page is missing prove nothing by what they lack', async () => {
    const { pages } = await follow({
      'a.xml': listPage(oaiRecords('1'), tokenElement('a')),
      'b.xml': listPage(oaiRecords('2'), tokenElement('b')),
    });
    expect(pages.at(-1)?.warnings).toEqual([
      'every saved answer of OAI-PMH ends with a resumptionToken: the last page of the list is missing',
    ]);
  });

  it('of SRU with fewer records than were found prove nothing either', async () => {
    expect((await follow({ 'a.xml': sruAnswer(3, '1', '2') })).pages.at(-1)?.warnings).toEqual([
      'the saved answers of SRU hold 2 records, and one of them says that 3 were found',
    ]);
    expect((await follow({ 'a.xml': sruAnswer(3, '1', '2'), 'b.xml': sruAnswer(3, '3') })).pages.some(({ warnings }) => warnings)).toBe(
      false,
    );
  });
});

describe('one record', () => {
  it('is looked for in all files, and the last one counts', async () => {
    await save({ 'a.xml': listPage(oaiRecord('1', 'Old')), 'b.xml': listPage(oaiRecord('1', 'New')), 'c.xml': marcRecord('1') });
    expect(await createClient().fetchRecord(ids('1')[0]!, never)).toMatchObject({
      kind: 'received',
      record: { xml: marcRecord('1', 'New') },
      responseDate: '2026-03-01T12:00:00Z',
    });
  });

  it('is gone when no file holds it', async () => {
    await save({ 'a.xml': marcRecord('1') });
    expect(await createClient().fetchRecord('2', never)).toEqual({ kind: 'gone', inWords: 'none of the 1 files holds it' });
  });

  it('is not gone when a file cannot be read', async () => {
    await save({ 'a.xml': marcRecord('1'), 'b.xml': '<html/>' });
    await expect(createClient().fetchRecord('2', never)).rejects.toMatchObject({ code: 'not-protocol' });
  });
});
