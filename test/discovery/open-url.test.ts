import { describe, expect, it } from '@jest/globals';
import { parseOpenUrl } from '../../src/discovery/open-url.js';
import { resolveOpenUrl, type OpenUrlAnswer } from '../../src/discovery/resolve-open-url.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from './example-works.js';

const wishOf = (query: string): ReturnType<typeof parseOpenUrl> => parseOpenUrl(new URLSearchParams(query));
const answerOf = (query: string, works = EXAMPLE_WORKS): Promise<OpenUrlAnswer> =>
  resolveOpenUrl(createFixedDiscovery(works), wishOf(query));

describe('an OpenURL of Z39.88-2004 in key/value form', () => {
  it('names the most certain first: rft_id, ISBN, ISSN with number', () => {
    const query =
      'url_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.issn=1798-7121&rft.volume=2012&rft.issue=2&rft.isbn=9789524915304&rft_id=urn:nbn:fi:x';
    expect(wishOf(query).identifiers).toEqual([
      { kind: 'urn', value: 'urn:nbn:fi:x' },
      { kind: 'isbn', value: '9789524915304' },
      { kind: 'issn', value: '1798-7121', number: '2', year: 2012 },
    ]);
  });

  it.each([
    ['rft.volume=2012&rft.issue=2', [{ number: '2', year: 2012 }]],
    ['rft.volume=2&rft.date=2012', [{ number: '2', year: 2012 }]],
    ['rft.issue=2/2012', [{ number: '2', year: 2012 }]],
    ['rft.volume=2/2012', [{ number: '2', year: 2012 }]],
    ['rft.volume=2012&rft.date=2012-05-01', [{}]],
    ['rft.date=2012', [{}]],
    ['rft.issue=7&rft.date=20010315', [{ number: '7', year: 2001 }]],
    ['rft.issue=7', [{ number: '7' }]],
    [
      'rft.volume=3&rft.issue=7&rft.date=2001',
      [
        { number: '7', year: 2001 },
        { number: '3', year: 2001 },
      ],
    ],
    ['rft.volume=2012', [{ number: '2012' }]],
    ['rft.volume=***', [{}]],
  ])('says which part of a series by %s', (query, places) => {
    expect(wishOf(`rft.issn=1798-7121&${query}`).identifiers).toEqual(
      places.map((place) => ({ kind: 'issn', value: '1798-7121', ...place })),
    );
  });

  it.each([
    ['urn:isbn:9789524915304', { kind: 'isbn', value: '9789524915304' }],
    ['urn:ISSN:1798-7121', { kind: 'issn', value: '1798-7121' }],
    ['https://urn.fi/URN:ISBN:978-952-491-530-4', { kind: 'isbn', value: '978-952-491-530-4' }],
    ['https://urn.fi/URN:NBN:fi-fe1?x', { kind: 'urn', value: 'URN:NBN:fi-fe1?x' }],
    ['info:oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', { kind: 'oai', value: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf' }],
    ['oai:x:y', { kind: 'oai', value: 'oai:x:y' }],
    ['(FI-MELINDA)000254001', { kind: 'any', value: '(FI-MELINDA)000254001' }],
  ])('says what it is by rft_id=%s', (id, identifier) => {
    expect(wishOf(new URLSearchParams({ rft_id: id }).toString()).identifiers).toEqual([identifier]);
  });

  it('may name a page of ours', () => {
    const wish = parseOpenUrl(new URLSearchParams({ rft_id: 'https://own.example/x' }), ({ host }) =>
      host === 'own.example' ? '2012-2' : undefined,
    );
    expect(wish.identifiers).toEqual([{ kind: 'id', value: '2012-2' }]);
  });

  it('is read as well with the keys of 0.1, and in capitals', () => {
    expect(wishOf('isbn=1&id=urn:x:y&issn=2&volume=3&date=1999&title=Poliisi&aulast=Luotonen')).toEqual({
      identifiers: [
        { kind: 'urn', value: 'urn:x:y' },
        { kind: 'isbn', value: '1' },
        { kind: 'issn', value: '2', number: '3', year: 1999 },
      ],
      ...{ title: 'Poliisi', author: 'Luotonen', year: 1999 },
    });
    expect(wishOf('RFT.ISBN=1').identifiers).toEqual(wishOf('rft.isbn=1').identifiers);
  });

  it('is not about the citing work, the asker or the service', () => {
    expect(
      wishOf('rfe_id=urn:a:b&rfe.isbn=1&req_id=urn:a:b&svc_id=x&rfr_id=info:sid/x&res_id=urn:a:b&rft_ref=https://evil.example'),
    ).toEqual({
      identifiers: [],
    });
  });

  it('is read only as far as a link may go', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `rft.isbn=${index}`).join('&');
    expect(wishOf(many).identifiers).toHaveLength(5);
    const identifiers = wishOf(['isbn', 'issn', 'eissn', 'id'].map((key) => many.replaceAll('isbn', key)).join('&')).identifiers;
    expect(identifiers).toHaveLength(10);
    expect(wishOf(`rft.isbn=${'9'.repeat(1_000_000)}&rft.btitle=${'x'.repeat(301)}`)).toEqual({ identifiers: [] });
  });
});

