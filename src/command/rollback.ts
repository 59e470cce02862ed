import { systemClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { openAccountFiles } from '../store/lowdb/account-files.js';
import { adoptBackup, restorePreviousGeneration } from '../store/lowdb/restore.js';
import { commandLineActor } from './command-line-actor.js';
import type { ExitCode, Terminal } from './terminal.js';

/** `previousGeneration`: after damage that `serve` has named. `backup`: a copy of the store was put back in its place. */
export type RollbackTo = 'previousGeneration' | 'backup';

/** Makes an earlier state the current one in such a way that harvesters notice: new epoch, new datestamps. */
export const rollback = async (config: Config, to: RollbackTo, { out, err }: Terminal): Promise<ExitCode> => {
  const store = {
    directory: config.storeDirectory,
    wallClock: systemClock,
    onWarning: ({ message }: { readonly message: string }) => err.write(`${message}\n`),
  };
  if (to === 'backup') {
    const { restamped } = await adoptBackup(store);
    await writeDown(config, to);
    out.write(`The store is taken as it lies there. ${restamped} records were stamped anew, so that harvesters fetch them again.\n`);
    return 0;
  }
  const { generation, restamped } = await restorePreviousGeneration(store);
  await writeDown(config, to);
  out.write(
    `The previous generation is current again, as generation ${generation}. ${restamped} records were stamped anew, so that harvesters fetch them again.\n` +
      `What was lost lies beside it, in files that end in .lost. Import the last change again if it is missing.\n`,
  );
  return 0;
};

/** Afterwards, unlike other acts: that it could be done shows that no service holds the store, which would be writing the audit. */
const writeDown = async ({ storeDirectory }: Config, to: RollbackTo): Promise<void> => {
  const accounts = await openAccountFiles({ directory: storeDirectory });
  try {
    await accounts.appendAudit({
      at: new Date(systemClock()).toISOString(),
      actor: commandLineActor(),
      action: 'store.rolledBack',
      detail: { to },
    });
  } finally {
    await accounts.close();
  }
};
