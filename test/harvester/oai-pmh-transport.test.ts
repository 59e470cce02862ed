import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { OaiPmhSource } from '../../src/harvester/oai-pmh/oai-pmh-source.js';
import { isPublicAddress } from '../../src/harvester/transport/address-guard.js';
import { createHttp } from '../../src/harvester/transport/http.js';
import { envelope, ids, listPage, marcRecord, oaiError, oaiRecord, oaiRecords, tokenElement } from './oai-answers.js';
import {
  createSurroundings,
  harvest,
  startSource,
  type Harvested,
  type Reply,
  type Script,
  type ScriptedSource,
} from './scripted-source.js';

let source: ScriptedSource | undefined;
afterEach(async () => {
  await source?.close();
  source = undefined;
});

interface Told extends Harvested {
  readonly waits: readonly number[];
  readonly asked: readonly string[];
}

const follow = async (script: Script, more: Partial<OaiPmhSource> = {}): Promise<Told> => {
  source = await startSource(script);
  const { waits, ...surroundings } = createSurroundings();
  const client = createOaiPmhClient({ ...surroundings, source: { id: 'test', url: source.url, metadataPrefix: 'marc21', ...more } });
  const harvested = await harvest(client);
  return { ...harvested, waits, asked: source.asked.map(({ search }) => search) };
};
/** The given answers one after another, the last one for ever. */
const inTurn =
  (...replies: readonly (Reply | string)[]): Script =>
  (_, index) =>
    replies[Math.min(index, replies.length - 1)]!;
const GOOD = listPage(oaiRecords('1', '2'));

