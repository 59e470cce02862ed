import type { Context } from 'koa';
import { RETRY_AFTER } from '../retry-after.js';
import type { Front } from './front.js';
import type { Refusal } from './guard.js';
import { ADMIN_PATH, localPath } from './local-path.js';
import { ProblemPage } from './pages/problem-page.js';
import { sendAnswer } from './send-answer.js';
import { SHELL_WORDS } from './words/shell.js';

const API_PROBLEMS = {
  signIn: {
    status: 401,
    title: 'Not signed in',
    detail: 'Send a token of the API as "Authorization: Bearer …"; make one on the page "Your account".',
  },
  forbidden: { status: 403, title: 'Not allowed', detail: 'The token, or the role of its account, does not allow this.' },
  foreign: {
    status: 403,
    title: 'Request from elsewhere',
    detail: 'A request with a session cookie must come from a page of this service.',
  },
  staleForm: {
    status: 403,
    title: 'Form token missing or out of date',
    detail: 'Send the token of the page as X-CSRF-Token, or use a token of the API.',
  },
  failed: { status: 500, title: 'The service failed', detail: 'The log of the service tells why.' },
  unwell: { status: 503, title: 'The store is unwell', detail: 'Try again in a moment.' },
} as const;

/** No, in words: as a problem for programs, as a page for people, and as the way to the log-in for those who are not signed in. */
export const refuse = (front: Front, context: Context, refusal: Refusal | 'failed' | 'unwell'): Promise<void> => {
  if (refusal === 'unwell') context.set('Retry-After', String(RETRY_AFTER));
  if (front.isApi) {
    if (refusal === 'signIn') context.set('WWW-Authenticate', 'Bearer realm="julkaisusilta"');
    return sendAnswer(front, context, { kind: 'problem', problem: API_PROBLEMS[refusal] });
  }
  const { problems } = SHELL_WORDS[front.language];
  switch (refusal) {
    case 'signIn': {
      const wanted = context.method === 'GET' ? localPath(front.address) : ADMIN_PATH;
      return sendAnswer(front, context, {
        kind: 'redirect',
        to: wanted === ADMIN_PATH ? '/admin/login' : `/admin/login?${new URLSearchParams({ next: wanted }).toString()}`,
      });
    }
    case 'forbidden':
      return sendPage(front, context, 403, problems.forbiddenTitle, problems.forbidden);
    case 'foreign':
      return sendPage(front, context, 403, problems.foreignTitle, problems.foreign(front.ports.publicUrl));
    case 'staleForm':
      return sendPage(front, context, 403, problems.staleTitle, problems.stale);
    case 'failed':
      return sendPage(front, context, 500, problems.failedTitle, problems.failed);
    case 'unwell':
      return sendPage(front, context, 503, problems.unwellTitle, problems.unwell);
  }
};

/** An address that is none of ours, or asked in a way that it does not answer. */
export const refuseUnknown = (front: Front, context: Context, allowed: readonly string[]): Promise<void> => {
  if (!front.isApi) {
    const { problems } = SHELL_WORDS[front.language];
    return sendPage(front, context, allowed.length > 0 ? 405 : 404, problems.notFoundTitle, problems.notFound);
  }
  const problem =
    allowed.length > 0
      ? { status: 405, title: 'Method not allowed', detail: `This address answers ${allowed.join(', ')}.` }
      : { status: 404, title: 'No such address', detail: 'The addresses of the API are described at /admin/api/openapi.json.' };
  return sendAnswer(front, context, { kind: 'problem', problem });
};

const sendPage = (front: Front, context: Context, status: number, title: string, text: string): Promise<void> =>
  sendAnswer(front, context, { kind: 'page', status, title, body: ProblemPage({ text, back: SHELL_WORDS[front.language].problems.back }) });
