import { describe, expect, it } from '@jest/globals';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../src/crosswalk/harvested/harvested-crosswalks.js';
import type { Settings, SourceSettings } from '../../src/platform/settings.js';
import { olderSetsOf, publishedCopy } from '../../src/publishing/harvested-items.js';
import { createPublishing, type Publishing } from '../../src/publishing/publishing.js';
import type { HarvestedRecord } from '../../src/store/harvest-ports.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import { parseXml } from '../../src/xml/parse.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { SETTINGS } from '../golden/settings.js';
import { SOURCE } from '../harvester/run/installation.js';
import { book } from '../harvester/run/model-source.js';

const source = (id: string, more: Partial<SourceSettings> = {}): SourceSettings => ({ ...SOURCE, id, ...more }) as SourceSettings;
const settingsOf = (...sources: readonly SourceSettings[]): Settings => ({ ...SETTINGS, sources });

const copyOf = (from: string, more: Partial<HarvestedRecord> = {}): HarvestedRecord => ({
  ...{ source: from, localId: 'fi-lib.000000001', identifier: `oai:${from}:1`, aliases: [], state: 'live', title: 'Kirja' },
  ...{ xml: book('000000001', { title: `Kirja, ${from}` }), repairs: [], contentHash: 'c', rawHash: 'r', because: 'It is.', flags: [] },
  ...{ harvestDate: '2026-03-01T12:00:00Z', missed: 0, history: [] },
  ...more,
});

const item = (copies: readonly HarvestedRecord[], isOwn = false) => ({ localId: 'fi-lib.000000001', copies, isOwn });

describe('of one record from several sources', () => {
  const both = [copyOf('b'), copyOf('a')];

  it('the one that comes first in the settings gives it', () => {
    expect(publishedCopy(item(both), settingsOf(source('a'), source('b')))?.source).toBe('a');
    expect(publishedCopy(item(both), settingsOf(source('b'), source('a')))?.source).toBe('b');
  });

  it.each([
    ['is not republished', settingsOf(source('a', { republish: false }), source('b')), both],
    ['has it no more', settingsOf(source('a'), source('b')), [copyOf('a', { state: 'deleted' }), copyOf('b')]],
    ['is not in the settings', settingsOf(source('b')), both],
  ])('the next one gives it where the first %s', (_, settings, copies) => {
    expect(publishedCopy(item(copies), settings)?.source).toBe('b');
  });

  it('none gives it where our own publication speaks for it', () => {
    expect(publishedCopy(item(both, true), settingsOf(source('a'), source('b')))).toBeUndefined();
  });
});

describe('the sets of an older work', () => {
  it.each([
    ['by ISSN', '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7', ['older:1236-049X']],
    ['by title, singular or plural, without ISSN', '490 1# $a Poliisiosaston julkaisu ; $v 7', ['older:1236-049X']],
    ['by neither', '490 1# $a Keksitty sarja, $x 2049-3630', ['older']],
    ['by a title whose ISSN is another', '490 1# $a Poliisiosaston julkaisuja, $x 2049-3630', ['older']],
    ['by the present series, which is no earlier one', '490 1# $a Poliisihallituksen julkaisusarja, $x 1798-7121', ['older']],
    [
      'by two statements of one series',
      '490 1# $a Poliisiosaston julkaisu, $x 1236-049X\n830 #0 $a Poliisiosaston julkaisu',
      ['older:1236-049X'],
    ],
  ])('%s', (_, field, sets) => {
    expect(olderSetsOf(marcFromLines(`001 1\n${field}`), SETTINGS)).toEqual(sets);
  });
});

const START = Date.parse('2026-03-01T12:00:00Z');

const openHouse = () => {
  let now = START;
  const store = createMemoryStore({ wallClock: () => now });
  const publishingWith = (settings: Settings, crosswalks = HARVESTED_CROSSWALKS): Publishing =>
    createPublishing({
      store,
      settings,
      publicUrl: 'https://julkaisut.example.fi',
      crosswalks: CROSSWALKS,
      harvestedCrosswalks: crosswalks,
    });
  const records = () => store.listRecordsOf('oai:julkaisut.poliisi.fi:poliisi/fi-lib.000000001');
  const keep = async (publishing: Publishing, copies: readonly HarvestedRecord[], isOwn = false): Promise<void> => {
    const rendered = await publishing.renderHarvested([item(copies, isOwn)]);
    await store.commit({ harvested: copies, records: rendered.records });
    now += 2000;
  };
  return { store, publishingWith, records, keep, wait: () => void (now += 2000) };
};

