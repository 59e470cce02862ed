import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Datestamp } from '../catalogue/datestamp.js';
import type { PublicationId } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, Link } from '../store/harvest-ports.js';
import type { RecordHeader, Store, StoredPublication } from '../store/ports.js';
import { controlKey } from './identifiers.js';
import { numbersIn, readMarc } from './tied-records.js';

export interface WatchPorts {
  readonly store: Store;
  readonly settings: Settings;
  /** Under which records are stored. */
  readonly storedPrefixes: readonly string[];
  /** Ids of the works that are made so far and answer to a key. */
  readonly idsUnder: (key: string) => readonly string[];
}

/** Finds out what has changed since it last looked, and remembers what belongs together. */
export interface CatalogueWatch {
  /** What must be read anew; whoever has done so takes it out. What fails stays in, and is tried again. */
  readonly stale: { readonly own: Set<PublicationId>; readonly older: Set<string> };
  look(): Promise<void>;
  /** Those that hold. */
  linksOf(ours: PublicationId): readonly Link[];
  /** Those that a person refused. */
  refusalsOf(ours: PublicationId): readonly Link[];
  /** Something about the work has changed that the catalogue does not hold. */
  mark(id: string): void;
  isLinked(theirs: string): boolean;
  /** localIds of Finna's copies of the record, as a control number in both says. */
  twinsOf(localId: string, numbers: readonly string[]): readonly string[];
}

const PAGE = 500;

/**
 * Each kind of change has its own sign: a publication its revision, whether or not it has items; a rendered record its datestamp; a link
 * itself; a library's record the revision of its source. The first look takes everything for changed.
 */
export const createCatalogueWatch = (ports: WatchPorts): CatalogueWatch => {
  const { store, settings } = ports;
  const stale = { own: new Set<PublicationId>(), older: new Set<string>() };
  const revisions = new Map<PublicationId, number>();
  const sources = new Map<string, number>();
  const harvested = new Map<string, string>();
  const copies = createFinnaCopies();
  let links = readLinks([]);
  let settled: Datestamp | undefined;

  const lookAtPublications = async (): Promise<void> => {
    for await (const page of pages<StoredPublication>((last) =>
      store.listPublications({ limit: PAGE, ...(last && { after: last.publication.id }) }),
    )) {
      for (const { publication, revision } of page) {
        if (revisions.get(publication.id) === revision) continue;
        revisions.set(publication.id, revision);
        stale.own.add(publication.id);
      }
    }
  };
  const lookAtLinks = async (): Promise<void> => {
    const all: Link[] = [];
    for await (const page of pages<Link>((last) => store.listLinks({ limit: PAGE, ...(last && { after: last }) }))) all.push(...page);
    const before = links;
    links = readLinks(all);
    for (const [key, { link, sign }] of links.byKey) if (before.byKey.get(key)?.sign !== sign) markLink(link);
    for (const [key, { link }] of before.byKey) if (!links.byKey.has(key)) markLink(link);
  };
  const markLink = ({ ours, theirs }: Link): void => {
    stale.own.add(ours);
    stale.older.add(theirs);
  };
  const lookAtSource = async (id: string, isFinna: boolean): Promise<void> => {
    const { revision } = await store.readSource(id);
    if (sources.get(id) === revision) return;
    for await (const page of pages<HarvestedRecord>((last) =>
      store.listHarvested({ source: id, limit: PAGE, ...(last && { after: last }) }),
    )) {
      for (const record of page) lookAtHarvested(record, isFinna);
    }
    sources.set(id, revision);
  };
  const lookAtHarvested = (record: HarvestedRecord, isFinna: boolean): void => {
    const key = `${record.localId} ${record.source}`;
    const sign = signOf(record);
    if (harvested.get(key) === sign) return;
    harvested.set(key, sign);
    stale.older.add(record.localId);
    for (const { ours } of links.byTheirs.get(record.localId) ?? []) stale.own.add(ours);
    if (!isFinna) return;
    // Whoever had it for a copy before, and whoever has it now.
    const numbers = [...copies.numbersOf(record.localId), ...copies.put(record)];
    for (const number of numbers) for (const id of ports.idsUnder(controlKey(number))) markWork(id);
  };
  const markWork = (id: string): void => {
    if (revisions.has(id as PublicationId)) stale.own.add(id as PublicationId);
    else stale.older.add(id);
  };
  const lookAtDatestamps = async (from: Datestamp, until: Datestamp): Promise<void> => {
    const { identifierDomain, identifierPrefix } = settings.repository;
    const basis = `oai:${identifierDomain}:${identifierPrefix}/`;
    for (const metadataPrefix of ports.storedPrefixes) {
      for await (const page of pages<RecordHeader>((last) =>
        store.listHeaders({ metadataPrefix, from, until, limit: PAGE, ...(last && { after: last }) }),
      )) {
        for (const { identifier } of page) {
          const local = identifier.startsWith(basis) ? identifier.slice(basis.length) : identifier;
          const id = local.replace(/-(?:print|pdf)$/, '') as PublicationId;
          markWork(revisions.has(id) ? id : local);
        }
      }
    }
  };

  return {
    stale,
    look: async () => {
      // The bound first: what is stamped while the rest is read lies behind it, and is looked at again.
      const bounds = await store.readBounds();
      await lookAtPublications();
      await lookAtLinks();
      for (const { id, protocol } of settings.sources) await lookAtSource(id, protocol === 'finna');
      if (settled !== undefined) await lookAtDatestamps((settled + 1) as Datestamp, (await store.readBounds()).now);
      settled = bounds.settled;
    },
    mark: markWork,
    linksOf: (ours) => (links.byOurs.get(ours) ?? []).filter(isHolding),
    refusalsOf: (ours) => (links.byOurs.get(ours) ?? []).filter((link) => !isHolding(link)),
    isLinked: (theirs) => (links.byTheirs.get(theirs) ?? []).some(isHolding),
    twinsOf: (localId, numbers) => copies.twinsOf(localId, numbers),
  };
};

