import { randomBytes } from 'node:crypto';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import { createControlApp } from '../web/control.js';
import { listen } from '../web/server.js';
import { removeControlFile, writeControlFile } from './control-file.js';
import { runStoreCommand } from './run-store-command.js';
import type { Services } from './services.js';
import { parseStoreCommand } from './store-command.js';

/** Offers the store to commands of the same machine for as long as this process holds it. */
export const openControl = async (services: Services, config: Config, log: Log): Promise<{ close(): Promise<void> }> => {
  const secret = randomBytes(32).toString('base64url');
  const app = createControlApp({
    secret,
    log,
    run: async (given, write, signal) => {
      const command = parseStoreCommand(given);
      if (!command) {
        write('err', 'The running service does not know this command: it is of another version. Stop it, or use its own program.\n');
        return 1;
      }
      const terminal = { out: { write: (text: string) => write('out', text) }, err: { write: (text: string) => write('err', text) } };
      const exit = await runStoreCommand(services, command, terminal, signal);
      log.info('control.ran', { command: command.kind, exit });
      return exit;
    },
  });
  const server = await listen(app, '127.0.0.1', 0);
  await writeControlFile(config.storeDirectory, { port: server.port, secret });
  return {
    close: async () => {
      await removeControlFile(config.storeDirectory);
      await server.stop(60_000);
    },
  };
};
