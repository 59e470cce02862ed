import { beforeEach, describe, expect, it } from '@jest/globals';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { formatManifest, sha256Of, type Manifest, type ShardFile } from '../../src/store/lowdb/manifest.js';
import { adoptBackup, restorePreviousGeneration } from '../../src/store/lowdb/restore.js';
import { shardOfLocalId, shardOfQuarantined, type ShardName } from '../../src/store/lowdb/shard.js';
import type { Store, StoreChange } from '../../src/store/ports.js';
import {
  harvestedOf,
  harvestsIn,
  linkOf,
  localIdOf,
  OAI,
  quarantinedOf,
  sourceChangeOf,
  SRU,
  theirIdentifierOf,
} from './harvest-samples.js';
import { createTestClock, identifierOf, listAll, publicationOf, recordOf, shown, textOf, type TestClock } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';

let disk: SimulatedDisk;
let clock: TestClock;
beforeEach(() => {
  disk = createSimulatedDisk();
  clock = createTestClock();
});

const open = (): Promise<Store> => openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
/** What a store that is opened, used and closed again says. */
const withStore = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
  const store = await open();
  const result = await use(store);
  await store.close();
  return result;
};
const commit = (change: StoreChange) => withStore((store) => store.commit(change));

const bytesOf = async (name: string): Promise<Buffer> => (await disk.read(`${DIRECTORY}/${name}`))!;
const filesAndBytes = async () =>
  Promise.all(disk.files.map(async (file) => [file, sha256Of(await bytesOf(file.slice(DIRECTORY.length + 1)))]));
const readManifest = async (name = 'manifest.json') =>
  JSON.parse((await bytesOf(name)).toString()) as { format: number; manifest: Manifest };
const writeManifest = (text: string, name = 'manifest.json'): void => disk.tamper(`${DIRECTORY}/${name}`, () => Buffer.from(text));

const PUBLISHED = {
  publications: [1, 2].map((id) => ({ publication: publicationOf(id), sawRevision: 0 })),
  records: [1, 2].map((id) => recordOf(identifierOf(id))),
};
const HARVESTED = {
  harvested: [harvestedOf(1), harvestedOf(1, { source: OAI }), harvestedOf(2, { state: 'deleted', aliases: [theirIdentifierOf(7)] })],
  quarantine: { put: [quarantinedOf(1), quarantinedOf(1, { source: OAI }), quarantinedOf(3)] },
  links: { put: [linkOf(1, 1), linkOf(1, 2), linkOf(2, 1)] },
  source: sourceChangeOf(0),
};

