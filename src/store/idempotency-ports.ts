/** A wish that may come twice, because an answer was lost on its way: `key` is of the header Idempotency-Key. */
export interface KeyedWish {
  readonly person: string;
  readonly key: string;
  /** Tells what is wished: the same key with another one is a mistake. */
  readonly fingerprint: string;
}

/** A wish in the hands of whoever does it. */
export interface ClaimedWish extends KeyedWish {
  readonly kind: 'ours';
  /** Tells this time from every other time that the key was claimed. */
  readonly claim: string;
}

/** What has become of a wish so far. */
export type WishClaim =
  /** Nobody does it or has done it: the caller does, and then keeps the answer or gives the wish up. */
  | ClaimedWish
  /** Somebody does it, perhaps in another process. */
  | { readonly kind: 'underWay'; readonly fingerprint: string }
  | { readonly kind: 'answered'; readonly fingerprint: string; readonly answer: string };

/**
 * Remembers for a day what was answered to the last hundred wishes of each person. The wish of a process that died over it is free again
 * after two minutes, or at once where no other process can be at it.
 */
export interface IdempotencyMemory {
  claim(wish: KeyedWish): Promise<WishClaim>;
  /** Nothing happens where the wish has been claimed anew since. @param answer any text */
  keep(claimed: ClaimedWish, answer: string): Promise<void>;
  /** So that it can be claimed again. Nothing happens where it has been since. */
  giveUp(claimed: ClaimedWish): Promise<void>;
}

export const KEEP_ANSWERS_MS = 86_400_000;
export const MOST_KEYS_OF_ONE = 100;
/** What is wished is begun in the meantime, not finished: a second's work. */
export const LONGEST_CLAIM_MS = 120_000;
