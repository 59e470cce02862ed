import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { GOOD, KEY } from '../harvester/http-certificates.js';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isSecure: boolean;
  readonly user?: string;
  readonly source: string;
}

export interface SmtpDouble {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Whoever came, a mail or not. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export interface SmtpDoubleOptions {
  /** `tls` from the first byte · `starttls` offered · `none`. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly account?: { readonly user: string; readonly password: string };
  /** What it says to a log-in that it refuses. */
  readonly refusal?: (given: { readonly user: string; readonly password: string }) => string;
  readonly refuses?: (recipient: string) => boolean;
  /** Takes the message and says nothing. */
  readonly hangs?: boolean;
  readonly certificate?: string;
}

/** A real mail server on loopback. */
export const startSmtp = async (options: SmtpDoubleOptions): Promise<SmtpDouble> => {
  const { security, account, refusal = () => 'wrong', refuses = () => false, hangs = false, certificate = GOOD } = options;
  const mails: ReceivedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    secure: security === 'tls',
    ...(security !== 'none' && { key: KEY, cert: certificate }),
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(account ? [] : ['AUTH'])],
    authOptional: account === undefined,
    allowInsecureAuth: true,
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_, callback) => {
      connections += 1;
      callback();
    },
    onAuth: ({ username, password }, _, callback) => {
      const given = { user: username ?? '', password: password ?? '' };
      if (given.user === account?.user && given.password === account.password) callback(null, { user: given.user });
      else callback(Object.assign(new Error(refusal(given)), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _, callback) =>
      callback(refuses(address) ? Object.assign(new Error(`no such person: ${address}`), { responseCode: 550 }) : null),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (hangs) return;
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          isSecure: session.secure,
          ...(typeof session.user === 'string' && { user: session.user }),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ port, mails },
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
