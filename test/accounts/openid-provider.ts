import { generateKeyPairSync } from 'node:crypto';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type LoadGrantContext } from 'oidc-provider/lib/provider.js';
import { createStorage } from './openid-storage.js';

export const CLIENT_ID = 'julkaisusilta';
export const CLIENT_SECRET = 'kanarialintu-secret-9F3x';

export interface Person {
  readonly sub: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface ProviderDouble {
  readonly issuer: string;
  /** Paths of what came to it. */
  readonly asked: readonly string[];
  /** Who sits at the browser and signs in at once; or what the provider says instead. */
  readonly seat: (who: Person | { readonly error: string; readonly error_description?: string }) => void;
  /** Alters answers of its token endpoint and of its own description; `undefined` leaves them as they are. */
  readonly alter: (change: ((path: string, body: string) => string | undefined) | undefined) => void;
  /** Answers everything with that; `undefined` makes it well again. */
  readonly ail: (status: number | undefined) => void;
  /** Goes there with a browser and follows, until it is sent out. @returns where to */
  readonly visit: (url: string) => Promise<URL>;
  readonly close: () => Promise<void>;
}

export interface ProviderOptions {
  readonly redirectUri: string;
  /** Whether the ID token has the claims that userinfo has. */
  readonly claimsIn?: 'id-token' | 'userinfo';
  readonly authentication?: 'client_secret_basic' | 'client_secret_post' | 'none';
  /** Life of an ID token, in seconds. */
  readonly idTokenLife?: number;
  readonly port?: number;
}

const KEY = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: 'RS256',
  kid: 'one',
};
const SCOPE = 'openid profile roles';

/** A real provider (oidc-provider) on loopback, behind a door of ours that can alter what it says. */
export const startProvider = async (options: ProviderOptions): Promise<ProviderDouble> => {
  const asked: string[] = [];
  let seated: Parameters<ProviderDouble['seat']>[0] = { sub: 'nobody' };
  let change: Parameters<ProviderDouble['alter']>[0];
  let ailment: number | undefined;
  const persons = new Map<string, Person>();

  const door = createServer((incoming, answer) => {
    asked.push((incoming.url ?? '').replace(/\?.*/, ''));
    if (ailment !== undefined) answer.writeHead(ailment).end('kanarialintu');
    else forward(inner, incoming, answer, (path, body) => change?.(path, body) ?? body);
  });
  const issuer = `http://127.0.0.1:${await listen(door, options.port)}`;
  const provider = new Provider(issuer, configurationOf(options, persons));
  const serve = provider.callback();
  const interact = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    if ('sub' in seated) persons.set(seated.sub, seated);
    await provider.interactionFinished(incoming, answer, 'sub' in seated ? { login: { accountId: seated.sub } } : seated);
  };
  const inner = createServer((incoming, answer) => {
    if (incoming.url?.startsWith('/interaction/')) void interact(incoming, answer);
    else serve(incoming, answer);
  });
  await listen(inner);
  return {
    ...{ issuer, asked },
    seat: (who) => void (seated = who),
    alter: (next) => void (change = next),
    ail: (status) => void (ailment = status),
    visit: (url) => visit(url, issuer),
    close: async () => {
      for (const server of [door, inner]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
};

const configurationOf = (options: ProviderOptions, persons: ReadonlyMap<string, Person>) => {
  const { redirectUri, claimsIn = 'id-token', authentication = 'client_secret_basic', idTokenLife = 3600 } = options;
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        ...(authentication !== 'none' && { client_secret: CLIENT_SECRET }),
        token_endpoint_auth_method: authentication,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    clientAuthMethods: [authentication],
    scopes: SCOPE.split(' '),
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'name', 'email'],
      roles: ['roles', 'realm_access', 'https://example.fi/roles'],
    },
    conformIdTokenClaims: claimsIn === 'userinfo',
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ sub, ...persons.get(sub)?.claims }) }),
    loadExistingGrant: async ({ oidc: { client, session, provider } }: LoadGrantContext) => {
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPE);
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['a key of this test'] },
    jwks: { keys: [KEY] },
    adapter: createStorage(),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: idTokenLife, Interaction: 600, Session: 600, Grant: 600 },
  };
};

const listen = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

const forward = (inner: Server, incoming: IncomingMessage, answer: ServerResponse, alter: (path: string, body: string) => string): void => {
  const { url = '/', method, headers } = incoming;
  const { port } = inner.address() as AddressInfo;
  const onward = request({ host: '127.0.0.1', port, path: url, method, headers, agent: false }, (reply) => {
    void readAll(reply).then((body) => {
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = reply.headers;
      answer.writeHead(reply.statusCode ?? 500, kept).end(alter(url.replace(/\?.*/, ''), body));
    });
  });
  incoming.pipe(onward);
};

const readAll = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const visit = async (start: string, issuer: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let step = 0; step < 10; step += 1) {
    const { status, headers, body } = await get(url, cookies);
    for (const line of headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    if (headers.location === undefined) throw new Error(`the provider says ${status}: ${body.slice(0, 500)}`);
    url = new URL(headers.location, url);
    if (url.origin !== issuer) return url;
  }
  throw new Error('the provider sends the browser round and round');
};

const get = (
  url: URL,
  cookies: ReadonlyMap<string, string>,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    request(url, { agent: false, headers: { Cookie } }, (reply) => {
      readAll(reply).then((body) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }), reject);
    })
      .on('error', reject)
      .end();
  });