/** Page by page, giving way between them. */
const pages = async function* <Row>(list: (last: Row | undefined) => Promise<readonly Row[]>): AsyncIterable<readonly Row[]> {
  for (let last: Row | undefined; ;) {
    const page = await list(last);
    if (page.length > 0) yield page;
    last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    await nextTurn();
  }
};

interface Links {
  readonly byKey: ReadonlyMap<string, { readonly link: Link; readonly sign: string }>;
  readonly byOurs: ReadonlyMap<string, readonly Link[]>;
  readonly byTheirs: ReadonlyMap<string, readonly Link[]>;
}

const isHolding = ({ status }: Link): boolean => status === 'linked';

/** Only what is decided; the rest is between the catalogue and its librarians. */
const readLinks = (all: readonly Link[]): Links => {
  const decided = all.filter(({ status }) => status !== 'review');
  return {
    byKey: new Map(
      decided.map((link) => {
        const { theirs, ours, tier, decidedBy, at, status } = link;
        return [JSON.stringify([theirs, ours]), { link, sign: JSON.stringify([tier, decidedBy, at, status]) }];
      }),
    ),
    byOurs: grouped(decided, ({ ours }) => ours),
    byTheirs: grouped(decided, ({ theirs }) => theirs),
  };
};

const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

/** What of a library's record shows in a work. */
const signOf = ({ rawHash, state, identifier, aliases, history }: HarvestedRecord): string =>
  [rawHash.slice(0, 16), state, identifier, aliases.length, history.at(-1)?.at].join(' ');

interface FinnaCopies {
  numbersOf(localId: string): readonly string[];
  /** The numbers that it has now. */
  put(record: HarvestedRecord): readonly string[];
  twinsOf(localId: string, numbers: readonly string[]): readonly string[];
}

const createFinnaCopies = (): FinnaCopies => {
  const numbers = new Map<string, readonly string[]>();
  const byNumber = new Map<string, Set<string>>();
  const numbersOf = (localId: string): readonly string[] => numbers.get(localId) ?? [];
  return {
    numbersOf,
    put: (record) => {
      const { localId } = record;
      for (const number of numbersOf(localId)) byNumber.get(number)?.delete(localId);
      const now = numbersIn(localId, [readMarc(record.xml)]);
      numbers.set(localId, now);
      for (const number of now) byNumber.set(number, (byNumber.get(number) ?? new Set()).add(localId));
      return now;
    },
    twinsOf: (localId, wanted) =>
      [...new Set(wanted.flatMap((number) => [...(byNumber.get(number) ?? [])]))].filter((id) => id !== localId).sort(),
  };
};
