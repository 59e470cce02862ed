import { createHmac } from 'node:crypto';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '../../src/notices/channel.js';
import { createWebhook, type WebhookOptions } from '../../src/notices/webhook.js';
import { AUTHORITY, GOOD, KEY, SELF_SIGNED } from '../harvester/http-certificates.js';
import { startRawServer, startServer, type HttpDouble, type Route } from '../harvester/http-server.js';
import { MESSAGE, RUN } from './notice-samples.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const start = async (routes: Readonly<Record<string, Route>>, tls?: { key: string; cert: string }): Promise<HttpDouble> => {
  const server = await startServer(routes, tls);
  closing.push(() => server.close());
  return server;
};
const startRaw = async (serve: (socket: Socket) => void): Promise<Awaited<ReturnType<typeof startRawServer>>> => {
  const server = await startRawServer(serve);
  closing.push(() => server.close());
  return server;
};
const sendTo = (url: string, options: Partial<WebhookOptions> = {}): Promise<SendOutcome> =>
  createWebhook({ url, ...options }).send(MESSAGE);
const reasonOf = (outcome: SendOutcome): string => (outcome.kind === 'failed' ? outcome.reason : `it was ${outcome.kind}`);
const answering =
  (status: number, headers: Record<string, string> = {}): Route =>
  (_, response) =>
    response.writeHead(status, headers).end('thanks');

describe('a notice by webhook', () => {
  it('is one POST of JSON with words for people and members for programs', async () => {
    const seen: { method?: string; type?: string; body: unknown; signature: unknown }[] = [];
    const { base } = await start({
      '/hook': ({ method, headers }, response, body) => {
        seen.push({
          method: method!,
          type: headers['content-type']!,
          body: JSON.parse(body),
          signature: headers['x-julkaisusilta-signature'],
        });
        response.writeHead(204).end();
      },
    });
    expect(await sendTo(`${base}/hook?channel=kirjasto`)).toEqual({ kind: 'sent' });
    expect(seen).toEqual([
      {
        method: 'POST',
        type: 'application/json; charset=utf-8',
        signature: undefined,
        body: {
          kind: 'notices',
          at: '2026-11-24T06:00:00.000Z',
          text: MESSAGE.text,
          notices: [
            {
              kind: 'trouble',
              cause: 'failed',
              source: 'melinda',
              since: '2026-11-24T06:00:00.000Z',
              run: RUN,
              url: `https://julkaisut.example.fi/admin/runs/${RUN}`,
              text: 'Lähteen melinda haravointi epäonnistui.',
            },
          ],
        },
      },
    ]);
  });

  it('is signed with the secret over the very bytes', async () => {
    let given: { signature: unknown; body: string } | undefined;
    const { base } = await start({
      '/hook': ({ headers }, response, body) => {
        given = { signature: headers['x-julkaisusilta-signature'], body };
        response.end();
      },
    });
    await sendTo(`${base}/hook`, { secret: 'salaisuus' });
    expect(given!.signature).toBe(`sha256=${createHmac('sha256', 'salaisuus').update(given!.body, 'utf8').digest('hex')}`);
  });

  it('goes by https to a server whose certificate is good, and to no other', async () => {
    const good = await start({ '/hook': answering(200) }, { key: KEY, cert: GOOD });
    expect(await sendTo(`https://127.0.0.1:${good.port}/hook`, { ca: AUTHORITY })).toEqual({ kind: 'sent' });
    const bad = await start({ '/hook': answering(200) }, { key: KEY, cert: SELF_SIGNED });
    expect(reasonOf(await sendTo(`https://127.0.0.1:${bad.port}/hook`, { ca: AUTHORITY }))).toMatch(
      /could not be reached \(\w*SELF_SIGNED\w*\)/,
    );
    expect(bad.asked).toEqual([]);
  });

  it.each([200, 201, 202, 204, 299])('is taken with %i', async (status) => {
    const { base } = await start({ '/hook': answering(status) });
    expect(await sendTo(`${base}/hook`)).toEqual({ kind: 'sent' });
  });

  it.each([400, 401, 404, 410, 429, 500, 503])('is not taken with %i', async (status) => {
    const { base } = await start({ '/hook': answering(status) });
    expect(reasonOf(await sendTo(`${base}/hook`))).toBe(`${base} answered ${status}.`);
  });

  it.each([301, 302, 307, 308])('does not go where %i leads', async (status) => {
    const { base, asked } = await start({ '/hook': answering(status, { Location: '/elsewhere' }), '/elsewhere': answering(200) });
    expect(reasonOf(await sendTo(`${base}/hook`))).toMatch(
      /redirects are not followed, so put the address where it leads into the settings/,
    );
    expect(asked).toEqual(['/hook']);
  });

  it('names the host only when it fails: the path of such an address is often its secret', async () => {
    const { base } = await start({ '/services/T0/kanarialintu': answering(500) });
    const reasons = [
      reasonOf(await sendTo(`${base.replace('//', '//kanarialintu:kanarialintu@')}/services/T0/kanarialintu?key=kanarialintu`)),
      reasonOf(await sendTo('http://127.0.0.1:1/kanarialintu')),
      reasonOf(await sendTo('kanarialintu')),
    ];
    expect(reasons.join(' ')).not.toContain('kanarialintu');
  });

  it('fails when nobody is there, and when the connection breaks off', async () => {
    expect(reasonOf(await sendTo('http://127.0.0.1:1/hook'))).toBe('http://127.0.0.1:1 could not be reached (ECONNREFUSED).');
    const { base } = await startRaw((socket) => socket.destroy());
    expect(reasonOf(await sendTo(`${base}/hook`))).toMatch(/could not be reached \(E\w+\)/);
  });

  it('fails when there is no answer in time, and hangs up', async () => {
    const { base, open } = await startRaw((socket) => void socket.resume());
    expect(reasonOf(await sendTo(`${base}/hook`, { timeoutMs: 150 }))).toBe(`${base} did not answer within 0.15 s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(open()).toBe(0);
  });

  it('does not read an answer that has no end', async () => {
    let written = 0;
    const { base, open } = await startRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
      const more = setInterval(() => {
        written += 1;
        if (socket.writable) socket.write('x'.repeat(100_000));
      }, 1);
      socket.on('close', () => clearInterval(more));
    });
    expect(await sendTo(`${base}/hook`)).toEqual({ kind: 'sent' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(open()).toBe(0);
    expect(written).toBeLessThan(60);
  });
});
