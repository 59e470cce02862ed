import { createEpoch } from '../installation.js';
import { StoreError, type Installation } from '../ports.js';
import { createClock, inTurn } from './commit-turn.js';
import { openDatabase } from './database.js';
import { migrate } from './migrate.js';
import { refuseUnfinishedMove } from './unfinished-move.js';

/**
 * Makes a database that was taken back to an earlier state fit to be served, as `adoptBackup` does with an embedded store: a new epoch, so
 * that tokens of lists that are no more are refused, and a new datestamp for every record, so that harvesters fetch everything again. Nobody
 * who was signed in then is signed in. All of it or nothing; once more does no harm.
 * @returns `restamped` in records
 * @throws StoreError `unavailable`, `newer`, `locked`
 */
export const adoptRestoredDatabase = async ({
  url,
}: {
  readonly url: string;
}): Promise<{ readonly restamped: number; readonly name: string }> => {
  const database = await openDatabase({ url, mostConnections: 2 });
  try {
    await migrate(database);
    await refuseUnfinishedMove(database);
    return await inTurn(database, createClock(), async (connection, stamp) => {
      const [row] = await connection.query<{ readonly body: Installation | null }>('select body from installation');
      if (!row?.body) throw new StoreError('unavailable', `there is no store in ${database.shownUrl}. Restore the database first`);
      await connection.query('update installation set body = $1', [JSON.stringify({ ...row.body, epoch: createEpoch() })]);
      const [restamped] = await connection.query<{ readonly count: number }>(
        'with stamped as (update record set datestamp = $1 returning 1) select count(*)::integer as count from stamped',
        [stamp],
      );
      await connection.query('delete from session');
      await connection.query('update account_basis set set_up_link = null');
      await connection.query('update commit_count set commits = commits + 1');
      return { restamped: restamped?.count ?? 0, name: `the database ${database.shownUrl}` };
    });
  } finally {
    await database.close();
  }
};
