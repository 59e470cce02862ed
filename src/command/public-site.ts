import { createHash } from 'node:crypto';
import { createCitations } from '../discovery/citations.js';
import type { Discovery } from '../discovery/discovery.js';
import type { Config } from '../platform/config.js';
import type { PublicPorts } from '../web/public/public-routes.js';
import type { Services } from './services.js';

type PublicServices = Pick<Services, 'store' | 'storeKind' | 'works' | 'settings' | 'publicUrl'>;

/** What readers and other libraries' machines are answered with. */
export const createPublicPorts = ({ store, storeKind, works, settings, publicUrl }: PublicServices): PublicPorts => ({
  ...{ settings, publicUrl },
  discovery: underTheseSettings(works, { settings, publicUrl }),
  // Each is read from the database with its work, and a process has but so much memory.
  ...(storeKind === 'postgres' && { mostRecords: 10_000 }),
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
