import http from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../../src/catalogue/datestamp.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import type { Work } from '../../../src/discovery/work.js';
import { readSchema } from '../../../src/platform/json-schema.js';
import { publicApiRoutes, type PublicApiPorts } from '../../../src/web/public/api/public-api.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { SETTINGS } from '../../golden/settings.js';
import { startPublicServer, type PublicServer } from './public-server.js';

const [SEED] = EXAMPLE_WORKS as [Work];
const TWIN: Work = { ...SEED, id: '2014-9', year: 2014, ties: SEED.ties.map((tie) => ({ ...tie, dead: 1_790_000_000 as Datestamp })) };
const fixed = createFixedDiscovery([...EXAMPLE_WORKS, TWIN]);
/** What the fixed one does not know: a remark, and suggestions. */
const discovery: Discovery = {
  ...fixed,
  resolve: async (wish) => {
    if (wish.value === '987-952-491-529-8') return { kind: 'found', work: SEED, remark: 'The number is mistyped: it begins with 978.' };
    if (wish.value === '978-952-491-530-5')
      return { kind: 'invalid', reason: 'The last digit of 978-952-491-530-5 would be 4.', suggestions: ['978-952-491-530-4'] };
    return fixed.resolve(wish);
  },
};
const PORTS: PublicApiPorts = { discovery, settings: SETTINGS, publicUrl: 'https://julkaisut.example.fi' };

interface Operation {
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const DESCRIPTION = readSchema('public-api.json') as { readonly paths: Readonly<Record<string, { readonly get: Operation }>> };

const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(DESCRIPTION, 'api');

/** What an answer has that is not described. */
const faultsOf = (path: string, status: number, type: string, value: unknown): readonly string[] => {
  const template = Object.keys(DESCRIPTION.paths).find((each) =>
    new RegExp(`^${each.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  );
  const response = template === undefined ? undefined : DESCRIPTION.paths[template]?.get.responses[String(status)];
  if (template === undefined || !response) return [`${path} ${status} is not described`];
  const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
  const pointer = '$ref' in response ? String(response['$ref']).slice(1) : `/paths/${step(template)}/get/responses/${status}`;
  const validate: ValidateFunction = ajv.compile({ $ref: `api#${pointer}/content/${step(type)}/schema` });
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message = '', params }) => `${path} ${instancePath} ${message} ${JSON.stringify(params)}`,
      );
};

let server: PublicServer;
beforeAll(async () => {
  server = await startPublicServer(publicApiRoutes(PORTS));
});
afterAll(() => server.stop());

