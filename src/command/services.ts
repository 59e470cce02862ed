import type { Datestamp } from '../catalogue/datestamp.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../crosswalk/harvested/harvested-crosswalks.js';
import { createIntake, type Intake } from '../intake/intake.js';
import { systemClock, type WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { createWorkerReading } from '../harvester/reading/reading-pool.js';
import { createHarvests, type Harvests } from '../harvester/run/harvests.js';
import { planLinks } from '../linking/plan-links.js';
import { ConfigError } from '../platform/config-error.js';
import type { Settings } from '../platform/settings.js';
import type { Log } from '../platform/log.js';
import { createProvider, type Provider } from '../provider/provider.js';
import { claimIdentifiers } from '../publishing/identifier-basis.js';
import { formatsOf } from '../publishing/formats.js';
import { createPublishing, type Publishing } from '../publishing/publishing.js';
import { listSets } from '../publishing/sets.js';
import { findScheduleFaults } from '../schedule/harvest-schedule.js';
import { removeControlFile } from './control-file.js';
import { createHarvestSources } from './harvest-sources.js';
import { openLowdbStore } from '../store/lowdb/lowdb-store.js';
import { openRunFiles } from '../store/lowdb/run-files.js';
import { createMemoryRunStore } from '../store/memory/memory-run-store.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import type { Store } from '../store/ports.js';
import type { RunStore } from '../store/run-ports.js';

/** What the commands work with, joined once from the concrete parts. */
export interface Services {
  readonly settings: Settings;
  readonly store: Store;
  readonly publishing: Publishing;
  readonly intake: Intake;
  readonly provider: Provider;
  readonly pageProvider: Provider;
  readonly baseUrl: string;
  readonly repositoryName: string;
  readonly harvests: Harvests;
  /** Ends what runs, then gives the store back. */
  close(): Promise<void>;
}

export const openServices = async (
  config: Config,
  log: Log,
  where: 'disk' | 'memory',
  clock: WallClock = systemClock,
): Promise<Services> => {
  const faults = findScheduleFaults(config.settings.sources);
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `${config.settingsFile}: ${fault}`));
  const store = await openStore(config, log, where, clock);
  try {
    // Whoever holds the store now has not offered itself yet: what lies there is of one that was killed.
    if (where === 'disk') await removeControlFile(config.storeDirectory);
    await claimIdentifiers(store, config.settings);
    const runs =
      where === 'disk'
        ? await openRunFiles({ directory: config.storeDirectory, onWarning: (warning) => log.warn('store.warning', { warning }) })
        : createMemoryRunStore();
    const services = joinServices(config, { store, runs, log, clock });
    await services.harvests.recover();
    return services;
  } catch (error) {
    await store.close();
    throw error;
  }
};

interface Parts {
  readonly store: Store;
  readonly runs: RunStore;
  readonly log: Log;
  readonly clock: WallClock;
}

const joinServices = (config: Config, { store, runs, log, clock }: Parts): Services => {
  const { settings } = config;
  const baseUrl = `${config.publicUrl}/oai`;
  const publishing = createPublishing({
    store,
    settings,
    publicUrl: config.publicUrl,
    crosswalks: CROSSWALKS,
    harvestedCrosswalks: HARVESTED_CROSSWALKS,
  });
  const now = async (): Promise<Datestamp> => (await store.readBounds()).now;
  const intake = createIntake({ catalogue: store, publishing, settings, now });
  const providing = { store, settings, baseUrl, formats: formatsOf(CROSSWALKS), sets: listSets(settings) };
  const provider = createProvider(providing);
  const pageProvider = createProvider({ ...providing, settings: forReaders(settings), mostPageBytes: MOST_BYTES_FOR_READERS });
  const reading = createWorkerReading();
  const harvests = createHarvests({
    runs,
    store,
    render: (items) => publishing.renderHarvested(items),
    planLinks: planLinks({ store, settings, clock }),
    clock,
    log,
    sources: createHarvestSources(settings, reading),
  });
  return {
    ...{ settings, store, publishing, intake, provider, pageProvider, baseUrl, harvests },
    repositoryName: settings.repository.name,
    close: async () => {
      await harvests.stop();
      await reading.close();
      await store.close();
    },
  };
};

/** What a browser shows at a time: to draw it must not keep harvesters waiting for long. */
const MOST_FOR_READERS = 20;
const MOST_BYTES_FOR_READERS = 128 * 1024;

const forReaders = (settings: Settings): Settings => ({
  ...settings,
  oai: { ...settings.oai, pageSize: Math.min(settings.oai.pageSize, MOST_FOR_READERS) },
});

const openStore = async (config: Config, log: Log, where: 'disk' | 'memory', wallClock: WallClock): Promise<Store> =>
  where === 'memory'
    ? createMemoryStore({ wallClock })
    : openLowdbStore({ directory: config.storeDirectory, wallClock, onWarning: (warning) => log.warn('store.warning', { warning }) });
