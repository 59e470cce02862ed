import type { NoticeSettings } from '../platform/settings.js';
import type { NoticeChannel, NoticeMessage, SendOutcome } from './channel.js';
import { plainLine } from './plain-line.js';

type EmailSettings = NonNullable<NoticeSettings['email']>;

export interface EmailOptions {
  readonly settings: EmailSettings;
  readonly password?: string;
  /** Certificates (PEM) to trust instead of the system's; of tests. */
  readonly ca?: string;
  /** Of the whole sending, in ms. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 45_000;
/** Between two signs of life of the server, in ms. */
const SILENCE_MS = 15_000;

/** Sends notices as plain text by a mail server. A connection for each: there are a few in a week. */
export const createEmail = (options: EmailOptions): NoticeChannel => ({ name: 'email', send: (message) => send(options, message) });

const send = async (options: EmailOptions, message: NoticeMessage): Promise<SendOutcome> => {
  const { settings, password, timeoutMs = TIMEOUT_MS } = options;
  if (settings.user !== undefined && password === undefined) {
    return { kind: 'failed', reason: `The settings name the user ${settings.user}, but SMTP_PASSWORD is not set in the environment.` };
  }
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    const { rejected } = await (await openTransport(options)).sendMail({ ...mailOf(settings, message), signal: deadline.signal });
    return rejected.length === 0
      ? { kind: 'sent' }
      : { kind: 'sent', remark: `${serverOf(settings)} did not take it for ${rejected.join(', ')}.` };
  } catch (fault) {
    const reason = deadline.signal.aborted ? `${serverOf(settings)} took longer than ${timeoutMs / 1000} s.` : describe(fault, options);
    return { kind: 'failed', reason };
  } finally {
    clearTimeout(timer);
  }
};

const openTransport = async ({ settings, password, ca }: EmailOptions) => {
  // Loaded when there is something to send: most processes never have.
  const { createTransport } = await import('nodemailer');
  const { host, port, security, user } = settings;
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // Else a server that offers no log-in would get the message from nobody.
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password }, forceAuth: true }),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...{ connectionTimeout: SILENCE_MS, greetingTimeout: SILENCE_MS, socketTimeout: SILENCE_MS, dnsTimeout: SILENCE_MS },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

/** Addresses as objects: a text would be read as a list of them. */
const mailOf = ({ from, to }: EmailSettings, { at, subject, text }: NoticeMessage) => ({
  from: { name: 'Julkaisusilta', address: from },
  to: to.map((address) => ({ name: '', address })),
  subject: plainLine(subject, 200),
  text,
  date: new Date(at),
  // RFC 3834 §5: no out-of-office answers.
  headers: { 'Auto-Submitted': 'auto-generated' },
});

const serverOf = ({ host, port }: EmailSettings): string => `The mail server ${host}:${port}`;

/** By nodemailer's code. */
const REMEDIES: Readonly<Record<string, string>> = {
  EAUTH: 'refused the user or the password: see user in the settings, and SMTP_PASSWORD in the environment',
  ENOAUTH: 'wants a user and a password: see user in the settings, and SMTP_PASSWORD in the environment',
  EDNS: 'was not found: see host in the settings',
  ETIMEDOUT: 'does not answer: see host, port and security in the settings',
  ETLS: 'cannot be spoken to in private: see security in the settings, and its certificate',
  ESOCKET: 'cannot be reached: see host, port and security in the settings, and its certificate',
  ECONNECTION: 'cannot be reached: see host, port and security in the settings',
  EENVELOPE: 'did not take the sender or the recipients: see from and to in the settings',
  EMESSAGE: 'did not take the message',
};

const describe = (fault: unknown, { settings, password }: EmailOptions): string => {
  const {
    code = 'unknown',
    message = '',
    response,
  } = fault as { readonly code?: string; readonly message?: string; readonly response?: string };
  const words = plainLine(withoutSecret(response ?? message, settings.user, password), 300);
  return `${serverOf(settings)} ${REMEDIES[code] ?? 'cannot be spoken to: see port and security in the settings'} (${code}: ${words}).`;
};

/** A server may answer with what it was sent, as it was or in base64 (RFC 4616, LOGIN). */
const withoutSecret = (words: string, user = '', password?: string): string => {
  if (password === undefined) return words;
  const base64 = [password, `\0${user}\0${password}`].map((text) => Buffer.from(text).toString('base64'));
  return [password, ...base64].reduce((text, secret) => text.replaceAll(secret, '…'), words);
};
