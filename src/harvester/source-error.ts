/**
 * `timeout`: the whole exchange took too long · `refused`: nobody listens there, or we may not go there · `too-large`: more bytes
 * than allowed, once unpacked · `bad-url`: not an address of HTTP · `redirect`: one that leads nowhere or on and on · `network`:
 * the name is unknown, the connection broke, the answer cannot be unpacked.
 */
export type SourceErrorCode = 'timeout' | 'refused' | 'too-large' | 'bad-url' | 'network' | 'redirect';

/** A source could not be reached or read. The message names its address without anything that may be secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  constructor(code: SourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
