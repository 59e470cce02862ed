import { describe, expect, it } from '@jest/globals';
import type { AccountStore } from '../../src/store/account-ports.js';
import { openAccountFiles, type AccountFiles } from '../../src/store/lowdb/account-files.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { accountOf, lineOf, sessionOf, shownIn, tokenOf } from './account-samples.js';
import { seeded } from './seeded.js';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const open = (disk: SimulatedDisk): Promise<AccountFiles> => openAccountFiles({ directory: DIRECTORY, disk });

type Act = (store: AccountStore) => Promise<unknown>;

const writes =
  (action: string, length = 10): Act =>
  (store) =>
    store.appendAudit(lineOf(action, { detail: { text: 'ä'.repeat(length) } }));

/** The life of a small house: the first person, a second, what they do, and the end of the first. */
const SCRIPT: readonly Act[] = [
  writes('setup.opened'),
  (store) => store.commitAccounts({ setUpLink: { hash: 'x', expires: 'later' }, onlyIfNoAccounts: true }),
  writes('setup.used', 300),
  (store) => store.commitAccounts({ accounts: [accountOf('Maija')], setUpLink: null, onlyIfNoAccounts: true }),
  (store) => store.commitAccounts({ sessions: [sessionOf('a', 'Maija')] }),
  writes('account.added'),
  (store) => store.commitAccounts({ accounts: [accountOf('Liisa')], tokens: [tokenOf('1', 'Liisa')] }),
  (store) => store.commitAccounts({ accounts: [accountOf('Maija', { role: 'reader' })], removeSessionsOf: ['Maija'] }),
  writes('account.removed'),
  (store) => store.commitAccounts({ removeAccounts: ['Liisa'] }),
  writes('publication.replaced', 2000),
];

type Shown = Awaited<ReturnType<typeof shownIn>> & { readonly session: boolean };

const shown = async (store: AccountStore): Promise<Shown> => ({
  ...(await shownIn(store)),
  session: (await store.findSession('a')) !== undefined,
});

/** What is there after so many acts, as the memory has it. */
const shownAfter = async (acts: number): Promise<Shown> => {
  const memory = createMemoryAccountStore();
  for (const act of SCRIPT.slice(0, acts)) await act(memory);
  return shown(memory);
};

/** Acts until the disk stops it; how many acts were acknowledged. */
const live = async (disk: SimulatedDisk): Promise<number> => {
  let acknowledged = 0;
  try {
    const store = await open(disk);
    for (const act of SCRIPT) {
      await act(store);
      acknowledged++;
    }
  } catch (fault) {
    expect(fault).toMatchObject({ name: 'StoreError', code: 'unavailable' });
  }
  return acknowledged;
};

const countSteps = async (): Promise<number> => {
  const disk = createSimulatedDisk();
  expect(await live(disk)).toBe(SCRIPT.length);
  return disk.steps.length;
};

/** All that was acknowledged, and of what was under way all or nothing. */
const expectWhole = async (store: AccountStore, acknowledged: number): Promise<void> => {
  const [before, after] = [await shownAfter(acknowledged), await shownAfter(Math.min(acknowledged + 1, SCRIPT.length))];
  expect([before, after]).toContainEqual(await shown(store));
};

const AFTERMATHS: readonly (readonly [string, (disk: SimulatedDisk, step: number) => SimulatedDisk])[] = [
  ['the program is killed', (disk) => disk.afterKill()],
  ['the power is cut and nothing unsynced is left', (disk) => disk.afterPowerCut('drops')],
  ['the power is cut and all of it is left', (disk) => disk.afterPowerCut('keeps')],
  ...Array.from({ length: process.env['LONG'] ? 100 : 8 }, (_, seed): (typeof AFTERMATHS)[number] => [
    `the power is cut and some of it is left (seed ${seed})`,
    (disk, step) => disk.afterPowerCut(seeded(seed * 10_000 + step)),
  ]),
];

describe('accounts and audit, when they stop between any two steps of the disk', () => {
  it.each(AFTERMATHS)('have every acknowledged change and line whole, and nothing half, when %s', async (_, aftermath) => {
    const steps = await countSteps();
    expect(steps).toBeGreaterThan(60);
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      const acknowledged = await live(disk);
      const later = aftermath(disk, step);
      await expectWhole(await open(later), acknowledged);
      expect(later.files.filter((file) => file.endsWith('.new'))).toEqual([]);
    }
  });

  it('have what the next program read there after a power cut too', async () => {
    const steps = await countSteps();
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      await live(disk);
      const later = disk.afterKill();
      const read = await shown(await open(later));
      expect(await shown(await open(later.afterPowerCut('drops')))).toEqual(read);
    }
  });

  it('keep the key by which cookies were signed', async () => {
    const steps = await countSteps();
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      const [opened] = await Promise.allSettled([open(disk)]);
      if (opened.status === 'rejected') continue;
      const key = await opened.value.readCookieKey();
      await Promise.allSettled(SCRIPT.map((act) => act(opened.value)));
      expect(await (await open(disk.afterPowerCut('drops'))).readCookieKey()).toBe(key);
    }
  });
});

describe('a disk that fails under accounts and audit', () => {
  const FAULTS: readonly Fault[] = [
    { code: 'ENOSPC', when: 'before' },
    { code: 'EIO', when: 'before' },
    { code: 'EIO', when: 'after' },
  ];

  it.each(FAULTS)('once (%j) at any step refuses what was asked, shows what was there, and goes on to the same end', async (fault) => {
    const openings = createSimulatedDisk();
    await open(openings);
    const steps = await countSteps();
    for (let step = openings.steps.length; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.failAt(step, fault);
      const store = await open(disk);
      let refusals = 0;
      for (const [acts, act] of SCRIPT.entries()) {
        const [outcome] = await Promise.allSettled([act(store)]);
        if (outcome.status === 'fulfilled') continue;
        refusals++;
        expect(outcome.reason).toMatchObject({ name: 'StoreError', code: 'unavailable' });
        expect(await shown(store)).toEqual(await shownAfter(acts));
        await expectWhole(await open(disk.afterPowerCut(seeded(step))), acts);
        await act(store);
      }
      expect(refusals).toBe(1);
      expect(await shown(store)).toEqual(await shownAfter(SCRIPT.length));
      expect(await shown(await open(disk.afterPowerCut('drops')))).toEqual(await shownAfter(SCRIPT.length));
    }
  });

  it('at opening is told as such, and harms nothing', async () => {
    const lived = createSimulatedDisk();
    await live(lived);
    const opening = lived.afterKill();
    await open(opening);
    expect(opening.steps.length).toBeGreaterThan(5);
    for (let step = 0; step < opening.steps.length; step++) {
      const disk = lived.afterKill();
      disk.failAt(step, { code: 'EIO', when: 'before' });
      await expect(open(disk)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
      expect(await shown(await open(disk))).toEqual(await shownAfter(SCRIPT.length));
    }
  });
});
