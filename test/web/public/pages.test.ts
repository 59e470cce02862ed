import { describe, expect, it } from '@jest/globals';
import { createCitations } from '../../../src/discovery/citations.js';
import type { Work } from '../../../src/discovery/work.js';
import { createPublicPages } from '../../../src/web/public/pages/page-routes.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { attributeOf, elementsOf, linksOf, named, readableText, textOf } from '../oai-page/html.js';
import { ask, pageAt, PUBLIC_URL, requestOf, SETTINGS } from './pages-house.js';

const [SEED, , OLDER] = EXAMPLE_WORKS as readonly [Work, Work, Work];
/** Every page in fi, sv and en, and a word that only that language has. */
const PAGES = [
  ['the list', ['/julkaisut', '/sv/publikationer', '/en/publications'], ['Hae julkaisuja', 'Sök publikationer', 'Search publications']],
  [
    'a publication',
    ['/julkaisut/2012-2', '/sv/publikationer/2012-2', '/en/publications/2012-2'],
    ['Viittaaminen', 'Hänvisa till publikationen', 'How to cite'],
  ],
  [
    'a series',
    ['/julkaisut/sarjat/poha', '/sv/publikationer/serier/poha', '/en/publications/series/poha'],
    ['Edeltäjä', 'Föregångare', 'Preceded by'],
  ],
  [
    'the accessibility statement',
    ['/saavutettavuus', '/sv/tillganglighet', '/en/accessibility'],
    ['Saavutettavuusseloste', 'Tillgänglighetsutlåtande', 'Accessibility statement'],
  ],
] as const;
const CASES = PAGES.flatMap(([name, paths, words]) =>
  (['fi', 'sv', 'en'] as const).map((language, at) => [`${name} in ${language}`, language, paths[at]!, paths, words[at]!] as const),
);
const headLinks = (html: string, rel: string): readonly string[] =>
  named(elementsOf(html), 'link')
    .filter((link) => attributeOf(link, 'rel') === rel)
    .map((link) => attributeOf(link, 'href') ?? '');
const squeeze = (html: string): string => readableText(html).replaceAll(/\s+/g, ' ');

describe('every public page', () => {
  it.each(CASES)('%s is there, in that language throughout', async (_, language, path, _paths, word) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ kind: 'content', type: 'text/html; charset=utf-8', headers: { 'Content-Language': language } });
    const html = await pageAt(path);
    const elements = elementsOf(html);
    expect(attributeOf(named(elements, 'html')[0]!, 'lang')).toBe(language);
    expect(readableText(html)).toContain(word);
    expect(named(elements, 'h1')).toHaveLength(1);
    expect(textOf(named(elements, 'title')[0]!)).toContain(SETTINGS.repository.name);
  });

  it.each(CASES)('%s names its other languages to people and to machines', async (_, language, path, paths) => {
    const html = await pageAt(path);
    for (const other of paths) expect(linksOf(html)).toContain(other);
    const alternates = named(elementsOf(html), 'link').filter((link) => attributeOf(link, 'hreflang') !== undefined);
    expect(alternates.map((link) => [attributeOf(link, 'hreflang'), attributeOf(link, 'href')])).toEqual([
      ['fi', PUBLIC_URL + paths[0]],
      ['sv', PUBLIC_URL + paths[1]],
      ['en', PUBLIC_URL + paths[2]],
      ['x-default', PUBLIC_URL + paths[0]],
    ]);
    expect(headLinks(html, 'canonical')).toEqual([PUBLIC_URL + path]);
    const current = named(elementsOf(html), 'a').filter((link) => attributeOf(link, 'aria-current') !== undefined);
    expect(current.map((link) => attributeOf(link, 'lang'))).toEqual([language]);
  });

  it.each(CASES)('%s asks for one style of ours and runs no script', async (_, _language, path) => {
    const html = await pageAt(path);
    const elements = elementsOf(html);
    const [style, ...more] = headLinks(html, 'stylesheet');
    expect(more).toEqual([]);
    expect(await ask(style!)).toMatchObject({
      type: 'text/css; charset=utf-8',
      headers: { 'Cache-Control': expect.stringContaining('immutable') },
    });
    expect(named(elements, 'script').filter((script) => attributeOf(script, 'type') !== 'application/ld+json')).toEqual([]);
    expect(named(elements, 'img', 'iframe', 'video', 'audio', 'object', 'embed', 'style')).toEqual([]);
    expect(elements.flatMap(({ attrs }) => attrs).filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual([]);
  });

  it('says on what it rests: the time of the catalogue, and a tag that changes with the settings, too', async () => {
    const before = await ask('/julkaisut/2012-2');
    const same = await ask('/julkaisut/2012-2');
    const after = await ask('/julkaisut/2012-2', { settings: { ...SETTINGS, site: {} } });
    const versionOf = (answer: typeof before) => (answer?.kind === 'content' ? answer.version : undefined);
    expect(versionOf(before)).toMatchObject({ changed: (await createFixedDiscovery().readVersion()).changed });
    expect(versionOf(same)).toEqual(versionOf(before));
    expect(versionOf(after)?.tag).not.toBe(versionOf(before)?.tag);
  });

  it('keeps its links right when the service lies below the root of its host', async () => {
    const html = await pageAt('/julkaisut/2012-2', { publicUrl: 'https://example.fi/palvelut/' });
    const ours = [...linksOf(html), ...headLinks(html, 'stylesheet')].filter((href) => href.startsWith('/'));
    expect(ours.filter((href) => !href.startsWith('/palvelut/'))).toEqual([]);
    expect(headLinks(html, 'canonical')).toEqual(['https://example.fi/palvelut/julkaisut/2012-2']);
  });
});

