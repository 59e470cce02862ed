import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { formatManifest, sha256Of, type Manifest } from '../../src/store/lowdb/manifest.js';
import { restorePreviousGeneration } from '../../src/store/lowdb/restore.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import type { Store } from '../../src/store/ports.js';
import {
  createTestClock,
  idOf,
  identifierOf,
  listAll,
  namesIn,
  publicationOf,
  recordOf,
  shown,
  START,
  textOf,
  type TestClock,
} from './samples.js';

let directory: string;
let clock: TestClock;
let warnings: StoreWarning[];
let stores: Store[];
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'store-'));
  clock = createTestClock();
  warnings = [];
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await rm(directory, { recursive: true });
});

const open = async (where = directory): Promise<Store> => {
  const store = await openLowdbStore({ directory: where, wallClock: clock, onWarning: (warning) => warnings.push(warning) });
  stores.push(store);
  return store;
};
const commitNumber = (store: Store, number: number): Promise<unknown> =>
  store.commit({
    publications: [1, 2, 3].map((id) => ({ publication: publicationOf(id, { year: number }), sawRevision: number - 1 })),
    records: [1, 2, 3].map((id) => recordOf(identifierOf(id), { metadata: textOf(`<n>${number}</n>`) })),
  });
/** A closed store of two changes: it has a previous generation. */
const makeStore = async (): Promise<void> => {
  const store = await open();
  await commitNumber(store, 1);
  clock.move(1);
  await commitNumber(store, 2);
  await store.close();
};
const fileOf = (name: string): string => path.join(directory, name);
const readManifest = async (name = 'manifest.json'): Promise<Manifest> =>
  (JSON.parse(await readFile(fileOf(name), 'utf8')) as { manifest: Manifest }).manifest;
const someShard = async (): Promise<string> => fileOf(`shards/${(await readManifest()).files[1]!.name}`);
const flipByte = async (file: string): Promise<void> => {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(file, bytes);
};
const filesAndBytes = async (): Promise<unknown> => {
  const names = (await readdir(directory, { recursive: true })).sort();
  return Promise.all(
    names.map(async (name) => [name, (await stat(fileOf(name))).isFile() ? sha256Of(await readFile(fileOf(name))) : 'directory']),
  );
};

