import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readContract } from './api-contract.js';
import { openHouse, type Ask, type House, type Reply } from './house.js';

const ISBN_PDF = '978-952-491-530-4';
const FORM = {
  title: 'Poliisin tietoyhteiskunta',
  contributors: ['Mäkinen, Åsa'],
  series: { title: 'Poliisihallituksen julkaisusarja', number: '2' },
  year: 2012,
  manifestations: [{ kind: 'print' }, { kind: 'pdf', isbn: ISBN_PDF }],
} as const;
const PATH = '/admin/api/publications';

let house: House;
let editor: (method: string, target: string, ask?: Ask) => Promise<Reply>;
beforeAll(async () => {
  house = await openHouse();
  const contract = readContract();
  const program = await house.program('editor', ['read', 'edit']);
  // Every answer of this file is checked against the description.
  editor = async (method, target, ask) => {
    const reply = await program(method, target, ask);
    const { status, text } = reply;
    expect(contract.faultsOf({ method, target, status, text, type: reply.headers['content-type'] ?? '' })).toEqual([]);
    return reply;
  };
});
afterAll(() => house.stop());

let year = 1900;
/** A new one for each test. */
const create = async (change: object = {}): Promise<{ readonly id: string; readonly path: string; readonly tag: string }> => {
  const reply = await editor('POST', PATH, { json: { ...FORM, year: ++year, manifestations: [{ kind: 'pdf' }], ...change } });
  expect(reply.status).toBe(201);
  return { id: (reply.json() as { id: string }).id, path: reply.headers.location!, tag: reply.headers.etag! };
};
const ifMatch = (tag: string): Ask => ({ headers: { 'If-Match': tag } });
const errorsOf = (reply: Reply): readonly string[] => (reply.json() as { errors: { path: string }[] }).errors.map(({ path }) => path);
const oai = async (id: string): Promise<string> =>
  (await house.visitor().get(`/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:julkaisut.poliisi.fi:poliisi/${id}-pdf`)).text;

describe('a publication by the API', () => {
  it('is made with POST, found at its Location and published at once', async () => {
    const reply = await editor('POST', PATH, { json: FORM });
    expect([reply.status, reply.headers.location, reply.headers.etag]).toEqual([201, `${PATH}/2012-2`, '"r1"']);
    expect((await editor('GET', reply.headers.location!)).json()).toMatchObject({ id: '2012-2', title: FORM.title });
    expect(await oai('2012-2')).toContain('<dc:title>Poliisin tietoyhteiskunta</dc:title>');
  });

  it('can be sent back as it was got', async () => {
    const { path, tag } = await create();
    const form = (await editor('GET', path)).json() as object;
    const same = await editor('PUT', path, { json: form, ...ifMatch(tag) });
    expect([same.status, same.headers.etag, same.json()]).toMatchObject([200, tag, { outcome: 'unchanged' }]);
  });

  it('is replaced by PUT, and harvesters get the new record', async () => {
    const { id, path, tag } = await create();
    const reply = await editor('PUT', path, { json: { title: 'Uusi nimi', manifestations: [{ kind: 'pdf' }] }, ...ifMatch(tag) });
    expect([reply.status, reply.headers.etag, reply.json()]).toMatchObject([
      200,
      '"r2"',
      { outcome: 'replaced', publication: { title: 'Uusi nimi' } },
    ]);
    expect(await oai(id)).toContain('<dc:title>Uusi nimi</dc:title>');
  });

  it('answers 304 to who has it already', async () => {
    const { path, tag } = await create();
    for (const known of [tag, `W/${tag}`, `"r9", ${tag}`, '*']) {
      const reply = await editor('GET', path, { headers: { 'If-None-Match': known } });
      expect([known, reply.status, reply.headers.etag, reply.text]).toEqual([known, 304, tag, '']);
    }
    expect((await editor('GET', path, { headers: { 'If-None-Match': '"r9"' } })).status).toBe(200);
  });

  it.each([
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/restore'],
    ['POST', '/preview'],
    ['POST', '/isbn'],
  ])('that is not there is 404 for %s %s', async (method, rest) => {
    for (const id of ['2099-1', '..%2F..%2Fetc', '%3Cscript%3E', 'a'.repeat(3000)]) {
      expect((await editor(method, `${PATH}/${id}${rest}`, { json: FORM, ...ifMatch('"r1"') })).status).toBe(404);
    }
  });
});

