import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { parseIssn } from '../../src/catalogue/issn.js';
import type { WallClock } from '../../src/platform/clock.js';
import type { Settings } from '../../src/platform/settings.js';
import type { ProviderPorts } from '../../src/provider/ports.js';
import { createProvider, type Provider } from '../../src/provider/provider.js';
import type { MetadataFormat } from '../../src/publishing/formats.js';
import { listSets } from '../../src/publishing/sets.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { RecordContent, Store } from '../../src/store/ports.js';
import { buildXml } from '../../src/xml/build.js';
import { element } from '../../src/xml/element.js';
import type { XmlText } from '../../src/xml/markup.js';
import { readAnswer, type Ask } from './harvest.js';

export const BASE_URL = 'https://julkaisut.example.fi/oai';
/** When the clock of a test repository begins. */
export const START = '2012-03-04T05:06:07Z';

const MARC = 'http://www.loc.gov/MARC21/slim';
const MARC_SCHEMA = 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd';
const OAI_DC = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
const OAI_DC_SCHEMA = 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd';
const DC = 'http://purl.org/dc/elements/1.1/';
const KK = 'http://kk/1.0';

export const FORMATS: readonly MetadataFormat[] = [
  { metadataPrefix: 'oai_dc', schema: OAI_DC_SCHEMA, metadataNamespace: OAI_DC, storedAs: 'oai_dc' },
  { metadataPrefix: 'marcxml', schema: MARC_SCHEMA, metadataNamespace: MARC, storedAs: 'marcxml' },
  { metadataPrefix: 'marc21', schema: MARC_SCHEMA, metadataNamespace: MARC, storedAs: 'marcxml' },
  { metadataPrefix: 'kk', schema: 'http://kk/1.0/kk.xsd', metadataNamespace: KK, storedAs: 'kk' },
];

export const SETTINGS: Settings = {
  repository: {
    name: 'Esimerkkiviraston julkaisut & raportit',
    adminEmail: ['julkaisut@example.fi', 'it@example.fi'],
    identifierDomain: 'julkaisut.example.fi',
    identifierPrefix: 'esim',
  },
  oai: {
    pageSize: 500,
    lenient: true,
    pinResponseDate: false,
    metadataRights: 'https://creativecommons.org/publicdomain/zero/1.0/',
    friends: [],
    policies: { metadata: 'Free to use (CC0 1.0).', data: 'Stated with each publication.' },
  },
  publisher: { name: 'Esimerkkivirasto', place: 'Helsinki', language: 'fin', country: 'fi', governmentPublication: 'f' },
  series: [
    { code: 'es', title: 'Esimerkkiviraston julkaisusarja', issn: { print: parseIssn('1798-7121')!, online: parseIssn('2242-5640')! } },
    { code: 'vanha', title: 'Vanhan viraston julkaisut', issn: { print: parseIssn('1236-049X')! }, predecessorOf: 'es' },
  ],
  sources: [],
  administration: {
    timezone: 'Europe/Helsinki',
    sessionIdleMinutes: 60,
    sessionHours: 12,
    behindProxy: false,
    notices: { language: 'fi', quarantineDays: 14 },
  },
  site: {},
  links: { landingPage: 'https://example.fi/julkaisut', urnResolver: 'https://urn.fi/{urn}', targets: {} },
};

export interface TestClock {
  readonly wallClock: WallClock;
  readonly tick: (seconds: number) => void;
}

export const createClock = (start: string = START): TestClock => {
  let milliseconds = Date.parse(start);
  return { wallClock: () => milliseconds, tick: (seconds) => void (milliseconds += seconds * 1000) };
};

export interface Repository {
  readonly store: Store;
  readonly clock: TestClock;
  readonly provider: Provider;
  /** In process; the arguments go in as a stranger's URL would bring them. */
  readonly ask: Ask;
  /** Commits all at once and lets two seconds pass, so that lists show it. */
  readonly put: (...contents: readonly RecordContent[]) => Promise<Datestamp>;
  /** The same store behind a new provider, as after a restart; with other ports where given. */
  readonly reopen: (change?: Partial<ProviderPorts>) => Repository;
}

