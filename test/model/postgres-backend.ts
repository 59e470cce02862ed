import type { WallClock } from '../../src/platform/clock.js';
import { openDatabase, type Connection, type Database, type Statement } from '../../src/store/postgres/database.js';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js';
import { StoreError, type CommitResult, type RecordContent, type Store, type StoreChange } from '../../src/store/ports.js';
import { borrowTestDatabase } from '../store/postgres/test-database.js';
import type { Backend, DiskFault } from './backend.js';

/**
 * The store over a real PostgreSQL. A slow write is a real transaction that is begun and not committed while readers come; a crash ends
 * every connection from the server's side, as the death of a process does.
 */
export const createPostgresBackend = (wallClock: WallClock): Promise<Backend> => createBackend(wallClock, (database) => database);

/** A fault of design: readers are not told of the changes that are being written. */
export const createHastyPostgresBackend = (wallClock: WallClock): Promise<Backend> =>
  createBackend(wallClock, (database) => ({
    ...database,
    query: async <Row>(statement: Statement, values?: readonly unknown[]) => {
      const rows = await database.query<Row>(statement, values);
      return rows.map((row) => ('in_flight' in (row as object) ? { ...row, in_flight: null } : row));
    },
  }));

/** Holds a slow write up: before it has written anything, or after. */
const STAGES = ['stamped', 'written'] as const;

const createBackend = async (wallClock: WallClock, alter: (database: Database) => Database): Promise<Backend> => {
  const made = await borrowTestDatabase();
  const trouble = createTrouble();
  let database: Database;
  let store: Store;
  const open = async (): Promise<void> => {
    database = await openDatabase({ url: made.url, mostConnections: 4 });
    store = await openPostgresStore({ database: alter(trouble.over(database)), wallClock });
  };
  const close = async (): Promise<void> => {
    await store.close();
    await database.close();
  };
  await open();
  let slow: Promise<CommitResult> | undefined;
  let release: () => void = () => undefined;
  return {
    get store() {
      return store;
    },
    commit: (records) => store.commit({ records }),
    commitOnBadDisk: async (records, fault) => {
      trouble.arm(fault);
      try {
        return await store.commit({ records });
      } catch (error) {
        if (error instanceof StoreError && error.code === 'unavailable') return undefined;
        throw error;
      } finally {
        trouble.disarm();
      }
    },
    beginSlowWrite: async (records, stage) => {
      const gate = createGate();
      slow = store.commitParts(heldUp(records, STAGES[stage % STAGES.length]!, gate));
      // Whoever waits for it sees how it ends.
      slow.catch(() => undefined);
      release = () => gate.open();
      await gate.reached;
    },
    endSlowWrite: async () => {
      release();
      const result = await slow!;
      slow = undefined;
      return result;
    },
    restart: async () => {
      await close();
      await open();
    },
    crash: async () => {
      await trouble.killAll(database);
      release();
      await slow?.catch(() => undefined);
      slow = undefined;
      await database.close();
      await open();
      return undefined;
    },
    close: async () => {
      await close();
      await made.drop();
    },
  };
};

interface Gate {
  readonly reached: Promise<void>;
  readonly opened: Promise<void>;
  reach(): void;
  open(): void;
}

const createGate = (): Gate => {
  let reach: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { reached, opened, reach: () => reach(), open: () => open() };
};

async function* heldUp(records: readonly RecordContent[], stage: (typeof STAGES)[number], gate: Gate): AsyncIterable<StoreChange> {
  if (stage === 'written') yield { records };
  gate.reach();
  await gate.opened;
  if (stage === 'stamped') yield { records };
}

interface Trouble {
  over(database: Database): Database;
  /** The connection of the next change breaks at the statement after so many others. */
  arm(fault: DiskFault): void;
  disarm(): void;
  killAll(database: Database): Promise<void>;
}

const createTrouble = (): Trouble => {
  let armed: { left: number; readonly effect: DiskFault['effect'] } | undefined;
  const breakConnection = (connection: Connection): Promise<never> =>
    connection.query('select pg_terminate_backend(pg_backend_pid())') as Promise<never>;
  const over = (connection: Connection): Connection => ({
    ...connection,
    query: async (statement, values) => {
      if (!armed || armed.left-- > 0) return connection.query(statement, values);
      const { effect } = armed;
      armed = undefined;
      if (effect === 'with effect') await connection.query(statement, values);
      return breakConnection(connection);
    },
  });
  return {
    over: (database) => ({ ...database, withConnection: (work) => database.withConnection((connection) => work(over(connection))) }),
    arm: ({ operations, effect }) => (armed = { left: operations % STATEMENTS, effect }),
    disarm: () => (armed = undefined),
    killAll: async (database) => {
      await database.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    },
  };
};

/** That a change of some records takes, about. */
const STATEMENTS = 12;
