import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from './house.js';
import { takeTour, type Tour } from './security-tour.js';

let tour: Tour;
beforeAll(async () => {
  tour = await takeTour();
}, 60_000);
afterAll(() => tour.close());

/** Answers that are not as they should be, by what was asked. */
const faultsIn = (isFaulty: (reply: Reply) => boolean, among: (reply: Reply) => boolean = () => true): readonly string[] => {
  const looked = tour.answers.filter(({ reply }) => among(reply));
  expect(looked.length).toBeGreaterThan(20);
  return looked.filter(({ reply }) => isFaulty(reply)).map(({ name, reply }) => `${name}: ${reply.status}`);
};

const isPage = ({ headers }: Reply): boolean => (headers['content-type'] ?? '').startsWith('text/html');
const policyOf = ({ headers }: Reply): ReadonlyMap<string, string> =>
  new Map(
    String(headers['content-security-policy'] ?? '')
      .split(';')
      .map((directive) => {
        const [name = '', ...values] = directive.trim().split(' ');
        return [name, values.join(' ')];
      }),
  );

describe('every answer of the administration', () => {
  it('lets nothing run or load but what is ours, and nothing inline (CSP)', () => {
    const wanted = {
      'default-src': "'none'",
      'style-src': "'self'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'form-action': "'self'",
    };
    expect(faultsIn((reply) => Object.entries(wanted).some(([name, value]) => policyOf(reply).get(name) !== value))).toEqual([]);
    expect(faultsIn((reply) => /unsafe|\*|https?:/.test(String(reply.headers['content-security-policy'])))).toEqual([]);
  });

  it('cannot be put into a frame, nor given another base', () => {
    expect(
      faultsIn((reply) => policyOf(reply).get('frame-ancestors') !== "'none'" || policyOf(reply).get('base-uri') !== "'none'"),
    ).toEqual([]);
  });

  it('is taken for what it says it is', () => {
    expect(faultsIn(({ headers }) => headers['x-content-type-options'] !== 'nosniff')).toEqual([]);
    const known =
      /^(?:text\/html; charset=utf-8|application\/(?:problem\+)?json; charset=utf-8|text\/event-stream.*|application\/x-ndjson.*)$/;
    expect(faultsIn(({ status, headers }) => status !== 303 && status !== 204 && !known.test(headers['content-type'] ?? ''))).toEqual([]);
  });

  it('is kept by nobody', () => {
    expect(faultsIn(({ headers }) => !/\bno-store\b/.test(headers['cache-control'] ?? ''))).toEqual([]);
  });

  it('tells no other site where a person came from', () => {
    expect(faultsIn(({ headers }) => !['same-origin', 'no-referrer'].includes(String(headers['referrer-policy'])))).toEqual([]);
  });

  it('is for no other site, and does not say what it was made with', () => {
    const told = ['server', 'x-powered-by', 'access-control-allow-origin', 'access-control-allow-credentials'];
    expect(faultsIn(({ headers }) => told.some((name) => name in headers))).toEqual([]);
  });

  it('never fails', () => {
    // 503 is what a provider of OpenID that cannot be reached is told with.
    expect(faultsIn(({ status }) => status >= 500 && status !== 503)).toEqual([]);
  });
});

describe('every page', () => {
  it('has no script, style or event handler of its own within it', () => {
    const inline = /<script(?![^>]* src=)|<style|\sstyle=|\son\w+\s*=\s*["']|javascript:|<base|<iframe|<object|<embed/i;
    const marks = (text: string): string => text.replaceAll(/>[^<]*</g, '><');
    expect(faultsIn(({ text }) => inline.test(marks(text)), isPage)).toEqual([]);
  });

  it('sends each form to us, each that changes something with its token', () => {
    const formsOf = (text: string): readonly string[] => text.match(/<form[\s\S]*?<\/form>/g) ?? [];
    expect(faultsIn(({ text }) => formsOf(text).some((form) => !/^<form[^>]* action="\/admin[/"?]/.test(form)), isPage)).toEqual([]);
    const isOpen = (form: string): boolean => /^<form[^>]* method="post"/.test(form) && !/name="_csrf" value="[\w-]{20,}"/.test(form);
    // Of the page that refuses a program nobody can press a button.
    expect(faultsIn(({ text }) => formsOf(text).some(isOpen), isPage)).toEqual(['forbidden by token: 403']);
  });

  it('gives no password or token to be kept in a field', () => {
    expect(faultsIn(({ text }) => /<input[^>]*type="password"[^>]*value="[^"]/.test(text), isPage)).toEqual([]);
  });
});

describe('every cookie', () => {
  it('is kept from scripts and from other sites', () => {
    const cookies = tour.answers.flatMap(({ reply }) => reply.headers['set-cookie'] ?? []);
    expect(cookies.length).toBeGreaterThan(0);
    expect(cookies.filter((cookie) => !/; path=\/; .*samesite=lax; httponly/i.test(cookie))).toEqual([]);
  });
});