describe('the page of a publication', () => {
  it('shows all that the publisher’s page shows', async () => {
    const html = await pageAt('/julkaisut/2012-2');
    const text = squeeze(html);
    for (const part of [
      ...[
        'Poliisin näkyvä toiminta sosiaalisessa mediassa',
        'Marko Luotonen',
        'Sosiaalisen median työryhmä',
        '2/2012',
        'suomi',
        'Raportti',
      ],
      ...['Työryhmä esittää 11 keinoa.', '978-952-491-530-4', '987-952-491-529-8 (näin lähteessä', '1798-7121', '2242-5640', '85 sivua'],
      ...[
        'URN:ISBN:978-952-491-530-4',
        'some.pdf',
        'Ennen vuotta 2018 tehdyt julkaisut eivät täytä',
        'kirjaamo@example.fi',
        'Helsinki: Poliisihallitus',
      ],
    ])
      expect(text).toContain(part);
    expect(linksOf(html)).toEqual(
      expect.arrayContaining([
        ...['https://poliisi.example.fi/some.pdf', 'https://urn.fi/URN:ISBN:978-952-491-530-4', 'https://poliisi.fi/julkaisut'],
        ...['mailto:kirjaamo@example.fi', '/julkaisut/sarjat/poha'],
      ]),
    );
  });

  it('gives the citation as a sentence and in each form there is, and every record of each manifestation', async () => {
    const html = await pageAt('/sv/publikationer/2012-2');
    const sentence = createCitations({ urnResolver: SETTINGS.links.urnResolver }).sentence(SEED, 'sv');
    expect(squeeze(html)).toContain(sentence);
    const links = linksOf(html);
    for (const format of ['bibtex', 'ris', 'csl-json', 'json-ld', 'marcxml', 'oai_dc'])
      expect(links).toContain(`/sv/publikationer/2012-2?format=${format}`);
    for (const { identifier, formats } of SEED.manifestations)
      for (const prefix of formats)
        expect(links).toContain(`/oai?verb=GetRecord&metadataPrefix=${prefix}&identifier=${encodeURIComponent(identifier)}`);
    expect(await pageAt('/julkaisut/2013-1')).not.toContain('format=marcxml');
  });

  it('leads to libraries, to their records first, under the names of the settings', async () => {
    const ties = [...OLDER.ties].reverse();
    const html = await pageAt(`/en/publications/${OLDER.id}`, { discovery: createFixedDiscovery([{ ...OLDER, ties }]) });
    const outward = named(elementsOf(html), 'a').filter((link) => OLDER.ties.some(({ url }) => attributeOf(link, 'href') === url));
    expect(outward.map(textOf)).toEqual([
      'Finna: record of the publication',
      'Melinda: record of the publication',
      'Library of Parliament: search by number',
    ]);
  });

  it('sends nobody to a record that is not there any more', async () => {
    const ties = OLDER.ties.map((tie) => (tie.target === 'finna' ? { ...tie, dead: OLDER.changed } : tie));
    const html = await pageAt(`/en/publications/${OLDER.id}`, { discovery: createFixedDiscovery([{ ...OLDER, ties }]) });
    expect(html).not.toContain('fikka.254001');
    expect(html).toContain('byid/000254001');
  });

  it('says of an older work where its description is from', async () => {
    expect(squeeze(await pageAt(`/julkaisut/${OLDER.id}`))).toContain('kirjastojen tietokannasta Melinda, tietue 000254001.');
    const alone = { ...OLDER, ties: [] };
    const text = squeeze(await pageAt(`/en/publications/${OLDER.id}`, { discovery: createFixedDiscovery([alone]) }));
    expect(text).toContain('database FI-MELINDA, record 000254001.');
    expect(text).toContain('Nothing is known about copies in libraries.');
  });

  it('leads to the one before and the one after in the series, by number and not by text', async () => {
    const numbered = (number: number, year = 2012): Work => ({
      ...SEED,
      ...{ id: `${year}-${number}`, year, titles: [{ text: `Nro ${number}/${year}` }] },
      series: [{ ...SEED.series[0]!, number: `${number}/${year}` }],
    });
    const works = [numbered(10), numbered(2), numbered(9), numbered(1, 2013), numbered(30, 2011), numbered(1, 2009)];
    const options = { discovery: createFixedDiscovery(works) };
    expect(squeeze(await pageAt('/julkaisut/2012-9', options))).toMatch(/Edellinen: Nro 2\/2012.*Seuraava: Nro 10\/2012/);
    expect(squeeze(await pageAt('/julkaisut/2012-2', options))).toContain('Edellinen: Nro 30/2011');
    expect(squeeze(await pageAt('/julkaisut/2012-10', options))).toContain('Seuraava: Nro 1/2013');
  });

  it('tells of the mistyped number that led here, in our words and only about this very publication', async () => {
    const remark = 'The number was mistyped.';
    const discovery = { ...createFixedDiscovery(), resolve: async () => ({ kind: 'found' as const, work: SEED, remark }) };
    expect(await pageAt('/julkaisut/2012-2?asked=x', { discovery })).toContain(remark);
    expect(await pageAt('/julkaisut/2012-2', { discovery })).not.toContain(remark);
    expect(await pageAt('/julkaisut/2013-1?asked=x', { discovery })).not.toContain(remark);
    expect(await pageAt('/julkaisut/2012-2?asked=Buy%20now')).not.toContain('Buy now');
  });

  it('carries its description for search engines and reference managers', async () => {
    const html = await pageAt('/en/publications/2012-2');
    const [script] = named(elementsOf(html), 'script');
    expect(JSON.parse(textOf(script!))).toMatchObject({
      // One work, whatever the language of its page.
      ...{ '@context': 'https://schema.org', '@id': `${PUBLIC_URL}/julkaisut/2012-2`, url: `${PUBLIC_URL}/en/publications/2012-2` },
    });
    const metas = named(elementsOf(html), 'meta').map((meta) => [attributeOf(meta, 'name'), attributeOf(meta, 'content')]);
    expect(metas).toEqual(
      expect.arrayContaining([
        ['citation_isbn', '978-952-491-530-4'],
        ['DC.date', '2012'],
      ]),
    );
  });
});

