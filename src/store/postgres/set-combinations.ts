import { allSetsOf } from '../../catalogue/set-spec.js';
import { compareCodeUnits } from '../sorted.js';
import type { Queries } from './database.js';

/** The combinations of sets that records are in. They are few, and one that is there never changes: each process remembers those it saw. */
export interface SetCombinations {
  /** Of each of these numbers the leaf setSpecs in order. */
  setsOf(ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>;
  /** The numbers of these combinations in their order, made where they are new, in the transaction of `queries`. */
  idsOf(queries: Queries, given: readonly (readonly string[])[]): Promise<readonly number[]>;
}

interface CombinationRow {
  readonly id: number;
  readonly sets: readonly string[];
}

export const createSetCombinations = (database: Queries): SetCombinations => {
  const known = new Map<number, readonly string[]>();
  const readAll = async (): Promise<void> => {
    for (const { id, sets } of await database.query<CombinationRow>('select id, sets from set_combination')) known.set(id, sets);
  };
  return {
    setsOf: async (ids) => {
      if (ids.some((id) => !known.has(id))) await readAll();
      return known;
    },
    idsOf: async (queries, given) => {
      const found = new Map<string, number>();
      const ids: number[] = [];
      for (const sets of given.map(normalise)) {
        const key = sets.join(' ');
        const id = found.get(key) ?? (await claim(queries, sets));
        found.set(key, id);
        ids.push(id);
      }
      return ids;
    },
  };
};

const normalise = (sets: readonly string[]): readonly string[] => [...new Set(sets)].sort(compareCodeUnits);

/** Not remembered by the process: a transaction that is rolled back takes a new one with it. */
const claim = async (queries: Queries, sets: readonly string[]): Promise<number> => {
  const values = [sets, [...allSetsOf(sets)]];
  const [row] = await queries.query<{ readonly id: number }>(CLAIM, values);
  if (!row) throw new Error(`the combination of sets ${sets.join(', ')} could not be numbered`);
  return row.id;
};

const CLAIM = {
  name: 'claim_set_combination',
  text: `
    with found as (select id from set_combination where sets = $1),
      made as (insert into set_combination (sets, lists) select $1, $2 where not exists (select from found) returning id)
    select id from found union all select id from made`,
};