describe('a change by the API without having seen the present state', () => {
  it.each([
    ['PUT', undefined, 428],
    ['PUT', '*', 428],
    ['PUT', '"r7"', 412],
    ['PUT', '"r0"', 412],
    ['PUT', 'W/"r1"', 412],
    ['PUT', 'r1', 412],
    ['DELETE', undefined, 428],
    ['DELETE', '*', 428],
    ['DELETE', '"r7"', 412],
  ])('%s with If-Match %s is %i, and nothing is changed', async (method, tag, status) => {
    const { path } = await create();
    const reply = await editor(method, `${path}?reason=x`, {
      ...(method === 'PUT' && { json: { title: 'Toinen' } }),
      ...(tag && ifMatch(tag)),
    });
    expect(reply.status).toBe(status);
    expect((await editor('GET', path)).headers.etag).toBe('"r1"');
  });

  it('of two editors stops the second, and shows what stands there now', async () => {
    const { path, tag } = await create();
    const form = (await editor('GET', path)).json() as object;
    await editor('PUT', path, { json: { ...form, genre: 'Opas' }, ...ifMatch(tag) });
    const second = await editor('PUT', path, { json: { ...form, languages: ['sv'] }, ...ifMatch(tag) });
    expect([second.status, second.json()]).toMatchObject([412, { currentETag: '"r2"', current: { genre: 'Opas' } }]);
    expect((await editor('GET', path)).json()).not.toHaveProperty('languages');
  });
});

describe('what the API refuses', () => {
  it.each([
    [{ ...FORM, year: '20l2' }, 400, ['year']],
    [{ title: 'x', colour: 'red' }, 400, ['']],
    [[], 400, ['']],
    [{ title: 'x', landingPage: 'javascript:alert(1)' }, 400, ['landingPage']],
    [{ title: 'x', manifestations: [{ kind: 'pdf', issn: '1234-5678' }] }, 400, ['manifestations[0].issn']],
    [{ title: 'x', manifestations: [{ kind: 'print' }, { kind: 'pdf', isbn: ISBN_PDF }] }, 422, ['manifestations[1].isbn']],
    [FORM, 422, ['id']],
  ])('%j is %i at %j', async (json, status, paths) => {
    const reply = await editor('POST', PATH, { json });
    expect([reply.status, errorsOf(reply)]).toEqual([status, paths]);
  });

  it('is text that is not JSON, and no body at all', async () => {
    expect((await editor('POST', PATH, { body: '{', headers: { 'Content-Type': 'application/json' } })).status).toBe(400);
    expect((await editor('POST', PATH)).status).toBe(400);
  });

  it('is who may only read', async () => {
    const reader = await house.program('editor', ['read']);
    const { path, tag } = await create();
    const asked = await Promise.all([
      reader('POST', PATH, { json: FORM }),
      reader('PUT', path, { json: FORM, ...ifMatch(tag) }),
      reader('DELETE', path, ifMatch(tag)),
      reader('POST', `${path}/restore`),
      reader('POST', `${path}/isbn`, { json: {} }),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await reader('GET', path)).status).toBe(200);
    expect((await reader('POST', `${path}/preview`)).status).toBe(200);
  });
});

