import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { bulkRoutes } from '../../../src/web/public/bulk/bulk-routes.js';
import type { PublicAnswer, PublicRequest } from '../../../src/web/public/route.js';
import { at, collect, portsWith, PUBLIC_URL, readXml } from '../../discovery/dumps/read-dump.js';
import { EXAMPLE_WORKS } from '../../discovery/example-works.js';

const GONE = [{ id: '2010-1', changed: at('2026-01-20T00:00:00Z') }];
const ROUTES = bulkRoutes(portsWith(EXAMPLE_WORKS, GONE));

interface Ask {
  readonly accept?: string;
  readonly body?: PublicRequest['body'];
}

/** Asks as the front does; `accept` is one type, and without it the caller takes anything. */
const ask = async (address: string, { accept, body }: Ask = {}): Promise<PublicAnswer> => {
  const { pathname, searchParams } = new URL(address, PUBLIC_URL);
  const method = body ? 'POST' : 'GET';
  const route = ROUTES.find((each) => each.path === pathname && each.method === method)!;
  return route.handle({
    ...{ method, params: {}, query: searchParams, path: pathname, languages: ['fi'] },
    header: () => undefined,
    accepts: (types) => (accept === undefined ? types[0] : types.find((type) => type === accept)),
    signal: new AbortController().signal,
    ...(body && { body }),
  });
};
const textOf = async (answer: PublicAnswer): Promise<string> => {
  if (answer.kind === 'stream') return collect(answer.body);
  if (answer.kind === 'content' && typeof answer.body === 'string') return answer.body;
  throw new Error(`no text but ${JSON.stringify(answer)}`);
};

describe('what machines fetch whole', () => {
  it.each([
    ['/links.json', 'application/json; charset=utf-8'],
    ['/links.csv', 'text/csv; charset=utf-8; header=present'],
    ['/links.beacon', 'text/plain; charset=utf-8'],
    ['/links.kbart', 'text/tab-separated-values; charset=utf-8'],
    ['/linkset', 'application/linkset+json'],
    ['/urn/mapping.xml', 'application/xml; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/resourcesync/resourcelist.xml', 'application/xml; charset=utf-8'],
    ['/resourcesync/changelist.xml', 'application/xml; charset=utf-8'],
    ['/feed.atom', 'application/atom+xml; charset=utf-8'],
  ])('%s is %s and rests on the state of the catalogue', async (address, type) => {
    const answer = await ask(address);
    expect(answer).toMatchObject({ type, version: { tag: 'fixed-3', changed: at('2026-02-01T10:00:00Z') } });
    expect((await textOf(answer)).length).toBeGreaterThan(100);
  });

  it.each(['/.well-known/resourcesync', '/resourcesync/capabilitylist.xml'])('%s is XML that rests on nothing', async (address) => {
    const answer = await ask(address);
    expect(answer).toMatchObject({ kind: 'content', type: 'application/xml; charset=utf-8' });
    expect(answer).not.toHaveProperty('version');
    expect(readXml(await textOf(answer)).name).toContain('urlset');
  });

  it('has a route for each address once', () => {
    const addresses = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toHaveLength(13);
  });

  it('names the files that people keep', async () => {
    expect(await ask('/links.csv')).toMatchObject({ headers: { 'Content-Disposition': 'inline; filename="links.csv"' } });
    expect(await ask('/links.kbart')).toMatchObject({
      headers: { 'Content-Disposition': 'inline; filename="Poliisihallitus_Global_AllTitles_2026-02-01.txt"' },
    });
  });
});

describe('since', () => {
  const LISTS = ['/links.json', '/links.csv', '/links.beacon', '/links.kbart', '/linkset', '/resourcesync/changelist.xml'];

  it.each(LISTS)('is a day or a second in UTC at %s, and leaves out what did not change', async (address) => {
    const whole = (await textOf(await ask(address))).length;
    const day = await textOf(await ask(`${address}?since=2026-02-02`));
    expect(day.length).toBeLessThan(whole);
    expect(await textOf(await ask(`${address}?since=2026-02-02T00:00:00Z`))).toBe(day);
  });

  it.each(
    LISTS.flatMap((list) => ['', 'yesterday', '2026-02-30', '2026-02-01T10:00:00', '1769904000', '2026-2-1'].map((bad) => [list, bad])),
  )('at %s is refused as %j, with the value and how to write it', async (address, bad) => {
    expect(await ask(`${address}?since=${bad}`)).toMatchObject({
      kind: 'problem',
      status: 400,
      detail: expect.stringMatching(new RegExp(`^since=${bad} is no date .*2026-01-31T12:00:00Z`)),
    });
  });

  it('shows no more of a long value than a person can read', async () => {
    const answer = await ask(`/links.json?since=${'9'.repeat(5000)}`);
    expect(answer.kind === 'problem' && answer.detail.length).toBeLessThan(250);
  });

  it('is read from the day on which a change came, that day included', async () => {
    const { ties, gone } = JSON.parse(await textOf(await ask('/links.json?since=2026-01-15'))) as { ties: unknown[]; gone: unknown[] };
    expect(ties).toHaveLength(6);
    expect(gone).toEqual([{ ours: '2010-1', changed: '2026-01-20T00:00:00Z' }]);
  });
});