describe('harvests in the embedded store', () => {
  it.each<readonly [string, (disk: SimulatedDisk) => SimulatedDisk]>([
    ['was closed', (before) => before.afterKill()],
    ['was killed', (before) => before.afterKill()],
    ['lost its power, and with it all that was not synced', (before) => before.afterPowerCut('drops')],
    ['lost its power, and nothing else', (before) => before.afterPowerCut('keeps')],
  ])('are found again as they were when the program %s', async (how, aftermath) => {
    const store = await open();
    await store.commit({ ...PUBLISHED, ...HARVESTED });
    await store.commit({
      harvested: [harvestedOf(4, { received: '<r>\u0003\uD800</r>', title: '' })],
      quarantine: { remove: [quarantinedOf(3)] },
      links: { remove: [linkOf(1, 2)] },
      source: sourceChangeOf(0, { source: OAI }),
    });
    const kept = await harvestsIn(store);
    if (how === 'was closed') await store.close();
    disk = aftermath(disk);

    await withStore(async (again) => {
      expect(await harvestsIn(again)).toStrictEqual(kept);
      expect(kept).toMatchObject({ harvested: { length: 4 }, quarantined: { length: 2 }, links: { length: 2 } });
      expect([await again.countHarvested(SRU, 'live'), await again.countHarvested(SRU, 'deleted')]).toEqual([2, 1]);
      expect(await again.findHarvestedByIdentifier(SRU, theirIdentifierOf(7))).toEqual(HARVESTED.harvested[2]);
      expect(await again.listLinksOf(localIdOf(1))).toEqual([linkOf(1, 1)]);
    });
  });

  it('are found again whatever a library leaves empty, since a store that cannot be opened would be worse', async () => {
    const empty = { title: '', xml: '', contentHash: '', rawHash: '', because: '', harvestDate: '' };
    await commit({
      harvested: [harvestedOf(1, empty)],
      quarantine: { put: [quarantinedOf(1, { reason: '', xml: '', firstRun: '', lastRun: '' })] },
      links: { put: [linkOf(1, 1, { evidence: [], decidedBy: '' })] },
    });
    expect(await withStore(harvestsIn)).toMatchObject({ harvested: [empty], quarantined: [{ reason: '' }], links: [{ decidedBy: '' }] });
  });

  it.each([
    [0, 1],
    [1, 0],
  ])('find the same of two records with one identifier after a restart as before (order %i, %i)', async (...order) => {
    // Whichever file is read last, it must not be that one for its place.
    for (const numbers of [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ] as const) {
      const [live, gone] = [
        harvestedOf(numbers[order[0]]!, { aliases: ['x'] }),
        harvestedOf(numbers[order[1]]!, { state: 'retired', aliases: ['x'] }),
      ];
      const before = await withStore(async (store) => {
        await store.commit({ harvested: [live] });
        await store.commit({ harvested: [gone] });
        return store.findHarvestedByIdentifier(SRU, 'x');
      });
      expect(await withStore((store) => store.findHarvestedByIdentifier(SRU, 'x'))).toEqual(before);
      await commit({ harvested: [live, gone].map((record) => ({ ...record, aliases: [] })) });
    }
  });

  it('that come as they stand do not touch the disk', async () => {
    const store = await open();
    await store.commit({ ...PUBLISHED, ...HARVESTED });
    const { length } = disk.steps;
    const { source: _, ...again } = HARVESTED;
    await store.commit({ ...again, records: PUBLISHED.records, quarantine: { ...again.quarantine, remove: [quarantinedOf(404)] } });
    await store.commit({ links: { remove: [linkOf(404, 1)] }, seenSources: [{ source: SRU, revision: 1 }] });
    expect(disk.steps.slice(length)).toEqual([]);
  });

  it('that the source has overtaken do not touch the disk', async () => {
    const store = await open();
    await store.commit(HARVESTED);
    const { length } = disk.steps;
    await expect(store.commit({ ...HARVESTED, harvested: [harvestedOf(9)] })).rejects.toMatchObject({ code: 'conflict' });
    expect(disk.steps.slice(length)).toEqual([]);
  });

  it('write the shards of what changed, and none for a mark that moves', async () => {
    await commit({ ...PUBLISHED, ...HARVESTED });
    const shards = (): readonly string[] => disk.files.filter((file) => file.includes('/shards/'));
    const before = shards();
    await commit({ harvested: [harvestedOf(1, { title: 'Uusi nimi' })] });
    const written = shards().filter((file) => !before.includes(file));
    expect(written).toEqual([`${DIRECTORY}/shards/${shardOfLocalId(localIdOf(1))}.3.json`]);
    await commit({ source: sourceChangeOf(1) });
    expect(shards()).toEqual([...before, ...written].sort());
  });

  it('lie with the links of the same record, so that one change of it rewrites one file', async () => {
    await commit({
      harvested: [harvestedOf(1)],
      links: { put: [linkOf(1, 1), linkOf(1, 2)] },
      records: [recordOf(`oai:x:y/${localIdOf(1)}`)],
    });
    expect(disk.files.filter((file) => file.includes('/shards/'))).toHaveLength(1);
  });
});

