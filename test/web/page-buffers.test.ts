import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPageBuffers } from '../../src/web/page-buffers.js';

const SIZE = 3_000_000;
/** So many that Node would warn of listeners, were there one for each; small, but not too small to be kept. */
const [MORE, SMALL] = [12, 64 * 1024];
let listeners: number;
let taken: Buffer[];
let close: () => Promise<void>;
let port: number;

/** Every answer is filled with a letter of its own, in memory of the pool. */
beforeEach(async () => {
  const buffers = createPageBuffers();
  taken = [];
  const server = createServer((request, response: ServerResponse) => {
    const [letter = '', size = SIZE] = request.url!.slice(1).split('/');
    const buffer = buffers.take(Number(size), response);
    taken.push(buffer);
    // What an answer is made from lies in such memory, too.
    for (let more = 0; more < MORE; more++) {
      const source = buffers.take(SMALL, response);
      if (source === buffer) throw new Error('One answer was given the same memory twice.');
      source.fill('?');
    }
    listeners = response.listenerCount('finish');
    response.end(buffer.fill(letter).subarray(0, Number(size)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});
afterEach(() => close());

/** The letters that an answer holds. */
const ask = async (letter: string): Promise<string> => {
  const body = await (await fetch(`http://127.0.0.1:${port}/${letter}`)).text();
  return body === letter.repeat(SIZE) ? letter : `not ${letter} alone`;
};
const LETTERS = 'abcdefghijkl'.split('');

describe('memory for long answers', () => {
  it('is used again for the next answer', async () => {
    expect([await ask('a'), await ask('b')]).toEqual(['a', 'b']);
    expect(taken[1]).toBe(taken[0]);
  });

  it('may be asked for in many pieces', async () => {
    expect(await ask('a')).toBe('a');
    expect(listeners).toBeLessThanOrEqual(2);
  });

  it('is never shared by two answers on their way, however slowly they are read', async () => {
    const slow = connect(port, '127.0.0.1');
    slow.write('GET /s/40000000 HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => slow.once('readable', resolve));
    for (const round of [1, 2, 3]) expect([round, await Promise.all(LETTERS.map(ask))]).toEqual([round, LETTERS]);
    let body = '';
    slow.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    while (body.length < 40_000_000) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(body.slice(body.indexOf('\r\n\r\n') + 4).replaceAll('s', '')).toBe('');
    slow.destroy();
  });

  it('of an answer that broke off does no harm to the next ones', async () => {
    const gone = connect(port, '127.0.0.1');
    gone.write('GET /g/40000000 HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => gone.once('readable', resolve));
    gone.destroy();
    expect(await Promise.all(LETTERS.map(ask))).toEqual(LETTERS);
  });
});
