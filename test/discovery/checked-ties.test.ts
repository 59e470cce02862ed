import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Tie, Work } from '../../src/discovery/work.js';
import type { CheckedTie } from '../../src/store/tie-ports.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { tieSample, tiesSample } from '../store/tie-samples.js';
import { FINNA_COPY, HOUSE_SETTINGS, openHouse, RECORD_254001, type House } from './house.js';

const EDUSKUNTA = { ...HOUSE_SETTINGS.links.targets['eduskunta']!, record: 'https://eduskunta.example.fi/Record/{id}' };
const SETTINGS = {
  ...HOUSE_SETTINGS,
  links: { ...HOUSE_SETTINGS.links, targets: { ...HOUSE_SETTINGS.links.targets, eduskunta: EDUSKUNTA } },
};
const OLDER = 'fi-melinda.000254001';
const seconds = (utc: string): number => Date.parse(utc) / 1000;

const find = async ({ discovery }: House, id = '2012-2'): Promise<Work> => (await discovery.find(id))!;
const tiesTo = async (house: House, target: string, id?: string): Promise<readonly Tie[]> =>
  (await find(house, id)).ties.filter((tie) => tie.target === target);
const shown = ({ kind, theirs, dead }: Tie): string => `${kind} ${theirs}${dead === undefined ? '' : ' dead'}`;
const see = ({ ties }: House, ...checked: readonly CheckedTie[]): Promise<void> => ties.put([tiesSample('2012-2', ...checked)]);
const openOwn = async (): Promise<House> => {
  const house = openHouse(SETTINGS);
  await house.publish(SEED_CONFIRMED);
  return house;
};

