import type { Permission } from '../../../src/accounts/person.js';
import { adminRoutes } from '../../../src/web/admin/admin-routes.js';
import type { Route } from '../../../src/web/admin/route.js';
import type { House } from './house.js';

/** What each address is to ask of whoever calls it, written down a second time: an address that is not here may not be there. */
export const EXPECTED: Readonly<Record<Route['permission'], readonly string[]>> = {
  public: [
    ...['GET /admin/login', 'POST /admin/login', 'POST /admin/logout', 'GET /admin/setup', 'POST /admin/setup', 'GET /admin/language'],
    ...['', '/callback', '/refused'].map((step) => `GET /admin/login/openid-connect${step}`),
  ],
  read: [
    ...['GET /admin', 'GET /admin/own', 'POST /admin/own/password', 'POST /admin/own/tokens'],
    ...['GET /admin/own/tokens/:token/revoke', 'POST /admin/own/tokens/:token/revoke'],
    ...['GET /admin/sources', 'GET /admin/sources/:source'],
    ...['GET /admin/runs', 'GET /admin/runs/:run', 'GET /admin/runs/:run/log', 'GET /admin/runs/:run/records'],
    ...['GET /admin/publications', 'GET /admin/publications/:id'],
    ...['GET /admin/links', 'GET /admin/links/review', 'GET /admin/links/:theirs/:ours'],
    ...['GET /admin/quarantine', 'GET /admin/explain', 'GET /admin/check', 'GET /admin/check/:check', 'GET /admin/check/notice'],
    ...['GET /admin/api/openapi.json', 'GET /admin/api/sources', 'GET /admin/api/sources/:source', 'GET /admin/api/runs'],
    ...['GET /admin/api/runs/:run', 'GET /admin/api/runs/:run/diff', 'GET /admin/api/runs/:run/events', 'GET /admin/api/runs/:run/log'],
    ...['GET /admin/api/runs/:run/records', 'GET /admin/api/publications', 'GET /admin/api/publications/:id'],
    // They save nothing.
    ...['POST /admin/api/publications/preview', 'POST /admin/api/publications/:id/preview'],
    ...['GET /admin/api/suggestions/isbn', 'GET /admin/api/suggestions/issn', 'GET /admin/api/explain', 'GET /admin/api/quarantine'],
    ...['GET /admin/api/links', 'GET /admin/api/links/:theirs/:ours', 'GET /admin/api/checks', 'GET /admin/api/checks/:check'],
    ...['GET /admin/api/provider/visits', 'GET /admin/api/provider/clients'],
  ],
  edit: [
    ...['GET /admin/publications/new', 'POST /admin/publications/new', 'GET /admin/publications/:id/edit'],
    ...['POST /admin/publications/:id/edit', 'POST /admin/publications/:id/isbn', 'POST /admin/publications/:id/restore'],
    ...['GET /admin/publications/:id/withdraw', 'POST /admin/publications/:id/withdraw'],
    ...['POST /admin/links/review', 'POST /admin/links/decide', 'POST /admin/links/:theirs/:ours'],
    ...['POST /admin/api/publications', 'PUT /admin/api/publications/:id', 'DELETE /admin/api/publications/:id'],
    ...['POST /admin/api/publications/:id/isbn', 'POST /admin/api/publications/:id/restore'],
    ...['POST /admin/api/links/decisions', 'POST /admin/api/links/:theirs/:ours/decision'],
  ],
  harvest: [
    ...['POST /admin/sources/:source/runs', 'POST /admin/sources/:source/test', 'POST /admin/quarantine/retry'],
    ...['approve', 'apply', 'reject', 'cancel'].flatMap((act) => [`GET /admin/runs/:run/${act}`, `POST /admin/runs/:run/${act}`]),
    ...['POST /admin/check/:check/start', 'POST /admin/check/:check/cancel'],
    ...['approve', 'apply-dry-run', 'reject', 'cancel'].map((act) => `POST /admin/api/runs/:run/${act}`),
    ...['POST /admin/api/sources/:source/runs', 'POST /admin/api/sources/:source/test', 'POST /admin/api/quarantine/retry'],
    ...['POST /admin/api/checks/:check', 'POST /admin/api/checks/:check/cancel'],
  ],
  administer: [
    ...['GET /admin/accounts', 'POST /admin/accounts', 'GET /admin/accounts/:name', 'POST /admin/accounts/:name/role'],
    ...['POST /admin/accounts/:name/password', 'GET /admin/accounts/:name/remove', 'POST /admin/accounts/:name/remove'],
    ...['GET /admin/accounts/:name/tokens/:token/revoke', 'POST /admin/accounts/:name/tokens/:token/revoke'],
    ...['GET /admin/audit', 'POST /admin/check/notice'],
  ],
};

/** With them every address is there. Nobody listens at that port. */
export const FULL_ADMINISTRATION = {
  openidConnect: { issuer: 'http://127.0.0.1:9/', clientId: 'julkaisusilta', roles: { administrator: ['admin'] } },
  notices: {
    email: { host: '127.0.0.1', port: 9, security: 'none', user: 'julkaisusilta', from: 'silta@example.fi', to: ['aino@example.fi'] },
    webhook: { url: 'http://127.0.0.1:9/hook' },
  },
};

/** Who may do what, also written down a second time. */
export const GRANTS = {
  stranger: [],
  expired: [],
  reader: ['read'],
  editor: ['read', 'edit'],
  administrator: ['read', 'edit', 'harvest', 'administer'],
  'token read': ['read'],
  'token edit': ['edit'],
  'token harvest': ['harvest'],
} as const satisfies Record<string, readonly Permission[]>;
export type CallerName = keyof typeof GRANTS;

/** One address of the table with its parameters filled in. */
export interface Target {
  readonly route: Route;
  /** `POST /admin/runs/:run/cancel` */
  readonly name: string;
  readonly target: string;
  readonly isApi: boolean;
}

/** Every address of the table. Parameters that are not given name nothing that is there, so that nothing is done by accident. */
export const targetsOf = (house: House, given: Readonly<Record<string, string>> = {}): readonly Target[] =>
  adminRoutes(house.adminPorts).map((route) => ({
    route,
    name: nameOf(route),
    target: route.path.replaceAll(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(given[parameter] ?? 'nothing')),
    isApi: route.path.startsWith('/admin/api/'),
  }));

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/** All that an act could have changed, to be compared. */
export const everythingIn = async ({ services }: House): Promise<unknown> => ({
  accounts: await services.accounts.listAccounts(),
  tokens: (await services.accounts.listTokens()).map(({ lastUsed: _, ...token }) => token),
  audit: (await services.accounts.listAudit({ limit: 1 })).map(({ number }) => number),
  publications: await services.store.listPublications({ limit: 1000 }),
  runs: await services.harvests.listRuns({ limit: 100 }),
  checks: services.checks.list().map(({ id, running, last }) => [id, running?.began ?? last?.began]),
});
