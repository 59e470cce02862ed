import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAnswer } from '../provider/harvest.js';
import { item, localIds, openRepository } from '../provider/repository.js';
import { readOaiAnswer, serve, type Service } from './service.js';

const PATH = '/oai?verb=ListRecords&metadataPrefix=oai_dc';

let service: Service;
beforeAll(async () => {
  const repository = openRepository();
  await repository.put(...localIds(50).flatMap((id) => item(id)));
  service = await serve(repository);
});
afterAll(() => service.stop());

const DECODERS = { gzip: gunzipSync, deflate: inflateSync, identity: (body: Buffer) => body } as const;

describe('compression (OAI-PMH 2.0 §3.1.3, R9)', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'gzip'],
    ['br', 'identity'],
    ['br;q=1.0, gzip;q=0.5', 'gzip'],
    ['compress, x-unknown', 'identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0, deflate', 'deflate'],
    ['gzip;q=0.1, deflate;q=0.9', 'deflate'],
    ['GZIP', 'gzip'],
    ['*', 'gzip'],
    ['*;q=0', 'identity'],
    ['identity;q=0', 'identity'],
    ['identity;q=0, br', 'identity'],
    ['identity;q=0, *;q=0', 'identity'],
    ['gzip;q=0, *', 'deflate'],
    ['identity;q=1, gzip;q=0.5', 'identity'],
    ['junk;;q=,,', 'identity'],
  ] as const)('R9 Accept-Encoding: %s is answered with %s', async (header, expected) => {
    const answer = await service.send({ path: PATH, headers: header === undefined ? {} : { 'Accept-Encoding': header } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-encoding']).toBe(expected === 'identity' ? undefined : expected);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    expect(answer.headers.vary).toMatch(/\bAccept-Encoding\b/);
    const plain = await service.send({ path: PATH });
    expect(DECODERS[expected](answer.body).toString()).toBe(plain.text);
  });

  it('R9 makes a list much smaller', async () => {
    const [plain, packed] = [
      await service.send({ path: PATH }),
      await service.send({ path: PATH, headers: { 'Accept-Encoding': 'gzip' } }),
    ];
    expect(packed.body.length).toBeLessThan(plain.body.length / 10);
  });

  it('R9 TE, which only speaks of the transfer, changes nothing', async () => {
    const answer = await service.send({ path: PATH, headers: { TE: 'deflate,gzip;q=0.3', Connection: 'TE, close' } });
    expect(answer.headers['content-encoding']).toBeUndefined();
    readOaiAnswer(answer);
  });

  it('R9 errors of the protocol are compressed alike', async () => {
    const answer = await service.send({ path: '/oai?verb=x', headers: { 'Accept-Encoding': 'gzip' } });
    expect(readAnswer(gunzipSync(answer.body).toString()).errors).toHaveLength(1);
  });
});

describe('what a client accepts', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'text/xml',
    'application/xml',
    'text/*',
    'application/json',
    'application/json, text/plain, */*',
    'application/rdf+xml',
    'image/png',
    'text/plain',
    'text/xml;q=0',
    '*/*;q=0',
    'text/html;q=0',
    'text/html;q=0.1, text/xml',
    'text/html;q=0.5, application/xml;q=0.9',
    'text/xml, text/html',
    'application/xhtml+xml',
    'text/html-junk',
    'junk',
    ',;=',
    'a'.repeat(4000),
  ])('gets XML, never 406, unless it prefers HTML: %s', async (accept) => {
    const answer = await service.send({ path: PATH, headers: accept === undefined ? {} : { Accept: accept } });
    readOaiAnswer(answer);
    expect(answer.headers.vary).toMatch(/\bAccept\b(?!-)/);
  });

  it.each([
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/html, application/json;q=0.5',
    'text/xml;q=0.3, text/html;q=0.4',
  ])('gets a page for people when it prefers HTML in so many words: %s', async (accept) => {
    const answer = await service.send({ path: PATH, headers: { Accept: accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.vary).toMatch(/\bAccept\b(?!-)/);
    expect(answer.text).toContain('<!doctype html>');
  });

  it('row 28: gets headers of less than 4 KiB in all', async () => {
    const { headers } = await service.send({ path: PATH });
    expect(JSON.stringify(headers).length).toBeLessThan(4096);
  });
});
