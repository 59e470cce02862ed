import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { representationsOf } from '../../../src/web/public/representations.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { BROWSER, openResolverFront, resolverPorts, type ResolverFront } from './resolver-front.js';

let front: ResolverFront;
beforeAll(async () => {
  front = await openResolverFront();
});
afterAll(() => front.close());

const SEED = EXAMPLE_WORKS.find(({ id }) => id === '2012-2')!;
const RECORDLESS = EXAMPLE_WORKS.find(({ id }) => id === '2013-1')!;
const PDF = 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf';
const PRINT = 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print';

/** What each form of the seed publication holds, by its name, with its media type. */
const FORMS = [
  ['json-ld', 'application/ld+json', '"@id":"2012-2"'],
  ['marcxml', 'application/marcxml+xml', `<record of="${PDF}" in="marcxml"/>`],
  ['oai_dc', 'application/xml', `<record of="${PDF}" in="oai_dc"/>`],
  ['bibtex', 'application/x-bibtex', '@techreport{Sosiaalisen_2012_2,'],
  ['ris', 'application/x-research-info-systems', 'SN  - 978-952-491-530-4'],
  ['csl-json', 'application/vnd.citationstyles.csl+json', '"ISBN":"978-952-491-530-4"'],
] as const;

describe('the forms of a publication', () => {
  it('are HTML and the six that machines ask for', () => {
    expect(representationsOf(SEED).map(({ name, types }) => [name, types[0]])).toEqual([
      ['html', 'text/html'],
      ...FORMS.map(([name, type]) => [name, type]),
    ]);
  });

  it('are no records where the repository has none', () => {
    expect(representationsOf(RECORDLESS).map(({ name }) => name)).toEqual(['html', 'json-ld', 'bibtex', 'ris', 'csl-json']);
  });
});

describe.each([
  ['the page of the publication', '/julkaisut/2012-2', ''],
  ['an identifier', '/isbn/9789524915304', '&manifestation=pdf'],
])('at the address of %s', (_, path, meant) => {
  it.each(FORMS)('there is %s by Accept: %s', async (name, type, content) => {
    const response = await front.get(path, { Accept: `${type}, text/html;q=0.5` });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(new RegExp(`^${type.replaceAll(/[.+]/g, '\\$&')}(?:; charset=utf-8)?$`));
    expect(response.headers.get('content-location')).toBe(`https://julkaisut.example.fi/julkaisut/2012-2?format=${name}${meant}`);
    expect(response.headers.get('vary')).toBe('Accept, Accept-Language, Accept-Encoding');
    expect(await response.text()).toContain(content);
  });

  it.each(FORMS)('format=%s wins over what a browser accepts', async (name, type, content) => {
    const response = await front.get(`${path}?format=${name.toUpperCase()}`);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toContain(content);
  });

  it.each([BROWSER, '*/*', 'text/*', 'application/xhtml+xml', 'text/html;q=0.3, text/csv'])(
    'whoever accepts %s gets a page',
    async (accept) => {
      const response = await front.get(path, { Accept: accept });
      expect([200, 302]).toContain(response.status);
      expect(response.headers.get('location') ?? response.headers.get('content-type')).toMatch(/text\/html|\/2012-2/);
      expect(response.headers.get('vary')?.split(', ')).toEqual(expect.arrayContaining(['Accept', 'Accept-Language']));
    },
  );

  it('format=html is the page, whatever is accepted', async () => {
    expect([200, 302]).toContain((await front.get(`${path}?format=html`, { Accept: 'application/x-bibtex' })).status);
  });

  it('an unknown format is refused with the list of those that there are', async () => {
    const response = await front.get(`${path}?format=docx`, { Accept: 'application/json' });
    expect(response.status).toBe(400);
    expect((await response.json()) as object).toMatchObject({
      detail: expect.stringMatching(/"docx" is no format\. There is: html \(text\/html\), json-ld .*csl-json/),
    });
  });

  it('Accept without any of them is refused with the list, and with links to each', async () => {
    const response = await front.get(path, { Accept: 'image/png' });
    expect(response.status).toBe(406);
    expect(response.headers.get('link')).toContain(
      '<https://julkaisut.example.fi/julkaisut/2012-2?format=ris>; rel="alternate"; type="application/x-research-info-systems"',
    );
    expect(((await response.json()) as { detail: string }).detail).toContain('marcxml (application/marcxml+xml)');
  });

  it('whoever has it already is told so', async () => {
    const first = await front.get(`${path}?format=ris`);
    const again = await front.get(`${path}?format=ris`, { 'If-None-Match': first.headers.get('etag')!, 'Cache-Control': 'max-age=0' });
    expect(again.status).toBe(304);
    const other = await front.get(`${path}?format=bibtex`, { 'If-None-Match': first.headers.get('etag')!, 'Cache-Control': 'max-age=0' });
    expect(other.status).toBe(200);
  });
});

