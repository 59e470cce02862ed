import { afterEach, describe, expect, it } from '@jest/globals';
import sruClient from '@natlibfi/sru-client';
import { sruRoutes } from '../../src/web/public/sru.js';
import { findChild, textOf } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { portsOf, workOf } from '../discovery/sru/sru-example.js';
import { startPublicServer, type PublicServer } from '../web/public/public-server.js';

const WORKS = Array.from({ length: 137 }, (_, number) => workOf(`w${number}`, { year: 1980 + (number % 40) }));
const IDENTIFIERS = WORKS.flatMap(({ manifestations }) => manifestations.map(({ identifier }) => identifier)).toSorted();

interface Received {
  readonly totals: readonly number[];
  readonly records: readonly string[];
  /** Of the record that comes next, if there is one. */
  readonly next?: number;
  readonly error?: Error;
}

let server: PublicServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** The national library's own client, as its programs use it, asks our server on loopback. */
const receive = async (
  query: string,
  { version = '2.0', retrieveAll = true, recordSchema = 'marcxml', startRecord = 1 } = {},
): Promise<Received> => {
  server ??= await startPublicServer(sruRoutes(portsOf(WORKS)));
  const client = sruClient.default({ url: `${server.url}/sru`, recordSchema, version, retrieveAll, maxRecordsPerRequest: 40 });
  const [totals, records]: [number[], string[]] = [[], []];
  return new Promise((resolve) => {
    client
      .searchRetrieve(query, { startRecord })
      .on('total', (total: number) => totals.push(total))
      .on('record', (record: string) => records.push(record))
      .on('end', (next?: number) => {
        resolve({ totals, records, ...(next !== undefined && { next }) });
      })
      .on('error', (error: Error) => {
        resolve({ totals, records, error });
      });
  });
};

const numberIn = (record: string): string => textOf(findChild(parseXml(record), 'controlfield'));

describe("the national library's SRU client", () => {
  it.each(['1.1', '1.2', '2.0'])('gets every record once by version %s, page after page', async (version) => {
    const { totals, records, error } = await receive('cql.allRecords = 1', { version });
    expect(error).toBeUndefined();
    expect(totals).toEqual([IDENTIFIERS.length]);
    expect(records.map(numberIn).toSorted()).toEqual(IDENTIFIERS);
  });

  it('stops after a page when it is told to, and goes on where it stopped', async () => {
    const first = await receive('cql.allRecords = 1', { retrieveAll: false });
    expect([first.records.length, first.next]).toEqual([40, 41]);
    const second = await receive('cql.allRecords = 1', { startRecord: 241 });
    expect([second.records.length, second.error]).toEqual([34, undefined]);
  });

  it('reads Dublin Core, too', async () => {
    const { records } = await receive('rec.id = w7', { recordSchema: 'dc' });
    expect(records.map((record) => textOf(findChild(parseXml(record), 'title')))).toEqual(['Julkaisu w7', 'Julkaisu w7']);
  });

  it('sees that nothing was found', async () => {
    expect(await receive('dc.title = nothing')).toEqual({ totals: [0], records: [] });
  });

  it.each([
    ['dc.colour = x', 'Unsupported index'],
    ['dc.title = "x', 'Invalid or unsupported use of quotes'],
    ['(dc.title = x', 'Invalid or unsupported use of parentheses'],
    ['bath.isbn = 978-952-491-530-5', 'Term in invalid format'],
  ])('is told what is wrong with %s', async (query, message) => {
    for (const version of ['1.2', '2.0']) {
      const { error, records } = await receive(query, { version });
      expect(records).toEqual([]);
      expect(error?.message).toContain(message);
    }
  });

  it('is told of a schema that there is not, and of a position behind the end', async () => {
    expect((await receive('cql.allRecords = 1', { recordSchema: 'mods' })).error?.message).toContain('Unknown schema');
    expect((await receive('cql.allRecords = 1', { startRecord: 1000 })).error?.message).toContain('First record position out of range');
  });
});
