import path from 'node:path';
import { systemClock } from '../platform/clock.js';
import { ConfigError } from '../platform/config-error.js';
import type { Config } from '../platform/config.js';
import type { AccountStore } from '../store/account-ports.js';
import { openAccountFiles } from '../store/lowdb/account-files.js';
import { backUp } from '../store/lowdb/back-up.js';
import { restoreBackup, type RestoredBackup } from '../store/lowdb/restore-backup.js';
import { adoptRestoredDatabase } from '../store/postgres/adopt-restored.js';
import { openDatabase } from '../store/postgres/database.js';
import { createPostgresAccountStore } from '../store/postgres/postgres-account-store.js';
import { commandLineActor } from './command-line-actor.js';
import { runOnStore } from './run-on-store.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Copies the embedded store to a new directory, beside a running service or without one. */
export const makeBackup = async (config: Config, to: string, terminal: Terminal): Promise<ExitCode> => {
  refuseDatabase(config);
  const target = path.resolve(to);
  // Whoever holds the store writes the audit: a copy has everybody's password hashes in it, so who took one is written down first.
  const noted = await runOnStore(config, { kind: 'note-backup', directory: target, actor: commandLineActor() }, terminal);
  if (noted !== 0) return noted;
  const { storeDirectory: directory, settingsFile } = config;
  const { files, generation } = await backUp({ directory, to: target, settingsFile, wallClock: systemClock });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  terminal.out.write(
    `${target} has the store as of generation ${generation}: ${files.length} files, ${bytes} bytes, with accounts, audit, runs, notices, visits and settings. ` +
      'It holds password hashes and keys: keep it as the store itself is kept. restore-backup puts it back.\n',
  );
  return 0;
};

/** Puts a backup in the place of the embedded store. */
export const putBackup = async (config: Config, from: string, accounts: 'kept' | 'taken', { out, err }: Terminal): Promise<ExitCode> => {
  refuseDatabase(config);
  const { storeDirectory: directory } = config;
  const onWarning = ({ message }: { readonly message: string }): void => {
    err.write(`${message}\n`);
  };
  const restored = await restoreBackup({ directory, backup: from, accounts, wallClock: systemClock, onWarning });
  const files = await openAccountFiles({ directory });
  try {
    await writeDown(files, path.resolve(from));
  } finally {
    await files.close();
  }
  out.write(describe(restored));
  return 0;
};

/** After PostgreSQL's own tools have taken the database back to an earlier state. */
export const adoptDatabase = async ({ databaseUrl: url }: Config, { out }: Terminal): Promise<ExitCode> => {
  if (url === undefined) throw new ConfigError(['DATABASE_URL is not set: it names the database that was restored.']);
  const { restamped, name } = await adoptRestoredDatabase({ url });
  const database = await openDatabase({ url });
  try {
    await writeDown(createPostgresAccountStore(database), name);
  } finally {
    await database.close();
  }
  out.write(`The store is taken as ${name} has it. ${toldToHarvesters(restamped)}Everybody has to sign in again.\n`);
  return 0;
};

const refuseDatabase = ({ databaseUrl }: Config): void => {
  if (databaseUrl === undefined) return;
  throw new ConfigError([
    'DATABASE_URL is set, so the store is in PostgreSQL, and is backed up and restored by its own tools (docs/moving.md). ' +
      'After a restore run: restore-backup --database.',
  ]);
};

/** Afterwards, as of `rollback`: that it could be done shows that no service holds the store. */
const writeDown = async (accounts: Pick<AccountStore, 'appendAudit'>, target: string): Promise<void> => {
  await accounts.appendAudit({
    at: new Date(systemClock()).toISOString(),
    actor: commandLineActor(),
    action: 'store.rolledBack',
    target,
    detail: { to: 'backup' },
  });
};

const toldToHarvesters = (restamped: number): string =>
  `${restamped} records, deleted ones too, were stamped anew, so that harvesters fetch them again; resumption tokens of before are refused. ` +
  'What was published only after the backup is forgotten here, and stays with harvesters until it comes back under the same identifiers. ';

const describe = ({ backup, restamped, aside, accounts }: RestoredBackup): string =>
  `The backup of ${backup.made} is the store now. ${toldToHarvesters(restamped)}\n` +
  (aside === undefined ? '' : `What was there lies in ${aside}; remove it when you are content.\n`) +
  (accounts === 'kept'
    ? 'Accounts are those that were there, not those of the backup (--accounts takes these).\n'
    : 'Accounts and API tokens are those of the backup: what was removed or revoked since is there again, so look through them (admin list). Nobody is signed in.\n') +
  'The settings of then lie in the backup and were not put back.\n';
