import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openAccountFiles, type AccountFiles } from '../../src/store/lowdb/account-files.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import { accountOf, lineOf, sessionOf, shownIn, tokenOf } from './account-samples.js';
import { createTestClock, identifierOf, namesIn, recordOf } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const ACCOUNTS = `${DIRECTORY}/accounts.json`;
const AUDIT = `${DIRECTORY}/audit.jsonl`;

let disk: SimulatedDisk;
let warnings: StoreWarning[];
let store: AccountFiles;

const open = (on: SimulatedDisk = disk): Promise<AccountFiles> =>
  openAccountFiles({ directory: DIRECTORY, disk: on, onWarning: (warning) => warnings.push(warning) });

beforeEach(async () => {
  disk = createSimulatedDisk();
  warnings = [];
  store = await open();
});

const actionsIn = async (accounts: AccountFiles): Promise<readonly string[]> =>
  (await accounts.listAudit({ limit: 10_000 })).map(({ number, action }) => `${number} ${action}`).reverse();

describe('the files of accounts', () => {
  it('are found again by the next program', async () => {
    await store.commitAccounts({
      accounts: [accountOf('Maija', { passwordHash: '$scrypt$…', subject: { issuer: 'https://id.example.fi', sub: '7' } })],
      sessions: [sessionOf('a', 'Maija')],
      tokens: [tokenOf('1', 'Maija')],
      setUpLink: { hash: 'x', expires: '2026-03-01T11:00:00.000Z' },
    });
    await store.appendAudit(lineOf('login.succeeded'));
    const again = await open(disk.afterKill());
    expect(await shownIn(again)).toEqual(await shownIn(store));
    expect(await again.findSession('a')).toEqual(sessionOf('a', 'Maija'));
    expect(await again.readCookieKey()).toBe(await store.readCookieKey());
    expect((await again.appendAudit(lineOf('logout'))).number).toBe(2);
    expect(warnings).toEqual([]);
  });

  it('are their owner’s only, on the real disk', async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'accounts-'));
    const real = await openAccountFiles({ directory });
    await real.appendAudit(lineOf('login.succeeded'));
    await real.close();
    expect((await readdir(directory)).sort()).toEqual(['accounts.json', 'audit.jsonl']);
    for (const name of ['accounts.json', 'audit.jsonl']) {
      expect(((await stat(path.join(directory, name))).mode & 0o777).toString(8)).toBe('600');
    }
    await rm(directory, { recursive: true });
  });

  it('share a directory with the catalogue, and neither minds the other', async () => {
    const clock = createTestClock();
    await store.commitAccounts({ accounts: [accountOf('Maija')] });
    await store.appendAudit(lineOf('login.succeeded'));
    const catalogue = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    await catalogue.commit({ records: [recordOf(identifierOf(1))] });
    await catalogue.close();
    const again = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    expect(await namesIn(again)).toHaveLength(1);
    expect(await shownIn(await open())).toEqual(await shownIn(store));
  });

  it('are changed one after the other, however many want to at once', async () => {
    await store.commitAccounts({ accounts: [accountOf('Maija')] });
    const ids = Array.from({ length: 30 }, (_, number) => String(number));
    await Promise.all(
      ids.flatMap((id) => [store.commitAccounts({ tokens: [tokenOf(id, 'Maija')] }), store.appendAudit(lineOf(`token.${id}`))]),
    );
    const again = await open(disk.afterPowerCut('drops'));
    expect((await again.listTokens()).map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(await actionsIn(again)).toHaveLength(30);
  });

  it('say what the disk said, and the change is not seen', async () => {
    disk.failAlways('ENOSPC');
    const committing = store.commitAccounts({ accounts: [accountOf('Maija')] });
    await expect(committing).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    await expect(committing).rejects.toThrow(/\/store could not write accounts\.json: ENOSPC: the disk is full, make room/);
    await expect(store.appendAudit(lineOf('login.succeeded'))).rejects.toThrow(/could not write audit\.jsonl: ENOSPC/);
    disk.failAlways(undefined);
    expect(await store.listAccounts()).toEqual([]);
    expect(await store.listAudit({ limit: 10 })).toEqual([]);
    await store.commitAccounts({ accounts: [accountOf('Liisa')] });
    expect((await store.appendAudit(lineOf('login.succeeded'))).number).toBe(1);
    const again = await open(disk.afterKill());
    expect(await actionsIn(again)).toEqual(['1 login.succeeded']);
    expect(await again.listAccounts()).toEqual([accountOf('Liisa')]);
  });
});

