import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { systemClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { noticeTask } from '../notices/notices.js';
import { measureService } from '../administration/service-metrics.js';
import { describeError, type Log } from '../platform/log.js';
import { createMetrics } from '../platform/metrics.js';
import { measurePools } from '../platform/pool-metrics.js';
import { rotateTokenKeys } from '../provider/token-keys.js';
import { catchUp, harvestTasks } from '../schedule/harvest-schedule.js';
import { startSchedule, type ScheduledTask } from '../schedule/schedule.js';
import { listen } from '../web/server.js';
import { openControl } from './control.js';
import { createServiceApp } from './service-app.js';
import { openServices, type Services } from './services.js';
import type { WhereStored } from './stores.js';
import { setUpAddress } from './set-up-address.js';
import type { ExitCode, Terminal } from './terminal.js';

/** How long a request that is being answered may still take when the service stops. */
const GRACE_MS = 10_000;

/** Even where no time for leaving is given: connections that the system has made already would be broken off unread. */
const LEAST_DRAIN_MS = 100;

/** The publisher's page that fills an empty catalogue, beside the settings. */
const PAGES = ['julkaisut.html', 'julkaisut.txt'];

/** Serves until a signal comes, then ends what was begun. */
export const serve = async (config: Config, log: Log, terminal: Terminal, options: { readonly store: WhereStored }): Promise<ExitCode> => {
  const services = await openServices(config, log, options.store);
  /** What was begun, to be ended in the opposite order, however far the start came. */
  const begun: (() => Promise<unknown>)[] = [() => services.close()];
  try {
    await fillEmptyCatalogue(services, config, log);
    // Beside PostgreSQL a command opens the database itself.
    if (services.storeKind === 'lowdb') {
      const control = await openControl(services, config, log);
      begun.push(() => control.close());
    }
    const metrics = createMetrics();
    measureService(metrics, { ...services, log, clock: systemClock });
    const { database } = services;
    if (database) measurePools(metrics, { main: () => database.countConnections() });
    const leaving = new AbortController();
    const app = createServiceApp(services, config, { ...{ log, clock: systemClock, metrics }, leaving: leaving.signal });
    const server = await listen(app, config.host, config.port);
    begun.push(() => server.stop(GRACE_MS));
    // Before it, so that whoever watches a run is told of its end and goes: an open stream would use up the whole grace.
    begun.push(() => services.harvests.stop());
    const schedule = startSchedule(
      [...housekeeping(services), ...harvestTasks(services.settings.sources, services.harvests), ...services.tieRounds.tasks],
      log,
      services.ticks,
    );
    begun.push(() => schedule.stop());
    const stopping = new AbortController();
    const rendering = renderAnew(services, log, stopping.signal);
    begun.push(() => {
      stopping.abort();
      return rendering;
    });
    // In the background: else the first reader would wait until all works have been looked through.
    services.works.readVersion().catch((error: unknown) => log.error('readers.notPrepared', describeError(error)));
    await goOnHarvesting(services, log);
    // Listened for before anybody is told that the service is there, and may stop it.
    const signal = untilSignal();
    announce(services, config, terminal, log);
    await offerSetUp(services, config, terminal);
    log.info('serve.stopping', { signal: await signal });
    // First a proxy sees that it is to send nobody here any more, and everybody is still answered; then nobody new comes in.
    leaving.abort();
    server.retire();
    await setTimeout(Math.max(config.drainMs ?? 0, LEAST_DRAIN_MS));
    await takeInPending();
    return 0;
  } finally {
    for (const end of begun.reverse()) await end();
  }
};

/** A busy process may have slept through that: in each turn it takes connections in, in the next it reads from them. */
const takeInPending = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
};

const fillEmptyCatalogue = async ({ store, intake }: Services, config: Config, log: Log): Promise<void> => {
  if ((await store.listPublications({ limit: 1 })).length > 0) return;
  const page = PAGES.map((name) => path.join(path.dirname(config.settingsFile), name)).find((file) => existsSync(file));
  if (page === undefined) {
    log.warn('catalogue.empty', { hint: 'fill it with: julkaisusilta import FILE' });
    return;
  }
  const report = await intake.importFile({ name: page, content: createReadStream(page) }, { dryRun: false });
  log.info('catalogue.filled', { from: page, ...report.totals });
  for (const { id, line, reasons, warnings } of report.entries) {
    for (const remark of [...reasons, ...warnings]) log.warn('catalogue.remark', { id, line, remark });
  }
  if (report.fault) log.error('catalogue.notRead', { from: page, ...report.fault });
  await untilListed(store);
};

