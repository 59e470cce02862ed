import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import LinkHeader from 'http-link-header';
import { writeLinksetJson, writeLinksetText } from '../../src/discovery/dumps/linkset.js';
import { anyWorks, collect, portsWith, PUBLIC_URL } from '../discovery/dumps/read-dump.js';
import { EXAMPLE_WORKS } from '../discovery/example-works.js';
import { openSite, type AskedSite } from './public-site.js';
import { createValidator } from './schemas/validate.js';

const faultsOf = createValidator('linkset');
let site: AskedSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

/** One link as a line of text, the same from whatever it was read. */
const lineOf = (anchor: string, rel: string, href: string, type = ''): string => [anchor, rel, href, type.toLowerCase()].join(' ');
const fromHeader = (text: string, page = ''): readonly string[] =>
  LinkHeader.parse(text).refs.map(({ anchor = page, rel, uri, type }) => lineOf(anchor, rel, uri, type));

type Target = Readonly<Record<'href', string>> & Readonly<Record<'type', string | undefined>>;
interface LinkContext {
  readonly anchor: string;
  readonly [relation: string]: readonly Target[] | string;
}
const fromJson = (text: string): readonly string[] =>
  (JSON.parse(text) as { readonly linkset: readonly LinkContext[] }).linkset.flatMap(({ anchor, ...relations }) =>
    Object.entries(relations).flatMap(([rel, targets]) =>
      (targets as readonly Target[]).map(({ href, type }) => lineOf(anchor, rel, href, type)),
    ),
  );

const JSON_FORM = 'application/linkset+json';
const TEXT_FORM = 'application/linkset';
const get = async (path: string, accept: string): Promise<string> => {
  const { text, type } = await site.get(path, accept);
  expect(type).toBe(accept);
  return text;
};
const ADDRESSES = ['/linkset', ...EXAMPLE_WORKS.map(({ id }) => `/linkset?work=${id}`)];

describe('the link set', () => {
  it.each(ADDRESSES)('%s is by the rules of RFC 9264 §4.2', async (path) => {
    expect(faultsOf(JSON.parse(await get(path, JSON_FORM)))).toEqual([]);
  });

  it.each(ADDRESSES)('%s as text, read by http-link-header, has the same links', async (path) => {
    const links = fromJson(await get(path, JSON_FORM));
    expect(links.length).toBeGreaterThan(2);
    expect(fromHeader(await get(path, TEXT_FORM))).toEqual(expect.arrayContaining([...links]));
    expect(fromHeader(await get(path, TEXT_FORM))).toHaveLength(links.length);
  });

  it.each(EXAMPLE_WORKS.map(({ id }) => id))('of %s has the links that its page has in its Link header, in every language', async (id) => {
    const links = fromJson(await get(`/linkset?work=${id}`, JSON_FORM));
    const page = `${PUBLIC_URL}/julkaisut/${id}`;
    for (const path of ['/julkaisut/', '/sv/publikationer/', '/en/publications/']) {
      const header = fromHeader((await site.get(path + id, 'text/html')).link, page);
      const sets = [JSON_FORM, TEXT_FORM].map((type) => lineOf(page, 'linkset', `${PUBLIC_URL}/linkset?work=${id}`, type));
      expect([path, header.toSorted()]).toEqual([path, [...links, ...sets].toSorted()]);
    }
  });

  it('is by the rules, and the same in both forms, whatever is written in the works', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const json = await collect(writeLinksetJson(portsWith(works)));
        expect(faultsOf(JSON.parse(json))).toEqual([]);
        expect(fromHeader(await collect(writeLinksetText(portsWith(works)))).toSorted()).toEqual(fromJson(json).toSorted());
      }),
      { numRuns: 50 },
    );
  });
});

describe('the rules themselves', () => {
  const context = { anchor: 'https://a.example/', item: [{ href: 'https://b.example/' }] };
  it.each([
    ['a list without its name', [context]],
    ['a member beside the list', { linkset: [context], more: 1 }],
    ['an anchor that is relative', { linkset: [{ ...context, anchor: '/a' }] }],
    ['a context without links', { linkset: [{ anchor: 'https://a.example/' }] }],
    ['a relation that nobody has registered', { linkset: [{ ...context, licence: context.item }] }],
    ['a target outside an array', { linkset: [{ ...context, item: context.item[0] }] }],
    ['a target without an address', { linkset: [{ ...context, item: [{ type: 'text/html' }] }] }],
    ['a language outside an array', { linkset: [{ ...context, item: [{ href: 'https://b.example/', hreflang: 'fi' }] }] }],
  ])('find %s', (_, linkset) => {
    expect(faultsOf(linkset)).not.toEqual([]);
  });

  it('let an extension relation be, which is an address', () => {
    expect(faultsOf({ linkset: [{ ...context, 'https://rel.example/more': context.item }] })).toEqual([]);
  });
});
