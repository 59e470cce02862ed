import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import { systemClock, type WallClock } from '../platform/clock.js';
import type { Log } from '../platform/log.js';
import type { OpenidConnectSettings } from '../platform/settings.js';
import { findClaim, nameOf, roleOf, type Claims } from './openid-connect-claims.js';
import { describeFault, type SignInFault } from './openid-connect-fault.js';
import type { SubjectClaims } from './subject-log-in.js';

/** What the browser keeps while it is at the provider, signed. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** In ms since the epoch. */
  readonly begun: number;
}

export type SignInBeginning =
  { readonly kind: 'away'; readonly url: string; readonly keep: BegunSignIn } | { readonly kind: 'refused'; readonly reason: SignInFault };

export type SignInEnd = ({ readonly kind: 'claims' } & SubjectClaims) | { readonly kind: 'refused'; readonly reason: SignInFault };

/**
 * Sign-in at an OpenID provider: authorization code flow with PKCE, state and nonce. The provider is asked for what it is when somebody
 * first wants in, so that one that is down hinders nobody else; why somebody is refused is in the log, without anybody's words or secrets.
 * @see OpenID Connect Core 1.0 §3.1, RFC 7636, RFC 9207
 */
export interface OpenidConnect {
  begin(): Promise<SignInBeginning>;
  /** @param currentUrl the public address that the provider sent the browser to, with all that stands in it */
  finish(currentUrl: URL, keep: BegunSignIn): Promise<SignInEnd>;
}

export interface OpenidConnectPorts {
  readonly settings: OpenidConnectSettings;
  readonly clientSecret?: string;
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
  readonly clock: WallClock;
  readonly log: Log;
}

/** For a person to sign in at the provider, in ms. */
const GOOD_FOR_MS = 600_000;

export const createOpenidConnect = (ports: OpenidConnectPorts): OpenidConnect => {
  const { settings, redirectUri, clock, log } = ports;
  const findProvider = createDiscovery(ports);
  const refuse = (reason: SignInFault, cause: string): { readonly kind: 'refused'; readonly reason: SignInFault } => {
    log.warn('openidConnect.refused', { reason, cause });
    return { kind: 'refused', reason };
  };
  const refuseFault = (fault: unknown): ReturnType<typeof refuse> => {
    const { reason, cause } = describeFault(fault);
    return refuse(reason, cause);
  };
  return {
    begin: async () => {
      try {
        const provider = await findProvider();
        const keep: BegunSignIn = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), begun: clock() };
        const url = buildAuthorizationUrl(provider, await questionOf(settings, redirectUri, keep));
        if (!isPrivate(url)) return refuse('misconfigured', 'authorization_endpoint');
        return { kind: 'away', url: url.href, keep };
      } catch (fault) {
        return refuseFault(fault);
      }
    },
    finish: async (currentUrl, keep) => {
      const age = clock() - keep.begun;
      if (currentUrl.searchParams.get('state') !== keep.state || age < 0 || age > GOOD_FOR_MS) return refuse('notBegun', 'state');
      try {
        const provider = await findProvider();
        const { claims, extra } = await fetchClaims(provider, settings, currentUrl, keep);
        const role = roleOf(findClaim(claims, settings.roleClaim) === undefined ? extra : claims, settings);
        return { kind: 'claims', issuer: claims.iss, sub: claims.sub, preferredName: nameOf(claims) ?? nameOf(extra) ?? claims.sub, role };
      } catch (fault) {
        return refuseFault(fault);
      }
    },
  };
};

const questionOf = async (
  { scopes }: OpenidConnectSettings,
  redirectUri: string,
  { state, nonce, codeVerifier }: BegunSignIn,
): Promise<Record<string, string>> => ({
  redirect_uri: redirectUri,
  scope: [...new Set(['openid', ...scopes])].join(' '),
  state,
  nonce,
  code_challenge: await calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
});

/** The ID token, and what userinfo says besides where the token lacks the role or the name. */
const fetchClaims = async (
  provider: Configuration,
  { roleClaim }: OpenidConnectSettings,
  currentUrl: URL,
  { state, nonce, codeVerifier }: BegunSignIn,
): Promise<{ readonly claims: Claims & { readonly iss: string; readonly sub: string }; readonly extra: Claims }> => {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(provider, currentUrl, checks);
  const claims = tokens.claims();
  if (!claims) throw new TypeError('an ID token was asked for and is not there');
  const isWhole = findClaim(claims, roleClaim) !== undefined && nameOf(claims) !== undefined;
  const canAsk = provider.serverMetadata().userinfo_endpoint !== undefined;
  return { claims, extra: isWhole || !canAsk ? {} : await fetchUserInfo(provider, tokens.access_token, claims.sub) };
};

/** After that the provider is asked anew what it is, in ms. */
const KNOWN_FOR_MS = 3_600_000;
/** For one answer of the provider, in seconds. */
const TIMEOUT = 10;
/** How far its clock may be off, in seconds. */
const TOLERANCE = 60;

/** What the provider is (OpenID Connect Discovery 1.0 §4): asked for once an hour, by all who want it together; a failure is not kept. */
const createDiscovery = ({ settings, clientSecret, clock }: OpenidConnectPorts): (() => Promise<Configuration>) => {
  let known: { readonly at: number; readonly provider: Configuration } | undefined;
  let asking: Promise<Configuration> | undefined;
  const ask = async (): Promise<Configuration> => {
    const issuer = new URL(settings.issuer);
    const client = { [clockTolerance]: TOLERANCE, [clockSkew]: Math.round((clock() - systemClock()) / 1000) };
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: it lets a provider on this machine go without TLS
    const execute = [enableNonRepudiationChecks, ...(isLoopback(issuer) ? [allowInsecureRequests] : [])];
    const provider = await discovery(issuer, settings.clientId, client, createAuthentication(clientSecret), { execute, timeout: TIMEOUT });
    known = { at: clock(), provider };
    return provider;
  };
  return () => {
    if (known && Math.abs(clock() - known.at) < KNOWN_FOR_MS) return Promise.resolve(known.provider);
    asking ??= ask().finally(() => (asking = undefined));
    return asking;
  };
};

/** OpenID Connect Discovery 1.0 §3: `client_secret_basic` where the provider does not say. */
const createAuthentication = (secret: string | undefined): ClientAuth => {
  if (secret === undefined) return None();
  const [basic, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const authenticate = methods === undefined || methods.includes('client_secret_basic') ? basic : inBody;
    authenticate(server, ...rest);
  };
};

const isLoopback = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** Where a browser may be sent with what is asked: never `javascript:`, nor in the open through a network. */
const isPrivate = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url);