describe('a store of before there were harvests', () => {
  /** As the first format has it: no sources in the manifest, no rows of harvests in the shards. */
  const asFormat1 = async (name: string): Promise<void> => {
    const { sources, ...manifest } = (await readManifest(name)).manifest;
    expect(sources).toEqual([]);
    const text = JSON.stringify(manifest);
    writeManifest(`{"format":1,"sha256":"${sha256Of(text)}","manifest":${text}}\n`, name);
  };
  const publishedIn = async (store: Store) => ({
    publications: await store.listPublications({ limit: 10 }),
    records: await listAll(store),
    installation: await store.readInstallation(),
  });
  const makeOld = async () => {
    await commit(PUBLISHED);
    clock.move(1);
    const kept = await withStore(async (store) => {
      await store.commit({ records: [recordOf(identifierOf(2), { deleted: true })] });
      return publishedIn(store);
    });
    await asFormat1('manifest.json');
    await asFormat1('manifest.previous.json');
    for (const file of disk.files.filter((each) => each.includes('/shards/'))) {
      const rows = JSON.parse((await disk.read(file))!.toString()) as object;
      expect(Object.keys(rows).sort()).toEqual(['items', 'publications', 'texts']);
    }
    return kept;
  };

  it('is opened with nothing lost, and is one of today’s with its next change', async () => {
    const kept = await makeOld();
    await withStore(async (store) => {
      expect(await publishedIn(store)).toEqual(kept);
      expect(await harvestsIn(store)).toEqual({ harvested: [], quarantined: [], links: [], sources: [SRU, OAI].map(unknown) });
      await store.commit(HARVESTED);
    });
    expect((await readManifest()).format).toBe(2);
    await withStore(async (store) => {
      expect(await publishedIn(store)).toEqual(kept);
      expect(await harvestsIn(store)).toMatchObject({ harvested: { length: 3 }, sources: [{ revision: 1 }, { revision: 0 }] });
    });
  });
  const unknown = (source: string) => ({ source, revision: 0, volumes: [] });

  it('is left as it is until something changes', async () => {
    await makeOld();
    const before = await filesAndBytes();
    await withStore(harvestsIn);
    expect(await filesAndBytes()).toEqual(before);
  });

  it('can be gone back to, before and after its first change', async () => {
    const kept = await makeOld();
    const old = disk.afterKill();
    await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk });
    expect((await withStore(publishedIn)).records.map(({ deleted }) => deleted)).toEqual([false, false]);

    disk = old;
    await commit(HARVESTED);
    await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk });
    expect((await withStore(publishedIn)).publications).toEqual(kept.publications);
    expect(await withStore(harvestsIn)).toMatchObject({ harvested: [], sources: [{ revision: 0 }, { revision: 0 }] });
  });

  it('can be adopted as a backup', async () => {
    await makeOld();
    expect(await adoptBackup({ directory: DIRECTORY, wallClock: clock, disk })).toEqual({ restamped: 2 });
    expect((await readManifest()).format).toBe(2);
    expect((await withStore(publishedIn)).records).toHaveLength(2);
  });

  it.each<readonly [string, () => Promise<void>]>([
    [
      'a format that never was',
      async () => writeManifest((await bytesOf('manifest.json')).toString().replace('{"format":1,', '{"format":0,')),
    ],
    [
      'today’s format without what belongs to it',
      async () => writeManifest((await bytesOf('manifest.json')).toString().replace('{"format":1,', '{"format":2,')),
    ],
    ['another checksum', async () => writeManifest((await bytesOf('manifest.json')).toString().replace('"clockMark":1', '"clockMark":2'))],
  ])('is not what a manifest of %s is', async (_, harm) => {
    await makeOld();
    await harm();
    await expect(open()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/manifest\.json is cut short or altered/),
    });
  });
});

