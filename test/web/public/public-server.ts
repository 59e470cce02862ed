import http from 'node:http';
import Koa from 'koa';
import { createPublic } from '../../../src/web/public/public-app.js';
import type { PublicRoute } from '../../../src/web/public/route.js';
import { baseOf, closeServer } from '../../harvester/scripted-source.js';

export interface PublicServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Routes behind the real front, on loopback. */
export const startPublicServer = async (routes: readonly PublicRoute[]): Promise<PublicServer> => {
  const answer = createPublic({
    ...{ routes, behindProxy: false, publicUrl: 'https://julkaisut.example.fi' },
    renderProblem: ({ title }) => title.replaceAll('<', '&lt;'),
  });
  const app = new Koa();
  // What goes wrong is seen in the answers.
  app.silent = true;
  app.use(async (context) => {
    if (!(await answer(context))) context.status = 404;
  });
  const handle = app.callback();
  const server = http.createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: baseOf(server), stop: () => closeServer(server) };
};
