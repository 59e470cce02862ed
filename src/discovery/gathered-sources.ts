import DataLoader from 'dataloader';
import type { PublicationId } from '../catalogue/publication.js';
import type { Store } from '../store/ports.js';
import type { TieMemory } from '../store/tie-ports.js';
import type { WorkNeighbours } from '../store/work-ports.js';
import { compareCodeUnits } from '../store/sorted.js';
import type { ReaderPorts } from './work-reader.js';

export interface GatheringPorts {
  readonly store: Pick<Store, 'findPublications' | 'listHeadersOf' | 'listHarvestedOfMany' | 'listLinksOfMany'>;
  readonly neighbours: WorkNeighbours;
  readonly ties?: Pick<TieMemory, 'find'> | undefined;
}

/**
 * The sources of works that are read side by side: what they ask at the same moment becomes one question for all of them, and none is asked
 * twice. For one batch of works; what is read is not read again.
 */
export const gather = ({ store, neighbours, ties }: GatheringPorts): Pick<ReaderPorts, 'sources' | 'bonds' | 'checkedOf'> => {
  const publications = loader(
    (ids) => store.findPublications(ids as readonly PublicationId[]),
    ({ publication }) => publication.id,
  );
  const headers = loader(
    (identifiers) => store.listHeadersOf(identifiers),
    ({ identifier }) => identifier,
  );
  const harvested = loader(
    (localIds) => store.listHarvestedOfMany(localIds),
    ({ localId }) => localId,
  );
  const linksOfOurs = loader(
    (ours) => neighbours.listLinksOfOurs(ours),
    ({ ours }) => ours,
  );
  const linksOfTheirs = loader(
    (theirs) => store.listLinksOfMany(theirs),
    ({ theirs }) => theirs,
  );
  const copies = loader(
    (numbers) => neighbours.listCopies(numbers),
    ({ number }) => number,
  );
  const checked = loader(
    async (works) => (await ties?.find(works)) ?? [],
    ({ row }) => row.work,
  );
  return {
    sources: {
      findPublication: async (id) => (await publications.load(id))[0],
      listHeadersOf: (identifier) => headers.load(identifier),
      listHarvestedOf: (localId) => harvested.load(localId),
    },
    bonds: {
      linksOf: async (ours) => (await linksOfOurs.load(ours)).filter(({ status }) => status === 'linked'),
      refusalsOf: async (ours) => (await linksOfOurs.load(ours)).filter(({ status }) => status === 'refused'),
      isLinked: async (theirs) => (await linksOfTheirs.load(theirs)).some(({ status }) => status === 'linked'),
      twinsOf: async (localId, numbers) => {
        const found = await Promise.all(numbers.map((number) => copies.load(number)));
        return [...new Set(found.flat().map((copy) => copy.localId))].filter((copy) => copy !== localId).sort(compareCodeUnits);
      },
    },
    checkedOf: async (id) => (await checked.load(id)).flatMap(({ row }) => row.ties),
  };
};

/** Rows by their key, in the order in which they came. */
const loader = <Row>(readMany: (keys: readonly string[]) => Promise<readonly Row[]>, keyOf: (row: Row) => string) =>
  new DataLoader<string, readonly Row[]>(async (keys) => {
    const rows = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await readMany(keys)) rows.get(keyOf(row))?.push(row);
    return keys.map((key) => rows.get(key) ?? []);
  });
