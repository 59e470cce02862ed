import { cp, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { adoptBackup, restorePreviousGeneration } from '../../src/store/lowdb/restore.js';
import type { Store } from '../../src/store/ports.js';
import { createTestClock, identifierOf, listAll, publicationOf, recordOf, shown, START, textOf, type TestClock } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DAY = 86_400;

/** A catalogue of three items, one of them deleted, in two formats. */
const fill = async (store: Store): Promise<void> => {
  const contentsOf = (id: number) => [
    recordOf(identifierOf(id), { metadata: textOf('<n>1</n>') }),
    recordOf(identifierOf(id), { metadataPrefix: 'marcxml', metadata: textOf('<m>1</m>') }),
  ];
  await store.commit({
    publications: [1, 2, 3].map((id) => ({ publication: publicationOf(id), sawRevision: 0 })),
    records: [1, 2, 3].flatMap(contentsOf),
    installation: { renderedWith: 'v1' },
  });
  await store.commit({ records: contentsOf(3).map((content) => ({ ...content, deleted: true })) });
};
const RECORDS = 6;

describe('a backup put in the place of the store', () => {
  let parent: string;
  let directory: string;
  let backup: string;
  let clock: TestClock;
  beforeEach(async () => {
    parent = await mkdtemp(path.join(os.tmpdir(), 'store-'));
    directory = path.join(parent, 'data');
    backup = path.join(parent, 'backup');
    clock = createTestClock();
  });
  afterEach(() => rm(parent, { recursive: true }));
  const withStore = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
    const store = await openLowdbStore({ directory, wallClock: clock });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  const putBack = async (): Promise<void> => {
    await rm(directory, { recursive: true });
    await cp(backup, directory, { recursive: true });
  };

  it('reaches every harvester that has seen a later state, once it is adopted', async () => {
    await withStore(fill);
    await cp(directory, backup, { recursive: true });
    clock.move(DAY);
    const seen = await withStore(async (store) => {
      await store.commit({ records: [recordOf(identifierOf(1), { metadata: textOf('<n>2</n>') }), recordOf(identifierOf(9))] });
      clock.move(1);
      return { ...(await store.readBounds()), installation: await store.readInstallation() };
    });
    clock.move(3600);
    await putBack();

    expect(await adoptBackup({ directory, wallClock: clock })).toEqual({ restamped: RECORDS });

    await withStore(async (store) => {
      const fetched = await listAll(store, { from: seen.now });
      expect(fetched.map(({ identifier, deleted, metadata }) => [identifier, deleted, shown(metadata)])).toEqual([
        [identifierOf(1), false, '<n>1</n>'],
        [identifierOf(2), false, '<n>1</n>'],
        [identifierOf(3), true, undefined],
      ]);
      expect(await listAll(store, { from: seen.now, metadataPrefix: 'marcxml' })).toHaveLength(3);
      const stamps = new Set(fetched.map(({ datestamp }) => datestamp));
      expect([...stamps]).toEqual([START / 1000 + DAY + 1 + 3600]);
      const { epoch, ...installation } = await store.readInstallation();
      expect(seen.installation).toMatchObject(installation);
      expect(epoch).not.toBe(seen.installation.epoch);
      expect(await store.listPublications({ limit: 9 })).toHaveLength(3);
      // Only the lost state had it: nothing remembers that it ever was.
      expect(await store.findRecord(identifierOf(9), 'oai_dc')).toBeUndefined();
      expect((await store.readBounds()).now).toBeGreaterThanOrEqual(START / 1000 + DAY + 3601);
    });
  });

  it('is never stamped before what it says itself, where the machine’s clock is behind', async () => {
    const { now } = await withStore(async (store) => {
      await fill(store);
      return store.readBounds();
    });
    clock.move(-3600);
    await adoptBackup({ directory, wallClock: clock });
    const stamps = await withStore(async (store) => (await listAll(store)).map(({ datestamp }) => datestamp));
    expect(Math.min(...stamps)).toBeGreaterThanOrEqual(now);
  });

  it('can be given up again for the state in which it lay there', async () => {
    await withStore(fill);
    await adoptBackup({ directory, wallClock: clock });
    clock.move(10);
    expect(await restorePreviousGeneration({ directory, wallClock: clock })).toMatchObject({ restamped: RECORDS });
    expect(await withStore((store) => listAll(store))).toHaveLength(3);
  });

  it('is refused while a service runs on it, where it is damaged, and where there is none, and is left as it is', async () => {
    await withStore(async (store) => {
      await fill(store);
      await expect(adoptBackup({ directory, wallClock: clock })).rejects.toMatchObject({ name: 'StoreError', code: 'locked' });
    });
    const [shard] = (await readdir(path.join(directory, 'shards'))).sort();
    const manifest = await readFile(path.join(directory, 'manifest.json'), 'utf8');
    await truncate(path.join(directory, 'shards', shard!), 5);
    await expect(adoptBackup({ directory, wallClock: clock })).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    expect(await readFile(path.join(directory, 'manifest.json'), 'utf8')).toBe(manifest);
    await expect(adoptBackup({ directory: path.join(parent, 'none'), wallClock: clock })).rejects.toMatchObject({ code: 'unavailable' });
    const empty = await mkdtemp(path.join(parent, 'empty-'));
    await expect(adoptBackup({ directory: empty, wallClock: clock })).rejects.toThrow(/manifest\.json is missing.*Put the backup/);
    expect(await readdir(empty)).toEqual([]);
  });
});

describe('an adoption that stops between any two steps of the disk', () => {
  const DIRECTORY = '/store';
  const prepare = async (): Promise<readonly [SimulatedDisk, TestClock]> => {
    const disk = createSimulatedDisk();
    const clock = createTestClock();
    const store = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    await fill(store);
    await store.close();
    clock.move(DAY);
    return [disk.afterKill(), clock];
  };
  const shownIn = async (disk: SimulatedDisk, clock: TestClock) => {
    const store = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    const { epoch } = await store.readInstallation();
    const records = [...(await listAll(store)), ...(await listAll(store, { metadataPrefix: 'marcxml' }))];
    await store.close();
    expect(records).toHaveLength(RECORDS);
    return { epoch, areNew: records.map(({ datestamp }) => datestamp >= START / 1000 + DAY) };
  };

  it('has happened as a whole or not at all, and can be done again', async () => {
    const [whole, wholeClock] = await prepare();
    await adoptBackup({ directory: DIRECTORY, wallClock: wholeClock, disk: whole });
    const verdicts = new Set<boolean>();
    for (let step = 0; step < whole.steps.length; step++) {
      const [disk, clock] = await prepare();
      const { epoch } = await shownIn(disk.afterKill(), clock);
      disk.killAt(step);
      await expect(adoptBackup({ directory: DIRECTORY, wallClock: clock, disk })).rejects.toMatchObject({ code: 'unavailable' });
      for (const later of [disk.afterKill(), disk.afterPowerCut('drops'), disk.afterPowerCut('keeps')]) {
        const found = await shownIn(later, clock);
        const isAdopted = found.epoch !== epoch;
        verdicts.add(isAdopted);
        expect(found.areNew).toEqual(Array.from({ length: RECORDS }, () => isAdopted));
        await adoptBackup({ directory: DIRECTORY, wallClock: clock, disk: later });
        expect((await shownIn(later, clock)).areNew).not.toContain(false);
      }
    }
    expect(verdicts).toEqual(new Set([false, true]));
  });
});
