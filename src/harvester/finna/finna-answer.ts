import type { AnswerRead, ReadAnswer } from '../transport/ask-source.js';
import { parseHttpDate } from '../transport/patience.js';
import { remoteText } from '../remote-text.js';
import { SourceError } from '../source-error.js';

/** What Finna's API answers to a search and to a question for one record. */
export interface FinnaAnswer {
  readonly found: FinnaFound | FinnaRefusal;
  /** Where it was asked, fit for a message. */
  readonly shownUrl: string;
  /** UTC; of the HTTP header Date. */
  readonly date?: string;
  readonly bytes: number;
  /** The base of the API, where it says that it has moved. */
  readonly movedTo?: string;
}

export interface FinnaFound {
  readonly kind: 'found';
  readonly resultCount: number;
  readonly records: readonly FinnaRecord[];
}

/** Status ERROR: the API understood that it was asked, and does not answer. */
export interface FinnaRefusal {
  readonly kind: 'refusal';
  readonly inWords: string;
}

/** Each part is absent where the API does not send it as text. */
export interface FinnaRecord {
  readonly id?: string;
  readonly title?: string;
  readonly fullRecord?: string;
  /** Only what of it is text; sent where they are asked for. */
  readonly isbns?: readonly string[];
  readonly dedupIds?: readonly string[];
}

const SHOWN_CHARACTERS = 200;

/** Reads an answer of Finna's API v1, or says why it is none. */
export const readsFinna =
  (maxBytes: number): ReadAnswer<FinnaAnswer> =>
  async ({ body, status, headers, movedTo }, shown) => {
    const { byteLength } = body;
    if (byteLength > maxBytes)
      return failed('final', 'too-large', `${shown}: ${byteLength} bytes, more than the ${maxBytes} allowed; lower pageSize`);
    const found = parseFinnaAnswer(body);
    if (found.kind === 'unreadable') return failed('transient', found.code, `${shown}: ${found.reason}`);
    // What fails inside the service is told in the same form as what we asked wrongly.
    if (found.kind === 'refusal' && status >= 500) return failed('transient', 'status', `${shown} answers ${status}: ${found.inWords}`);
    const date = parseHttpDate(headers['date']);
    return {
      kind: 'answer',
      answer: {
        found,
        shownUrl: shown,
        bytes: byteLength,
        ...(date !== undefined && { date: `${new Date(date).toISOString().slice(0, 19)}Z` }),
        ...(movedTo !== undefined && { movedTo: movedTo.replace(/\/(?:search|record)$/, '') }),
      },
    };
  };

const failed = (kind: 'transient' | 'final', code: SourceError['code'], message: string): AnswerRead<never> => ({
  kind,
  error: new SourceError(code, message),
});

interface Unreadable {
  readonly kind: 'unreadable';
  readonly code: 'not-protocol' | 'malformed';
  readonly reason: string;
}

export const parseFinnaAnswer = (body: Uint8Array): FinnaFound | FinnaRefusal | Unreadable => {
  const text = decode(body)?.trim();
  if (text === undefined) return { kind: 'unreadable', code: 'malformed', reason: 'the answer is not UTF-8, as JSON has to be' };
  const noAnswer = (what: string): Unreadable => {
    const beginning = text === '' ? '' : `; it begins: ${remoteText(text, SHOWN_CHARACTERS)}`;
    return { kind: 'unreadable', code: 'not-protocol', reason: `this is no answer of Finna's API, but ${what}${beginning}` };
  };
  if (text === '') return noAnswer('nothing');
  if (!text.startsWith('{')) return noAnswer(text.startsWith('<') ? 'markup' : 'no JSON object');
  const answer = parseJson(text);
  if (answer === undefined)
    return { kind: 'unreadable', code: 'malformed', reason: 'the answer cannot be read as JSON; it is cut short or ill-formed' };
  const { status, statusMessage, resultCount, records = [] } = answer;
  if (status === 'ERROR') {
    return {
      kind: 'refusal',
      inWords: remoteText(typeof statusMessage === 'string' ? statusMessage : 'no reason given', SHOWN_CHARACTERS),
    };
  }
  if (status !== 'OK') return noAnswer('JSON without the status OK or ERROR');
  if (typeof resultCount !== 'number' || !Number.isSafeInteger(resultCount) || resultCount < 0)
    return noAnswer('JSON without a resultCount');
  if (!Array.isArray(records)) return noAnswer('JSON whose records are no list');
  return { kind: 'found', resultCount, records: records.map(parseRecord) };
};

const decode = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

const parseJson = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
};

const parseRecord = (record: unknown): FinnaRecord => {
  const { id, title, fullRecord, isbns, dedupIds } = (typeof record === 'object' && record !== null ? record : {}) as Readonly<
    Record<string, unknown>
  >;
  // Its own description of the interface calls fullRecord a list, its code sends a text.
  const full: unknown = Array.isArray(fullRecord) && fullRecord.length === 1 ? fullRecord[0] : fullRecord;
  return {
    ...(typeof id === 'string' && id.trim() !== '' && { id }),
    ...(typeof title === 'string' && { title }),
    ...(typeof full === 'string' && { fullRecord: full }),
    ...(Array.isArray(isbns) && { isbns: textsIn(isbns) }),
    ...(Array.isArray(dedupIds) && { dedupIds: textsIn(dedupIds) }),
  };
};

const textsIn = (values: readonly unknown[]): readonly string[] => values.filter((value) => typeof value === 'string');