describe('what a look-up found', () => {
  it('stands in the place of the search by that number, at the target’s address, at once', async () => {
    const house = await openOwn();
    const before = await house.discovery.readVersion();
    expect((await tiesTo(house, 'eduskunta')).map(shown)).toEqual(['search 978-952-491-529-8', 'search 978-952-491-530-4']);
    await see(house, tieSample('ekk.5/6', { target: 'eduskunta', changed: '2026-05-01T00:00:00Z' }));
    const ties = await tiesTo(house, 'eduskunta');
    expect(ties.map(shown)).toEqual(['record ekk.5/6', 'search 978-952-491-530-4']);
    expect(ties[0]).toEqual({
      ...{ ours: '2012-2', target: 'eduskunta', theirs: 'ekk.5/6', url: 'https://eduskunta.example.fi/Record/ekk.5%2F6', kind: 'record' },
      ...{ confidence: 'identifier', decidedBy: 'rules', changed: seconds('2026-05-01T00:00:00Z') },
      evidence: tieSample('').evidence.map(({ at, ...sighting }) => ({ ...sighting, seen: seconds(at) })),
    });
    expect((await tiesTo(house, 'finna')).map(shown)).toEqual(['search 978-952-491-529-8', 'search 978-952-491-530-4']);
    const after = await house.discovery.readVersion();
    expect(after.tag).not.toBe(before.tag);
    expect(after.changed).toBe(seconds('2026-05-01T00:00:00Z'));
  });

  it('and is not there any more is dead, and the search is back', async () => {
    const house = await openOwn();
    await see(house, tieSample('ekk.5', { target: 'eduskunta' }));
    await see(house, tieSample('ekk.5', { target: 'eduskunta', dead: '2026-04-01T00:00:00Z', changed: '2026-04-02T00:00:00Z' }));
    expect((await tiesTo(house, 'eduskunta')).map(shown)).toEqual([
      ...['record ekk.5 dead', 'search 978-952-491-529-8', 'search 978-952-491-530-4'],
    ]);
    expect((await tiesTo(house, 'eduskunta'))[0]).toMatchObject({ dead: seconds('2026-04-01T00:00:00Z') });
    await see(house, tieSample('ekk.5', { target: 'eduskunta' }));
    expect((await tiesTo(house, 'eduskunta')).map(shown)).toEqual(['record ekk.5', 'search 978-952-491-530-4']);
  });

  it('is a tie of an older work too', async () => {
    const house = openHouse(SETTINGS);
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
    await find(house, OLDER);
    const evidence = [{ number: '9789517344128', source: 'finna', filters: [], at: '2026-03-01T12:00:00Z' }];
    await house.ties.put([tiesSample(OLDER, tieSample('fikka.9', { evidence }))]);
    expect((await tiesTo(house, 'finna', OLDER)).map(shown)).toEqual(['record fikka.9']);
    expect((await house.another().find(OLDER))?.ties).toEqual((await find(house, OLDER)).ties);
  });

  it('by a number that the work does not have is no tie of it', async () => {
    const house = await openOwn();
    const evidence = [{ number: '9789517344128', source: 'finna', filters: [], at: '2026-03-01T12:00:00Z' }];
    await see(house, tieSample('fikka.9', { evidence }));
    expect((await tiesTo(house, 'finna')).map(shown)).not.toContain('record fikka.9');
  });

  it('leads only to targets that have an address for records', async () => {
    const house = openHouse();
    await house.publish(SEED_CONFIRMED);
    await see(house, tieSample('ekk.5', { target: 'eduskunta' }), tieSample('x', { target: 'elsewhere' }));
    expect((await tiesTo(house, 'eduskunta')).map(shown)).toEqual(['search 978-952-491-529-8', 'search 978-952-491-530-4']);
    expect(await tiesTo(house, 'elsewhere')).toEqual([]);
  });

  it('whatever it is called, leads to the template’s host, escaped', async () => {
    const house = await openOwn();
    const names = ['javascript:alert(1)', '../../evil', '"><script>', 'https://evil.example/', '{id}', '$&'];
    await see(house, ...names.map((name) => tieSample(name)));
    for (const { url } of (await tiesTo(house, 'finna')).filter(({ kind }) => kind === 'record')) {
      expect(new URL(url).origin).toBe('https://finna.example.fi');
      expect(url).toMatch(/^https:\/\/finna\.example\.fi\/Record\/[^/<>"]+$/);
    }
  });

  it('is a URN that the work has already only once', async () => {
    const house = await openOwn();
    await see(house, tieSample('URN:ISBN:9789524915304', { target: 'urn' }), tieSample('URN:NBN:fi-fe1', { target: 'urn' }));
    expect((await tiesTo(house, 'urn')).map(({ url }) => url)).toEqual([
      'https://urn.fi/URN:ISBN:978-952-491-530-4',
      'https://urn.fi/URN:NBN:fi-fe1',
    ]);
  });
});

describe('what was harvested or decided', () => {
  const openLinked = async (): Promise<House> => {
    const house = await openOwn();
    await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77' });
    await house.link('fi-nl.77', '2012-2', { tier: 'person', decidedBy: 'Maija' });
    return house;
  };

  it('is the tie, also where the look-up found the same record under another name', async () => {
    const house = await openLinked();
    await see(house, tieSample('anders.1', { dedupIds: ['fikka.77'] }), tieSample('fikka.77', { dead: '2026-04-01T00:00:00Z' }));
    const [tie, ...others] = (await tiesTo(house, 'finna')).filter(({ kind }) => kind === 'record');
    expect(tie).toMatchObject({ theirs: 'fikka.77', confidence: 'person', decidedBy: 'person' });
    expect(tie).not.toHaveProperty('dead');
    expect(others).toEqual([]);
  });

  it('stays dead by the harvest, while another record of the same thing is alive', async () => {
    const house = await openLinked();
    await house.harvest('finna', { localId: 'fi-nl.77', marc: FINNA_COPY, identifier: 'fikka.77', state: 'deleted' });
    await see(house, tieSample('anders.1', { dedupIds: ['fikka.77'] }), tieSample('fikka.77'));
    expect((await tiesTo(house, 'finna')).map(shown)).toEqual(expect.arrayContaining(['record fikka.77 dead', 'record anders.1']));
  });

  it.each([
    ['under its name in Finna', tieSample('fikka.77', { numbers: [] })],
    ['under another name, shown together with it', tieSample('anders.1', { dedupIds: ['fikka.77'], numbers: [] })],
    ['by its control number', tieSample('anders.1', { numbers: ['(FI-NL)77'] })],
  ])('that a record is not this work is not undone by a look-up that finds it %s', async (_, tie) => {
    const house = await openLinked();
    await see(house, tie);
    await house.link('fi-nl.77', '2012-2', { status: 'refused', decidedBy: 'Maija' });
    expect((await tiesTo(house, 'finna')).map(shown)).toEqual(['search 978-952-491-529-8', 'search 978-952-491-530-4']);
    expect((await house.another().find('2012-2'))?.ties).toEqual((await find(house)).ties);
    await house.unlink('fi-nl.77', '2012-2');
    expect((await tiesTo(house, 'finna')).map(shown)).toContain(`record ${tie.theirs}`);
  });

  it('is there as it was, whatever look-ups find, lose and find again', async () => {
    const house = await openLinked();
    await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001 });
    await house.link(OLDER, '2012-2', { tier: 'B' });
    const before = (await find(house)).ties.filter(({ kind }) => kind === 'record');
    const links = await house.store.listLinks({ limit: 100 });
    const harvested = await house.store.listHarvested({ limit: 100 });
    const died = fc.option(fc.constant('2026-04-01T00:00:00Z'), { nil: undefined });
    const checked = fc
      .record({
        target: fc.constantFrom('finna', 'melinda', 'eduskunta', 'urn'),
        theirs: fc.constantFrom('fikka.77', '000254001', 'anders.1', 'URN:ISBN:978-952-491-530-4'),
        dedupIds: fc.subarray(['fikka.77', 'anders.2']),
        dead: died,
      })
      .map(({ dead, ...tie }) => tieSample(tie.theirs, { ...tie, ...(dead !== undefined && { dead }) }));
    await fc.assert(
      fc.asyncProperty(fc.array(checked, { maxLength: 6 }), async (ties) => {
        await see(house, ...ties);
        const after = (await find(house)).ties;
        expect(after.filter((tie) => before.some(({ target, theirs }) => target === tie.target && theirs === tie.theirs))).toEqual(before);
      }),
      { numRuns: 50 },
    );
    expect(await house.store.listLinks({ limit: 100 })).toEqual(links);
    expect(await house.store.listHarvested({ limit: 100 })).toEqual(harvested);
  });

  it('is withdrawn with the publication, whatever was found for it', async () => {
    const house = openHouse(SETTINGS);
    await house.publish(SEED_AS_IMPORTED);
    await see(house, tieSample('fikka.1'));
    await find(house);
    await house.publish({ ...SEED_AS_IMPORTED, withdrawn: { reason: 'gone' } });
    expect(await house.discovery.find('2012-2')).toBeUndefined();
  });
});
