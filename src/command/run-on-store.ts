import type { Config } from '../platform/config.js';
import { createLog } from '../platform/log.js';
import { StoreError } from '../store/ports.js';
import { askService } from './ask-service.js';
import { findControlAddress } from './control-file.js';
import { runStoreCommand } from './run-store-command.js';
import { openServices, type Services } from './services.js';
import type { StoreCommand } from './store-command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Runs a command on the store, or has the process run it that holds the store already. */
export const runOnStore = async (config: Config, command: StoreCommand, terminal: Terminal): Promise<ExitCode> => {
  let services: Services;
  try {
    services = await openServices(config, createLog('warn', terminal.err), 'kept');
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'locked') throw error;
    const service = await findControlAddress(config.storeDirectory);
    if (!service) throw error;
    return await askService(service, command, terminal).catch((fault: unknown) => {
      // Another process holds the store, and not the one that once offered itself there.
      throw (fault as { readonly code?: unknown }).code === 'ECONNREFUSED' ? error : fault;
    });
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const signals = command.kind === 'harvest' || command.kind === 'decide' ? (['SIGINT', 'SIGTERM'] as const) : [];
  for (const signal of signals) process.once(signal, stop);
  try {
    return await runStoreCommand(services, command, terminal, stopping.signal);
  } finally {
    for (const signal of signals) process.removeListener(signal, stop);
    await services.close();
  }
};
