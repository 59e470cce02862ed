import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

export interface RunningServer {
  /** The one that was chosen, where 0 was asked for. */
  readonly port: number;
  /** Takes no new connection, ends what is being answered, cuts after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** @throws the system's error (EADDRINUSE, EACCES …) when the address cannot be listened on */
export const listen = async (app: Koa, host: string, port: number): Promise<RunningServer> => {
  const answer = app.callback();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, stop: (graceMs) => stop(server, graceMs) };
};

const stop = async (server: Server, graceMs: number): Promise<void> => {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
};
