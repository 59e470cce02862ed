import type { Accounts } from '../../accounts/accounts.js';
import type { RunsApiPorts } from './api/run-ports.js';
import type { PublicationsApiPorts } from './api/publications.js';
import type { ProviderApiPorts } from './api/provider.js';
import type { SourcesApiPorts } from './api/sources.js';
import type { ChecksApiPorts } from './api/checks.js';
import type { CheckPagePorts } from './pages/check/check-routes.js';
import type { ExplainPagePorts } from './pages/explain/explain-routes.js';
import type { LinksPorts } from './pages/links/links-routes.js';
import type { QuarantinePagePorts } from './pages/quarantine/quarantine-routes.js';
import type { OverviewPorts } from './pages/overview/overview-routes.js';
import type { OpenidConnectPagePorts } from './pages/openid-connect.js';
import type { FrontPorts } from './front.js';

/** What the administration works with. */
export interface AdminPorts
  extends
    FrontPorts,
    Pick<OpenidConnectPagePorts, 'openidConnect'>,
    ChecksApiPorts,
    CheckPagePorts,
    ExplainPagePorts,
    LinksPorts,
    OverviewPorts,
    QuarantinePagePorts,
    ProviderApiPorts,
    PublicationsApiPorts,
    RunsApiPorts,
    SourcesApiPorts {
  readonly accounts: Accounts;
}
