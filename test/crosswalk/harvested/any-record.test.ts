import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanHarvestedMarc } from '../../../src/crosswalk/harvested/clean-marc.js';
import { semanticHash } from '../../../src/crosswalk/harvested/content-hash.js';
import { marcToOaiDc } from '../../../src/crosswalk/harvested/marc-to-oai-dc.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { readMarcRecord } from '../../../src/crosswalk/read-marc.js';
import { allowedCharacters } from '../../../src/xml/characters.js';
import { buildXml } from '../../../src/xml/build.js';
import { parseXml } from '../../../src/xml/parse.js';
import { loadSchemas } from '../../../src/xml/schema.js';
import { createSelection } from '../../../src/harvester/selection/selection.js';
import { SETTINGS } from '../../golden/settings.js';
import { arbitraryMarcRecord } from './arbitrary-marc.js';

const schemas = loadSchemas('schemas');
afterAll(() => schemas.dispose());
const RUNS = { numRuns: process.env['LONG'] ? 20_000 : 250 };
const AS = { localId: 'melinda-000254001', sourceIsil: 'FI-MELINDA' };

/** What XML can carry of it, without what the reader drops. */
const legible = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? allowedCharacters(part) : part)) as T;

describe('any MARC record at all', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(arbitraryMarcRecord, (record) => {
        const read = readMarcRecord(parseXml(buildXml(writeMarcRecord(record))));
        const expected = legible(record);
        expect(read).toEqual({
          ...expected,
          datafields: expected.datafields
            .map((field) => ({
              ...field,
              ind1: field.ind1 || ' ',
              ind2: field.ind2 || ' ',
              subfields: field.subfields.filter(({ value }) => value.trim() !== ''),
            }))
            .filter(({ subfields }) => subfields.length > 0),
        });
        expect(semanticHash(read)).toBe(semanticHash(readMarcRecord(parseXml(buildXml(writeMarcRecord(read))))));
      }),
      RUNS,
    );
  });

  it('is cleaned to MARCXML that the schema takes, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(arbitraryMarcRecord, (received) => {
        const { record } = cleanHarvestedMarc(received, AS);
        expect(schemas.validate(buildXml(writeMarcRecord(record)))).toEqual([]);
        expect(record.datafields.some(({ tag }) => !/^\d{3}$/.test(tag))).toBe(false);
        expect(record.datafields.some(({ subfields }) => subfields.some(({ code }) => code === '9'))).toBe(false);
        expect(cleanHarvestedMarc(record, { localId: AS.localId })).toEqual({ record, removed: [], repaired: [] });
      }),
      RUNS,
    );
  });

  it('becomes Dublin Core that the schema takes, cleaned or not', () => {
    fc.assert(
      fc.property(arbitraryMarcRecord, (received) => {
        const cleaned = cleanHarvestedMarc(received, AS).record;
        expect(schemas.validate(buildXml(marcToOaiDc(cleaned, SETTINGS)))).toEqual([]);
        expect(schemas.validate(buildXml(marcToOaiDc(received, SETTINGS)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is selected or left, with a sentence', () => {
    const select = createSelection({ issn: '1236-049X', seriesTitle: 'A', corporateBody: '(FI-ASTERI-N)000034267', publishedBefore: 2010 });
    fc.assert(
      fc.property(arbitraryMarcRecord, (record) => {
        expect(select(record).because).toMatch(/^\P{Ll}.*\.$/su);
      }),
      RUNS,
    );
  });

  it.each([',', ' ', '-', '.', '1', '1-', 'i', '%', '/', ':', 'a.', '(', '\u0098', '= ', '. ', '=\t', 'ja '])(
    'is done with in no time though its fields are one long row of "%s"',
    (part) => {
      const value = `a${part.repeat(60_000 / part.length)}a`;
      const fields = ['020', '024', '035', '041', '110', '245', '260', '300', '490', '700', '830', '856'];
      const subfields = [...'abcnpuvx0'.split('').map((code) => ({ code, value })), { code: '2', value: 'urn' }];
      const record = {
        leader: '00000cam a2200673 i 4500',
        controlfields: [{ tag: '001', value: '1' }],
        datafields: fields.map((tag) => ({ tag, ind1: ' ', ind2: ' ', subfields })),
      };
      const begun = performance.now();
      marcToOaiDc(record, SETTINGS);
      cleanHarvestedMarc(record, AS);
      createSelection({ issn: '1236-049X', seriesTitle: 'A', corporateBody: 'B', publishedBefore: 2010 })(record);
      expect(performance.now() - begun).toBeLessThan(5_000);
    },
  );
});
