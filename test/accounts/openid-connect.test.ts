import { afterEach, describe, expect, it } from '@jest/globals';
import { createOpenidConnect, type OpenidConnectPorts, type SignInBeginning, type SignInEnd } from '../../src/accounts/openid-connect.js';
import { createAccounts } from '../../src/accounts/create-accounts.js';
import { systemClock } from '../../src/platform/clock.js';
import type { OpenidConnectSettings } from '../../src/platform/settings.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { keepLog } from '../notices/notice-samples.js';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type Person, type ProviderDouble, type ProviderOptions } from './openid-provider.js';

const CALLBACK = 'http://127.0.0.1:3000/admin/login/openid-connect/callback';
const MINUTE = 60_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const start = async (options: Partial<ProviderOptions> = {}): Promise<ProviderDouble> => {
  const provider = await startProvider({ redirectUri: CALLBACK, ...options });
  closing.push(provider.close);
  return provider;
};

const settingsOf = (issuer: string, change: Partial<OpenidConnectSettings> = {}): OpenidConnectSettings => ({
  issuer,
  clientId: CLIENT_ID,
  label: 'Kirjaston tunnus',
  scopes: ['profile', 'roles'],
  roleClaim: 'roles',
  roles: { reader: ['henkilökunta'], editor: ['toimitus', 'julkaisut'], administrator: ['ylläpito'] },
  ...change,
});

const join = (
  issuer: string,
  change: Partial<OpenidConnectSettings> = {},
  ports: Partial<OpenidConnectPorts> = {},
  secret = CLIENT_SECRET,
) => {
  const log = keepLog();
  const connect = createOpenidConnect({
    ...{ settings: settingsOf(issuer, change), redirectUri: CALLBACK, clock: systemClock, log },
    ...(secret !== '' && { clientSecret: secret }),
    ...ports,
  });
  return { connect, log };
};

type Away = Extract<SignInBeginning, { kind: 'away' }>;
const beginWith = async ({ connect }: ReturnType<typeof join>): Promise<Away> => {
  const beginning = await connect.begin();
  if (beginning.kind === 'refused') throw new Error(`refused: ${beginning.reason}`);
  return beginning;
};
const signIn = async (joined: ReturnType<typeof join>, provider: ProviderDouble, person: Person): Promise<SignInEnd> => {
  provider.seat(person);
  const { url, keep } = await beginWith(joined);
  return joined.connect.finish(await provider.visit(url), keep);
};

const maija = (claims: Person['claims'] = {}): Person => ({ sub: 'u-17', claims: { preferred_username: 'maija', ...claims } });

