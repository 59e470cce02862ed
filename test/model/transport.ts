import { createApp } from '../../src/web/app.js';
import { listen } from '../../src/web/server.js';
import type { Provider } from '../../src/provider/provider.js';
import { StoreError } from '../../src/store/ports.js';
import { BASE_URL } from '../provider/repository.js';
import { assertHeld } from './broken-guarantee.js';

/** What a client gets: a whole answer, or word that there is none now. */
export type Reply = { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'failed' };

export interface Transport {
  ask(given: URLSearchParams): Promise<Reply>;
  close(): Promise<void>;
}

/** The provider's functions themselves: what they give as text and as bytes in turn. */
export const inProcess = async (provider: Provider): Promise<Transport> => {
  let requests = 0;
  return {
    ask: async (given) => {
      requests += 1;
      try {
        const text = requests % 2 === 0 ? await provider.answer(given) : (await provider.answerBytes(given)).toString('utf8');
        return { kind: 'answer', text };
      } catch (error) {
        if (error instanceof StoreError) return { kind: 'failed' };
        throw error;
      }
    },
    close: async () => {},
  };
};

/** Over a real connection, by GET and POST in turn. */
export const overHttp = async (provider: Provider): Promise<Transport> => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const app = createApp({
    provider,
    pageProvider: provider,
    repositoryName: 'Repository',
    baseUrl: BASE_URL,
    log,
    clock: () => 0,
    checkReady: async () => {},
  });
  const server = await listen(app, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${server.port}/oai`;
  let requests = 0;
  return {
    ask: async (given) => {
      requests += 1;
      const response = requests % 2 === 0 ? await fetch(url, { method: 'POST', body: given }) : await fetch(`${url}?${given.toString()}`);
      const text = await response.text();
      if (response.status === 503) {
        assertHeld(/^\d+$/.test(response.headers.get('retry-after') ?? ''), 'G7', () => 'a 503 without Retry-After in seconds');
        return { kind: 'failed' };
      }
      assertHeld(response.status === 200, 'answer', () => `HTTP ${response.status}: ${text}`);
      const type = response.headers.get('content-type') ?? '';
      assertHeld(type.startsWith('text/xml'), 'answer', () => `the content type is ${type}`);
      return { kind: 'answer', text };
    },
    close: () => server.stop(1000),
  };
};
