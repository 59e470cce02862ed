import { describe, expect, it } from '@jest/globals';
import { openAccountFiles } from '../../src/store/lowdb/account-files.js';
import { backUp } from '../../src/store/lowdb/back-up.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { restoreBackup } from '../../src/store/lowdb/restore-backup.js';
import { openRunFiles } from '../../src/store/lowdb/run-files.js';
import type { Store } from '../../src/store/ports.js';
import { accountOf, lineOf, sessionOf, tokenOf } from './account-samples.js';
import { runIdOf } from './harvest-samples.js';
import { fillDirectory } from './rich-store.js';
import { entriesOf, runOf } from './run-samples.js';
import { createTestClock, identifierOf, listAll, publicationOf, recordOf, shown, START, textOf, type TestClock } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const STORE = '/store';
const COPY = '/copies/one';
const IDS = [1, 2, 3];

const openStore = (disk: SimulatedDisk, wallClock: TestClock, directory = STORE): Promise<Store> =>
  openLowdbStore({ directory, disk, wallClock });

/** A change of several files: it is there as a whole when every part says its number. */
const commitNumber = (store: Store, number: number): Promise<unknown> =>
  store.commit({
    publications: IDS.map((id) => ({ publication: publicationOf(id, { year: number }), sawRevision: number - 1 })),
    records: IDS.map((id) => recordOf(identifierOf(id), { metadata: textOf(`<n>${number}</n>`) })),
  });

const numbersIn = async (store: Store): Promise<ReadonlySet<number>> => {
  const publications = await store.listPublications({ limit: 10 });
  const records = await listAll(store);
  expect([publications.length, records.length]).toEqual([IDS.length, IDS.length]);
  return new Set([
    ...publications.map(({ publication }) => publication.year!),
    ...records.map(({ metadata }) => Number(/\d+/.exec(shown(metadata)!)?.[0])),
  ]);
};

const numberIn = async (disk: SimulatedDisk, clock: TestClock): Promise<number> => {
  const store = await openStore(disk, clock);
  const numbers = await numbersIn(store);
  await store.close();
  expect(numbers.size).toBe(1);
  return [...numbers][0]!;
};

const prepared = async (): Promise<readonly [SimulatedDisk, TestClock]> => {
  const disk = createSimulatedDisk();
  const clock = createTestClock();
  const store = await openStore(disk, clock);
  await commitNumber(store, 1);
  await store.close();
  return [disk, clock];
};

const back = (disk: SimulatedDisk, clock: TestClock, to = COPY) => backUp({ directory: STORE, to, disk, wallClock: clock });
const restore = (disk: SimulatedDisk, clock: TestClock, accounts: 'kept' | 'taken' = 'kept', directory = STORE) =>
  restoreBackup({ directory, backup: COPY, accounts, disk, wallClock: clock });

describe('a backup', () => {
  it('is one state of the store, also while that changes all the time', async () => {
    const [disk, clock] = await prepared();
    const store = await openStore(disk, clock);
    let number = 1;
    // Each time that the backup reads a file, all files of the catalogue are replaced by others.
    const busy = {
      ...disk,
      read: async (file: string) => {
        if (number < 30) await commitNumber(store, (number += 1));
        return disk.read(file);
      },
    };
    const { files } = await backUp({ directory: STORE, to: COPY, disk: busy, wallClock: clock });
    expect(number).toBe(30);
    await store.close();
    await restore(disk, clock);
    expect(await numberIn(disk, clock)).toBe(30);
    expect(new Set(files.map(({ name }) => name.replace(/\.\d+\.json$/, ''))).size).toBe(files.length);
  });

  it('has everything that is kept, and comes back with it into an empty directory', async () => {
    const disk = createSimulatedDisk();
    const clock = createTestClock();
    await fillDirectory({ directory: STORE, disk }, clock);
    const { files } = await back(disk, clock);
    const kinds = new Set(files.map(({ name }) => name.replace(/\/.*/, '')));
    expect([...kinds].sort()).toEqual([
      'accounts.json',
      'audit.jsonl',
      'clock.json',
      'manifest.json',
      'notices.json',
      'runs',
      'shards',
      'ties.jsonl',
      'visits.json',
    ]);
    const restored = await restore(disk, clock, 'kept', '/new/place');
    expect(restored).toMatchObject({ accounts: 'taken', restamped: 8 });
    expect(restored.aside).toBeUndefined();
    const at = { directory: '/new/place', disk };
    const accounts = await openAccountFiles(at);
    expect((await accounts.listAccounts()).map(({ name }) => name)).toContain('Maija');
    expect(await accounts.listAudit({ limit: 9 })).toHaveLength(5);
    const runs = await openRunFiles(at);
    expect(await entriesOf(runs, runIdOf(1))).toHaveLength(3);
  });

  it('never has a run with half of its journal that waits for a person', async () => {
    const [disk, clock] = await prepared();
    const runs = await openRunFiles({ directory: STORE, disk });
    await runs.saveRun(runOf(1, { state: 'staged' }));
    for (const number of [1, 2, 3]) await runs.appendEntry(runIdOf(1), number, `page ${number}`);
    let isRejected = false;
    // Between the copying of the run and that of its journal a person rejects it.
    disk.onStep(async (step) => {
      if (isRejected || step !== 'read 000002.entry') return;
      isRejected = true;
      await runs.saveRun(runOf(1, { state: 'cancelled' }));
      await runs.removeEntries(runIdOf(1));
    });
    await back(disk, clock);
    expect(isRejected).toBe(true);
    await restore(disk, clock);
    const later = await openRunFiles({ directory: STORE, disk });
    expect(await later.findRun(runIdOf(1))).toMatchObject({ state: 'cancelled' });
    expect(await entriesOf(later, runIdOf(1))).toEqual([]);
  });

  it('goes to an empty place of its own, and is none before it is finished', async () => {
    const [disk, clock] = await prepared();
    await expect(back(disk, clock, `${STORE}/copy`)).rejects.toMatchObject({ code: 'conflict' });
    await expect(backUp({ directory: '/none', to: '/x', disk, wallClock: clock })).rejects.toMatchObject({ code: 'unavailable' });
    await back(disk, clock);
    await expect(back(disk, clock)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/not empty/) });
    disk.tamper(`${COPY}/backup.json`, () => undefined);
    await expect(restore(disk, clock)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/never finished/),
    });
  });
});

