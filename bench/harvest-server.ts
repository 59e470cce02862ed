/**
 * A source on loopback with ready pages, as a process of its own: `harvest-server.ts <records>`. It answers under
 * `/<records a page>/<ms until it answers>`, and prints its port once the pages of 100 are made.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oaiPage } from './harvest-records.js';

const RECORDS = Number(process.argv[2]);

const pages = new Map<string, Buffer>();

const pageOf = (size: number, page: number): Buffer => {
  const key = `${size} ${page}`;
  const known = pages.get(key);
  if (known) return known;
  const from = page * size;
  const indexes = Array.from({ length: Math.min(size, RECORDS - from) }, (_, at) => from + at);
  const made = Buffer.from(oaiPage(indexes, from + size < RECORDS ? `page-${page + 1}` : undefined));
  pages.set(key, made);
  return made;
};

for (let page = 0; page * 100 < RECORDS; page += 1) pageOf(100, page);

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://source');
  const [, size = '100', delay = '0'] = pathname.split('/');
  const body = pageOf(Number(size), Number(searchParams.get('resumptionToken')?.slice('page-'.length) ?? 0));
  const answer = (): void => {
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': body.length });
    response.end(body);
  };
  if (delay === '0') answer();
  else setTimeout(answer, Number(delay));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
