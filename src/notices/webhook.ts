import { createHmac } from 'node:crypto';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { parseUrl } from '../catalogue/url.js';
import type { NoticeChannel, NoticeMessage, SendOutcome } from './channel.js';

export interface WebhookOptions {
  readonly url: string;
  /** Signs what is sent. */
  readonly secret?: string;
  /** Certificates (PEM) to trust instead of the system's; of tests. */
  readonly ca?: string;
  /** In ms. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Posts notices as JSON. `X-Julkaisusilta-Signature: sha256=<hex>` is the HMAC-SHA256 of the very bytes of the body, by which a receiver knows
 * that they are ours; the time within is signed with them. `text` is where chat services look for words.
 */
export const createWebhook = (options: WebhookOptions): NoticeChannel => ({
  name: 'webhook',
  send: (message) => post(options, JSON.stringify(bodyOf(message))),
});

const bodyOf = ({ kind, at, text, notices }: NoticeMessage) => ({ kind, at, text, notices });

const post = ({ url, secret, ca, timeoutMs = TIMEOUT_MS }: WebhookOptions, body: string): Promise<SendOutcome> =>
  new Promise((resolve) => {
    const address = parseUrl(url);
    if (!address) {
      resolve(failed('The address of the webhook in the settings is no URL.'));
      return;
    }
    const request = address.protocol === 'https:' ? requestSecure : requestPlain;
    const options = { method: 'POST', headers: headersOf(body, secret), agent: false, ...(ca !== undefined && { ca }) };
    const sending = request(address, options, (response) => {
      clearTimeout(deadline);
      resolve(outcomeOf(response.statusCode ?? 0, address));
      // Nothing of the answer is wanted, however long it is.
      response.destroy();
    });
    const deadline = setTimeout(() => {
      resolve(failed(`${address.origin} did not answer within ${timeoutMs / 1000} s.`));
      sending.destroy();
    }, timeoutMs);
    sending.on('error', (fault: NodeJS.ErrnoException) => {
      clearTimeout(deadline);
      resolve(failed(`${address.origin} could not be reached (${fault.code ?? fault.name}).`));
    });
    sending.end(body);
  });

const headersOf = (body: string, secret: string | undefined) => ({
  'Content-Type': 'application/json; charset=utf-8',
  'Content-Length': Buffer.byteLength(body),
  'User-Agent': 'Julkaisusilta',
  Connection: 'close',
  ...(secret !== undefined && { 'X-Julkaisusilta-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
});

/** Only the host is named: the path of such an address is often a secret itself. */
const outcomeOf = (status: number, { origin }: URL): SendOutcome => {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const isRedirect = status >= 300 && status < 400;
  return failed(
    `${origin} answered ${status}${isRedirect ? '; redirects are not followed, so put the address where it leads into the settings' : ''}.`,
  );
};

const failed = (reason: string): SendOutcome => ({ kind: 'failed', reason });
