import { createCommitQueue } from '../commit-queue.js';
import type { Turns } from '../turns.js';
import type { Database } from './database.js';

/** Of those who change ties; any number that nobody else uses in this database. */
const LINK_TURNS = 7_135_900_003;

/** A machine that is gone says no good-bye: the server notices within a minute, and gives the lock to the next. */
const NOTICE_DEATH = `select set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '10', false),
  set_config('tcp_keepalives_count', '3', false)`;

/**
 * Turns among all processes of one database, by a lock that goes with the connection: who dies gives it back. Each process takes one
 * connection for it at most, so a pool of two is enough.
 */
export const createPostgresTurns = ({ database, lock = LINK_TURNS }: { readonly database: Database; readonly lock?: number }): Turns => {
  const here = createCommitQueue();
  return { run: (task) => here.run(() => runLocked(database, lock, task)) };
};

const runLocked = async <T>(database: Database, lock: number, task: () => Promise<T>): Promise<T> => {
  let result: Promise<T> | undefined;
  try {
    await database.withConnection(async (connection) => {
      await connection.query(NOTICE_DEATH);
      await connection.query('select pg_advisory_lock($1)', [lock]);
      result = task();
      await result.catch(() => undefined);
      // A connection on which that fails is thrown away, and its lock with it.
      await connection.query('select pg_advisory_unlock($1)', [lock]);
    });
  } catch (error) {
    // What was done is done, whatever becomes of the lock.
    if (!result) throw error;
  }
  if (!result) throw new Error('a turn came to nothing');
  return result;
};
