import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { WallClock } from '../../src/platform/clock.js';
import { createProvider, type Provider } from '../../src/provider/provider.js';
import type { RepositorySet } from '../../src/publishing/sets.js';
import type { DatestampClock } from '../../src/store/datestamp-clock.js';
import type { CommitResult, RecordContent } from '../../src/store/ports.js';
import { xml, type XmlText } from '../../src/xml/markup.js';
import { BASE_URL, FORMATS, SETTINGS } from '../provider/repository.js';
import type { Backend, DiskFault, ReadStore } from './backend.js';
import { withFaults, type FaultSwitch } from './faults.js';
import type { Draft } from './model.js';
import { SETS, STARTS, type Script } from './script.js';
import type { Reply, Transport } from './transport.js';

/** A fault of design, planted where the parts of a repository meet. */
export interface Mutation {
  readonly clock?: (wallClock: WallClock) => DatestampClock;
  readonly store?: (store: ReadStore) => ReadStore;
  readonly provider?: (provider: Provider, store: ReadStore) => Provider;
}

export interface RepositoryParts {
  readonly openBackend: (wallClock: WallClock, clock?: DatestampClock) => Backend | Promise<Backend>;
  readonly openTransport: (provider: Provider) => Promise<Transport>;
  readonly mutation?: Mutation;
}

/** A whole repository on a clock that stands still unless it is told to go. */
export interface Repository {
  readonly clock: { move(milliseconds: number): void };
  readonly fault: FaultSwitch;
  ask(given: Readonly<Record<string, string>>): Promise<Reply>;
  /** The store's clock. */
  now(): Promise<Datestamp>;
  commit(drafts: readonly Draft[]): Promise<CommitResult>;
  commitOnBadDisk(drafts: readonly Draft[], fault: DiskFault): Promise<CommitResult | undefined>;
  beginSlowWrite(drafts: readonly Draft[], stage: number): Promise<void>;
  endSlowWrite(): Promise<CommitResult>;
  restart(): Promise<void>;
  crash(): Promise<CommitResult | undefined>;
  close(): Promise<void>;
}

export const openRepository = async (
  parts: RepositoryParts,
  script: Pick<Script, 'pageSize' | 'start' | 'responseDate'>,
): Promise<Repository> => {
  const { mutation } = parts;
  let milliseconds = Date.parse(script.start satisfies (typeof STARTS)[number]);
  const wallClock: WallClock = () => milliseconds;
  const backend = await parts.openBackend(wallClock, mutation?.clock?.(wallClock));
  const faulty = withFaults(() => backend.store);
  const store = mutation?.store?.(faulty.store) ?? faulty.store;
  const oai = { ...SETTINGS.oai, pageSize: script.pageSize, pinResponseDate: script.responseDate === 'pinned' };
  const start = (): Provider => {
    const provider = createProvider({ store, settings: { ...SETTINGS, oai }, baseUrl: BASE_URL, formats: FORMATS, sets: REPOSITORY_SETS });
    return mutation?.provider?.(provider, store) ?? provider;
  };
  let provider = start();
  const transport = await parts.openTransport({
    answer: (given) => provider.answer(given),
    answerBytes: (given) => provider.answerBytes(given),
  });
  return {
    clock: { move: (by) => void (milliseconds += by) },
    fault: faulty.fault,
    ask: (given) => transport.ask(new URLSearchParams(given)),
    now: async () => (await backend.store.readBounds()).now,
    commit: (drafts) => backend.commit(drafts.map(contentOf)),
    commitOnBadDisk: (drafts, fault) => backend.commitOnBadDisk(drafts.map(contentOf), fault),
    beginSlowWrite: (drafts, stage) => backend.beginSlowWrite(drafts.map(contentOf), stage),
    endSlowWrite: () => backend.endSlowWrite(),
    restart: async () => {
      await backend.restart();
      provider = start();
    },
    crash: async () => {
      const result = await backend.crash();
      provider = start();
      return result;
    },
    close: async () => {
      await transport.close();
      await backend.close();
    },
  };
};

const REPOSITORY_SETS: readonly RepositorySet[] = SETS.map((setSpec) => ({
  setSpec,
  setName: setSpec,
  description: `The set ${setSpec}.`,
}));

/** Parsed text of it gives `rev` back (see `parseAnswer`), and it is valid by the format's schema. */
const contentOf = ({ identifier, metadataPrefix, deleted, sets, rev }: Draft): RecordContent => ({
  identifier,
  metadataPrefix,
  deleted,
  sets,
  ...(!deleted && { metadata: metadataPrefix === 'oai_dc' ? dublinCore(rev) : marc(rev) }),
  about: [],
});

const dublinCore = (rev: number): XmlText =>
  xml`<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>rev ${rev}</dc:title></oai_dc:dc>`
    .markup;

const marc = (rev: number): XmlText =>
  xml`<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader><datafield tag="245" ind1="0" ind2="0"><subfield code="a">rev ${rev}</subfield></datafield></record>`
    .markup;
