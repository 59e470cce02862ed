import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanHarvestedMarc } from '../../../src/crosswalk/harvested/clean-marc.js';
import { marcToOaiDc } from '../../../src/crosswalk/harvested/marc-to-oai-dc.js';
import { distinctSeriesOf } from '../../../src/crosswalk/harvested/series-statements.js';
import { isbnsOf } from '../../../src/crosswalk/harvested/standard-numbers.js';
import { type MarcRecord, writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { readMarcRecord } from '../../../src/crosswalk/read-marc.js';
import { buildXml } from '../../../src/xml/build.js';
import { parseXml } from '../../../src/xml/parse.js';
import { loadSchemas } from '../../../src/xml/schema.js';
import { SETTINGS } from '../../golden/settings.js';

const FENNICA = path.resolve('../shared/fixtures/fennica');
const files = existsSync(FENNICA) ? readdirSync(FENNICA).filter((file) => file.endsWith('.xml')) : [];
const read = (file: string): MarcRecord => readMarcRecord(parseXml(readFileSync(path.join(FENNICA, file), 'utf8')));
const schemas = loadSchemas('schemas');
afterAll(() => schemas.dispose());

/** The real record of the older series tells the same as the synthetic one; this is what no one here has made up. */
describe('records of the national bibliography, where they are at hand', () => {
  it('are read whole and come out valid in both formats, with no local mark left', () => {
    for (const file of files) {
      const record = read(file);
      const cleaned = cleanHarvestedMarc(record, { localId: `melinda-${path.basename(file, '.xml')}`, sourceIsil: 'FI-MELINDA' });
      const marcxml = buildXml(writeMarcRecord(cleaned.record));
      expect([file, ...schemas.validate(marcxml), ...schemas.validate(buildXml(marcToOaiDc(record, SETTINGS)))]).toEqual([file]);
      expect([file, cleaned.repaired]).toEqual([file, []]);
      expect(marcxml).not.toMatch(/FENNI|KEEP|tag="(?:LOW|SID|CAT|594|884|9\d\d)"|code="9"/);
      expect(marcxml).toContain(`(FI-MELINDA)${path.basename(file, '.xml')}`);
    }
  });

  it('of the older series is one publication in one series, whose ISBN-10 is an ISBN-13', () => {
    for (const file of files.filter((name) => name === '000254001.xml')) {
      expect(isbnsOf(read(file), 'a')).toEqual(['9789517344128']);
      expect(distinctSeriesOf(read(file))).toEqual([
        { tag: '490', title: 'Poliisiosaston julkaisu', issn: '1236-049X', number: { year: 2001, numbers: ['7'] } },
      ]);
    }
  });
});
