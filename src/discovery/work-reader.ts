import type { PublicationId } from '../catalogue/publication.js';
import { identifierOf } from '../crosswalk/item.js';
import { harvestedIdentifier } from '../publishing/harvested-items.js';
import type { HarvestedRecord, Link } from '../store/harvest-ports.js';
import type { RecordHeader, StoredPublication } from '../store/ports.js';
import type { CheckedTies } from './checked-ties.js';
import type { Reading } from './entry.js';
import { controlNumberIn, melindaNumberIn } from './identifiers.js';
import { readOlderWork } from './older-work.js';
import { type ReadingPorts, readOwnWork } from './own-work.js';
import { numbersIn, readMarc, tiedRecord } from './tied-records.js';

/** Makes works of what the catalogue holds. */
export interface WorkReader {
  readOwn(id: PublicationId): Promise<Reading>;
  readOlder(localId: string): Promise<Reading>;
}

/** What the catalogue holds. */
export interface WorkSources {
  findPublication(id: PublicationId): Promise<Pick<StoredPublication, 'publication'> | undefined>;
  /** Of one item, in order of metadataPrefix; of deleted records too. */
  listHeadersOf(identifier: string): Promise<readonly RecordHeader[]>;
  /** One for each source, in order of them. */
  listHarvestedOf(localId: string): Promise<readonly HarvestedRecord[]>;
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
  readonly sources: WorkSources;
  readonly bonds: Bonds;
  readonly checkedOf: (id: string) => Promise<CheckedTies['ties']>;
}

export const createWorkReader = (ports: ReaderPorts): WorkReader => {
  const { sources, bonds, settings, checkedOf } = ports;
  /** The names of refused records, in every source that has or had them. */
  const refusedFor = async (id: PublicationId): Promise<CheckedTies['refused']> => {
    const names = new Set<string>();
    for (const { theirs } of await bonds.refusalsOf(id)) {
      names.add(melindaNumberIn(theirs) ?? theirs);
      names.add(controlNumberIn(theirs) ?? theirs);
      for (const { identifier, aliases } of await sources.listHarvestedOf(theirs))
        for (const name of [identifier, ...aliases]) names.add(name);
    }
    return names;
  };
  return {
    readOwn: async (id) => {
      const stored = await sources.findPublication(id);
      if (stored === undefined) return { kind: 'nothing' };
      const [links, print, pdf, checked, refused] = await Promise.all([
        bonds.linksOf(id),
        sources.listHeadersOf(identifierOf(settings, id, 'print')),
        sources.listHeadersOf(identifierOf(settings, id, 'pdf')),
        checkedOf(id),
        refusedFor(id),
      ]);
      const tied = await Promise.all(links.map(async (link) => tiedRecord(link.theirs, await sources.listHarvestedOf(link.theirs), link)));
      return readOwnWork(ports, { publication: stored.publication, records: { print, pdf }, tied, checked: { ties: checked, refused } });
    },
    readOlder: async (localId) => {
      const copies = await sources.listHarvestedOf(localId);
      const marc = new Map(copies.map((copy) => [copy, readMarc(copy.xml)]));
      const numbers = numbersIn(localId, [...marc.values()]);
      const [twinIds, records, isOwn, ties] = await Promise.all([
        bonds.twinsOf(localId, numbers),
        sources.listHeadersOf(harvestedIdentifier(settings, localId)),
        bonds.isLinked(localId),
        checkedOf(localId),
      ]);
      const twins = await Promise.all(twinIds.map(async (twin) => tiedRecord(twin, await sources.listHarvestedOf(twin))));
      const tied = { localId, copies, numbers };
      const checked = { ties, refused: new Set<string>() };
      return readOlderWork(ports, { tied, marcOf: (copy) => marc.get(copy), isOwn, records, twins, checked });
    },
  };
};