describe('an answer that is none', () => {
  it.each([
    ['T1 a login page', '<!DOCTYPE html><html><body>Kirjaudu: password=hunter2</body></html>', 'not-protocol'],
    ['T2 nothing', '', 'not-protocol'],
    ['T2 blanks', '  \n', 'not-protocol'],
    ['T2 JSON', '{"message":"Service down"}', 'not-protocol'],
    ['T2 plain text', 'Service down', 'not-protocol'],
    ['T3 a notice after the end', `${GOOD}<br /><b>Notice</b>`, 'malformed'],
    ['T4 a page cut in a tag', GOOD.slice(0, -40), 'malformed'],
    ['T4 a page cut before the token', GOOD.slice(0, GOOD.lastIndexOf('</record>') + 9), 'malformed'],
    ['T5 two roots', `${GOOD}<c/>`, 'malformed'],
    ['D4 an envelope and nothing in it', envelope(''), 'not-protocol'],
  ])('%s is asked for again, and never the end of a list', async (_, body, code) => {
    const failed = await follow(inTurn(body));
    expect(failed.error?.code).toBe(code);
    expect(failed.pages).toEqual([]);
    expect(failed.waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
    await source?.close();
    const healed = await follow(inTurn(body, GOOD));
    expect(healed.error).toBeUndefined();
    expect(healed.identifiers).toEqual(ids('1', '2'));
  });

  it('T1 says how it began, without secrets', async () => {
    const { error } = await follow(inTurn('<html><body>Kirjaudu: password=hunter2\u202e</body></html>'));
    expect(error?.message).toContain('Kirjaudu');
    expect(error?.message).not.toMatch(/hunter2|\u202e/);
    expect(error?.message).toContain('tried 6 times');
  });

  it('T3 a source known for it is read to its end', async () => {
    const { pages, identifiers } = await follow(inTurn(`${GOOD}\n<br />\n<b>Notice</b>`), { quirks: ['text-after-end'] });
    expect(identifiers).toEqual(ids('1', '2'));
    expect(pages[0]?.warnings).toEqual(['what followed the end of the document was dropped']);
  });

  it('T4 a connection that breaks off is tried again', async () => {
    const { identifiers, waits } = await follow(
      inTurn({ body: GOOD.slice(0, 300), headers: { 'Content-Length': '5000' }, broken: true }, GOOD),
    );
    expect(identifiers).toEqual(ids('1', '2'));
    expect(waits).toEqual([1000]);
  });

  it('T18 a document type is refused at once', async () => {
    const { error, waits } = await follow(inTurn(GOOD.replace('?>', '?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')));
    expect(error?.code).toBe('doctype');
    expect(waits).toEqual([]);
  });

  it('T14 gzip that nobody announced is unpacked, a bomb is refused', async () => {
    expect((await follow(inTurn({ body: gzipSync(GOOD) }))).identifiers).toEqual(ids('1', '2'));
    await source?.close();
    const { error, waits } = await follow(inTurn({ body: gzipSync(Buffer.alloc(50_000_000, ' ')) }), { maxBytes: 1_000_000 });
    expect(error?.code).toBe('too-large');
    expect(waits).toEqual([]);
  });

  it('T15 bytes that are not what they are labelled are refused, or mended and counted where the source is known for it', async () => {
    const body = Buffer.from(listPage(oaiRecord('1', 'p\u00e4\u00e4t\u00f6s')), 'latin1');
    expect((await follow(inTurn({ body }))).error?.code).toBe('malformed');
    await source?.close();
    const { pages } = await follow(inTurn({ body }), { quirks: ['windows-1252'] });
    expect(pages[0]?.records[0]?.xml).toContain('päätös');
    expect(pages[0]?.records[0]?.repairs).toEqual(['labelled UTF-8, read as windows-1252']);
  });

  it.each([
    ['T16 an illegal character', '\u0003'],
    ['T16 an undeclared entity', '&nbsp;'],
    ['T17 a declaration inside', '<?xml version="1.0"?>'],
  ])('%s is mended in its own record only, and the original kept', async (_, damage) => {
    const { pages, identifiers } = await follow(inTurn(listPage(oaiRecord('1') + oaiRecord('2', `a${damage}b`) + oaiRecord('3'))));
    expect(identifiers).toEqual(ids('1', '2', '3'));
    expect(pages[0]?.records.map(({ repairs }) => repairs.length)).toEqual([0, 1, 0]);
    expect(pages[0]?.records.map(({ source: kept }) => kept?.includes(damage))).toEqual([undefined, true, undefined]);
  });
});

describe('an HTTP status', () => {
  it('T6 503 without a word is tried six times, ever later', async () => {
    const { error, waits } = await follow(inTurn({ status: 503 }));
    expect(error?.code).toBe('status');
    expect(error?.message).toContain('503');
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it.each([
    ['7', 7000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['-1', 1000],
    ['abc', 1000],
    ['1e9', 1000],
    ['600', 600_000],
  ])('T7 Retry-After: %s waits %d ms', async (value, ms) => {
    for (const status of [503, 429]) {
      const headers = { 'Retry-After': value, Date: 'Sun, 01 Mar 2026 12:00:00 GMT' };
      const { identifiers, waits } = await follow(inTurn({ status, headers }, GOOD));
      expect(identifiers).toEqual(ids('1', '2'));
      expect(waits).toEqual([ms]);
      await source?.close();
    }
  });

  it.each([
    ['86400', '2026-03-02T12:00:00Z'],
    ['9'.repeat(400), '2027-03-01T12:00:00Z'],
  ])('T7 Retry-After: %.10s pauses the harvest and says until when', async (value, at) => {
    const { error, waits } = await follow(inTurn({ status: 503, headers: { 'Retry-After': value } }));
    expect([error?.code, error?.nextAttemptAt]).toEqual(['paused', at]);
    expect(waits).toEqual([]);
  });

  it.each([500, 502, 504])('T8 %d once is nothing, for ever on one page it is the end, with the pages before it', async (status) => {
    const first = listPage(oaiRecords('1'), tokenElement('t'));
    expect((await follow(inTurn({ status }, GOOD))).identifiers).toEqual(ids('1', '2'));
    await source?.close();
    const { error, identifiers } = await follow(inTurn(first, { status }));
    expect(error?.code).toBe('status');
    expect(identifiers).toEqual(ids('1'));
  });

  it.each([413, 422])('T9 %d wants a narrower range, and says so', async (status) => {
    const { error, waits } = await follow(inTurn({ status, body: 'Narrow the request' }));
    expect(error?.code).toBe('too-wide');
    expect(error?.message).toContain('Narrow the request');
    expect(waits).toEqual([]);
  });

  it.each([401, 403])('T10 %d is not tried again', async (status) => {
    const { error, waits, asked } = await follow(inTurn({ status, body: 'IP not allowed' }));
    expect(error?.code).toBe('forbidden');
    expect(error?.message).toContain('our address is not allowed');
    expect([waits, asked.length]).toEqual([[], 1]);
  });

  it.each([400, 404, 500])('T20 %d with a sound answer of the protocol is that answer', async (status) => {
    const { error, waits } = await follow(inTurn({ status, body: oaiError('badArgument', 'somethingElse') }));
    expect(error?.code).toBe('source-error');
    expect(error?.message).toContain('badArgument (badArgument!), somethingElse (somethingElse!)');
    expect(waits).toEqual([]);
  });

  it.each([429, 503])('T7 %d is a wait, whatever its body says', async (status) => {
    const { identifiers, waits } = await follow(inTurn({ status, body: oaiError('badArgument'), headers: { 'Retry-After': '3' } }, GOOD));
    expect([identifiers, waits]).toEqual([ids('1', '2'), [3000]]);
  });

  it('T20 an error inside broken XML is no answer', async () => {
    expect((await follow(inTurn(oaiError('noRecordsMatch').slice(0, -3)))).error?.code).toBe('malformed');
  });

  it('404 without one is not tried again', async () => {
    const { error, waits } = await follow(inTurn({ status: 404, body: 'Not here' }));
    expect([error?.code, waits.length]).toEqual(['status', 0]);
  });
});

it('T12 a connection that cannot be trusted is not tried again, nor without trust', async () => {
  source = await startSource(inTurn(GOOD));
  const { waits, ...surroundings } = createSurroundings();
  const url = source.url.replace('http:', 'https:');
  const { error } = await harvest(createOaiPmhClient({ ...surroundings, source: { id: 'test', url, metadataPrefix: 'marc21' } }));
  expect(error?.code).toBe('tls');
  expect([waits, source.asked]).toEqual([[], []]);
});

it('T11 an address that a guard forbids is not tried again; a closed door is', async () => {
  const { waits, http: _, ...surroundings } = createSurroundings();
  const guarded = createHttp({ userAgent: 'Julkaisusilta/test', timeoutMs: 5000, maxBytes: 1000, addresses: isPublicAddress });
  const { error } = await harvest(
    createOaiPmhClient({ ...surroundings, http: guarded, source: { id: 'a', url: 'http://127.0.0.1:9/', metadataPrefix: 'x' } }),
  );
  expect([error?.code, waits.length]).toEqual(['refused', 0]);
  const open = createSurroundings();
  const closed = await startSource(inTurn(GOOD));
  await closed.close();
  const { error: nobody } = await harvest(createOaiPmhClient({ ...open, source: { id: 'a', url: closed.url, metadataPrefix: 'x' } }));
  expect([nobody?.code, open.waits.length]).toEqual(['refused', 5]);
});

describe('T19 namespaces', () => {
  it('count, prefixes and order do not; schemaLocation may be missing', async () => {
    const body = `<oai:OAI-PMH xmlns:oai="http://www.openarchives.org/OAI/2.0/" xmlns:m="http://www.loc.gov/MARC21/slim"><oai:request/><oai:responseDate>2026-03-01T12:00:00.000Z</oai:responseDate><oai:ListRecords><oai:record><oai:header><oai:identifier> oai:example.fi:1 </oai:identifier><oai:datestamp>2026-01-01</oai:datestamp></oai:header><oai:metadata><m:record><m:leader/></m:record></oai:metadata></oai:record></oai:ListRecords></oai:OAI-PMH>`;
    const { pages } = await follow(inTurn(body));
    expect(pages[0]?.responseDate).toBe('2026-03-01T12:00:00.000Z');
    expect(pages[0]?.records).toEqual([
      {
        identifier: 'oai:example.fi:1',
        datestamp: '2026-01-01',
        deleted: false,
        repairs: [],
        xml: '<m:record xmlns:m="http://www.loc.gov/MARC21/slim"><m:leader/></m:record>',
      },
    ]);
  });

  it('of another protocol are none of ours', async () => {
    expect((await follow(inTurn(GOOD.replace('OAI/2.0/', 'OAI/1.1/')))).error?.code).toBe('not-protocol');
  });

  it('T42 without a readable responseDate the Date header stands for it', async () => {
    const body = GOOD.replace(/<responseDate>[^<]*/, '<responseDate>yesterday');
    const { pages } = await follow(inTurn({ body, headers: { Date: 'Sun, 01 Mar 2026 12:00:30 GMT' } }));
    expect(pages[0]?.responseDate).toBe('2026-03-01T12:00:30Z');
  });
});

it('a record goes on exactly as it came', async () => {
  const { pages } = await follow(inTurn(listPage(oaiRecord('1'))));
  expect(pages[0]?.records[0]?.xml).toBe(marcRecord('1'));
});
