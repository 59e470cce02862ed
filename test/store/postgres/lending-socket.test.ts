import { afterEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { LendingSocket } from '../../../src/store/postgres/lending-socket.js';

const SENT = randomBytes(3_000_000);
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A connection on which all of SENT comes. */
const connect = async (): Promise<LendingSocket> => {
  const server = createServer((socket) => socket.end(SENT));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new LendingSocket().connect((server.address() as AddressInfo).port, '127.0.0.1');
};

describe('a socket that reads into the same memory', () => {
  it('gives copies as any stream does, also to whoever reads slowly', async () => {
    const parts: Buffer[] = [];
    for await (const part of await connect()) {
      parts.push(part as Buffer);
      if (parts.length % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(Buffer.concat(parts).equals(SENT)).toBe(true);
  });

  it('lends that memory to whoever wants it lent', async () => {
    const socket = await connect();
    socket.lends = true;
    const parts: Buffer[] = [];
    const memory = new Set<ArrayBufferLike>();
    socket.on('data', (part) => {
      memory.add(part.buffer);
      parts.push(Buffer.from(part));
    });
    await new Promise((resolve) => socket.once('end', resolve));
    expect(Buffer.concat(parts).equals(SENT)).toBe(true);
    expect(memory.size).toBe(1);
  });
});
