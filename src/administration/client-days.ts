import type { AnsweredRequest } from '../provider/answered-request.js';
import type { ClientDay } from '../store/visit-ports.js';

/** How much each client asked for on each of the last days. */
export interface ClientDays {
  /** `at` in UTC, ISO 8601. */
  note(client: NonNullable<ClientDay['client']>, answered: AnsweredRequest, at: string): void;
  list(): readonly ClientDay[];
}

const MOST_DAYS = 14;
/** Clients of one day; whoever comes later is counted with all the others, so that nobody can fill the memory with made-up names. */
const MOST_CLIENTS = 100;

export const createClientDays = (kept: readonly ClientDay[]): ClientDays => {
  const rows = new Map(kept.map((row) => [keyOf(row), row]));
  const count = (row: ClientDay, { verb, error }: AnsweredRequest, at: string): void => {
    const requests = plusOne(row.requests, verb ?? 'none');
    const errors = error === undefined ? row.errors : plusOne(row.errors, error);
    // Requests of several processes are not noted in the order in which they came.
    rows.set(keyOf(row), { ...row, requests, errors, last: at < row.last ? row.last : at });
  };
  const dropOldDays = (): void => {
    const wanted = new Set([...new Set([...rows.values()].map(({ day }) => day))].sort().slice(-MOST_DAYS));
    for (const [key, { day }] of rows) if (!wanted.has(day)) rows.delete(key);
  };
  const begin = (day: string, client: NonNullable<ClientDay['client']>): ClientDay => {
    const ofDay = [...rows.values()].filter((row) => row.day === day).length;
    const isFull = ofDay >= MOST_CLIENTS;
    const row = { day, ...(!isFull && { client }), requests: {}, errors: {}, last: day };
    const known = rows.get(keyOf(row));
    if (known) return known;
    rows.set(keyOf(row), row);
    if (ofDay === 0) dropOldDays();
    return row;
  };
  return {
    note: (client, answered, at) => {
      const day = at.slice(0, 10);
      count(rows.get(keyOf({ day, client })) ?? begin(day, client), answered, at);
    },
    list: () => [...rows.values()].sort((one, other) => (one.day === other.day ? total(other) - total(one) : one.day < other.day ? 1 : -1)),
  };
};

const keyOf = ({ day, client }: Pick<ClientDay, 'day' | 'client'>): string => JSON.stringify([day, client?.from, client?.agent]);

const plusOne = (counts: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> => ({
  ...counts,
  [name]: (counts[name] ?? 0) + 1,
});

const total = ({ requests }: ClientDay): number => Object.values(requests).reduce((sum, count) => sum + count, 0);