describe('what an OpenURL comes to', () => {
  const idOf = ({ resolution }: OpenUrlAnswer): unknown => (resolution.kind === 'found' ? resolution.work.id : resolution.kind);

  it.each([
    ['rft.isbn=978-952-491-530-4', '2012-2'],
    ['rft_id=urn:isbn:978-952-491-530-4', '2012-2'],
    ['rft.issn=1236-049X&rft.volume=2001&rft.issue=7', 'fi-melinda.000254001'],
    ['rft.issn=1236-049X&rft.issue=7&rft.date=2001', 'fi-melinda.000254001'],
    ['rft.issn=1236-049X&rft.volume=7&rft.issue=99&rft.date=2001', 'fi-melinda.000254001'],
    ['rft.btitle=Poliisin talousvastuu läänitasolla', 'fi-melinda.000254001'],
    ['rft.btitle=poliisin talousvastuu läänitasolla&rft.date=2001&rft.au=Suomi', 'fi-melinda.000254001'],
    ['rft.isbn=978-951-000-000-7&rft.btitle=Poliisin talousvastuu läänitasolla', 'fi-melinda.000254001'],
    ['rft.isbn=not-one&rft.issn=1798-7121&rft.volume=2/2012', '2012-2'],
    ['rft.issn=1798-7121&rft.btitle=Poliisin näkyvä toiminta sosiaalisessa mediassa', '2012-2'],
    ['rft.issn=1798-7121', 'series'],
    ['rft.issn=1798-7121&rft.volume=77&rft.btitle=Nothing like it', 'unknown'],
    ['rft.btitle=Poliisin', 'several'],
    ['rft.btitle=Poliisin talousvastuu läänitasolla&rft.date=1999', 'several'],
    ['rft.btitle=Nothing like it', 'invalid'],
    ['rft.isbn=not-one', 'invalid'],
    ['rft.isbn=978-951-000-000-7', 'unknown'],
    ['url_ver=Z39.88-2004', 'invalid'],
    ['', 'invalid'],
  ])('%s: %s', async (query, id) => {
    expect(idOf(await answerOf(query))).toBe(id);
  });

  it('is all that its numbers name where they contradict each other, with a word about it', async () => {
    const { resolution, remark, asked } = await answerOf('rft.isbn=978-952-491-530-4&rft.issn=1236-049X&rft.volume=7/2001');
    expect(resolution).toMatchObject({ kind: 'several', works: [{ id: '2012-2' }, { id: 'fi-melinda.000254001' }] });
    expect(remark).toMatch(/belong to different publications/);
    expect(asked).toBe('978-952-491-530-4, 1236-049X 7/2001');
  });

  it('says what is wrong with a number rather than that another is not known', async () => {
    const { resolution, asked } = await answerOf('rft_id=urn:nbn:fi:unknown&rft.isbn=not-one');
    expect([resolution.kind, asked]).toEqual(['invalid', 'not-one']);
  });

  it('is decided by the author where two have one title', async () => {
    const [seed] = EXAMPLE_WORKS;
    const twin = { ...seed!, id: 'twin', contributors: [{ kind: 'person', family: 'Toinen', role: 'author' } as const] };
    const title = 'rft.btitle=Poliisin näkyvä toiminta sosiaalisessa mediassa';
    expect(idOf(await answerOf(title, [seed!, twin]))).toBe('several');
    expect(idOf(await answerOf(`${title}&rft.aulast=Toinen`, [seed!, twin]))).toBe('twin');
    expect(idOf(await answerOf(`${title}&rft.au=Luotonen, Marko`, [seed!, twin]))).toBe('2012-2');
  });
});
