import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NoticeMessage, SendOutcome } from '../../src/notices/channel.js';
import { createEmail, type EmailOptions } from '../../src/notices/email.js';
import { AUTHORITY, EXPIRED, SELF_SIGNED } from '../harvester/http-certificates.js';
import { startRawServer } from '../harvester/http-server.js';
import { MESSAGE } from './notice-samples.js';
import { startSmtp, type SmtpDouble, type SmtpDoubleOptions } from './smtp-double.js';

const CANARY = 'kanarialintu-9F3x';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const start = async (options: SmtpDoubleOptions): Promise<SmtpDouble> => {
  const server = await startSmtp(options);
  closing.push(server.close);
  return server;
};

const startRaw = async (serve: (socket: Socket) => void): Promise<Awaited<ReturnType<typeof startRawServer>>> => {
  const server = await startRawServer(serve);
  closing.push(() => server.close());
  return server;
};

const settingsOf = (port: number, change: Partial<EmailOptions['settings']> = {}): EmailOptions['settings'] => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  from: 'julkaisusilta@example.fi',
  to: ['kirjasto@example.fi', 'viestinta@example.fi'],
  ...change,
});

const sendTo = (
  port: number,
  change: Partial<EmailOptions['settings']> = {},
  options: Partial<EmailOptions> = {},
  message: NoticeMessage = MESSAGE,
): Promise<SendOutcome> => createEmail({ settings: settingsOf(port, change), ca: AUTHORITY, ...options }).send(message);

const reasonOf = (outcome: SendOutcome): string => (outcome.kind === 'failed' ? outcome.reason : `it was ${outcome.kind}`);

/** Header fields as they are on the wire, unfolded, and the body decoded. */
const readMail = (source: string): { readonly head: readonly string[]; readonly body: string } => {
  const [head = '', body = ''] = source.split(/\r\n\r\n(.*)/s);
  const isBase64 = /content-transfer-encoding: base64/i.test(head);
  const isQuoted = /content-transfer-encoding: quoted-printable/i.test(head);
  const quoted = (text: string): string =>
    Buffer.from(
      text.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');
  return {
    head: head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n'),
    body: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : isQuoted ? quoted(body) : body,
  };
};
const field = (head: readonly string[], name: string): string | undefined =>
  head.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))?.replace(/^[^:]*:\s*/, '');

describe('a notice by e-mail', () => {
  it('comes to everyone as plain text in UTF-8, marked as written by a program', async () => {
    const { port, mails } = await start({ security: 'none' });
    expect(await sendTo(port)).toEqual({ kind: 'sent' });
    const [mail] = mails;
    expect([mail!.from, mail!.to]).toEqual(['julkaisusilta@example.fi', ['kirjasto@example.fi', 'viestinta@example.fi']]);
    const { head, body } = readMail(mail!.source);
    expect(field(head, 'Content-Type')).toBe('text/plain; charset=utf-8');
    expect(field(head, 'Auto-Submitted')).toBe('auto-generated');
    expect(field(head, 'Date')).toBe('Tue, 24 Nov 2026 06:00:00 +0000');
    expect(field(head, 'Subject')).toMatch(/^=\?UTF-8\?/i);
    expect(body.replaceAll('\r\n', '\n')).toContain(MESSAGE.text.trim());
  });

  it.each(['tls', 'starttls'] as const)('goes in private with %s, with user and password', async (security) => {
    const { port, mails } = await start({ security, account: { user: 'silta', password: CANARY } });
    expect(await sendTo(port, { security, user: 'silta' }, { password: CANARY })).toEqual({ kind: 'sent' });
    expect(mails).toMatchObject([{ isSecure: true, user: 'silta' }]);
  });

  it('is not sent in the open when starttls is wanted and not offered', async () => {
    const { port, mails } = await start({ security: 'none', account: { user: 'silta', password: CANARY } });
    const outcome = await sendTo(port, { security: 'starttls', user: 'silta' }, { password: CANARY });
    expect(reasonOf(outcome)).toMatch(/^The mail server 127\.0\.0\.1:\d+ cannot be spoken to in private: see security in the settings/);
    expect(mails).toEqual([]);
  });

  it.each([
    ['an expired one', EXPIRED],
    ['one that nobody signed', SELF_SIGNED],
  ])('is not sent to a server with a wrong certificate: %s', async (_, certificate) => {
    for (const security of ['tls', 'starttls'] as const) {
      const { port, mails } = await start({ security, certificate });
      expect(reasonOf(await sendTo(port, { security }))).toMatch(/certificate/);
      expect(mails).toEqual([]);
    }
  });

  it('cannot be made to have other header fields by what a source is called or says', async () => {
    const { port, mails } = await start({ security: 'none' });
    const subject = 'melinda\r\nBcc: kaikki@example.org\r\n\r\nOsta!\u2028\u0000';
    await sendTo(port, {}, {}, { ...MESSAGE, subject, text: 'Bcc: toinen@example.org\r\n.\r\nMAIL FROM:<x@example.org>\r\n' });
    const { head, body } = readMail(mails[0]!.source);
    expect(head.filter((line) => /^bcc|kaikki/i.test(line) && !/^subject/i.test(line))).toEqual([]);
    expect(field(head, 'Subject')).toBe('melinda Bcc: kaikki@example.org Osta!');
    expect(body).toContain('MAIL FROM:<x@example.org>');
    expect(mails[0]!.to).toEqual(['kirjasto@example.fi', 'viestinta@example.fi']);
    expect(mails).toHaveLength(1);
  });

  it('is sent when one of several recipients is not known, who is told of', async () => {
    const { port, mails } = await start({ security: 'none', refuses: (recipient) => recipient.startsWith('viestinta') });
    expect(await sendTo(port)).toEqual({
      kind: 'sent',
      remark: `The mail server 127.0.0.1:${port} did not take it for viestinta@example.fi.`,
    });
    expect(mails[0]!.to).toEqual(['kirjasto@example.fi']);
  });
});

