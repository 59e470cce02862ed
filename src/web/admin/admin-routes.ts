import type { AdminPorts } from './admin-ports.js';
import { checksApi } from './api/checks.js';
import { explainApi } from './api/explain.js';
import { linksApi } from './api/links.js';
import { openApiApi } from './api/openapi.js';
import { providerApi } from './api/provider.js';
import { publicationsApi } from './api/publications.js';
import { quarantineApi } from './api/quarantine.js';
import { runsApi } from './api/runs.js';
import { sourcesApi } from './api/sources.js';
import { accountRoutes } from './pages/accounts.js';
import { auditRoutes } from './pages/audit.js';
import { overviewRoutes } from './pages/overview/overview-routes.js';
import { checkRoutes } from './pages/check/check-routes.js';
import { explainRoutes } from './pages/explain/explain-routes.js';
import { linksRoutes } from './pages/links/links-routes.js';
import { openidConnectRoutes } from './pages/openid-connect.js';
import { ownRoutes } from './pages/own.js';
import { publicationRoutes } from './pages/publications/publication-routes.js';
import { runRoutes } from './pages/runs/run-routes.js';
import { quarantineRoutes } from './pages/quarantine/quarantine-routes.js';
import { signInRoutes } from './pages/sign-in.js';
import { sourceRoutes } from './pages/sources/source-routes.js';
import type { Route } from './route.js';

/** Every address of the administration, with what it asks of whoever calls it. */
export const adminRoutes = (ports: AdminPorts): readonly Route[] => [
  ...openApiApi(),
  ...linksApi(ports),
  ...quarantineApi(ports),
  ...explainApi(ports),
  ...linksRoutes(ports),
  ...quarantineRoutes(ports),
  ...explainRoutes(ports),
  ...sourcesApi(ports),
  ...runsApi(ports),
  ...publicationsApi(ports),
  ...providerApi(ports),
  ...checksApi(ports),
  ...checkRoutes(ports),
  ...signInRoutes(ports),
  ...openidConnectRoutes(ports),
  ...overviewRoutes(ports),
  ...sourceRoutes(ports),
  ...runRoutes(ports),
  ...publicationRoutes(ports),
  ...ownRoutes(ports),
  ...accountRoutes(ports),
  ...auditRoutes(ports),
];