describe('a part of a list', () => {
  it.each(['/sitemap.xml', '/resourcesync/resourcelist.xml'])('of %s that we never named is refused', async (address) => {
    expect(await ask(`${address}?part=2`)).toMatchObject({ kind: 'problem', status: 400 });
    expect(await ask(`${address}?part=1700000000.2012-2`)).toMatchObject({ kind: 'stream' });
  });

  it('of the change list ends where until says, and a bad one is refused', async () => {
    const root = readXml(await textOf(await ask('/resourcesync/changelist.xml?until=2026-01-16')));
    expect(root.children.filter(({ name }) => name.endsWith('}url'))).toHaveLength(2);
    expect(await ask('/resourcesync/changelist.xml?until=x')).toMatchObject({ status: 400, detail: expect.stringContaining('until=x') });
  });
});

describe('BEACON for a target', () => {
  it('begins at the records of that target', async () => {
    expect(await textOf(await ask('/links.beacon?target=melinda'))).toContain('https://melinda.example.fi/byid/000254001|');
  });

  it('that nothing is tied to is refused with the names of those that are', async () => {
    expect(await ask('/links.beacon?target=libris')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('Targets are: eduskunta, finna, melinda, urn.'),
    });
  });
});

describe('the link set', () => {
  it.each([
    ['application/linkset', 'application/linkset'],
    ['application/json', 'application/linkset+json'],
  ])('asked for as %s is %s, and says that it depends on Accept', async (accept, type) => {
    expect(await ask('/linkset', { accept })).toMatchObject({ type, headers: { Vary: 'Accept' } });
    expect(await ask('/linkset?work=2012-2', { accept })).toMatchObject({ kind: 'content', type, vary: ['Accept'] });
  });

  it('of one work has that one only', async () => {
    const { linkset } = JSON.parse(await textOf(await ask('/linkset?work=2012-2'))) as { linkset: { anchor: string }[] };
    expect(linkset.map(({ anchor }) => anchor)).toEqual([`${PUBLIC_URL}/julkaisut/2012-2`]);
    expect(await textOf(await ask('/linkset?work=2012-2', { accept: 'application/linkset' }))).toMatch(/^<https:\/\/urn\.fi.*anchor=/);
  });

  it('of a work that is not there is 404, and in a form that we cannot write 406', async () => {
    expect(await ask('/linkset?work=1999-1')).toMatchObject({ kind: 'problem', status: 404, detail: expect.stringContaining('1999-1') });
    expect(await ask('/linkset', { accept: 'text/html' })).toMatchObject({ kind: 'problem', status: 406 });
  });
});

describe('a list of identifiers by POST', () => {
  const list = (text: string, type = 'text/plain') => ({ text, type });

  it('comes back as JSON, or as CSV for who asks so', async () => {
    const body = list('2012-2\nnobody-1');
    const json = await ask('/links', { body });
    expect(json).toMatchObject({ type: 'application/json; charset=utf-8', headers: { Vary: 'Accept' } });
    const { answers } = JSON.parse(await textOf(json)) as { answers: { known: boolean }[] };
    expect(answers.map(({ known }) => known)).toEqual([true, false]);
    const csv = await ask('/links', { body, accept: 'text/csv' });
    expect(csv).toMatchObject({ type: 'text/csv; charset=utf-8; header=present', headers: { Vary: 'Accept' } });
    expect(parse(await textOf(csv), { columns: true })).toHaveLength(4);
  });

  it('is no state of the catalogue that a cache could keep', async () => {
    expect(await ask('/links', { body: list('2012-2') })).not.toHaveProperty('version');
  });

  it('of 100,000 lines is refused with the limit, before anything is looked up', async () => {
    const text = '978-952-491-530-4\n'.repeat(100_000);
    // The front lets it through, so that it is we who say how long a list may be.
    expect(text.length).toBeLessThan(ROUTES.find(({ path }) => path === '/links')!.mostBytes!);
    const answer = await ask('/links', { body: list(text) });
    expect(answer).toMatchObject({
      kind: 'problem',
      status: 413,
      detail: expect.stringMatching(/100000 lines; 10000 identifiers.*Nothing was looked up/),
    });
  });

  it.each([
    ['text/html', '<p>', 415, /text\/plain, text\/csv, application\/json/],
    ['application/json', '{}', 400, /array of strings/],
    ['text/plain', '', 400, /empty/],
  ])('as %s %j is refused by %i', async (type, text, status, detail) => {
    expect(await ask('/links', { body: list(text, type) })).toMatchObject({
      kind: 'problem',
      status,
      detail: expect.stringMatching(detail),
    });
  });

  it('is answered in no other form', async () => {
    expect(await ask('/links', { body: list('2012-2'), accept: 'text/html' })).toMatchObject({ kind: 'problem', status: 406 });
  });
});