describe('the page of a series', () => {
  it('has its numbers, the series before and after it, and its publications by year', async () => {
    const html = await pageAt('/julkaisut/sarjat/poha');
    expect(squeeze(html)).toMatch(/ISSN \(painettu\)1798-7121.*2242-5640.*Edeltäjä ?Poliisiosaston julkaisut/);
    expect(linksOf(html)).toContain('/julkaisut/sarjat/po');
    const years = named(elementsOf(html), 'h3').map(textOf);
    expect(years).toEqual(['2013', '2012']);
    expect(squeeze(await pageAt('/en/publications/series/po'))).toMatch(/Continued by ?Poliisihallituksen julkaisusarja/);
  });

  it('has the highest number of a year first, and goes on after sixty', async () => {
    const works = Array.from({ length: 61 }, (_, at): Work => ({
      ...SEED,
      id: `n${at}`,
      series: [{ ...SEED.series[0]!, number: `${at + 1}/2012` }],
    }));
    const html = await pageAt('/julkaisut/sarjat/poha', { discovery: createFixedDiscovery(works) });
    expect(squeeze(html)).toMatch(/60\/2012.*9\/2012.*1\/2012/);
    expect(linksOf(html)).toContain('/julkaisut/sarjat/poha?offset=60');
    const last = await pageAt('/julkaisut/sarjat/poha?offset=60', { discovery: createFixedDiscovery(works) });
    expect(squeeze(last)).toContain('61/2012');
    expect(named(elementsOf(last), 'link').some((link) => attributeOf(link, 'href')?.endsWith('/series/poha?offset=60'))).toBe(true);
  });
});

