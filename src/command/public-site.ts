import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createCitations } from '../discovery/citations.js';
import { createDiscovery } from '../discovery/create-discovery.js';
import type { Discovery } from '../discovery/discovery.js';
import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Store } from '../store/ports.js';
import type { TieMemory } from '../store/tie-ports.js';
import type { WorkStore } from '../store/work-ports.js';
import type { PublicPorts } from '../web/public/public-routes.js';

export interface PublicStores {
  readonly store: Store;
  readonly ties?: TieMemory;
  /** Where the works are kept for several processes; in this one's memory where absent. */
  readonly works?: WorkStore;
  /** Told when works could not be made anew while nobody waited for them. */
  readonly onFault?: (error: unknown) => void;
}

/** What readers and other libraries' machines are answered with. */
export const createPublicPorts = (
  { store, ties, works, onFault }: PublicStores,
  { settings, publicUrl }: Config,
  clock: WallClock,
): PublicPorts => ({
  ...{ settings, publicUrl },
  discovery: underTheseSettings(
    createDiscovery({ store, settings, publicUrl, clock, ...(ties && { ties }), ...(works && { works }), ...(onFault && { onFault }) }),
    { settings, publicUrl },
  ),
  // Each is read from the database with its work, and a process has but so much memory.
  ...(works && { mostRecords: 10_000 }),
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

/** In ms: whoever waited for the service to start is answered first, as the style takes a second of work or more. */
const QUIET_MS = 3000;

/** In the background: else the first reader would wait for the index of all works, and for the style of the citations. */
export const prepareForReaders = async ({ discovery, citations }: PublicPorts, signal: AbortSignal): Promise<void> => {
  await discovery.readVersion();
  await setTimeout(QUIET_MS, undefined, { ref: false, signal }).catch(() => undefined);
  if (!signal.aborted) await citations.prepare();
};