describe('withdrawing and restoring by the API', () => {
  it('makes deleted records and live ones again', async () => {
    const { id, path, tag } = await create();
    const gone = await editor('DELETE', path, { json: { reason: 'Virhe' }, ...ifMatch(tag) });
    expect([gone.status, gone.headers.etag, gone.json()]).toMatchObject([200, '"r2"', { outcome: 'done', state: 'withdrawn' }]);
    expect(await oai(id)).toContain('<header status="deleted">');
    const back = await editor('POST', `${path}/restore`, ifMatch('"r2"'));
    expect(back.json()).toMatchObject({ outcome: 'done', state: 'published' });
    expect(await oai(id)).not.toContain('deleted');
  });

  it('needs a reason, in the body or in the query', async () => {
    const { path, tag } = await create();
    expect(errorsOf(await editor('DELETE', path, ifMatch(tag)))).toEqual(['']);
    expect(errorsOf(await editor('DELETE', path, { json: { reason: ' ' }, ...ifMatch(tag) }))).toEqual(['reason']);
    expect((await editor('DELETE', `${path}?reason=Virhe`, ifMatch(tag))).status).toBe(200);
  });

  it('restores on a state that was named only if it is that', async () => {
    const { path, tag } = await create();
    await editor('DELETE', `${path}?reason=Virhe`, ifMatch(tag));
    expect((await editor('POST', `${path}/restore`, ifMatch(tag))).status).toBe(412);
    expect((await editor('POST', `${path}/restore`)).json()).toMatchObject({ outcome: 'done' });
    expect((await editor('POST', `${path}/restore`)).json()).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('an ISBN by the API', () => {
  it('is confirmed when it is a suggestion, and with force otherwise', async () => {
    const { path } = await create({ manifestations: [{ kind: 'pdf', isbn: '987-952-491-529-8' }] });
    const confirm = (isbn: string, more: object = {}) => editor('POST', `${path}/isbn`, { json: { manifestation: 'pdf', isbn, ...more } });
    expect(errorsOf(await confirm('978-951-98548-9-2'))).toEqual(['isbn']);
    expect((await confirm('978-952-491-529-8')).json()).toMatchObject({ outcome: 'done' });
    expect((await editor('GET', path)).json()).toMatchObject({
      manifestations: [{ isbn: '978-952-491-529-8', isbnInSource: '987-952-491-529-8' }],
    });
    expect((await confirm('978-951-98548-9-2', { force: true })).json()).toMatchObject({ outcome: 'done' });
    expect(errorsOf(await confirm(ISBN_PDF, { force: true }))).toEqual(['isbn']);
    expect(errorsOf(await confirm('978', { force: true }))).toEqual(['isbn']);
  });

  it('and an ISSN are judged while they are typed, in the language that is asked for', async () => {
    const ask = async (query: string) => (await editor('GET', `/admin/api/suggestions/${query}`)).json();
    expect(await ask('isbn?value=9789524915303&language=fi')).toMatchObject({
      kind: 'invalid',
      fault: { kind: 'checkDigit', found: '3', expected: '4' },
      message: expect.stringContaining('muut numerot antavat 4'),
    });
    expect(await ask(`isbn?value=${ISBN_PDF}&language=en`)).toMatchObject({ kind: 'taken', message: expect.stringContaining('2012-2') });
    expect(await ask(`isbn?value=${ISBN_PDF}&of=2012-2`)).toMatchObject({ kind: 'valid' });
    expect(await ask('issn?value=2242-5640&language=sv')).toMatchObject({
      message: 'Giltigt: 2242-5640, Poliisihallituksen julkaisusarja',
    });
    expect((await editor('GET', '/admin/api/suggestions/issn')).status).toBe(400);
    expect((await editor('GET', '/admin/api/suggestions/isbn?value=')).status).toBe(400);
  });
});

describe('a preview by the API', () => {
  it('shows the records of a form, MARC by labelled lines, and saves nothing', async () => {
    const json = { title: 'Esikatseltu', year: 2001, manifestations: [{ kind: 'pdf', isbn: '978-1-86197-271-2' }] };
    const reply = await editor('POST', `${PATH}/preview?language=fi`, { json });
    const { items } = reply.json() as { items: { formats: { metadataPrefix: string; marc?: object[] }[] }[] };
    expect(items.map(({ formats }) => formats.map(({ metadataPrefix }) => metadataPrefix))).toEqual([['oai_dc', 'marcxml', 'kk']]);
    expect(items[0]!.formats[1]!.marc).toContainEqual({
      tag: '245',
      label: 'Nimeke ja vastuullisuus',
      indicators: '00',
      subfields: [{ code: 'a', value: expect.stringContaining('Esikatseltu') }],
    });
    expect((await editor('GET', `${PATH}/2001-esikatseltu`)).status).toBe(404);
  });

  it('of a stored one without a body shows it as it stands, and with one which records would go', async () => {
    const { id, path } = await create();
    expect((await editor('POST', `${path}/preview`)).json()).toMatchObject({ id, outcome: 'unchanged', deletions: [] });
    const gone = (await editor('POST', `${path}/preview`, { json: { title: 'x' } })).json() as { deletions: object[] };
    expect(gone.deletions).toHaveLength(2);
    expect(errorsOf(await editor('POST', `${path}/preview`, { json: { title: 'x', year: 1 } }))).toEqual(['year']);
  });
});

describe('the list by the API', () => {
  it('is searched, and walked by the address of its next page', async () => {
    const seen: string[] = [];
    for (let target: string | undefined = `${PATH}?q=tietoyhteiskunta&limit=3`; target !== undefined;) {
      const reply = await editor('GET', target);
      const { publications, next } = reply.json() as { publications: { id: string }[]; next?: string };
      seen.push(...publications.map(({ id }) => id));
      expect(reply.headers['link']).toBe(next === undefined ? undefined : `<${next}>; rel="next"`);
      target = next;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toContain('2012-2');
    expect(seen.length).toBeGreaterThan(3);
  });

  it('tells what it does not understand', async () => {
    expect(errorsOf(await editor('GET', `${PATH}?state=gone&limit=0`))).toEqual(['state', 'limit']);
    expect((await editor('GET', `${PATH}?state=withdrawn`)).status).toBe(200);
  });
});
