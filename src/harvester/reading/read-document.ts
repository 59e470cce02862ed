import type { RefusedDocument } from '../../xml/gate.js';
import type { AnswerRead, ReadAnswer } from '../transport/ask-source.js';
import type { HttpResponse } from '../transport/http.js';
import type { JudgeOptions } from './judge.js';
import { parseHttpDate } from '../transport/patience.js';
import type { ReadDocument, Reading, ReadTask, RecordProtocol } from './reading.js';
import { remoteText } from '../remote-text.js';
import { SourceError } from '../source-error.js';

export interface DocumentOptions {
  readonly reading: Reading;
  readonly gate: ReadTask['gate'];
  readonly records: RecordProtocol;
  /** Absent: the records are not judged. */
  readonly judge?: JudgeOptions;
  /** Whether a sound document is an answer of the protocol at all, or why it is none and may be asked for again. */
  readonly refuse: (document: AnswerDocument) => string | undefined;
}

export type AnswerDocument = Omit<ReadDocument, 'kind'>;

export interface SourceAnswer {
  readonly document: AnswerDocument;
  /** UTC; of the HTTP header Date. */
  readonly date?: string;
  /** Where it was asked, fit for a message. */
  readonly shownUrl: string;
  /** Of the body once unpacked. */
  readonly bytes: number;
  /** Where the source lives from now on, as `HttpResponse` says. */
  readonly movedTo?: string;
}

/** Reads an answer that is a document of XML: through the gate, and of the protocol, or not at all. */
export const readsDocument =
  ({ reading, gate, records, judge, refuse }: DocumentOptions): ReadAnswer<SourceAnswer> =>
  async (response, shown) => {
    const { body } = response;
    const bytes = body.byteLength;
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(response.headers['content-type'] ?? '')?.[1];
    const document = await reading.read({
      bytes: ownBytes(body, response.status),
      gate,
      records,
      ...(charset !== undefined && { charset }),
      ...(judge && { judge }),
    });
    if (document.kind === 'refused') return refusedAnswer(document, shown);
    const reason = refuse(document);
    if (reason !== undefined) return transient('not-protocol', `${shown}: ${reason}`);
    const moved = response.movedTo === undefined ? {} : { movedTo: response.movedTo };
    return { kind: 'answer', answer: { document, shownUrl: shown, bytes, ...dateOf(response), ...moved } };
  };

/** For the remarks of a page or of a source. */
export const moveRemarks = ({ movedTo }: Pick<SourceAnswer, 'movedTo'>): readonly string[] =>
  movedTo === undefined ? [] : [`It has moved to ${movedTo}: save that as its url.`];

/** Reading takes the bytes away, and of an answer with another status than 2xx the words are still told. */
const ownBytes = (body: Uint8Array, status: number): Uint8Array => (status >= 200 && status < 300 ? body : new Uint8Array(body));

const dateOf = ({ headers }: HttpResponse): { readonly date?: string } => {
  const moment = parseHttpDate(headers['date']);
  return moment === undefined ? {} : { date: `${new Date(moment).toISOString().slice(0, 19)}Z` };
};

const transient = (code: SourceError['code'], message: string): AnswerRead<never> => ({
  kind: 'transient',
  error: new SourceError(code, message),
});
const final = (code: SourceError['code'], message: string): AnswerRead<never> => ({ kind: 'final', error: new SourceError(code, message) });

const SHOWN_CHARACTERS = 200;

const refusedAnswer = ({ code, message, start }: RefusedDocument, shown: string): AnswerRead<never> => {
  const reason = remoteText(message, SHOWN_CHARACTERS);
  const beginning = start.trim() === '' ? '' : `; it begins: ${remoteText(start, SHOWN_CHARACTERS)}`;
  switch (code) {
    case 'too-large':
      return final('too-large', `${shown}: ${reason}; ask for a smaller range`);
    case 'doctype':
      return final('doctype', `${shown}: ${reason}`);
    case 'too-deep':
    case 'too-many':
      return final('malformed', `${shown}: ${reason}`);
    case 'encoding':
    case 'malformed':
      return transient('malformed', `${shown}: the answer cannot be read as XML (${reason})`);
    case 'empty':
    case 'not-xml':
    case 'wrong-root':
      return transient('not-protocol', `${shown}: this is no answer of the protocol, but ${reason}${beginning}`);
  }
};
