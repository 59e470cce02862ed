import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createCitations } from '../../../src/discovery/citations.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import { createPublic } from '../../../src/web/public/public-app.js';
import { withFormat } from '../../../src/web/public/representations.js';
import type { Help, ResolverPorts } from '../../../src/web/public/resolver/resolver-ports.js';
import { resolverRoutes } from '../../../src/web/public/resolver/resolver-routes.js';
import type { PublicRoute } from '../../../src/web/public/route.js';
import { createFixedDiscovery } from '../../discovery/example-works.js';

/** The resolver's ports over works that never change; a help page is its help as JSON in HTML's clothes. */
export const resolverPorts = (discovery: Discovery = createFixedDiscovery()): ResolverPorts => ({
  discovery,
  publicUrl: 'https://julkaisut.example.fi',
  citations: createCitations({ urnResolver: 'https://urn.fi/{urn}' }),
  readRecord: async (identifier, prefix) =>
    identifier.endsWith('missing') ? undefined : new TextEncoder().encode(`<record of="${identifier}" in="${prefix}"/>`),
  writeJsonLd: ({ id }) => JSON.stringify({ '@id': id }),
  showHelp: (help, language) => ({
    kind: 'content',
    status: help.status,
    type: 'text/html; charset=utf-8',
    body: JSON.stringify({ ...help, works: help.works.map(({ id }) => id), language }),
  }),
});

/** What a help page of `resolverPorts` says. */
export const readHelp = (text: string): Omit<Help, 'works'> & { readonly works: readonly string[]; readonly language: string } =>
  JSON.parse(text) as ReturnType<typeof readHelp>;

/** Of a work's page, as the pages have it. */
const PAGE: PublicRoute = {
  method: 'GET',
  path: '/julkaisut/:id',
  handle: ({ params }) => ({
    kind: 'content',
    type: 'text/html; charset=utf-8',
    body: `page of ${params['id'] ?? ''}`,
    vary: ['Accept-Language'],
  }),
};

export const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

export interface ResolverFront {
  /** Follows no redirect. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

/** The real front with the resolver and one page in it, on a port of this machine. */
export const openResolverFront = async (ports: ResolverPorts = resolverPorts()): Promise<ResolverFront> => {
  const answer = createPublic({
    routes: [...resolverRoutes(ports), withFormat(ports, PAGE)],
    behindProxy: false,
    publicUrl: ports.publicUrl,
    renderProblem: ({ title, detail }) => `${title}: ${detail}`,
  });
  const app = new Koa();
  app.use(async (context) => {
    if (!(await answer(context))) context.status = 404;
  });
  const answerKoa = app.callback();
  const server = createServer((request, response) => void answerKoa(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    get: (path, headers = {}) => fetch(base + path, { redirect: 'manual', headers: { Accept: BROWSER, ...headers } }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