describe('a notice by e-mail that cannot be sent says what to do:', () => {
  it('nobody knows the recipients', async () => {
    const { port } = await start({ security: 'none', refuses: () => true });
    expect(reasonOf(await sendTo(port))).toMatch(
      /did not take the sender or the recipients: see from and to in the settings.*no such person/,
    );
  });

  it('the password is wrong, and is not repeated, even when the server does', async () => {
    const { port, mails } = await start({
      security: 'starttls',
      account: { user: 'silta', password: 'another' },
      refusal: ({ user, password }) =>
        `not ${password} nor ${Buffer.from(password).toString('base64')} nor ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`,
    });
    const reason = reasonOf(await sendTo(port, { security: 'starttls', user: 'silta' }, { password: CANARY }));
    expect(reason).toMatch(/refused the user or the password: see user in the settings, and SMTP_PASSWORD in the environment/);
    expect(reason).toContain('not … nor … nor …');
    expect(mails).toEqual([]);
  });

  it('the settings name a user and there is no password', async () => {
    const { port, connections } = await start({ security: 'none' });
    expect(reasonOf(await sendTo(port, { user: 'silta' }))).toBe(
      'The settings name the user silta, but SMTP_PASSWORD is not set in the environment.',
    );
    expect(connections()).toBe(0);
  });

  it('the server wants a log-in and the settings name none', async () => {
    const { port, mails } = await start({ security: 'none', account: { user: 'silta', password: CANARY } });
    expect(reasonOf(await sendTo(port))).toMatch(/530/);
    expect(mails).toEqual([]);
  });

  it('the server knows no log-in though the settings name a user', async () => {
    const { port, mails } = await start({ security: 'none' });
    expect(reasonOf(await sendTo(port, { user: 'silta' }, { password: CANARY }))).toMatch(/The mail server/);
    expect(mails).toEqual([]);
  });

  it('nobody is there', async () => {
    const { port, close } = await start({ security: 'none' });
    await close();
    closing.length = 0;
    expect(reasonOf(await sendTo(port))).toMatch(/cannot be reached: see host, port and security in the settings.*ECONNREFUSED/);
  });

  it('the server takes the connection and is silent', async () => {
    const { port, open } = await startRaw(() => undefined);
    expect(reasonOf(await sendTo(port, {}, { timeoutMs: 200 }))).toBe(`The mail server 127.0.0.1:${port} took longer than 0.2 s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(open()).toBe(0);
  }, 5000);

  it('the server takes the message and never says so', async () => {
    const { port } = await start({ security: 'none', hangs: true });
    expect(reasonOf(await sendTo(port, {}, { timeoutMs: 300 }))).toMatch(/took longer than 0\.3 s/);
  }, 5000);

  it('the server is another kind of server', async () => {
    const { port } = await startRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n\u001b[31m'));
    const reason = reasonOf(await sendTo(port));
    expect(reason).toMatch(/^The mail server 127\.0\.0\.1:\d+ cannot be spoken to: see port and security in the settings/);
    expect(reason).not.toContain('\u001b');
  });
});
