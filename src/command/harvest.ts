import { createAddressGuard } from '../harvester/address-guard.js';
import { formatDryRun } from '../harvester/dry-run-text.js';
import { dryRun, type DryRunProgress } from '../harvester/dry-run.js';
import { createHttp } from '../harvester/http.js';
import { createOaiPmhClient } from '../harvester/oai-pmh-client.js';
import { createPace, systemWait } from '../harvester/pace.js';
import type { ListRequest, SourceClient } from '../harvester/source-client.js';
import { createSruClient } from '../harvester/sru-client.js';
import { systemClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import type { ExitCode, Terminal } from './terminal.js';

export interface HarvestOptions {
  readonly source: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly from?: string;
  readonly until?: string;
}

/** Says what a harvest of a source would take, and why it would leave the rest. Ctrl-C ends it. */
export const harvest = async ({ settings }: Config, options: HarvestOptions, { out, err }: Terminal): Promise<ExitCode> => {
  const source = settings.sources.find(({ id }) => id === options.source);
  if (!source) {
    const known = settings.sources.map(({ id }) => id).join(', ');
    err.write(`There is no source “${options.source}”. ${known === '' ? 'The settings name none.' : `The settings name ${known}.`}\n`);
    return 2;
  }
  if (!options.dryRun) {
    err.write('A harvest cannot be applied yet; --dry-run shows what it would take.\n');
    return 2;
  }
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  const { from, until } = options;
  const request: ListRequest = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  const client = createClient(source, settings);
  const report = await dryRun(source.id, client, source.select, request, ending.signal, err.isTTY ? showProgress(err) : undefined);
  if (err.isTTY) err.write('\r\u001b[K');
  out.write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : formatDryRun(report));
  return report.counts.failed === 0 ? 0 : 1;
};

const TIMEOUT_MS = 600_000;
const MOST_BYTES = 64 * 1024 * 1024;

const createClient = (source: SourceSettings, { repository }: Settings): SourceClient => {
  const http = createHttp({
    userAgent: `Julkaisusilta/0.1 (${repository.adminEmail[0] ?? repository.name})`,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    ...(!source.allowPrivate && { guard: createAddressGuard() }),
  });
  const pace = createPace({ minDelayMs: source.minDelayMs, clock: systemClock, wait: systemWait });
  switch (source.protocol) {
    case 'sru':
      return createSruClient({ http, source, pace });
    case 'oai-pmh':
      return createOaiPmhClient({ http, source, pace });
  }
};

const showProgress =
  (err: Terminal['err']) =>
  ({ pages, seen, selected, completeListSize }: DryRunProgress): void => {
    const of = completeListSize === undefined ? '' : ` of ~${completeListSize}`;
    err.write(`\r\u001b[K${pages} pages, ${seen}${of} records, ${selected} would be taken`);
  };
