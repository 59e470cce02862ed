import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../src/xml/element.js';
import {
  codesOf,
  harvestIdentifiers,
  harvestList,
  headersOf,
  identifiersOf,
  nextTokenOf,
  readAnswer,
  tokenOf,
} from '../provider/harvest.js';
import { openPublished, publication, type PublishedRepository } from '../provider/catalogue.js';
import { deletion, identifierOf, item, localIds, openRepository, record, type Repository } from '../provider/repository.js';
import { readOaiAnswer, serve, type Service } from './service.js';

// What harvesters in use do, as seen when they were run against a provider, and what each needs of us.

const COUNT = 11;
const ALL = localIds(COUNT).map(identifierOf);

let repository: Repository;
let service: Service;
beforeAll(async () => {
  repository = openRepository({ oai: { pageSize: 3 } });
  await repository.put(...localIds(COUNT).flatMap((id) => item(id)));
  service = await serve(repository);
});
afterAll(() => service.stop());

const ask = (query: string) => service.ask('GET', query);

describe("Kansalliskirjasto's client for Node (oai-pmh-client)", () => {
  it('needs attributes on each token with which the list goes on, and none on the last: else it stops or never ends', async () => {
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=marcxml');
    for (const page of pages.slice(0, -1)) {
      expect(Object.keys(tokenOf(page)!.attributes).sort()).toEqual(['completeListSize', 'cursor', 'expirationDate']);
    }
    expect(pages.at(-1)!.text).toContain('<resumptionToken/>');
  });

  it('reads the record in MARCXML by its name without a prefix', async () => {
    const { text } = await ask('verb=ListRecords&metadataPrefix=marcxml');
    expect(text.match(/<metadata><record[ >]/g)).toHaveLength(3);
    expect(text).not.toMatch(/<\w+:(?:record|leader|datafield|subfield)/);
  });
});

