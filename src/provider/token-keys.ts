import { randomBytes } from 'node:crypto';
import type { Datestamp } from '../catalogue/datestamp.js';
import type { Store, TokenKey } from '../store/ports.js';
import { TOKEN_LIFETIME } from './token.js';

/** A key signs for so long; in seconds. */
const KEY_LIFETIME = 30 * 24 * 3600;

/** Replaces an old signing key; the one before it is kept for as long as a token of its may still come back. */
export const rotateTokenKeys = async (store: Store): Promise<'rotated' | 'young enough'> => {
  const { tokenKeys } = await store.readInstallation();
  const { now } = await store.readBounds();
  const rotated = rotate(tokenKeys, now);
  if (rotated === tokenKeys) return 'young enough';
  await store.commit({ installation: { tokenKeys: rotated } });
  return 'rotated';
};

const rotate = (keys: readonly TokenKey[], now: Datestamp): readonly TokenKey[] => {
  const newestFirst = [...keys].sort((a, b) => b.created - a.created);
  const [newest] = newestFirst;
  if (newest && now - newest.created < KEY_LIFETIME) return keys;
  const signing: TokenKey = { id: randomBytes(8).toString('hex'), secret: randomBytes(32).toString('base64url'), created: now };
  // A key stopped signing when the next one was made; its last token lives TOKEN_LIFETIME longer.
  const stillNeeded = newestFirst.filter((_, index) => (newestFirst[index - 1]?.created ?? now) + TOKEN_LIFETIME >= now);
  return [signing, ...stillNeeded];
};
