import type { Accounts } from '../accounts/accounts.js';
import { createAccounts } from '../accounts/create-accounts.js';
import type { PasswordCost } from '../accounts/password-hash.js';
import { auditHarvests } from '../administration/audited-harvests.js';
import type { RunCheck } from '../administration/check-task.js';
import { runCheckInThread } from '../administration/check-thread.js';
import { openProviderVisits, type ProviderVisits } from '../administration/provider-visits.js';
import type { Datestamp } from '../catalogue/datestamp.js';
import { createDiscovery } from '../discovery/create-discovery.js';
import type { Discovery } from '../discovery/discovery.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../crosswalk/harvested/harvested-crosswalks.js';
import { createIntake, type Intake } from '../intake/intake.js';
import { systemClock, type WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Reading } from '../harvester/reading/reading.js';
import { createWorkerReading } from '../harvester/reading/reading-pool.js';
import { createHarvests, type Harvests } from '../harvester/run/harvests.js';
import { planLinks } from '../linking/plan-links.js';
import { ConfigError } from '../platform/config-error.js';
import type { Settings } from '../platform/settings.js';
import { describeError, type Log } from '../platform/log.js';
import { createProvider, type Provider } from '../provider/provider.js';
import { claimIdentifiers } from '../publishing/identifier-basis.js';
import { formatsOf } from '../publishing/formats.js';
import { createPublishing, type Publishing } from '../publishing/publishing.js';
import { listSets } from '../publishing/sets.js';
import { findRecheckFaults, findScheduleFaults } from '../schedule/harvest-schedule.js';
import { removeControlFile } from './control-file.js';
import { createAdministration, type Administration } from './administration.js';
import { createConnections, createHarvestSources } from './harvest-sources.js';
import { openSharing } from './open-sharing.js';
import { openStores } from './open-stores.js';
import type { Sharing } from './sharing.js';
import type { Database } from '../store/postgres/database.js';
import type { Stores, WhereStored } from './stores.js';
import { createTieRounds, type TieRounds } from './tie-rounds.js';
import type { Store } from '../store/ports.js';

/** What the commands work with, joined once from the concrete parts. */
export interface Services extends Administration {
  readonly storeKind: Stores['kind'];
  readonly database?: Database;
  /** Which process does what has come round. */
  readonly ticks: Sharing['ticks'];
  readonly idempotencyMemory: Stores['idempotencyMemory'];
  readonly settings: Settings;
  readonly store: Store;
  readonly publishing: Publishing;
  readonly intake: Intake;
  readonly provider: Provider;
  readonly pageProvider: Provider;
  /** `https://julkaisut.example.fi`, without a slash at its end. */
  readonly publicUrl: string;
  readonly baseUrl: string;
  readonly repositoryName: string;
  readonly harvests: Harvests;
  readonly accounts: Accounts;
  /** All publications as readers find them. */
  readonly works: Discovery;
  readonly tieRounds: TieRounds;
  /** Who harvested from us. */
  readonly visits: ProviderVisits;
  /** Ends what runs, then gives the store back. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly clock?: WallClock;
  /** Of tests, whose stores fail on demand. */
  readonly stores?: Stores;
  /** Of tests, which have not the time for what a password is worth. */
  readonly passwordCost?: PasswordCost;
  /** Of tests, whose sources no thread can load; threads otherwise. */
  readonly reading?: Reading;
  /** Of tests, for the same reason. */
  readonly runCheck?: RunCheck;
}

export const openServices = async (
  config: Config,
  log: Log,
  where: WhereStored,
  { clock = systemClock, ...options }: ServiceOptions = {},
): Promise<Services> => {
  const faults = [...findScheduleFaults(config.settings.sources), ...findRecheckFaults(config.settings.links)];
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `${config.settingsFile}: ${fault}`));
  const stores = options.stores ?? (await openStores(config, log, where, clock));
  try {
    // Whoever holds the store now has not offered itself yet: what lies there is of one that was killed.
    if (stores.kind === 'lowdb') await removeControlFile(config.storeDirectory);
    await claimIdentifiers(stores.store, config.settings);
    const visits = await openProviderVisits({ memory: stores.visitMemory, clock, log });
    const sharing = await openSharing(stores);
    const services = joinServices(config, { ...stores, ...options, sharing, visits, log, clock });
    await services.harvests.recover();
    return services;
  } catch (error) {
    await stores.close();
    throw error;
  }
};

interface Parts extends Stores, Omit<ServiceOptions, 'clock'> {
  readonly sharing: Sharing;
  readonly visits: ProviderVisits;
  readonly log: Log;
  readonly clock: WallClock;
}

const joinServices = (
  config: Config,
  { log, clock, sharing, visits, passwordCost, reading = createWorkerReading(), runCheck = runCheckInThread(), ...stores }: Parts,
): Services => {
  const { settings } = config;
  const { store, accountStore } = stores;
  const { linkTurns, ticks, exchange } = sharing;
  const baseUrl = `${config.publicUrl}/oai`;
  const publishing = createPublishing({
    linkTurns,
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
  const pageProvider = createProvider({ ...providing, settings: withSmallPages(settings), mostPageBytes: MOST_BYTES_FOR_READERS });
  const accounts = createAccounts({
    ...{ store: accountStore, throttleMemory: stores.throttleMemory, clock, log, settings: settings.administration },
    ...(passwordCost && { passwordCost }),
  });
  const connections = createConnections(settings);
  const harvestSources = createHarvestSources(settings, reading, connections);
  const planTies = planLinks({ store, settings, clock });
  const ownHarvests = createHarvests({
    runs: stores.runs,
    ...(exchange && { exchange }),
    store,
    render: (items) => publishing.renderHarvested(items),
    planLinks: planTies,
    linkTurns,
    clock,
    log,
    sources: harvestSources,
  });
  const harvests = auditHarvests(ownHarvests, accounts);
  const administration = createAdministration({
    ...{ config, stores, log, clock, runCheck, accounts, harvests, harvestSources, intake, publishing, planTies, linkTurns },
    formats: providing.formats,
    sets: providing.sets,
  });
  const works = createDiscovery({
    ...{ store, settings, publicUrl: config.publicUrl, clock, ties: stores.tieMemory },
    ...(stores.works && { works: stores.works }),
    onFault: (error) => log.error('works.notRenewed', describeError(error)),
  });
  const tieRounds = createTieRounds({ settings, connections, works, memory: stores.tieMemory, clock, log });
  return {
    storeKind: stores.kind,
    ...(stores.database && { database: stores.database }),
    ticks,
    idempotencyMemory: stores.idempotencyMemory,
    ...{ settings, store, publishing, intake, provider, pageProvider, baseUrl, harvests, accounts },
    ...administration,
    ...{ works, tieRounds, visits },
    publicUrl: config.publicUrl,
    repositoryName: settings.repository.name,
    close: async () => {
      await administration.checks.stop();
      await harvests.stop();
      await tieRounds.stop();
      await reading.close();
      await visits.save();
      await sharing.close();
      await stores.close();
    },
  };
};

/** What a browser shows at a time: to draw it must not keep harvesters waiting for long. */
const MOST_FOR_READERS = 20;
const MOST_BYTES_FOR_READERS = 128 * 1024;

const withSmallPages = (settings: Settings): Settings => ({
  ...settings,
  oai: { ...settings.oai, pageSize: Math.min(settings.oai.pageSize, MOST_FOR_READERS) },
});
