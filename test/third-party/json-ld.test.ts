import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsonld from 'jsonld';
import type { Work } from '../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../discovery/example-works.js';
import { attributeOf, elementsOf, named, textOf } from '../web/oai-page/html.js';
import { openSite, type AskedSite } from './public-site.js';
import { SCHEMA_ORG_CONTEXT } from './schema-org-context.js';
import { createValidator } from './schemas/validate.js';

const faultsOf = createValidator('schema-org');
let site: AskedSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

/** As a harvester of structured data finds it in a page. */
const inPage = async (path: string): Promise<string> => {
  const scripts = named(elementsOf((await site.get(path, 'text/html')).text), 'script');
  const texts = scripts.filter((script) => attributeOf(script, 'type') === 'application/ld+json').map(textOf);
  expect(texts).toHaveLength(1);
  return texts[0]!;
};
const byAccept = async (path: string): Promise<string> => {
  const { text, type } = await site.get(path, 'application/ld+json');
  expect(type).toBe('application/ld+json');
  return text;
};
const PLACES = [
  ['the Finnish page', '/julkaisut', inPage],
  ['the Swedish page', '/sv/publikationer', inPage],
  ['the English page', '/en/publications', inPage],
  ['Accept: application/ld+json', '/julkaisut', byAccept],
] as const;
const CASES = EXAMPLE_WORKS.flatMap((work) => PLACES.map(([place, path, read]) => [work.id, place, work, path, read] as const));

type Node = Readonly<Record<string, readonly unknown[]>>;
/** In `safe` mode the processor refuses what it would else drop: a term that the context has not, an `@id` or a type that is relative. */
const expand = async (text: string): Promise<readonly Node[]> =>
  (await jsonld.expand(
    JSON.parse(text) as object,
    {
      safe: true,
      documentLoader: async (url: string) => {
        expect(url).toMatch(/^https:\/\/schema\.org\/?$/);
        return { documentUrl: url, document: { '@context': SCHEMA_ORG_CONTEXT } };
      },
    } as Parameters<typeof jsonld.expand>[1],
  )) as unknown as readonly Node[];

const valuesOf = (node: Node, name: string): readonly unknown[] => node[`https://schema.org/${name}`] ?? [];
const nodesOf = (node: Node, name: string): readonly Node[] => valuesOf(node, name) as readonly Node[];
const textsOf = (node: Node, name: string): readonly string[] =>
  nodesOf(node, name).map((value) => String((value as Readonly<Record<string, unknown>>)['@value']));
const typesOf = (node: Node): readonly unknown[] => node['@type'] ?? [];

/** Every key and every identifier below a value. */
const keysBelow = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(keysBelow)
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, each]) => [key, ...keysBelow(each)])
      : [];
const idsBelow = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(idsBelow)
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, each]) => (key === '@id' ? [String(each)] : idsBelow(each)))
      : [];

const titlesOf = ({ titles }: Work): readonly string[] => titles.map(({ text, subtitle }) => [text, subtitle].filter(Boolean).join(' : '));
const peopleOf = ({ contributors }: Work, role: string) =>
  contributors
    .filter((each) => each.role === role)
    .map((each) => (each.kind === 'corporate' ? [each.name, [], []] : [`${each.given ?? ''} ${each.family}`, [each.family], [each.given]]));

describe.each(CASES)('%s by %s, expanded by jsonld', (id, _place, work, path, read) => {
  it('is by the rules of schema.org for its types', async () => {
    expect(faultsOf(JSON.parse(await read(`${path}/${id}`)))).toEqual([]);
  });

  it('loses no property, and every name and identifier is an absolute address', async () => {
    const text = await read(`${path}/${id}`);
    const [node, ...others] = await expand(text);
    expect(others).toEqual([]);
    const names = keysBelow(node).filter((key) => !key.startsWith('@'));
    expect(names.filter((name) => !name.startsWith('https://schema.org/'))).toEqual([]);
    const written = keysBelow(JSON.parse(text)).filter((key) => !key.startsWith('@'));
    expect(names.map((name) => name.replace('https://schema.org/', '')).toSorted()).toEqual(written.toSorted());
    const ids = idsBelow(node);
    expect(ids.filter((each) => !/^https?:\/\/[^/\s]+\/\S*$/.test(each))).toEqual([]);
    expect(ids).toContain(`https://julkaisut.example.fi/julkaisut/${id}`);
  });

  it('has the titles, the people and the numbers of the work', async () => {
    const [node] = await expand(await read(`${path}/${id}`));
    expect(typesOf(node!)).toContain('https://schema.org/Book');
    expect([...textsOf(node!, 'name'), ...textsOf(node!, 'alternateName')]).toEqual(titlesOf(work));
    for (const role of ['author', 'editor', 'contributor']) {
      const read = nodesOf(node!, role).map((each) => [...textsOf(each, 'name'), textsOf(each, 'familyName'), textsOf(each, 'givenName')]);
      expect([role, read]).toEqual([role, peopleOf(work, role)]);
    }
    expect(textsOf(node!, 'datePublished')).toEqual([String(work.year)]);
    const isbns = work.manifestations.flatMap((each) => each.isbns).map((isbn) => isbn.replaceAll('-', ''));
    expect(textsOf(node!, 'isbn')).toEqual(isbns);
    expect(nodesOf(node!, 'workExample').flatMap((each) => textsOf(each, 'isbn'))).toEqual(isbns);
    expect(nodesOf(node!, 'workExample').flatMap((each) => textsOf(each, 'identifier'))).toEqual(
      work.manifestations.map(({ identifier }) => identifier),
    );
    expect(nodesOf(node!, 'isPartOf').flatMap((each) => textsOf(each, 'issn'))).toEqual(work.series.flatMap(({ issns }) => issns));
  });
});

describe('the rules themselves', () => {
  it.each([
    ['a property that Book has not', { isbm: '9789524915304' }],
    ['a number that is none', { isbn: '978-952-491-530' }],
    ['an address that is relative', { url: '/julkaisut/2012-2' }],
    ['a person without a name', { author: { '@type': 'Person', familyName: 'Forss' } }],
    ['a type that is none of ours', { '@type': 'Thing' }],
  ])('find %s', async (_, fault) => {
    const right = JSON.parse(await byAccept('/julkaisut/2012-2')) as object;
    expect(faultsOf({ ...right, ...fault })).not.toEqual([]);
  });

  it('find a property that the context has not, and an identifier that is relative', async () => {
    const right = JSON.parse(await byAccept('/julkaisut/2012-2')) as object;
    await expect(expand(JSON.stringify({ ...right, isbm: '9789524915304' }))).rejects.toThrow();
    await expect(expand(JSON.stringify({ ...right, '@id': 'julkaisut/2012-2' }))).rejects.toThrow();
  });
});
