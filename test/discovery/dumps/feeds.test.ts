import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeAtom } from '../../../src/discovery/dumps/atom.js';
import { writeUrnMapping } from '../../../src/discovery/dumps/urn-mapping.js';
import type { Work } from '../../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../example-works.js';
import { anyWorks, collect, firstNamed, named, portsWith, PUBLIC_URL, readXml, type Node } from './read-dump.js';

const [SEED, HOSTILE, OLDER] = EXAMPLE_WORKS as readonly [Work, Work, Work];

describe('the mapping for the URN service', () => {
  const mappingOf = (root: Node): readonly (readonly [string, string])[] =>
    named(root, 'record').map((record) => {
      const header = firstNamed(record, 'header');
      const destination = firstNamed(firstNamed(header, 'destinations'), 'destination');
      expect(destination.attributes['status']).toBe('activated');
      return [firstNamed(header, 'identifier').text, firstNamed(destination, 'url').text];
    });

  it('is of protocol version 3.0 and says when it last changed', async () => {
    const root = readXml(await collect(writeUrnMapping(portsWith())));
    expect(root.name).toBe('{urn:nbn:se:uu:ub:epc-schema:rs-location-mapping}records');
    expect(root.children.slice(0, 2).map(({ name, text }) => [name.split('}')[1], text])).toEqual([
      ['protocol-version', '3.0'],
      ['datestamp', '2026-02-01T10:00:00Z'],
    ]);
  });

  it('leads each URN of an online manifestation to the page where its file is', async () => {
    const root = readXml(await collect(writeUrnMapping(portsWith())));
    expect(mappingOf(root)).toEqual([['URN:ISBN:978-952-491-530-4', `${PUBLIC_URL}/julkaisut/2012-2`]]);
  });

  it('registers no URN of a library for our page', async () => {
    const works = [{ ...SEED, origin: 'older' as const }, OLDER];
    expect(mappingOf(readXml(await collect(writeUrnMapping(portsWith(works)))))).toEqual([]);
  });

  it('is strict XML with the same URNs, whatever is written in them', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const urns = mappingOf(readXml(await collect(writeUrnMapping(portsWith(works))))).map(([urn]) => urn);
        const ours = works.flatMap(({ manifestations }) => manifestations.flatMap(({ urn }) => (urn === undefined ? [] : [allowed(urn)])));
        expect([...urns].sort()).toEqual([...ours].sort());
      }),
    );
  });
});

describe('the feed of new publications (RFC 4287)', () => {
  const feed = async (works: readonly Work[] = EXAMPLE_WORKS): Promise<Node> => readXml(await writeAtom(portsWith(works)));
  const linksOf = (node: Node, rel: string) =>
    named(node, 'link').flatMap(({ attributes }) => (attributes['rel'] === rel ? [attributes] : []));

  it('has a title, an id of its own, when it last changed, its author and its address', async () => {
    const root = await feed();
    expect(root.name).toBe('{http://www.w3.org/2005/Atom}feed');
    expect(firstNamed(root, 'title').text).toBe('Poliisihallituksen julkaisut');
    expect(firstNamed(root, 'id').text).toBe('tag:julkaisut.poliisi.fi,2026:poliisi/feed');
    expect(firstNamed(root, 'updated').text).toBe('2026-02-01T10:00:00Z');
    expect(firstNamed(firstNamed(root, 'author'), 'name').text).toBe('Poliisihallitus');
    expect(linksOf(root, 'self')).toMatchObject([{ href: `${PUBLIC_URL}/feed.atom`, type: 'application/atom+xml' }]);
  });

  it('has the newest publication first, with when it came and when it changed', async () => {
    const entries = named(await feed(), 'entry');
    expect(entries.map((entry) => firstNamed(entry, 'id').text.split('/')[1])).toEqual(['2013-1', 'fi-melinda.000254001', '2012-2']);
    const seed = entries[2]!;
    expect(firstNamed(seed, 'title')).toMatchObject({
      text: 'Poliisin näkyvä toiminta sosiaalisessa mediassa',
      attributes: { 'xml:lang': 'fi' },
    });
    expect(firstNamed(seed, 'published').text).toBe('2026-01-01T09:30:00Z');
    expect(firstNamed(seed, 'updated').text).toBe('2026-01-15T23:59:59Z');
    expect(named(seed, 'author').map((author) => firstNamed(author, 'name').text)).toContain('Luotonen, Marko');
    expect(firstNamed(seed, 'summary').text).toContain('painottuu ennalta ehkäisevä työ.\n\nTyöryhmä');
    expect(linksOf(seed, 'alternate').map(({ hreflang, href }) => `${hreflang} ${href}`)).toEqual([
      `fi ${PUBLIC_URL}/julkaisut/2012-2`,
      `sv ${PUBLIC_URL}/sv/publikationer/2012-2`,
      `en ${PUBLIC_URL}/en/publications/2012-2`,
    ]);
    expect(linksOf(seed, 'enclosure')).toMatchObject([{ href: 'https://poliisi.example.fi/some.pdf', type: 'application/pdf' }]);
  });

  it('shows a title that tries to be markup as the text that it is', async () => {
    const [entry] = named(await feed([HOSTILE]), 'entry');
    expect(firstNamed(entry!, 'title').text).toBe('<script>alert("1")</script> & muita merkkejä : selvitys');
  });

  it('has fifty entries at most', async () => {
    const works = Array.from({ length: 60 }, (_, index) => ({ ...SEED, id: `2012-${index}` }));
    expect(named(await feed(works), 'entry')).toHaveLength(50);
  });

  it('is strict XML with the same titles, whatever is written in the works', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const entries = named(await feed(works), 'entry');
        const titles = works.map(({ titles: [title] }) =>
          allowed(`${title!.text}${title!.subtitle === undefined ? '' : ` : ${title!.subtitle}`}`),
        );
        expect(entries.map((entry) => firstNamed(entry, 'title').text).sort()).toEqual([...titles].sort());
        expect(new Set(entries.map((entry) => firstNamed(entry, 'id').text)).size).toBe(works.length);
      }),
    );
  });
});

/** XML 1.0 has no place for these; the loss stays visible. */
const allowed = (text: string): string => text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