/** In ms. */
const LONGEST_WAIT = 3000;

/** A list leaves the current second out, so a record shows in it from the next one on: the first harvester shall find them all. */
const untilListed = async (store: Services['store']): Promise<void> => {
  const { now } = await store.readBounds();
  for (let waited = 0; waited < LONGEST_WAIT && (await store.readBounds()).settled < now; waited += 50) await setTimeout(50);
};

/** In items: so often the log is told how far a rendering has come. */
const TOLD_EVERY = 10_000;

/** In the background: until a record is rendered anew, its last rendering is served. */
const renderAnew = async ({ publishing }: Services, log: Log, signal: AbortSignal): Promise<void> => {
  try {
    let told = 0;
    const onProgress = (done: number): void => {
      if (done < told + TOLD_EVERY) return;
      told = done;
      log.info('publishing.rendering', { items: done });
    };
    const { items, stamped, faults } = await publishing.renderAnew({ signal, onProgress });
    for (const fault of faults) log.error('publishing.notRendered', { ...fault });
    if (items > 0) log.info('publishing.renderedAnew', { items, changedRecords: stamped });
  } catch (error) {
    log.error('publishing.failed', describeError(error));
  }
};

const housekeeping = ({ store, harvests, visits, notices }: Services): readonly ScheduledTask[] => [
  ...(notices.channels.length > 0 ? [noticeTask(notices)] : []),
  { name: 'rotate token keys', pattern: '17 3 * * *', timezone: 'UTC', run: () => rotateTokenKeys(store) },
  { name: 'prune runs', pattern: '41 3 * * *', timezone: 'UTC', run: () => harvests.prune() },
  { name: 'keep visits', pattern: '* * * * *', timezone: 'UTC', isEveryones: true, run: () => visits.save() },
  // Of six fields: a harvest whose process has died is not to wait for long.
  { name: 'go on with harvests', pattern: '*/15 * * * * *', timezone: 'UTC', run: () => harvests.resumeDue() },
];

/** What was broken off goes on, and what was missed is caught up, both without anyone waiting for it. */
const goOnHarvesting = async ({ harvests, settings, ticks }: Services, log: Log): Promise<void> => {
  await harvests.resumeDue();
  const sources = await catchUp(settings.sources, harvests, systemClock, ticks);
  if (sources.length > 0) log.info('schedule.caughtUp', { sources });
};

const announce = ({ baseUrl }: Services, config: Config, { out }: Terminal, log: Log): void => {
  if (out.isTTY) {
    out.write(`\n  ${config.settings.repository.name}\n\n`);
    out.write(`  publications   ${config.publicUrl}/julkaisut\n`);
    out.write(`  OAI-PMH        ${baseUrl}\n`);
    out.write(`  try            ${baseUrl}?verb=ListRecords&metadataPrefix=oai_dc\n`);
    out.write(`  administration ${config.publicUrl}/admin\n`);
    out.write(`  listening on   ${config.host}:${config.port}\n`);
    out.write(`  settings       ${config.settingsFile}\n`);
    out.write(
      `  store          ${config.databaseUrl === undefined ? config.storeDirectory : 'PostgreSQL (DATABASE_URL)'}\n\n  Ctrl-C stops it.\n\n`,
    );
  }
  log.info('serve.ready', { baseUrl, host: config.host, port: config.port });
};

/** The link goes to whoever started the service, and never into the log, which others may read. */
const offerSetUp = async ({ accounts }: Services, { publicUrl }: Config, { out, err }: Terminal): Promise<void> => {
  const link = await accounts.openSetUp();
  if (!link) return;
  const to = out.isTTY ? out : err;
  to.write(`\n  There is no account yet. Make the first one here, within an hour:\n  ${setUpAddress(publicUrl, link.secret)}\n\n`);
};

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** In ms. npm passes a Ctrl-C on that the terminal has given us already: that is no second one. */
const SAME_SIGNAL_MS = 1000;

/** A second signal, a moment later, ends the process at once, as the system does it. */
const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    const hear = (signal: NodeJS.Signals): void => {
      resolve(signal);
      const deaf = setTimeout(SAME_SIGNAL_MS, undefined, { ref: false });
      void deaf.then(() => {
        for (const each of SIGNALS) process.removeListener(each, hear);
      });
    };
    for (const signal of SIGNALS) process.on(signal, hear);
  });
