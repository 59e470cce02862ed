import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeChangeList, type ChangeWish } from '../../../src/discovery/dumps/change-list.js';
import { writeCapabilityList, writeResourceList, writeSourceDescription } from '../../../src/discovery/dumps/resource-sync.js';
import { parsePartKey, writeSitemap } from '../../../src/discovery/dumps/sitemap.js';
import type { Work } from '../../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../example-works.js';
import { anyWorks, at, collect, firstNamed, named, portsWith, PUBLIC_URL, readXml, type Node } from './read-dump.js';

const [SEED] = EXAMPLE_WORKS as readonly [Work];
const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const TERMS = 'http://www.openarchives.org/rs/terms/';
const XHTML = 'http://www.w3.org/1999/xhtml';
const locOf = (entry: Node): string => firstNamed(entry, 'loc').text;
const idsIn = (entries: readonly Node[]): readonly string[] =>
  entries
    .map(locOf)
    .flatMap((loc) => /\/julkaisut\/([^/]+)$/.exec(loc)?.slice(1, 2) ?? [])
    .map(decodeURIComponent);
/** Two works in each second, so a part may end within one. */
const many = (count: number): readonly Work[] =>
  Array.from({ length: count }, (_, index) => ({
    ...SEED,
    id: `2012-${String(index).padStart(4, '0')}`,
    changed: (1_700_000_000 + Math.floor(index / 2)) as Work['changed'],
  }));
const partOf = (address: string) => {
  const part = parsePartKey(new URL(address).searchParams.get('part')!);
  if (part === undefined) throw new Error(`${address} names no part`);
  return { part };
};

describe('the sitemap', () => {
  const sitemap = async (...args: Parameters<typeof writeSitemap>): Promise<Node> => readXml(await collect(writeSitemap(...args)));

  it('has every page in three languages, each with all of them as its alternates', async () => {
    const root = await sitemap(portsWith());
    expect(root.name).toBe(`{${SITEMAPS}}urlset`);
    const entries = named(root, 'url');
    // The list, two series and three works.
    expect(entries).toHaveLength(18);
    const swedish = entries.find((entry) => locOf(entry) === `${PUBLIC_URL}/sv/publikationer/2012-2`)!;
    expect(firstNamed(swedish, 'lastmod').text).toBe('2026-01-15T23:59:59Z');
    expect(
      swedish.children
        .filter(({ name }) => name === `{${XHTML}}link`)
        .map(({ attributes: a }) => `${a['rel']} ${a['hreflang']} ${a['href']}`),
    ).toEqual([
      `alternate fi ${PUBLIC_URL}/julkaisut/2012-2`,
      `alternate sv ${PUBLIC_URL}/sv/publikationer/2012-2`,
      `alternate en ${PUBLIC_URL}/en/publications/2012-2`,
      `alternate x-default ${PUBLIC_URL}/julkaisut/2012-2`,
    ]);
    expect(entries.map(locOf)).toEqual(expect.arrayContaining([`${PUBLIC_URL}/julkaisut`, `${PUBLIC_URL}/en/publications/series/po`]));
  });

  it('is an index of parts when there are many works, and the parts have every work once', async () => {
    const ports = portsWith(many(25));
    const index = await sitemap(ports, { partSize: 7 });
    expect(index.name).toBe(`{${SITEMAPS}}sitemapindex`);
    const parts = await Promise.all(named(index, 'sitemap').map((entry) => sitemap(ports, { ...partOf(locOf(entry)), partSize: 7 })));
    expect(parts.map((part) => idsIn(named(part, 'url')).length)).toEqual([7, 7, 7, 4]);
    expect(parts.flatMap((part) => idsIn(named(part, 'url')))).toEqual(many(25).map(({ id }) => id));
    // The list and the series are in the first part only.
    expect(parts.map((part) => named(part, 'url').map(locOf).includes(`${PUBLIC_URL}/julkaisut`))).toEqual([true, false, false, false]);
  });

  it('needs no empty part when the works fill the parts exactly', async () => {
    const index = await sitemap(portsWith(many(14)), { partSize: 7 });
    expect(named(index, 'sitemap')).toHaveLength(2);
  });

  it('is one file up to ten thousand works, well below 50,000 addresses', async () => {
    const root = await sitemap(portsWith(many(60)));
    expect(root.name).toBe(`{${SITEMAPS}}urlset`);
    expect(named(root, 'url')).toHaveLength(9 + 180);
  });

  it('has the same works, whatever their ids are', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const ids = idsIn(named(await sitemap(portsWith(works)), 'url'));
        expect([...ids].sort()).toEqual(works.map(({ id }) => id).sort());
      }),
    );
  });

  it('has an address even for an id that is no Unicode', async () => {
    const entries = named(await sitemap(portsWith([{ ...SEED, id: 'x\uD800' }])), 'url');
    expect(entries.map(locOf)).toContain(`${PUBLIC_URL}/julkaisut/x%EF%BF%BD`);
  });

  it.each(['', 'x', '12', '12.', '-1.a', '9999999999999.a'])('takes %j for no part', (text) => {
    expect(parsePartKey(text)).toBeUndefined();
  });
});