describe("Finna's RecordManager", () => {
  it('asks Identify first and reads the granularity and its own next from there', async () => {
    const { body, responseDate } = await ask('verb=Identify');
    expect(textOf(findChild(body, 'granularity'))).toBe('YYYY-MM-DDThh:mm:ssZ');
    expect(responseDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('loses nothing that changes between its Identify and the end of its list', async () => {
    const changing = openRepository({ oai: { pageSize: 2 } });
    await changing.put(...localIds(5).map((id) => record(id)));
    const { responseDate } = await changing.ask('verb=Identify');
    await changing.store.commit({ records: [record('2013-001-pdf')] });
    const seen = await harvestIdentifiers(changing.ask, 'metadataPrefix=oai_dc');
    changing.clock.tick(2);
    const next = await harvestIdentifiers(changing.ask, `metadataPrefix=oai_dc&from=${responseDate}`);
    expect(new Set([...seen, ...next])).toContain(identifierOf('2013-001-pdf'));
  });

  it('finds its records as children of ListRecords by their names without a prefix', async () => {
    const { body } = await ask('verb=ListRecords&metadataPrefix=oai_dc');
    expect(childElements(body!).map(({ name }) => name)).toEqual(['record', 'record', 'record', 'resumptionToken']);
    expect(childElements(childElements(body!)[0]!).map(({ name }) => name)).toEqual(['header', 'metadata']);
  });

  it('never gets noRecordsMatch to a token, even when all that was left has changed', async () => {
    const changing = openRepository({ oai: { pageSize: 1 } });
    await changing.put(record('2012-001-pdf'), record('2012-002-pdf'));
    const token = nextTokenOf(await changing.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    await changing.put(deletion('2012-002-pdf'));
    expect(codesOf(await changing.ask(`verb=ListRecords&resumptionToken=${token}`))).not.toContain('noRecordsMatch');
  });

  it('comes back with a token after we were restarted', async () => {
    const token = nextTokenOf(await ask('verb=ListRecords&metadataPrefix=marcxml'));
    const restarted = await serve(repository.reopen());
    expect(identifiersOf(await restarted.ask('GET', `verb=ListRecords&resumptionToken=${token}`))).toEqual(ALL.slice(3, 6));
    await restarted.stop();
  });

  it('sends a token back with the white space round it, and would take 0 for none', async () => {
    const token = nextTokenOf(await ask('verb=ListRecords&metadataPrefix=marcxml'));
    expect(token).not.toBe('0');
    expect(token.trim()).toBe(token);
    expect(identifiersOf(await ask(`verb=ListRecords&resumptionToken=%0A%20${token}%20`))).toEqual(ALL.slice(3, 6));
  });

  it('stops at any element named error, so no good answer has one', async () => {
    const names = (of: XmlElement): readonly string[] => [localName(of), ...childElements(of).flatMap(names)];
    const published: PublishedRepository = openPublished();
    await published.publish(publication('2012-1'));
    for (const query of [
      'verb=Identify',
      'verb=ListSets',
      ...['oai_dc', 'marcxml', 'kk'].map((prefix) => `verb=ListRecords&metadataPrefix=${prefix}`),
    ]) {
      expect(names((await published.ask(query)).root)).not.toContain('error');
    }
  });

  it('compares by ListIdentifiers: the same items as ListRecords, the deleted ones marked', async () => {
    const [headers, records] = [
      await harvestList(ask, 'ListIdentifiers', 'metadataPrefix=marcxml'),
      await harvestList(ask, 'ListRecords', 'metadataPrefix=marcxml'),
    ];
    expect(headers.flatMap(headersOf)).toEqual(records.flatMap(headersOf));
  });
});

describe("Kansalliskirjasto's older harvester of publication archives", () => {
  it('sends from with milliseconds and reads one page only: the default page is larger than the catalogue', async () => {
    const wide = openRepository();
    await wide.put(...localIds(400).map((id) => record(id, 'kk')));
    const answer = await wide.ask('verb=ListRecords&metadataPrefix=kk&from=2012-01-01T00:00:00.000Z');
    expect(headersOf(answer)).toHaveLength(400);
    expect(tokenOf(answer)).toBeUndefined();
    expect(answer.text).toContain('<kk:metadata');
    expect(answer.text).toContain('<kk:field');
  });
});

describe('oai-pmh, the client from npm', () => {
  const run = async (...given: readonly string[]): Promise<readonly unknown[]> => {
    const [command, ...options] = given;
    const program = 'node_modules/oai-pmh/bin/oai-pmh';
    // Not through a proxy that this machine may have: the service is on loopback.
    const env = { PATH: process.env['PATH'], NO_PROXY: '*' };
    const url = `http://127.0.0.1:${service.port}/oai`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-deprecation', program, command!, ...options, url], {
      env,
      maxBuffer: 10_000_000,
    });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  };
  interface Read {
    readonly identifier: string;
    readonly header: Read;
  }

  it.each(['oai_dc', 'marcxml', 'marc21', 'kk'])('reads every record of a list of several pages exactly once: %s', async (prefix) => {
    const records = (await run('list-records', '-p', prefix)) as readonly Read[];
    expect(records.map(({ header }) => header.identifier)).toEqual(ALL);
  });

  it('reads headers, a set, dates, one record, the formats, the sets and Identify', async () => {
    expect(((await run('list-identifiers', '-p', 'oai_dc')) as readonly Read[]).map(({ identifier }) => identifier)).toEqual(ALL);
    expect(await run('list-identifiers', '-p', 'oai_dc', '-s', 'own:online', '-f', '2012-03-04', '-u', '2012-03-04')).toHaveLength(COUNT);
    expect(await run('get-record', '-p', 'oai_dc', '-i', ALL[4]!)).toMatchObject([{ header: { identifier: ALL[4] } }]);
    expect(await run('list-metadata-formats')).toMatchObject([
      [{ metadataPrefix: 'oai_dc' }, { metadataPrefix: 'marcxml' }, { metadataPrefix: 'marc21' }, { metadataPrefix: 'kk' }],
    ]);
    expect(((await run('list-sets')) as readonly { setSpec: string }[]).map(({ setSpec }) => setSpec)).toContain('own:print');
    expect(await run('identify')).toMatchObject([{ protocolVersion: '2.0', deletedRecord: 'persistent' }]);
  });

  it('stops where cursor and page come to completeListSize: they do so on the last page only', async () => {
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc');
    for (const page of pages.slice(0, -1)) {
      const { cursor, completeListSize } = tokenOf(page)!.attributes;
      expect(Number(cursor) + headersOf(page).length).toBeLessThan(Number(completeListSize));
    }
  });
});

describe('oai-pmh-2-js', () => {
  it('puts a slash behind the base URL and accepts application/xml', async () => {
    const send = (query: string) => service.send({ path: `/oai/?${query}`, headers: { Accept: 'application/xml' } });
    const first = readOaiAnswer(await send('verb=ListRecords&metadataPrefix=oai_dc'));
    expect(identifiersOf(readOaiAnswer(await send(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`)))).toEqual(ALL.slice(3, 6));
  });
});

describe('other clients in JavaScript', () => {
  it('accept JSON before anything and several encodings, and get XML by gzip', async () => {
    const answer = await service.send({
      path: '/oai?verb=Identify',
      headers: { Accept: 'application/json, text/plain, */*', 'Accept-Encoding': 'gzip, compress, deflate, br' },
    });
    expect([answer.status, answer.headers['content-type'], answer.headers['content-encoding']]).toEqual([
      200,
      'text/xml; charset=utf-8',
      'gzip',
    ]);
    expect(readAnswer(gunzipSync(answer.body).toString()).body?.name).toBe('Identify');
  });

  it('need a description in Identify', async () => {
    expect(childElements((await ask('verb=Identify')).body!, 'description').length).toBeGreaterThan(0);
  });
});

describe('HTTP::OAI for Perl', () => {
  it('sends TE and reads namespaces as the standard prints them', async () => {
    const answer = await service.send({
      path: '/oai?verb=ListRecords&metadataPrefix=oai_dc',
      headers: { TE: 'deflate,gzip;q=0.3', Connection: 'close, TE', 'User-Agent': 'libwww-perl/6' },
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    const { text } = readOaiAnswer(answer);
    expect(text).toContain('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"');
    expect(text).toMatch(/<oai_dc:dc [^>]*xmlns:oai_dc="http:\/\/www\.openarchives\.org\/OAI\/2\.0\/oai_dc\/"/);
    expect(text).toContain('xmlns:dc="http://purl.org/dc/elements/1.1/"');
  });
});

describe('metha', () => {
  it('asks month by month up to the end of yesterday, and has everything once', async () => {
    const monthly = openRepository({ start: '2012-01-31T23:59:58Z', oai: { pageSize: 2 } });
    for (const id of localIds(12)) {
      await monthly.put(record(id));
      monthly.clock.tick(9 * 86_400);
    }
    const windows = [
      '2012-01-01&until=2012-01-31',
      '2012-02-01&until=2012-02-29',
      '2012-03-01&until=2012-03-31',
      '2012-04-01&until=2012-04-30',
      '2012-05-01&until=2012-05-31',
    ];
    const seen: string[] = [];
    for (const window of windows) {
      const answer = await monthly.ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${window}`);
      if (codesOf(answer).length === 0) seen.push(...(await harvestIdentifiers(monthly.ask, `metadataPrefix=oai_dc&from=${window}`)));
      else expect(codesOf(answer)).toEqual(['noRecordsMatch']);
    }
    expect(seen).toEqual(localIds(12).map(identifierOf));
  });

  it('ends its list at a token that comes again: none does', async () => {
    const tokens = (await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc')).map((page) => tokenOf(page)!.text);
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('sickle, vufindharvest, phpoaipmh, ruby-oai, pyoai, scythe and the harvester of OCLC', () => {
  it('walk by GET as the standard says: Identify, formats, sets, then each list to its end', async () => {
    expect((await ask('verb=Identify')).body?.name).toBe('Identify');
    const prefixes = childElements((await ask('verb=ListMetadataFormats')).body!).map((format) =>
      textOf(findChild(format, 'metadataPrefix')),
    );
    for (const prefix of prefixes) expect(await harvestIdentifiers(ask, `metadataPrefix=${prefix}`)).toEqual(ALL);
    for (const set of ['own', 'own:online']) expect(await harvestIdentifiers(ask, `metadataPrefix=oai_dc&set=${set}`)).toEqual(ALL);
  });
});
