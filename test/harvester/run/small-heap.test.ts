import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, run } from '../../command/program.js';
import { writeSettings } from '../../command/program-settings.js';
import { openDatabase } from '../../../src/store/postgres/database.js';
import { createTestDatabase, type TestDatabase } from '../../store/postgres/test-database.js';
import { envelope, listPage, tokenElement } from '../oai-answers.js';
import { startSource, type Script, type ScriptedSource } from '../scripted-source.js';
import { book, idOf } from './model-source.js';

/** MB. The modules of the program take some thirty of it, and what it has in hand at a time some twenty; the rest is room for its garbage. */
const HEAP = 84;
const RECORDS = 850;
const PAGE = 25;
/** 10 kB, and 20 in memory: for the sake of the one quotation mark each letter of a text takes two bytes there. */
const NOTE = `”${'Pitkä huomautus, jossa toistuu sama asia. '.repeat(240)}`;

const recordOf = (index: number): string => {
  const number = String(index + 1).padStart(9, '0');
  const note = `<datafield tag="520" ind1=" " ind2=" "><subfield code="a">${NOTE}</subfield></datafield>`;
  const metadata = book(number).replace('</record>', `${note}</record>`);
  return `<record><header><identifier>${idOf(number)}</identifier><datestamp>2026-02-01T00:00:00Z</datestamp></header><metadata>${metadata}</metadata></record>`;
};

/** A library with so many records of the series; none of them is there before it is asked for. */
const library: Script = ({ params }) => {
  if (params.get('verb') === 'Identify') return envelope('<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>');
  const start = Number(params.get('resumptionToken') ?? 0);
  const end = Math.min(start + PAGE, RECORDS);
  const records = Array.from({ length: end - start }, (_, at) => recordOf(start + at));
  return listPage(records.join(''), end < RECORDS ? tokenElement(String(end)) : '');
};

const lineOf = (index: number): string => {
  const manifestations = [{ kind: 'pdf', file: { url: `https://example.fi/${index}.pdf` } }];
  return JSON.stringify({ id: `k-${index}`, title: `Kirja ${index}`, year: 2012, abstracts: [NOTE], manifestations });
};

describe(`a process with a heap of ${HEAP} MB, beside PostgreSQL`, () => {
  let directory: string;
  let made: TestDatabase;
  let source: ScriptedSource;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    await build();
    directory = await mkdtemp(path.join(tmpdir(), 'small-heap-'));
    made = await createTestDatabase();
    source = await startSource(library);
    const CONFIG = await writeSettings(directory, [
      { id: 'library', url: source.url, metadataPrefix: 'marc21', controlNumberIdentifier: 'FI-LIB' },
    ]);
    const NODE_OPTIONS = `--max-old-space-size=${HEAP}`;
    environment = { CONFIG, STORE_DIR: '/nobody/may/write/here', DATABASE_URL: made.url, NODE_OPTIONS };
  }, 240_000);
  afterAll(async () => {
    await source.close();
    await made.drop();
    await rm(directory, { recursive: true });
  }, 60_000);

  it('harvests and publishes more records in one run than it could hold', async () => {
    const { exit, out, err } = await run(['harvest', 'library', '--mode', 'full'], environment);
    expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain(`${RECORDS} seen: ${RECORDS} added`);
  }, 300_000);

  it('imports more than it could hold', async () => {
    const file = path.join(directory, 'all.jsonl');
    await writeFile(file, `${Array.from({ length: RECORDS }, (_, index) => lineOf(index)).join('\n')}\n`);
    const { exit, out, err } = await run(['import', file], environment);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain(`${RECORDS} entries: ${RECORDS} added, 0 changed, 0 unchanged, 0 rejected`);
  }, 300_000);

  it('renders all of that anew by crosswalks that have changed', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/harvester/run/rendering-program.mjs'], {
      env: { ...process.env, ...environment },
    });
    expect(JSON.parse(stdout)).toEqual({ items: 2 * RECORDS, faults: 0 });
  }, 300_000);

  it('has then stored more than its whole heap could hold, in text alone', async () => {
    const database = await openDatabase({ url: made.url });
    const [row] = await database.query<{ readonly letters: string }>(`select
      (select sum(length(metadata)) from record) + (select sum(length(body::text)) from harvested) + (select sum(length(body::text)) from publication)
      as letters`);
    await database.close();
    // Of two bytes each.
    expect(2 * Number(row!.letters)).toBeGreaterThan(HEAP * 1024 * 1024);
  });
});
