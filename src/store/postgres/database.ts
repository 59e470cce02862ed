import pg from 'pg';
import type { Allocate } from '../../xml/chunks.js';
import { StoreError } from '../ports.js';
import { createCopiedRows, type CopiedColumns } from './copied-rows.js';
import { copyOut } from './copy-out.js';
import { translateFault } from './fault.js';
import { LendingSocket } from './lending-socket.js';
import { openListener } from './listener.js';
import { createPageMemory } from './page-memory.js';

/** Asks one question after the other. Rows come as PostgreSQL's driver reads them: bigint as string, json parsed. */
export interface Queries {
  /** `$1` … stand for `values`. A `name` lets the server keep its plan. @throws StoreError */
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** SQL, or SQL under a name of its own that is prepared once for each connection. */
export type Statement = string | NamedStatement;

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  /** The answer comes in PostgreSQL's binary format: a `bytea` that holds UTF-8 comes as that text, not as twice as many digits. */
  readonly binary?: boolean;
}

/** One connection for as long as the work lasts. */
export interface Connection extends Queries {
  /** All of it or none. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Nobody is to use it after this: it is closed when the work has ended, and the server frees whatever it held. */
  abandon(): void;
}

/** Asks for many long rows. */
export interface Copies {
  /**
   * The rows of a `select` by COPY, with text as the bytes that it is: the driver turns each value of `query` into a string, which takes three
   * times as long for a page of records. COPY takes no parameters: values go in as `literal` writes them. `allocate`: memory for that text.
   * @throws StoreError
   */
  copyOut<Row>(select: string, readRow: (columns: CopiedColumns) => Row, allocate?: Allocate): Promise<readonly Row[]>;
}

/** How many connections there are. */
export interface ConnectionCounts {
  readonly total: number;
  readonly idle: number;
  /** Of questions that wait for one. */
  readonly waiting: number;
}

/** One PostgreSQL database, through a pool of connections. What is broken is thrown away and made anew with the next question. */
export interface Database extends Queries, Copies {
  /** Without the password. */
  readonly shownUrl: string;
  /** A connection of its own; `work` that throws because the connection is broken throws StoreError `unavailable`. */
  withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * Calls `listener` with the payload of every NOTIFY on the channel, by a connection that is made anew when it breaks; `onReconnected`
   * says that some may have been missed. @returns ends it
   */
  listen(channel: string, listener: (payload: string) => void, onReconnected?: () => void): Promise<() => Promise<void>>;
  countConnections(): ConnectionCounts;
  /** Waits for what was begun. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:5432/name`, with the parameters that libpq knows, such as `sslmode`; `host` may be the directory of a socket. */
  readonly url: string;
  readonly mostConnections?: number;
  /** Shown by `pg_stat_activity`. */
  readonly applicationName?: string;
}

const MOST_CONNECTIONS = 10;
/** A question waits so long for a connection (ms); then the database counts as out of reach. */
const LONGEST_WAIT_MS = 10_000;

/** Does not connect yet. @throws StoreError `unavailable` for an address that is none */
export const openDatabase = async ({
  url,
  mostConnections = MOST_CONNECTIONS,
  applicationName = 'julkaisusilta',
}: DatabaseOptions): Promise<Database> => {
  const shownUrl = withoutPassword(url);
  const settings: pg.PoolConfig = {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: LONGEST_WAIT_MS,
    keepAlive: true,
    stream: () => new LendingSocket(),
  };
  const pool = new pg.Pool({ ...settings, max: mostConnections });
  // A connection that breaks while nobody uses it: the pool makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Between the pool's hands and ours nobody else listens.
    client.on('error', () => undefined);
    // Compiling a question takes longer than any of ours lasts.
    client.query('set jit = off').catch(() => undefined);
  });
  const memory = createPageMemory();
  let isOpen = true;
  const listening = new Set<() => Promise<void>>();

  const withClient = async <T>(work: (client: pg.PoolClient, abandon: () => void) => Promise<T>): Promise<T> => {
    if (!isOpen) throw new StoreError('unavailable', `the database ${shownUrl} has been closed`);
    let client: pg.PoolClient | undefined;
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    try {
      client = await pool.connect();
      client.on('error', onError);
      return await work(client, () => (broken ??= new Error('abandoned')));
    } catch (error) {
      const fault = translateFault(error, shownUrl);
      if (isBroken(fault)) broken ??= fault as Error;
      throw fault;
    } finally {
      client?.off('error', onError);
      client?.release(broken);
    }
  };
  const withConnection: Database['withConnection'] = (work) =>
    withClient((client, abandon) => work({ ...connectionOf(client, shownUrl), abandon }));
  return {
    shownUrl,
    query: (statement, values) => withClient((client) => queriesOf(client, shownUrl).query(statement, values)),
    copyOut: (select, readRow, allocate) =>
      withClient(async (client) => {
        const rows = createCopiedRows(readRow, memory.begin(allocate));
        await copyOut(client, `copy (${select}) to stdout (format binary)`, rows.take);
        return rows.end();
      }),
    withConnection,
    transaction: (work) => withConnection((connection) => connection.transaction(() => work(connection))),
    listen: async (channel, listener, onReconnected = () => undefined) => {
      const listen = openListener({ ...settings, channel, listener, onReconnected });
      listening.add(listen.end);
      await listen.begun;
      return async () => {
        listening.delete(listen.end);
        await listen.end();
      };
    },
    countConnections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await Promise.all([...listening].map((end) => end()));
      await pool.end();
    },
  };
};

const isBroken = (fault: unknown): boolean => fault instanceof StoreError && fault.code === 'unavailable';

const queriesOf = (client: pg.ClientBase, shownUrl: string): Queries => ({
  query: async <Row>(statement: Statement, values: readonly unknown[] = []) => {
    const config = typeof statement === 'string' ? { text: statement } : statement;
    try {
      const { rows } = await client.query({ ...config, values: [...values] });
      return rows as readonly Row[];
    } catch (cause) {
      throw translateFault(cause, shownUrl);
    }
  },
});

const connectionOf = (client: pg.ClientBase, shownUrl: string): Omit<Connection, 'abandon'> => ({
  ...queriesOf(client, shownUrl),
  transaction: async (work) => {
    await client.query('begin');
    try {
      const result = await work();
      await client.query('commit');
      return result;
    } catch (error) {
      // On a connection that is gone the server has rolled back by itself.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  },
});

const withoutPassword = (url: string): string => {
  try {
    const parsed = new URL(url);
    const host = parsed.searchParams.get('host');
    parsed.password = '';
    parsed.search = host === null ? '' : `host=${host}`;
    return parsed.href;
  } catch {
    throw new StoreError('unavailable', 'DATABASE_URL is no address; it must look like postgres://user:password@host:5432/name');
  }
};
