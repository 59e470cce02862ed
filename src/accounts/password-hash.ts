import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Of scrypt (RFC 7914 §2): `N = 2 ** ln`, and 128 · N · r bytes of memory. */
export interface PasswordCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and, measured, 0.45 s of one core; no weaker than N = 2^17 with p = 1, which takes 128 MB (OWASP's table of equal strengths). */
export const TODAYS_COST: PasswordCost = { ln: 15, r: 8, p: 3 };

/** So that a test can count what is hashed. */
export type DeriveKey = (password: string, salt: Uint8Array, cost: PasswordCost) => Promise<Buffer>;

const SALT_BYTES = 16;
const KEY_BYTES = 32;

export const deriveByScrypt: DeriveKey = (password, salt, { ln, r, p }) =>
  new Promise((resolve, reject) => {
    const N = 2 ** ln;
    // Node refuses what takes more than 32 MB unless it is told; twice what the algorithm needs.
    const maxmem = 256 * r * (N + p + 2);
    scrypt(password, salt, KEY_BYTES, { N, r, p, maxmem }, (fault, key) => {
      if (fault) reject(fault);
      else resolve(key);
    });
  });

/** A hash with all that it takes to verify it, as the PHC string format writes it. */
export interface PasswordHash {
  readonly cost: PasswordCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

export const createPasswordHash = async (derive: DeriveKey, cost: PasswordCost, password: string): Promise<PasswordHash> => {
  const salt = randomBytes(SALT_BYTES);
  return { cost, salt, key: await derive(password, salt, cost) };
};

export const isPasswordOf = async (derive: DeriveKey, { cost, salt, key }: PasswordHash, password: string): Promise<boolean> =>
  timingSafeEqual(await derive(password, salt, cost), key);

/** No password has it; it takes the time of one that somebody has. */
export const nobodysHash = (cost: PasswordCost): PasswordHash => ({ cost, salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(KEY_BYTES) });

export const isSameCost = (a: PasswordCost, b: PasswordCost): boolean => a.ln === b.ln && a.r === b.r && a.p === b.p;

export const formatPasswordHash = ({ cost: { ln, r, p }, salt, key }: PasswordHash): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(key)}`;

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;
/** Of a hash in the store: more would take memory that a log-in must not take. */
const MOST_LN = 18;

/** `undefined` for what is no such string, or asks for more work than a log-in may cost. */
export const parsePasswordHash = (text: string): PasswordHash | undefined => {
  const [, ln, r, p, salt = '', key = ''] = PHC.exec(text) ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (!(cost.ln >= 1 && cost.ln <= MOST_LN && cost.r >= 1 && cost.r <= 16 && cost.p >= 1 && cost.p <= 16)) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
};
