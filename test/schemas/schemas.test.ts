import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSchemas, type SchemaValidator } from '../../src/xml/schema.js';
import { CORPUS } from './corpus.js';
import { VALID } from './documents.js';
import { mutations } from './mutations.js';

/** The official files, where this folder is present: with a catalogue from their URLs to their names. */
const OFFICIAL = path.resolve('../shared/schemas');

const officialFiles = (): ReadonlyMap<string, string> => {
  const read = (file: string): string => readFileSync(path.join(OFFICIAL, file), 'utf8');
  const byName = readdirSync(OFFICIAL).filter((file) => file.endsWith('.xsd'));
  const byUrl = [...read('catalog.xml').matchAll(/<uri name="([^"]+)" uri="([^"]+)"/g)].map(
    ([, url, file]) => [url!, read(file!)] as const,
  );
  return new Map([...byUrl, ...byName.map((file) => [file, read(file)] as const)]);
};

const ours = loadSchemas('schemas');
const official: SchemaValidator | undefined = existsSync(path.join(OFFICIAL, 'all.xsd'))
  ? loadSchemas(officialFiles(), 'all.xsd')
  : undefined;
const accepts = (validator: SchemaValidator, xml: string): boolean => validator.validate(xml).length === 0;

afterAll(() => {
  ours.dispose();
  official?.dispose();
});

describe('our schemas', () => {
  it('meet a corpus of at least 150 documents, no two alike', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(CORPUS.map(({ xml }) => xml)).size).toBe(CORPUS.length);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS)('$name', ({ xml, valid, oursOnly }) => {
    expect({ valid: accepts(ours, xml), faults: valid ? ours.validate(xml) : [] }).toEqual({ valid, faults: [] });
    if (official && !oursOnly) expect(accepts(official, xml)).toBe(valid);
  });

  it('accept and refuse what the official ones do, whatever is done to a valid document', () => {
    const documents = Object.entries(VALID).flatMap(([name, xml]) => (name === 'kk' ? [] : [xml]));
    fc.assert(
      fc.property(fc.constantFrom(...documents).chain(mutations), (xml) => {
        const verdict = accepts(ours, xml);
        if (official) expect(verdict).toBe(accepts(official, xml));
      }),
      { numRuns: process.env['LONG'] ? 30_000 : 1_500 },
    );
  });
});