describe('where the file of accounts was altered', () => {
  beforeEach(() => store.commitAccounts({ accounts: [accountOf('Maija'), accountOf('Liisa', { role: 'reader' })] }));

  it.each<readonly [string, (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is cut short', (bytes) => bytes.subarray(0, 100)],
    ['is no JSON', () => Buffer.from('maija: administrator')],
    ['is other JSON', () => Buffer.from('null')],
    ['has another role in it', (bytes) => Buffer.from(bytes.toString().replace('reader', 'editor'))],
    ['has lost its checksum', (bytes) => Buffer.from(bytes.toString().replace(/"sha256":"[^"]*",/, ''))],
  ])('the start is refused when it %s, with the file and the way out', async (_, change) => {
    disk.tamper(ACCOUNTS, change);
    const opening = open();
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    await expect(opening).rejects.toThrow(/accounts\.json is .*Nothing has been changed.*put a backup.*or remove it/);
    expect(disk.files).toContain(ACCOUNTS);
  });

  it('the start is refused, whichever bit of it it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const other = disk.afterKill();
        other.tamper(ACCOUNTS, (bytes) => {
          bytes[at % (bytes.length - 1)]! ^= 1 << bit;
          return bytes;
        });
        const [opened] = await Promise.allSettled([open(other)]);
        expect(opened).toMatchObject({ status: 'rejected', reason: { name: 'StoreError' } });
        expect(['damaged', 'newer']).toContain((opened as { reason: { code: string } }).reason.code);
      }),
      { numRuns: process.env['LONG'] ? 3000 : 150, examples: [[2, 0]] },
    );
  });

  it('the start is refused when a later version wrote it, and it is not called damaged', async () => {
    disk.tamper(ACCOUNTS, (bytes) => Buffer.from(bytes.toString().replace('"format":1', '"format":2')));
    await expect(open()).rejects.toMatchObject({ name: 'StoreError', code: 'newer' });
  });

  it('nobody is known any more once it was removed, and the audit goes on', async () => {
    await store.appendAudit(lineOf('login.succeeded'));
    disk.tamper(ACCOUNTS, () => undefined);
    const again = await open();
    expect(await again.listAccounts()).toEqual([]);
    expect((await again.appendAudit(lineOf('setup.opened'))).number).toBe(2);
  });
});

