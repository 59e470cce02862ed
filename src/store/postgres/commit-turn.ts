import { datestampOf, type Datestamp } from '../../catalogue/datestamp.js';
import type { WallClock } from '../../platform/clock.js';
import type { RecordBounds } from '../ports.js';
import type { Connection, Database } from './database.js';

/** Any numbers that nobody else uses in this database: session locks are the database's, not a table's. */
const WRITE_LOCK = 7_135_900_002;
/** Plus the stamp; 2^40 of them are ours, which `read_bounds` in schemas/postgres/001-catalogue.sql relies on. */
const STAMP_LOCKS = 1_099_511_627_776 * 6490;

/** How long a change waits for the one before it (ms). A harvest of a million records holds the lock for minutes. */
const LONGEST_WAIT = 120_000;

export interface Clock {
  /** Milliseconds; never goes back, in any process. */
  read(connection: Pick<Connection, 'query'>): Promise<number>;
}

/** `wallClock` of tests; otherwise the database's own, so that machines whose clocks differ agree. */
export const createClock = (wallClock?: WallClock): Clock => ({
  read: async (connection) => {
    const [row] = await connection.query<{ readonly now: string }>({ name: 'read_clock', text: 'select read_clock($1) as now' }, [
      given(wallClock),
    ]);
    return Number(row?.now);
  },
});

const given = (wallClock: WallClock | undefined): number | null => (wallClock ? Math.floor(wallClock()) : null);

/** One row of `now_ms` and `in_flight`, with the parameters of `valuesOfBounds`. */
export const BOUNDS = 'read_bounds($1, $2)';

export const valuesOfBounds = (wallClock: WallClock | undefined): readonly unknown[] => [given(wallClock), STAMP_LOCKS];

export interface BoundsRow {
  readonly now_ms: string;
  readonly in_flight: string | null;
}

export const boundsOf = ({ now_ms, in_flight }: BoundsRow): RecordBounds => {
  const now = datestampOf(Number(now_ms));
  const inFlight = in_flight === null ? now : Number(in_flight);
  return { now, settled: (Math.min(now, inFlight) - 1) as Datestamp };
};

/**
 * One change at a time, in all processes. Whoever has the turn holds two session locks until its change can be seen: one that keeps other
 * changes out, and one whose key is its stamp, by which readers know what they may not call settled yet. A process that dies loses its
 * connection, and with it both locks after its transaction was rolled back.
 */
export const inTurn = <T>(database: Database, clock: Clock, write: (connection: Connection, stamp: Datestamp) => Promise<T>): Promise<T> =>
  database.withConnection(async (connection) => {
    await connection.query(`set lock_timeout = ${LONGEST_WAIT}`);
    try {
      await connection.query('select pg_advisory_lock($1)', [WRITE_LOCK]);
      const stamp = await announceStamp(connection, clock);
      return await connection.transaction(() => write(connection, stamp));
    } finally {
      await release(connection);
    }
  });

/** A second may end between reading the clock and the lock: a reader in between would call the stamp settled. */
const announceStamp = async (connection: Connection, clock: Clock): Promise<Datestamp> => {
  for (let stamp = datestampOf(await clock.read(connection)); ;) {
    await connection.query('select pg_advisory_lock($1)', [STAMP_LOCKS + stamp]);
    const now = datestampOf(await clock.read(connection));
    if (now === stamp) return stamp;
    stamp = now;
  }
};

/** The change is done by now: that its locks cannot be given back is the connection's end, and no failure of the change. */
const release = async (connection: Connection): Promise<void> => {
  try {
    await connection.query('select pg_advisory_unlock_all()');
    await connection.query('reset lock_timeout');
  } catch {
    connection.abandon();
  }
};
