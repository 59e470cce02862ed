import { timingSafeEqual } from 'node:crypto';
import { PassThrough } from 'node:stream';
import Koa, { type Context } from 'koa';
import getRawBody from 'raw-body';
import { describeError, type Log } from '../platform/log.js';

/** Runs one command of the operator inside the serving process. Resolves to its exit code. `signal`: the operator has hung up. */
export type RunCommand = (command: unknown, write: (stream: 'out' | 'err', text: string) => void, signal: AbortSignal) => Promise<number>;

/**
 * The door through which a command on the same machine asks the process that holds the store: loopback only, with a
 * secret that only the store's owner can read. The answer is one JSON value a line: `{out}`, `{err}`, and `{exit}` last.
 */
export const createControlApp = ({ secret, run, log }: { readonly secret: string; readonly run: RunCommand; readonly log: Log }): Koa => {
  const app = new Koa();
  app.on('error', (error: unknown) => log.warn('control.failed', describeError(error)));
  app.use(async (context) => {
    if (!isAuthorised(context, secret)) {
      context.status = 401;
      context.body = 'The secret of the store is needed.\n';
      return;
    }
    const command: unknown = JSON.parse(await getRawBody(context.req, { limit: 64 * 1024, encoding: 'utf8' }));
    context.type = 'application/x-ndjson';
    context.body = streamCommand(command, run, log);
  });
  return app;
};

const isAuthorised = (context: Context, secret: string): boolean => {
  const given = Buffer.from(context.get('Authorization'));
  const wanted = Buffer.from(`Bearer ${secret}`);
  return context.method === 'POST' && given.length === wanted.length && timingSafeEqual(given, wanted);
};

const streamCommand = (command: unknown, run: RunCommand, log: Log): PassThrough => {
  const body = new PassThrough();
  const gone = new AbortController();
  body.once('close', () => gone.abort());
  const line = (value: unknown): void => {
    if (!body.destroyed) body.write(`${JSON.stringify(value)}\n`);
  };
  run(command, (stream, text) => line({ [stream]: text }), gone.signal)
    .catch((error: unknown) => {
      log.error('control.failed', describeError(error));
      line({ err: 'The service failed to run this command; its log tells why.\n' });
      return 1;
    })
    .then((exit) => {
      line({ exit });
      body.end();
    })
    .catch(() => body.destroy());
  return body;
};