describe('a record of a library among our items', () => {
  it('is there in Dublin Core and MARCXML, and ends in both when it is one of our own publications', async () => {
    const house = openHouse();
    const publishing = house.publishingWith(settingsOf(source('a')));
    await house.keep(publishing, [copyOf('a')]);
    expect((await house.records()).map(({ metadataPrefix, deleted }) => [metadataPrefix, deleted])).toEqual([
      ['marcxml', false],
      ['oai_dc', false],
    ]);
    await house.keep(publishing, [copyOf('a')], true);
    expect((await house.records()).every(({ deleted }) => deleted)).toBe(true);
  });

  it('is told with where it came from, what the source itself had said of that nested in it, and no path of our disk', async () => {
    const house = openHouse();
    const origin = {
      ...{
        baseUrl: 'https://first.example.fi/oai',
        identifier: 'oai:first:1',
        datestamp: '2020-01-01',
        metadataNamespace: 'http://x.example/',
      },
      ...{ harvestDate: '2021-01-01', altered: false },
    };
    const settings = settingsOf(source('a', { url: 'file:///srv/mail/secret' }));
    await house.keep(house.publishingWith(settings), [copyOf('a', { origin })]);
    const [record] = await house.records();
    const about = Buffer.from(record!.about[0]!).toString('utf8');
    expect(about).not.toContain('/srv/mail');
    expect(about).toContain('<baseURL>file:a</baseURL>');
    const [outer] = parseXml(about).children;
    expect(JSON.stringify(outer)).toContain('oai:first:1');
  });

  it('never tells the key with which its source is asked', async () => {
    const house = openHouse();
    const settings = settingsOf(source('a', { url: 'https://api.example.fi/oai?apikey=hunter2' }));
    await house.keep(house.publishingWith(settings), [copyOf('a')]);
    for (const { metadata, about } of await house.records()) {
      expect([metadata!, ...about].map((part) => Buffer.from(part).toString('utf8')).join()).not.toContain('hunter2');
    }
    expect(Buffer.from((await house.records())[0]!.about[0]!).toString('utf8')).toContain('<baseURL>https://api.example.fi/oai</baseURL>');
  });

  it('is rendered anew when the settings say that another source gives it, and only that', async () => {
    const house = openHouse();
    await house.keep(house.publishingWith(settingsOf(source('a'), source('b'))), [copyOf('a'), copyOf('b')]);
    await house.publishingWith(settingsOf(source('a'), source('b'))).renderAnew();
    const before = await house.records();
    expect(await house.publishingWith(settingsOf(source('a'), source('b'))).renderAnew()).toMatchObject({ items: 0 });
    house.wait();
    const result = await house.publishingWith(settingsOf(source('b'), source('a'))).renderAnew();
    expect(result).toMatchObject({ stamped: 2, faults: [] });
    const after = await house.records();
    expect(Buffer.from(after[0]!.metadata!).toString('utf8')).toContain('Kirja, b');
    expect(after[0]!.datestamp).toBeGreaterThan(before[0]!.datestamp);
  });

  it('ends when its source is taken out of the settings, and comes back with it', async () => {
    const house = openHouse();
    await house.keep(house.publishingWith(settingsOf(source('a'))), [copyOf('a')]);
    await house.publishingWith(settingsOf()).renderAnew();
    expect((await house.records()).every(({ deleted }) => deleted)).toBe(true);
    await house.publishingWith(settingsOf(source('a'))).renderAnew();
    expect((await house.records()).every(({ deleted }) => !deleted)).toBe(true);
  });

  it('that cannot be rendered keeps its last good rendering, and is named', async () => {
    const house = openHouse();
    const settings = settingsOf(source('a'));
    await house.keep(house.publishingWith(settings), [copyOf('a')]);
    const before = await house.records();
    const { records, faults } = await house.publishingWith(settings).renderHarvested([item([copyOf('a', { xml: '<broken' })])]);
    expect(records).toEqual([]);
    expect(faults.map(({ identifier, metadataPrefix }) => [identifier.slice(-16), metadataPrefix])).toEqual([
      ['fi-lib.000000001', 'oai_dc'],
      ['fi-lib.000000001', 'marcxml'],
    ]);
    await house.store.commit({ records });
    expect(await house.records()).toEqual(before);
  });
});