describe('where the audit was altered', () => {
  beforeEach(async () => {
    for (const action of ['one', 'two', 'three', 'four']) await store.appendAudit(lineOf(action, { detail: { letter: 'ä€😀' } }));
  });
  const lines = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);
  const joined = (all: readonly string[]): Buffer => Buffer.from(all.map((line) => `${line}\n`).join(''));

  it.each<readonly [string, (bytes: Buffer) => Buffer]>([
    ['half of it', (bytes) => bytes.subarray(0, bytes.length - 40)],
    ['all but its end', (bytes) => bytes.subarray(0, -1)],
    ['one byte of it', (bytes) => bytes.subarray(0, bytes.length - lines(bytes).at(-1)!.length)],
    ['zeros in its place', (bytes) => Buffer.concat([bytes.subarray(0, bytes.length - lines(bytes).at(-1)!.length - 1), Buffer.alloc(90)])],
  ])('a last line of which there is %s is cut off, and told', async (_, change) => {
    disk.tamper(AUDIT, change);
    const again = await open();
    expect(warnings).toEqual([{ kind: 'tornAudit', message: expect.stringMatching(/audit\.jsonl was never finished and is cut off/) }]);
    expect(await actionsIn(again)).toEqual(['1 one', '2 two', '3 three']);
    expect((await again.appendAudit(lineOf('five'))).number).toBe(4);
    warnings = [];
    expect(await actionsIn(await open())).toEqual(['1 one', '2 two', '3 three', '4 five']);
    expect(warnings).toEqual([]);
  });

  it.each<readonly [string, (all: string[]) => readonly string[], readonly string[], RegExp]>([
    ['a letter', (all) => all.with(1, all[1]!.replace('Maija', 'Liisa')), ['1 one', '3 three', '4 four'], /altered after number 1\b/],
    ['its end', (all) => all.with(3, all[3]!.slice(0, 50)), ['1 one', '2 two', '3 three'], /altered after number 3\b/],
    ['everything', (all) => all.with(0, 'rubbish'), ['2 two', '3 three', '4 four'], /altered after number 0\b/],
    ['that it is there', (all) => all.toSpliced(1, 1), ['1 one', '3 three', '4 four'], /missing after number 1\b/],
  ])('a line that has lost %s is told and kept, and the others are read', async (_, change, left, message) => {
    disk.tamper(AUDIT, (bytes) => joined(change(lines(bytes))));
    const before = (await disk.read(AUDIT))!.toString();
    const again = await open();
    expect(warnings).toEqual([{ kind: 'damagedAudit', message: expect.stringMatching(message) }]);
    expect(await actionsIn(again)).toEqual(left);
    expect((await again.appendAudit(lineOf('five'))).number).toBe(5);
    expect((await disk.read(AUDIT))!.toString().startsWith(before)).toBe(true);
    expect(await actionsIn(await open())).toEqual([...left, '5 five']);
  });

  it('a line of five megabytes is rubbish like any other, and is not read again', async () => {
    disk.tamper(AUDIT, (bytes) => joined(lines(bytes).with(1, 'x'.repeat(5_000_000))));
    expect(await actionsIn(await open())).toEqual(['1 one', '3 three', '4 four']);
    expect(warnings).toMatchObject([{ kind: 'damagedAudit' }]);
  });
});

describe('a long audit', () => {
  const COUNT = 3000;
  beforeEach(async () => {
    for (let number = 1; number <= COUNT; number++) {
      await store.appendAudit(lineOf(number % 1000 === 0 ? 'seldom' : 'often', { target: `t${number % 7}` }));
    }
  });

  it('is not read whole for its newest lines, nor for those before a number', async () => {
    const size = (await disk.sizeOf(AUDIT))!;
    const again = await open(disk);
    let read = 0;
    const before = { ...disk };
    disk.readPart = (file, start, end) => {
      read += end - start;
      return before.readPart(file, start, end);
    };
    expect((await again.listAudit({ limit: 50 })).map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, i) => COUNT - i));
    expect((await again.listAudit({ limit: 50, before: 1501 }))[0]!.number).toBe(1500);
    expect(size).toBeGreaterThan(400_000);
    expect(read).toBeLessThan(300_000);
  });

  it('is the same, line by line, in pages of any size, before and after a restart', async () => {
    for (const each of [store, await open(disk.afterPowerCut('drops'))]) {
      const numbers: number[] = [];
      for (let before = COUNT + 1; ;) {
        const page = await each.listAudit({ before, limit: 170, target: 't3' });
        if (page.length === 0) break;
        numbers.push(...page.map(({ number }) => number));
        before = page.at(-1)!.number;
      }
      expect(numbers).toEqual(Array.from({ length: COUNT }, (_, i) => COUNT - i).filter((number) => number % 7 === 3));
      expect((await each.listAudit({ action: 'seldom', limit: 10 })).map(({ number }) => number)).toEqual([3000, 2000, 1000]);
    }
  });
});
