import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RunMode } from '../store/run-ports.js';
import type { StoreCommand } from './store-command.js';
import { commandLineActor } from './command-line-actor.js';
import type { Output } from './terminal.js';

const MODES = ['incremental', 'full', 'range', 'records', 'retry-failed', 'reconcile', 'reprocess'] as const satisfies readonly RunMode[];

interface HarvestOptions {
  readonly mode?: RunMode;
  readonly from?: string;
  readonly until?: string;
  readonly id?: readonly string[];
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly approveLargeChange?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

/** The commands about harvests. */
export const describeHarvestCommands = (program: Command, run: (command: StoreCommand) => Promise<void>, err: Output): void => {
  const progress = err.isTTY ? 'line' : 'log';
  program
    .command('harvest <source>')
    .description('fetch what a source of the settings has of the older series, and publish it')
    .addOption(
      new Option('--mode <mode>', 'what to fetch: changes, everything, a range of time, single records, what failed before …').choices(
        MODES,
      ),
    )
    .option('--from <date>', 'of mode range: what changed since, in UTC (2026-01-31 or 2026-01-31T12:00:00Z)')
    .option('--until <date>', 'of mode range: what changed up to')
    .option('--id <identifier...>', 'of mode records: identifiers of the source')
    .option('--limit <number>', 'stop after so many records', readCount)
    .option('--dry-run', 'do everything but apply it')
    .option('--approve-large-change', 'let more be removed at once than the brake would')
    .option('--reason <text>', 'why, for the people who come after you')
    .option('--json', 'report as JSON')
    .action((source: string, options: HarvestOptions) =>
      run({ kind: 'harvest', request: requestOf(source, options), json: options.json ?? false, progress }),
    );
  program
    .command('sources')
    .description('what the sources of the settings have brought, and when they are harvested next')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) => run({ kind: 'sources', json }));

  const runs = program
    .command('runs')
    .description('the harvests so far, newest first')
    .option('--source <source>', 'of one source')
    .option('--limit <number>', 'so many', readCount, 20)
    .option('--json', 'as JSON')
    .action(({ source, limit, json = false }: { source?: string; limit: number; json?: boolean }) =>
      run({ kind: 'runs', limit, json, ...(source !== undefined && { source }) }),
    );
  runs
    .command('show <run>')
    .description('what one did: counters, changes field by field, failures, repairs')
    .option('--json', 'as JSON')
    .action((id: string, options: { json?: boolean }, command: Command) => run({ kind: 'run', id, json: isJson(options, command) }));
  const decide = (decision: 'apply' | 'approve' | 'reject' | 'cancel', description: string): void => {
    runs
      .command(`${decision} <run>`)
      .description(description)
      .option('--reason <text>', 'why')
      .option('--json', 'report as JSON')
      .action((id: string, options: { reason?: string; json?: boolean }, command: Command) =>
        run({ kind: 'decide', id, decision, by: by(options.reason), json: isJson(options, command), progress }),
      );
  };
  decide('apply', 'apply a dry run, where nothing has changed since');
  decide('approve', 'apply a run that the brake has held');
  decide('reject', 'drop a run that is held or waiting; nothing of it is applied');
  decide('cancel', 'stop a run that is under way; nothing of it is applied');
};

/** The option of the command above takes it, wherever it stands. */
const isJson = ({ json }: { json?: boolean }, command: Command): boolean =>
  json ?? command.parent?.opts<{ json?: boolean }>().json ?? false;

const requestOf = (source: string, options: HarvestOptions) => {
  const { from, until, id, limit, dryRun = false, approveLargeChange = false, reason } = options;
  // Whoever names a range or records means them.
  const mode = options.mode ?? (from !== undefined || until !== undefined ? 'range' : id !== undefined ? 'records' : 'incremental');
  return {
    ...{ source, mode, dryRun, approveLargeChange, ...by(reason) },
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(id !== undefined && { ids: id }),
    ...(limit !== undefined && { limit }),
  };
};

const by = (reason: string | undefined): { readonly actor: string; readonly reason?: string } => ({
  actor: commandLineActor(),
  ...(reason !== undefined && { reason }),
});

const readCount = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
};
