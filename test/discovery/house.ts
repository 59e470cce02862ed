import type { Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../src/crosswalk/harvested/harvested-crosswalks.js';
import { writeMarcRecord } from '../../src/crosswalk/marc-record.js';
import { createDiscovery } from '../../src/discovery/create-discovery.js';
import type { Discovery } from '../../src/discovery/discovery.js';
import type { Settings, SourceSettings } from '../../src/platform/settings.js';
import { createPublishing } from '../../src/publishing/publishing.js';
import type { HarvestedRecord, HarvestEvent, Link } from '../../src/store/harvest-ports.js';
import { createMemoryTies } from '../../src/store/memory/memory-ties.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/ports.js';
import { openDatabase } from '../../src/store/postgres/database.js';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js';
import { createPostgresTies } from '../../src/store/postgres/postgres-ties.js';
import { createPostgresWorkStore } from '../../src/store/postgres/postgres-work-store.js';
import type { WorkStore } from '../../src/store/work-ports.js';
import type { TieMemory } from '../../src/store/tie-ports.js';
import { buildXml } from '../../src/xml/build.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { SETTINGS } from '../golden/settings.js';
import { SOURCE } from '../harvester/run/installation.js';
import { borrowTestDatabase } from '../store/postgres/test-database.js';

const PUBLIC_URL = 'https://julkaisut.example.fi';
const label = { fi: 'Kohde', sv: 'Mål', en: 'Target' };
const source = (id: string, more: Partial<SourceSettings>): SourceSettings => ({ ...SOURCE, id, ...more }) as SourceSettings;

/** Melinda is given on, Finna only looked at; three places to lead to. */
export const HOUSE_SETTINGS: Settings = {
  ...SETTINGS,
  sources: [
    source('melinda', { controlNumberIdentifier: 'FI-MELINDA' }),
    source('finna', { protocol: 'finna', republish: false, controlNumberIdentifier: 'FI-NL' }),
  ],
  links: {
    ...SETTINGS.links,
    targets: {
      melinda: { label, record: 'https://melinda.example.fi/byid/{id}' },
      finna: {
        label,
        record: 'https://finna.example.fi/Record/{id}',
        search: 'https://finna.example.fi/Results?lookfor={number}&type=ISN',
      },
      eduskunta: { label, search: 'https://eduskunta.example.fi/?isn={number}' },
    },
  },
};

export interface Row {
  readonly localId: string;
  readonly marc: string;
  readonly identifier?: string;
  readonly aliases?: readonly string[];
  readonly state?: HarvestedRecord['state'];
}

export interface House {
  readonly store: Store;
  /** What look-ups found. */
  readonly ties: TieMemory;
  readonly discovery: Discovery;
  readonly clock: { now: number };
  /** Another one over the same store, which has seen nothing yet, with an index of its own in memory. */
  readonly another: () => Discovery;
  /** One that reads the catalogue from that store, with the index of this house. */
  discover(store: Store, settings?: Settings): Discovery;
  publish(...publications: readonly Publication[]): Promise<void>;
  /** As a harvest of that source would leave them. */
  harvest(from: 'melinda' | 'finna', ...rows: readonly Row[]): Promise<void>;
  link(theirs: string, ours: string, more?: Partial<Link>): Promise<void>;
  unlink(theirs: string, ours: string): Promise<void>;
}

/** A store in memory with the real publishing before it and a discovery behind it. Every act takes ten seconds. */
export const openHouse = (settings = HOUSE_SETTINGS): House => {
  const clock = startOfClock();
  return houseOver({ store: createMemoryStore({ wallClock: () => clock.now }), ties: createMemoryTies(), clock }, settings);
};

const startOfClock = (): House['clock'] => ({ now: Date.parse('2026-03-01T12:00:00Z') });

/** The same over PostgreSQL, with the works in the database too. */
export const openStoredHouse = async (settings = HOUSE_SETTINGS): Promise<House> => {
  const clock = startOfClock();
  const made = await borrowTestDatabase();
  const database = await openDatabase({ url: made.url });
  opened.push(async () => {
    await database.close();
    await made.drop();
  });
  const store = await openPostgresStore({ database, wallClock: () => clock.now });
  const works = createPostgresWorkStore({ database });
  return houseOver({ store, ties: createPostgresTies(database), clock, works }, settings);
};

const opened: (() => Promise<void>)[] = [];
export const closeHouses = async (): Promise<void> => {
  await Promise.all(opened.splice(0).map((close) => close()));
};

/** Whatever is true of a house is true of both. */
export const HOUSES = [
  ['in memory', async (settings?: Settings): Promise<House> => openHouse(settings)],
  ['over PostgreSQL', openStoredHouse],
] as const;

interface Foundations extends Pick<House, 'store' | 'ties' | 'clock'> {
  readonly works?: WorkStore;
}

const houseOver = ({ store, ties, clock, works }: Foundations, settings: Settings): House => {
  const wallClock = (): number => clock.now;
  const publishing = createPublishing({
    ...{ store, settings, crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS, publicUrl: PUBLIC_URL },
  });
  const another = (): Discovery => createDiscovery({ store, ties, settings, publicUrl: PUBLIC_URL, clock: wallClock });
  const discover = (from: Store, under = settings): Discovery =>
    createDiscovery({ store: from, ties, settings: under, publicUrl: PUBLIC_URL, clock: wallClock, ...(works && { works }) });
  const render = async (localId: string, isOwn: boolean, change: readonly HarvestedRecord[] = []) => {
    const others = (await store.listHarvestedOf(localId)).filter((each) => !change.some((row) => row.source === each.source));
    const { records } = await publishing.renderHarvested([{ localId, copies: [...others, ...change], isOwn }]);
    return records;
  };
  const isLinked = async (theirs: string): Promise<boolean> => (await store.listLinksOf(theirs)).some(({ status }) => status === 'linked');
  const secondsNow = (): HarvestEvent['at'] => Math.floor(clock.now / 1000) as HarvestEvent['at'];
  return {
    ...{ store, ties, clock, another, discover },
    discovery: discover(store),
    publish: async (...publications) => {
      clock.now += 10_000;
      const changes = await Promise.all(
        publications.map(async (each) => ({ publication: each, sawRevision: (await store.findPublication(each.id))?.revision ?? 0 })),
      );
      await publishing.publish({ publications: changes });
    },
    harvest: async (from, ...rows) => {
      clock.now += 10_000;
      for (const { localId, marc, identifier = `oai:${from}:${localId}`, aliases = [], state = 'live' } of rows) {
        const before = await store.findHarvested(from, localId);
        const outcome = before === undefined ? 'added' : state === 'live' ? 'updated' : state;
        const row: HarvestedRecord = {
          ...{ source: from, localId, identifier, aliases, state, title: 'Kirja', xml: buildXml(writeMarcRecord(marcFromLines(marc))) },
          ...{
            repairs: [],
            contentHash: marc,
            rawHash: marc,
            because: 'It is.',
            flags: [],
            harvestDate: '2026-03-01T12:00:00Z',
            missed: 0,
          },
          history: [...(before?.history ?? []), { run: 'r', at: secondsNow(), outcome, contentHash: marc }],
        };
        await store.commit({
          harvested: [row],
          records: await render(localId, await isLinked(localId), [row]),
          source: { source: from, sawRevision: (await store.readSource(from)).revision, volumes: [] },
        });
      }
    },
    link: async (theirs, ours, more = {}) => {
      clock.now += 10_000;
      const link = {
        ...{ theirs, ours, tier: 'B', status: 'linked', evidence: [], decidedBy: 'auto', at: secondsNow(), rulesVersion: 1 },
        ...{ hashes: { ours: '', theirs: '' }, ...more },
      } as Link;
      await store.commit({ links: { put: [link] }, records: await render(theirs, link.status === 'linked') });
    },
    unlink: async (theirs, ours) => {
      clock.now += 10_000;
      await store.commit({ links: { remove: [{ theirs, ours: ours as Link['ours'] }] }, records: await render(theirs, false) });
    },
  };
};

/** SYNTHETIC stand-in for the record of the national bibliography: two statements of one series, one number in two forms, an ISBN-10. */
export const RECORD_254001 = `LDR 00000cam a2200673 i 4500
001 000254001
003 FI-MELINDA
008 021024s2001    fi ||||||||||o000|||fin| 
020 ## $a 951-734-412-0 $q nidottu
035 ## $a (FI-MELINDA)000254001
041 0# $a fin
110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.
245 10 $a Poliisin talousvastuu läänitasolla.
260 ## $a Helsinki : $b Sisäasiainministeriö, poliisiosasto, $c 2001.
300 ## $a 18, [1] lehteä ; $c 30 cm
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7
490 1# $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/2001
520 ## $a Tämä tiivistelmä ei kuulu kenellekään.
650 #7 $a taloudellinen vastuu $2 ysa
653 ## $a talousvastuu`;

/** SYNTHETIC: the same in Finna, under a number of its own. */
export const FINNA_COPY = RECORD_254001.replace('001 000254001\n003 FI-MELINDA', '001 77\n003 FI-NL');
