import type { Datestamp } from '../../catalogue/datestamp.js';
import type { WallClock } from '../../platform/clock.js';
import { createCommitQueue } from '../commit-queue.js';
import { createInstallation, planInstallation } from '../installation.js';
import { StoreError, type CommitResult, type Installation, type Store, type StoreChange, type StoreMoment } from '../ports.js';
import { isSameJson } from '../same-json.js';
import { createCatalogueReading, refuseStaleSights, writePublications } from './catalogue-rows.js';
import { BOUNDS, boundsOf, createClock, inTurn, valuesOfBounds, type BoundsRow, type Clock } from './commit-turn.js';
import type { Connection, Copies, Database, Queries } from './database.js';
import { createHarvestReading } from './harvest-reading.js';
import { writeHarvest } from './harvest-writing.js';
import { migrate } from './migrate.js';
import { createRecordReading } from './record-reading.js';
import { writeRecords } from './record-writing.js';
import { refuseUnfinishedMove } from './unfinished-move.js';
import { createSetCombinations, type SetCombinations } from './set-combinations.js';

export interface PostgresStoreOptions {
  /** Closed by whoever opened it. */
  readonly database: Database;
  /** Of tests; the database's own otherwise. */
  readonly wallClock?: WallClock;
}

/**
 * The store of several processes: nothing is kept in memory but what never changes.
 * @throws StoreError `unavailable`, or `newer` when a newer program has used the database
 */
export const openPostgresStore = async ({ database, wallClock }: PostgresStoreOptions): Promise<Store> => {
  await migrate(database);
  await refuseUnfinishedMove(database);
  const clock = createClock(wallClock);
  await makeInstallation(database, clock);
  const combinations = createSetCombinations(database);
  const queue = createCommitQueue();
  let isOpen = true;
  const refuseIfClosed = (): void => {
    if (!isOpen) throw new StoreError('unavailable', `the store in ${database.shownUrl} has been closed`);
  };
  const reading: Queries & Copies = {
    query: async (statement, values) => {
      refuseIfClosed();
      return database.query(statement, values);
    },
    copyOut: async (select, readRow, allocate) => {
      refuseIfClosed();
      return database.copyOut(select, readRow, allocate);
    },
  };
  /** In turn also within a process: each waiting change would hold a connection. */
  const commit = (parts: () => AsyncIterable<StoreChange> | Iterable<StoreChange>): Promise<CommitResult> =>
    queue.run(async () => {
      refuseIfClosed();
      return inTurn(database, clock, (connection, stamp) => writeParts(connection, combinations, parts(), stamp));
    });
  return {
    ...createRecordReading(reading, combinations),
    ...createCatalogueReading(reading),
    ...createHarvestReading(reading),
    readInstallation: () => readInstallation(reading),
    readBounds: async () => {
      const { now, settled } = await readMoment(reading, wallClock);
      return { now, settled };
    },
    readMoment: () => readMoment(reading, wallClock),
    countCommits: async () => {
      const [row] = await reading.query<{ readonly commits: string }>({ name: 'count_commits', text: 'select commits from commit_count' });
      return Number(row?.commits);
    },
    commit: (change) => commit(() => [change]),
    commitParts: (parts) => commit(() => parts),
    close: () =>
      queue.run(async () => {
        isOpen = false;
      }),
  };
};

const writeParts = async (
  connection: Connection,
  combinations: SetCombinations,
  parts: AsyncIterable<StoreChange> | Iterable<StoreChange>,
  stamp: Datestamp,
): Promise<CommitResult> => {
  let stamped = 0;
  let written = 0;
  for await (const part of parts) {
    await refuseStaleSights(connection, part.seen ?? []);
    written += await writeInstallation(connection, part);
    written += await writePublications(connection, part.publications ?? []);
    written += await writeStatements(connection, part);
    written += await writeHarvest(connection, part);
    stamped += await writeRecords(connection, combinations, part.records ?? [], stamp);
  }
  if (stamped + written > 0) await connection.query('update commit_count set commits = commits + 1');
  return { datestamp: stamp, stamped };
};

const READ_INSTALLATION = { name: 'read_installation', text: 'select body from installation' };
const READ_MOMENT = { name: 'read_moment', text: `select now_ms, in_flight, body from ${BOUNDS} cross join installation` };

const readInstallation = async (queries: Queries): Promise<Installation> => {
  const [row] = await queries.query<{ readonly body: Installation }>(READ_INSTALLATION);
  return found(row).body;
};

const readMoment = async (queries: Queries, wallClock?: WallClock): Promise<StoreMoment> => {
  const row = found((await queries.query<BoundsRow & { readonly body: Installation }>(READ_MOMENT, valuesOfBounds(wallClock)))[0]);
  return { ...boundsOf(row), installation: row.body };
};

const found = <Row>(row: Row | undefined): Row => {
  if (!row) throw new StoreError('damaged', 'the database has no row in its table installation: restore it from a backup');
  return row;
};

/** By the first process that comes; others that start at the same moment wait and find it. */
const makeInstallation = async (database: Database, clock: Clock): Promise<void> => {
  const [row] = await database.query<{ readonly body: Installation | null }>(READ_INSTALLATION);
  if (row?.body) return;
  const now = await clock.read(database);
  const born = JSON.stringify(createInstallation(Math.floor(now)));
  await database.query('update installation set body = $1 where body is null', [born]);
};

const writeInstallation = async (queries: Queries, { installation }: StoreChange): Promise<number> => {
  if (!installation) return 0;
  const current = await readInstallation(queries);
  const next = planInstallation(current, installation);
  if (isSameJson(current, next)) return 0;
  await queries.query('update installation set body = $1', [JSON.stringify(next)]);
  return 1;
};

const writeStatements = async (queries: Queries, { statements }: StoreChange): Promise<number> => {
  if (!statements) return 0;
  const body = JSON.stringify(statements);
  return (await queries.query('update statements set body = $1::json where body::text <> $1 returning 1', [body])).length;
};
