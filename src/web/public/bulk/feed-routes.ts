import { writeAtom } from '../../../discovery/dumps/atom.js';
import { writeChangeList } from '../../../discovery/dumps/change-list.js';
import {
  RESOURCE_SYNC_PATHS,
  writeCapabilityList,
  writeResourceList,
  writeSourceDescription,
} from '../../../discovery/dumps/resource-sync.js';
import { parsePartKey, writeSitemap, type PartWish } from '../../../discovery/dumps/sitemap.js';
import { writeUrnMapping } from '../../../discovery/dumps/urn-mapping.js';
import type { DumpPorts } from '../../../discovery/dumps/walk.js';
import type { PublicAnswer, PublicRoute } from '../route.js';
import { badRequest, readMoment } from './since.js';

const XML = 'application/xml; charset=utf-8';

/** What the URN service, search engines, mirrors and readers of feeds come back for. */
export const feedRoutes = (ports: DumpPorts): readonly PublicRoute[] => [
  read('/urn/mapping.xml', () => stream(ports, writeUrnMapping(ports))),
  read('/sitemap.xml', (query) => inParts(ports, query, writeSitemap)),
  // Nothing of the catalogue is in these two, so there is no state of it that they could rest on.
  read(RESOURCE_SYNC_PATHS.description, () => ({ kind: 'content', type: XML, body: writeSourceDescription(ports) })),
  read(RESOURCE_SYNC_PATHS.capabilitylist, () => ({ kind: 'content', type: XML, body: writeCapabilityList(ports) })),
  read(RESOURCE_SYNC_PATHS.resourcelist, (query) => inParts(ports, query, writeResourceList)),
  read(RESOURCE_SYNC_PATHS.changelist, (query) => answerChanges(ports, query)),
  read('/feed.atom', async () => ({
    ...{ kind: 'content', type: 'application/atom+xml; charset=utf-8', body: await writeAtom(ports) },
    version: await ports.discovery.readVersion(),
  })),
];

const read = (path: string, answer: (query: URLSearchParams) => Promise<PublicAnswer> | PublicAnswer): PublicRoute => ({
  ...{ method: 'GET', path },
  handle: ({ query }) => answer(query),
});

const stream = async ({ discovery }: DumpPorts, body: AsyncIterable<string>): Promise<PublicAnswer> => ({
  ...{ kind: 'stream', type: XML, body },
  version: await discovery.readVersion(),
});

const inParts = (
  ports: DumpPorts,
  query: URLSearchParams,
  write: (ports: DumpPorts, wish: PartWish) => AsyncIterable<string>,
): Promise<PublicAnswer> | PublicAnswer => {
  const text = query.get('part');
  if (text === null) return stream(ports, write(ports, {}));
  const part = parsePartKey(text);
  if (part === undefined) return badRequest(`part=${text.slice(0, 60)} is no part of this list. Begin at the address without part=.`);
  return stream(ports, write(ports, { part }));
};

const answerChanges = (ports: DumpPorts, query: URLSearchParams): Promise<PublicAnswer> | PublicAnswer => {
  const since = readMoment(query, 'since');
  const until = readMoment(query, 'until');
  if (since.kind === 'problem') return since;
  if (until.kind === 'problem') return until;
  const wish = {
    ...(since.seconds !== undefined && { since: since.seconds }),
    ...(until.seconds !== undefined && { until: until.seconds }),
  };
  return stream(ports, writeChangeList(ports, wish));
};
