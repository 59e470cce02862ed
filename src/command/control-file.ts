import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How a command finds the process that holds the store: a file beside the store's, readable by its owner only. */
export interface ControlAddress {
  readonly port: number;
  readonly secret: string;
}

const fileIn = (storeDirectory: string): string => path.join(storeDirectory, 'control.json');

export const writeControlFile = async (storeDirectory: string, address: ControlAddress): Promise<void> => {
  await rm(fileIn(storeDirectory), { force: true });
  await writeFile(fileIn(storeDirectory), JSON.stringify(address), { mode: 0o600, flag: 'wx' });
};

export const removeControlFile = (storeDirectory: string): Promise<void> => rm(fileIn(storeDirectory), { force: true });

/** `undefined` when no process offers itself. */
export const findControlAddress = async (storeDirectory: string): Promise<ControlAddress | undefined> => {
  const text = await readFile(fileIn(storeDirectory), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { port, secret } = JSON.parse(text) as Partial<ControlAddress>;
  return typeof port === 'number' && typeof secret === 'string' ? { port, secret } : undefined;
};
