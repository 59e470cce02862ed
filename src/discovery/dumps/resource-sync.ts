import { xml, XML_DECLARATION, type Markup } from '../../xml/markup.js';
import type { Work } from '../work.js';
import { pathPart, plainAddress, recordPath, utc, workPath } from './addresses.js';
import { eachPartKey, SITEMAP_NAMESPACE, writePartKey, type PartWish } from './sitemap.js';
import { eachPage, type DumpPorts } from './walk.js';

/** ANSI/NISO Z39.99-2017 §6: the elements that make a sitemap one of ResourceSync. */
const TERMS = 'http://www.openarchives.org/rs/terms/';

/** Where each list is. */
export const RESOURCE_SYNC_PATHS = {
  description: '/.well-known/resourcesync',
  capabilitylist: '/resourcesync/capabilitylist.xml',
  resourcelist: '/resourcesync/resourcelist.xml',
  changelist: '/resourcesync/changelist.xml',
} as const;
type Capability = keyof typeof RESOURCE_SYNC_PATHS;

/** A work with some ten records is 2 kB here: a part stays below 50 MB. */
const WORKS_IN_PART = 10_000;

/** §9.1: where a client that knows nothing but our name begins. */
export const writeSourceDescription = ({ publicUrl }: DumpPorts): string =>
  [
    openList('urlset'),
    describedBySource(publicUrl).markup,
    xml`<rs:md capability="description"/>`.markup,
    capabilityEntry(publicUrl, 'capabilitylist').markup,
    '</urlset>\n',
  ].join('\n');

/** §9.2: the one set of resources that there is, and what of it can be had. */
export const writeCapabilityList = ({ publicUrl }: DumpPorts): string =>
  [
    openList('urlset'),
    describedBySource(publicUrl).markup,
    linkUp(publicUrl, 'description').markup,
    xml`<rs:md capability="capabilitylist"/>`.markup,
    capabilityEntry(publicUrl, 'resourcelist').markup,
    capabilityEntry(publicUrl, 'changelist').markup,
    '</urlset>\n',
  ].join('\n');

/** §10: every work's page with the records that describe it; an index of parts when there are many (§10.2). */
export async function* writeResourceList(ports: DumpPorts, { part, partSize = WORKS_IN_PART }: PartWish = {}): AsyncGenerator<string> {
  const { discovery, publicUrl } = ports;
  const { changed } = await discovery.readVersion();
  const { total } = await discovery.search({ offset: 0, limit: 1 });
  const list = publicUrl + RESOURCE_SYNC_PATHS.resourcelist;
  const metadata = xml`<rs:md capability="resourcelist" at="${utc(changed)}"/>`;
  if (part === undefined && total > partSize) {
    yield `${openList('sitemapindex')}\n${linkUp(publicUrl, 'capabilitylist').markup}\n${metadata.markup}`;
    for await (const key of eachPartKey(ports, partSize)) {
      yield `\n${xml`<sitemap><loc>${`${list}?part=${pathPart(writePartKey(key))}`}</loc><rs:md capability="resourcelist" at="${utc(changed)}"/></sitemap>`.markup}`;
    }
    yield '\n</sitemapindex>\n';
    return;
  }
  const index = part === undefined ? '' : `\n${xml`<rs:ln rel="index" href="${list}"/>`.markup}`;
  yield `${openList('urlset')}\n${linkUp(publicUrl, 'capabilitylist').markup}${index}\n${metadata.markup}`;
  const stretch = part === undefined ? {} : { ...(part !== 'start' && { after: part }), most: partSize };
  for await (const works of eachPage(discovery, stretch)) {
    yield works.map((work) => `\n${resourceEntry(work, publicUrl).markup}`).join('');
  }
  yield '\n</urlset>\n';
}

/** The first line and the root, with the namespaces; whoever writes it closes it. */
export const openList = (root: 'urlset' | 'sitemapindex'): string =>
  `${XML_DECLARATION}<${root} xmlns="${SITEMAP_NAMESPACE}" xmlns:rs="${TERMS}">`;

export const linkUp = (publicUrl: string, to: Capability): Markup => xml`<rs:ln rel="up" href="${publicUrl + RESOURCE_SYNC_PATHS[to]}"/>`;

/** The records of a work that a client can fetch, each in each format. */
export const describedBy = ({ manifestations }: Work, publicUrl: string): readonly Markup[] =>
  manifestations.flatMap(({ identifier, formats }) =>
    formats.flatMap((format) => {
      const href = plainAddress(`${publicUrl}${recordPath(identifier, format)}`);
      return href === undefined ? [] : [xml`<rs:ln rel="describedby" href="${href}" type="text/xml"/>`];
    }),
  );

const resourceEntry = (work: Work, publicUrl: string): Markup =>
  xml`<url><loc>${publicUrl + workPath(work.id)}</loc><lastmod>${utc(work.changed)}</lastmod>${describedBy(work, publicUrl)}</url>`;

const capabilityEntry = (publicUrl: string, capability: Capability): Markup =>
  xml`<url><loc>${publicUrl + RESOURCE_SYNC_PATHS[capability]}</loc><rs:md capability="${capability}"/></url>`;

const describedBySource = (publicUrl: string): Markup =>
  xml`<rs:ln rel="describedby" href="${`${publicUrl}/oai?verb=Identify`}" type="text/xml"/>`;
