import { xml, XML_DECLARATION, type Markup } from '../../xml/markup.js';
import type { Work } from '../work.js';
import { listPath, PAGE_LANGUAGES, seriesPath, utc, workPath, type PageLanguage } from './addresses.js';
import { eachPage, eachWork, type DumpPorts } from './walk.js';

/** Three addresses of some 600 bytes for each work: well below the 50,000 addresses and 50 MB that one file may have. */
const WORKS_IN_PART = 10_000;

/** Behind which work a part of a list begins; `start` for the first part. */
export type PartKey = Pick<Work, 'changed' | 'id'> | 'start';

export interface PartWish {
  readonly part?: PartKey;
  /** Works in a part; for tests. */
  readonly partSize?: number;
}

/**
 * All pages in all languages, each with the others as its alternates. When one file cannot hold them it is an index of parts, each of which
 * begins behind a work and not at a number, so that a change in between shifts nothing.
 */
export async function* writeSitemap(ports: DumpPorts, { part, partSize = WORKS_IN_PART }: PartWish = {}): AsyncGenerator<string> {
  const { total } = await ports.discovery.search({ offset: 0, limit: 1 });
  const isIndex = part === undefined && total > partSize;
  yield XML_DECLARATION;
  yield* isIndex ? writeIndex(ports, partSize) : writePart(ports, part ?? 'start', part === undefined ? undefined : partSize);
}

/** `1700000000.2012-2`; the other way round `parsePartKey`. */
export const writePartKey = (key: PartKey): string => (key === 'start' ? key : `${key.changed}.${key.id}`);

/** `undefined` for what we never write. */
export const parsePartKey = (text: string): PartKey | undefined => {
  if (text === 'start') return 'start';
  const [, changed, id] = /^(\d{1,12})\.([\s\S]+)$/.exec(text) ?? [];
  return changed === undefined || id === undefined ? undefined : { changed: Number(changed) as Work['changed'], id };
};

/** Where the parts of a list of works begin. */
export async function* eachPartKey({ discovery }: Pick<DumpPorts, 'discovery'>, partSize: number): AsyncGenerator<PartKey> {
  yield 'start';
  let count = 0;
  let before: Work | undefined;
  for await (const work of eachWork(discovery)) {
    if (before && count % partSize === 0) yield { changed: before.changed, id: before.id };
    before = work;
    count += 1;
  }
}

export const SITEMAP_NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

async function* writeIndex(ports: DumpPorts, partSize: number): AsyncGenerator<string> {
  yield xml`<sitemapindex xmlns="${SITEMAP_NAMESPACE}">`.markup;
  for await (const key of eachPartKey(ports, partSize)) {
    const query = new URLSearchParams({ part: writePartKey(key) }).toString();
    yield `\n${xml`<sitemap><loc>${`${ports.publicUrl}/sitemap.xml?${query}`}</loc></sitemap>`.markup}`;
  }
  yield '\n</sitemapindex>\n';
}

async function* writePart({ discovery, settings, publicUrl }: DumpPorts, key: PartKey, most?: number): AsyncGenerator<string> {
  yield xml`<urlset xmlns="${SITEMAP_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">`.markup;
  if (key === 'start') {
    yield textOf(pages(publicUrl, listPath));
    yield textOf(settings.series.flatMap(({ code }) => pages(publicUrl, (language) => seriesPath(code, language))));
  }
  const stretch = { ...(key !== 'start' && { after: key }), ...(most !== undefined && { most }) };
  for await (const works of eachPage(discovery, stretch)) {
    yield textOf(works.flatMap(({ id, changed }) => pages(publicUrl, (language) => workPath(id, language), changed)));
  }
  yield '\n</urlset>\n';
}

const textOf = (addresses: readonly Markup[]): string => addresses.map(({ markup }) => `\n${markup}`).join('');

/** One page in every language: each version names all of them, itself included, as search engines want it. */
const pages = (publicUrl: string, pathIn: (language: PageLanguage) => string, changed?: number): readonly Markup[] => {
  const lastmod = changed === undefined ? undefined : xml`<lastmod>${utc(changed)}</lastmod>`;
  const alternates = [...PAGE_LANGUAGES, 'x-default' as const].map(
    (tag) => xml`<xhtml:link rel="alternate" hreflang="${tag}" href="${publicUrl + pathIn(tag === 'x-default' ? 'fi' : tag)}"/>`,
  );
  return PAGE_LANGUAGES.map((language) => xml`<url><loc>${publicUrl + pathIn(language)}</loc>${lastmod}${alternates}</url>`);
};
