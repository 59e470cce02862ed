import type { NoticeMemory, NoticeTurn, Told } from '../notice-ports.js';
import type { Connection, Database } from './database.js';
import { translateFault } from './fault.js';

/** Any number that nobody else uses in this database. */
const LOCK = 7_135_900_010;

/**
 * The turn is a lock of the connection that the work reads and writes by: when that breaks the lock is free, and what is then written fails
 * instead of taking the place of what the next one has told.
 */
export const createPostgresNotices = (database: Database): NoticeMemory => ({
  takeTurn: async <T>(work: (turn: NoticeTurn) => Promise<T>): Promise<T | undefined> => {
    const done: T[] = [];
    try {
      await database.withConnection(async (connection) => {
        const [lock] = await connection.query<{ readonly is_ours: boolean }>('select pg_try_advisory_lock($1) as is_ours', [LOCK]);
        if (lock?.is_ours !== true) return;
        try {
          done.push(await work(turnOn(connection, database.shownUrl)));
        } finally {
          await connection.query('select pg_advisory_unlock($1)', [LOCK]);
        }
      });
    } catch (fault) {
      // A connection that broke under the work has given its lock up by itself; what came of the work stands.
      if (done.length === 0) throw fault;
    }
    return done[0];
  },
});

const turnOn = (connection: Connection, shownUrl: string): NoticeTurn => {
  // The work goes on when the connection has broken, and must be told in the words of the port.
  const query = async <Row>(statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    try {
      return await connection.query<Row>(statement, values);
    } catch (fault) {
      throw translateFault(fault, shownUrl);
    }
  };
  return {
    read: async () => (await query<{ readonly told: Told }>('select told from notices_told'))[0]?.told ?? {},
    write: async (told) => {
      await query('update notices_told set told = $1', [JSON.stringify(told)]);
    },
  };
};
