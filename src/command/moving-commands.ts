import { Option, type Command } from 'commander';
import type { Config } from '../platform/config.js';
import { adoptDatabase, makeBackup, putBackup } from './backup-commands.js';
import { ADAPTERS, migrateStore, type Adapter } from './migrate-store.js';
import type { ExitCode, Terminal } from './terminal.js';

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
      run((config, terminal) => migrateStore(config, { from, to, json }, terminal)),
    );
  program
    .command('backup <directory>')
    .description('copy the embedded store to a new directory, also while the service runs')
    .action((directory: string) => run((config, terminal) => makeBackup(config, directory, terminal)));
  program
    .command('restore-backup [directory]')
    .description('put a backup in the place of the store, in such a way that harvesters notice')
    .option('--accounts', 'also put the accounts of the backup in the place of those that are there')
    .option('--database', 'instead: make harvesters notice that the database was restored by its own tools')
    .action((directory: string | undefined, { accounts = false, database = false }: { accounts?: boolean; database?: boolean }) =>
      run((config, terminal) => {
        if (database && directory === undefined) return adoptDatabase(config, terminal);
        if (database || directory === undefined) {
          terminal.err.write('Name the directory of the backup, or say --database, and not both.\n');
          return Promise.resolve(2);
        }
        return putBackup(config, directory, accounts ? 'taken' : 'kept', terminal);
      }),
    );
};
