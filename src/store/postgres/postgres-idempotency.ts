import { randomUUID } from 'node:crypto';
import {
  KEEP_ANSWERS_MS,
  LONGEST_CLAIM_MS,
  MOST_KEYS_OF_ONE,
  type IdempotencyMemory,
  type KeyedWish,
  type WishClaim,
} from '../idempotency-ports.js';
import type { Database, Queries } from './database.js';

/** What was answered to wishes under a key, for all processes; times are the database's. */
export const createPostgresIdempotency = (database: Database): IdempotencyMemory => ({
  claim: (wish) => database.transaction((queries) => claimIn(queries, wish)),
  keep: async ({ person, key, claim }, answer) => {
    await database.query('update kept_answer set answer = $4 where person = $1 and key = $2 and claim = $3', [person, key, claim, answer]);
  },
  giveUp: async ({ person, key, claim }) => {
    await database.query('delete from kept_answer where person = $1 and key = $2 and claim = $3', [person, key, claim]);
  },
});

/** Wishes of one person one after the other: what is found then stays until the end. */
const claimIn = async (queries: Queries, { person, key, fingerprint }: KeyedWish): Promise<WishClaim> => {
  await queries.query('select pg_advisory_xact_lock($1, hashtext($2))', [LOCK, person]);
  await queries.query(FORGET_OLD, [person, KEEP_ANSWERS_MS, LONGEST_CLAIM_MS]);
  const [found] = await queries.query<Row>('select fingerprint, answer from kept_answer where person = $1 and key = $2', [person, key]);
  if (found) {
    const { answer } = found;
    return answer === null
      ? { kind: 'underWay', fingerprint: found.fingerprint }
      : { kind: 'answered', fingerprint: found.fingerprint, answer };
  }
  const claim = randomUUID();
  await queries.query('insert into kept_answer (person, key, fingerprint, claim) values ($1, $2, $3, $4)', [
    person,
    key,
    fingerprint,
    claim,
  ]);
  await queries.query(FORGET_MANY, [person, MOST_KEYS_OF_ONE]);
  return { kind: 'ours', person, key, fingerprint, claim };
};

interface Row {
  readonly fingerprint: string;
  readonly answer: string | null;
}

/** The first of two numbers of an advisory lock; any that nobody else uses in this database. */
const LOCK = 713_590;

const FORGET_OLD = `
  delete from kept_answer where person = $1 and claimed <= clock_timestamp()
    - (case when answer is null then $3::double precision else $2::double precision end) * interval '1 millisecond'`;

const FORGET_MANY = `
  delete from kept_answer where person = $1
    and number <= (select number from kept_answer where person = $1 order by number desc offset $2 limit 1)`;