describe('sign-in at an OpenID provider', () => {
  it.each<readonly [string, unknown, string | undefined]>([
    ['a reader', ['henkilökunta'], 'reader'],
    ['an editor', ['toimitus'], 'editor'],
    ['an editor by another word', 'julkaisut', 'editor'],
    ['an administrator', ['ylläpito'], 'administrator'],
    ['the most powerful of several', ['henkilökunta', 'ylläpito', 'toimitus'], 'administrator'],
    ['nobody by words that mean nothing here', ['opiskelija', 7, null, { ylläpito: true }], undefined],
    ['nobody by a part of a word', 'ylläpitoapu', undefined],
    ['nobody without the claim', undefined, undefined],
  ])('makes of whom the role claim calls it %s', async (_, roles, role) => {
    const provider = await start();
    expect(await signIn(join(provider.issuer), provider, maija({ roles }))).toEqual({
      ...{ kind: 'claims', issuer: provider.issuer, sub: 'u-17', preferredName: 'maija' },
      role,
    });
  });

  it.each<readonly [string, string, object]>([
    ['by a path with dots', 'realm_access.roles', { realm_access: { roles: ['toimitus'] } }],
    ['by a name that is a URL', 'https://example.fi/roles', { 'https://example.fi/roles': ['toimitus'] }],
  ])('finds the role claim %s', async (_, roleClaim, claims) => {
    const provider = await start();
    expect(await signIn(join(provider.issuer, { roleClaim }), provider, maija({ ...claims }))).toMatchObject({ role: 'editor' });
  });

  it('asks userinfo for what the ID token does not say, and only then', async () => {
    const sparing = await start({ claimsIn: 'userinfo' });
    expect(await signIn(join(sparing.issuer), sparing, maija({ roles: 'toimitus' }))).toMatchObject({
      preferredName: 'maija',
      role: 'editor',
    });
    expect(sparing.asked).toContain('/me');
    const generous = await start();
    await signIn(join(generous.issuer), generous, maija({ roles: 'toimitus' }));
    expect(generous.asked).not.toContain('/me');
  });

  it('calls a person by what they like, or else by e-mail, name, or what the provider calls them', async () => {
    const provider = await start();
    const nameBy = async (claims: Person['claims']): Promise<unknown> =>
      signIn(join(provider.issuer), provider, { sub: 'u-17', claims: { roles: 'toimitus', ...claims } });
    expect(await nameBy({ preferred_username: ' ', email: 'm@example.fi' })).toMatchObject({ preferredName: 'm@example.fi' });
    expect(await nameBy({ name: 'Maija M.' })).toMatchObject({ preferredName: 'Maija M.' });
    expect(await nameBy({})).toMatchObject({ preferredName: 'u-17' });
  });

  it.each(['client_secret_basic', 'client_secret_post', 'none'] as const)('shows who we are by %s', async (authentication) => {
    const provider = await start({ authentication });
    const secret = authentication === 'none' ? '' : CLIENT_SECRET;
    expect(await signIn(join(provider.issuer, {}, {}, secret), provider, maija({ roles: 'toimitus' }))).toMatchObject({ kind: 'claims' });
  });

  it('asks with PKCE, state and nonce, each new every time, and for the scopes of the settings', async () => {
    const provider = await start();
    const joined = join(provider.issuer);
    const [first, second] = [await beginWith(joined), await beginWith(joined)];
    const asked = new URL(first.url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: CALLBACK,
        scope: 'openid profile roles',
        code_challenge_method: 'S256',
      },
      ...{ state: first.keep.state, nonce: first.keep.nonce },
    });
    expect(asked.get('code_challenge')).not.toBe(first.keep.codeVerifier);
    for (const part of ['state', 'nonce', 'codeVerifier'] as const) {
      expect(first.keep[part]).not.toBe(second.keep[part]);
      expect(first.keep[part].length).toBeGreaterThanOrEqual(43);
    }
    expect(first.url).not.toContain(CLIENT_SECRET);
    expect(provider.asked.filter((path) => path.includes('well-known'))).toHaveLength(1);
  });
});

