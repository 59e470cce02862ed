import { Option, type Command } from 'commander';
import type { Config } from '../platform/config.js';
import type { Adapter } from './migrate-store.js';
import type { ExitCode, Terminal } from './terminal.js';

const ADAPTERS = ['lowdb', 'postgres'] as const satisfies readonly Adapter[];

type Run = (work: (config: Config, terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** The commands about a store as a whole. */
export const describeMovingCommands = (program: Command, run: Run): void => {
  program
    .command('migrate-store')
    .description(
      'move everything between the files of STORE_DIR and the database of DATABASE_URL, and compare both; goes on where it was broken off',
    )
    .addOption(new Option('--from <adapter>', 'where it is').choices(ADAPTERS).makeOptionMandatory())
    .addOption(new Option('--to <adapter>', 'where it shall be; must be empty').choices(ADAPTERS).makeOptionMandatory())
    .option('--json', 'report as JSON')
    .action(({ from, to, json = false }: { from: Adapter; to: Adapter; json?: boolean }) =>
      run(async (config, terminal) => {
        const { migrateStore } = await import('./migrate-store.js');
        return migrateStore(config, { from, to, json }, terminal);
      }),
    );
  program
    .command('backup <directory>')
    .description('copy the embedded store to a new directory, also while the service runs')
    .action((directory: string) =>
      run(async (config, terminal) => {
        const { makeBackup } = await import('./backup-commands.js');
        return makeBackup(config, directory, terminal);
      }),
    );
  program
    .command('restore-backup [directory]')
    .description('put a backup in the place of the store, in such a way that harvesters notice')
    .option('--accounts', 'also put the accounts of the backup in the place of those that are there')
    .option('--database', 'instead: make harvesters notice that the database was restored by its own tools')
    .action((directory: string | undefined, { accounts = false, database = false }: { accounts?: boolean; database?: boolean }) =>
      run(async (config, terminal) => {
        const { adoptDatabase, putBackup } = await import('./backup-commands.js');
        if (database && directory === undefined) return adoptDatabase(config, terminal);
        if (database || directory === undefined) {
          terminal.err.write('Name the directory of the backup, or say --database, and not both.\n');
          return 2;
        }
        return putBackup(config, directory, accounts ? 'taken' : 'kept', terminal);
      }),
    );
};
