import { afterAll, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { Publication } from '../../src/catalogue/publication.js';
import type { Discovery } from '../../src/discovery/discovery.js';
import type { Work } from '../../src/discovery/work.js';
import type { XmlText } from '../../src/xml/markup.js';
import { SEED_AS_IMPORTED } from '../golden/seed-publication.js';
import { closeHouses, HOUSES, RECORD_254001, type House } from './house.js';

const OLDER = 'fi-melinda.000254001';
const seconds = ({ clock }: House): number => Math.floor(clock.now / 1000);

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  describe('lists', () => {
    const own = (id: string): Publication => ({
      ...SEED_AS_IMPORTED,
      id: id as Publication['id'],
      created: Number(id.slice(5)) as Publication['created'],
    });

    it('go by (changed, id) and continue behind the last one, also within a second', async () => {
      const house = await open();
      await house.publish(own('2012-5'), own('2012-6'), own('2012-7'));
      const first = seconds(house);
      await house.publish(own('2012-1'));
      const seen: string[] = [];
      for (let after: Work | undefined; ;) {
        const [work] = await house.discovery.list({ ...(after && { after }), limit: 1 });
        if (work === undefined) break;
        seen.push(work.id);
        after = work;
      }
      expect(seen).toEqual(['2012-5', '2012-6', '2012-7', '2012-1']);
      expect((await house.discovery.list({ since: first + 1, limit: 9 })).map(({ id }) => id)).toEqual(['2012-1']);
      expect(await house.discovery.list({ since: first, limit: 9 })).toHaveLength(4);
      expect((await house.discovery.listNewest(2)).map(({ id }) => id)).toEqual(['2012-7', '2012-6']);
    });

    it('name a state that is the same after a restart and another one after any change', async () => {
      const house = await open();
      await house.publish(own('2012-5'), own('2012-6'));
      const before = await house.discovery.readVersion();
      expect(await house.another().readVersion()).toEqual(before);
      expect(before.changed).toBe(seconds(house));
      await house.publish({ ...own('2012-5'), year: 1999 });
      const after = await house.discovery.readVersion();
      expect(after.tag).not.toBe(before.tag);
      expect(after.changed).toBeGreaterThan(before.changed);
    });
  });

  describe('keeping up', () => {
    let slow: Discovery | undefined;
    let early: Promise<Work | undefined> | undefined;

    it('shows an edit to whoever asks after it, even while the index is being made', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      let openGate: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (openGate = resolve));
      const reached = new Promise<void>((resolve) => {
        const store: House['store'] = {
          ...house.store,
          // By then the publication itself has been read.
          listHeadersOf: async (identifiers) => (resolve(), await gate, house.store.listHeadersOf(identifiers)),
        };
        slow = house.discover(store);
        early = slow.find('2012-2');
      });
      await reached;
      await house.publish({ ...SEED_AS_IMPORTED, titles: [{ text: 'Uusi' }] });
      const late = slow!.find('2012-2');
      openGate();
      await early;
      expect((await late)?.titles).toEqual([{ text: 'Uusi' }]);
    });

    it('sees a record that was only rendered anew, in whatever format', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      await house.discovery.find('2012-2');
      house.clock.now += 10_000;
      const [record] = await house.store.listRecords({ metadataPrefix: 'kk', until: 9e9 as Datestamp, limit: 1 });
      await house.store.commit({ records: [{ ...record!, metadata: '<other/>' as XmlText, about: [] }] });
      expect((await house.discovery.find('2012-2'))?.changed).toBe(seconds(house));
    });

    it('tries again after the store has failed', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      let isBroken = true;
      const store: House['store'] = {
        ...house.store,
        listHeadersOf: async (identifiers) =>
          isBroken ? Promise.reject(new Error('The disk is gone.')) : house.store.listHeadersOf(identifiers),
      };
      const discovery = house.discover(store);
      await expect(discovery.find('2012-2')).rejects.toThrow('The disk is gone.');
      isBroken = false;
      expect(await discovery.find('2012-2')).toBeDefined();
    });

    it('reads nothing while nothing is committed', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      let reads = 0;
      const store: House['store'] = {
        ...house.store,
        listPublications: async (page) => ((reads += 1), house.store.listPublications(page)),
        findPublication: async (id) => ((reads += 1), house.store.findPublication(id)),
        findPublications: async (ids) => ((reads += 1), house.store.findPublications(ids)),
      };
      const discovery = house.discover(store);
      await discovery.find('2012-2');
      const first = reads;
      expect(first).toBeGreaterThan(0);
      await Promise.all([discovery.find('2012-2'), discovery.readVersion(), discovery.listNewest(3)]);
      expect(reads).toBe(first);
    });

    it('passes over a record that can no longer be read, and shows the others', async () => {
      const house = await open();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      const row = (await house.store.findHarvested('melinda', OLDER))!;
      await house.store.commit({
        harvested: [{ ...row, xml: '<record', rawHash: 'other' }],
        source: { source: 'melinda', sawRevision: (await house.store.readSource('melinda')).revision, volumes: [] },
      });
      await house.harvest('melinda', { localId: 'fi-melinda.000000002', marc: RECORD_254001.replaceAll('000254001', '000000002') });
      expect((await house.discovery.search({ offset: 0, limit: 9 })).works.map(({ id }) => id)).toEqual(['fi-melinda.000000002']);
    });
  });
});