describe('sign-in at an OpenID provider is refused', () => {
  /** Somebody who would be let in, up to the way back. */
  const come = async (options: Partial<ProviderOptions> = {}, ports: Partial<OpenidConnectPorts> = {}) => {
    const provider = await start(options);
    const joined = join(provider.issuer, {}, ports);
    provider.seat(maija({ roles: 'ylläpito' }));
    const { url, keep } = await beginWith(joined);
    return { ...joined, provider, keep, back: await provider.visit(url) };
  };
  const altered = (url: URL, name: string, value: string | undefined): URL => {
    const other = new URL(url);
    if (value === undefined) other.searchParams.delete(name);
    else other.searchParams.set(name, value);
    return other;
  };

  it.each([
    ['another state', 'state', 'another', 'notBegun'],
    ['no state', 'state', undefined, 'notBegun'],
    ['another code', 'code', 'another', 'notBelieved'],
    ['no code', 'code', undefined, 'notBelieved'],
    ['another issuer', 'iss', 'https://other.example.fi', 'notBelieved'],
    ['no issuer where one is promised', 'iss', undefined, 'notBelieved'],
  ] as const)('when the way back has %s', async (_, name, value, reason) => {
    const { connect, keep, back } = await come();
    expect(await connect.finish(altered(back, name, value), keep)).toEqual({ kind: 'refused', reason });
  });

  it('when the state or the code stands there twice', async () => {
    const { connect, keep, back } = await come();
    for (const name of ['state', 'code']) {
      const twice = new URL(back);
      twice.searchParams.append(name, 'x');
      expect(await connect.finish(twice, keep)).toEqual({ kind: 'refused', reason: 'notBelieved' });
    }
  });

  it('when the code has been used', async () => {
    const { connect, keep, back, log } = await come();
    expect(await connect.finish(back, keep)).toMatchObject({ kind: 'claims' });
    expect(await connect.finish(back, keep)).toEqual({ kind: 'refused', reason: 'notBelieved' });
    expect(log.lines).toEqual([['openidConnect.refused', { reason: 'notBelieved', cause: 'invalid_grant' }]]);
  });

  it('when the nonce is another one: the ID token was made for another sign-in', async () => {
    const { connect, keep, back, log } = await come();
    expect(await connect.finish(back, { ...keep, nonce: 'another' })).toEqual({ kind: 'refused', reason: 'notBelieved' });
    expect(log.lines).toEqual([['openidConnect.refused', { reason: 'notBelieved', cause: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED nonce' }]]);
  });

  it('when the code was stolen: whoever has it has not the verifier', async () => {
    const { connect, keep, back, provider } = await come();
    const thief = await beginWith({ connect, log: keepLog() });
    expect(await connect.finish(altered(back, 'state', thief.keep.state), thief.keep)).toEqual({ kind: 'refused', reason: 'notBelieved' });
    expect(provider.asked).toContain('/token');
    expect(keep.codeVerifier).not.toBe(thief.keep.codeVerifier);
  });

  it('when the ID token has another signature, another issuer, another audience, or is not signed', async () => {
    const jwt = (token: string, change: (claims: Record<string, unknown>) => object, header?: object): string => {
      const [head, payload, signature] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
      const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      return [header ? encode(header) : head, encode(change(claims)), header ? '' : signature].join('.');
    };
    const tamperings: readonly ((token: string) => string)[] = [
      (token) => jwt(token, (claims) => ({ ...claims, roles: ['ylläpito'] })),
      (token) => jwt(token, (claims) => ({ ...claims, iss: 'https://other.example.fi' })),
      (token) => jwt(token, (claims) => ({ ...claims, aud: 'another' })),
      (token) => jwt(token, (claims) => claims, { alg: 'none' }),
    ];
    for (const tamper of tamperings) {
      const { connect, keep, back, provider } = await come();
      provider.alter((path, body) => {
        if (path !== '/token') return undefined;
        const answer = JSON.parse(body) as { id_token: string };
        return JSON.stringify({ ...answer, id_token: tamper(answer.id_token) });
      });
      expect(await connect.finish(back, keep)).toEqual({ kind: 'refused', reason: 'notBelieved' });
    }
  });

  it('when it took more than ten minutes', async () => {
    let now = systemClock();
    const { connect, keep, back } = await come({}, { clock: () => now });
    now += 10 * MINUTE + 1;
    expect(await connect.finish(back, keep)).toEqual({ kind: 'refused', reason: 'notBegun' });
    now -= MINUTE;
    expect(await connect.finish(back, keep)).toMatchObject({ kind: 'claims' });
  });

  it('when the clocks are more than a minute apart, and not when they are less', async () => {
    for (const [off, kind] of [
      [50_000, 'claims'],
      [75_000, 'refused'],
    ] as const) {
      const { connect, keep, back } = await come({ idTokenLife: 1 }, { clock: () => systemClock() + off });
      expect(await connect.finish(back, keep)).toMatchObject({ kind });
    }
  });

  it('when the person or the provider says no, in words of ours only', async () => {
    const provider = await start();
    for (const [error, reason] of [
      ['access_denied', 'denied'],
      ['temporarily_unavailable', 'unreachable'],
      ['unauthorized_client', 'misconfigured'],
      ['constructor', 'misconfigured'],
      ['kanarialintu', 'misconfigured'],
    ] as const) {
      const joined = join(provider.issuer);
      provider.seat({ error, error_description: 'kanarialintu <script>' });
      const { url, keep } = await beginWith(joined);
      const back = await provider.visit(url);
      expect(back.searchParams.get('error')).toBe(error);
      expect(await joined.connect.finish(back, keep)).toEqual({ kind: 'refused', reason });
      expect(JSON.stringify(joined.log.lines)).not.toMatch(/kanarialintu|constructor/);
      expect(joined.log.lines).toHaveLength(1);
    }
  });

  it('when our secret is wrong, as somebody has to correct the settings', async () => {
    for (const authentication of ['client_secret_basic', 'client_secret_post'] as const) {
      const { connect, keep, back, log } = await come({ authentication }, { clientSecret: 'wrong-kanarialintu' });
      expect(await connect.finish(back, keep)).toEqual({ kind: 'refused', reason: 'misconfigured' });
      expect(JSON.stringify(log.lines)).not.toContain('kanarialintu');
    }
  });

  it('while the provider is down, and not any more when it is up again', async () => {
    const provider = await start();
    const joined = join(provider.issuer);
    provider.ail(503);
    expect(await joined.connect.begin()).toEqual({ kind: 'refused', reason: 'unreachable' });
    provider.ail(undefined);
    provider.alter((path) => (path.includes('well-known') ? '<html>kanarialintu' : undefined));
    expect(await joined.connect.begin()).toMatchObject({ kind: 'refused' });
    provider.alter(undefined);
    expect(await signIn(joined, provider, maija({ roles: 'toimitus' }))).toMatchObject({ kind: 'claims' });
    const { url, keep } = await beginWith(joined);
    const back = await provider.visit(url);
    provider.ail(500);
    expect(await joined.connect.finish(back, keep)).toEqual({ kind: 'refused', reason: 'unreachable' });
    expect(JSON.stringify(joined.log.lines)).not.toContain('kanarialintu');
  });

  it('when nobody is there', async () => {
    const provider = await start();
    await closing.pop()!();
    const { connect, log } = join(provider.issuer);
    expect(await connect.begin()).toEqual({ kind: 'refused', reason: 'unreachable' });
    expect(log.lines).toEqual([['openidConnect.refused', { reason: 'unreachable', cause: 'ECONNREFUSED' }]]);
  });

  it('at a provider that calls itself otherwise, or would send the browser somewhere else than to a web page in private', async () => {
    const provider = await start();
    for (const change of [
      { issuer: 'https://other.example.fi' },
      { authorization_endpoint: 'javascript:alert(1)' },
      { authorization_endpoint: 'http://provider.example.fi/auth' },
    ]) {
      provider.alter((path, body) =>
        path.includes('well-known') ? JSON.stringify({ ...(JSON.parse(body) as object), ...change }) : undefined,
      );
      expect(await join(provider.issuer).connect.begin()).toEqual({ kind: 'refused', reason: 'misconfigured' });
    }
  });

  it('at a provider in the open that is not on this machine, before anything is sent', async () => {
    for (const issuer of ['http://provider.example.fi', 'http://127.0.0.1:80@provider.example.fi/', 'http://localhost.example.fi/']) {
      expect(await join(issuer).connect.begin()).toEqual({ kind: 'refused', reason: 'misconfigured' });
    }
  });
});

describe('what a provider is', () => {
  it('is asked once for all who come together, and again after an hour', async () => {
    const provider = await start();
    let now = systemClock();
    const { connect } = join(provider.issuer, {}, { clock: () => now });
    const questions = (): number => provider.asked.filter((path) => path.includes('well-known')).length;
    await Promise.all([connect.begin(), connect.begin(), connect.begin()]);
    expect(questions()).toBe(1);
    now += 59 * MINUTE;
    await connect.begin();
    expect(questions()).toBe(1);
    now += 2 * MINUTE;
    await connect.begin();
    expect(questions()).toBe(2);
  });
});

describe('the account of a person of one provider', () => {
  it('is not given to whom another provider calls the same', async () => {
    const accounts = createAccounts({
      ...{ store: createMemoryAccountStore(), clock: systemClock, settings: { sessionIdleMinutes: 60, sessionHours: 12 } },
    });
    const [ours, other] = [await start(), await start()];
    const nameAt = async (provider: ProviderDouble, roles: string): Promise<unknown> => {
      const end = await signIn(join(provider.issuer), provider, maija({ roles }));
      if (end.kind !== 'claims') throw new Error(end.reason);
      const outcome = await accounts.logInBySubject(end);
      return outcome.kind === 'in' ? [outcome.person.name, outcome.person.role] : outcome.kind;
    };
    expect(await nameAt(ours, 'ylläpito')).toEqual(['maija', 'administrator']);
    const stranger = await nameAt(other, 'henkilökunta');
    expect(stranger).toEqual([expect.not.stringMatching(/^maija$/), 'reader']);
    expect(await nameAt(ours, 'ylläpito')).toEqual(['maija', 'administrator']);
    expect(await nameAt(ours, 'opiskelija')).toBe('refused');
  });
});
