import { StoreError } from '../ports.js';
import type { Database } from './database.js';

/** @throws StoreError `locked` for a database into which a store is only half moved */
export const refuseUnfinishedMove = async (database: Pick<Database, 'query' | 'shownUrl'>): Promise<void> => {
  if ((await database.query('select 1 from move_in')).length === 0) return;
  throw new StoreError(
    'locked',
    `a move into the database ${database.shownUrl} was begun and not finished. Run the same migrate-store again, which goes on where it was; ` +
      'or drop the database and create it anew, to begin without it',
  );
};
