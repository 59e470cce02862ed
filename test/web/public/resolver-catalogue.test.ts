import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseXml } from '../../../src/xml/parse.js';
import { openResolverFront, readHelp, type ResolverFront } from './resolver-front.js';
import { catalogueResolverPorts } from './resolver-house.js';

let front: ResolverFront;
beforeAll(async () => {
  front = await openResolverFront(await catalogueResolverPorts());
});
afterAll(() => front.close());

const OURS = '/julkaisut/2012-2';
const OLDER = '/julkaisut/fi-melinda.000254001';
const SERIES = '/julkaisut/sarjat/poha';

describe('every form of every identifier', () => {
  it.each([
    ['/isbn/978-952-491-530-4', OURS],
    ['/isbn/9789524915304', OURS],
    ['/isbn/978 952 491 530 4', OURS],
    ['/isbn/978–952–491–530–4', OURS],
    ['/isbn/952-491-530-8', OURS],
    ['/isbn/9524915308', OURS],
    ['/isbn/951-734-412-0', OLDER],
    ['/isbn/9517344120', OLDER],
    ['/isbn/9789517344128', OLDER],
    ['/isbn/978-951-734-412-8', OLDER],
    ['/issn/1798-7121', SERIES],
    ['/issn/17987121', SERIES],
    ['/issn/2242-5640', SERIES],
    ['/issn/1236-049x', '/julkaisut/sarjat/po'],
    ['/issn/1798-7121/2012/2', OURS],
    ['/issn/1798-7121/2/2012', OURS],
    ['/issn/1798-7121/2012%2F2', OURS],
    ['/issn/1798-7121/2%2F2012', OURS],
    ['/issn/1798-7121/2012:2', OURS],
    ['/issn/1798-7121/2-2012', OURS],
    ['/issn/1798-7121/2012', OURS],
    ['/issn/2242-5640/2012/2', OURS],
    ['/issn/1236-049X/2001/7', OLDER],
    ['/issn/1236-049X/7/2001', OLDER],
    ['/issn/1236-049X/2001, 7', OLDER],
    ['/issn/1236-049X/7', OLDER],
    ['/urn/URN:ISBN:978-952-491-530-4', OURS],
    ['/urn/urn:isbn:9789524915304', OURS],
    ['/urn/https://urn.fi/URN:ISBN:978-952-491-530-4', OURS],
    ['/melinda/000254001', OLDER],
    ['/melinda/254001', OLDER],
    ['/melinda/(FI-MELINDA)000254001', OLDER],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-print', OURS],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', OURS],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/fi-melinda.000254001', OLDER],
    ['/oai/oai:melinda.example.fi:000254001', OLDER],
    ['/openurl?url_ver=Z39.88-2004&rft.isbn=9789524915304', OURS],
    ['/openurl?rft.issn=1798-7121&rft.volume=2012&rft.issue=2', OURS],
    ['/openurl?rft.issn=1236-049X&rft.volume=7&rft.date=2001', OLDER],
    ['/openurl?rft_id=urn:ISBN:978-952-491-530-4', OURS],
    ['/openurl?rft_id=info:oai/oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', OURS],
    ['/openurl?rft.btitle=Poliisin näkyvä toiminta sosiaalisessa mediassa&rft.date=2012', OURS],
  ])('%s comes to %s', async (address, page) => {
    const response = await front.get(encodeURI(address).replaceAll('%25', '%'));
    expect([response.status, response.headers.get('location')]).toEqual([302, page]);
  });

  it.each(['987-952-491-529-8', '9879524915298'])(
    'the mistyped ISBN %s comes to the page, which gets to know what was asked',
    async (isbn) => {
      const response = await front.get(`/isbn/${isbn}`);
      expect([response.status, response.headers.get('location')]).toEqual([302, `${OURS}?asked=${isbn}`]);
    },
  );
});

describe('a wrong identifier', () => {
  it.each([
    ['/isbn/978-952-491-530-5', 400, /978-952-491-530-4|digit/],
    ['/isbn/97895249153', 400, /11 digits/],
    ['/isbn/978-952-491-53О-4', 400, /./],
    ['/isbn/978-951-000-000-7', 404, /no publication/],
    ['/issn/1798-7122', 400, /digit/],
    ['/issn/0028-0836', 404, /no series/],
    ['/issn/1798-7121/2012/99', 404, /number 99 of 2012/],
    ['/issn/1798-7121/---', 400, /no number of a series/],
    ['/urn/URN:NBN:fi-fe2012', 404, /URN/],
    ['/urn/abc', 400, /no URN/],
    ['/melinda/999999999', 404, /999999999/],
    ['/melinda/abc', 400, /nine digits/],
    ['/oai/oai:julkaisut.poliisi.fi:poliisi/2099-1-pdf', 404, /2099-1/],
    ['/oai/abc', 400, /three parts/],
    ['/openurl?rft.isbn=978-952-491-530-5', 400, /digit/],
    ['/openurl?rft.jtitle=Nature', 400, /rft\.isbn/],
  ])('%s is answered %i with a word that helps', async (address, status, word) => {
    const response = await front.get(encodeURI(address));
    expect(response.status).toBe(status);
    expect(readHelp(await response.text()).reason).toMatch(word);
  });
});

describe('the record of what an identifier names', () => {
  it.each([
    ['/isbn/9789524915304', 'application/marcxml+xml', 'record', '2012-2-pdf'],
    ['/isbn/987-952-491-529-8', 'application/marcxml+xml', 'record', '2012-2-print'],
    ['/melinda/254001', 'application/marcxml+xml', 'record', '000254001'],
    ['/isbn/9789524915304', 'application/xml', 'oai_dc:dc', 'URN:ISBN:978-952-491-530-4'],
    [OLDER, 'application/xml', 'oai_dc:dc', 'Poliisin talousvastuu'],
  ])('%s as %s is the very record of the repository', async (address, type, root, content) => {
    const response = await front.get(address, { Accept: type });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
    const text = await response.text();
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n</);
    expect(parseXml(text).name).toBe(root);
    expect(text).toContain(content);
  });
});
