import type { Datestamp } from '../catalogue/datestamp.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import { createIntake, type Intake } from '../intake/intake.js';
import { systemClock, type WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Settings } from '../platform/settings.js';
import type { Log } from '../platform/log.js';
import { createProvider, type Provider } from '../provider/provider.js';
import { formatsOf } from '../publishing/formats.js';
import { createPublishing, type Publishing } from '../publishing/publishing.js';
import { listSets } from '../publishing/sets.js';
import { openLowdbStore } from '../store/lowdb/lowdb-store.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import type { Store } from '../store/ports.js';

/** What the commands work with, joined once from the concrete parts. */
export interface Services {
  readonly store: Store;
  readonly publishing: Publishing;
  readonly intake: Intake;
  readonly provider: Provider;
  readonly pageProvider: Provider;
  readonly baseUrl: string;
  readonly repositoryName: string;
}

export const openServices = async (
  config: Config,
  log: Log,
  where: 'disk' | 'memory',
  clock: WallClock = systemClock,
): Promise<Services> => {
  const store = await openStore(config, log, where, clock);
  const { settings } = config;
  const baseUrl = `${config.publicUrl}/oai`;
  const publishing = createPublishing({ store, settings, publicUrl: config.publicUrl, crosswalks: CROSSWALKS });
  const now = async (): Promise<Datestamp> => (await store.readBounds()).now;
  const intake = createIntake({ catalogue: store, publishing, settings, now });
  const providing = { store, settings, baseUrl, formats: formatsOf(CROSSWALKS), sets: listSets(settings) };
  const provider = createProvider(providing);
  const pageProvider = createProvider({ ...providing, settings: forReaders(settings) });
  return { store, publishing, intake, provider, pageProvider, baseUrl, repositoryName: settings.repository.name };
};

/** Records on a page that a browser shows. */
const MOST_FOR_READERS = 50;

const forReaders = (settings: Settings): Settings => ({
  ...settings,
  oai: { ...settings.oai, pageSize: Math.min(settings.oai.pageSize, MOST_FOR_READERS) },
});

const openStore = async (config: Config, log: Log, where: 'disk' | 'memory', wallClock: WallClock): Promise<Store> =>
  where === 'memory'
    ? createMemoryStore({ wallClock })
    : openLowdbStore({ directory: config.storeDirectory, wallClock, onWarning: (warning) => log.warn('store.warning', { warning }) });
