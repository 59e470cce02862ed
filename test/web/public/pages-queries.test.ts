import { describe, expect, it } from '@jest/globals';
import type { WorkQuery } from '../../../src/discovery/discovery.js';
import type { Work } from '../../../src/discovery/work.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { attributeOf, elementsOf, entriesOf, linksOf, named, readableText } from '../oai-page/html.js';
import { pageAt, SETTINGS } from './pages-house.js';

const [SEED] = EXAMPLE_WORKS as readonly [Work];
const MANY = Array.from({ length: 45 }, (_, at): Work => ({ ...SEED, id: `w${at}`, year: 1980 + at, titles: [{ text: `Nimi ${at}` }] }));

/** What the catalogue is asked for when someone opens an address. */
const askedFor = async (address: string): Promise<WorkQuery> => {
  const asked: WorkQuery[] = [];
  const fixed = createFixedDiscovery(MANY);
  await pageAt(address, { discovery: { ...fixed, search: (query) => (asked.push(query), fixed.search(query)) } });
  return asked[0]!;
};

describe('the search', () => {
  it('asks the catalogue for exactly what the form says', async () => {
    expect(
      await askedFor('/julkaisut?q=+Nimi%0A1+&author=Forss&series=poha&from=2011&until=2013&language=swe&origin=own&order=title&offset=20'),
    ).toEqual({
      ...{ words: 'Nimi 1', author: 'Forss', series: 'poha', yearFrom: 2011, yearUntil: 2013, language: 'swe', origin: 'own' },
      ...{ order: 'title', offset: 20, limit: 20 },
    });
  });

  it.each([
    ['nothing', '', {}],
    ['empty fields', '?q=&author=&series=&from=&until=&language=&origin=&order=', {}],
    ['a language in two letters', '?language=sv', { language: 'swe' }],
    ['a series by ISSN, small x', '?series=1236-049x', { series: '1236-049X' }],
    ['years the wrong way round', '?from=2013&until=2011', { yearFrom: 2011, yearUntil: 2013 }],
    ['an offset within a page', '?offset=39', { offset: 20 }],
    ['an offset that is none', '?offset=-1e9', {}],
    ['only controls', '?q=%00%07%E2%80%8B', {}],
  ])('takes %s kindly', async (_, query, expected) => {
    expect(await askedFor(`/julkaisut${query}`)).toEqual({ offset: 0, limit: 20, ...expected });
  });

  it.each([
    ['a year in words', 'from=viime', '”viime” ei ole vuosiluku'],
    ['a year of five digits', 'until=20122', '”20122” ei ole vuosiluku'],
    ['a series that nobody has', 'series=%3Cb%3E', 'Rajausta ”<b>” ei tunneta'],
    ['a language that nobody speaks', 'language=qqq', 'Rajausta ”qqq” ei tunneta'],
    ['an origin of its own', 'origin=theirs', 'Rajausta ”theirs” ei tunneta'],
    ['an order of its own', 'order=random', 'Rajausta ”random” ei tunneta'],
  ])('leaves out %s and says so', async (_, query, sentence) => {
    expect(await askedFor(`/julkaisut?${query}`)).toEqual({ offset: 0, limit: 20 });
    const html = await pageAt(`/julkaisut?${query}`);
    expect(readableText(html)).toContain(sentence);
    expect(named(elementsOf(html), 'b')).toEqual([]);
  });

  it('cuts a megabyte of words, says so, and answers with a page of the usual size', async () => {
    const address = `/julkaisut?q=${'%C3%A4'.repeat(400)}${'a'.repeat(1_000_000)}`;
    expect((await askedFor(address)).words).toBe('ä'.repeat(200));
    const html = await pageAt(address);
    expect(readableText(html)).toContain('200 ensimmäistä merkkiä');
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
  });

  it('shows what was asked in the form, and sends the same again', async () => {
    const html = await pageAt('/en/publications?q=%22a%22+%3Cb%3E&series=po&from=2001&language=ger&order=oldest');
    const [form] = named(elementsOf(html), 'form');
    expect(Object.fromEntries(entriesOf(form!))).toEqual({
      ...{ q: '"a" <b>', author: '', series: 'po', from: '2001', until: '', language: 'ger', origin: '', order: 'oldest' },
    });
    expect(attributeOf(form!, 'action')).toBe('/en/publications');
    expect(named(elementsOf(html), 'details').map((details) => attributeOf(details, 'open'))).toEqual(['']);
    const ordered = named(elementsOf(await pageAt('/en/publications?order=title')), 'details');
    expect(attributeOf(ordered[0]!, 'open')).toBe('');
    const unasked = named(elementsOf(await pageAt('/en/publications')), 'details');
    expect(attributeOf(unasked[0]!, 'open')).toBeUndefined();
  });

  it('orders words typed into the page as it stands by how well they match', async () => {
    const [form] = named(elementsOf(await pageAt('/julkaisut')), 'form');
    expect(entriesOf(form!).get('order')).toBe('');
  });

  it('lets each filter be taken off, and goes to the first page then', async () => {
    const html = await pageAt('/julkaisut?q=nimi&from=1981&origin=own&offset=20', { discovery: createFixedDiscovery(MANY) });
    expect(linksOf(html)).toEqual(expect.arrayContaining(['/julkaisut?q=nimi&origin=own', '/julkaisut?q=nimi&from=1981']));
  });

  it('keeps the question when the language of the page changes, and is nothing for search engines to keep', async () => {
    const html = await pageAt('/julkaisut?q=a%26b&from=2001');
    expect(linksOf(html)).toContain('/sv/publikationer?q=a%26b&from=2001');
    const metas = named(elementsOf(html), 'meta').filter((meta) => attributeOf(meta, 'name') === 'robots');
    expect(metas.map((meta) => attributeOf(meta, 'content'))).toEqual(['noindex, follow']);
  });
});

