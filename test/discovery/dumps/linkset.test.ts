import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linksetJsonOf, linksetTextOf, writeLinksetJson, writeLinksetText } from '../../../src/discovery/dumps/linkset.js';
import { signpostingOf } from '../../../src/discovery/dumps/signposting.js';
import type { Work } from '../../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../example-works.js';
import { anyWork, anyWorks, at, collect, portsWith, PUBLIC_URL } from './read-dump.js';

const [SEED, LICENSED, OLDER] = EXAMPLE_WORKS as readonly [Work, Work, Work];

interface Link {
  readonly href: string;
  readonly [parameter: string]: string;
}

/** Reads a Link header field as RFC 8288 §3 writes it: an address between angle brackets, then parameters in quotation marks. */
const readLinks = (text: string): readonly Link[] => {
  const links: Link[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, href = '', parameters = ''] = /^<([^<>\s"]*)>((?:\s*;\s*[\w-]+="[^"\\]*")*)\s*(?:,\s*|$)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no link at: ${rest.slice(0, 80)}`);
    links.push({ href, ...Object.fromEntries([...parameters.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!])) });
    rest = rest.slice(whole.length);
  }
  return links;
};
const of = (links: readonly Link[], rel: string): readonly string[] => links.filter((link) => link['rel'] === rel).map(({ href }) => href);

describe('Signposting on the page of a work', () => {
  const links = readLinks(signpostingOf(SEED, PUBLIC_URL).join(', '));

  it('cites by the URN where that leads somewhere', () => {
    expect(of(links, 'cite-as')).toEqual(['https://urn.fi/URN:ISBN:978-952-491-530-4']);
  });

  it('cites by our page where there is no URN, or a dead one', () => {
    expect(of(readLinks(signpostingOf(OLDER, PUBLIC_URL).join(', ')), 'cite-as')).toEqual([`${PUBLIC_URL}/julkaisut/fi-melinda.000254001`]);
    const dead = { ...SEED, ties: SEED.ties.map((tie) => ({ ...tie, dead: at('2026-02-02T00:00:00Z') })) };
    expect(of(readLinks(signpostingOf(dead, PUBLIC_URL).join(', ')), 'cite-as')).toEqual([`${PUBLIC_URL}/julkaisut/2012-2`]);
  });

  it('is described by every record in every format, as GetRecord gives it', () => {
    expect(of(links, 'describedby')).toHaveLength(7);
    const [first] = of(links, 'describedby');
    expect(Object.fromEntries(new URL(first!).searchParams)).toEqual({
      verb: 'GetRecord',
      metadataPrefix: 'oai_dc',
      identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print',
    });
    expect(new Set(links.filter(({ rel }) => rel === 'describedby').map(({ type }) => type))).toEqual(new Set(['text/xml']));
  });

  it('names the file with its type, the kind of work, and the licence where there is one', () => {
    expect(links.find(({ rel }) => rel === 'item')).toEqual({
      href: 'https://poliisi.example.fi/some.pdf',
      rel: 'item',
      type: 'application/pdf',
    });
    expect(of(links, 'type')).toEqual(['https://schema.org/Report', 'https://schema.org/Book', 'https://schema.org/AboutPage']);
    expect(of(links, 'license')).toEqual([]);
    expect(of(readLinks(signpostingOf(LICENSED, PUBLIC_URL).join(', ')), 'license')).toEqual([
      'https://creativecommons.org/licenses/by/4.0/',
    ]);
  });

  it('ends with the link set in both forms', () => {
    expect(links.slice(-2)).toEqual([
      { href: `${PUBLIC_URL}/linkset?work=2012-2`, rel: 'linkset', type: 'application/linkset+json' },
      { href: `${PUBLIC_URL}/linkset?work=2012-2`, rel: 'linkset', type: 'application/linkset' },
    ]);
  });

  it('has twenty links at most; what does not fit is in the link set', () => {
    const many = { ...SEED, manifestations: Array.from({ length: 9 }, () => SEED.manifestations[1]!) };
    const values = signpostingOf(many, PUBLIC_URL);
    expect(values).toHaveLength(20);
    expect(of(readLinks(values.join(', ')), 'linkset')).toHaveLength(2);
    const { linkset } = JSON.parse(linksetJsonOf(many, PUBLIC_URL)) as { linkset: [{ describedby: unknown[] }] };
    expect(linkset[0].describedby).toHaveLength(36);
  });

  it('has 4 kB at most', () => {
    const manifestation = { ...SEED.manifestations[1]!, identifier: `oai:x:${'å'.repeat(150)}` };
    const values = signpostingOf({ ...SEED, manifestations: Array.from({ length: 4 }, () => manifestation) }, PUBLIC_URL);
    expect(Buffer.byteLength(values.join(', '))).toBeLessThanOrEqual(4096);
    expect(values.length).toBeGreaterThan(6);
    expect(of(readLinks(values.join(', ')), 'linkset')).toHaveLength(2);
  });

  it('leads to no address that a browser would run', () => {
    const hostile = {
      ...SEED,
      licence: { name: 'x', url: 'javascript:alert(1)' },
      manifestations: [{ ...SEED.manifestations[1]!, file: { url: 'data:text/html,x' } }],
    };
    const values = readLinks(signpostingOf(hostile, PUBLIC_URL).join(', '));
    expect([...of(values, 'license'), ...of(values, 'item')]).toEqual([]);
  });

  it('is a header that any server can send, whatever is written in the work', () => {
    fc.assert(
      fc.property(anyWork, (work) => {
        const values = signpostingOf(work, PUBLIC_URL);
        expect(values.filter((value) => !/^[\x21-\x7E ]+$/.test(value))).toEqual([]);
        const read = readLinks(values.join(', '));
        expect(read).toHaveLength(values.length);
        expect(new URL(of(read, 'linkset')[0]!).searchParams.get('work')).toBe(work.id);
      }),
    );
  });
});

interface Linkset {
  readonly linkset: readonly ({ readonly anchor: string } & Readonly<Record<string, readonly Link[] | string>>)[];
}

describe('the link set (RFC 9264)', () => {
  it('has one context for each work: the anchor is its page, each relation an array of targets', async () => {
    const { linkset } = JSON.parse(await collect(writeLinksetJson(portsWith()))) as Linkset;
    expect(linkset.map(({ anchor }) => anchor)).toEqual([
      `${PUBLIC_URL}/julkaisut/fi-melinda.000254001`,
      `${PUBLIC_URL}/julkaisut/2012-2`,
      `${PUBLIC_URL}/julkaisut/2013-1`,
    ]);
    expect(linkset[1]).toMatchObject({
      'cite-as': [{ href: 'https://urn.fi/URN:ISBN:978-952-491-530-4' }],
      item: [{ href: 'https://poliisi.example.fi/some.pdf', type: 'application/pdf' }],
    });
  });

  it('says the same as text with anchors as it does in JSON, whatever is written in the works', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const { linkset } = JSON.parse(await collect(writeLinksetJson(portsWith(works)))) as Linkset;
        const fromJson = linkset.flatMap(({ anchor, ...relations }) =>
          Object.entries(relations).flatMap(([rel, targets]) => (targets as readonly Link[]).map((target) => ({ ...target, rel, anchor }))),
        );
        const fromText = readLinks(await collect(writeLinksetText(portsWith(works))));
        expect(new Set(fromText.map((link) => JSON.stringify(sorted(link))))).toEqual(
          new Set(fromJson.map((link) => JSON.stringify(sorted(link)))),
        );
        expect(fromText).toHaveLength(fromJson.length);
      }),
    );
  });

  it('of one work is the part of the whole that is about it', async () => {
    const whole = JSON.parse(await collect(writeLinksetJson(portsWith()))) as Linkset;
    const one = JSON.parse(linksetJsonOf(SEED, PUBLIC_URL)) as Linkset;
    expect(one.linkset).toEqual([whole.linkset[1]]);
    expect(readLinks(linksetTextOf(SEED, PUBLIC_URL)).every(({ anchor }) => anchor === `${PUBLIC_URL}/julkaisut/2012-2`)).toBe(true);
  });

  it('since a moment has the works that changed then or later', async () => {
    const since = at('2026-01-15T23:59:59Z');
    const { linkset } = JSON.parse(await collect(writeLinksetJson(portsWith(), { since }))) as Linkset;
    expect(linkset).toHaveLength(2);
    const anchors = readLinks(await collect(writeLinksetText(portsWith(), { since }))).map(({ anchor }) => anchor);
    expect(new Set(anchors).size).toBe(2);
  });
});

const sorted = (link: Readonly<Record<string, string>>) => Object.entries(link).sort(([a], [b]) => (a < b ? -1 : 1));
