import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreError, type Store } from '../../src/store/ports.js';
import { nextTokenOf } from '../provider/harvest.js';
import { identifierOf, item, localIds, openRepository, type Repository } from '../provider/repository.js';
import { serve, TRANSPORTS, FORM, type HttpAnswer, type Service } from './service.js';

const SECRET = 'disk /dev/sda7 of user kalle is full';
type ReadMethod = 'readMoment' | 'findRecord' | 'listRecordsOf' | 'listRecords' | 'listHeaders' | 'countRecords';

let repository: Repository;
beforeAll(async () => {
  repository = openRepository({ oai: { pageSize: 2 } });
  await repository.put(...localIds(6).flatMap((id) => item(id)));
});

const services: Service[] = [];
afterEach(() => Promise.all(services.splice(0).map((service) => service.stop())));

/** The same repository over a store of which one method fails. */
const serveWith = async (method: ReadMethod, fail: () => never): Promise<Service> => {
  const store: Store = { ...repository.store, [method]: async () => fail() };
  const service = await serve(repository.reopen({ store }));
  services.push(service);
  return service;
};

const unwell = (): never => {
  throw new StoreError('unavailable', SECRET, { cause: new Error(SECRET) });
};
const broken = (): never => {
  throw new TypeError(SECRET);
};

const ITEM = identifierOf('2012-001-pdf');
const CASES: readonly (readonly [ReadMethod, string])[] = [
  ['readMoment', 'verb=Identify'],
  ['listHeaders', 'verb=Identify'],
  ['readMoment', 'verb=ListSets'],
  ['readMoment', 'verb=ListMetadataFormats'],
  ['listRecordsOf', `verb=ListMetadataFormats&identifier=${ITEM}`],
  ['findRecord', `verb=GetRecord&metadataPrefix=oai_dc&identifier=${ITEM}`],
  ['listRecordsOf', 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none'],
  ['countRecords', 'verb=ListRecords&metadataPrefix=oai_dc'],
  ['countRecords', 'verb=ListIdentifiers&metadataPrefix=oai_dc'],
  ['listRecords', 'verb=ListRecords&metadataPrefix=oai_dc'],
  ['listHeaders', 'verb=ListIdentifiers&metadataPrefix=oai_dc'],
  ['listRecords', 'verb=ListRecords&resumptionToken=TOKEN'],
  ['listHeaders', 'verb=ListIdentifiers&resumptionToken=TOKEN'],
  ['readMoment', 'verb=ListRecords&resumptionToken=TOKEN'],
];

const withToken = async (query: string): Promise<string> => {
  if (!query.includes('TOKEN')) return query;
  const verb = new URLSearchParams(query).get('verb')!;
  return query.replace('TOKEN', nextTokenOf(await repository.ask(`verb=${verb}&metadataPrefix=oai_dc`)));
};

const expectNothingLeaked = ({ text, headers }: HttpAnswer): void => {
  expect(`${text}${JSON.stringify(headers)}`).not.toMatch(/kalle|sda7|StoreError|TypeError|\.[jt]s\b|node:/);
  expect(text).not.toContain('<');
};

describe.each(TRANSPORTS)('when the store fails, by %s', (transport) => {
  const send = (service: Service, query: string) =>
    transport === 'GET'
      ? service.send({ path: `/oai?${query}` })
      : service.send({ method: 'POST', headers: { 'Content-Type': FORM }, body: query });

  it.each(CASES)('row 15, row 23: %s at %s is 503 with Retry-After, never an empty list or half an answer', async (method, query) => {
    const service = await serveWith(method, unwell);
    const answer = await send(service, await withToken(query));
    expect(answer.status).toBe(503);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const seconds = Number(answer.headers['retry-after']);
    expect(Number.isInteger(seconds) && seconds > 0 && seconds <= 3600).toBe(true);
    expectNothingLeaked(answer);
    expect(service.logged.join('')).toContain(SECRET);
  });

  it.each(CASES)('a fault that nobody foresaw, %s at %s, is 500 in plain words', async (method, query) => {
    const service = await serveWith(method, broken);
    const answer = await send(service, await withToken(query));
    expect(answer.status).toBe(500);
    expect(answer.headers['retry-after']).toBeUndefined();
    expectNothingLeaked(answer);
    expect(service.logged.join('')).toContain(SECRET);
  });

  it('row 21: once the store is well again the same token goes on', async () => {
    let failures = 2;
    const listRecords: Store['listRecords'] = async (query) => (failures-- > 0 ? unwell() : repository.store.listRecords(query));
    const service = await serve(repository.reopen({ store: { ...repository.store, listRecords } }));
    services.push(service);
    const query = await withToken('verb=ListRecords&resumptionToken=TOKEN');
    const statuses = [];
    for (let attempt = 0; attempt < 3; attempt++) statuses.push((await send(service, query)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });
});

describe('a failed answer', () => {
  it.each(['gzip', 'deflate'])('is not said to be compressed (%s)', async (encoding) => {
    const service = await serveWith('readMoment', unwell);
    const answer = await service.send({ path: '/oai?verb=Identify', headers: { 'Accept-Encoding': encoding } });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([503, undefined]);
    expect(answer.text).toContain('Try again later');
  });

  it('to HEAD has no body, and to a browser no page', async () => {
    const service = await serveWith('readMoment', unwell);
    expect(await service.send({ method: 'HEAD', path: '/oai?verb=Identify' })).toMatchObject({ status: 503, text: '' });
    const page = await service.send({ path: '/oai?verb=Identify', headers: { Accept: 'text/html' } });
    expect([page.status, page.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
  });

  it('row 23: every good answer says how long it is, so that one that was cut is known', async () => {
    const service = await serve(repository);
    services.push(service);
    for (const query of ['verb=Identify', 'verb=ListRecords&metadataPrefix=oai_dc', 'verb=x']) {
      const { headers, body } = await service.send({ path: `/oai?${query}` });
      expect(headers['content-length']).toBe(String(body.length));
      expect(headers['transfer-encoding']).toBeUndefined();
    }
  });
});

describe('stopping', () => {
  /** A store whose lists wait until they are let go. */
  const slow = () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let reached = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (reached = resolve));
    const listRecords: Store['listRecords'] = async (query) => {
      reached();
      await gate;
      return repository.store.listRecords(query);
    };
    return { store: { ...repository.store, listRecords }, release, arrival };
  };

  it('ends what is being answered and takes no new connection', async () => {
    const { store, release, arrival } = slow();
    const service = await serve(repository.reopen({ store }));
    const answer = service.send({ path: '/oai?verb=ListRecords&metadataPrefix=oai_dc' });
    await arrival;
    const stopped = service.stop(5000);
    await expect(service.send({ path: '/oai?verb=Identify' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release();
    expect((await answer).status).toBe(200);
    await stopped;
  });

  it('cuts what is still not answered when the grace is over', async () => {
    const { store, arrival } = slow();
    const service = await serve(repository.reopen({ store }));
    const answer = service.send({ path: '/oai?verb=ListRecords&metadataPrefix=oai_dc' }).catch((error: unknown) => error);
    await arrival;
    await service.stop(50);
    expect(await answer).toMatchObject({ code: 'ECONNRESET' });
  });
});
