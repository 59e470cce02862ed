import {
  KEEP_ANSWERS_MS,
  LONGEST_CLAIM_MS,
  MOST_KEYS_OF_ONE,
  type ClaimedWish,
  type KeyedWish,
  type WishClaim,
} from './idempotency-ports.js';

/** A wish that was answered. */
export interface AnsweredWish extends KeyedWish {
  /** In ms since 1970: when it was claimed. */
  readonly at: number;
  readonly answer: string;
}

/** The wishes in memory, in the order in which they came. */
export interface IdempotencyContents {
  claim(wish: KeyedWish): WishClaim;
  /** @returns whether there is something new */
  keep(claimed: ClaimedWish, answer: string): boolean;
  giveUp(claimed: ClaimedWish): void;
  /** Those that were answered, oldest first. */
  list(): readonly AnsweredWish[];
}

interface Kept extends KeyedWish {
  readonly at: number;
  /** Absent for one that was answered before the program began. */
  readonly claim?: string;
  readonly answer?: string;
}

/** @param clock in ms since 1970 */
export const createIdempotencyContents = (clock: () => number, answered: readonly AnsweredWish[] = []): IdempotencyContents => {
  const rows = new Map<string, Kept>(answered.map((row) => [rowKeyOf(row), row]));
  let claims = 0;
  const forgetOld = (): void => {
    const now = clock();
    for (const [key, { at, answer }] of rows) {
      if (now - at >= (answer === undefined ? LONGEST_CLAIM_MS : KEEP_ANSWERS_MS)) rows.delete(key);
    }
  };
  const forgetMany = (person: string): void => {
    const own = [...rows].filter(([, row]) => row.person === person);
    for (const [key] of own.slice(0, -MOST_KEYS_OF_ONE)) rows.delete(key);
  };
  const isHeld = (claimed: ClaimedWish): boolean => rows.get(rowKeyOf(claimed))?.claim === claimed.claim;
  return {
    claim: (wish) => {
      forgetOld();
      const { person, key, fingerprint } = wish;
      const found = rows.get(rowKeyOf(wish));
      if (found?.answer !== undefined) return { kind: 'answered', fingerprint: found.fingerprint, answer: found.answer };
      if (found) return { kind: 'underWay', fingerprint: found.fingerprint };
      const claim = String((claims += 1));
      rows.set(rowKeyOf(wish), { person, key, fingerprint, at: clock(), claim });
      forgetMany(person);
      return { kind: 'ours', person, key, fingerprint, claim };
    },
    keep: (claimed, answer) => {
      const found = rows.get(rowKeyOf(claimed));
      if (found === undefined || !isHeld(claimed)) return false;
      rows.set(rowKeyOf(claimed), { ...found, answer });
      return true;
    },
    giveUp: (claimed) => {
      if (isHeld(claimed)) rows.delete(rowKeyOf(claimed));
    },
    list: () =>
      [...rows.values()].flatMap(({ person, key, fingerprint, at, answer }) =>
        answer === undefined ? [] : [{ person, key, fingerprint, at, answer }],
      ),
  };
};

const rowKeyOf = ({ person, key }: Pick<KeyedWish, 'person' | 'key'>): string => JSON.stringify([person, key]);
