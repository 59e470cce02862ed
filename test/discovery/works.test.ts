import { afterAll, describe, expect, it } from '@jest/globals';
import type { Publication } from '../../src/catalogue/publication.js';
import type { Work } from '../../src/discovery/work.js';
import { SEED_AS_IMPORTED } from '../golden/seed-publication.js';
import { closeHouses, FINNA_COPY, HOUSE_SETTINGS, HOUSES, RECORD_254001, type House } from './house.js';

const OLDER = 'fi-melinda.000254001';
const find = async ({ discovery }: House, id: string): Promise<Work> => (await discovery.find(id))!;
const seconds = ({ clock }: House): number => Math.floor(clock.now / 1000);

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  describe('a publication of ours is a work', () => {
    it('with its manifestations, the formats of each, its series and its number', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      const work = await find(house, '2012-2');
      expect(work).toMatchObject({
        ...{ id: '2012-2', origin: 'own', year: 2012, languages: ['fin'], genre: 'Raportti' },
        publisher: { name: 'Poliisihallitus', place: 'Helsinki' },
        series: [
          { title: 'Poliisihallituksen julkaisusarja', known: { code: 'poha' }, issns: ['1798-7121', '2242-5640'], number: '2/2012' },
        ],
        landingPage: 'https://poliisi.fi/julkaisut',
        accessibility: { status: 'notAccessible' },
        created: SEED_AS_IMPORTED.created,
      });
      expect(work.manifestations).toEqual([
        {
          ...{ kind: 'print', identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print', formats: ['marcxml', 'marc21', 'oai_dc'] },
          ...{ isbns: [], faultyIsbns: ['987-952-491-529-8'], issn: '1798-7121', extent: '85 sivua' },
        },
        {
          ...{ kind: 'pdf', identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', formats: ['kk', 'marcxml', 'marc21', 'oai_dc'] },
          ...{ isbns: ['978-952-491-530-4'], faultyIsbns: [], issn: '2242-5640', extent: '85 sivua', urn: 'URN:ISBN:978-952-491-530-4' },
        },
      ]);
      expect(work.changed).toBe(seconds(house));
    });

    it('also without any item, and changes when it is edited', async () => {
      const house = await open();
      const bare: Publication = { ...SEED_AS_IMPORTED, manifestations: [] };
      await house.publish(bare);
      expect(await find(house, '2012-2')).toMatchObject({ manifestations: [], changed: bare.modified });
      const before = await house.discovery.readVersion();
      await house.publish({ ...bare, titles: [{ text: 'Toinen nimi' }] });
      expect(await find(house, '2012-2')).toMatchObject({ titles: [{ text: 'Toinen nimi' }] });
      expect((await house.discovery.readVersion()).tag).not.toBe(before.tag);
    });

    it('leads to a file or a page only by a web address', async () => {
      const house = await open();
      const file = (url: string) =>
        SEED_AS_IMPORTED.manifestations.map((each) => ({ ...each, file: { mediaType: 'application/pdf', url } }));
      await house.publish({ ...SEED_AS_IMPORTED, landingPage: 'javascript:alert(1)', manifestations: file('javascript:alert(1)') });
      expect(JSON.stringify(await find(house, '2012-2'))).not.toContain('javascript:');
      await house.publish({
        ...SEED_AS_IMPORTED,
        landingPage: 'https://julkaisut.example.fi/julkaisut/2012-2',
        manifestations: file('https://x.example/a.pdf'),
      });
      const work = await find(house, '2012-2');
      expect(work.manifestations[1]?.file).toEqual({ url: 'https://x.example/a.pdf', mediaType: 'application/pdf' });
      // Our own page of it is no page of the publisher's.
      expect(work).not.toHaveProperty('landingPage');
    });

    it('is gone when it is withdrawn, which is told, and back when it is back', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      await house.publish({ ...SEED_AS_IMPORTED, withdrawn: { reason: 'By mistake.' } });
      expect(await house.discovery.find('2012-2')).toBeUndefined();
      expect(await house.discovery.search({ words: 'mediassa', offset: 0, limit: 9 })).toEqual({ works: [], total: 0 });
      const at = seconds(house);
      expect(await house.discovery.listGone({ limit: 9 })).toEqual([{ id: '2012-2', changed: at }]);
      expect(await house.discovery.listGone({ since: at, limit: 9 })).toHaveLength(1);
      expect(await house.discovery.listGone({ since: at + 1, limit: 9 })).toEqual([]);
      await house.publish(SEED_AS_IMPORTED);
      expect(await house.discovery.listGone({ limit: 9 })).toEqual([]);
      expect(await house.discovery.find('2012-2')).toBeDefined();
    });
  });

  describe('a record that a library gives is a work', () => {
    it('with what the record says, but without its abstract', async () => {
      const house = await open();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      const added = seconds(house);
      await house.harvest('melinda', { localId: OLDER, marc: `${RECORD_254001}\n700 1# $a Mäkinen, Åsa, $e toimittaja.` });
      expect(await find(house, OLDER)).toEqual({
        ...{ id: OLDER, origin: 'older', year: 2001, languages: ['fin'], abstracts: [] },
        titles: [{ text: 'Poliisin talousvastuu läänitasolla' }],
        contributors: [
          { kind: 'corporate', name: 'Suomi. Sisäasiainministeriö. Poliisiosasto', role: 'author' },
          { kind: 'person', family: 'Mäkinen', given: 'Åsa', role: 'editor' },
        ],
        series: [{ title: 'Poliisiosaston julkaisu', known: HOUSE_SETTINGS.series[1], issns: ['1236-049X'], number: '7/2001' }],
        subjects: [{ term: 'taloudellinen vastuu', vocabulary: 'ysa' }, { term: 'talousvastuu' }],
        publisher: { name: 'Sisäasiainministeriö, poliisiosasto', place: 'Helsinki' },
        manifestations: [
          {
            ...{ kind: 'print', identifier: `oai:julkaisut.poliisi.fi:poliisi/${OLDER}`, formats: ['marcxml', 'marc21', 'oai_dc'] },
            ...{ isbns: ['978-951-734-412-8'], faultyIsbns: [], issn: '1236-049X', extent: '18, [1] lehteä' },
          },
        ],
        ties: expect.any(Array),
        created: added,
        changed: seconds(house),
      });
    });

    it.each(['deleted', 'retired', 'outOfScope'] as const)('until it is %s', async (state) => {
      const house = await open();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      expect(await house.discovery.find(OLDER)).toBeDefined();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001, state });
      expect(await house.discovery.find(OLDER)).toBeUndefined();
      expect(await house.discovery.listGone({ limit: 9 })).toEqual([{ id: OLDER, changed: seconds(house) }]);
    });

    it('of a source that is given on, and never of one that is only looked at', async () => {
      const house = await open();
      await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
      expect(await house.discovery.search({ offset: 0, limit: 9 })).toEqual({ works: [], total: 0 });
      expect(await house.discovery.listGone({ limit: 9 })).toEqual([]);
    });

    it('until it turns out to be a publication of ours, which then speaks for both, and again when that was a mistake', async () => {
      const house = await open();
      await house.publish(SEED_AS_IMPORTED);
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
      await house.link(OLDER, '2012-2', { status: 'review' });
      expect(await house.discovery.find(OLDER)).toBeDefined();
      await house.link(OLDER, '2012-2');
      expect(await house.discovery.find(OLDER)).toBeUndefined();
      expect(await house.discovery.resolve({ kind: 'melinda', value: '254001' })).toMatchObject({ kind: 'found', work: { id: '2012-2' } });
      await house.unlink(OLDER, '2012-2');
      expect(await house.discovery.find(OLDER)).toBeDefined();
      expect((await find(house, '2012-2')).ties.filter(({ target }) => target === 'melinda')).toEqual([]);
    });
  });
});
