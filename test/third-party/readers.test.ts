import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { parseFeed } from '@rowanmanning/feed-parser';
import Papa from 'papaparse';
import { ErrorLevel, XMLToSitemapIndexStream, XMLToSitemapItemStream, type SitemapItem } from 'sitemap';
import { writeAtom } from '../../src/discovery/dumps/atom.js';
import { writeChangeList } from '../../src/discovery/dumps/change-list.js';
import { writeKbart } from '../../src/discovery/dumps/kbart.js';
import { writeLinksCsv } from '../../src/discovery/dumps/links-csv.js';
import { writeLinksJson } from '../../src/discovery/dumps/links-json.js';
import { writeResourceList } from '../../src/discovery/dumps/resource-sync.js';
import { parsePartKey, writeSitemap } from '../../src/discovery/dumps/sitemap.js';
import { at, collect, portsWith, PUBLIC_URL } from '../discovery/dumps/read-dump.js';
import { EXAMPLE_WORKS } from '../discovery/example-works.js';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const pageOf = (id: string): string => `${PUBLIC_URL}/julkaisut/${id}`;
const OLDEST_FIRST = EXAMPLE_WORKS.toSorted((a, b) => a.changed - b.changed);

describe('the ties, read by a parser that did not write them', () => {
  const expected = OLDEST_FIRST.flatMap(({ ties }) => ties).map(({ ours, target, theirs, url, kind, confidence, changed }) => ({
    ...{ ours, target, theirs, url, kind, confidence },
    changed: iso(changed).replace('.000', ''),
  }));

  it('are those of the catalogue as CSV (papaparse)', async () => {
    const { data, errors } = Papa.parse<Record<string, string>>(await collect(writeLinksCsv(portsWith())), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(expected.length);
    expect(data).toMatchObject(expected);
  });

  it('are those of the catalogue as JSON', async () => {
    const { ties } = JSON.parse(await collect(writeLinksJson(portsWith()))) as { ties: unknown };
    expect(ties).toMatchObject(expected);
  });
});

/** NISO RP-9-2014 §6.6, as a knowledge base expects them: written down here from the recommendation, not from our code. */
const KBART = `publication_title print_identifier online_identifier date_first_issue_online num_first_vol_online num_first_issue_online
date_last_issue_online num_last_vol_online num_last_issue_online title_url first_author title_id embargo_info coverage_depth notes
publisher_name publication_type date_monograph_published_print date_monograph_published_online monograph_volume monograph_edition first_editor
parent_publication_title_id preceding_publication_title_id access_type`.split(/\s+/);

describe('KBART, read as tab-separated values (papaparse)', () => {
  it('has the columns of the recommendation in its order, and in every line as many', async () => {
    const text = await collect(writeKbart(portsWith()));
    const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
      header: true,
      delimiter: '\t',
      quoteChar: '\u0000',
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(meta.fields).toEqual(KBART);
    for (const row of data) {
      expect(row).toMatchObject({ publication_type: 'serial', access_type: expect.stringMatching(/^[FP]$/) });
      expect([row['print_identifier'], row['online_identifier']].join('')).toMatch(/^(?:\d{4}-\d{3}[\dX])+$/);
      expect(row['date_first_issue_online']).toMatch(/^(?:\d{4}(?:-\d\d){0,2})?$/);
      expect(row['title_url']).toMatch(/^https:\/\//);
    }
    expect(data.map((row) => row['title_id'])).toEqual(expect.arrayContaining(['poha', 'po']));
  });
});

/** It tells at length of every element that it does not know. */
const QUIET = { level: ErrorLevel.WARN, logger: false } as const;
const itemsIn = (xml: string): Promise<readonly SitemapItem[]> =>
  Readable.from([xml]).pipe(new XMLToSitemapItemStream(QUIET)).toArray() as Promise<SitemapItem[]>;
const addressesOf = async (xml: string): Promise<readonly string[]> => (await itemsIn(xml)).map(({ url }) => url);
const partsOf = async (xml: string): Promise<readonly string[]> => {
  const parts = (await Readable.from([xml]).pipe(new XMLToSitemapIndexStream(QUIET)).toArray()) as readonly { readonly url: string }[];
  return parts.map(({ url }) => url);
};

describe('the sitemap, read by the package sitemap', () => {
  it('has every work in every language, each with all the others and when it changed', async () => {
    const items = await itemsIn(await collect(writeSitemap(portsWith())));
    for (const { id, changed } of EXAMPLE_WORKS) {
      const item = items.find(({ url }) => url === pageOf(id));
      expect(new Date(item?.lastmod ?? 0).getTime()).toBe(changed * 1000);
      expect(item?.links.map(({ lang, url }) => `${lang} ${url}`)).toEqual([
        `fi ${pageOf(id)}`,
        `sv ${PUBLIC_URL}/sv/publikationer/${id}`,
        `en ${PUBLIC_URL}/en/publications/${id}`,
        `x-default ${pageOf(id)}`,
      ]);
    }
    expect(items.filter(({ url }) => EXAMPLE_WORKS.some(({ id }) => url.endsWith(`/${id}`)))).toHaveLength(3 * EXAMPLE_WORKS.length);
  });

  it('in parts has the same addresses as whole', async () => {
    const whole = await addressesOf(await collect(writeSitemap(portsWith())));
    const parts = await partsOf(await collect(writeSitemap(portsWith(), { partSize: 1 })));
    expect(parts).toHaveLength(EXAMPLE_WORKS.length);
    const inParts = await Promise.all(
      parts.map(async (address) => {
        const part = parsePartKey(new URL(address).searchParams.get('part') ?? '')!;
        return addressesOf(await collect(writeSitemap(portsWith(), { part, partSize: 1 })));
      }),
    );
    expect(inParts.flat()).toEqual(whole);
  });
});

describe('ResourceSync, which is a sitemap to whoever does not know it, read by the package sitemap', () => {
  it('lists every work as a resource', async () => {
    expect(await addressesOf(await collect(writeResourceList(portsWith())))).toEqual(OLDEST_FIRST.map(({ id }) => pageOf(id)));
  });

  it('lists every change, deletions too', async () => {
    const gone = [{ id: '2010-1', changed: at('2026-01-20T00:00:00Z') }];
    const changes = await addressesOf(await collect(writeChangeList(portsWith(EXAMPLE_WORKS, gone))));
    expect(changes.toSorted()).toEqual([...EXAMPLE_WORKS, ...gone].map(({ id }) => pageOf(id)).toSorted());
  });
});

describe('the feed of new publications, read by @rowanmanning/feed-parser', () => {
  it('is Atom with every work, newest first, under names that stay', async () => {
    const { items, meta, url, updated } = parseFeed(await writeAtom(portsWith()));
    expect(meta).toMatchObject({ type: 'atom', version: '1.0' });
    expect([url, updated?.toISOString()]).toEqual([`${PUBLIC_URL}/julkaisut`, '2026-02-01T10:00:00.000Z']);
    expect(items.map((item) => ({ id: item.id, title: item.title, published: item.published?.toISOString() }))).toEqual(
      EXAMPLE_WORKS.toSorted((a, b) => b.created - a.created).map(({ id, titles: [title], created }) => ({
        id: expect.stringMatching(new RegExp(`^tag:.+/${id.replace('.', '\\.')}$`)),
        title: [title?.text, title?.subtitle].filter(Boolean).join(' : '),
        published: iso(created),
      })),
    );
  });
});
