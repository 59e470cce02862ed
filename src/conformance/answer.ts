import { childElements, findChild, localName, textOf, type XmlElement } from '../xml/element.js';
import { parseXml } from '../xml/parse.js';
import type { SchemaFault, SchemaValidator } from '../xml/schema.js';
import type { ExchangeResponse } from './exchange.js';

/** How a question was put. */
export interface Question {
  /** As in the URL, already encoded: `verb=ListRecords&metadataPrefix=oai_dc`. */
  readonly query: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** Put after the base URL, in place of a final slash. */
  readonly path: '' | '/' | undefined;
}

/** What came, read as far as it can be read. */
export interface Answer extends Question {
  /** 0 when nothing came. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly text: string;
  /** Why there is no `root`. */
  readonly failure?: string;
  /** The element `OAI-PMH`, whatever its namespace; absent for anything else. */
  readonly root?: XmlElement;
  readonly errors: readonly ErrorSeen[];
  readonly faults: readonly SchemaFault[];
}

export interface ErrorSeen {
  readonly code: string;
  readonly message: string;
}

export const readAnswer = (question: Question, response: ExchangeResponse, validator: SchemaValidator): Answer => {
  const { status, headers, text } = response;
  const read = readRoot(text);
  const root = typeof read === 'string' ? undefined : read;
  return {
    ...question,
    status,
    responseHeaders: headers,
    text,
    ...(typeof read === 'string' ? { failure: read } : { root: read }),
    errors: childrenOf(root, 'error').map((error) => ({ code: error.attributes['code'] ?? '', message: textOf(error).trim() })),
    faults: validator.validate(text),
  };
};

export const unansweredQuestion = (question: Question, failure: string): Answer => ({
  ...question,
  status: 0,
  responseHeaders: {},
  text: '',
  failure,
  errors: [],
  faults: [],
});

/** The root, or why there is none. */
const readRoot = (text: string): XmlElement | string => {
  try {
    const root = parseXml(text);
    return localName(root) === 'OAI-PMH' ? root : `the root element is <${root.name.slice(0, 40)}>, not <OAI-PMH>`;
  } catch (cause) {
    // What a stranger sends may be anything at all; what is wrong with it goes into the report.
    return `not well-formed XML (${cause instanceof Error ? oneLine(cause.message, 120) : 'unreadable'})`;
  }
};

/** Children by local name; none of what is not there. */
export const childrenOf = (of: XmlElement | undefined, name: string): readonly XmlElement[] => (of ? childElements(of, name) : []);

/** The element named as the verb. */
export const verbElement = (answer: Answer, verb: string): XmlElement | undefined => findChild(answer.root, verb);

export const requestElement = (answer: Answer): XmlElement | undefined => findChild(answer.root, 'request');

export const responseDateOf = (answer: Answer): string => textOf(findChild(answer.root, 'responseDate'));

export const hasError = (answer: Answer, ...codes: readonly string[]): boolean => answer.errors.some(({ code }) => codes.includes(code));

export const argumentsOf = (answer: Answer): URLSearchParams => new URLSearchParams(answer.query);

/** `GET ?verb=Identify`, cut. */
export const describeQuestion = ({ method, query, path, headers }: Question): string => {
  const extra = Object.entries(headers).filter(([name]) => name !== 'Accept-Encoding' || headers[name] !== 'identity');
  const suffix = extra.map(([name, value]) => ` [${name}: ${value}]`).join('');
  return `${method} ${path === '/' ? '/' : ''}${method === 'GET' ? '?' : ''}${oneLine(query, 240)}${oneLine(suffix, 120)}`;
};

/** What came, in one short line. */
export const describeAnswer = (answer: Answer): string => {
  if (answer.status === 0) return `no answer: ${answer.failure ?? ''}`;
  const start = `HTTP ${answer.status}`;
  if (answer.root === undefined) {
    const type = answer.responseHeaders['content-type'] ?? 'no Content-Type';
    return `${start}, ${oneLine(type, 60)}, ${answer.failure ?? ''}: ${oneLine(answer.text, 80) || '(empty)'}`;
  }
  if (answer.errors.length > 0) {
    return `${start}: ${answer.errors.map(({ code, message }) => `${code} “${oneLine(message, 100)}”`).join(', ')}`;
  }
  const content = childElements(answer.root).find((child) => !['responseDate', 'request'].includes(localName(child)));
  if (content === undefined) return `${start}: neither an error nor an answer`;
  const counted = ['record', 'header', 'set', 'metadataFormat'].flatMap((name) => {
    const count = childElements(content, name).length;
    return count === 0 ? [] : [`${count} × ${name}`];
  });
  return `${start}: ${content.name}${counted.length > 0 ? ` with ${counted.join(', ')}` : ''}`;
};

/** A stranger's text for a terminal: no line breaks, no control or direction signs, cut. */
export const oneLine = (text: string, length: number): string => {
  const line = text
    .slice(0, length * 20)
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
};
