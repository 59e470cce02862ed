import type { Datestamp } from '../catalogue/datestamp.js';
import { isVerb, type OaiErrorCode, type Verb } from '../oai-pmh/protocol.js';
import type { OaiRequest } from './request.js';

/** What the provider knows of a request once it is answered, for whoever keeps count of harvests. */
export interface AnsweredRequest {
  /** Absent when the request named none, or one that is none of the protocol. */
  readonly verb?: Verb;
  /** Of a list the format of all of its pages. */
  readonly metadataPrefix?: string;
  readonly set?: string;
  /** Absent when the answer is an error. */
  readonly page?: ListPage;
  /** The first, where there are several. */
  readonly error?: OaiErrorCode;
}

/** One page of a list, in figures. */
export interface ListPage {
  /** The same for all pages of one list, and for no list that began in another second or asks for something else. */
  readonly list: string;
  readonly metadataPrefix?: string;
  readonly set?: string;
  /** The lower bound that was asked for. */
  readonly from?: Datestamp;
  /** Records, headers or sets that were sent before it. */
  readonly cursor: number;
  readonly records: number;
  /** Of the whole list, as it was when it began. */
  readonly completeListSize: number;
  /** It ended with a token. */
  readonly hasNext: boolean;
}

/** Called once for each answer, before it is sent: it must be quick and must not throw. */
export type NoteAnswer = (answered: AnsweredRequest) => void;

interface ListPosition {
  readonly verb: Verb;
  readonly metadataPrefix?: string;
  readonly set?: string;
  readonly from?: Datestamp;
  readonly until?: Datestamp;
  readonly cursor: number;
  readonly completeListSize: number;
  readonly listResponseDate: Datestamp;
}

/** A page in figures, from where it began in its list. */
export const describePage = (position: ListPosition, page: { readonly records: number; readonly hasNext: boolean }): ListPage => {
  const { verb, metadataPrefix, set, from, until, cursor, completeListSize, listResponseDate } = position;
  return {
    // Of all of these a token carries the value that the first page had.
    list: [verb, metadataPrefix, set, from, until, listResponseDate].join(' '),
    ...(metadataPrefix !== undefined && { metadataPrefix }),
    ...(set !== undefined && { set }),
    ...(from !== undefined && { from }),
    ...{ cursor, completeListSize, ...page },
  };
};

/** Of a request that could be read. */
export const describeAnswered = (
  request: OaiRequest,
  outcome: { readonly page?: ListPage; readonly error?: OaiErrorCode },
): AnsweredRequest => {
  const asked = outcome.page ?? ('selection' in request ? request.selection : request);
  return {
    verb: request.verb,
    ...('metadataPrefix' in asked && { metadataPrefix: asked.metadataPrefix }),
    ...('set' in asked && { set: asked.set }),
    ...outcome,
  };
};

/** Of a request that was refused for its arguments. */
export const describeRefused = (given: URLSearchParams, error: OaiErrorCode | undefined): AnsweredRequest => {
  const verb = given.get('verb') ?? '';
  return { ...(isVerb(verb) && { verb }), ...(error !== undefined && { error }) };
};
