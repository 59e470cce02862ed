import { randomUUID } from 'node:crypto';
import { StoreError } from '../ports.js';
import type { RunStore, SourceLease } from '../run-ports.js';
import type { Database } from './database.js';
import { statementOf, writeRuns, type WriteRows } from './run-rows.js';

/** In ms. A holder that says nothing for `lifetime` has lost the source; it says something every `heartbeat`. */
export interface LeaseTimes {
  readonly lifetime: number;
  readonly heartbeat: number;
}

export const LEASE_TIMES: LeaseTimes = { lifetime: 15_000, heartbeat: 4000 };

/** All times are the database's: what the clocks of the machines say does not matter. */
const UNTIL = (parameter: string): string => `clock_timestamp() + ${parameter}::integer * interval '1 millisecond'`;

const TAKE = {
  name: 'take-source-lease',
  text: `insert into source_lease (source, owner, run, until) values ($1, $2, $3, ${UNTIL('$4')})
    on conflict (source) do update set owner = excluded.owner, run = excluded.run, until = excluded.until
    where source_lease.until <= clock_timestamp()
    returning 1 as taken`,
};
/** Also when it has run out, as long as nobody has taken it: then we were slow, and nothing has happened. */
const RENEW = {
  name: 'renew-source-lease',
  text: `update source_lease set until = ${UNTIL('$3')} where source = $1 and owner = $2 returning 1 as renewed`,
};
const GIVE_BACK = { name: 'give-source-back', text: 'delete from source_lease where source = $1 and owner = $2' };
const LIST = {
  name: 'list-leased-runs',
  text: `select source, run as "runId" from source_lease where run is not null and until > clock_timestamp()`,
};

/** Leases of sources in the database. The one who has lost one can write nothing under it any more, whatever it believes. */
export const createPostgresLeases = (
  database: Database,
  runs: () => RunStore,
  times: LeaseTimes = LEASE_TIMES,
): Pick<RunStore, 'leaseSource' | 'listLeasedRuns'> => ({
  leaseSource: async (source, runId) => {
    const owner = randomUUID();
    const taken = await database.query(TAKE, [source, owner, runId ?? null, times.lifetime]);
    return taken.length > 0 ? holdLease({ database, runs: runs(), times, source, owner }) : undefined;
  },
  listLeasedRuns: () => database.query(LIST),
});

interface Held {
  readonly database: Database;
  readonly runs: RunStore;
  readonly times: LeaseTimes;
  readonly source: string;
  readonly owner: string;
}

const holdLease = ({ database, runs, times, source, owner }: Held): SourceLease => {
  const lost = new AbortController();
  let isReleased = false;
  /** Heartbeats in a row that came to nothing. */
  let unheard = 0;
  const beat = async (): Promise<void> => {
    try {
      const renewed = await database.query(RENEW, [source, owner, times.lifetime]);
      unheard = 0;
      if (renewed.length === 0 && !isReleased) lost.abort();
    } catch {
      // By now another process may have it: one that reaches the database.
      if ((unheard += 1) * times.heartbeat >= times.lifetime) lost.abort();
    }
  };
  let isBeating = false;
  const timer = setInterval(() => {
    if (isBeating) return;
    isBeating = true;
    void beat().finally(() => (isBeating = false));
  }, times.heartbeat);
  timer.unref();
  lost.signal.addEventListener('abort', () => clearInterval(timer), { once: true });

  const write: WriteRows = async (name, parts, values) => {
    const [given, whose, until] = [1, 2, 3].map((number) => `$${values.length + number}`) as [string, string, string];
    // The row is locked until the write is done: nobody takes the source in the middle of it. And whoever writes is alive.
    const allowed = `allowed as (update source_lease set until = ${UNTIL(until)} where source = ${given} and owner = ${whose} returning 1)`;
    const done = await database.query(statementOf(`${name}-leased`, allowed, parts), [...values, source, owner, times.lifetime]);
    if (done.length > 0) return;
    lost.abort();
    throw new StoreError('conflict', `the source ${source} was taken over by another process, as this one was not heard of for too long`);
  };
  return {
    lost: lost.signal,
    runs: { ...runs, ...writeRuns(write) },
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      clearInterval(timer);
      // Else it runs out.
      await database.query(GIVE_BACK, [source, owner]).catch(() => undefined);
    },
  };
};