describe('a restore', () => {
  it('reaches every harvester: a new epoch, and stamps after all that the store ever gave', async () => {
    const [disk, clock] = await prepared();
    await back(disk, clock);
    clock.move(86_400);
    const store = await openStore(disk, clock);
    await commitNumber(store, 2);
    clock.move(2);
    const { now } = await store.readBounds();
    const { epoch } = await store.readInstallation();
    await store.close();
    clock.move(-90_000);
    const { aside } = await restore(disk, clock);
    const restored = await openStore(disk, clock);
    expect(await numbersIn(restored)).toEqual(new Set([1]));
    expect((await restored.readInstallation()).epoch).not.toBe(epoch);
    for (const { datestamp } of await listAll(restored)) expect(datestamp).toBeGreaterThanOrEqual(now);
    await restored.close();
    expect(disk.files).toContain(`${aside}/manifest.json`);
    expect(disk.files.filter((name) => name.includes('restoring'))).toEqual([]);
    expect(clock()).toBeLessThan(START);
  });

  it('leaves accounts and audit as they are, unless it is told otherwise or there are none; nobody is signed in then', async () => {
    const [disk, clock] = await prepared();
    const here = { directory: STORE, disk };
    const first = await openAccountFiles(here);
    await first.commitAccounts({
      accounts: [accountOf('Maija'), accountOf('Gone')],
      sessions: [sessionOf('s', 'Gone')],
      tokens: [tokenOf('t', 'Gone')],
    });
    await first.appendAudit(lineOf('login.succeeded'));
    await back(disk, clock);
    await first.commitAccounts({ removeAccounts: ['Gone'] });
    await first.appendAudit(lineOf('account.removed'));
    expect(await restore(disk, clock)).toMatchObject({ accounts: 'kept' });
    const kept = await openAccountFiles(here);
    expect((await kept.listAccounts()).map(({ name }) => name)).toEqual(['Maija']);
    expect(await restore(disk, clock, 'taken')).toMatchObject({ accounts: 'taken' });
    const taken = await openAccountFiles(here);
    expect((await taken.listAccounts()).map(({ name }) => name)).toEqual(['Gone', 'Maija']);
    expect(await taken.findSession('s')).toBeUndefined();
    expect(await taken.listAudit({ limit: 9 })).toHaveLength(2);
  });

  it('of a backup in which a byte is another, or a file is missing, changes nothing', async () => {
    const [disk, clock] = await prepared();
    const { files } = await back(disk, clock);
    const store = await openStore(disk, clock);
    await commitNumber(store, 2);
    await store.close();
    for (const file of ['backup.json', ...files.map(({ name }) => name)]) {
      for (const change of [
        (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === bytes.length - 3 ? byte ^ 1 : byte))),
        () => undefined,
      ]) {
        const other = disk.afterKill();
        other.tamper(`${COPY}/${file}`, change);
        await expect(restore(other, clock)).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining(file) });
        expect(await numberIn(other, clock)).toBe(2);
      }
    }
  });

  it('is refused while a service runs on the store', async () => {
    const [disk, clock] = await prepared();
    await back(disk, clock);
    const store = await openStore(disk, clock);
    await expect(restore(disk, clock)).rejects.toMatchObject({ code: 'locked' });
    await store.close();
  });

  it('that is stopped between any two steps of the disk leaves the store of before or the restored one, whole', async () => {
    const prepare = async (): Promise<readonly [SimulatedDisk, TestClock]> => {
      const [disk, clock] = await prepared();
      await back(disk, clock);
      clock.move(60);
      const store = await openStore(disk, clock);
      await commitNumber(store, 2);
      await store.close();
      return [disk.afterKill(), clock];
    };
    const [base, clock] = await prepare();
    const whole = base.afterKill();
    await restore(whole, clock);
    const found = new Set<number>();
    let turned = false;
    for (let step = 0; step < whole.steps.length; step++) {
      const disk = base.afterKill();
      disk.killAt(step);
      await restore(disk, clock).then(
        () => undefined,
        (fault: unknown) => expect(fault).toMatchObject({ name: 'StoreError' }),
      );
      for (const later of [disk.afterKill(), disk.afterPowerCut('drops'), disk.afterPowerCut('keeps')]) {
        const number = await numberIn(later, clock);
        found.add(number);
        expect([1, 2]).toContain(number);
        // Once more restores it in any case.
        if (step % 10 === 0) {
          await restore(later, clock);
          expect(await numberIn(later, clock)).toBe(1);
        }
      }
      const after = await numberIn(disk.afterKill(), clock);
      if (turned) expect(after).toBe(1);
      turned ||= after === 1;
    }
    expect(found).toEqual(new Set([1, 2]));
  });
});
