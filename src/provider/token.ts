import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Datestamp } from '../catalogue/datestamp.js';
import type { TokenKey } from '../store/ports.js';

/** Where a list stands, all of it inside the token: nothing is kept between requests, so any process and any restart can go on. */
export type ListState =
  | {
      readonly verb: 'ListIdentifiers' | 'ListRecords';
      readonly metadataPrefix: string;
      readonly set?: string;
      readonly from?: Datestamp;
      /** Frozen when the list began: records that change later leave the list, so it can only shrink. */
      readonly until: Datestamp;
      /** The key of the last record sent. */
      readonly after: { readonly datestamp: Datestamp; readonly identifier: string };
      readonly cursor: number;
      readonly completeListSize: number;
      readonly listResponseDate: Datestamp;
    }
  | {
      readonly verb: 'ListSets';
      readonly after: string;
      readonly cursor: number;
      readonly completeListSize: number;
      readonly listResponseDate: Datestamp;
    };

export interface TokenContext {
  readonly epoch: string;
  readonly keys: readonly TokenKey[];
  readonly now: Datestamp;
}

export type TokenReading =
  | { readonly kind: 'valid'; readonly state: ListState }
  | { readonly kind: 'invalid'; readonly reason: 'not ours' | 'expired' | 'of another epoch' };

/** From each token's own issue, so that a slow harvester of a long list never hits a wall. In seconds. */
export const TOKEN_LIFETIME = 48 * 3600;

const MAC_BYTES = 16;
const VERSION = 1;

/**
 * `[A-Za-z0-9_-]` only: it survives unencoded, encoded and twice encoded, which clients do. HMAC-SHA256 cut to 16 bytes,
 * then the state as JSON, all in base64url.
 */
export const writeToken = (state: ListState, { epoch, keys, now }: TokenContext): { token: string; expirationDate: Datestamp } => {
  const key = newestKey(keys);
  const expires = (now + TOKEN_LIFETIME) as Datestamp;
  const payload = Buffer.from(JSON.stringify([VERSION, epoch, expires, ...fieldsOf(state)]));
  return { token: Buffer.concat([macOf(key, payload), payload]).toString('base64url'), expirationDate: expires };
};

export const readToken = (token: string, { epoch, keys, now }: TokenContext): TokenReading => {
  const bytes = /^[A-Za-z0-9_-]+$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
  const payload = bytes.subarray(MAC_BYTES);
  // The second condition: base64url can spell the same bytes in several ways; only ours is accepted.
  if (payload.length === 0 || bytes.toString('base64url') !== token) return { kind: 'invalid', reason: 'not ours' };
  const mac = bytes.subarray(0, MAC_BYTES);
  if (!keys.some((key) => timingSafeEqual(macOf(key, payload), mac))) return { kind: 'invalid', reason: 'not ours' };
  const [version, ofEpoch, expires, ...fields] = JSON.parse(payload.toString()) as readonly [number, string, number, ...unknown[]];
  if (version !== VERSION) return { kind: 'invalid', reason: 'expired' };
  if (ofEpoch !== epoch) return { kind: 'invalid', reason: 'of another epoch' };
  return now > expires ? { kind: 'invalid', reason: 'expired' } : { kind: 'valid', state: stateOf(fields) };
};

const newestKey = (keys: readonly TokenKey[]): TokenKey => keys.reduce((newest, key) => (key.created > newest.created ? key : newest));

const macOf = (key: TokenKey, payload: Buffer): Buffer =>
  createHmac('sha256', Buffer.from(key.secret, 'base64url')).update(payload).digest().subarray(0, MAC_BYTES);

/** By position, since names would double the token's length. */
const fieldsOf = (state: ListState): readonly unknown[] => {
  const counts = [state.cursor, state.completeListSize, state.listResponseDate];
  return state.verb === 'ListSets'
    ? [state.verb, ...counts, state.after]
    : [
        state.verb,
        ...counts,
        state.metadataPrefix,
        state.set ?? null,
        state.from ?? null,
        state.until,
        state.after.datestamp,
        state.after.identifier,
      ];
};

/** What our own key has signed is of our own making. */
const stateOf = (fields: readonly unknown[]): ListState => {
  const [verb, cursor, completeListSize, listResponseDate] = fields as [ListState['verb'], number, number, Datestamp];
  const counts = { cursor, completeListSize, listResponseDate };
  if (verb === 'ListSets') return { verb, ...counts, after: fields[4] as string };
  const [metadataPrefix, set, from, until, datestamp, identifier] = fields.slice(4) as [
    string,
    string | null,
    Datestamp | null,
    Datestamp,
    Datestamp,
    string,
  ];
  const bounds = { ...(set !== null && { set }), ...(from !== null && { from }), until };
  return { verb, ...counts, metadataPrefix, ...bounds, after: { datestamp, identifier } };
};
