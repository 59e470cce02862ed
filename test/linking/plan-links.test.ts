import { describe, expect, it } from '@jest/globals';
import type { Link } from '../../src/store/harvest-ports.js';
import { createInstallation, SOURCE, type Installation } from '../harvester/run/installation.js';
import { book, held } from '../harvester/run/model-source.js';
import { publication } from '../provider/catalogue.js';

const ISBN = '978-952-491-529-8';

/** A book of the older series with an ISBN. */
const withIsbn = (number: string, isbn = ISBN, title = 'Julkaisu 2012-2'): string =>
  book(number, { title, year: '2012' }).replace(
    '<datafield tag="245"',
    `<datafield tag="020" ind1=" " ind2=" "><subfield code="a">${isbn}</subfield></datafield><datafield tag="245"`,
  );

const openHouse = async (): Promise<Installation> => {
  const house = createInstallation();
  await house.store.commit({ publications: [{ publication: publication('2012-2'), sawRevision: 0 }] });
  return house;
};

const links = (house: Installation): Promise<readonly Link[]> => house.store.listLinks({ limit: 100 });
const live = async (house: Installation): Promise<number> => {
  house.clock.now += 2000;
  return (await house.published()).filter(({ deleted }) => !deleted).length;
};

describe('a harvested record that is a publication of our own', () => {
  it('is tied to it by its ISBN with the evidence, and our own record speaks for both', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }), held('000000002'));
    await house.harvest();
    expect(await links(house)).toEqual([
      expect.objectContaining({ theirs: 'fi-lib.000000001', ours: '2012-2', tier: 'B', status: 'linked', decidedBy: 'auto' }),
    ]);
    expect((await links(house))[0]!.evidence.join(' ')).toContain(ISBN);
    expect(await live(house)).toBe(1);
  });

  it('keeps its tie and its moment as long as nothing changes', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }));
    await house.harvest();
    const before = await links(house);
    await house.harvest({ mode: 'full' });
    expect(await links(house)).toEqual(before);
  });

  it('is published by itself again when the tie falls', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }));
    await house.harvest();
    expect(await live(house)).toBe(0);
    house.library.hold(held('000000001', { changed: '2026-03-02T00:00:00Z' }));
    await house.harvest();
    expect([await links(house), await live(house)]).toEqual([[], 1]);
  });

  it('is found by the next harvest when our own publication came later', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }));
    await house.harvest();
    expect([await links(house), await live(house)]).toEqual([[], 1]);
    await house.store.commit({ publications: [{ publication: publication('2012-2'), sawRevision: 0 }] });
    await house.harvest();
    expect((await links(house)).map(({ status }) => status)).toEqual(['linked']);
    expect(await live(house)).toBe(0);
  });

  it('never makes two records of a library one of ours: both go to a person', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }), held('000000002', { xml: withIsbn('000000002') }));
    await house.harvest();
    expect((await links(house)).map(({ theirs, status, tier }) => [theirs, status, tier])).toEqual([
      ['fi-lib.000000001', 'review', 'conflict'],
      ['fi-lib.000000002', 'review', 'conflict'],
    ]);
    expect(await live(house)).toBe(2);
  });
});

describe('what a person decided', () => {
  const decide = async (house: Installation, status: 'linked' | 'refused'): Promise<void> => {
    const [link] = await links(house);
    await house.store.commit({ links: { put: [{ ...link!, status, decidedBy: 'Maija' }] } });
  };

  it('is not undone by a harvest: what was refused stays refused', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }));
    await house.harvest();
    await decide(house, 'refused');
    await house.harvest({ mode: 'full' });
    expect(await links(house)).toMatchObject([{ status: 'refused', decidedBy: 'Maija' }]);
  });

  it('stands, and is to be looked at again, when a record has changed since', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }));
    await house.harvest();
    await decide(house, 'linked');
    house.library.hold(held('000000001', { xml: withIsbn('000000001', ISBN, 'Aivan toinen kirja'), changed: '2026-03-02T00:00:00Z' }));
    await house.harvest();
    expect(await links(house)).toMatchObject([{ status: 'linked', decidedBy: 'Maija', because: expect.any(String) }]);
    expect(await live(house)).toBe(0);
  });

  it('survives that the library has the record no more', async () => {
    const house = await openHouse();
    house.library.hold(held('000000001', { xml: withIsbn('000000001') }), held('000000002'));
    await house.harvest();
    await decide(house, 'linked');
    house.library.hold(held('000000001', { deleted: true, changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest();
    expect(await links(house)).toMatchObject([{ status: 'linked', decidedBy: 'Maija' }]);
    expect((await house.find('000000001'))?.state).toBe('deleted');
  });
});

describe('two sources of one library', () => {
  const other = { ...SOURCE, id: 'other' };
  const twoSources = (): Installation => createInstallation({ sources: [SOURCE, other] });

  it('are held against each other: what only one of them has is named, by control number and not by identifier', async () => {
    const house = twoSources();
    house.library.hold(held('000000001'), held('000000002'));
    await house.harvest();
    house.library.hold(held('000000002', { identifier: 'fikka.2' }), held('000000003', { identifier: 'fikka.3' }));
    const run = await house.harvest({ source: 'other' });
    expect(run.warnings).toEqual([
      'Cross-check: 1 wanted records are in no other source: fi-lib.000000003',
      'Cross-check: 1 records of other sources are not in this one: fi-lib.000000001',
    ]);
    expect(await live(house)).toBe(3);
  });

  it('say nothing where they agree, nor where there is one alone', async () => {
    const house = twoSources();
    house.library.hold(held('000000001'));
    expect((await house.harvest()).warnings).toEqual([]);
    expect((await house.harvest({ source: 'other' })).warnings).toEqual([]);
  });
});
