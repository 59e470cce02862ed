import { afterAll, describe, expect, it } from '@jest/globals';
import type { Tie, Work } from '../../src/discovery/work.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { closeHouses, FINNA_COPY, HOUSE_SETTINGS, HOUSES, RECORD_254001, type House } from './house.js';

const OLDER = 'fi-melinda.000254001';
const find = async ({ discovery }: House, id: string): Promise<Work> => (await discovery.find(id))!;
const shown = ({ target, kind, theirs, confidence, decidedBy }: Tie): string => [target, kind, theirs, confidence, decidedBy].join(' ');
const seconds = ({ clock }: House): number => Math.floor(clock.now / 1000);

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  describe('ties', () => {
    it('of our own lead to the linked records, to the URN, and to searches by ISBN', async () => {
      const house = await open();
      await house.publish(SEED_CONFIRMED);
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
      await house.link(OLDER, '2012-2', { tier: 'B' });
      const at = seconds(house);
      await house.link('fi-nl.77', '2012-2', { tier: 'person', decidedBy: 'Maija' });
      await house.link('fi-melinda.999', '2012-2', { status: 'refused', decidedBy: 'Maija' });
      const { ties } = await find(house, '2012-2');
      expect(ties.map(shown).sort()).toEqual([
        'eduskunta search 978-952-491-529-8 identifier rules',
        'eduskunta search 978-952-491-530-4 identifier rules',
        'finna record fikka.77 person person',
        'finna search 978-952-491-529-8 identifier rules',
        'finna search 978-952-491-530-4 identifier rules',
        'melinda record 000254001 B rules',
        'urn record URN:ISBN:978-952-491-530-4 identifier rules',
      ]);
      expect(ties.find(({ target }) => target === 'melinda')).toMatchObject({
        url: 'https://melinda.example.fi/byid/000254001',
        changed: at,
        ours: '2012-2',
      });
      expect(ties.map(({ url }) => url)).toEqual(
        expect.arrayContaining([
          'https://urn.fi/URN:ISBN:978-952-491-530-4',
          'https://finna.example.fi/Results?lookfor=9789524915304&type=ISN',
        ]),
      );
      expect(JSON.stringify(ties)).not.toContain('Maija');
    });

    it('of an older work lead to its own number, and to the copy in Finna that names it', async () => {
      const house = await open();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      expect((await find(house, OLDER)).ties.map(shown)).not.toContain('finna record fikka.77 identifier rules');
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
      expect((await find(house, OLDER)).ties.map(shown)).toEqual([
        'melinda record 000254001 identifier rules',
        'finna record fikka.77 identifier rules',
        'finna search 978-951-734-412-8 identifier rules',
        'eduskunta search 978-951-734-412-8 identifier rules',
      ]);
      // The copy is another book's by now.
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY.replace(/035.*\n/, ''), identifier: 'fikka.77' });
      expect((await find(house, OLDER)).ties.map(({ theirs }) => theirs)).not.toContain('fikka.77');
    });

    it('are dead when what they lead to is no more, since then', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
      await house.link('fi-nl.77', '2012-2');
      const tieToFinna = async () => (await find(house, '2012-2')).ties.find(({ theirs }) => theirs === 'fikka.77');
      expect(await tieToFinna()).not.toHaveProperty('dead');
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77', state: 'deleted' });
      expect(await tieToFinna()).toMatchObject({ dead: seconds(house), changed: seconds(house) });
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
      expect(await tieToFinna()).not.toHaveProperty('dead');
    });

    it('lead only to targets of the settings', async () => {
      const house = await open({ ...HOUSE_SETTINGS, links: { ...HOUSE_SETTINGS.links, targets: {} } });
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      expect((await find(house, OLDER)).ties).toEqual([]);
    });
  });
});