describe('a row of a harvest behind a checksum that is right', () => {
  /** Alters the rows of one shard as a fault of ours would: the manifest vouches for what came of it. */
  const alterShard = async (shard: ShardName, alter: (rows: Readonly<Record<string, never[]>>) => object): Promise<string> => {
    const { manifest } = await readManifest();
    const { name } = manifest.files.find((file) => file.shard === shard)!;
    const bytes = Buffer.from(JSON.stringify(alter(JSON.parse((await bytesOf(`shards/${name}`)).toString()) as Record<string, never[]>)));
    disk.tamper(`${DIRECTORY}/shards/${name}`, () => bytes);
    const files = manifest.files.map((file): ShardFile =>
      file.shard === shard ? { ...file, bytes: bytes.length, sha256: sha256Of(bytes) } : file,
    );
    writeManifest(formatManifest({ ...manifest, files }));
    return name;
  };
  const LOCAL = shardOfLocalId(localIdOf(1));
  const QUARANTINED = shardOfQuarantined(theirIdentifierOf(1));

  it.each<readonly [string, RegExp, ShardName, string, (rows: never[]) => unknown]>([
    ['harvested records are no list', /has no list where its harvested records should be/, LOCAL, 'harvested', () => ({})],
    ['quarantined records are no list', /has no list where its quarantined records should be/, QUARANTINED, 'quarantined', () => 'none'],
    ['links are no list', /has no list where its links should be/, LOCAL, 'links', () => null],
    ['a harvested record is none', /implausible harvested record after 2 good ones/, LOCAL, 'harvested', (rows) => [...rows, null]],
    [
      'a harvested record has no text of its own',
      /implausible harvested/,
      LOCAL,
      'harvested',
      () => [{ ...harvestedOf(1), xml: undefined }],
    ],
    ['a harvested record has an empty localId', /implausible harvested/, LOCAL, 'harvested', () => [harvestedOf(1, { localId: '' })]],
    [
      'a harvested record has aliases that are no list',
      /implausible harvested/,
      LOCAL,
      'harvested',
      () => [{ ...harvestedOf(1), aliases: 'x' }],
    ],
    [
      'a harvested record has an alias that is no text',
      /implausible harvested/,
      LOCAL,
      'harvested',
      () => [{ ...harvestedOf(1), aliases: [7] }],
    ],
    ['a harvested record was missed a negative time', /implausible harvested/, LOCAL, 'harvested', () => [harvestedOf(1, { missed: -1 })]],
    [
      'a harvested record is in a state that is none',
      /implausible harvested/,
      LOCAL,
      'harvested',
      () => [{ ...harvestedOf(1), state: 'lost' }],
    ],
    ['a quarantined record is none', /implausible quarantined record after 0 good ones/, QUARANTINED, 'quarantined', () => [7]],
    [
      'a quarantined record has no count of runs',
      /implausible quarantined record/,
      QUARANTINED,
      'quarantined',
      () => [{ ...quarantinedOf(1), runs: null }],
    ],
    ['a link is none', /implausible link after 1 good ones/, LOCAL, 'links', ([first]) => [first, []]],
    ['a link has no evidence', /implausible link/, LOCAL, 'links', () => [{ ...linkOf(1, 1), evidence: undefined }]],
    ['a link has a status that is none', /implausible link/, LOCAL, 'links', () => [{ ...linkOf(1, 1), status: 'perhaps' }]],
    ['a harvested record is there twice', /has harvested record fi-melinda\.1 library twice/, LOCAL, 'harvested', ([one]) => [one, one]],
    ['a quarantined record is there twice', /has quarantined record .*:1 twice/, QUARANTINED, 'quarantined', (rows) => [...rows, ...rows]],
    [
      'a link is there twice',
      /has link fi-melinda\.1 2012-1 twice/,
      LOCAL,
      'links',
      (rows) => [...rows, linkOf(1, 1, { status: 'review' })],
    ],
    [
      'a harvested record is in the wrong file',
      /should not have fi-melinda\.2 library/,
      LOCAL,
      'harvested',
      (rows) => [...rows, harvestedOf(2)],
    ],
    ['a quarantined record is in the wrong file', /should not have library oai:.*:2/, QUARANTINED, 'quarantined', () => [quarantinedOf(2)]],
    ['a link is in the wrong file', /should not have fi-melinda\.2 2012-1/, LOCAL, 'links', () => [linkOf(2, 1)]],
  ])('is found when %s: the file is named, and nothing is changed', async (_, message, shard, list, alter) => {
    await commit(HARVESTED);
    const name = await alterShard(shard, (rows) => ({ ...rows, [list]: alter(rows[list]!) }));
    const before = await filesAndBytes();
    const opening = open();
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(`shards/${name}`);
    expect(await filesAndBytes()).toEqual(before);
  });
});

