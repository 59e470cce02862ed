import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Origin } from '../../src/catalogue/origin.js';
import { legalDate, readProvenance, writeProvenance } from '../../src/oai-pmh/provenance.js';
import { parseXml } from '../../src/xml/parse.js';
import { loadSchemas } from '../../src/xml/schema.js';
import { arbitraryText } from '../catalogue/arbitrary-publication.js';

const schemas = loadSchemas('schemas');
afterAll(() => schemas.dispose());

const ORIGIN: Origin = {
  baseUrl: 'https://oai-pmh.api.example.fi/bib',
  identifier: 'oai:melinda.example.fi/bib/000254001',
  datestamp: '2026-01-02T05:04:00Z',
  metadataNamespace: 'http://www.loc.gov/MARC21/slim',
  harvestDate: '2026-02-03T04:05:06Z',
  altered: true,
};
const OLDER: Origin = {
  ...ORIGIN,
  baseUrl: 'http://first.example.org/oai',
  datestamp: '2020-01-01',
  harvestDate: '2020-02-02',
  altered: false,
};
const read = (origin: Origin): Origin | undefined => readProvenance(parseXml(writeProvenance(origin)));

describe('the provenance of a harvested record', () => {
  it('says whence, when and as what it came, in the schema’s order', () => {
    const written = writeProvenance(ORIGIN);
    expect(schemas.validate(written)).toEqual([]);
    expect(read(ORIGIN)).toEqual(ORIGIN);
    expect([...written.matchAll(/<(\w+)[ >]/g)].map(([, name]) => name)).toEqual([
      'provenance',
      'originDescription',
      'baseURL',
      'identifier',
      'datestamp',
      'metadataNamespace',
    ]);
  });

  it('has the latest harvest outermost and what the source had said inside it', () => {
    const nested = { ...ORIGIN, origin: { ...OLDER, origin: OLDER } };
    expect(schemas.validate(writeProvenance(nested))).toEqual([]);
    expect(read(nested)).toEqual(nested);
  });

  it.each([
    ['2026-01-02T05:04:00.000Z', '2026-01-02T05:04:00Z', 'Melinda sends milliseconds'],
    ['2026-01-02', '2026-01-02', 'the granularity of the source is kept'],
    ['2026-01-02T05:04:00+02:00', '2026-01-02T03:04:00Z', 'an offset becomes UTC'],
    ['2026-01-02T05:04:00-0230', '2026-01-02T07:34:00Z', 'an offset becomes UTC'],
    ['2026-01-02 05:04:00', '2026-01-02T05:04:00Z', 'a blank for the T, no zone'],
    ['2026-01-02T05:04Z', '2026-01-02T05:04:00Z', 'no seconds'],
    [' 2026-01-02T05:04:00Z\n', '2026-01-02T05:04:00Z', 'white space'],
    ['2026-02-30', undefined, 'a day that is not'],
    ['2026-01-02T25:00:00Z', undefined, 'an hour that is not'],
    ['0000-01-01', undefined, 'a year that XML Schema does not have'],
    ['eilen', undefined, 'words'],
    ['', undefined, 'nothing'],
  ] as readonly (readonly [string, string | undefined, string])[])('reads the date "%s" as %s: %s', (text, date) => {
    expect(legalDate(text)).toBe(date);
  });

  it('says the date of the harvest where the source’s datestamp is none: by then it was so', () => {
    expect(read({ ...ORIGIN, datestamp: '31.12.2020' })?.datestamp).toBe('2026-02-03T04:05:06Z');
    const { datestamp, ...without } = ORIGIN;
    expect(datestamp).toBeDefined();
    expect(read(without)?.datestamp).toBe('2026-02-03T04:05:06Z');
  });

  it('refuses a harvest of no date, and leaves out an older one', () => {
    expect(() => writeProvenance({ ...ORIGIN, harvestDate: 'eilen' })).toThrow(
      'harvestDate "eilen" of oai:melinda.example.fi/bib/000254001',
    );
    expect(read({ ...ORIGIN, origin: { ...OLDER, harvestDate: 'eilen' } })).toEqual(ORIGIN);
  });

  it.each([
    ['000254001', '000254001'],
    ['bib/000254001', 'bib/000254001'],
    ['oai:x:1', 'oai:x:1'],
    ['a b', 'a%20b'],
    ['100%', '100%25'],
    ['1:2', '1%3A2'],
    ['//', '%2F%2F'],
    ['työ[1]', 'ty%C3%B6%5B1%5D'],
    ['oai:x:ä%41', 'oai:x:%C3%A4%41'],
  ])('gives the identifier %s as %s', (identifier, expected) => {
    expect(schemas.validate(writeProvenance({ ...ORIGIN, identifier }))).toEqual([]);
    expect(read({ ...ORIGIN, identifier })?.identifier).toBe(expected);
  });

  it('is valid whatever a source calls its things', () => {
    const origin = fc.record({
      ...{ baseUrl: arbitraryText, identifier: arbitraryText, datestamp: arbitraryText, metadataNamespace: arbitraryText },
      ...{ harvestDate: fc.constantFrom('2026-02-03', '2026-02-03T04:05:06.7Z'), altered: fc.boolean() },
    });
    fc.assert(
      fc.property(origin, fc.option(origin, { nil: undefined }), (outer, inner) => {
        expect(schemas.validate(writeProvenance({ ...outer, ...(inner && { origin: inner }) }))).toEqual([]);
      }),
      { numRuns: process.env['LONG'] ? 20_000 : 500 },
    );
  });

  it('of another namespace or without what it needs is none', () => {
    expect(readProvenance(parseXml('<provenance/>'))).toBeUndefined();
    expect(readProvenance(parseXml('<provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance"/>'))).toBeUndefined();
  });

  it('does not follow a chain of harvests without end', () => {
    let chain: Origin = OLDER;
    for (let depth = 0; depth < 500; depth++) chain = { ...OLDER, origin: chain };
    const written = writeProvenance(chain);
    expect(schemas.validate(written)).toEqual([]);
    expect([...written.matchAll(/<originDescription/g)]).toHaveLength(20);
  });
});
