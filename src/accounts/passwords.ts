import {
  createPasswordHash,
  deriveByScrypt,
  formatPasswordHash,
  isPasswordOf,
  isSameCost,
  nobodysHash,
  parsePasswordHash,
  TODAYS_COST,
  type DeriveKey,
  type PasswordCost,
} from './password-hash.js';

/** Hashing, a few at a time. */
export interface Passwords {
  /** In the PHC string format. */
  hash(password: string): Promise<string>;
  /**
   * Costs the same whether there is a hash or not, and whatever the password is.
   * `isOutdated` when it is right and should be hashed anew, by today's parameters.
   */
  verify(password: string, hash: string | undefined): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }>;
  /** So many wait already that another had better come back later. */
  isCrowded(): boolean;
}

/** A hashing takes a thread of libuv's four and 32 MB: the rest is left for the disk, whatever knocks at the door. */
const MOST_AT_ONCE = 2;
/** Some eleven seconds' work. */
const MOST_WAITING = 50;

export const createPasswords = ({
  cost = TODAYS_COST,
  derive = deriveByScrypt,
}: { readonly cost?: PasswordCost | undefined; readonly derive?: DeriveKey | undefined } = {}): Passwords => {
  const turns = createTurns(MOST_AT_ONCE);
  return {
    hash: (password) => turns.take(async () => formatPasswordHash(await createPasswordHash(derive, cost, normalisePassword(password)))),
    verify: async (password, hash) => {
      const parsed = hash === undefined ? undefined : parsePasswordHash(hash);
      const kept = parsed ?? nobodysHash(cost);
      const given = normalisePassword(password);
      const isMatch = await turns.take(() => isPasswordOf(derive, kept, isTooLong(given) ? '' : given));
      const isRight = isMatch && parsed !== undefined && !isTooLong(given);
      return { isRight, isOutdated: isRight && !isSameCost(kept.cost, cost) };
    },
    isCrowded: () => turns.waiting() >= MOST_WAITING,
  };
};

/** One keyboard sends ä as one character, another as two: it is the same password (NFC, as RFC 8265 §4.2.1). */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/** In bytes of UTF-8. */
const MOST_PASSWORD_BYTES = 1024;

/** @param password normalised */
export const isTooLong = (password: string): boolean => Buffer.byteLength(password) > MOST_PASSWORD_BYTES;

/** Lets a few work and the others wait, first come, first served. */
const createTurns = (most: number) => {
  const line: (() => void)[] = [];
  let working = 0;
  return {
    waiting: () => line.length,
    take: async <T>(work: () => Promise<T>): Promise<T> => {
      if (working >= most) await new Promise<void>((resolve) => line.push(resolve));
      else working++;
      try {
        return await work();
      } finally {
        // The place is handed on, not given up: nobody who comes now gets before those who wait.
        const next = line.shift();
        if (next) next();
        else working--;
      }
    },
  };
};
