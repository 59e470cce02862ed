import { createHash } from 'node:crypto';
import type { PublicationId } from '../catalogue/publication.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import type { Settings } from '../platform/settings.js';
import { formatsOf } from '../publishing/formats.js';
import type { Store } from '../store/ports.js';
import type { MakeWorks, StaleWork, WorkChange, WorkNeighbours, WorkStore } from '../store/work-ports.js';
import type { DiscoveryPorts } from './discovery-ports.js';
import type { Reading } from './entry.js';
import { controlKey } from './identifiers.js';
import { numbersIn, readMarc } from './tied-records.js';
import { createTurns } from './turns.js';
import { fingerprintOf } from './work-index.js';
import { gather } from './gathered-sources.js';
import { createWorkReader, type WorkReader } from './work-reader.js';
import { workRow } from './work-row.js';

export type StoredPorts = DiscoveryPorts & { readonly works: WorkStore };

/** Raised when works are read from the catalogue in another way than before: all of them are made anew then. */
const READING_VERSION = 2;
/** Works that are made in one go, with one question of each kind for all: a tenth of a second, for which other processes wait. */
const BATCH = 100;
/** So many changes are followed before an answer is given. More are a load of records: meanwhile readers get the works as they were. */
const LONG_QUEUE = 500;
/** An end, should others change things without one. */
const MOST_ROUNDS = 20;

/** Waits until what was changed before the call is followed, where that does not take long. */
export const createKeptUp = (ports: StoredPorts): (() => Promise<void>) => {
  const { works, onFault = () => undefined } = ports;
  const madeWith = nameOfMaking(ports);
  const renewal = { limit: BATCH, madeWith, make: createMaking(ports) };
  let claim: Promise<void> | undefined;
  let background: Promise<void> | undefined;

  const claimOnce = async (): Promise<void> => {
    claim ??= works.claim(madeWith);
    try {
      await claim;
    } catch (error) {
      claim = undefined;
      throw error;
    }
  };
  const followAll = async (): Promise<void> => {
    while ((await works.renew(renewal)) > 0);
  };
  const followFew = createTurns(async () => {
    for (let round = 0; round < MOST_ROUNDS && (await works.renew(renewal)) > 0; round++);
  });
  return async () => {
    await claimOnce();
    const waiting = await works.countStale(LONG_QUEUE + 1);
    if (waiting === 0) return;
    if (waiting <= LONG_QUEUE) return followFew();
    background ??= followAll()
      .catch(onFault)
      .finally(() => (background = undefined));
  };
};

const nameOfMaking = ({ settings, publicUrl, formats = formatsOf(CROSSWALKS) }: StoredPorts): string =>
  createHash('sha256')
    .update(JSON.stringify([READING_VERSION, shownIn(settings), publicUrl, formats]))
    .digest('hex');

/** What works are made with; to change how long a session lasts must not have a million of them made anew. */
const shownIn = ({ repository, publisher, series, sources, links }: Settings): unknown => [
  [repository.identifierDomain, repository.identifierPrefix, publisher, series, links],
  sources.map(({ id, protocol, republish, controlNumberIdentifier, controlNumberAliases }) => [
    ...[id, protocol, republish, controlNumberIdentifier, controlNumberAliases],
  ]),
];

const createMaking = (ports: StoredPorts): MakeWorks => {
  const { store, settings, publicUrl, ties, formats = formatsOf(CROSSWALKS) } = ports;
  const copying = new Set(settings.sources.filter(({ protocol }) => protocol === 'finna').map(({ id }) => id));
  return async (stale, neighbours) => {
    const alsoStale = copying.size === 0 ? [] : await followCopies({ store, neighbours, copying }, stale);
    const reader = createWorkReader({
      ...{ settings, publicUrl, ...gather({ store, neighbours, ties }) },
      prefixesOf: (stored) => formats.filter(({ storedAs }) => storedAs === stored).map(({ metadataPrefix }) => metadataPrefix),
    });
    const changes = await Promise.all(stale.map(async ({ id }) => changeTo(id, await readWork(reader, id))));
    return { changes, alsoStale };
  };
};

/** The id of a publication is no library's number. */
const readWork = async (reader: WorkReader, id: string): Promise<Reading> => {
  const own = await reader.readOwn(id as PublicationId);
  return own.kind === 'nothing' ? reader.readOlder(id) : own;
};

const changeTo = (id: string, reading: Reading): WorkChange => {
  switch (reading.kind) {
    case 'work':
      return { kind: 'work', row: workRow(reading.entry) };
    case 'gone':
      return { kind: 'gone', id, changed: reading.changed, fingerprint: fingerprintOf({ id, changed: reading.changed }) };
    case 'nothing':
      return { kind: 'nothing', id };
  }
};

interface CopyPorts {
  readonly store: Store;
  readonly neighbours: WorkNeighbours;
  /** Ids of the sources that hold copies of others' records. */
  readonly copying: ReadonlySet<string>;
}

/** Notes under which numbers copies are held. @returns the works that had one of them for a copy before, or have one now */
const followCopies = async ({ store, neighbours, copying }: CopyPorts, stale: readonly StaleWork[]): Promise<readonly string[]> => {
  const touched = new Set<string>();
  for (const { id } of stale.filter(({ spreads }) => spreads)) {
    const copies = (await store.listHarvestedOf(id)).filter(({ source }) => copying.has(source));
    const numbers =
      copies.length === 0
        ? []
        : numbersIn(
            id,
            copies.map(({ xml }) => readMarc(xml)),
          );
    for (const number of [...(await neighbours.putCopy(id, numbers)), ...numbers]) touched.add(number);
  }
  const found = await neighbours.idsUnder([...touched].map(controlKey));
  const atHand = new Set(stale.map(({ id }) => id));
  return [...new Set([...found.values()].flat())].filter((id) => !atHand.has(id));
};
