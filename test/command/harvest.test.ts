import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeMarcRecord } from '../../src/crosswalk/marc-record.js';
import type { DryRunReport } from '../../src/harvester/dry-run.js';
import { buildXml } from '../../src/xml/build.js';
import { NEIGHBOURS, PREDECESSOR } from '../harvester/examples/synthetic-records.js';
import { startMelindaDouble, type MelindaDouble, type MelindaRecord } from '../harvester/melinda-double.js';
import { build, run, type Ended } from './program.js';

/** Real records of the national bibliography, where they are at hand; never part of this project. */
const FENNICA = path.resolve('../shared/fixtures/fennica');
const SYNTHETIC: readonly MelindaRecord[] = [PREDECESSOR, ...NEIGHBOURS.map(([, record]) => record)].map((record) => ({
  xml: buildXml(writeMarcRecord(record)),
}));

let directory: string;
let melinda: MelindaDouble | undefined;
beforeAll(build, 120_000);
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-'));
});
afterEach(async () => {
  await melinda?.close();
  melinda = undefined;
  await rm(directory, { recursive: true });
});

/** The program with the double in the place of Kansalliskirjasto. */
const harvest = async (records: readonly MelindaRecord[], words: readonly string[], more: object = {}): Promise<Ended> => {
  melinda = await startMelindaDouble({ records, pageSize: 5, sruPageCap: 4 });
  const select = {
    issn: ['1236-049X'],
    seriesTitle: ['Poliisiosaston julkaisu'],
    corporateBody: ['Suomi. Sisäasiainministeriö. Poliisiosasto'],
    publishedBefore: 2010,
  };
  const basis = { select, allowPrivate: true, minDelayMs: 0, ...more };
  const sources = [
    { id: 'sru', protocol: 'sru', url: melinda.sruUrl, queries: ['cql.serverChoice="a"', 'melinda.authenticationcode=finb'], ...basis },
    { id: 'oai', protocol: 'oai-pmh', url: melinda.oaiUrl, metadataPrefix: 'melinda_marc', ...basis },
  ];
  const file = path.join(directory, 'config.json');
  await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile('store/config.json', 'utf8')) as object), sources }));
  return run(['harvest', ...words], { CONFIG: file, STORE_DIR: path.join(directory, 'data') });
};

describe('a dry run of a harvest', () => {
  it.each(['sru', 'oai'])('takes the record of the older series and leaves each neighbour for its own reason (%s)', async (source) => {
    const { exit, out, err } = await harvest(SYNTHETIC, [source, '--dry-run', '--json']);
    expect(err).toBe('');
    const { counts, selected, left, pages } = JSON.parse(out) as DryRunReport;
    expect(selected).toHaveLength(1);
    expect(selected[0]!.title).toBe('Näkyvä partiointi kaupungissa : synteettinen esimerkki.');
    expect(pages).toBeGreaterThan(1);
    expect(counts).toEqual({
      seen: SYNTHETIC.length,
      selected: 1,
      outOfScope: NEIGHBOURS.length,
      deleted: 0,
      duplicates: 0,
      failed: 0,
      repaired: 0,
    });
    for (const [name, , because] of NEIGHBOURS)
      expect([name, left.some((reason) => reason.because.includes(because))]).toEqual([name, true]);
    expect(exit).toBe(0);
  });

  it('tells it to a person, and changes nothing', async () => {
    const { exit, out } = await harvest(SYNTHETIC, ['sru', '--dry-run']);
    expect(exit).toBe(0);
    expect(out).toContain('sru · dry run, nothing is saved');
    expect(out).toContain(`${SYNTHETIC.length} records on`);
    expect(out).toMatch(/1 would be taken, \d+ left, 0 deleted/);
    expect(existsSync(path.join(directory, 'data'))).toBe(false);
  });

  // In addition where the real records are, as in CI; the synthetic ones above always run.
  if (existsSync(FENNICA)) {
    it('selects exactly 000254001 of 66 real records and says why it leaves the others', async () => {
      const names = readdirSync(FENNICA).filter((name) => name.endsWith('.xml'));
      const records = names.map((name) => ({ xml: readFileSync(path.join(FENNICA, name), 'utf8') }));
      const { out } = await harvest(records, ['oai', '--dry-run', '--json']);
      const { counts, selected } = JSON.parse(out) as DryRunReport;
      expect(selected.map(({ identifier }) => identifier)).toEqual(['oai:melinda.kansalliskirjasto.fi/bib/000254001']);
      expect(counts.seen).toBe(names.length);
      expect(counts.selected + counts.outOfScope + counts.deleted + counts.failed).toBe(names.length);
    });
  }

  it('of a record that cannot be read names it, goes on, and is no success', async () => {
    const broken = { xml: SYNTHETIC[0]!.xml.replace(/<leader>[^<]*/, '<leader>short') };
    const { exit, out } = await harvest([broken, ...SYNTHETIC.slice(1)], ['oai', '--dry-run', '--json']);
    const { counts, failed } = JSON.parse(out) as DryRunReport;
    expect(counts).toMatchObject({ seen: SYNTHETIC.length, failed: 1, selected: 0 });
    expect(failed[0]!.reason).toMatch(/leader/i);
    expect(exit).toBe(1);
  });
});

describe('what a harvest refuses', () => {
  it('a source that the settings do not name', async () => {
    const { exit, err } = await harvest([], ['finna', '--dry-run']);
    expect(exit).toBe(2);
    expect(err).toBe('There is no source “finna”. The settings name sru, oai.\n');
  });

  it('a private address, unless the settings allow it', async () => {
    const { exit, err } = await harvest(SYNTHETIC, ['sru', '--dry-run'], { allowPrivate: false });
    expect(exit).toBe(1);
    expect(err).toMatch(/leads to 127\.0\.0\.1, which is not on the public Internet; allowPrivate/);
    expect(melinda!.requests).toEqual([]);
  });

  it('to apply anything yet', async () => {
    const { exit, err } = await harvest(SYNTHETIC, ['sru']);
    expect(exit).toBe(2);
    expect(err).toMatch(/cannot be applied yet; --dry-run/);
  });
});
