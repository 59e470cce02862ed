import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { openResolverFront, readHelp, resolverPorts, type ResolverFront } from './resolver-front.js';

let front: ResolverFront;
beforeAll(async () => {
  front = await openResolverFront();
});
afterAll(() => front.close());

const locationOf = async (path: string, headers?: Readonly<Record<string, string>>): Promise<string> => {
  const response = await front.get(path, headers);
  expect([path, response.status]).toEqual([path, 302]);
  return response.headers.get('location') ?? '';
};

describe('a reader who has an identifier', () => {
  it.each([
    ['/isbn/978-952-491-530-4', '2012-2'],
    ['/isbn/9789524915304', '2012-2'],
    ['/isbn/952-491-530-8', '2012-2'],
    ['/isbn/951-734-412-0', 'fi-melinda.000254001'],
    ['/isbn/978-951-734-412-8', 'fi-melinda.000254001'],
    ['/issn/1798-7121/2012/2', '2012-2'],
    ['/issn/1798-7121/2/2012', '2012-2'],
    ['/issn/2242-5640/2012%2F2', '2012-2'],
    ['/issn/2242-5640/2%2F2012', '2012-2'],
    ['/issn/1236-049x/2001,%207', 'fi-melinda.000254001'],
    ['/issn/1236-049X/2001:7', 'fi-melinda.000254001'],
    ['/issn/1236-049X/7', 'fi-melinda.000254001'],
    ['/urn/URN:ISBN:978-952-491-530-4', '2012-2'],
    ['/urn/urn:isbn:978-952-491-530-4', '2012-2'],
    ['/melinda/000254001', 'fi-melinda.000254001'],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-print', '2012-2'],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi%2F2012-2-pdf', '2012-2'],
    ['/oai/oai%3Ajulkaisut.poliisi.fi%3Apoliisi%2Ffi-melinda.000254001', 'fi-melinda.000254001'],
  ])('%s comes to the page of %s', async (path, id) => {
    expect(await locationOf(path)).toBe(`/julkaisut/${id}`);
  });

  it.each(['/issn/1798-7121', '/issn/2242-5640', '/issn/22425640'])('%s comes to the page of the series', async (path) => {
    expect(await locationOf(path)).toBe('/julkaisut/sarjat/poha');
  });

  it.each([
    ['sv,en;q=0.5', '/sv/publikationer/2012-2', '/sv/publikationer/serier/poha'],
    ['en-GB', '/en/publications/2012-2', '/en/publications/series/poha'],
    ['de', '/en/publications/2012-2', '/en/publications/series/poha'],
    ['fi', '/julkaisut/2012-2', '/julkaisut/sarjat/poha'],
  ])('and reads %s comes to the page in that language', async (language, page, series) => {
    expect(await locationOf('/isbn/9789524915304', { 'Accept-Language': language })).toBe(page);
    expect(await locationOf('/issn/1798-7121', { 'Accept-Language': language })).toBe(series);
  });

  it('is told apart from others by caches', async () => {
    for (const path of ['/isbn/9789524915304', '/issn/1798-7121', '/isbn/9789524915304?format=ris']) {
      expect((await front.get(path)).headers.get('vary')).toMatch(/^Accept, Accept-Language(?:, Accept-Encoding)?$/);
    }
  });

  it('takes the mistyped number along, so that the page can say a word about it', async () => {
    const fixed = createFixedDiscovery();
    const discovery = {
      ...fixed,
      resolve: async () => ({
        kind: 'found' as const,
        work: EXAMPLE_WORKS[0]!,
        remark: 'The ISBN is mistyped: its last digit should be 6.',
      }),
    };
    const other = await openResolverFront(resolverPorts(discovery));
    const response = await other.get('/isbn/987-952-491-529-8');
    expect(response.headers.get('location')).toBe('/julkaisut/2012-2?asked=987-952-491-529-8');
    await other.close();
  });
});