describe('the pages of a result', () => {
  const discovery = createFixedDiscovery(MANY);

  it('are of twenty, with the way on and back', async () => {
    const middle = await pageAt('/julkaisut?from=1980&offset=20', { discovery });
    expect(named(elementsOf(middle), 'h3')).toHaveLength(20);
    expect(linksOf(middle)).toEqual(expect.arrayContaining(['/julkaisut?from=1980', '/julkaisut?from=1980&offset=40']));
    expect(readableText(middle)).toContain('45 julkaisua');
    expect(readableText(middle)).toContain('21–40');
    const last = await pageAt('/julkaisut?offset=40', { discovery });
    expect(readableText(last)).not.toContain('Seuraava sivu');
    expect(named(elementsOf(last), 'ol').map((list) => attributeOf(list, 'start'))).toEqual(['41']);
  });

  it('end with a way back to the last one', async () => {
    const html = await pageAt('/julkaisut?offset=999980', { discovery });
    expect(readableText(html)).toContain('Hakutulos ei jatku näin pitkälle.');
    expect(linksOf(html)).toContain('/julkaisut?offset=40');
  });
});

describe('a search without a result', () => {
  it('helps: clear it, or look in the libraries, for words among words and for numbers among numbers', async () => {
    const words = linksOf(await pageAt('/sv/publikationer?q=ingen+s%C3%A5dan&from=2001'));
    expect(words).toEqual(
      expect.arrayContaining([
        ...['/sv/publikationer', '/sv/publikationer?q=ingen+s%C3%A5dan'],
        ...[
          'https://finna.example.fi/Search/Results?lookfor=ingen+s%C3%A5dan&type=AllFields',
          'https://eduskunta.example.fi/?isbn=ingen%20s%C3%A5dan',
        ],
      ]),
    );

    expect(linksOf(await pageAt('/julkaisut?q=0028-0836'))).toContain('https://finna.example.fi/Search/Results?lookfor=0028-0836&type=ISN');
  });

  it('cannot be led elsewhere by what was looked for', async () => {
    const links = linksOf(await pageAt('/julkaisut?q=%26type%3Dx%23%2F%2Fevil.example%2F'));
    expect(links).toContain('https://finna.example.fi/Search/Results?lookfor=%26type%3Dx%23%2F%2Fevil.example%2F&type=AllFields');
  });

  it('says of an empty catalogue that it is empty, and names no library without a search', async () => {
    const discovery = createFixedDiscovery([]);
    expect(readableText(await pageAt('/julkaisut', { discovery }))).toContain('Luettelossa ei ole vielä julkaisuja.');
    const settings = { ...SETTINGS, links: { ...SETTINGS.links, targets: {} } };
    expect(readableText(await pageAt('/julkaisut?q=x', { discovery, settings }))).not.toContain('Hae kirjastoista');
  });
});

describe('one publication in the list', () => {
  it('has title, people, series and number, manifestations, and whether it is ours', async () => {
    const text = readableText(await pageAt('/julkaisut')).replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/Poliisin näkyvä toiminta sosiaalisessa mediassa ?Sosiaalisen median työryhmä, Marko Luotonen/);
    expect(text).toContain('Poliisihallituksen julkaisusarja 2/2012 · painettu, PDF Oma julkaisu');
    expect(text).toContain('Poliisiosaston julkaisut 7/2001 · painettu Kirjastoissa');
    expect(text).toContain('Öivind Åkerblom (toim.)');
  });

  it('says the year where the number does not', async () => {
    const bare = { ...SEED, series: [{ title: 'Sarja', issns: [] }], contributors: Array.from({ length: 6 }, () => SEED.contributors[1]!) };
    const text = readableText(await pageAt('/julkaisut', { discovery: createFixedDiscovery([bare]) }));
    expect(text).toContain('Sarja · 2012 · painettu');
    expect(text.match(/Marko Luotonen/g)).toHaveLength(4);
    expect(text).toContain('ym.');
  });
});
