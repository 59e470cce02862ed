import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

export interface RunningServer {
  /** The one that was chosen, where 0 was asked for. */
  readonly port: number;
  /** From now on the connection of every answer ends with it: whoever keeps connections looks for another server by itself. */
  retire(): void;
  /** Takes no new connection, ends what is being answered, cuts after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** @throws the system's error (EADDRINUSE, EACCES …) when the address cannot be listened on */
export const listen = async (app: Koa, host: string, port: number): Promise<RunningServer> => {
  const answer = app.callback();
  const underWay = new Set<ServerResponse>();
  let retired = false;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    // Not by a header, which koa takes away where an answer fails.
    if (retired) response.shouldKeepAlive = false;
    // A compressed stream has eleven listeners of koa's, of Node's and of ours, and loses them all with its end: that is no leak.
    response.setMaxListeners(20);
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      // Of an answer whose head had been sent before, so that the client thinks that it may ask again.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const retire = (): void => {
    retired = true;
    for (const response of underWay) response.shouldKeepAlive = false;
  };
  return {
    port: (server.address() as AddressInfo).port,
    retire,
    stop: (graceMs) => {
      retire();
      return stop(server, graceMs);
    },
  };
};

const stop = async (server: Server, graceMs: number): Promise<void> => {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
};
