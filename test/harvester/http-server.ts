import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from '@jest/globals';
import { anyAddress } from '../../src/harvester/transport/address-guard.js';
import { createHttp, type Http, type HttpOptions } from '../../src/harvester/transport/http.js';
import { SourceError } from '../../src/harvester/source-error.js';

export type Route = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface HttpDouble {
  readonly port: number;
  /** `http://127.0.0.1:port`. */
  readonly base: string;
  /** Path and arguments of every request. */
  readonly asked: readonly string[];
  /** Accepted since the beginning. */
  connections(): number;
  open(): number;
  close(): Promise<void>;
}

/** A server on 127.0.0.1. With a certificate it speaks http and https on the one port. */
export const startServer = async (routes: Readonly<Record<string, Route>>, tls?: { key: string; cert: string }): Promise<HttpDouble> => {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request.url!);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const route = routes[request.url!.replace(/\?.*/, '')];
      if (route === undefined) response.writeHead(404).end('not here');
      else route(request, response, Buffer.concat(chunks).toString());
    });
  };
  const plain = createPlainServer(listener);
  const secure = tls && createSecureServer(tls, listener);
  const raw = await startRawServer((socket) => {
    if (secure === undefined) return void plain.emit('connection', socket);
    // The first byte of TLS is 22, of HTTP a letter.
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === 22 ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return { ...raw, asked };
};

/** One that sees the bytes themselves. */
export const startRawServer = async (serve: (socket: Socket) => void): Promise<Omit<HttpDouble, 'asked'>> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    return closed;
  };
  return { port, base: `http://127.0.0.1:${port}`, connections: () => connections, open: () => sockets.size, close };
};

/** May go anywhere, and every name is 127.0.0.1. */
export const createTestHttp = (options: Partial<HttpOptions> = {}): Http =>
  createHttp({
    userAgent: 'Julkaisusilta/0.1',
    timeoutMs: 5_000,
    maxBytes: 5_000_000,
    addresses: anyAddress,
    resolve: async () => ['127.0.0.1'],
    ...options,
  });

export const textOf = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);

export const errorOf = async (promise: Promise<unknown>): Promise<SourceError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
};

export const redirect =
  (location: string, status = 302): Route =>
  (_, response) =>
    response.writeHead(status, { Location: location }).end('moved');

/** Answers with what it was asked, as JSON. */
export const echo: Route = (request, response, body) => {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
};
