import type { VisitLog, VisitMemory } from '../visit-ports.js';
import type { Database } from './database.js';

/** Who harvested when, in one row that each process changes in its turn. */
export const createPostgresVisits = (database: Database): VisitMemory => ({
  read: async () => {
    const [row] = await database.query<Row>('select log from visit_log');
    return row?.log ?? EMPTY;
  },
  update: (change) =>
    database.transaction(async (queries) => {
      const [row] = await queries.query<Row>('select log from visit_log for update');
      const next = change(row?.log ?? EMPTY);
      await queries.query('update visit_log set log = $1', [JSON.stringify(next)]);
      return next;
    }),
});

interface Row {
  readonly log: VisitLog;
}

const EMPTY: VisitLog = { visits: [], days: [] };