describe('an identifier that leads nowhere', () => {
  it.each([
    ['/isbn/978-952-000-000-0', 400],
    ['/isbn/abc', 400],
    ['/urn/', 400],
    ['/oai/', 400],
    ['/isbn/978-951-000-000-7', 404],
    ['/issn/1236-049X/9999', 404],
    ['/issn/1236-049X/ei-ole', 404],
    ['/urn/URN:NBN:fi-fe123', 404],
    ['/melinda/999999999', 404],
    ['/oai/oai:other.example:x/1', 404],
  ])('%s is answered %i with help, in the language of the reader', async (path, status) => {
    const response = await front.get(path, { 'Accept-Language': 'sv' });
    expect(response.status).toBe(status);
    const help = readHelp(await response.text());
    expect(help).toMatchObject({
      status,
      language: 'sv',
      asked: decodeURIComponent(path.split('/').slice(2).join('/')).replace('/', ' ').replace('x 1', 'x/1'),
    });
    expect(help.reason).not.toBe('');
  });

  it('is a problem for a program, with the same words and the suggestions', async () => {
    const discovery = {
      ...createFixedDiscovery(),
      resolve: async () => ({ kind: 'invalid' as const, reason: 'Digit 13 should be 6.', suggestions: ['978-952-491-530-4'] }),
    };
    const other = await openResolverFront(resolverPorts(discovery));
    const response = await other.get('/isbn/1', { Accept: 'application/x-research-info-systems' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      ...{ status: 400, title: 'Not a valid identifier' },
      detail: 'Digit 13 should be 6. Perhaps one of these is meant: 978-952-491-530-4.',
    });
    await other.close();
  });

  it('is refused unseen when it is longer than any', async () => {
    const asked: string[] = [];
    const discovery = {
      ...createFixedDiscovery(),
      resolve: async ({ value }: { readonly value: string }) => {
        asked.push(value);
        return { kind: 'unknown' as const, reason: 'x', suggestions: [] };
      },
    };
    const other = await openResolverFront(resolverPorts(discovery));
    const response = await other.get(`/isbn/${'9'.repeat(201)}`);
    expect([response.status, asked]).toEqual([400, []]);
    expect(readHelp(await response.text())).toMatchObject({
      asked: `${'9'.repeat(200)}…`,
      reason: expect.stringContaining('200 characters'),
    });
    await other.get(`/issn/1236-049X/${'9/'.repeat(96)}`);
    expect(asked).toEqual([]);
    await other.close();
  });
});

describe('an identifier of several publications', () => {
  const twins = [EXAMPLE_WORKS[0]!, { ...EXAMPLE_WORKS[0]!, id: '2012-2b', year: 2012 }];

  it('leads a reader to the list that shows them all', async () => {
    const other = await openResolverFront(resolverPorts(createFixedDiscovery(twins)));
    const response = await other.get('/isbn/978-952-491-530-4', { 'Accept-Language': 'sv' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/sv/publikationer?q=978-952-491-530-4']);
    await other.close();
  });

  it('is a page with all of them where no list would show them', async () => {
    const other = await openResolverFront(resolverPorts(createFixedDiscovery(twins)));
    const response = await other.get('/issn/1798-7121/2012/2');
    expect(response.status).toBe(300);
    expect(readHelp(await response.text()).works).toEqual(['2012-2', '2012-2b']);
    await other.close();
  });

  it('is a list of addresses for a program, which must choose itself', async () => {
    const other = await openResolverFront(resolverPorts(createFixedDiscovery(twins)));
    const response = await other.get('/isbn/978-952-491-530-4', { Accept: 'application/x-bibtex' });
    expect(response.status).toBe(300);
    expect(await response.json()).toMatchObject({
      works: [{ id: '2012-2', address: 'https://julkaisut.example.fi/julkaisut/2012-2' }, { id: '2012-2b' }],
    });
    await other.close();
  });
});

describe('what a stranger writes into an address', () => {
  const EVIL = [
    '//evil.example/',
    'https://evil.example/',
    '/\\evil.example',
    '..%2F..%2Fadmin',
    '%2F%2Fevil.example',
    'x%0d%0aSet-Cookie:%20a=b',
    '<script>alert(1)</script>',
    '%3Cscript%3Ealert(1)%3C/script%3E',
    'javascript:alert(1)',
    '９７８９５２４９１５３０４',
    '978-952-491-53О-4',
    '\u202E4-035',
    '%F0%9F%98%80',
    '%00',
    '%E0%A4%A',
    "' OR 1=1 --",
    '*',
    '__proto__',
    'constructor',
  ];
  const STARTS = [
    '/isbn/',
    '/issn/',
    '/issn/1798-7121/',
    '/urn/',
    '/melinda/',
    '/oai/',
    '/isbn/9789524915304?format=',
    '/isbn/9789524915304?asked=',
  ];
  const PARAMETERS = [
    'rft_id',
    'rft.isbn',
    'rft.issn',
    'rft.volume',
    'rft.btitle',
    'rft_ref',
    'url',
    'svc_id',
    'rfr_id',
    'id',
    'title',
  ].map((name) => `/openurl?${name}=`);

  it.each([...STARTS, ...PARAMETERS])('leads nowhere but to ourselves, and is no error of ours: %s', async (start) => {
    for (const evil of EVIL) {
      const response = await front.get(encodeURI(start + evil).replaceAll('%25', '%'));
      expect([evil, response.status < 500]).toEqual([evil, true]);
      expect(response.headers.get('set-cookie')).toBeNull();
      const location = response.headers.get('location');
      if (location !== null) expect(location).toMatch(/^\/(?:julkaisut|sv\/publikationer|en\/publications)(?:[/?][\x21-\x7e]*)?$/);
      if (location !== null) expect(new URL(location, 'https://julkaisut.example.fi').host).toBe('julkaisut.example.fi');
    }
  });
});
