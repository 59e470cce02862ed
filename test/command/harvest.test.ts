import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeMarcRecord } from '../../src/crosswalk/marc-record.js';
import type { RunReport } from '../../src/harvester/run/run-report.js';
import type { Run } from '../../src/store/run-ports.js';
import { buildXml } from '../../src/xml/build.js';
import { NEIGHBOURS, PREDECESSOR } from '../harvester/examples/synthetic-records.js';
import { startMelindaDouble, type MelindaDouble, type MelindaRecord } from '../harvester/melinda-double.js';
import { build, command, run, serve, start, type Ended } from './program.js';

/** Real records of the national bibliography, where they are at hand; never part of this project. */
const FENNICA = path.resolve('../shared/fixtures/fennica');
const SYNTHETIC: readonly MelindaRecord[] = [PREDECESSOR, ...NEIGHBOURS.map(([, record]) => record)].map((record) => ({
  xml: buildXml(writeMarcRecord(record)),
}));
const ITEM = 'oai:julkaisut.poliisi.fi:poliisi/fi-melinda.990000001';

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

/** The double in the place of Kansalliskirjasto, and the settings that name it. */
/** The settings of the first installation, without what names a source that is not there. */
const readOwnSettings = async (): Promise<object> => {
  const { links, ...settings } = JSON.parse(await readFile('store/config.json', 'utf8')) as {
    readonly links: { readonly recheck?: unknown };
  };
  const { recheck: _, ...targets } = links;
  return { ...settings, links: targets };
};

const settle = async (records: readonly MelindaRecord[], more: object = {}): Promise<Readonly<Record<string, string>>> => {
  melinda ??= await startMelindaDouble({ records, pageSize: 5, sruPageCap: 4, tokensExpire: '2099-01-01T00:00:00.000Z' });
  const select = {
    issn: ['1236-049X'],
    seriesTitle: ['Poliisiosaston julkaisu'],
    corporateBody: ['Suomi. Sisäasiainministeriö. Poliisiosasto'],
    publishedBefore: 2010,
  };
  const basis = { select, allowPrivate: true, minDelayMs: 0, controlNumberIdentifier: 'FI-MELINDA', ...more };
  const sources = [
    { id: 'sru', protocol: 'sru', url: melinda.sruUrl, queries: ['cql.serverChoice="a"', 'melinda.authenticationcode=finb'], ...basis },
    { id: 'oai', protocol: 'oai-pmh', url: melinda.oaiUrl, metadataPrefix: 'melinda_marc', ...basis },
  ];
  const file = path.join(directory, 'config.json');
  await writeFile(file, JSON.stringify({ ...(await readOwnSettings()), sources }));
  return { CONFIG: file, STORE_DIR: path.join(directory, 'data') };
};

const harvest = async (records: readonly MelindaRecord[], words: readonly string[], more: object = {}): Promise<Ended> =>
  run(['harvest', ...words], await settle(records, more));

type Told = { readonly run: Run } & RunReport;
const told = ({ out }: Ended): Told => JSON.parse(out) as Told;

