import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build, serve, type Serving } from './program.js';

let directory: string;
let serving: Serving | undefined;
beforeAll(build, 300_000);
beforeEach(async () => (directory = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-'))));
afterEach(async () => {
  await serving?.stop('SIGKILL');
  await rm(directory, { recursive: true });
});

const start = async (drainMs: number): Promise<Serving> =>
  (serving = await serve({ STORE_DIR: path.join(directory, 'data'), DRAIN_MS: String(drainMs) }));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Got {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}
const get = (url: string, agent?: http.Agent): Promise<Got> => {
  const request = http.get(url, { agent: agent ?? false, headers: { Accept: 'text/xml' } });
  return answerTo(request);
};

const answerTo = (request: http.ClientRequest): Promise<Got> =>
  new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, text }));
    });
  });

/** A request of which the last byte is kept back, so that it is under way for as long as a test wants. */
const begin = (url: string): { readonly answer: Promise<Got>; finish(): void } => {
  const body = 'verb=ListRecords&metadataPrefix=marcxml';
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length, Accept: 'text/xml' };
  const agent = new http.Agent({ keepAlive: true });
  const request = http.request(url, { method: 'POST', agent, headers });
  request.write(body.slice(0, -1));
  return { answer: answerTo(request), finish: () => void request.end(body.slice(-1)) };
};

const LIST = '/oai?verb=ListRecords&metadataPrefix=marcxml';

describe('a service that is told to stop', () => {
  it('says first that it is not ready, answers everything meanwhile and closes each connection, then ends with 0', async () => {
    const service = await start(1500);
    const { url } = service;
    expect((await get(`${url}/health/ready`)).status).toBe(200);
    const ended = service.stop('SIGTERM');
    while (!service.log().includes('serve.stopping')) await pause(10);
    const agent = new http.Agent({ keepAlive: true });
    expect(await get(`${url}/health/ready`, agent)).toMatchObject({ status: 503, connection: 'close', text: 'stopping\n' });
    expect((await get(`${url}/health/live`, agent)).status).toBe(200);
    expect(await get(`${url}${LIST}`, agent)).toMatchObject({ status: 200, connection: 'close' });
    expect(await ended).toBe(0);
    await expect(get(`${url}/health/live`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('fails no request of clients that keep asking until they see that it goes, as a proxy does', async () => {
    const service = await start(2000);
    const { url } = service;
    const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
    let leaving = false;
    const answers: Got[] = [];
    const client = async (): Promise<void> => {
      while (!leaving) answers.push(await get(`${url}${LIST}`, agent));
    };
    const probe = async (): Promise<void> => {
      while ((await get(`${url}/health/ready`)).status === 200) await pause(20);
      leaving = true;
    };
    const all = Promise.all([probe(), ...Array.from({ length: 20 }, client)]);
    await pause(300);
    const ended = service.stop('SIGTERM');
    await all;
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter(({ status, text }) => status !== 200 || !text.trimEnd().endsWith('</OAI-PMH>'))).toEqual([]);
    expect(await ended).toBe(0);
  });

  it('ends what is being answered when no time is given for leaving', async () => {
    const service = await start(0);
    const { url } = service;
    const sent = Array.from({ length: 30 }, () => begin(`${url}/oai`));
    // The service itself tells when it has them all, and the question with them.
    while (!/^julkaisusilta_http_requests_in_flight 31$/m.test((await get(`${url}/metrics`)).text)) await pause(20);
    const ended = service.stop('SIGTERM');
    while (!service.log().includes('serve.stopping')) await pause(10);
    await pause(300);
    for (const request of sent) request.finish();
    const answers = await Promise.all(sent.map(({ answer }) => answer));
    expect(answers.filter(({ status, connection }) => status !== 200 || connection !== 'close')).toEqual([]);
    expect(answers.filter(({ text }) => !text.trimEnd().endsWith('</OAI-PMH>'))).toEqual([]);
    expect(await ended).toBe(0);
  });

  it('ends at once on a second signal a moment later, and takes one that npm passes on for the same', async () => {
    const service = await start(60_000);
    const { url } = service;
    const ended = service.stop('SIGTERM');
    void service.stop('SIGTERM');
    await pause(300);
    expect((await get(`${url}/health/live`)).status).toBe(200);
    await pause(1200);
    void service.stop('SIGTERM');
    // By the signal, so without a code.
    expect(await ended).toBeNull();
  });
});
