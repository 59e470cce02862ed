import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { harvest, openExampleHouse, type ExampleHouse } from '../admin/example-house.js';

let house: ExampleHouse;
beforeAll(async () => {
  house = await openExampleHouse();
  await harvest(house);
}, 60_000);
afterAll(() => house.stop());

const OWN = '/julkaisut/2012-2';
const OLDER = '/julkaisut/fi-melinda.990000001';
const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  house.visitor('fi').get(path, { Accept: 'text/html', ...headers });
const leadsTo = async (path: string): Promise<string | undefined> => (await get(path)).headers.location?.replace(/\?.*/, '');

describe('any identifier leads to the publication', () => {
  it.each([
    ['ISBN of the PDF', '/isbn/978-952-491-530-4', OWN],
    ['without hyphens', '/isbn/9789524915304', OWN],
    ['with ten digits', '/isbn/952-491-530-8', OWN],
    ['as the publisher mistyped it', '/isbn/987-952-491-529-8', OWN],
    ['a URN', '/urn/URN:ISBN:978-952-491-530-4', OWN],
    ['a URN in small letters', '/urn/urn:isbn:978-952-491-530-4', OWN],
    ['ISSN of print, year and number', '/issn/1798-7121/2012/2', OWN],
    ['ISSN of print, number and year', '/issn/1798-7121/2%2F2012', OWN],
    ['ISSN of online', '/issn/2242-5640/2012/2', OWN],
    ['ISSN without a hyphen', '/issn/17987121/2012/2', OWN],
    ['our OAI identifier of print', '/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-print', OWN],
    ['our OAI identifier of the PDF', '/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', OWN],
    ['an OpenURL with an ISBN', '/openurl?url_ver=Z39.88-2004&rft.isbn=9789524915304', OWN],
    ['an OpenURL with ISSN and number', '/openurl?rft.issn=1798-7121&rft.date=2012&rft.volume=2', OWN],
    ['the number of the library', '/melinda/990000001', OLDER],
    ['with the name of the library', '/melinda/(FI-MELINDA)990000001', OLDER],
    ['the ISBN of an older work', '/isbn/951-734-412-0', OLDER],
    ['and with thirteen digits', '/isbn/9789517344128', OLDER],
    ['ISSN of the older series, year and number', '/issn/1236-049X/1999/7', OLDER],
    ['with a small x', '/issn/1236-049x/7%2F1999', OLDER],
    ['the OAI identifier of the library', '/oai/oai:melinda.kansalliskirjasto.fi/bib/990000001', OLDER],
    ['our OAI identifier of an older work', '/oai/oai:julkaisut.poliisi.fi:poliisi/fi-melinda.990000001', OLDER],
    ['an ISSN alone: the series', '/issn/1236-049X', '/julkaisut/sarjat/po'],
  ])('%s', async (_, path, page) => {
    expect(await leadsTo(path)).toBe(page);
  });

  it.each([
    ['a wrong check digit', '/isbn/978-952-491-530-5', 400, /check digit|tarkistusmerkki|978-952-491-530-4/i],
    ['an ISBN that nobody here knows', '/isbn/978-951-0-18435-6', 404, /./],
    ['letters', '/isbn/%D1%84%D1%8B%D0%B2', 400, /./],
    ['a number that the series has not', '/issn/1798-7121/2012/99', 404, /./],
    ['another host', '/urn/https:%2F%2Fevil.example%2F', 400, /./],
  ])('%s gets help', async (_, path, status, words) => {
    const reply = await get(path);
    expect([reply.status, reply.headers.location]).toEqual([status, undefined]);
    expect(reply.text).toMatch(words);
    expect(reply.text).toContain('<form');
  });

  it('and Accept chooses what comes: a citation, MARC, JSON-LD', async () => {
    const asked = async (accept: string) => {
      const { status, headers, text } = await get('/isbn/9789524915304', { Accept: accept });
      return [status, headers['content-type']?.split(';')[0], text.slice(0, 2000)] as const;
    };
    expect(await asked('application/x-research-info-systems')).toEqual([
      200,
      'application/x-research-info-systems',
      expect.stringMatching(/^TY {2}- /),
    ]);
    expect(await asked('application/marcxml+xml')).toEqual([200, 'application/marcxml+xml', expect.stringContaining('978-952-491-530-4')]);
    expect(await asked('application/ld+json')).toEqual([200, 'application/ld+json', expect.stringContaining('https://schema.org')]);
  });
});

describe('a library system', () => {
  it('finds a publication by SRU', async () => {
    const reply = await house
      .visitor()
      .get('/sru?operation=searchRetrieve&version=1.2&recordSchema=marcxml&query=bath.isbn%3D9789524915304');
    expect([reply.status, reply.text]).toEqual([200, expect.stringMatching(/numberOfRecords>[12]</)]);
    expect(reply.text).toContain('978-952-491-530-4');
  });

  it('gets every tie in one file, and a new edition of it only when something changed', async () => {
    const first = await house.visitor().get('/links.json');
    const { ties } = first.json() as { ties: { ours: string; theirs: string; target: string }[] };
    expect(ties).toEqual(expect.arrayContaining([expect.objectContaining({ ours: '2012-2', target: 'urn' })]));
    const again = await house.visitor().get('/links.json', { 'If-None-Match': first.headers.etag! });
    expect(again.status).toBe(304);
  });
});
