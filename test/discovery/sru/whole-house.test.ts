import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, findChild, localName } from '../../../src/xml/element.js';
import { SEED_AS_IMPORTED } from '../../golden/seed-publication.js';
import { closeHouses, HOUSE_SETTINGS, HOUSES, RECORD_254001 } from '../house.js';
import { createAsk, recordsOf, type Ask } from './sru-example.js';

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  /** Over the store, the crosswalks and the index as they are. */
  let ask: Ask;
  beforeAll(async () => {
    const house = await open();
    const { store, discovery } = house;
    await house.publish(SEED_AS_IMPORTED);
    await house.harvest('melinda', { localId: 'fi-melinda.000254001', marc: RECORD_254001 });
    ask = createAsk({
      ...{ discovery, settings: HOUSE_SETTINGS, publicUrl: 'https://julkaisut.example.fi' },
      readRecord: async (identifier, prefix) => (await store.findRecord(identifier, prefix))?.metadata,
    });
  });

  const find = async (query: string): Promise<readonly string[]> =>
    (await ask({ version: '1.2', operation: 'searchRetrieve', query })).identifiers.map((each) => each.replace(/^.*\//, '')).toSorted();
  const SEED = ['2012-2-pdf', '2012-2-print'];
  const OLDER = ['fi-melinda.000254001'];

  describe('SRU over the whole house', () => {
    it.each([
      ['cql.allRecords=1', [...SEED, ...OLDER]],
      ['dc.title = "nakyva toiminta"', SEED],
      ['dc.title = toim*', SEED],
      ['dc.title exact "Poliisin näkyvä toiminta sosiaalisessa mediassa"', SEED],
      ['dc.title = toimimta', []],
      ['toimimta', SEED],
      ['poliisin talousvastuu', OLDER],
      ['dc.creator = "luotonen marko"', SEED],
      ['dc.creator = poliisiosasto', OLDER],
      ['dc.date < 2010', OLDER],
      ['dc.date within "2011 2013"', SEED],
      ['bath.isbn = 951-734-412-0', OLDER],
      ['bath.isbn = 978-952-491-530-4', ['2012-2-pdf']],
      ['bath.issn = 1236049x', OLDER],
      ['bath.issn = 1236-049X or bath.issn = 1798-7121', [...SEED, ...OLDER]],
      ['dc.identifier = "URN:ISBN:978-952-491-530-4"', ['2012-2-pdf']],
      ['dc.identifier = "(FI-MELINDA)000254001"', OLDER],
      ['rec.id = "oai:julkaisut.poliisi.fi:poliisi/2012-2-print"', ['2012-2-print']],
      ['rec.id = fi-melinda.000254001', OLDER],
      ['rec.id = "oai:julkaisut.poliisi.fi:poliisi/2012-3-print"', []],
      ['(poliisin not dc.date = 2001) and bath.isbn = 9789524915304', ['2012-2-pdf']],
    ])('finds by %s', async (query, identifiers) => expect(await find(query)).toEqual(identifiers));

    it.each([
      ['marcxml', 'http://www.loc.gov/MARC21/slim', 'record'],
      ['dc', 'info:srw/schema/1/dc-schema', 'dc'],
      ['oai_dc', 'http://www.openarchives.org/OAI/2.0/oai_dc/', 'dc'],
    ])('gives every record as %s', async (recordSchema, namespace, name) => {
      for (const recordPacking of ['xml', 'string']) {
        const { root } = await ask({ version: '1.2', operation: 'searchRetrieve', query: 'cql.allRecords=1', recordSchema, recordPacking });
        const contents = recordsOf(root).flatMap((record) => childElements(findChild(record, 'recordData')!));
        const expected = Array.from({ length: recordPacking === 'xml' ? 3 : 0 }, () => [namespace, name]);
        expect(contents.map((each) => [each.namespace, localName(each)])).toEqual(expected);
      }
    });
  });
});
