import http from 'node:http';
import { createInterface } from 'node:readline';
import type { ControlAddress } from './control-file.js';
import type { ExitCode, Terminal } from './terminal.js';

/**
 * Has a command run by the process that holds the store, and passes on what it prints.
 * @throws Error when that process does not answer, or goes away before the command has ended
 */
export const askService = async ({ port, secret }: ControlAddress, command: unknown, terminal: Terminal): Promise<ExitCode> => {
  const response = await post(port, secret, JSON.stringify(command));
  if (response.statusCode !== 200) throw new Error(`the running service refused the command (HTTP ${String(response.statusCode)})`);
  for await (const line of createInterface({ input: response })) {
    const { out, err, exit } = JSON.parse(line) as { readonly out?: string; readonly err?: string; readonly exit?: ExitCode };
    if (out !== undefined) terminal.out.write(out);
    if (err !== undefined) terminal.err.write(err);
    if (exit !== undefined) return exit;
  }
  throw new Error('the running service ended before the command had');
};

const post = (port: number, secret: string, body: string): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    http.request({ host: '127.0.0.1', port, method: 'POST', headers }, resolve).once('error', reject).end(body);
  });
