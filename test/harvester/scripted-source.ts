import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anyAddress } from '../../src/harvester/transport/address-guard.js';
import { createHttp, type Http, type HttpResponse } from '../../src/harvester/transport/http.js';
import { createPace, type Pace } from '../../src/harvester/transport/pace.js';
import type { ListRequest, SourceClient, SourcePage } from '../../src/harvester/source-client.js';
import { SourceError } from '../../src/harvester/source-error.js';

export interface Asked {
  readonly method: string;
  /** As on the wire, undecoded. */
  readonly search: string;
  readonly params: URLSearchParams;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The connection breaks off after the body. */
  readonly broken?: true;
  /** How far away the source is, in ms. */
  readonly afterMs?: number;
}

/** What the source answers to the n-th request, counted from 0. */
export type Script = (asked: Asked, index: number) => Reply | string;

export interface ScriptedSource {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** The most requests that were open at one time. */
  mostOpen(): number;
  close(): Promise<void>;
}

/** A source on loopback that follows a script. */
export const startSource = async (script: Script): Promise<ScriptedSource> => {
  const asked: Asked[] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer((request, response) => {
    mostOpen = Math.max(mostOpen, (open += 1));
    response.on('close', () => (open -= 1));
    void readAll(request).then((body) => {
      const search = new URL(request.url!, 'http://source').search.slice(1);
      const question = { method: request.method!, search, params: new URLSearchParams(request.method === 'POST' ? body : search) };
      const given = script(question, asked.push(question) - 1);
      const reply: Reply = typeof given === 'string' ? { body: given } : given;
      const answer = (): void => {
        response.writeHead(reply.status ?? 200, { 'Content-Type': 'text/xml', ...reply.headers });
        if (reply.broken) response.write(reply.body ?? '', () => response.destroy());
        else response.end(reply.body ?? '');
      };
      if (reply.afterMs === undefined) answer();
      else setTimeout(answer, reply.afterMs);
    });
  });
  await listen(server);
  return { url: `${baseOf(server)}/oai`, asked, mostOpen: () => mostOpen, close: () => closeServer(server) };
};

/** The same without a network, for tests that ask thousands of times. */
export const scriptedHttp = (script: Script): { readonly http: Http; readonly asked: readonly Asked[]; mostOpen(): number } => {
  const asked: Asked[] = [];
  let open = 0;
  let mostOpen = 0;
  const answer = async (question: Asked, signal: AbortSignal | undefined): Promise<HttpResponse> => {
    mostOpen = Math.max(mostOpen, (open += 1));
    const given = script(question, asked.push(question) - 1);
    const reply: Reply = typeof given === 'string' ? { body: given } : given;
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    if (signal?.aborted) throw new SourceError('cancelled', 'the harvest was cancelled');
    if (reply.broken) throw new SourceError('network', 'the connection broke', { cause: 'ECONNRESET' });
    const body = new TextEncoder().encode(typeof reply.body === 'string' ? reply.body : '');
    const headers = Object.fromEntries(
      Object.entries({ 'Content-Type': 'text/xml', ...reply.headers }).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return { status: reply.status ?? 200, headers, body, wireBytes: body.byteLength, url: 'http://source/oai', ms: 0 };
  };
  const questionOf = (method: string, search: string): Asked => ({ method, search, params: new URLSearchParams(search) });
  return {
    http: {
      get: (url, { signal } = {}) => answer(questionOf('GET', new URL(url).search.slice(1)), signal),
      post: (_, form, { signal } = {}) => answer(questionOf('POST', form.toString()), signal),
    },
    asked,
    mostOpen: () => mostOpen,
  };
};

export const listen = (server: Server): Promise<void> => new Promise((resolve) => void server.listen(0, '127.0.0.1', resolve));

export const baseOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const readAll = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

export interface Surroundings {
  readonly http: Http;
  readonly pace: Pace;
  readonly patience: { readonly attempts: number; readonly maxWaitMs: number; readonly random: () => number };
  /** Every wait that was asked for, in ms; none of them took any time. */
  readonly waits: readonly number[];
}

/** A clock that stands still except for waits, no chance, and real HTTP. */
export const createSurroundings = (
  minDelayMs = 0,
  http: Http = createHttp({ userAgent: 'Julkaisusilta/test', timeoutMs: 5000, maxBytes: 5_000_000, addresses: anyAddress }),
): Surroundings => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
    await Promise.resolve();
  };
  return {
    http,
    pace: createPace({ minDelayMs, clock: () => now, wait }),
    patience: { attempts: 6, maxWaitMs: 600_000, random: () => 0 },
    waits,
  };
};

export interface Harvested {
  readonly pages: readonly SourcePage[];
  /** In order of arrival. */
  readonly identifiers: readonly string[];
  /** What ended it; absent where the list was complete. */
  readonly error?: SourceError;
}

export const harvest = (client: SourceClient, request: ListRequest = {}): Promise<Harvested> =>
  readAllPages(client.listPages(request, new AbortController().signal));

export const readAllPages = async (list: AsyncIterable<SourcePage>): Promise<Harvested> => {
  const pages: SourcePage[] = [];
  let error: SourceError | undefined;
  try {
    for await (const page of list) pages.push(page);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    error = cause;
  }
  return { pages, identifiers: pages.flatMap(({ records }) => records.map(({ identifier }) => identifier)), ...(error && { error }) };
};
