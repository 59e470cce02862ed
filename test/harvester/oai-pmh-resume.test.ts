import { describe, expect, it } from '@jest/globals';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { ListPosition, ListRequest } from '../../src/harvester/source-client.js';
import { identify, ids, listPage, oaiError, oaiRecords } from './oai-answers.js';
import { createSurroundings, harvest, scriptedHttp, type Asked, type Harvested, type Reply, type Script } from './scripted-source.js';

const follow = async (script: Script, request: ListRequest = {}): Promise<Harvested & { readonly asked: readonly Asked[] }> => {
  const { http, asked } = scriptedHttp(script);
  const source = { id: 'test', url: 'http://source/oai', metadataPrefix: 'marc21' };
  return { ...(await harvest(createOaiPmhClient({ ...createSurroundings(0, http), source }), request)), asked };
};
const token = (text: string, attributes = ''): string => `<resumptionToken${attributes}>${text}</resumptionToken>`;
const PAGES: Readonly<Record<string, string>> = {
  '': listPage(oaiRecords('1'), token('a')),
  a: listPage(oaiRecords('2'), token('b')),
  b: listPage(oaiRecords('3')),
};
const repository: Script = ({ params }) => {
  if (params.get('verb') === 'Identify') return identify('YYYY-MM-DD');
  return PAGES[params.get('resumptionToken') ?? ''] ?? oaiError('badResumptionToken');
};
const at = (text: string, more: Partial<ListPosition> = {}): ListRequest => ({ resume: { token: text, listNumber: 1, ...more } });
const tokensOf = (asked: readonly Asked[]): readonly string[] => asked.map(({ params }) => params.get('resumptionToken') ?? '');
const numbersOf = ({ pages }: Harvested): readonly (number | undefined)[] => pages.map(({ listNumber }) => listNumber);

describe('each page says where the list goes on', () => {
  it('and the last one does not', async () => {
    const { pages } = await follow(repository);
    expect(pages.map(({ next }) => next)).toEqual([{ token: 'a', listNumber: 1 }, { token: 'b', listNumber: 1 }, undefined]);
  });

  it.each([
    ['2026-03-01T12:15:00Z', '2026-03-01T12:15:00Z'],
    ['2026-03-01T12:15:00.000Z', '2026-03-01T12:15:00Z'],
    ['2026-03-01T14:15:00+02:00', '2026-03-01T12:15:00Z'],
    ['2026-03-01 12:15:00', '2026-03-01T12:15:00Z'],
    ['', undefined],
    ['soon', undefined],
    ['0', undefined],
    ['2026-13-01T12:15:00Z', undefined],
    // The day says too little, and what had expired before it was sent is another clock.
    ['2026-03-02', undefined],
    ['2026-03-01T11:59:59Z', undefined],
  ])('expirationDate="%s" is %s', async (written, expires) => {
    const { pages } = await follow(({ params }) =>
      params.has('resumptionToken') ? listPage(oaiRecords('2')) : listPage(oaiRecords('1'), token('a', ` expirationDate="${written}"`)),
    );
    expect(pages[0]?.next?.expires).toBe(expires);
  });

  it('and how large it is', async () => {
    const { pages } = await follow(repository);
    expect(pages.map(({ bytes }) => bytes)).toEqual(['', 'a', 'b'].map((key) => Buffer.byteLength(PAGES[key]!)));
  });
});

describe('a list that is resumed', () => {
  it('goes on with its token, and asks for nothing else', async () => {
    const { error, pages, identifiers, asked, ...rest } = await follow(repository, { ...at('a', { listNumber: 3 }), from: '2026-01-01' });
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids('2', '3'));
    expect(numbersOf({ pages, identifiers, ...rest })).toEqual([3, 3]);
    expect(pages[0]?.next).toEqual({ token: 'b', listNumber: 3 });
    expect(asked.map(({ search }) => search)).toEqual(['verb=ListRecords&resumptionToken=a', 'verb=ListRecords&resumptionToken=b']);
  });

  it.each([
    ['2026-03-01T12:00:01Z', ['a', 'b'], [2, 2]],
    ['2026-03-01T12:00:00Z', ['', 'a', 'b'], [3, 3, 3]],
    ['2026-02-28T12:00:00Z', ['', 'a', 'b'], [3, 3, 3]],
  ])('with a token that expires at %s, at twelve, asks for %j', async (expires, tokens, listNumbers) => {
    const harvested = await follow(repository, at('a', { expires, listNumber: 2 }));
    expect(harvested.error).toBeUndefined();
    expect(tokensOf(harvested.asked)).toEqual(tokens);
    expect(numbersOf(harvested)).toEqual(listNumbers);
  });

  it.each<[string, Reply | string]>([
    ['badResumptionToken', oaiError('badResumptionToken')],
    ['badResumptionToken under HTTP 400', { status: 400, body: oaiError('badResumptionToken') }],
    ['noRecordsMatch', oaiError('noRecordsMatch')],
    ['badArgument', oaiError('badArgument')],
  ])('T25 (b) is begun again under the next number when its token is answered by %s', async (_, reply) => {
    const harvested = await follow((asked, index) => (index === 0 ? reply : repository(asked, index)), at('old', { listNumber: 4 }));
    expect(harvested.error).toBeUndefined();
    expect(harvested.identifiers).toEqual(ids('1', '2', '3'));
    expect(numbersOf(harvested)).toEqual([5, 5, 5]);
    expect(tokensOf(harvested.asked)).toEqual(['old', '', 'a', 'b']);
  });

  it('T34 asks for a range by the granularity of the repository only when it is begun again', async () => {
    const { asked } = await follow(repository, { ...at('old'), from: '2026-01-02T03:04:05Z' });
    expect(asked.map(({ search }) => search)).toEqual([
      'verb=ListRecords&resumptionToken=old',
      'verb=Identify',
      'verb=ListRecords&metadataPrefix=marc21&from=2026-01-02',
      'verb=ListRecords&resumptionToken=a',
      'verb=ListRecords&resumptionToken=b',
    ]);
  });

  it('T25 ends after three new beginnings, like any other', async () => {
    const { error, asked } = await follow(
      ({ params }) => (params.has('resumptionToken') ? oaiError('badResumptionToken') : listPage(oaiRecords('1'), token('a'))),
      at('old'),
    );
    expect(error?.code).toBe('token-refused');
    expect(tokensOf(asked).filter((text) => text === '')).toHaveLength(3);
  });

  it('may have nothing but its end left', async () => {
    const { error, identifiers } = await follow(() => listPage('', '<resumptionToken/>'), at('z'));
    expect([error, identifiers]).toEqual([undefined, []]);
  });

  it('T28 is not counted against what the source promised', async () => {
    const { pages } = await follow(() => listPage(oaiRecords('3'), '<resumptionToken completeListSize="300"/>'), at('z'));
    expect(pages.map(({ warnings }) => warnings)).toEqual([undefined]);
  });

  it('T23 may not go round in circles either', async () => {
    expect((await follow(() => listPage(oaiRecords('3'), token('z')), at('z'))).error?.code).toBe('token-loop');
  });
});
