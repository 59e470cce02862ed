import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig, type Config, type Environment } from '../../src/platform/config.js';

const DIRECTORY = path.resolve('.');
const read = (environment: Environment): Promise<Config> => readConfig(environment, { directory: DIRECTORY });
const faultsOf = async (environment: Environment): Promise<readonly string[]> =>
  read(environment).then(
    () => [],
    (error: unknown) => (error as { readonly faults: readonly string[] }).faults,
  );

describe('the environment', () => {
  it('may say nothing: then the defaults count', async () => {
    expect(await read({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      storeDirectory: path.join(DIRECTORY, 'store', 'data'),
      settingsFile: path.join(DIRECTORY, 'store', 'config.json'),
      logLevel: 'info',
    });
  });

  it.each(['HOST', 'PORT', 'BASE_URL', 'STORE_DIR', 'CONFIG', 'LOG_LEVEL'])('%s without a value counts as not given', async (name) => {
    const defaults = await read({});
    expect(await read({ [name]: '' })).toEqual(defaults);
    expect(await read({ [name]: '  ' })).toEqual(defaults);
  });

  it.each([
    ['https://julkaisut.example.fi', 'https://julkaisut.example.fi'],
    ['https://julkaisut.example.fi/', 'https://julkaisut.example.fi'],
    [' https://Julkaisut.example.fi/osa b// ', 'https://julkaisut.example.fi/osa%20b'],
    ['https://jäljet.example.fi', 'https://xn--jljet-gra.example.fi'],
  ])('BASE_URL %j is printed as %s', async (given, printed) => {
    expect((await read({ BASE_URL: given })).publicUrl).toBe(printed);
  });

  it.each([
    'postgres://me:secret@db.example.fi:5432/julkaisut',
    'postgresql://db.example.fi/julkaisut?sslmode=verify-full',
    'postgres:///julkaisut?host=/var/run/postgresql',
    'postgres://%2Fvar%2Frun%2Fpostgresql/julkaisut',
  ])('DATABASE_URL may be %s', async (address) => {
    expect((await read({ DATABASE_URL: address })).databaseUrl).toBe(address);
  });

  it.each([
    'postgres:///julkaisut',
    'postgres://me:secret@db.example.fi',
    'postgres:///?host=/run',
    'mysql://me:secret@db/x',
    'db.example.fi',
  ])('DATABASE_URL may not be %s, and is not repeated, as it may hold a password', async (address) => {
    const faults = await faultsOf({ DATABASE_URL: address });
    expect(faults).toEqual([expect.stringMatching(/^DATABASE_URL is no address of a database; .*postgres:\/\/user.*socket/)]);
    expect(faults[0]).not.toContain('secret');
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['BASE_URL', 'julkaisut.example.fi'],
    ['BASE_URL', 'ftp://example.fi'],
    ['BASE_URL', 'https://user:secret@example.fi'],
    ['BASE_URL', 'https://example.fi/?a=1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by name', async (name, value) => {
    const faults = await faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} is "`));
  });
});

describe('the settings file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const withChange = async (change: (settings: Record<string, never>) => unknown): Promise<readonly string[]> => {
    const file = path.join(directory, 'config.json');
    const given = JSON.parse(await readFile('store/config.json', 'utf8')) as Record<string, never>;
    await writeFile(file, JSON.stringify({ ...given, ...(change(given) as object) }));
    return (await faultsOf({ CONFIG: file })).map((fault) => fault.replace(`${file}: `, ''));
  };

  it('of the first installation is in order', async () => {
    expect(await withChange(() => ({}))).toEqual([]);
  });

  it.each([
    [
      { series: [{ code: 'a', title: 'A', issn: { print: '1798-7122' } }] },
      [/series\[0\]\.issn\.print: "1798-7122" has a wrong check digit/],
    ],
    [
      {
        series: [
          { code: 'a', title: 'A', issn: {} },
          { code: 'a', title: 'B', issn: {}, predecessorOf: 'c' },
        ],
      },
      [/series\[1\]\.code: "a" is the code of another series already/, /series\[1\]\.predecessorOf: "c" is the code of no series here/],
    ],
    [{ series: [] }, [/series: has fewer than 1 entry/]],
    [{ repository: 'x' }, [/repository: "x" is not a group of fields/]],
    [{ oai: { pageSize: 0 } }, [/oai\.pageSize: 0 is too small/]],
  ])('%j is refused in plain words', async (change, expected) => {
    const faults = await withChange(() => change);
    expect(faults).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(faults[index]).toMatch(pattern);
  });
});
