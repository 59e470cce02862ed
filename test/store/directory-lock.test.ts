import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/platform/clock.js';
import { formatLockName, judgeHolder, lockDirectory, type LockHolder } from '../../src/store/lowdb/directory-lock.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { idOf, listAll, shown } from './samples.js';

let directory: string;
let programs: ChildProcess[];
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'store-'));
  programs = [];
});
afterEach(async () => {
  for (const program of programs) program.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

interface Acknowledged {
  readonly acknowledged: number;
  readonly now: number;
  readonly settled: number;
}

/** A real second process on the same directory. */
const startProgram = (offset = 0) => {
  const program = spawn(process.execPath, ['--import', 'tsx', 'test/store/committing-program.ts', directory, String(offset)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(program);
  const acknowledged: Acknowledged[] = [];
  const opened = new Promise<void>((resolve, reject) => {
    program.once('exit', () => reject(new Error('the program has ended')));
    createInterface(program.stdout).on('line', (line) => {
      const said = JSON.parse(line) as Partial<Acknowledged>;
      if (said.acknowledged === undefined) resolve();
      else acknowledged.push(said as Acknowledged);
    });
  });
  const kill = async (): Promise<readonly Acknowledged[]> => {
    const closed = once(program, 'close');
    program.kill('SIGKILL');
    await closed;
    return acknowledged;
  };
  return { program, opened, acknowledged, kill };
};

const open = (offset = 0) => openLowdbStore({ directory, wallClock: () => systemClock() + offset });
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('one process for one store', () => {
  it('refuses a second opening in the same process, and allows it after the first is closed', async () => {
    const first = await open();
    const second = open();
    await expect(second).rejects.toMatchObject({ name: 'StoreError', code: 'locked' });
    await expect(second).rejects.toThrow(directory);
    await expect(second).rejects.toThrow(new RegExp(`process ${process.pid} .*this very process`));
    await first.close();
    await (await open()).close();
    expect((await readdir(directory)).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('lets one of several openings at the same moment through', async () => {
    const outcomes = await Promise.allSettled([open(), open(), open()]);
    const stores = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(stores).toHaveLength(1);
    await stores[0]!.close();
  });

  it('refuses while another process lives, naming it, and takes over once that was killed', async () => {
    const { program, opened, kill } = startProgram();
    await opened;
    const refused = open();
    await expect(refused).rejects.toMatchObject({ code: 'locked' });
    await expect(refused).rejects.toThrow(new RegExp(`process ${program.pid} .*it is running`));
    await kill();
    const store = await open();
    await store.close();
    expect((await readdir(directory)).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('gives the lock back when the store cannot be opened', async () => {
    await writeFile(path.join(directory, 'manifest.json'), '');
    await expect(open()).rejects.toMatchObject({ code: 'damaged' });
    expect((await readdir(directory)).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('is not taken in by a lock of before a restart of the machine, nor by a process number that is used again', async () => {
    const stale: LockHolder = { pid: process.pid, started: '1', namespace: '1', boot: 'another-boot', host: os.hostname() };
    await writeFile(path.join(directory, formatLockName(stale)), '');
    await (await open()).close();
    expect((await readdir(directory)).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('refuses when the holder cannot be seen from here, naming the file to remove', async () => {
    const foreign: LockHolder = { pid: 7, started: '99', namespace: '5', boot: 'b', host: 'toinen kone' };
    await writeFile(path.join(directory, formatLockName(foreign)), '');
    await expect(open()).rejects.toThrow(/process 7 on toinen kone: .* remove the file "7~99~5~b~toinen%20kone\.lock"/);
  });

  const MINUTE = 60_000;
  it.each<readonly [string, number, boolean]>([
    ['a minute and a second ago is dead', MINUTE + 1000, true],
    ['just under a minute ago is alive', MINUTE - 5000, false],
    ['in the future, by a clock that is fast, is alive', -3 * MINUTE, false],
  ])('a holder in another container that touched its lock last %s', async (_, age, isFree) => {
    const foreign: LockHolder = { pid: 1, started: '99', namespace: '5', boot: 'b', host: '4f2a' };
    const file = path.join(directory, formatLockName(foreign));
    await writeFile(file, '');
    const touched = new Date(systemClock() - age);
    await utimes(file, touched, touched);
    const [outcome] = await Promise.allSettled([open()]);
    if (outcome.status === 'fulfilled') await outcome.value.close();
    else {
      expect(outcome.reason).toMatchObject({ name: 'StoreError', code: 'locked' });
      expect(String(outcome.reason)).toMatch(/gave a sign of life \d+ s ago.* 60 s/);
    }
    expect(outcome.status).toBe(isFree ? 'fulfilled' : 'rejected');
    expect((await readdir(directory)).includes(path.basename(file))).toBe(!isFree);
  });

  it('touches its lock for as long as it is open, and never after', async () => {
    const unlock = await lockDirectory(directory, { heartbeat: 20 });
    const [name] = await readdir(directory);
    const file = path.join(directory, name!);
    await utimes(file, 0, 0);
    while ((await stat(file)).mtimeMs < systemClock() - 2000) await pause(10);
    await unlock();
    await writeFile(file, '');
    await utimes(file, 0, 0);
    await pause(100);
    expect((await stat(file)).mtimeMs).toBe(0);
  });

  const self: LockHolder = { pid: 10, started: '100', namespace: '1', boot: 'a', host: 'x' };
  it.each<readonly [string, Partial<LockHolder>, string | undefined, string, number?]>([
    ['runs', { pid: 20, started: '50' }, '50', 'alive'],
    ['runs, though the system hides since when', { pid: 20, started: '50' }, '0', 'alive'],
    ['has ended', { pid: 20, started: '50' }, undefined, 'dead'],
    ['has ended and its number is another’s', { pid: 20, started: '50' }, '70', 'dead'],
    ['was there before the machine restarted', { boot: 'b' }, '100', 'dead'],
    ['is in another container', { namespace: '2' }, '100', 'unknown'],
    ['is on another machine', { boot: 'b', host: 'y' }, '100', 'unknown'],
    ['runs, though its timer is late', { pid: 20, started: '50' }, '50', 'alive', 10 * MINUTE],
    ['was in another container and is silent', { namespace: '2' }, '100', 'dead', MINUTE + 1],
    ['was on another machine and is silent', { boot: 'b', host: 'y' }, '100', 'dead', MINUTE + 1],
    ['is in another container and was late', { namespace: '2' }, '100', 'unknown', MINUTE],
  ])('judges a holder that %s', (_, change, start, verdict, silence = 0) => {
    expect(judgeHolder({ ...self, ...change }, self, start, silence)).toBe(verdict);
  });
});

describe('a program that is killed', () => {
  const kills = process.env['LONG'] ? 40 : 3;

  it('leaves every change that it acknowledged, whole, and bounds that go on', async () => {
    let last: Acknowledged = { acknowledged: 0, now: 0, settled: 0 };
    for (let kill = 0; kill < kills; kill++) {
      // Each program's clock is an hour behind the one's before.
      const offset = -3_600_000 * kill;
      const program = startProgram(offset);
      await program.opened;
      await pause(20 + ((kill * 137) % 400));
      const acknowledged = await program.kill();
      for (const each of acknowledged) {
        expect(each.now).toBeGreaterThanOrEqual(last.now);
        last = each;
      }
      const store = await open(offset - 1_800_000);
      const revision = (await store.findPublication(idOf(0)))?.revision ?? 0;
      expect([last.acknowledged, last.acknowledged + 1]).toContain(revision);
      const records = await listAll(store);
      expect(new Set(records.map(({ metadata }) => shown(metadata)))).toEqual(new Set(revision === 0 ? [] : [`<n>${revision}</n>`]));
      expect(records).toHaveLength(revision === 0 ? 0 : 20);
      const { settled } = await store.readBounds();
      expect(settled).toBeGreaterThanOrEqual(last.settled);
      last = { ...last, acknowledged: revision };
      await store.close();
    }
    expect(last.acknowledged).toBeGreaterThan(kills);
  });
});