describe('harvests in a generation that is gone back to', () => {
  const SECOND_RUN: StoreChange = {
    records: [recordOf(identifierOf(1), { metadata: textOf('<second/>') })],
    harvested: [harvestedOf(1, { state: 'deleted', title: 'Uusi nimi' }), harvestedOf(5)],
    quarantine: { put: [quarantinedOf(5)], remove: [quarantinedOf(1), quarantinedOf(3)] },
    links: { put: [linkOf(5, 1)], remove: [linkOf(1, 1)] },
    source: sourceChangeOf(1),
  };

  it('are all of that generation: records, ties, quarantine and mark', async () => {
    await commit({ ...PUBLISHED, ...HARVESTED });
    const kept = await withStore(harvestsIn);
    clock.move(60);
    await commit(SECOND_RUN);
    expect(await withStore(harvestsIn)).not.toEqual(kept);

    expect(await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk })).toMatchObject({ restamped: 1 });
    await withStore(async (store) => {
      // Its revision is none that was ever given out, so that nothing fetched for a lost one is taken for one of these.
      expect(await harvestsIn(store)).toStrictEqual(atRevision(kept, 3));
      expect([await store.countHarvested(SRU, 'live'), await store.countHarvested(SRU, 'deleted')]).toEqual([1, 1]);
      expect((await listAll(store)).map(({ metadata }) => shown(metadata))).not.toContain('<second/>');
    });
    // The next run finds its source as the generation knows it, and brings what was lost.
    await commit({ ...SECOND_RUN, source: sourceChangeOf(3) });
    expect(await withStore(harvestsIn)).toMatchObject({ harvested: { length: 4 }, sources: [{ revision: 4 }, { revision: 0 }] });
  });

  it('have no mark that is ahead of their records, however often it moved alone', async () => {
    await commit({ ...PUBLISHED, ...HARVESTED });
    const kept = await withStore(harvestsIn);
    await commit(SECOND_RUN);
    await commit({ source: sourceChangeOf(2) });
    await commit({ source: sourceChangeOf(3) });
    await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk });
    expect(await withStore(harvestsIn)).toStrictEqual(atRevision(kept, 5));
  });

  it('are found where only they have changed, and nothing that harvesters of ours have seen', async () => {
    await commit({ ...PUBLISHED, ...HARVESTED });
    const { records: _, ...unseen } = SECOND_RUN;
    await commit(unseen);
    await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk });
    expect(await withStore(harvestsIn)).toMatchObject({ harvested: { length: 3 }, sources: [{ revision: 3 }, { revision: 0 }] });
  });

  it('stay as they are when a backup is adopted', async () => {
    await commit({ ...PUBLISHED, ...HARVESTED });
    await commit(SECOND_RUN);
    const kept = await withStore(harvestsIn);
    clock.move(3600);
    expect(await adoptBackup({ directory: DIRECTORY, wallClock: clock, disk })).toEqual({ restamped: 2 });
    expect(await withStore(harvestsIn)).toStrictEqual(kept);
    await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk });
    expect(await withStore(harvestsIn)).toStrictEqual(atRevision(kept, 3));
  });
});

type Harvests = Awaited<ReturnType<typeof harvestsIn>>;

const atRevision = (harvests: Harvests, revision: number): Harvests => ({
  ...harvests,
  sources: harvests.sources.map((state) => (state.source === SRU ? { ...state, revision } : state)),
});
