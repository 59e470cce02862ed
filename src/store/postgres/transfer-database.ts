import { StoreError, type Installation } from '../ports.js';
import {
  transferKeyOf,
  type Arrival,
  type TransferKey,
  type TransferKind,
  type TransferSource,
  type TransferTarget,
} from '../transfer-ports.js';
import { openDatabase, type Database } from './database.js';
import { migrate } from './migrate.js';
import { createSetCombinations } from './set-combinations.js';
import { readTransferPage } from './transfer-reading.js';
import { writeTransferRows } from './transfer-writing.js';
import { refuseUnfinishedMove } from './unfinished-move.js';

/** Anything that nobody else uses in this database: one move at a time. */
const MOVE_LOCK = 7_135_900_060;

/** What a service calls itself (`openDatabase`), and what a move does. */
const SERVICE = 'julkaisusilta';
const MOVER = 'julkaisusilta-move';

/** @throws StoreError `locked` while a service uses it, `newer`, `unavailable`, also where nothing was ever kept */
export const openPostgresTransferSource = async ({ url }: { readonly url: string }): Promise<TransferSource> => {
  const opened = await openAlone(url);
  try {
    await refuseUnfinishedMove(opened.database);
    const [row] = await opened.database.query<{ readonly body: Installation | null }>('select body from installation');
    if (!row?.body)
      throw new StoreError('unavailable', `there is no store in ${opened.database.shownUrl}. DATABASE_URL names the database`);
    return { ...sourceOf(opened.database), close: opened.close };
  } catch (fault) {
    await opened.close();
    throw fault;
  }
};

/** @throws StoreError `locked` while a service uses it, `newer`, `unavailable` */
export const openPostgresTransferTarget = async ({ url }: { readonly url: string }): Promise<TransferTarget> => {
  const { database, close } = await openAlone(url);
  const combinations = createSetCombinations(database);
  return {
    ...sourceOf(database),
    readArrival: () => readArrival(database),
    begin: async (state) => {
      await database.query('insert into move_in (state) values ($1)', [state]);
    },
    write: (kind, rows) =>
      database.transaction(async (queries) => {
        const last = rows.at(-1);
        if (last === undefined) return;
        await writeTransferRows(queries, combinations, kind, rows);
        await queries.query(REACH, [kind, JSON.stringify(transferKeyOf(kind, last))]);
      }),
    settle: async (clock) => {
      for (const statement of SETTLE) await database.query(statement);
      await database.query(SET_CLOCK, [Math.ceil(clock)]);
      for (const table of ['record', 'publication', 'harvested', 'link']) await database.query(`analyze ${table}`);
    },
    finish: () =>
      database.transaction(async (queries) => {
        await queries.query('delete from move_reached');
        await queries.query('delete from move_in');
      }),
    close,
  };
};

const REACH = 'insert into move_reached (kind, last) values ($1, $2) on conflict (kind) do update set last = excluded.last';

/** What goes on from the rows. */
const SETTLE = [
  'update audit_count set last = greatest(last, (select coalesce(max(number), 0) from audit))',
  'update commit_count set commits = commits + 1',
];

/** Not before what either side has promised, nor before the second after the newest stamp. */
const SET_CLOCK = `update clock set wall = floor(extract(epoch from clock_timestamp()) * 1000)::bigint,
  reached = greatest(reached, $1::bigint, (select coalesce(max(datestamp) + 1, 0) * 1000 from record))`;

interface Alone {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** The lock is a session's: it goes with the connection of a program that dies. */
const openAlone = async (url: string): Promise<Alone> => {
  const database = await openDatabase({ url, mostConnections: 3, applicationName: MOVER });
  try {
    await migrate(database);
    const letGo = await holdLock(database);
    try {
      await refuseServices(database);
    } catch (fault) {
      await letGo();
      throw fault;
    }
    return {
      database,
      close: async () => {
        await letGo();
        await database.close();
      },
    };
  } catch (fault) {
    await database.close();
    throw fault;
  }
};

/** @returns gives it back */
const holdLock = (database: Database): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    let release = (): void => undefined;
    const released = new Promise<void>((end) => (release = end));
    const holding = database.withConnection(async (connection) => {
      const [row] = await connection.query<{ readonly is_ours: boolean }>('select pg_try_advisory_lock($1) as is_ours', [MOVE_LOCK]);
      if (!row?.is_ours)
        throw new StoreError('locked', `another migrate-store is at work on the database ${database.shownUrl}. Wait for its end`);
      resolve(async () => {
        release();
        await holding;
      });
      await released;
      await connection.query('select pg_advisory_unlock($1)', [MOVE_LOCK]);
    });
    holding.catch(reject);
  });

const COUNT_SERVICES = `select count(*)::integer as count from pg_stat_activity
  where datname = current_database() and application_name = $1`;

const refuseServices = async (database: Database): Promise<void> => {
  const [row] = await database.query<{ readonly count: number }>(COUNT_SERVICES, [SERVICE]);
  if (!row || row.count === 0) return;
  throw new StoreError(
    'locked',
    `a service uses the database ${database.shownUrl} (${row.count} connections). Stop it first, on every machine`,
  );
};

const sourceOf = (database: Database): Omit<TransferSource, 'close'> => ({
  name: `the database ${database.shownUrl}`,
  readState: async () => {
    const [row] = await database.query<{ readonly epoch: string | null; readonly commits: string }>(
      `select (select body ->> 'epoch' from installation) as epoch, (select commits from commit_count) as commits`,
    );
    return `postgres ${row?.epoch ?? ''} ${row?.commits ?? ''}`;
  },
  readPage: (kind, page) => readTransferPage(database, kind, page),
  readClock: async () => {
    const [row] = await database.query<{ readonly clock: string }>(
      'select greatest((select reached from clock) + 1, (select coalesce(max(datestamp) + 1, 0) * 1000 from record)) as clock',
    );
    return Number(row?.clock);
  },
});

const readArrival = async (database: Database): Promise<Arrival> => {
  const [begun] = await database.query<{ readonly state: string }>('select state from move_in');
  if (begun) {
    const rows = await database.query<{ readonly kind: TransferKind; readonly last: TransferKey }>('select kind, last from move_reached');
    return { kind: 'unfinished', state: begun.state, reached: new Map(rows.map(({ kind, last }) => [kind, last])) };
  }
  const [found] = await database.query<{ readonly what: string }>(WHAT_IS_THERE);
  return found ? { kind: 'used', what: `there is ${found.what} already` } : { kind: 'empty' };
};

/** A program that was started on the database has made an installation there. */
const WHAT_IS_THERE = `
  select 'an installation' as what from installation where body is not null
  union all (select 'a record' from record limit 1) union all (select 'a publication' from publication limit 1)
  union all (select 'a harvested record' from harvested limit 1) union all (select 'a run' from run limit 1)
  union all (select 'an account' from account limit 1) union all (select 'an audit' from audit limit 1)
  limit 1`;
