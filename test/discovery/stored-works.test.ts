import { afterAll, describe, expect, it } from '@jest/globals';
import type { Publication } from '../../src/catalogue/publication.js';
import type { Link } from '../../src/store/harvest-ports.js';
import { SEED_AS_IMPORTED } from '../golden/seed-publication.js';
import { closeHouses, FINNA_COPY, HOUSE_SETTINGS, openStoredHouse, RECORD_254001 } from './house.js';

const OLDER = 'fi-melinda.000254001';
const own = (id: string): Publication => ({ ...SEED_AS_IMPORTED, id: id as Publication['id'] });

describe('works in the database', () => {
  afterAll(closeHouses);

  it('are the same to several processes that make them together, while the catalogue changes', async () => {
    const house = await openStoredHouse();
    const [one, other] = [house.discovery, house.discover(house.store)];
    for (let round = 1; round <= 4; round++) {
      await house.publish(own(`2012-${round}`), own('2013-1'));
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      const [mine, yours] = await Promise.all([one.list({ limit: 99 }), other.list({ limit: 99 })]);
      expect(mine).toEqual(yours);
      expect(mine).toHaveLength(round + 2);
    }
    expect((await one.readVersion()).tag).toBe((await house.another().readVersion()).tag);
  });

  it('are not made again by a process that starts over the same catalogue', async () => {
    const house = await openStoredHouse();
    await house.publish(own('2012-1'));
    await house.discovery.readVersion();
    const store: typeof house.store = { ...house.store, findPublications: () => Promise.reject(new Error('It reads the catalogue.')) };
    expect((await house.discover(store).list({ limit: 9 })).map(({ id }) => id)).toEqual(['2012-1']);
  });

  it('are made with a handful of questions, however many there are', async () => {
    const house = await openStoredHouse();
    await house.publish(...Array.from({ length: 40 }, (_, at) => own(`2012-${at + 1}`)));
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
    const asked: string[] = [];
    const store = new Proxy(house.store, {
      get: (target, name, receiver): unknown => {
        asked.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    expect(await house.discover(store).list({ limit: 99 })).toHaveLength(41);
    // Of the 41 together: publications, headers of our own and of the library's, its record, and what is linked to it.
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('are made again where the settings are others', async () => {
    const house = await openStoredHouse();
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
    expect((await house.discovery.find(OLDER))?.ties).not.toEqual([]);
    const without = house.discover(house.store, { ...HOUSE_SETTINGS, links: { ...HOUSE_SETTINGS.links, targets: {} } });
    expect((await without.find(OLDER))?.ties).toEqual([]);
  });

  it('are given as they were while very many are made anew, and then as they are', async () => {
    const house = await openStoredHouse();
    await house.publish(own('2012-1'));
    await house.discovery.readVersion();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow = house.discover({
      ...house.store,
      findPublications: async (ids) => (await gate, house.store.findPublications(ids)),
    });
    const many = Array.from({ length: 501 }, (_, at) => ({ theirs: `fi-x.${at}`, ours: `2000-${at}` }));
    await house.store.commit({
      links: {
        put: many.map((each): Link => ({
          ...{ ...each, tier: 'B', status: 'review', evidence: [], decidedBy: 'auto', at: 1 as Link['at'], rulesVersion: 1 },
          ours: each.ours as Link['ours'],
          hashes: { ours: '', theirs: '' },
        })),
      },
    });
    await house.publish(own('2012-2'));
    expect((await slow.list({ limit: 9 })).map(({ id }) => id)).toEqual(['2012-1']);
    open();
    for (const deadline = Date.now() + 30_000; (await slow.list({ limit: 9 })).length < 2 && Date.now() < deadline;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await slow.list({ limit: 9 })).map(({ id }) => id)).toEqual(['2012-1', '2012-2']);
  });

  it('lose a copy in Finna that turns out to be of something else', async () => {
    const house = await openStoredHouse();
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
    await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
    const isTied = async (): Promise<boolean> =>
      ((await house.discovery.find(OLDER))?.ties ?? []).some(({ target, theirs }) => target === 'finna' && theirs === 'fikka.77');
    expect(await isTied()).toBe(true);
    await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY.replaceAll('000254001', '000999999'), identifier: 'fikka.77' });
    expect(await isTied()).toBe(false);
    expect(await house.discovery.list({ limit: 9 })).toEqual(await house.another().list({ limit: 9 }));
  });
});