describe('a harvest by hand', () => {
  it('brings the record of the older series to our harvesters with its provenance, and a second one changes nothing', async () => {
    const environment = await settle(SYNTHETIC);
    const first = await run(['harvest', 'oai'], environment);
    expect([first.exit, first.out]).toEqual([0, expect.stringContaining('completed: 14 seen: 1 added, 13 left.')]);
    const again = await run(['harvest', 'oai', '--mode', 'full', '--json'], environment);
    expect([again.exit, told(again).run.counters]).toEqual([0, expect.objectContaining({ seen: 14, unchanged: 1, added: 0, updated: 0 })]);

    const service = await serve(environment);
    try {
      await expect(list(service.url, 'marcxml', 'older')).resolves.toMatch(/<provenance [^]*altered="true"/);
      const marc = await list(service.url, 'marcxml', 'older:1236-049X');
      expect(marc).toContain(`<identifier>${ITEM}</identifier>`);
      expect(marc).toContain('Näkyvä partiointi kaupungissa');
      expect(marc).not.toMatch(/tag="(?:LOW|SID|CAT|884|901)"|code="9"/);
      expect(await list(service.url, 'oai_dc', 'older')).toContain(
        '<dc:title>Näkyvä partiointi kaupungissa : synteettinen esimerkki</dc:title>',
      );
      expect(await list(service.url, 'kk', 'older')).toContain('noRecordsMatch');
      expect(await list(service.url, 'marcxml', 'own')).not.toContain('partiointi');
    } finally {
      await service.stop();
    }
  });

  it.each(['sru', 'oai'])(
    'as a dry run takes the record of the older series and leaves each neighbour for its own reason (%s)',
    async (source) => {
      const ended = await harvest(SYNTHETIC, [source, '--dry-run', '--json']);
      const { run: dry, changes } = told(ended);
      expect(changes.map(({ title, outcome }) => [outcome, title])).toEqual([
        ['added', 'Näkyvä partiointi kaupungissa : synteettinen esimerkki.'],
      ]);
      expect(dry.counters).toMatchObject({ seen: 14, added: 1, outOfScope: 13, failed: 0 });
      for (const [name, , because] of NEIGHBOURS) {
        expect([name, dry.left.some(({ message }) => message.includes(because))]).toEqual([name, true]);
      }
      expect(ended.exit).toBe(0);
    },
  );

  // In addition where the real records are, as in CI; the synthetic ones above always run.
  if (existsSync(FENNICA)) {
    it.each(['sru', 'oai'])('selects exactly 000254001 of 66 real records and says why it leaves the others (%s)', async (source) => {
      const names = readdirSync(FENNICA).filter((name) => name.endsWith('.xml'));
      const records = names.map((name) => ({ xml: readFileSync(path.join(FENNICA, name), 'utf8') }));
      const { run: real, changes } = told(await harvest(records, [source, '--json']));
      expect(changes.map(({ localId, outcome }) => [outcome, localId])).toEqual([['added', 'fi-melinda.000254001']]);
      expect(real.counters).toMatchObject({ seen: names.length, added: 1, outOfScope: names.length - 1 });
      expect(real.left.reduce((sum, { count }) => sum + count, 0)).toBe(names.length - 1);
    });
  }

  it('of a record that cannot be read names it, goes on, and is no success', async () => {
    const broken = { xml: SYNTHETIC[0]!.xml.replace(/<leader>[^<]*/, '<leader>short') };
    const ended = await harvest([broken, ...SYNTHETIC.slice(1)], ['oai', '--json']);
    const { run: half } = told(ended);
    expect([ended.exit, half.state, half.counters.failed]).toEqual([1, 'completed-with-failures', 1]);
    expect(half.failures[0]!.message).toMatch(/leader/i);
  });

  it('is told in plain lines in a pipe', async () => {
    const { err } = await harvest(SYNTHETIC, ['oai']);
    expect(err).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ oai fetching: 0 pages, 0 records, 0 in scope$/m);
    // With a rate once it has taken a second.
    expect(err).toMatch(/ oai applying: 3 pages, 14 records, 1 in scope(?:, \d+\/s)?$/m);
    expect(err).not.toContain('\u001b');
  });
});

describe('a dry run', () => {
  it('is told to a person, and applied when they say so', async () => {
    const environment = await settle(SYNTHETIC);
    const dry = await run(['harvest', 'sru', '--dry-run'], environment);
    expect(dry.out).toMatch(/^would change\n {2}added {6}fi-melinda\.990000001 {2}Näkyvä partiointi kaupungissa/m);
    const id = /apply it with: runs apply (\S+)/.exec(dry.out)![1]!;
    const shown = await command(['runs', 'show', id], environment);
    expect(shown.out).toContain('fetched, not applied: Dry run, nothing was changed.');
    const applied = await command(['runs', 'apply', id], environment);
    expect([applied.exit, applied.out]).toEqual([0, expect.stringContaining('completed: 14 seen: 1 added, 13 left.')]);
    const twice = await command(['runs', 'apply', id], environment);
    expect([twice.exit, twice.err]).toEqual([2, `Run ${id} is completed, not staged.\n`]);
  });
});

describe('what a library sent by mail', () => {
  it('goes the same way: a folder of MARCXML, and again without a change', async () => {
    const mail = path.join(directory, 'mail');
    await mkdir(mail);
    const records = SYNTHETIC.map(({ xml }) => xml).join('');
    await writeFile(path.join(mail, 'one.xml'), `<collection xmlns="http://www.loc.gov/MARC21/slim">${records}</collection>`);
    const file = path.join(directory, 'config.json');
    const settings = (await readOwnSettings()) as { sources: readonly { select: object }[] };
    const source = { id: 'mail', protocol: 'file', url: pathToFileURL(mail).href, allowFiles: true, select: settings.sources[0]!.select };
    const write = (sources: readonly object[]) => writeFile(file, JSON.stringify({ ...settings, sources }));
    await write([source]);
    const environment = { CONFIG: file, STORE_DIR: path.join(directory, 'data') };
    const first = told(await run(['harvest', 'mail', '--json'], environment));
    expect(first.run.counters).toMatchObject({ seen: 14, added: 1, outOfScope: 13 });
    expect(told(await run(['harvest', 'mail', '--json'], environment)).run.counters).toMatchObject({ unchanged: 1, added: 0 });
    const { allowFiles: _, ...unmeant } = source;
    await write([unmeant]);
    const refused = await run(['harvest', 'mail'], environment);
    expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining('allowFiles')]);
  });
});

