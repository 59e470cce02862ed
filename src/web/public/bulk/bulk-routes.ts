import type { DumpPorts } from '../../../discovery/dumps/walk.js';
import type { PublicRoute } from '../route.js';
import { dumpRoutes } from './dump-routes.js';
import { feedRoutes } from './feed-routes.js';
import { linksetRoutes } from './linkset-routes.js';
import { lookupRoutes } from './lookup-routes.js';

/** Everything that machines fetch whole: the ties in four forms, the link set, the mapping for the URN service, and what crawlers read. */
export const bulkRoutes = (ports: DumpPorts): readonly PublicRoute[] => [
  ...dumpRoutes(ports),
  ...lookupRoutes(ports),
  ...linksetRoutes(ports),
  ...feedRoutes(ports),
];
