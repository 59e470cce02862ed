import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import { createPublishing, type Publishing } from '../../src/publishing/publishing.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store, StoreChange } from '../../src/store/ports.js';
import { element } from '../../src/xml/element.js';
import { SETTINGS } from '../golden/settings.js';
import { publication } from '../provider/catalogue.js';

const COUNT = 250;
const IDS = Array.from({ length: COUNT }, (_, index) => `2012-${1000 + index}`);
const DC = 'http://purl.org/dc/elements/1.1/';

/** The crosswalk to Dublin Core with a word in it; `fails` for whom it cannot be written. */
const dcSaying = (version: number, word: string, fails: (given: Publication) => boolean = () => false): Crosswalk => {
  const dc = CROSSWALKS.find(({ metadataPrefix }) => metadataPrefix === 'oai_dc')!;
  return {
    ...dc,
    version,
    write: (item, settings) => {
      if (fails(item.publication)) throw new Error('it cannot be written');
      const root = dc.write(item, settings)!;
      return { ...root, children: [...root.children, element(DC, 'dc:source', {}, [word])] };
    },
  };
};

const publishingOver = (store: Store, crosswalk: Crosswalk): Publishing =>
  createPublishing({ store, settings: SETTINGS, publicUrl: 'https://a.example.fi', crosswalks: [crosswalk], harvestedCrosswalks: [] });

/** Called with each change before it is stored. */
const watched = (store: Store, before: (change: StoreChange) => Promise<void> | void): Store => ({
  ...store,
  commit: async (change) => {
    await before(change);
    return store.commit(change);
  },
});

let store: Store;
const said = async (id: string): Promise<string> => {
  const record = await store.findRecord(`oai:julkaisut.poliisi.fi:poliisi/${id}-print`, 'oai_dc');
  return /<dc:source>(.*)<\/dc:source>/.exec(Buffer.from(record!.metadata!).toString())?.[1] ?? 'nothing';
};
const countSaying = async (word: string): Promise<number> => (await Promise.all(IDS.map(said))).filter((each) => each === word).length;

beforeEach(async () => {
  store = createMemoryStore({ wallClock: () => 1_700_000_000_000 });
  const old = publishingOver(store, dcSaying(1, 'old'));
  await old.publish({ publications: IDS.map((id) => ({ publication: publication(id), sawRevision: 0 })) });
  await old.renderAnew();
});

describe('rendering everything anew', () => {
  it('serves the old text of a record until the new one is there', async () => {
    const seen: number[] = [];
    const slow = watched(store, async () => void seen.push(await countSaying('old')));
    await publishingOver(slow, dcSaying(2, 'new')).renderAnew();
    expect(seen.slice(0, 3)).toEqual([250, 150, 50]);
    expect(await countSaying('new')).toBe(COUNT);
  });

  it('goes on where it was when the program was killed between two batches', async () => {
    let commits = 0;
    const dying = watched(store, () => {
      commits += 1;
      if (commits === 3) throw new Error('killed');
    });
    await expect(publishingOver(dying, dcSaying(2, 'new')).renderAnew()).rejects.toThrow('killed');
    expect(await countSaying('new')).toBe(200);
    expect(await publishingOver(store, dcSaying(2, 'new')).renderAnew()).toMatchObject({ items: 50, stamped: 100 });
    expect(await countSaying('new')).toBe(COUNT);
  });

  it('begins again when the crosswalk has changed once more in the middle', async () => {
    const stopped = new AbortController();
    await publishingOver(store, dcSaying(2, 'new')).renderAnew({ signal: stopped.signal, onProgress: () => stopped.abort() });
    expect(await countSaying('new')).toBe(100);
    expect(await publishingOver(store, dcSaying(3, 'newest')).renderAnew()).toMatchObject({ items: COUNT });
    expect(await countSaying('newest')).toBe(COUNT);
  });

  it('is left to another process that is at it already', async () => {
    const rendered: string[] = [];
    let other: Promise<unknown> | undefined;
    const first = watched(store, async () => {
      // While the first one has its first batch in hand, the other stores that very batch and all the rest.
      other ??= publishingOver(store, dcSaying(2, 'new')).renderAnew();
      await other;
    });
    await publishingOver(
      first,
      dcSaying(2, 'new', ({ id }) => rendered.push(id) === 0),
    ).renderAnew();
    // Both manifestations of the batch that it had in hand, and nothing after that.
    expect(new Set(rendered).size).toBe(100);
    expect(await countSaying('new')).toBe(COUNT);
  }, 30_000);

  it('tries again only what could not be rendered, and ends once all can be', async () => {
    const bad = (given: Publication): boolean => given.id === IDS[7] || given.id === IDS[240];
    const faulty = publishingOver(store, dcSaying(2, 'new', bad));
    const { items, faults } = await faulty.renderAnew();
    // Both manifestations of each.
    expect([items, faults.length]).toEqual([COUNT, 4]);
    expect(await faulty.renderAnew()).toMatchObject({ items: 2, stamped: 0 });
    expect([await countSaying('old'), await countSaying('new')]).toEqual([2, COUNT - 2]);
    expect(await publishingOver(store, dcSaying(2, 'new')).renderAnew()).toMatchObject({ items: 2, faults: [] });
    expect(await countSaying('new')).toBe(COUNT);
    expect(await publishingOver(store, dcSaying(2, 'new')).renderAnew()).toMatchObject({ items: 0 });
  });

  it('tells now and then how far it has come', async () => {
    const told: number[] = [];
    await publishingOver(store, dcSaying(2, 'new')).renderAnew({ onProgress: (items) => told.push(items) });
    expect([told[0], told.at(-1)]).toEqual([100, COUNT]);
  });
});
