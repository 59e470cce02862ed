import { systemClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { restorePreviousGeneration } from '../store/lowdb/restore.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Takes the embedded store back to its previous generation, after damage that `serve` has named. */
export const rollback = async (config: Config, { out, err }: Terminal): Promise<ExitCode> => {
  const { generation, restamped } = await restorePreviousGeneration({
    directory: config.storeDirectory,
    wallClock: systemClock,
    onWarning: ({ message }) => err.write(`${message}\n`),
  });
  out.write(
    `The previous generation is current again, as generation ${generation}. ${restamped} records were stamped anew, so that harvesters fetch them again.\n` +
      `What was lost lies beside it, in files that end in .lost. Import the last change again if it is missing.\n`,
  );
  return 0;
};
