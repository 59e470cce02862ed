import type { Datestamp } from '../catalogue/datestamp.js';
import { createTokenKey } from '../store/installation.js';
import { StoreError, type Store, type TokenKey } from '../store/ports.js';
import { TOKEN_LIFETIME } from './token.js';

/** A key signs for so long; in seconds. */
const KEY_LIFETIME = 30 * 24 * 3600;

/**
 * Replaces an old signing key; the one before it is kept for as long as a token of its may still come back. Of several
 * programs over one store that find the key old at the same moment one replaces it.
 */
export const rotateTokenKeys = async (store: Store): Promise<'rotated' | 'young enough' | 'replaced meanwhile'> => {
  const { tokenKeys } = await store.readInstallation();
  const { now } = await store.readBounds();
  const rotated = rotate(tokenKeys, now);
  if (rotated === tokenKeys) return 'young enough';
  try {
    await store.commit({ installation: { tokenKeys: rotated, sawTokenKeys: tokenKeys.map(({ id }) => id) } });
    return 'rotated';
  } catch (error) {
    if (error instanceof StoreError && error.code === 'conflict') return 'replaced meanwhile';
    throw error;
  }
};

const rotate = (keys: readonly TokenKey[], now: Datestamp): readonly TokenKey[] => {
  const newestFirst = [...keys].sort((a, b) => b.created - a.created);
  const [newest] = newestFirst;
  if (newest && now - newest.created < KEY_LIFETIME) return keys;
  // A key stopped signing when the next one was made; its last token lives TOKEN_LIFETIME longer.
  const stillNeeded = newestFirst.filter((_, index) => (newestFirst[index - 1]?.created ?? now) + TOKEN_LIFETIME >= now);
  return [createTokenKey(now * 1000), ...stillNeeded];
};
