import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { begun } from '../begun-stream.js';
import type { Front } from './front.js';
import { ProblemPage } from './pages/problem-page.js';
import type { Answer, Problem } from './route.js';
import { renderShell } from './shell.js';
import { SHELL_WORDS } from './words/shell.js';

/** Puts what a handler said on the wire. */
export const sendAnswer = async (front: Front, context: Context, answer: Answer): Promise<void> => {
  switch (answer.kind) {
    case 'page': {
      sendPage(front, context, answer);
      return;
    }
    case 'redirect': {
      sendRedirect(front, context, answer.done === undefined ? answer.to : withDone(answer.to, answer.done));
      return;
    }
    case 'signIn':
      await front.cookies.writeSession(context, answer.sessionId);
      {
        sendRedirect(front, context, answer.to);
        return;
      }
    case 'signOut':
      front.cookies.clearSession(context);
      {
        sendRedirect(front, context, answer.to);
        return;
      }
    case 'language':
      front.cookies.writeLanguage(context, answer.language);
      {
        sendRedirect(front, context, answer.to);
        return;
      }
    case 'away':
      await front.cookies.writeKept(context, answer.keep);
      context.status = 303;
      context.set('Location', answer.url);
      return;
    case 'json':
      context.status = answer.status ?? 200;
      context.type = 'application/json; charset=utf-8';
      setAll(front, context, answer.headers);
      context.body = `${JSON.stringify(answer.value)}\n`;
      return;
    case 'nothing':
      context.status = answer.status ?? 204;
      setAll(front, context, answer.headers);
      return;
    case 'problem': {
      sendProblem(front, context, answer.problem);
      return;
    }
    case 'stream': {
      const body = await begun(answer.body);
      context.status = 200;
      context.type = answer.type;
      setAll(front, context, answer.headers);
      context.body = Readable.from(body, { objectMode: false });
      return;
    }
  }
};

const setAll = (front: Front, context: Context, headers: Readonly<Record<string, string>> = {}): void => {
  for (const [name, value] of Object.entries(headers)) context.set(name, withPrefixIn(name, value, prefixOf(front)));
};

/** The headers in which addresses of ours stand. */
const withPrefixIn = (name: string, value: string, prefix: string): string => {
  if (name === 'Location') return prefix + value;
  return name === 'Link' ? value.replace(/^</, `<${prefix}`) : value;
};

const withDone = (to: string, done: string): string => {
  const [path = '', fragment] = to.split('#');
  return `${path}${path.includes('?') ? '&' : '?'}done=${done}${fragment === undefined ? '' : `#${fragment}`}`;
};

/** Below the path of the public address, where a proxy gives us only part of a host. */
const prefixOf = ({ ports }: Front): string => new URL(ports.publicUrl).pathname.replace(/\/$/, '');

const sendRedirect = (front: Front, context: Context, to: string): void => {
  context.status = 303;
  context.set('Location', prefixOf(front) + to);
};

const sendPage = (
  front: Front,
  context: Context,
  { title, titleIsFound, section, body, status = 200, headers }: Extract<Answer, { kind: 'page' }>,
): void => {
  const { ports, person, language, csrf, address, assets } = front;
  const page = renderShell({
    ...{ title, titleIsFound, section, body, person, language, csrf },
    address: address.replace(/[?&]done=\w*/, ''),
    done: new URLSearchParams(context.querystring).get('done'),
    repositoryName: ports.settings.repository.name,
    timezone: ports.settings.administration.timezone,
    now: ports.clock(),
    assets: { style: assets.stylePath, script: assets.scriptPath },
  });
  context.status = status;
  context.type = 'text/html; charset=utf-8';
  context.set('Content-Language', language);
  setAll(front, context, headers);
  context.body = withPrefix(page, prefixOf(front));
};

/** Pages name addresses of ours from the root; a text that looks like an attribute has its quotes escaped, so only attributes are met. */
const withPrefix = (page: string, prefix: string): string =>
  prefix === ''
    ? page
    : page.replaceAll(/ (href|action|src)="(\/(?:admin|oai)[/?#"])/g, (_, name: string, path: string) => ` ${name}="${prefix}${path}`);

/** Programs get RFC 9457, people a page with the same sentence. */
const sendProblem = (front: Front, context: Context, problem: Problem): void => {
  if (!front.isApi) {
    const { problems } = SHELL_WORDS[front.language];
    const text = problem.status === 413 ? problems.tooLarge : (problem.detail ?? problem.title);
    sendPage(front, context, {
      kind: 'page',
      status: problem.status,
      title: problem.status === 404 ? problems.notFoundTitle : problems.badRequestTitle,
      body: ProblemPage({ text, back: problems.back }),
    });
    return;
  }
  const { status, title, detail, members } = problem;
  context.status = status;
  context.type = 'application/problem+json; charset=utf-8';
  context.body = `${JSON.stringify({ type: 'about:blank', title, status, ...(detail !== undefined && { detail }), ...members })}\n`;
};
