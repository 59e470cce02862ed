/**
 * Reaching it. `timeout`: the whole exchange took too long · `refused`: nobody listens there, or we may not go there · `too-large`: more
 * bytes than allowed, once unpacked · `bad-url`: not an address of HTTP · `redirect`: one that leads nowhere or on and on · `tls`: its
 * certificate or its encryption cannot be trusted · `network`: the name is unknown, the connection broke, the answer cannot be unpacked · `cancelled`: we were told to stop.
 *
 * Its answer. `forbidden`: 401 or 403 · `status`: any other HTTP status without an answer of the protocol · `paused`: it asks for a longer
 * wait than one harvest has · `too-wide`: 413 or 422, a narrower range may do · `not-protocol`: HTML, JSON, nothing · `malformed`: XML cut
 * short or ill-formed · `doctype`: XML that declares entities · `source-error`: the protocol's own error or diagnostic.
 *
 * Its list. `token-refused`: again and again · `token-loop`: pages come round · `no-progress`: pages without a record, one after another ·
 * `capped`: the source shows only the first so many of its results. · `bad-range`: ours, a date that is none or a range that ends before it begins.
 */
export type SourceErrorCode =
  | ('timeout' | 'refused' | 'too-large' | 'bad-url' | 'tls' | 'network' | 'redirect' | 'cancelled')
  | ('forbidden' | 'status' | 'paused' | 'too-wide' | 'not-protocol' | 'malformed' | 'doctype' | 'source-error')
  | ('token-refused' | 'token-loop' | 'no-progress' | 'capped' | 'bad-range');

export interface SourceErrorOptions extends ErrorOptions {
  /** UTC. When the source asks us to come back; with `paused` only. */
  readonly nextAttemptAt?: string;
}

/** Faults that lie with what was asked for: less of it, or something else, may be had. All others are the source's or ours, and end the harvest. */
const OF_THE_QUESTION: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>([
  ...(['status', 'timeout', 'network', 'malformed', 'not-protocol'] as const),
  ...(['too-large', 'too-wide', 'token-refused'] as const),
]);

export const isOfTheQuestion = ({ code }: SourceError): boolean => OF_THE_QUESTION.has(code);

/** A source could not be reached or read. The message names its address without anything that may be secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly nextAttemptAt?: string;
  constructor(code: SourceErrorCode, message: string, { nextAttemptAt, ...options }: SourceErrorOptions = {}) {
    super(message, options);
    this.code = code;
    if (nextAttemptAt !== undefined) this.nextAttemptAt = nextAttemptAt;
  }
}
