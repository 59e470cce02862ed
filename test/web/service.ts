import http from 'node:http';
import { createLog } from '../../src/platform/log.js';
import type { Provider } from '../../src/provider/provider.js';
import { createApp } from '../../src/web/app.js';
import { listen } from '../../src/web/server.js';
import { readAnswer, type Ask, type OaiAnswer } from '../provider/harvest.js';
import { BASE_URL, type Repository } from '../provider/repository.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface HttpRequest {
  readonly method?: string;
  /** Sent as it stands, whatever is in it. */
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** How a request of the protocol may come (OAI-PMH 2.0 §3.1.1). */
export type Transport = 'GET' | 'POST';
export const TRANSPORTS: readonly Transport[] = ['GET', 'POST'];

export interface Service {
  readonly port: number;
  /** What the log of the service holds, one line an event. */
  readonly logged: readonly string[];
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** The arguments in the URL or in the body; the answer is 200, text/xml and valid, or the test fails. */
  readonly ask: (transport: Transport, query: string) => Promise<OaiAnswer>;
  readonly askBy: (transport: Transport) => Ask;
  readonly stop: (graceMs?: number) => Promise<void>;
}

/** The whole service over HTTP on loopback. */
export const serve = async (source: Repository | Provider): Promise<Service> => {
  const provider = 'provider' in source ? source.provider : source;
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const app = createApp({
    provider,
    pageProvider: provider,
    repositoryName: 'Repository',
    baseUrl: BASE_URL,
    log,
    clock: () => Date.now(),
    checkReady: async () => undefined,
  });
  const server = await listen(app, '127.0.0.1', 0);
  const send = (request: HttpRequest): Promise<HttpAnswer> => sendTo(server.port, request);
  const ask = async (transport: Transport, query: string): Promise<OaiAnswer> => readOaiAnswer(await send(requestOf(transport, query)));
  return {
    port: server.port,
    logged,
    send,
    ask,
    askBy: (transport) => (query) => ask(transport, query),
    stop: (ms = 1000) => server.stop(ms),
  };
};

export const FORM = 'application/x-www-form-urlencoded';

const requestOf = (transport: Transport, query: string): HttpRequest =>
  transport === 'GET' ? { path: `/oai?${query}` } : { method: 'POST', headers: { 'Content-Type': FORM }, body: query };

/** @throws Error unless it is the XML of an OAI-PMH answer, by status and headers too */
export const readOaiAnswer = ({ status, headers, text }: HttpAnswer): OaiAnswer => {
  if (status !== 200 || headers['content-type'] !== 'text/xml; charset=utf-8') {
    throw new Error(`200 and text/xml expected, not ${status} ${headers['content-type'] ?? ''}: ${text.slice(0, 300)}`);
  }
  return readAnswer(text);
};

const sendTo = (port: number, { method = 'GET', path = '/oai', headers = {}, body }: HttpRequest): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const request = http.request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, text: whole.toString('utf8') });
      });
    });
    request.end(body);
  });
