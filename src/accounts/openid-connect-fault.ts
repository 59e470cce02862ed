/**
 * Why somebody does not come in by the provider. `denied`: the person or the provider said no · `notBegun`: nobody asked for it at this
 * browser, or too long ago · `unreachable`: the provider is not well · `misconfigured`: it does not know us, or we do not know it ·
 * `notBelieved`: its answer is not what it has to be.
 */
export type SignInFault = 'denied' | 'notBegun' | 'unreachable' | 'misconfigured' | 'notBelieved';

export interface DescribedFault {
  readonly reason: SignInFault;
  /** For the log: fixed words of the protocol and of the system, nothing that came from outside, no token, no secret. */
  readonly cause: string;
}

/** What openid-client threw. Not by `instanceof`, which is false under Jest for what `fetch` throws. */
export const describeFault = (fault: unknown): DescribedFault => {
  const { code, name, error, cause } = partsOf(fault);
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' || code === 'OAUTH_RESPONSE_BODY_ERROR') {
    const reason = PROTOCOL_ERRORS.get(error);
    return { reason: reason ?? 'misconfigured', cause: reason ? plain(error) : NO_WORD };
  }
  const reason = REASONS.get(code);
  if (reason) return { reason, cause: plain(code) };
  if (NETWORK_FAULTS.has(name) || NETWORK_FAULTS.has(partsOf(cause).name)) return { reason: 'unreachable', cause: networkCode(fault) };
  const claim = claimNamed(fault);
  return { reason: 'notBelieved', cause: claim === undefined ? plain(code) : `${plain(code)} ${plain(claim)}` };
};

/** RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core 1.0 §3.1.2.6. */
const PROTOCOL_ERRORS: ReadonlyMap<unknown, SignInFault> = new Map([
  ['access_denied', 'denied'],
  ['login_required', 'denied'],
  ['consent_required', 'denied'],
  ['interaction_required', 'denied'],
  ['account_selection_required', 'denied'],
  ['server_error', 'unreachable'],
  ['temporarily_unavailable', 'unreachable'],
  // The code is used up, too old, or not ours.
  ['invalid_grant', 'notBelieved'],
  ['invalid_client', 'misconfigured'],
  ['invalid_request', 'misconfigured'],
  ['invalid_scope', 'misconfigured'],
  ['unauthorized_client', 'misconfigured'],
  ['unsupported_grant_type', 'misconfigured'],
  ['unsupported_response_type', 'misconfigured'],
]);

/** By openid-client's code. Whatever is not here is an answer that is not as it has to be. */
const REASONS: ReadonlyMap<unknown, SignInFault> = new Map([
  ['OAUTH_WWW_AUTHENTICATE_CHALLENGE', 'misconfigured'],
  ['OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED', 'misconfigured'],
  ['OAUTH_HTTP_REQUEST_FORBIDDEN', 'misconfigured'],
  ['OAUTH_REQUEST_PROTOCOL_FORBIDDEN', 'misconfigured'],
  ['OAUTH_UNSUPPORTED_OPERATION', 'misconfigured'],
  ['OAUTH_MISSING_SERVER_METADATA', 'misconfigured'],
  ['OAUTH_INVALID_SERVER_METADATA', 'misconfigured'],
  ['OAUTH_TIMEOUT', 'unreachable'],
  ['OAUTH_ABORT', 'unreachable'],
  ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'unreachable'],
  ['OAUTH_RESPONSE_IS_NOT_JSON', 'unreachable'],
  ['OAUTH_PARSE_ERROR', 'unreachable'],
]);

/** `fetch` throws a TypeError for whatever goes wrong on the way. */
const NETWORK_FAULTS: ReadonlySet<unknown> = new Set(['TypeError', 'TimeoutError', 'AbortError']);

/** `ECONNREFUSED` …, where it stands deepest in the chain. */
const networkCode = (fault: unknown): string => {
  const { code, cause } = partsOf(fault);
  const inner = cause === undefined ? NO_WORD : networkCode(cause);
  return inner === NO_WORD ? plain(code) : inner;
};

/** Which claim is not as it has to be. */
const claimNamed = (fault: unknown): unknown => {
  const { claim, cause } = partsOf(fault);
  return claim ?? (cause === undefined ? undefined : claimNamed(cause));
};

const partsOf = (value: unknown): Partial<Record<'code' | 'name' | 'error' | 'claim' | 'cause', unknown>> =>
  typeof value === 'object' && value !== null ? value : {};

const NO_WORD = 'unknown';

/** A fixed word, and nothing that only looks like one. */
const plain = (value: unknown): string => (typeof value === 'string' && /^[A-Za-z_]{1,60}$/.test(value) ? value : NO_WORD);
