import type { Citations } from '../../discovery/citations.js';
import type { Discovery } from '../../discovery/discovery.js';
import { signpostingOf } from '../../discovery/dumps/signposting.js';
import { schemaOrgOf } from '../../discovery/schema-org.js';
import type { Work } from '../../discovery/work.js';
import type { Settings } from '../../platform/settings.js';
import { publicApiRoutes } from './api/public-api.js';
import { bulkRoutes } from './bulk/bulk-routes.js';
import { pathOf } from './language.js';
import { createPublicPages, type PublicPages } from './pages/page-routes.js';
import { withFormat, type RepresentationPorts } from './representations.js';
import { resolverRoutes } from './resolver/resolver-routes.js';
import type { PublicRoute } from './route.js';
import type { PublicFront } from './send-public-answer.js';
import { sruRoutes } from './sru.js';

export interface PublicPorts {
  readonly discovery: Discovery;
  readonly settings: Settings;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly citations: Citations;
  /** The metadata of a record that is not deleted, UTF-8, without an XML declaration. */
  readonly readRecord: (identifier: string, metadataPrefix: string) => Promise<Uint8Array | undefined>;
  /** Records that a query of SRU may find; 50,000 where absent. */
  readonly mostRecords?: number;
}

export interface PublicSite extends PublicFront {
  readonly routes: readonly PublicRoute[];
  /** For people who asked for an address that there is not. */
  readonly showNotFound: PublicPages['showNotFound'];
}

/** Every public address beside /oai, and what answers are dressed with. */
export const createPublicSite = (ports: PublicPorts): PublicSite => {
  const { discovery, settings, publicUrl } = ports;
  const representations: RepresentationPorts = { ...ports, writeJsonLd: (work) => writeJsonLd(ports, work) };
  const pages = createPublicPages({ ...ports, ofWork: (route) => withSignposts(ports, withFormat(representations, route)) });
  return {
    publicUrl,
    renderProblem: pages.renderProblem,
    showNotFound: pages.showNotFound,
    routes: [
      ...pages.routes,
      // Before the resolver, to which /urn/mapping.xml would be a URN.
      ...bulkRoutes({ discovery, settings, publicUrl }),
      ...resolverRoutes({ ...representations, discovery, showHelp: pages.showHelp }),
      ...sruRoutes(ports),
      ...publicApiRoutes({ discovery, settings, publicUrl }),
    ],
  };
};

const writeJsonLd = ({ settings, publicUrl }: PublicPorts, work: Work): string =>
  JSON.stringify(
    schemaOrgOf(work, {
      pageUrl: publicUrl + pathOf({ kind: 'work', id: work.id }, 'fi'),
      urnUrl: (urn) => settings.links.urnResolver.replaceAll('{urn}', urn),
      metadataRights: settings.oai.metadataRights,
    }),
  );

/** Says to machines what a page leads to, without their having to read it (Signposting). */
const withSignposts = ({ discovery, publicUrl }: PublicPorts, route: PublicRoute): PublicRoute => ({
  ...route,
  handle: async (request) => {
    const answer = await route.handle(request);
    if (answer.kind !== 'content' || (answer.status ?? 200) !== 200) return answer;
    const work = await discovery.find(request.params['id'] ?? '');
    return work ? { ...answer, headers: { ...answer.headers, Link: signpostingOf(work, publicUrl).join(', ') } } : answer;
  },
});
