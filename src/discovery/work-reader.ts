import type { PublicationId } from '../catalogue/publication.js';
import { identifierOf } from '../crosswalk/item.js';
import { harvestedIdentifier } from '../publishing/harvested-items.js';
import type { Link } from '../store/harvest-ports.js';
import type { Store } from '../store/ports.js';
import type { CheckedTies } from './checked-ties.js';
import type { Reading } from './entry.js';
import { controlNumberIn, melindaNumberIn } from './identifiers.js';
import { readOlderWork } from './older-work.js';
import { type ReadingPorts, readOwnWork } from './own-work.js';
import { numbersIn, readMarc, tiedRecord } from './tied-records.js';
import type { TiedRecord } from './ties.js';

/** Makes works of what the catalogue holds. */
export interface WorkReader {
  readOwn(id: PublicationId): Promise<Reading>;
  readOlder(localId: string): Promise<Reading>;
}

/** What belongs together. */
export interface Bonds {
  /** Those that hold. */
  linksOf(ours: PublicationId): Awaitable<readonly Link[]>;
  /** Those that a person refused. */
  refusalsOf(ours: PublicationId): Awaitable<readonly Link[]>;
  isLinked(theirs: string): Awaitable<boolean>;
  /** localIds of Finna's copies of the record, as a control number in both says. */
  twinsOf(localId: string, numbers: readonly string[]): Awaitable<readonly string[]>;
}

type Awaitable<T> = T | Promise<T>;

export interface ReaderPorts extends ReadingPorts {
  readonly store: Store;
  readonly bonds: Bonds;
  readonly checkedOf: (id: string) => Promise<CheckedTies['ties']>;
}

export const createWorkReader = (ports: ReaderPorts): WorkReader => {
  const { store, bonds, settings, checkedOf } = ports;
  /** The names of refused records, in every source that has or had them. */
  const refusedFor = async (id: PublicationId): Promise<CheckedTies['refused']> => {
    const names = new Set<string>();
    for (const { theirs } of await bonds.refusalsOf(id)) {
      names.add(melindaNumberIn(theirs) ?? theirs);
      names.add(controlNumberIn(theirs) ?? theirs);
      for (const { identifier, aliases } of await store.listHarvestedOf(theirs))
        for (const name of [identifier, ...aliases]) names.add(name);
    }
    return names;
  };
  return {
    readOwn: async (id) => {
      const stored = await store.findPublication(id);
      if (stored === undefined) return { kind: 'nothing' };
      const tied: TiedRecord[] = [];
      for (const link of await bonds.linksOf(id)) {
        tied.push(tiedRecord(link.theirs, await store.listHarvestedOf(link.theirs), link));
      }
      const [print, pdf] = await Promise.all([
        store.listRecordsOf(identifierOf(settings, id, 'print')),
        store.listRecordsOf(identifierOf(settings, id, 'pdf')),
      ]);
      const checked = { ties: await checkedOf(id), refused: await refusedFor(id) };
      return readOwnWork(ports, { publication: stored.publication, records: { print, pdf }, tied, checked });
    },
    readOlder: async (localId) => {
      const copies = await store.listHarvestedOf(localId);
      const marc = new Map(copies.map((copy) => [copy, readMarc(copy.xml)]));
      const numbers = numbersIn(localId, [...marc.values()]);
      const twins: TiedRecord[] = [];
      for (const twin of await bonds.twinsOf(localId, numbers)) twins.push(tiedRecord(twin, await store.listHarvestedOf(twin)));
      const records = await store.listRecordsOf(harvestedIdentifier(settings, localId));
      const tied = { localId, copies, numbers };
      const isOwn = await bonds.isLinked(localId);
      const checked = { ties: await checkedOf(localId), refused: new Set<string>() };
      return readOlderWork(ports, { tied, marcOf: (copy) => marc.get(copy), isOwn, records, twins, checked });
    },
  };
};