describe('the embedded store on its disk', () => {
  it('is found again as it was left', async () => {
    const first = await open();
    await commitNumber(first, 1);
    await first.commit({ statements: [{ kind: 'accessibility', text: 'Vanhat', beforeYear: 2018 }], installation: { renderedWith: 'v1' } });
    const about = [textOf('<rights/>')];
    const marcxml = recordOf(identifierOf(1), { metadataPrefix: 'marcxml', metadata: textOf('<m>€ ä 😀</m>'), about });
    await first.commit({ records: [recordOf(identifierOf(2), { deleted: true }), marcxml, { ...marcxml, metadataPrefix: 'marc21' }] });
    const kept = await Promise.all([
      listAll(first),
      first.listRecordsOf(identifierOf(1)),
      first.listPublications({ limit: 9 }),
      first.listStatements(),
      first.readInstallation(),
    ]);
    await first.close();
    const second = await open();
    expect(
      await Promise.all([
        listAll(second),
        second.listRecordsOf(identifierOf(1)),
        second.listPublications({ limit: 9 }),
        second.listStatements(),
        second.readInstallation(),
      ]),
    ).toEqual(kept);
    expect(warnings).toEqual([]);
  });

  it('makes its directory, for its owner only', async () => {
    const nested = fileOf('a/b');
    const store = await open(nested);
    await commitNumber(store, 1);
    const names = await readdir(nested, { recursive: true });
    expect(names.length).toBeGreaterThan(5);
    for (const name of ['.', ...names]) {
      const found = await stat(path.join(nested, name));
      expect([name, (found.mode & 0o777).toString(8)]).toEqual([name, found.isDirectory() ? '700' : '600']);
    }
  });

  it('writes the shards of what changed, and keeps those of one generation before', async () => {
    const store = await open();
    await commitNumber(store, 1);
    expect((await readdir(fileOf('shards'))).map((name) => name.replace(/^.../, '')).sort()).toEqual(['2.json', '2.json', '2.json']);
    await store.commit({ records: [recordOf(identifierOf(1), { deleted: true })] });
    expect((await readdir(fileOf('shards'))).map((name) => name.replace(/^.../, '')).sort()).toEqual([
      '2.json',
      '2.json',
      '2.json',
      '3.json',
    ]);
    await store.commit({ records: [recordOf(identifierOf(2), { deleted: true })] });
    expect((await readdir(fileOf('shards'))).map((name) => name.replace(/^.../, '')).sort()).toEqual([
      '2.json',
      '2.json',
      '3.json',
      '4.json',
    ]);
  });

  it('keeps the generation whose shards are others, whatever was changed after it that is in no shard', async () => {
    const store = await open();
    expect(await readdir(directory)).not.toContain('manifest.previous.json');
    await commitNumber(store, 1);
    await commitNumber(store, 2);
    const previous = await readFile(fileOf('manifest.previous.json'), 'utf8');
    await store.commit({ installation: { renderedWith: 'v1' } });
    await store.commit({ statements: [{ kind: 'accessibility', text: 'Vanhat', beforeYear: 2018 }] });
    expect(await readFile(fileOf('manifest.previous.json'), 'utf8')).toBe(previous);
    await store.close();
    const again = await open();
    await again.commit({ installation: { renderedWith: 'v2' } });
    expect(await readFile(fileOf('manifest.previous.json'), 'utf8')).toBe(previous);
    await again.close();

    await truncate(await someShard(), 10);
    await restorePreviousGeneration({ directory, wallClock: clock });
    expect((await (await open()).findPublication(idOf(1)))?.publication.year).toBe(1);
  });

  it('has a generation to go back to after its very first change, also one that is in no shard', async () => {
    const first = await open();
    await first.commit({ installation: { renderedWith: 'v1' } });
    await first.close();
    await open();
    expect(warnings).toEqual([]);
    expect((await readManifest('manifest.previous.json')).installation.renderedWith).toBeUndefined();
  });

  it('writes a text once that several records share', async () => {
    const text = textOf(`<marc>${'x'.repeat(5000)}</marc>`);
    const store = await open();
    const prefixes = ['marcxml', 'marc21'];
    await store.commit({ records: prefixes.map((metadataPrefix) => recordOf(identifierOf(1), { metadataPrefix, metadata: text })) });
    expect((await stat(await someShardOf(store))).size).toBeLessThan(6000);
  });
  const someShardOf = async (_: Store): Promise<string> => fileOf(`shards/${(await readManifest()).files[0]!.name}`);

  it('does not touch the disk for a change that changes nothing', async () => {
    const store = await open();
    await commitNumber(store, 1);
    const before = await filesAndBytes();
    await store.commit({ records: [recordOf(identifierOf(1), { metadata: textOf('<n>1</n>') })] });
    expect(await filesAndBytes()).toEqual(before);
  });

  it('goes on with its datestamps after a restart on a machine whose clock was set back', async () => {
    const first = await open();
    clock.move(600);
    await commitNumber(first, 1);
    const before = await first.readBounds();
    await first.close();
    clock.move(-3600);
    const second = await open();
    expect(await second.readBounds()).toEqual(before);
    expect(warnings.map(({ kind }) => kind)).toEqual(['clockAhead']);
    clock.move(10);
    expect((await second.readBounds()).now).toBe(before.now + 5);
    expect(warnings).toHaveLength(1);
  });

  it('does not begin ahead of the clock after it was closed', async () => {
    const first = await open();
    await first.readBounds();
    await first.close();
    const second = await open();
    expect((await second.readBounds()).now).toBe(START / 1000);
  });

  it('removes what a change that never ended has left', async () => {
    await makeStore();
    const before = await filesAndBytes();
    await writeFile(fileOf('shards/00.9.json'), '{"publications":[');
    await writeFile(fileOf('manifest.json.new'), '{');
    await (await open()).close();
    expect(await filesAndBytes()).toEqual(before);
  });

  it('leaves alone what is not its own', async () => {
    await writeFile(fileOf('README'), 'mine');
    await makeStore();
    await writeFile(fileOf('shards/notes.txt'), 'mine too');
    await open();
    expect(await readFile(fileOf('README'), 'utf8')).toBe('mine');
    expect(await readFile(fileOf('shards/notes.txt'), 'utf8')).toBe('mine too');
  });
});