describe('the manifestation', () => {
  it.each([
    ['/julkaisut/2012-2?format=marcxml&manifestation=print', PRINT],
    ['/julkaisut/2012-2?format=marcxml&manifestation=pdf', PDF],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-print?format=marcxml', PRINT],
    ['/isbn/987-952-491-529-8?format=marcxml', PRINT],
    ['/isbn/952-491-530-8?format=marcxml', PDF],
    ['/urn/urn:isbn:978-952-491-530-4?format=marcxml', PDF],
    ['/issn/1798-7121/2012/2?format=marcxml', PDF],
  ])('that %s is about is the one whose record comes', async (path, identifier) => {
    expect(await (await front.get(path)).text()).toContain(identifier);
  });

  it('is found by an ISBN-10, too', async () => {
    const [print, pdf] = SEED.manifestations;
    const work = { ...SEED, manifestations: [{ ...print!, isbns: ['978-952-491-529-8'] }, pdf!] };
    const other = await openResolverFront(resolverPorts(createFixedDiscovery([work])));
    expect(await (await other.get('/isbn/952-491-529-4?format=marcxml')).text()).toContain(PRINT);
    await other.close();
  });

  it('is the one that has a record where nobody says which', async () => {
    const [print, pdf] = SEED.manifestations;
    const work = { ...SEED, manifestations: [print!, { ...pdf!, formats: ['kk'] }] };
    const other = await openResolverFront(resolverPorts(createFixedDiscovery([work])));
    expect(await (await other.get('/julkaisut/2012-2?format=marcxml')).text()).toContain(PRINT);
    await other.close();
  });

  it('is told apart in the address of the form and in its tag', async () => {
    const [print, pdf] = await Promise.all(['print', 'pdf'].map((kind) => front.get(`/julkaisut/2012-2?format=ris&manifestation=${kind}`)));
    expect(print!.headers.get('content-location')).toMatch(/format=ris&manifestation=print$/);
    expect(print!.headers.get('etag')).not.toBe(pdf!.headers.get('etag'));
    expect(await print!.text()).not.toContain('978-952-491-530-4');
    expect(await pdf!.text()).toContain('978-952-491-530-4');
  });

  it.each(['cd', '<script>', 'x'.repeat(500)])('that is none is refused with those that there are: %s', async (kind) => {
    const response = await front.get(`/julkaisut/2012-2?format=ris&manifestation=${encodeURIComponent(kind)}`, { Accept: '*/*' });
    expect(response.status).toBe(404);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toMatch(/There is: print, pdf\.$/);
    expect(detail.length).toBeLessThan(200);
  });
});

describe('a form that cannot be had', () => {
  it('of a publication without records is refused with what there is', async () => {
    const response = await front.get('/julkaisut/2013-1?format=marcxml', { Accept: '*/*' });
    expect(response.status).toBe(406);
    expect((await response.json()) as object).toMatchObject({ detail: expect.stringContaining('There is no marcxml of this publication') });
  });

  it('by Accept gives way to the next that is accepted', async () => {
    const response = await front.get('/julkaisut/2013-1', { Accept: 'application/marcxml+xml, application/x-bibtex;q=0.9' });
    expect(response.headers.get('content-type')).toContain('application/x-bibtex');
  });

  it('of a record that has just gone is not found', async () => {
    const [first] = SEED.manifestations;
    const work = { ...SEED, manifestations: [{ ...first!, identifier: 'oai:x:missing' }] };
    const other = await openResolverFront(resolverPorts(createFixedDiscovery([work])));
    expect((await other.get('/julkaisut/2012-2?format=oai_dc')).status).toBe(404);
    await other.close();
  });

  it('of an unknown publication is not found, while a reader gets the page’s own word', async () => {
    expect((await front.get('/julkaisut/2099-1?format=ris')).status).toBe(404);
    expect(await (await front.get('/julkaisut/2099-1')).text()).toBe('page of 2099-1');
  });
});

describe('a file for a reference manager', () => {
  it.each([
    ['bibtex', '2012-2.bib'],
    ['ris', '2012-2.ris'],
    ['csl-json', '2012-2.json'],
  ])('has a name: %s', async (format, name) => {
    const response = await front.get(`/julkaisut/2012-2?format=${format}`);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  });

  it('has a name without quotation marks and line breaks, whatever the id is', async () => {
    const work = { ...SEED, id: 'a"b\r\nc/ä' };
    const other = await openResolverFront(resolverPorts(createFixedDiscovery([work])));
    const response = await other.get('/isbn/9789524915304?format=ris');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a_b_c_.ris"');
    expect(response.headers.get('content-location')).toContain('/julkaisut/a%22b%0D%0Ac%2F%C3%A4?format=ris');
    expect((await other.get('/isbn/9789524915304')).headers.get('location')).toBe('/julkaisut/a%22b%0D%0Ac%2F%C3%A4');
    await other.close();
  });
});
