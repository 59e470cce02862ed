import { createHash } from 'node:crypto';
import { createCitations } from '../discovery/citations.js';
import { createDiscovery } from '../discovery/create-discovery.js';
import type { Discovery } from '../discovery/discovery.js';
import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Store } from '../store/ports.js';
import type { PublicPorts } from '../web/public/public-routes.js';

/** What readers and other libraries' machines are answered with. */
export const createPublicPorts = (store: Store, { settings, publicUrl }: Config, clock: WallClock): PublicPorts => ({
  ...{ settings, publicUrl },
  discovery: underTheseSettings(createDiscovery({ store, settings, publicUrl, clock }), { settings, publicUrl }),
  citations: createCitations({ urnResolver: settings.links.urnResolver }),
  readRecord: async (identifier, metadataPrefix) => (await store.findRecord(identifier, metadataPrefix))?.metadata,
});

/** Dumps are made of the settings, too: with others a caller must not be told that it has what there is. */
const underTheseSettings = (discovery: Discovery, settings: Pick<Config, 'settings' | 'publicUrl'>): Discovery => {
  const suffix = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8);
  return {
    ...discovery,
    readVersion: async () => {
      const { tag, changed } = await discovery.readVersion();
      return { tag: `${tag}-${suffix}`, changed };
    },
  };
};

/** In the background: else the first reader would wait for the index of all works, and for the style of the citations. */
export const prepareForReaders = async ({ discovery, citations }: PublicPorts): Promise<void> => {
  await discovery.readVersion();
  await citations.prepare();
};