export interface RepositoryOptions {
  readonly oai?: Partial<Settings['oai']>;
  readonly ports?: Partial<ProviderPorts>;
  readonly start?: string;
}

/** A small real repository over the memory store, empty at first. */
export const openRepository = ({ oai, ports, start }: RepositoryOptions = {}): Repository => {
  const clock = createClock(start);
  const store = createMemoryStore({ wallClock: clock.wallClock });
  const settings = { ...SETTINGS, oai: { ...SETTINGS.oai, ...oai } };
  return repositoryOver(store, clock, { store, settings, baseUrl: BASE_URL, formats: FORMATS, sets: listSets(settings), ...ports });
};

const repositoryOver = (store: Store, clock: TestClock, ports: ProviderPorts): Repository => {
  const provider = createProvider(ports);
  return {
    store,
    clock,
    provider,
    ask: async (query) => readAnswer(await provider.answer(new URLSearchParams(query))),
    put: async (...records) => {
      const { datestamp } = await store.commit({ records });
      clock.tick(2);
      return datestamp;
    },
    reopen: (change) => repositoryOver(store, clock, { ...ports, ...change }),
  };
};

export const identifierOf = (localId: string): string => `oai:julkaisut.example.fi:esim/${localId}`;

const dublinCore = (title: string): XmlText =>
  buildXml(
    element(OAI_DC, 'oai_dc:dc', { 'xmlns:dc': DC, 'xsi:schemaLocation': `${OAI_DC} ${OAI_DC_SCHEMA}` }, [
      element(DC, 'dc:title', {}, [title]),
    ]),
  );

const marc = (title: string): XmlText =>
  buildXml(
    element(MARC, 'record', { 'xsi:schemaLocation': `${MARC} ${MARC_SCHEMA}` }, [
      element(MARC, 'leader', {}, ['00000nam a2200000 i 4500']),
      element(MARC, 'datafield', { tag: '245', ind1: '0', ind2: '0' }, [element(MARC, 'subfield', { code: 'a' }, [title])]),
    ]),
  );

const kk = (title: string): XmlText =>
  buildXml(
    element(KK, 'kk:metadata', { 'xsi:schemaLocation': `${KK} http://kk/1.0/kk.xsd` }, [
      element(KK, 'kk:field', { schema: 'dc', element: 'title', value: title }),
    ]),
  );

const WRITERS = { oai_dc: dublinCore, marcxml: marc, kk } as const;
export type StoredPrefix = keyof typeof WRITERS;

/** A record of one item in one format. A `-print` item is in own:print, every other in own:online. */
export const record = (localId: string, metadataPrefix: StoredPrefix = 'oai_dc', title = `Julkaisu ${localId}`): RecordContent => ({
  identifier: identifierOf(localId),
  metadataPrefix,
  deleted: false,
  sets: [localId.endsWith('-print') ? 'own:print' : 'own:online'],
  metadata: WRITERS[metadataPrefix](title),
  about: [],
});

/** One item in every format that it can have: `kk` is for online items. */
export const item = (localId: string, title?: string): readonly RecordContent[] =>
  (localId.endsWith('-print') ? (['oai_dc', 'marcxml'] as const) : (['oai_dc', 'marcxml', 'kk'] as const)).map((prefix) =>
    record(localId, prefix, title),
  );

export const deletion = (localId: string, metadataPrefix: StoredPrefix = 'oai_dc'): RecordContent => ({
  identifier: identifierOf(localId),
  metadataPrefix,
  deleted: true,
  sets: [],
  about: [],
});

/** `2012-001-pdf`, `2012-002-pdf` …, so that their order is that of their numbers. */
export const localIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `2012-${String(index + 1).padStart(3, '0')}-pdf`);
