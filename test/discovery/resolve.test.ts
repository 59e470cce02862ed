import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Publication, PublicationId } from '../../src/catalogue/publication.js';
import type { IdentifierKind, Resolution } from '../../src/discovery/discovery.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { closeHouses, FINNA_COPY, HOUSES, RECORD_254001, type House } from './house.js';

const OLDER = 'fi-melinda.000254001';
const other = (id: string, change: Partial<Publication> = {}): Publication => ({
  ...SEED_AS_IMPORTED,
  id: id as PublicationId,
  year: Number(id.slice(0, 4)),
  series: { title: 'Poliisihallituksen julkaisusarja', code: 'poha', number: id.slice(5) },
  manifestations: [],
  ...change,
});

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  let house: House;
  beforeAll(async () => {
    house = await open();
    await house.publish(SEED_AS_IMPORTED, other('2012-3'), other('2013-2'), other('2014-1', { withdrawn: { reason: 'By mistake.' } }));
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001, aliases: ['oai:melinda.example.fi:old/254001'] });
    await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
    await house.harvest('melinda', {
      localId: 'fi-melinda.990000001',
      marc: RECORD_254001.replaceAll('000254001', '990000001').replace(/020.*\n/, ''),
    });
    await house.link('fi-melinda.990000001', '2012-2', { tier: 'person', decidedBy: 'Maija' });
  });

  const ask = (kind: IdentifierKind | 'any', value: string, number?: string, year?: number): Promise<Resolution> =>
    house.discovery.resolve({ kind, value, ...(number !== undefined && { number }), ...(year !== undefined && { year }) });
  const told = (resolution: Resolution): string => {
    switch (resolution.kind) {
      case 'found':
        return resolution.work.id;
      case 'several':
        return resolution.works.map(({ id }) => id).join(' ');
      case 'series':
        return `series ${resolution.code}`;
      case 'unknown':
      case 'invalid':
        return resolution.kind;
    }
  };

  describe('every form of every identifier leads to its publication', () => {
    it.each<readonly [IdentifierKind | 'any', string, string]>([
      ['isbn', '978-952-491-530-4', '2012-2'],
      ['isbn', '9789524915304', '2012-2'],
      ['isbn', '978 952 491 530 4', '2012-2'],
      ['isbn', '978–952–491–530–4', '2012-2'],
      ['isbn', 'ISBN 978-952-491-530-4', '2012-2'],
      ['isbn', 'ISBN-13: 978-952-491-530-4', '2012-2'],
      ['isbn', '952-491-530-8', '2012-2'],
      ['isbn', '9524915308', '2012-2'],
      ['isbn', '987-952-491-529-8', '2012-2'],
      ['isbn', '9879524915298', '2012-2'],
      ['isbn', '951-734-412-0', OLDER],
      ['isbn', '978-951-734-412-8', OLDER],
      ['any', '978-952-491-530-4', '2012-2'],
      ['any', '9517344120', OLDER],
      ['any', 'isbn: 951-734-412-0', OLDER],
      ['urn', 'URN:ISBN:978-952-491-530-4', '2012-2'],
      ['urn', 'urn:isbn:9789524915304', '2012-2'],
      ['urn', 'https://urn.fi/URN:ISBN:978-952-491-530-4', '2012-2'],
      ['urn', 'http://www.urn.fi/urn:isbn:978-952-491-530-4', '2012-2'],
      ['urn', 'https://urn.fi/URN%3AISBN%3A978-952-491-530-4', '2012-2'],
      ['urn', 'URN:ISBN:951-734-412-0', OLDER],
      ['urn', 'URN:ISSN:1798-7121', 'series poha'],
      ['any', 'https://urn.fi/URN:ISBN:978-952-491-530-4', '2012-2'],
      ['melinda', '000254001', OLDER],
      ['melinda', '254001', OLDER],
      ['melinda', '(FI-MELINDA)000254001', OLDER],
      ['melinda', '(FIN01)000254001', OLDER],
      ['melinda', 'fi-melinda.000254001', OLDER],
      ['melinda', '990000001', '2012-2'],
      ['any', '254001', OLDER],
      ['any', '(FI-MELINDA)254001', OLDER],
      ['any', 'fi-melinda.254001', OLDER],
      ['any', '(FI-NL)77', OLDER],
      ['any', 'fikka.77', OLDER],
      ['oai', 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', '2012-2'],
      ['oai', 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print', '2012-2'],
      ['oai', 'OAI:julkaisut.poliisi.fi:poliisi/2013-2-pdf', '2013-2'],
      ['oai', 'oai:julkaisut.poliisi.fi:poliisi/fi-melinda.000254001', OLDER],
      ['oai', 'oai:julkaisut.poliisi.fi:poliisi/fi-melinda.990000001', '2012-2'],
      ['oai', 'oai:melinda:fi-melinda.000254001', OLDER],
      ['oai', 'oai:melinda.example.fi:old/254001', OLDER],
      ['any', 'oai:melinda:fi-melinda.990000001', '2012-2'],
      ['id', '2012-2', '2012-2'],
      ['id', '2012-2-pdf', '2012-2'],
      ['id', OLDER, OLDER],
      ['id', 'FI-MELINDA.254001', OLDER],
      ['id', 'fi-melinda.990000001', '2012-2'],
      ['any', '2012-2', '2012-2'],
      ['issn', '1798-7121', 'series poha'],
      ['issn', '2242-5640', 'series poha'],
      ['issn', '1236049x', 'series po'],
      ['issn', 'ISSN 1236-049X', 'series po'],
      ['any', '1798-7121', 'series poha'],
      ['any', '17987121', 'series poha'],
      ['any', 'ISSN-L 1236-049X', 'series po'],
    ])('%s %s', async (kind, value, expected) => {
      expect(told(await ask(kind, value))).toBe(expected);
    });

    it.each<readonly [string, string | undefined, number | undefined, string]>([
      ['1798-7121', '2', undefined, '2012-2 2013-2'],
      ['1798-7121', '2/2012', undefined, '2012-2'],
      ['2242-5640', '2/2012', undefined, '2012-2'],
      ['1798-7121', '2012:2', undefined, '2012-2'],
      ['1798-7121', '2012/2', undefined, '2012-2'],
      ['1798-7121', '2-2012', undefined, '2012-2'],
      ['1798-7121', '2012-2', undefined, '2012-2'],
      ['1798-7121', '02', 2013, '2013-2'],
      ['1798-7121', '2', 2013, '2013-2'],
      ['1798-7121', undefined, 2012, '2012-2 2012-3'],
      ['1798-7121', '2012', undefined, '2012-2 2012-3'],
      ['1798-7121', '9', undefined, 'unknown'],
      ['1798-7121', '2', 1999, 'unknown'],
      ['1236-049X', '7', undefined, OLDER],
      ['1236-049X', '2001, 7', undefined, OLDER],
      ['1236-049X', '7/2001', undefined, OLDER],
      ['1798-7121', '///', undefined, 'invalid'],
    ])('number and year in %s: %s %s', async (issn, number, year, expected) => {
      expect(told(await ask('issn', issn, number, year))).toBe(expected);
    });

    it('a number that is missing in a year is answered with what there is of that year', async () => {
      expect(await ask('issn', '1798-7121', '9/2012')).toMatchObject({ kind: 'unknown', suggestions: ['2012-2', '2012-3'] });
    });
  });

  describe('the mistyped ISBN of the source', () => {
    it('says which digits are wrong, and that nobody has confirmed it yet', async () => {
      expect(await ask('isbn', '987-952-491-529-8')).toMatchObject({
        kind: 'found',
        remark:
          'The source has ISBN “987-952-491-529-8” for this publication, which is no right number: its second and third digits, 8 and 7, have ' +
          'changed places. The right one is probably 978-952-491-529-8; nobody has confirmed that yet.',
      });
      // Until then it is no number of any book, and nobody must believe that it is.
      expect(told(await ask('isbn', '978-952-491-529-8'))).toBe('unknown');
    });

    it('is still known once a person has confirmed the right one, which then leads there too', async () => {
      const confirmed = await open();
      await confirmed.publish(SEED_CONFIRMED);
      const wrong = await confirmed.discovery.resolve({ kind: 'isbn', value: '9879524915298' });
      expect(wrong).toMatchObject({ kind: 'found', work: { id: '2012-2' } });
      expect(wrong).toHaveProperty('remark', expect.stringMatching(/have changed places\. The right one is 978-952-491-529-8\.$/));
      expect(await confirmed.discovery.resolve({ kind: 'isbn', value: '978-952-491-529-8' })).not.toHaveProperty('remark');
    });
  });

  describe('a wrong number is helped', () => {
    it.each<readonly [IdentifierKind, string, RegExp, readonly string[]]>([
      ['isbn', '978-952-491-530-5', /last digit is 5, but after 978952491530 it should be 4/, ['978-952-491-530-4']],
      ['isbn', '978-952-491-503-4', /the eleventh and the twelfth \(03\) have changed places/, ['978-952-491-530-4']],
      ['isbn', '951-734-412-1', /last digit is 1, but after 951734412 it should be 0/, ['978-951-734-412-8']],
      ['isbn', '987-952-491-530-4', /begins with 987, an ISBN of 13 digits with 978 or 979/, ['978-952-491-530-4']],
      ['isbn', '978-952-491-530', /it has 12 digits, an ISBN 10 or 13/, []],
      ['isbn', 'not a number', /10 or 13 digits/, []],
      ['issn', '1798-7122', /last digit is 2, but after 1798712 it should be 1/, ['1798-7121']],
      ['issn', '1798-1721', /the fifth and the sixth \(17\)/, ['1798-7121']],
      ['issn', '1236-0490', /it should be X/, ['1236-049X']],
      ['issn', '1798', /eight digits/, []],
      ['melinda', '1234567890', /up to nine digits/, []],
      ['urn', 'urn:isbn:978-952-491-530-5', /it should be 4/, ['978-952-491-530-4']],
      ['urn', 'hello', /no URN/, []],
      ['oai', 'oai:nothing', /three parts/, []],
      // A Cyrillic Ha, and digits of another script.
      ['issn', '1236-049\u0425', /“Х” \(U\+0425\), which is none of the digits and Latin letters/, []],
      ['isbn', '978952491530\u0664', /U\+0664/, []],
      ['melinda', '000254001\u0000', /has the character \(U\+0000\)/, []],
      ['isbn', '9'.repeat(301), /it has 301 characters, and none has more than 300/, []],
      ['isbn', ' ', /empty/, []],
    ])('%s %s', async (kind, value, reason, suggestions) => {
      const resolution = await ask(kind, value);
      expect(resolution).toMatchObject({ kind: 'invalid', reason: expect.stringMatching(reason) });
      expect(resolution).toHaveProperty('suggestions', expect.arrayContaining([...suggestions]));
    });

    it('first by the numbers that are here', async () => {
      const { suggestions } = (await ask('isbn', '978-952-491-535-4')) as Extract<Resolution, { kind: 'invalid' }>;
      expect(suggestions[0]).toBe('978-952-491-530-4');
    });

    it.each<readonly [IdentifierKind | 'any', string]>([
      ['isbn', '978-951-23-4567-0'],
      ['issn', '0024-9319'],
      ['melinda', '123456789'],
      ['urn', 'URN:NBN:fi-fe2012010101'],
      ['oai', 'oai:other.example:1'],
      ['id', '1999-1'],
      ['any', '1999-1'],
      ['any', 'Poliisin talousvastuu'],
      ['any', '123456'],
      ['any', '(X)12'],
    ])('%s %s is right in itself, and unknown', async (kind, value) => {
      expect(await ask(kind, value)).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/\S/) });
    });

    it('and told of what was here once', async () => {
      expect(await ask('id', '2014-1')).toMatchObject({ kind: 'unknown', reason: 'The publication “2014-1” is no longer given here.' });
      expect(await ask('oai', 'oai:julkaisut.poliisi.fi:poliisi/2014-1-pdf')).toHaveProperty(
        'reason',
        expect.stringContaining('no longer'),
      );
    });
  });
});