describe('damage', () => {
  const rewriteShard = async (change: (rows: Record<string, never[]>) => unknown): Promise<void> => {
    const manifest = await readManifest();
    const file = manifest.files[1]!;
    const rows = JSON.parse(await readFile(fileOf(`shards/${file.name}`), 'utf8')) as Record<string, never[]>;
    const bytes = Buffer.from(JSON.stringify(change(rows)));
    await writeFile(fileOf(`shards/${file.name}`), bytes);
    const files = manifest.files.map((each) => (each === file ? { ...each, bytes: bytes.length, sha256: sha256Of(bytes) } : each));
    await writeFile(fileOf('manifest.json'), formatManifest({ ...manifest, files }));
  };

  it.each<readonly [string, RegExp, () => Promise<unknown>]>([
    ['a shard is cut short', /shards\/..\.3\.json has 100 bytes instead of \d+/, async () => truncate(await someShard(), 100)],
    ['a shard is empty', /shards\/..\.3\.json has 0 bytes/, async () => truncate(await someShard(), 0)],
    ['a byte of a shard is flipped', /shards\/..\.3\.json .*checksum/, async () => flipByte(await someShard())],
    ['a shard is missing', /shards\/..\.3\.json is missing/, async () => unlink(await someShard())],
    [
      'a shard is another',
      /shards\/..\.3\.json/,
      async () => copyFile(fileOf(`shards/${(await readManifest()).files[0]!.name}`), await someShard()),
    ],
    ['a shard does not hold rows', /does not hold the rows of a shard/, () => rewriteShard(() => ({ publications: 1 }))],
    ['a text is none', /has a text that is none/, () => rewriteShard((rows) => ({ ...rows, texts: [5] }))],
    ['a publication is none', /implausible publication/, () => rewriteShard((rows) => ({ ...rows, publications: [{ revision: 0 }] }))],
    [
      'a publication is in the wrong shard',
      /should not have publication 2012-77/,
      () => rewriteShard((rows) => ({ ...rows, publications: [{ publication: publicationOf(77), revision: 1 }] })),
    ],
    [
      'an item is there twice',
      /should not have item oai:.*twice/,
      () => rewriteShard(({ items, ...rows }) => ({ ...rows, items: [...items!, ...items!] })),
    ],
    [
      'a record has a datestamp of the future',
      /implausible record of oai:/,
      () =>
        rewriteShard(({ items, ...rows }) => ({
          ...rows,
          items: JSON.parse(JSON.stringify(items).replace(/"datestamp":\d+/, '"datestamp":9999999999')) as unknown,
        })),
    ],
    ['a record has no rendered text', /implausible record of oai:/, () => rewriteShard((rows) => ({ ...rows, texts: [] }))],
    ['the manifest is empty', /manifest\.json is empty/, () => truncate(fileOf('manifest.json'), 0)],
    ['the manifest is cut short', /manifest\.json is cut short/, () => truncate(fileOf('manifest.json'), 300)],
    ['a byte of the manifest is flipped', /manifest\.json is cut short or altered/, () => flipByte(fileOf('manifest.json'))],
    [
      'the manifest is another program’s',
      /manifest\.json is cut short or altered/,
      () => writeFile(fileOf('manifest.json'), '{"name":"a web app"}'),
    ],
    ['the manifest is missing', /manifest\.json is missing, though there are files of a store/, () => unlink(fileOf('manifest.json'))],
    [
      'shards are there and nothing else',
      /manifest\.json is missing/,
      async () => {
        for (const name of ['manifest.json', 'manifest.previous.json', 'clock.json']) await unlink(fileOf(name));
      },
    ],
    [
      'the clock is altered',
      /clock\.json does not hold one time twice.*remove this file/,
      () => writeFile(fileOf('clock.json'), '{"ceiling":17}'),
    ],
    ['the clock is empty', /clock\.json/, () => truncate(fileOf('clock.json'), 0)],
  ])('is found when %s: named, with a way out, and nothing is changed', async (_, message, harm) => {
    await makeStore();
    await harm();
    const before = await filesAndBytes();
    const opening = open();
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(directory);
    expect(await filesAndBytes()).toEqual(before);
  });

  it('does not make an empty store of one whose only file left is the previous manifest', async () => {
    await makeStore();
    await rm(fileOf('shards'), { recursive: true });
    await unlink(fileOf('manifest.json'));
    await expect(open()).rejects.toMatchObject({ code: 'damaged' });
  });

  it.each(['manifest.json', 'manifest.previous.json'])(
    'is not what a %s of a later version is: that version is asked for',
    async (name) => {
      await makeStore();
      await writeFile(fileOf(name), '{"format":3,"anything":"else"}');
      await expect(open()).rejects.toMatchObject({ code: 'newer' });
      await expect(open()).rejects.toThrow(/is of format 3, .* reads up to 2/);
    },
  );

  it('of the previous generation is told, and hinders nothing', async () => {
    await makeStore();
    await truncate(fileOf('manifest.previous.json'), 5);
    expect(await namesIn(await open())).toHaveLength(3);
    expect(warnings.map(({ kind }) => kind)).toEqual(['previousGeneration']);
  });

  it('of a lost clock is told; the store goes on from its newest change', async () => {
    await makeStore();
    await unlink(fileOf('clock.json'));
    clock.move(-3600);
    const { now } = await (await open()).readBounds();
    expect(warnings.map(({ kind }) => kind)).toEqual(['clockLost', 'clockAhead']);
    expect(now).toBeGreaterThan(START / 1000);
  });

  it('can be left behind by putting the files in place that the message names', async () => {
    await makeStore();
    await truncate(await someShard(), 10);
    await expect(open()).rejects.toThrow(/put manifest\.previous\.json in the place of manifest\.json/);
    await copyFile(fileOf('manifest.previous.json'), fileOf('manifest.json'));
    expect((await (await open()).findPublication(idOf(1)))?.publication.year).toBe(1);
  });

  it('of a file that both generations need leaves only the backup', async () => {
    const store = await open();
    await commitNumber(store, 1);
    await store.commit({ records: [recordOf(identifierOf(1), { deleted: true })] });
    await store.close();
    const both = new Set((await readManifest('manifest.previous.json')).files.map(({ name }) => name));
    const shared = (await readManifest()).files.find(({ name }) => both.has(name))!;
    await unlink(fileOf(`shards/${shared.name}`));
    await expect(open()).rejects.toThrow(/previous generation needs the same file: put a backup/);
    const before = await filesAndBytes();
    await expect(restorePreviousGeneration({ directory, wallClock: clock })).rejects.toMatchObject({ code: 'damaged' });
    expect(await filesAndBytes()).toEqual(before);
  });
});

