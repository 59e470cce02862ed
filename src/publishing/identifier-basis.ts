import { ConfigError } from '../platform/config-error.js';
import type { Settings } from '../platform/settings.js';
import type { Store } from '../store/ports.js';

/**
 * Identifiers are for ever (OAI-PMH 2.0 §2.4): a store remembers what its items' identifiers begin with and refuses
 * settings that would make others, since the old items would then stay live beside the new ones.
 * @throws ConfigError
 */
export const claimIdentifiers = async (store: Store, { repository }: Settings): Promise<void> => {
  const wanted = `oai:${repository.identifierDomain}:${repository.identifierPrefix}/`;
  const { identifierBasis } = await store.readInstallation();
  if (identifierBasis === wanted) return;
  if (identifierBasis === undefined) {
    await store.commit({ installation: { identifierBasis: wanted } });
    return;
  }
  throw new ConfigError([
    `the items of this store are called ${identifierBasis}…, but repository.identifierDomain and identifierPrefix would call them ${wanted}…; ` +
      'harvesters would keep the old ones for ever. Put the settings back, or begin a new repository: export, choose another STORE_DIR, import.',
  ]);
};
