import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { systemClock } from '../platform/clock.js';
import { ConfigError } from '../platform/config-error.js';
import { readConfig, type Config, type Environment } from '../platform/config.js';
import { createLog, createTerminalLog, type Log } from '../platform/log.js';
import { PACKAGE_DIRECTORY } from '../platform/package-files.js';
import { StoreError } from '../store/ports.js';
import { describeAdminCommands } from './admin-commands.js';
import { commandLineActor } from './command-line-actor.js';
import { describeHarvestCommands } from './harvest-commands.js';
import { describeMovingCommands } from './moving-commands.js';
import type { StoreCommand } from './store-command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Runs what the arguments ask for; every fault ends as a sentence on the terminal and an exit code, never as a stack trace. */
export const runCommandLine = async (words: readonly string[], environment: Environment, terminal: Terminal): Promise<ExitCode> => {
  let exit: ExitCode = 0;
  const program = describeCommands(async (run) => {
    exit = await run({ environment, terminal });
  }, terminal);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exit;
  } catch (error) {
    return explainFailure(error, terminal);
  }
};

interface Call {
  readonly environment: Environment;
  readonly terminal: Terminal;
}

type Start = (run: (call: Call) => Promise<ExitCode>) => Promise<void>;

const describeCommands = (start: Start, { out, err }: Terminal): Command => {
  const program = new Command('julkaisusilta')
    .description('Publishes the catalogue of a publication series by OAI-PMH 2.0.')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .exitOverride()
    .showHelpAfterError('(--help tells more)');

  program
    .command('serve')
    .description('answer harvesters until stopped; fills an empty catalogue from the page beside the settings')
    .option('--memory', 'keep everything in memory and leave no trace')
    .action((options: { memory?: boolean }) =>
      start(async (call) => {
        const config = await configOf(call);
        // Each command loads what it needs: everything would take a second, before the least of them begins.
        const { serve } = await import('./serve.js');
        return serve(config, logOf(config, call.terminal), call.terminal, { store: options.memory ? 'memory' : 'kept' });
      }),
    );

  const actor = commandLineActor();
  const runCommand = async (call: Call, command: StoreCommand): Promise<ExitCode> => {
    const { runOnStore } = await import('./run-on-store.js');
    return runOnStore(await configOf(call), command, call.terminal);
  };
  const onStore = (command: StoreCommand): Promise<void> => start(async (call) => runCommand(call, command));

  program
    .command('import <file...>')
    .description("read publications from the publisher's page (.txt, .html), JSON Lines (.jsonl, .json) or CSV (.csv)")
    .option('--dry-run', 'say what would change and change nothing')
    .option('--json', 'report as JSON')
    .action((files: string[], options: { dryRun?: boolean; json?: boolean }) =>
      onStore({
        kind: 'import',
        files: files.map((file) => path.resolve(file)),
        dryRun: options.dryRun ?? false,
        json: options.json ?? false,
        actor,
      }),
    );
  program
    .command('export')
    .description('write all publications as JSON Lines, in the form that import reads')
    .action(() => onStore({ kind: 'export' }));
  program
    .command('isbn <publication> <manifestation>')
    .description('confirm the right number for an ISBN that its source mistyped; manifestation is print or pdf')
    .requiredOption('--confirm <isbn>', 'the number, such as one that import suggested')
    .option('--force', 'take any valid number')
    .action((id: string, manifestation: string, { confirm, force = false }: { confirm: string; force?: boolean }) =>
      onStore({ kind: 'isbn', id, manifestation, isbn: confirm, force, actor }),
    );
  program
    .command('withdraw <publication>')
    .description('publish no longer; harvesters are told that the records are deleted')
    .requiredOption('--reason <text>', 'why, for the people who come after you')
    .action((id: string, options: { reason: string }) => onStore({ kind: 'withdraw', id, reason: options.reason, actor }));
  program
    .command('restore <publication>')
    .description('publish a withdrawn publication again')
    .action((id: string) => onStore({ kind: 'restore', id, actor }));
  describeHarvestCommands(program, onStore, err);
  describeAdminCommands(program, actor, (make) =>
    start(async (call) => {
      const command = await make(call.terminal);
      return command ? runCommand(call, command) : 1;
    }),
  );
  program
    .command('rollback')
    .description('take a damaged store back to its previous generation')
    .option('--backup', 'instead: make harvesters notice that a backup of the store was put back in its place')
    .action((options: { backup?: boolean }) =>
      start(async (call) => {
        const { rollback } = await import('./rollback.js');
        return rollback(await configOf(call), options.backup ? 'backup' : 'previousGeneration', call.terminal);
      }),
    );
  describeMovingCommands(program, (run) => start(async (call) => run(await configOf(call), call.terminal)));
  program
    .command('check <url>')
    .description('test any OAI-PMH endpoint against the standard, rule by rule; exit code 0 when every rule holds')
    .option('--json', 'report as JSON')
    .action((url: string, options: { json?: boolean }) =>
      start(async ({ terminal }) => {
        const { check } = await import('./check.js');
        return check(url, { json: options.json ?? false }, terminal);
      }),
    );
  return program;
};

const configOf = ({ environment }: Call): Promise<Config> => readConfig(environment, { directory: PACKAGE_DIRECTORY });

const logOf = (config: Config, { out }: Terminal): Log =>
  out.isTTY ? createTerminalLog(config.logLevel, out, systemClock) : createLog(config.logLevel, out);

/** The last catch: whatever went wrong becomes a sentence for the person who called. */
const explainFailure = (error: unknown, { err }: Terminal): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    err.write(`The settings cannot be used:\n${error.faults.map((fault) => `  - ${fault}\n`).join('')}`);
    return 2;
  }
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    err.write(`The service cannot listen there: ${String(message)}. HOST and PORT choose another address.\n`);
    return 1;
  }
  err.write(`${error instanceof StoreError ? 'The store: ' : ''}${String(message ?? error)}\n`);
  return 1;
};