describe('going back to the previous generation', () => {
  it('brings it back under a new epoch, and stamps anew what harvesters may have seen in a later state', async () => {
    const first = await open();
    await commitNumber(first, 1);
    await first.commit({ records: [recordOf(identifierOf(7))] });
    clock.move(60);
    await first.commit({ records: [recordOf(identifierOf(1), { deleted: true }), recordOf(identifierOf(8))] });
    const { epoch, ...installation } = await first.readInstallation();
    const { now } = await first.readBounds();
    await first.close();
    await truncate(fileOf(`shards/${(await readManifest()).files.at(-1)!.name}`), 10);
    await expect(open()).rejects.toMatchObject({ code: 'damaged' });

    expect(await restorePreviousGeneration({ directory, wallClock: clock })).toEqual({ generation: 5, restamped: 1 });
    const second = await open();
    const records = await listAll(second);
    expect(records.map(({ identifier, deleted }) => [identifier, deleted])).toEqual([2, 3, 7, 1].map((id) => [identifierOf(id), false]));
    expect(records.map(({ datestamp }) => datestamp >= now)).toEqual([false, false, false, true]);
    const restored = await second.readInstallation();
    expect(restored).toMatchObject(installation);
    expect(restored.epoch).not.toBe(epoch);
    expect((await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.lost'))).toHaveLength(3);
    expect(await second.commit({ records: [recordOf(identifierOf(8))] })).toMatchObject({ stamped: 1 });
  });

  it.each<readonly [string, boolean]>([
    ['brings back a store with one damaged shard that the previous generation does not need', true],
    ['is refused, by the name of the file, when the previous generation needs the damaged shard too', false],
  ])('%s', async (_, isNewShard) => {
    const first = await open();
    await commitNumber(first, 1);
    clock.move(1);
    await first.commit({ records: [recordOf(identifierOf(1), { metadata: textOf('<n>2</n>') })] });
    await first.commit({ installation: { renderedWith: 'v1' } });
    await first.close();
    const older = new Set((await readManifest('manifest.previous.json')).files.map(({ name }) => name));
    const { name } = (await readManifest()).files.find((file) => older.has(file.name) !== isNewShard)!;
    await flipByte(fileOf(`shards/${name}`));

    const opening = open();
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    await expect(opening).rejects.toThrow(`shards/${name} does not have the bytes that were written`);
    const before = await filesAndBytes();
    const restoring = restorePreviousGeneration({ directory, wallClock: clock });
    if (isNewShard) {
      await expect(opening).rejects.toThrow(/go back to the previous generation, number 2, by the command "rollback"/);
      expect(await restoring).toMatchObject({ restamped: 1 });
      expect((await listAll(await open())).map(({ metadata }) => shown(metadata))).toEqual(['<n>1</n>', '<n>1</n>', '<n>1</n>']);
    } else {
      await expect(opening).rejects.toThrow(/The previous generation needs the same file: put a backup/);
      await expect(restoring).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
      await expect(restoring).rejects.toThrow(`shards/${name} of the previous generation does not have the bytes that were written`);
      await expect(restoring).rejects.toThrow(/Nothing has been changed\. Put a backup of the whole directory in its place/);
      expect(await filesAndBytes()).toEqual(before);
    }
  });

  it('stamps everything anew when it cannot be known what was lost', async () => {
    await makeStore();
    await truncate(fileOf('manifest.json'), 10);
    clock.move(10);
    expect(await restorePreviousGeneration({ directory, wallClock: clock })).toMatchObject({ restamped: 3 });
    const stamps = (await listAll(await open())).map(({ datestamp }) => datestamp);
    expect(stamps).toEqual([0, 0, 0].map(() => (START / 1000 + 11) as Datestamp));
  });

  it('is refused while the store is open, and where there is none', async () => {
    await expect(restorePreviousGeneration({ directory, wallClock: clock })).rejects.toMatchObject({ code: 'damaged' });
    await open();
    await expect(restorePreviousGeneration({ directory, wallClock: clock })).rejects.toMatchObject({ code: 'locked' });
    await mkdir(fileOf('elsewhere'));
    await expect(restorePreviousGeneration({ directory: fileOf('nowhere'), wallClock: clock })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
