import { X509Certificate } from 'node:crypto';
import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { AddressGuard } from './address-guard.js';
import type { Watch } from './http-watch.js';
import { SourceError } from '../source-error.js';

export interface ConnectionOptions {
  readonly guard: AddressGuard;
  /** PEM; trusted beside the public authorities. */
  readonly ca?: string;
}

/** One request as it goes out; nothing of a redirect is followed here. */
export interface Question {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a POST; a GET has none. */
  readonly body?: string;
}

/** Answers once the headers are there; the body is the reader's to take or to destroy. Rejects with whatever node:http says. */
export type Connect = (question: Question, watch: Watch) => Promise<IncomingMessage>;

/** Shorter than the five seconds after which many servers close: so we seldom write to a closed door. */
const IDLE_SOCKET_MS = 4_000;

/**
 * One connection at a time to each origin, kept for the next request; an idle one never keeps the program alive. Proxies of the environment
 * are ignored, and NODE_TLS_REJECT_UNAUTHORIZED is too: a certificate is always verified. @throws SourceError `tls` when `ca` is no certificate
 */
export const createConnect = ({ guard, ca }: ConnectionOptions): Connect => {
  const pool = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1, timeout: IDLE_SOCKET_MS };
  const plain = new PlainAgent(pool);
  const secure = new SecureAgent({
    ...pool,
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca: [...rootCertificates, ...authorities(ca)] }),
  });
  const request: StartRequest = ({ url, headers, body }) => {
    const options = { method: body === undefined ? 'GET' : 'POST', headers, lookup: guard(url) };
    return url.protocol === 'https:' ? secureRequest(url, { ...options, agent: secure }) : plainRequest(url, { ...options, agent: plain });
  };
  return (question, watch) => send(request, question, watch, 'first');
};

type StartRequest = (question: Question) => ReturnType<typeof plainRequest>;

const send = (start: StartRequest, question: Question, watch: Watch, attempt: 'first' | 'second'): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    watch.signal.throwIfAborted();
    const { url, body } = question;
    const request = start(question);
    watch.signal.addEventListener('abort', () => {
      reject(watch.signal.reason as SourceError);
      request.destroy();
    });
    request.once('socket', (socket) => {
      watch.enter(request.reusedSocket ? 'headers' : 'connect', url);
      if (!request.reusedSocket) socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => watch.enter('headers', url));
    });
    request.once('response', (response) => {
      watch.enter('idle', url);
      resolve(response);
    });
    // It stays after the answer: what is then wrong is told to whoever reads the body, and must not end the program.
    request.on('error', (fault: NodeJS.ErrnoException) => {
      if (attempt === 'first' && !watch.signal.aborted && wasClosedWhileIdle(request.reusedSocket, fault))
        resolve(send(start, question, watch, 'second'));
      else reject(fault);
    });
    // An upgrade that nobody asked for ends like this, without an error.
    request.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    request.end(body);
  });

/** The server closed a kept connection just when we wrote to it (RFC 9112 §9.3.1); our questions may be asked twice. */
const wasClosedWhileIdle = (reused: boolean, { code }: NodeJS.ErrnoException): boolean =>
  reused && (code === 'ECONNRESET' || code === 'EPIPE');

/** node:tls takes any text for an authority and trusts nobody more for it. */
const authorities = (pem: string): readonly string[] => {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const certificate of found) new X509Certificate(certificate);
  } catch (cause) {
    throw new SourceError('tls', 'ca holds a certificate that cannot be read; give the file of the authority as PEM', { cause });
  }
  if (found.length > 0) return found;
  throw new SourceError('tls', `ca holds no certificate; it begins "${pem.slice(0, 30)}", where PEM begins "-----BEGIN CERTIFICATE-----"`);
};