describe('the accessibility statement', () => {
  it('is laid out with headings, lists and links', async () => {
    const html = await pageAt('/saavutettavuus');
    expect(named(elementsOf(html), 'h2').map(textOf)).toEqual(['Tila']);
    expect(linksOf(html)).toContain('mailto:saavutettavuus@example.fi');
    expect(squeeze(html)).toContain('yksikaksi');
  });

  it('is neither there nor linked when the settings have none', async () => {
    const options = { settings: { ...SETTINGS, site: {} } };
    expect(await ask('/saavutettavuus', options)).toMatchObject({ status: 404 });
    expect(linksOf(await pageAt('/julkaisut', options))).not.toContain('/saavutettavuus');
  });
});

describe('a page that is not there', () => {
  it.each([
    ['/julkaisut/ei-ole', 'fi', 'Sivua ei löytynyt'],
    ['/sv/publikationer/serier/ingen', 'sv', 'Sidan hittades inte'],
    ['/en/publications/%3Cscript%3Ealert(1)%3C%2Fscript%3E', 'en', 'Page not found'],
  ])('%s answers 404 in its language, with a search', async (path, language, title) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ kind: 'content', status: 404, headers: { 'Content-Language': language } });
    expect(answer).not.toHaveProperty('version');
    const html = await pageAt(path);
    expect(readableText(html)).toContain(title);
    expect(readableText(html)).toContain(path);
    expect(named(elementsOf(html), 'input').map((input) => attributeOf(input, 'name'))).toEqual(['q']);
    expect(named(elementsOf(html), 'script')).toEqual([]);
  });

  it('leads on by any other number of a publication', async () => {
    expect(await ask('/en/publications/9789524915304')).toMatchObject({ kind: 'redirect', to: '/en/publications/2012-2' });
    expect(await ask('/julkaisut/1798-7121')).toMatchObject({ kind: 'redirect', to: '/julkaisut/sarjat/poha' });
  });

  const pages = createPublicPages({
    ...{ discovery: createFixedDiscovery(), settings: SETTINGS, publicUrl: PUBLIC_URL },
    citations: createCitations({ urnResolver: SETTINGS.links.urnResolver }),
  });

  it('gives the resolver’s help a page: what is wrong, what may be meant, where to search', () => {
    const help = { asked: '978<b>', reason: 'Digit 3 is wrong.', suggestions: ['978-1', '<i>'], works: [SEED] };
    const answer = pages.showHelp({ ...help, status: 400 }, 'sv');
    expect(answer).toMatchObject({ kind: 'content', status: 400, vary: ['Accept', 'Accept-Language'] });
    const html = answer.kind === 'content' ? String(answer.body) : '';
    expect(squeeze(html)).toContain('Numret är inte giltigt');
    expect(squeeze(html)).toContain('Digit 3 is wrong.');
    expect(linksOf(html)).toEqual(
      expect.arrayContaining(['/sv/publikationer/2012-2', '/sv/publikationer?q=978-1', '/sv/publikationer?q=%3Ci%3E']),
    );
    expect(named(elementsOf(html), 'b', 'i')).toEqual([]);
  });

  it('shows a fault of the front, and an address of nobody, in the reader’s language', () => {
    const html = pages.renderProblem({ title: 'Too many <b>', detail: 'Go on later.' }, ['sv']);
    expect(html).toContain('<html lang="sv">');
    expect(readableText(html)).toContain('Too many <b>');
    expect(pages.showNotFound({ ...requestOf('/nowhere'), languages: ['de'] })).toMatchObject({ headers: { 'Content-Language': 'en' } });
  });
});
