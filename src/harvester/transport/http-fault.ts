import { remoteText } from '../remote-text.js';
import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';

/** Says in words what the socket, the resolver or the encryption said in codes. What is a SourceError stays as it is. */
export const sourceErrorOf = (cause: unknown, url: URL): SourceError => {
  if (cause instanceof SourceError) return cause;
  const shown = shownUrl(url);
  const { code, reason } = (cause ?? {}) as { readonly code?: unknown; readonly reason?: unknown };
  if (typeof code !== 'string') return new SourceError('network', `${shown} cannot be read (${wordsOf(cause)})`, { cause });
  if (code === 'ECONNREFUSED') return new SourceError('refused', `${shown}: nobody answers at this address (ECONNREFUSED)`, { cause });
  if (code === 'EPROTO' || /CERT|SSL|TLS|^UNABLE_TO_/.test(code)) {
    const exactly = CERTIFICATE_FAULTS[code] ?? (typeof reason === 'string' ? remoteText(reason, 200) : undefined);
    const why = exactly === undefined ? '' : `: ${exactly}`;
    return new SourceError('tls', `${shown}: its certificate or encryption cannot be trusted${why} (${code})`, { cause });
  }
  const words = NETWORK_FAULTS[code];
  return new SourceError('network', words === undefined ? `${shown} cannot be read (${code})` : `${shown}: ${words} (${code})`, { cause });
};

const UNKNOWN_AUTHORITY =
  'nobody we know signed it, or a certificate between is missing; if the source has an authority of its own, name its file as ca in the settings';

const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it has been revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: `it is signed by itself; ${UNKNOWN_AUTHORITY}`,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  EPROTO: 'it does not speak TLS, or no version that we may speak',
};

const NETWORK_FAULTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this address',
  HPE_HEADER_OVERFLOW: 'its headers are larger than 16 kB',
};

/** Without a code, ours or the machine's: never with an address in it, which might hold a key. */
const wordsOf = (cause: unknown): string => {
  const { message } = (cause ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' && !message.includes('://') ? remoteText(message, 80) : 'the connection failed';
};
