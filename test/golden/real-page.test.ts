import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublicationId } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { createIntake } from '../../src/intake/intake.js';
import { readConfig } from '../../src/platform/config.js';
import type { Settings } from '../../src/platform/settings.js';
import { createPublishing } from '../../src/publishing/publishing.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/ports.js';
import { loadSchemas, type SchemaValidator } from '../../src/xml/schema.js';
import { findMelindaFaults, readMelindaRecord } from '../crosswalk/melinda-validators.js';
import { readDcPairs, readKkPairs, readMarcLines } from './read-record.js';

/**
 * The golden records start from a publication typed by hand; these come from the page and the settings that lie in
 * `store/`, through intake and publishing, as a harvester gets them after `npm start`.
 */
let store: Store;
let validator: SchemaValidator;
beforeAll(async () => {
  const { settings, publicUrl } = await readConfig({}, { directory: path.resolve('.') });
  store = createMemoryStore({ wallClock: () => Date.parse('2026-01-15T23:59:59Z') });
  validator = loadSchemas(path.resolve('schemas'));
  const intake = createIntakeFor(store, settings, publicUrl);
  const report = await intake.importFile({ name: 'julkaisut.txt', content: readFileSync('store/julkaisut.txt') });
  expect(report.totals).toMatchObject({ added: 1, rejected: 0 });
});
afterAll(() => validator.dispose());

const createIntakeFor = (into: Store, settings: Settings, publicUrl: string) =>
  createIntake({
    catalogue: into,
    publishing: createPublishing({ store: into, settings, publicUrl, crosswalks: CROSSWALKS, harvestedCrosswalks: [] }),
    settings,
    now: async () => (await into.readBounds()).now,
  });

const RECORDS = [
  ['print', 'oai_dc', readDcPairs],
  ['print', 'marcxml', readMarcLines],
  ['pdf', 'oai_dc', readDcPairs],
  ['pdf', 'marcxml', readMarcLines],
  ['pdf', 'kk', readKkPairs],
] as const;

const textOf = async (kind: string, metadataPrefix: string): Promise<string> => {
  const record = await store.findRecord(`oai:julkaisut.poliisi.fi:poliisi/2012-2-${kind}`, metadataPrefix);
  return Buffer.from(record!.metadata!).toString('utf8');
};

/**
 * The abstract is shortened in the golden files, and the hand-typed publication says its title's language and the day on
 * which it was entered (008/00-05), which the page does not.
 */
const comparable = (lines: readonly (string | readonly [string, string])[]): readonly string[] =>
  lines
    .map((line) => (typeof line === 'string' ? line : line.join(' ')))
    .map((line) => line.replace(/^008 \d{6}/, '008 ######').replace(/^(title|description)@fi /, '$1 '))
    .filter((line) => !/^520 |^description(?:\.abstract)?(?:@\w+)? Sisäasiainhallinnon/.test(line));

describe("the publisher's page as a harvester gets it", () => {
  it('is the golden records, field by field, but for the length of the abstract', async () => {
    for (const [kind, metadataPrefix, read] of RECORDS) {
      const golden = readFileSync(path.resolve('test/golden', `as-imported-${kind}.${metadataPrefix}.xml`), 'utf8');
      expect([kind, metadataPrefix, comparable(read(await textOf(kind, metadataPrefix)))]).toEqual([kind, metadataPrefix, comparable(read(golden))]);
    }
  });

  it.each(['print', 'pdf'])("has nothing to mend for Kansalliskirjasto's validators (%s)", async (kind) => {
    expect(await findMelindaFaults(await readMelindaRecord(await textOf(kind, 'marcxml')), 'in a series')).toEqual([]);
  });

  it('is valid in every format, and the mistyped ISBN is in none', async () => {
    for (const [kind, metadataPrefix] of RECORDS) {
      const text = await textOf(kind, metadataPrefix);
      expect([kind, metadataPrefix, validator.validate(text)]).toEqual([kind, metadataPrefix, []]);
      expect(text).not.toContain('987-952');
    }
    expect((await store.findPublication('2012-2' as PublicationId))?.publication.manifestations[0]?.isbn).toMatchObject({ raw: '987-952-491-529-8' });
  });
});
