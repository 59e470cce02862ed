import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { noticeTask } from '../notices/notices.js';
import { describeError, type Log } from '../platform/log.js';
import { rotateTokenKeys } from '../provider/token-keys.js';
import { catchUp, harvestTasks } from '../schedule/harvest-schedule.js';
import { startSchedule } from '../schedule/schedule.js';
import { listen } from '../web/server.js';
import { openControl } from './control.js';
import { prepareForReaders } from './public-site.js';
import { createServiceApp } from './service-app.js';
import { openServices, type Services } from './services.js';
import { setUpAddress } from './set-up-address.js';
import type { ExitCode, Terminal } from './terminal.js';

/** How long a request that is being answered may still take when the service stops. */
const GRACE_MS = 10_000;

/** The publisher's page that fills an empty catalogue, beside the settings. */
const PAGES = ['julkaisut.html', 'julkaisut.txt'];

/** Serves until a signal comes, then ends what was begun. */
export const serve = async (
  config: Config,
  log: Log,
  terminal: Terminal,
  options: { readonly store: 'disk' | 'memory' },
): Promise<ExitCode> => {
  const services = await openServices(config, log, options.store);
  /** What was begun, to be ended in the opposite order, however far the start came. */
  const begun: (() => Promise<unknown>)[] = [() => services.close()];
  try {
    await fillEmptyCatalogue(services, config, log);
    if (options.store === 'disk') {
      const control = await openControl(services, config, log);
      begun.push(() => control.close());
    }
    const app = createServiceApp(services, config, { log, clock: systemClock });
    const server = await listen(app, config.host, config.port);
    begun.push(() => server.stop(GRACE_MS));
    // Before it, so that whoever watches a run is told of its end and goes: an open stream would use up the whole grace.
    begun.push(() => services.harvests.stop());
    const schedule = startSchedule([...housekeeping(services), ...harvestTasks(services.settings.sources, services.harvests)], log);
    begun.push(() => schedule.stop());
    const stopping = new AbortController();
    const rendering = renderAnew(services, log, stopping.signal);
    begun.push(() => {
      stopping.abort();
      return rendering;
    });
    prepareForReaders(services.forReaders).catch((error: unknown) => log.error('readers.notPrepared', describeError(error)));
    await goOnHarvesting(services, log);
    // Listened for before anybody is told that the service is there, and may stop it.
    const signal = untilSignal();
    announce(services, config, terminal, log);
    await offerSetUp(services, config, terminal);
    log.info('serve.stopping', { signal: await signal });
    return 0;
  } finally {
    for (const end of begun.reverse()) await end();
  }
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

/** In the background: until a record is rendered anew, its last rendering is served. */
const renderAnew = async ({ publishing }: Services, log: Log, signal: AbortSignal): Promise<void> => {
  try {
    const { items, stamped, faults } = await publishing.renderAnew({ signal });
    for (const fault of faults) log.error('publishing.notRendered', { ...fault });
    if (items > 0) log.info('publishing.renderedAnew', { items, changedRecords: stamped });
  } catch (error) {
    log.error('publishing.failed', describeError(error));
  }
};

const housekeeping = ({ store, harvests, visits, notices }: Services) => [
  ...(notices.channels.length > 0 ? [noticeTask(notices)] : []),
  { name: 'rotate token keys', pattern: '17 3 * * *', timezone: 'UTC', run: () => rotateTokenKeys(store) },
  { name: 'prune runs', pattern: '41 3 * * *', timezone: 'UTC', run: () => harvests.prune() },
  { name: 'keep visits', pattern: '* * * * *', timezone: 'UTC', run: () => visits.save() },
  { name: 'go on with harvests', pattern: '*/5 * * * *', timezone: 'UTC', run: () => harvests.resumeDue() },
];

/** What was broken off goes on, and what was missed is caught up, both without anyone waiting for it. */
const goOnHarvesting = async ({ harvests, settings }: Services, log: Log): Promise<void> => {
  await harvests.resumeDue();
  const sources = await catchUp(settings.sources, harvests, systemClock);
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
    out.write(`  store          ${config.storeDirectory}\n\n  Ctrl-C stops it.\n\n`);
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

const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