describe('the commands about runs and sources', () => {
  it('list what there was and what comes, with the next five times', async () => {
    const environment = await settle(SYNTHETIC, { schedule: '15 3 * * *' });
    await run(['harvest', 'oai'], environment);
    await run(['harvest', 'sru', '--dry-run'], environment);
    const runs = await command(['runs'], environment);
    expect(runs.out.match(/^\S+Z-\S+ {2}(.+)$/gm)).toEqual([
      expect.stringMatching(/-sru {2}fetched, not applied {2}incremental, dry run, by /),
      expect.stringMatching(/-oai {2}completed {2}incremental, by /),
    ]);
    const sources = await command(['sources'], environment);
    expect(sources.out).toMatch(/oai {2}oai-pmh {2}http:\/\/127\.0\.0\.1:\d+\/oai\/bib\n {4}1 records, mark 2026-03-01T12:00:00Z/);
    expect(sources.out).toMatch(/schedule: 15 3 \* \* \* \(Europe\/Helsinki\); next (?:\d\d\.\d\d\.\d{4} 03[.:]15(?:, )?){5}/);
    const one = await command(['runs', '--source', 'oai', '--json'], environment);
    expect((JSON.parse(one.out) as readonly Run[]).map(({ request }) => request.source)).toEqual(['oai']);
  });

  it('ask the running service', async () => {
    const environment = await settle(SYNTHETIC);
    const service = await serve(environment);
    try {
      const harvested = await run(['harvest', 'sru'], environment);
      expect([harvested.exit, harvested.out]).toEqual([0, expect.stringContaining('14 seen: 1 added')]);
      expect(service.log()).toContain('harvest.ended');
      expect((await command(['runs'], environment)).out).toContain('-sru  completed');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      expect(await list(service.url, 'marcxml', 'older')).toContain(ITEM);
    } finally {
      await service.stop();
    }
  });
});

describe('a harvest that is stopped by hand', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends cleanly, and the next one goes on where it was', async (signal) => {
    const environment = await settle(SYNTHETIC, { minDelayMs: 700 });
    const running = start(['harvest', 'oai'], environment);
    await running.until(/fetching: 1 page/);
    running.kill(signal);
    const stopped = await running.ended;
    expect([stopped.exit, stopped.out]).toEqual([
      1,
      expect.stringContaining('interrupted: It was stopped. Nothing was changed; the next run goes on where it was.'),
    ]);
    const before = melinda!.requests.length;
    const next = await run(['harvest', 'oai'], environment);
    expect([next.exit, next.out]).toEqual([0, expect.stringContaining('14 seen: 1 added, 13 left')]);
    expect(melinda!.requests[before]).toContain('resumptionToken');
    expect(next.out).toMatch(/interrupted \(command line \(\S+\): stopped by hand\)/);
  });

  it('by SIGKILL is resumed by the next one', async () => {
    const environment = await settle(SYNTHETIC, { minDelayMs: 700 });
    const running = start(['harvest', 'oai'], environment);
    await running.until(/fetching: 1 page/);
    running.kill('SIGKILL');
    await running.ended;
    const next = await run(['harvest', 'oai', '--json'], environment);
    expect([next.exit, told(next).run.counters.added]).toEqual([0, 1]);
    expect(told(next).run.transitions.map(({ state }) => state)).toContain('interrupted');
  });

  it('while the service does it, stops there too', async () => {
    const environment = await settle(SYNTHETIC, { minDelayMs: 700 });
    const service = await serve(environment);
    try {
      const running = start(['harvest', 'oai'], environment);
      await running.until(/fetching: 1 page/);
      running.kill('SIGKILL');
      await running.ended;
      const state = async (): Promise<string> =>
        (JSON.parse((await command(['runs', '--json'], environment)).out) as readonly Run[])[0]!.state;
      while ((await state()) === 'fetching') await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await state()).toBe('interrupted');
    } finally {
      await service.stop();
    }
  });
});

describe('what a harvest refuses', () => {
  it('a source that the settings do not name', async () => {
    const { exit, err } = await harvest([], ['finna']);
    expect([exit, err]).toEqual([2, 'There is no source “finna”. The settings name sru, oai.\n']);
  });

  it('a private address, unless the settings allow it', async () => {
    const { exit, out } = await harvest(SYNTHETIC, ['sru'], { allowPrivate: false });
    expect([exit, out]).toEqual([1, expect.stringMatching(/FAILED: .*127\.0\.0\.1, which is not on the public Internet/)]);
    expect(melinda!.requests).toEqual([]);
  });

  it('a mode that is none, and a schedule that is none', async () => {
    const mode = await harvest(SYNTHETIC, ['sru', '--mode', 'sideways']);
    expect([mode.exit, mode.err]).toEqual([2, expect.stringContaining('Allowed choices are incremental, full, range')]);
    const schedule = await harvest(SYNTHETIC, ['sru'], { schedule: 'every night' });
    expect([schedule.exit, schedule.err]).toEqual([2, expect.stringContaining('sources[0].schedule: "every night" is no cron expression')]);
  });
});

const list = async (url: string, metadataPrefix: string, set: string): Promise<string> =>
  (await fetch(`${url}/oai?verb=ListRecords&metadataPrefix=${metadataPrefix}&set=${set}`)).text();