/** What a ResourceSync document says of itself. */
const selfOf = (root: Node) => {
  const metadata = root.children.find(({ name }) => name === `{${TERMS}}md`)!;
  const links = root.children.filter(({ name }) => name === `{${TERMS}}ln`).map(({ attributes: a }) => `${a['rel']} ${a['href']}`);
  return { metadata: metadata.attributes, links };
};
const capabilityOf = (entry: Node): string => `${firstNamed(entry, 'md').attributes['capability']} ${locOf(entry)}`;

describe('ResourceSync (ANSI/NISO Z39.99-2017)', () => {
  it('begins at the source description, which leads to the capability list', () => {
    const root = readXml(writeSourceDescription(portsWith()));
    expect(root.name).toBe(`{${SITEMAPS}}urlset`);
    expect(selfOf(root).metadata['capability']).toBe('description');
    expect(named(root, 'url').map(capabilityOf)).toEqual([`capabilitylist ${PUBLIC_URL}/resourcesync/capabilitylist.xml`]);
  });

  it('has a resource list and a change list among its capabilities, and the way up', () => {
    const root = readXml(writeCapabilityList(portsWith()));
    expect(selfOf(root).metadata['capability']).toBe('capabilitylist');
    expect(selfOf(root).links).toContain(`up ${PUBLIC_URL}/.well-known/resourcesync`);
    expect(named(root, 'url').map(capabilityOf)).toEqual([
      `resourcelist ${PUBLIC_URL}/resourcesync/resourcelist.xml`,
      `changelist ${PUBLIC_URL}/resourcesync/changelist.xml`,
    ]);
  });

  describe('the resource list', () => {
    const list = async (...args: Parameters<typeof writeResourceList>): Promise<Node> => readXml(await collect(writeResourceList(...args)));

    it('has every work once, as it is at a moment, with the records that describe it', async () => {
      const root = await list(portsWith());
      expect(selfOf(root)).toEqual({
        metadata: { capability: 'resourcelist', at: '2026-02-01T10:00:00Z' },
        links: [`up ${PUBLIC_URL}/resourcesync/capabilitylist.xml`],
      });
      expect(idsIn(named(root, 'url'))).toEqual(['fi-melinda.000254001', '2012-2', '2013-1']);
      const [, seed] = named(root, 'url');
      expect(firstNamed(seed!, 'lastmod').text).toBe('2026-01-15T23:59:59Z');
      const records = named(seed!, 'ln').map(({ attributes }) => attributes);
      expect(records).toHaveLength(7);
      expect(records[6]).toEqual({
        rel: 'describedby',
        href: `${PUBLIC_URL}/oai?verb=GetRecord&metadataPrefix=kk&identifier=oai%3Ajulkaisut.poliisi.fi%3Apoliisi%2F2012-2-pdf`,
        type: 'text/xml',
      });
    });

    it('is an index of parts when there are many, each of which knows the index', async () => {
      const ports = portsWith(many(25));
      const index = await list(ports, { partSize: 10 });
      expect(index.name).toBe(`{${SITEMAPS}}sitemapindex`);
      expect(selfOf(index).metadata['capability']).toBe('resourcelist');
      const parts = await Promise.all(named(index, 'sitemap').map((entry) => list(ports, { ...partOf(locOf(entry)), partSize: 10 })));
      expect(parts.flatMap((part) => idsIn(named(part, 'url')))).toEqual(many(25).map(({ id }) => id));
      expect(selfOf(parts[1]!).links).toEqual([
        `up ${PUBLIC_URL}/resourcesync/capabilitylist.xml`,
        `index ${PUBLIC_URL}/resourcesync/resourcelist.xml`,
      ]);
    });
  });

  describe('the change list', () => {
    const list = async (...args: Parameters<typeof writeChangeList>): Promise<Node> => readXml(await collect(writeChangeList(...args)));
    const changesIn = (root: Node): readonly string[] =>
      named(root, 'url').map((entry) => {
        const { change, datetime } = firstNamed(entry, 'md').attributes;
        return `${datetime} ${change} ${idsIn([entry])[0]}`;
      });
    const GONE = [
      { id: '2010-1', changed: at('2026-01-20T00:00:00Z') },
      { id: '2010-2', changed: at('2026-01-12T00:00:00Z') },
      { id: '2010-3', changed: at('2026-03-01T00:00:00Z') },
    ];

    it('tells what was created, updated and deleted, oldest first', async () => {
      const root = await list(portsWith(EXAMPLE_WORKS, GONE));
      expect(selfOf(root)).toEqual({
        metadata: { capability: 'changelist', from: '2026-01-10T00:00:00Z' },
        links: [`up ${PUBLIC_URL}/resourcesync/capabilitylist.xml`],
      });
      expect(changesIn(root)).toEqual([
        '2026-01-10T00:00:00Z updated fi-melinda.000254001',
        '2026-01-12T00:00:00Z deleted 2010-2',
        '2026-01-15T23:59:59Z updated 2012-2',
        '2026-01-20T00:00:00Z deleted 2010-1',
        '2026-02-01T10:00:00Z created 2013-1',
        '2026-03-01T00:00:00Z deleted 2010-3',
      ]);
    });

    it('gives the records of what is there, and nothing of what is gone', async () => {
      const entries = named(await list(portsWith(EXAMPLE_WORKS, GONE)), 'url');
      expect(entries.map((entry) => named(entry, 'lastmod').length)).toEqual([1, 0, 1, 0, 1, 0]);
      expect(entries.map((entry) => named(entry, 'ln').length)).toEqual([3, 0, 7, 0, 0, 0]);
    });

    it('calls created what the asker cannot have: what came since the moment that it names', async () => {
      const root = await list(portsWith(EXAMPLE_WORKS, GONE), { since: at('2026-01-01T09:30:00Z') });
      expect(selfOf(root).metadata['from']).toBe('2026-01-01T09:30:00Z');
      expect(changesIn(root)).toContain('2026-01-15T23:59:59Z created 2012-2');
      const later = await list(portsWith(EXAMPLE_WORKS, GONE), { since: at('2026-01-15T23:59:59Z') });
      expect(changesIn(later)).toEqual([
        '2026-01-15T23:59:59Z updated 2012-2',
        '2026-01-20T00:00:00Z deleted 2010-1',
        '2026-02-01T10:00:00Z created 2013-1',
        '2026-03-01T00:00:00Z deleted 2010-3',
      ]);
    });

    it('ends before the moment that it is asked for', async () => {
      const wish = { since: at('2026-01-12T00:00:00Z'), until: at('2026-01-20T00:00:00Z') };
      const root = await list(portsWith(EXAMPLE_WORKS, GONE), wish);
      expect(changesIn(root)).toEqual(['2026-01-12T00:00:00Z deleted 2010-2', '2026-01-15T23:59:59Z updated 2012-2']);
      expect(selfOf(root).metadata).toEqual({ capability: 'changelist', from: '2026-01-12T00:00:00Z', until: '2026-01-20T00:00:00Z' });
    });

    it('is an index of parts of time when there are many changes, and the parts have every change once', async () => {
      const works = many(25);
      const gone = Array.from({ length: 6 }, (_, index) => ({ id: `gone-${index}`, changed: 1_700_000_000 + 3 * index }));
      const ports = portsWith(works, gone);
      const index = await list(ports, { partSize: 5 });
      expect(index.name).toBe(`{${SITEMAPS}}sitemapindex`);
      const wishes: readonly ChangeWish[] = named(index, 'sitemap').map((entry) => {
        const { searchParams } = new URL(locOf(entry));
        return { since: at(searchParams.get('since')!), until: at(searchParams.get('until')!), partSize: 5 };
      });
      const parts = await Promise.all(wishes.map((wish) => list(ports, wish)));
      expect(parts.length).toBeGreaterThan(3);
      expect(parts.map(({ name }) => name)).toEqual(parts.map(() => `{${SITEMAPS}}urlset`));
      const ids = parts.flatMap((part) => idsIn(named(part, 'url')));
      expect([...ids].sort()).toEqual([...works, ...gone].map(({ id }) => id).sort());
      expect(parts.every((part) => named(part, 'url').length <= 8)).toBe(true);
      // What is still to come belongs to the last part, so it says no end.
      expect(selfOf(parts.at(-1)!).metadata['until']).toBeUndefined();
      expect(selfOf(parts[0]!).metadata['until']).toBe(selfOf(parts[1]!).metadata['from']);
    });

    it('cuts no second in two, however much changed in it', async () => {
      const works = many(25).map((work) => ({ ...work, changed: SEED.changed }));
      const root = await list(portsWith(works), { partSize: 5 });
      expect(changesIn(root)).toHaveLength(25);
    });

    it('comes in pieces, and tells each change once', async () => {
      const pieces: string[] = [];
      for await (const piece of writeChangeList(portsWith(many(600)))) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(6);
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
      expect(idsIn(named(readXml(pieces.join('')), 'url'))).toEqual(many(600).map(({ id }) => id));
    });

    it('is empty, from the last change on, when nothing ever changed', async () => {
      const root = await list(portsWith([]));
      expect(changesIn(root)).toEqual([]);
      expect(selfOf(root).metadata['from']).toBe('1970-01-01T00:00:00Z');
    });
  });
});