interface Got {
  readonly status: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** Each answer is held against the description. */
const get = async (target: string): Promise<Got> => {
  const response = await fetch(`${server.url}${target}`);
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  const value = (await response.json()) as Got['value'];
  expect(faultsOf(target.replace(/\?.*/, ''), response.status, type, value)).toEqual([]);
  return { status: response.status, value, headers: response.headers };
};
const idsOf = ({ value }: Got): readonly string[] => (value['works'] as readonly Work[]).map(({ id }) => id);

describe('the description of the public API', () => {
  it('is OpenAPI 3.1 by a validator that is not ours, and served with the address of this service', async () => {
    const { value } = await get('/api/openapi.json');
    expect(await new Validator().validate(structuredClone(value) as Record<string, unknown>)).toMatchObject({ valid: true });
    expect(value['servers']).toEqual([{ url: 'https://julkaisut.example.fi' }]);
  });

  it('describes every address that is answered, and no other', () => {
    const answered = publicApiRoutes(PORTS).map(({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'));
    expect(answered.toSorted()).toEqual(Object.keys(DESCRIPTION.paths).toSorted());
  });

  it('names the parameters that a search takes', async () => {
    const { value } = await get('/api/works?nothing=1');
    const { get: operation } = DESCRIPTION.paths['/api/works'] as unknown as {
      readonly get: { readonly parameters: readonly { readonly name: string }[] };
    };
    expect(value['detail']).toBe(
      `nothing: There is no such parameter; there are ${operation.parameters.map(({ name }) => name).join(', ')}.`,
    );
  });
});

describe('the public API', () => {
  it('says what there is', async () => {
    const { value } = await get('/api');
    expect(value).toMatchObject({
      series: 'https://julkaisut.example.fi/api/series',
      description: 'https://julkaisut.example.fi/api/openapi.json',
    });
  });

  it('gives a work as it is: moments in UTC, its page, its ties', async () => {
    const { value, headers } = await get('/api/works/2012-2');
    expect(value).toMatchObject({
      id: '2012-2',
      ...{ changed: '2026-01-15T23:59:59Z', created: '2026-01-01T09:30:00Z' },
      page: 'https://julkaisut.example.fi/julkaisut/2012-2',
      series: [{ title: 'Poliisihallituksen julkaisusarja', code: 'poha', issns: ['1798-7121', '2242-5640'], number: '2/2012' }],
    });
    expect((value['ties'] as readonly object[])[0]).toMatchObject({ target: 'urn', changed: '2026-01-15T23:59:59Z' });
    expect([headers.get('access-control-allow-origin'), headers.get('etag')]).toEqual(['*', expect.stringContaining('fixed-4')]);
    expect((await get('/api/works/2014-9')).value['ties']).toMatchObject([{ dead: '2026-09-21T14:13:20Z' }, {}, {}]);
    expect((await get('/api/works/fi-melinda.000254001')).value['ties']).toMatchObject([
      {},
      {
        evidence: [{ number: '9789517344128', source: 'finna', filters: ['building:"0/NLF/"'], seen: '2026-01-09T01:20:00Z' }],
        dedupIds: ['anders.1254001'],
      },
      {},
    ]);
  });

  it('never gives a number that is not valid to machines', async () => {
    expect(JSON.stringify((await get('/api/works/2012-2')).value)).not.toContain('987-952');
  });

  it('holds text that tries to be markup as text', async () => {
    const { value, headers } = await get('/api/works/2013-1');
    expect((value['titles'] as Work['titles'])[0]!.text).toBe('<script>alert("1")</script> & muita merkkejä');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers 304 to whoever has it already', async () => {
    const { headers } = await get('/api/works?q=poliisin');
    // Not by fetch, which adds `Cache-Control: no-cache` to it.
    const status = await new Promise((resolve) =>
      http.get(`${server.url}/api/works?q=poliisin`, { headers: { 'If-None-Match': headers.get('etag')! } }, (answer) => {
        resolve(answer.resume().statusCode);
      }),
    );
    expect(status).toBe(304);
  });

  it.each([
    ['everything', '', ['2014-9', '2013-1', '2012-2', 'fi-melinda.000254001']],
    ['words', '?q=talousvastuu', ['fi-melinda.000254001']],
    ['an author', '?author=Luotonen', ['2014-9', '2012-2']],
    ['a series', '?series=1236-049X', ['fi-melinda.000254001']],
    ['years', '?yearFrom=2012&yearUntil=2013', ['2013-1', '2012-2']],
    ['a language in two letters', '?language=sv', ['2013-1']],
    ['a language in three letters', '?language=swe', ['2013-1']],
    ['older ones', '?origin=older', ['fi-melinda.000254001']],
    ['an order', '?order=oldest&limit=2', ['fi-melinda.000254001', '2012-2']],
    ['a later part', '?offset=3', ['fi-melinda.000254001']],
    ['blank parameters', '?q=&author=&yearFrom=', ['2014-9', '2013-1', '2012-2', 'fi-melinda.000254001']],
  ])('searches by %s', async (_, query, ids) => expect(idsOf(await get(`/api/works${query}`))).toEqual(ids));

  it('leads from page to page by whole addresses', async () => {
    const ids: string[] = [];
    for (let target: string | undefined = '/api/works?order=title&limit=3&q='; target !== undefined;) {
      const page = await get(target);
      ids.push(...idsOf(page));
      expect(page.value['total']).toBe(4);
      target = (page.value['next'] as string | undefined)?.replace('https://julkaisut.example.fi', '');
    }
    expect((await get('/api/works?limit=4')).value).not.toHaveProperty('next');
    expect(ids.toSorted()).toEqual(['2012-2', '2013-1', '2014-9', 'fi-melinda.000254001']);
  });

  it('gives the series, each with the one that goes before it and the one that follows', async () => {
    const { value } = await get('/api/series');
    expect(value['series']).toMatchObject([
      { code: 'poha', continues: 'po', page: 'https://julkaisut.example.fi/julkaisut/sarjat/poha' },
      { code: 'po', continuedBy: 'poha', issn: { print: '1236-049X' }, works: 'https://julkaisut.example.fi/api/works?series=po' },
    ]);
  });

  it.each([
    ['isbn=951-734-412-0', 'found', 'fi-melinda.000254001'],
    ['issn=1236-049X&number=7/2001', 'found', 'fi-melinda.000254001'],
    ['melinda=000254001', 'found', 'fi-melinda.000254001'],
    ['id=2012-2', 'found', '2012-2'],
    ['oai=oai:julkaisut.poliisi.fi:poliisi/fi-melinda.000254001', 'found', 'fi-melinda.000254001'],
  ])('resolves %s', async (query, kind, id) => {
    expect((await get(`/api/resolve?${query}`)).value).toMatchObject({ kind, work: { id } });
  });

  it('resolves to several, to a series, and with a word about a mistyped number', async () => {
    expect((await get('/api/resolve?urn=URN:ISBN:978-952-491-530-4')).value).toMatchObject({
      kind: 'several',
      works: [{ id: '2012-2' }, { id: '2014-9' }],
    });
    expect((await get('/api/resolve?issn=2242-5640')).value).toMatchObject({ kind: 'series', series: { code: 'poha' } });
    expect((await get('/api/resolve?isbn=987-952-491-529-8')).value).toMatchObject({
      kind: 'found',
      remark: 'The number is mistyped: it begins with 978.',
    });
  });
});

describe('what cannot be done', () => {
  const long = 'a'.repeat(501);
  it.each([
    [`/api/works?q=${long}`, 400, /^q: "a{79}…" has 501 characters; 500 are the most\.$/],
    ['/api/works?yearFrom=20l2', 400, /^yearFrom: "20l2" is no whole number from 0 to 9999\.$/],
    ['/api/works?yearFrom=2013&yearUntil=2012', 400, /^yearFrom: 2013 is after yearUntil, which is 2012\.$/],
    ['/api/works?language=klingon', 400, /^language: "klingon" is no language code/],
    ['/api/works?origin=mine', 400, /^origin: "mine" is none of own, older\.$/],
    ['/api/works?order=best', 400, /^order: "best" is none of relevance, newest, oldest, title\.$/],
    ['/api/works?limit=101', 400, /^limit: "101" is no whole number from 1 to 100\.$/],
    ['/api/works?limit=0', 400, /^limit: "0"/],
    ['/api/works?offset=10001', 400, /^offset: "10001" is no whole number from 0 to 10000\.$/],
    ['/api/works?offset=-1', 400, /^offset: "-1"/],
    ['/api/works?offset=1&offset=2', 400, /^offset: It is given more than once\.$/],
    ['/api/works?limit=x&offset=y', 400, /offset: "y".*limit: "x"/],
    ['/api/works?%3Cscript%3E=1', 400, /^<script>: There is no such parameter/],
    ['/api/works/unknown', 404, /^There is no work "unknown";/],
    [`/api/works/${long}`, 404, /^There is no work "a{79}…";/],
    ['/api/works/2012-2?format=xml', 400, /^format: This address takes no parameters\.$/],
    ['/api/series?code=poha', 400, /^code: This address takes no parameters\.$/],
    ['/api?a=1', 400, /^a: /],
    ['/api/openapi.json?a=1', 400, /^a: /],
    ['/api/resolve', 400, /^isbn: Give one of isbn, issn, urn, melinda, oai, id, and one only\.$/],
    ['/api/resolve?isbn=1&urn=2', 400, /^urn: Give one of/],
    ['/api/resolve?isbn=1&number=2', 400, /^number: It is a number of a series, which goes with issn\.$/],
    ['/api/resolve?isbn=978-952-491-530-5', 400, /^isbn: The last digit .* Did you mean 978-952-491-530-4\?$/],
    ['/api/resolve?id=unknown', 404, /^Nothing here is called unknown\.$/],
    [`/api/resolve?id=${long}`, 400, /^id: .*501 characters; 500 are the most/],
    ['/api/resolve?doi=10.1/1', 400, /^doi: There is no such parameter/],
  ])('is told by problem details: %s', async (target, status, detail) => {
    const got = await get(target);
    expect(got.status).toBe(status);
    expect(got.value['detail']).toMatch(detail);
  });
});
