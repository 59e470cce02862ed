/** What is sent to the endpoint under check. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `application/x-www-form-urlencoded`, for POST. */
  readonly body?: string;
}

export interface ExchangeResponse {
  readonly status: number;
  /** Names in lower case. `content-encoding` stays, although the text is unpacked. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked and decoded. */
  readonly text: string;
  readonly ms: number;
}

/**
 * One request, one answer, whatever its status. It adds the user agent, time-out and size bound of its own; when it throws, the
 * message stands in the report as what came.
 */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeResponse>;

/** Where the check stops, so that a stranger's endless list has an end. */
export interface CheckLimits {
  /** Pages of one list. */
  readonly maxPages: number;
  /** Records or headers of one list. */
  readonly maxRecords: number;
  /** All requests together. */
  readonly maxRequests: number;
  /** All answers and waits together, in ms. */
  readonly maxMs: number;
  /** Characters of one answer. */
  readonly maxCharacters: number;
  /** The longest Retry-After that is waited for, in ms. */
  readonly maxWaitMs: number;
  /** Between two requests, in ms. */
  readonly pauseMs: number;
}

export const DEFAULT_LIMITS: CheckLimits = {
  maxPages: 20,
  maxRecords: 5_000,
  maxRequests: 400,
  maxMs: 600_000,
  maxCharacters: 64_000_000,
  maxWaitMs: 60_000,
  pauseMs: 0,
};
