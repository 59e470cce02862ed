import type { SchemaValidator } from '../xml/schema.js';
import { readAnswer, unansweredQuestion, type Answer, type Question } from './answer.js';
import type { CheckLimits, Exchange, ExchangeResponse } from './exchange.js';

export interface AskOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Base URL with or without a final slash, whatever was given. */
  readonly path?: '' | '/';
  /** Ask anew although the same has been asked before. */
  readonly anew?: boolean;
}

/** One conversation with an endpoint: one question at a time, none asked twice without need, all kept. */
export interface Session {
  ask(query: string, options?: AskOptions): Promise<Answer>;
  /** In the order in which they came. */
  answers(): readonly Answer[];
  /** Which limit was reached, so that nothing more is asked. */
  exhausted(): string | undefined;
  /** Retries included. */
  requests(): number;
  /** How many questions were not put because of it. */
  refused(): number;
  /** Answers and waits together, in ms. */
  elapsed(): number;
}

export interface SessionPorts {
  readonly baseUrl: string;
  readonly exchange: Exchange;
  readonly validator: SchemaValidator;
  readonly limits: CheckLimits;
  readonly wait: (ms: number) => Promise<void>;
}

const MOST_RETRIES = 2;

export const createSession = (ports: SessionPorts): Session => {
  const { limits } = ports;
  const answers: Answer[] = [];
  const byQuestion = new Map<string, Answer>();
  let requests = 0;
  let elapsed = 0;
  let refused = 0;
  let exhausted: string | undefined;

  const pause = async (ms: number): Promise<void> => {
    if (ms <= 0) return;
    elapsed += ms;
    await ports.wait(ms);
  };
  const mayGoOn = (): boolean => {
    if (requests >= limits.maxRequests) exhausted ??= `the limit of ${limits.maxRequests} requests was reached`;
    if (elapsed >= limits.maxMs) exhausted ??= `the limit of ${limits.maxMs} ms was reached`;
    return exhausted === undefined;
  };

  /** 503 with Retry-After says "later", not "no" (§3.1.2.2). */
  const exchangePatiently = async (question: Question): Promise<ExchangeResponse | string> => {
    for (let retries = 0; ; retries += 1) {
      if (!mayGoOn()) {
        refused += 1;
        return exhausted ?? '';
      }
      if (requests > 0) await pause(limits.pauseMs);
      requests += 1;
      const response = await exchangeOnce(ports, question);
      if (typeof response === 'string') return response;
      elapsed += response.ms;
      const delay = response.status === 503 ? retryAfter(response) : undefined;
      if (delay === undefined || delay > limits.maxWaitMs || retries >= MOST_RETRIES) return response;
      await pause(delay);
    }
  };

  return {
    answers: () => answers,
    exhausted: () => exhausted,
    requests: () => requests,
    refused: () => refused,
    elapsed: () => elapsed,
    async ask(query, options = {}) {
      const elsewhere = options.path !== undefined && ports.baseUrl.replace(/\/*$/, options.path) !== ports.baseUrl;
      const question: Question = {
        query,
        method: options.method ?? 'GET',
        headers: { 'Accept-Encoding': 'identity', ...options.headers },
        path: elsewhere ? options.path : undefined,
      };
      const key = JSON.stringify(question);
      const known = options.anew ? undefined : byQuestion.get(key);
      if (known) return known;
      const response = await exchangePatiently(question);
      if (typeof response === 'string') return keep(unansweredQuestion(question, response), key);
      const tooLarge = response.text.length > limits.maxCharacters;
      return keep(
        tooLarge
          ? {
              ...unansweredQuestion(question, `${response.text.length} characters, more than the ${limits.maxCharacters} allowed`),
              status: response.status,
            }
          : readAnswer(question, response, ports.validator),
        key,
      );
    },
  };

  function keep(answer: Answer, key: string): Answer {
    if (exhausted === undefined) {
      answers.push(answer);
      byQuestion.set(key, answer);
    }
    return answer;
  }
};

/** The answer, or why there is none: a refused connection is a finding here, not an accident. */
const exchangeOnce = async ({ exchange, baseUrl }: SessionPorts, question: Question): Promise<ExchangeResponse | string> => {
  const address = question.path === undefined ? baseUrl : baseUrl.replace(/\/*$/, question.path);
  try {
    return await (question.method === 'POST'
      ? exchange({
          method: 'POST',
          url: address,
          headers: { ...question.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
          body: question.query,
        })
      : exchange({ method: 'GET', url: `${address}${address.includes('?') ? '&' : '?'}${question.query}`, headers: question.headers }));
  } catch (cause) {
    return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
  }
};

/** In ms; `undefined` when no number of seconds is given. */
const retryAfter = ({ headers }: ExchangeResponse): number | undefined => {
  const seconds = headers['retry-after'];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
};
