import { createHash } from 'node:crypto';
import type { Citations } from '../../../discovery/citations.js';
import type { Discovery } from '../../../discovery/discovery.js';
import type { Settings } from '../../../platform/settings.js';
import { LANGUAGES, type Language } from '../../admin/language.js';
import { createPublicAssets } from '../assets.js';
import { ADDRESSES, pathOf } from '../language.js';
import type { Help } from '../resolver/resolver-ports.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from '../route.js';
import { renderAccessibilityPage } from './accessibility-page.js';
import { renderProblemPage, showHelp, showNotFound } from './help-page.js';
import { renderListPage } from './list-page.js';
import { readListQuery, toWorkQuery } from './list-query.js';
import { findNeighbours } from './neighbours.js';
import { renderSeriesPage, SERIES_PAGE_SIZE } from './series-page.js';
import { createSite, type Site } from './site.js';
import { renderWorkPage } from './work-page.js';

export interface PublicPagePorts {
  readonly discovery: Discovery;
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly citations: Pick<Citations, 'sentence'>;
  /** Puts the other forms of a work round its page: `withFormat` of `representations.ts`. */
  readonly ofWork?: (route: PublicRoute) => PublicRoute;
}

/** The pages for people, and what other slices show in their dress. */
export interface PublicPages {
  readonly routes: readonly PublicRoute[];
  readonly showHelp: (help: Help, language: Language) => PublicAnswer;
  readonly showNotFound: (request: { readonly path: string; readonly languages: readonly string[] }) => PublicAnswer;
  readonly renderProblem: (problem: { readonly title: string; readonly detail: string }, languages: readonly string[]) => string;
}

export const createPublicPages = (ports: PublicPagePorts): PublicPages => {
  const assets = createPublicAssets();
  const site = createSite({ ...ports, stylePath: assets.stylePath });
  return {
    routes: [assets.route, ...LANGUAGES.flatMap((language) => routesIn(ports, site, language))],
    showHelp: (help, language) => showHelp(site, help, language),
    showNotFound: (request) => showNotFound(site, request),
    renderProblem: (problem, languages) => renderProblemPage(site, problem, languages),
  };
};

/** @see createPublicPages, which gives what is not a route besides */
export const publicPageRoutes = (ports: PublicPagePorts): readonly PublicRoute[] => createPublicPages(ports).routes;

const routesIn = (ports: PublicPagePorts, site: Site, language: Language): readonly PublicRoute[] => {
  const { list, series, accessibility } = ADDRESSES[language];
  const page = (path: string, handle: PublicRoute['handle']): PublicRoute => ({ method: 'GET', path, handle });
  const ofWork = ports.ofWork ?? ((route) => route);
  return [
    page(list, (request) => answerList(ports, site, language, request)),
    page(`${list}/${series}/:code`, (request) => answerSeries(ports, site, language, request)),
    ofWork(page(`${list}/:id`, (request) => answerWork(ports, site, language, request))),
    page(accessibility, (request) => answerAccessibility(ports, site, language, request)),
  ];
};

const answerList = async (
  { discovery, settings }: PublicPagePorts,
  site: Site,
  language: Language,
  { query: given }: PublicRequest,
): Promise<PublicAnswer> => {
  const { query, faults } = readListQuery(given, settings.series);
  const found = await discovery.search(toWorkQuery(query));
  return answerPage(discovery, language, renderListPage(site, { language, query, faults, found }));
};

const answerSeries = async (
  { discovery, settings }: PublicPagePorts,
  site: Site,
  language: Language,
  request: PublicRequest,
): Promise<PublicAnswer> => {
  const series = settings.series.find(({ code }) => code === request.params['code']);
  if (!series) return showNotFound(site, request);
  const given = request.query.get('offset') ?? '';
  const offset = /^\d{1,6}$/.test(given) ? Math.floor(Number(given) / SERIES_PAGE_SIZE) * SERIES_PAGE_SIZE : 0;
  const found = await discovery.search({ series: series.code, order: 'newest', offset, limit: SERIES_PAGE_SIZE });
  return answerPage(discovery, language, renderSeriesPage(site, { language, series, offset, found }));
};

/** `asked` is the number that the resolver was asked for; what there is to say of it is found again, so nobody can put words here. */
const answerWork = async (
  { discovery, citations }: PublicPagePorts,
  site: Site,
  language: Language,
  request: PublicRequest,
): Promise<PublicAnswer> => {
  const work = await discovery.find(request.params['id'] ?? '');
  if (!work) return answerUnknownWork(discovery, site, language, request);
  const asked = cut(request.query.get('asked') ?? '');
  const resolution = asked === '' ? undefined : await discovery.resolve({ kind: 'any', value: asked });
  const remark = resolution?.kind === 'found' && resolution.work.id === work.id ? resolution.remark : undefined;
  const html = renderWorkPage(site, {
    ...{ language, work },
    neighbours: await findNeighbours(discovery, work),
    citation: citations.sentence(work, language),
    ...(remark !== undefined && { remark }),
  });
  return answerPage(discovery, language, html);
};

/** No identifier is longer. Between characters, never within one. */
const cut = (text: string): string => Array.from(text.slice(0, 1000)).slice(0, 200).join('');

/** Someone may know another number of it. */
const answerUnknownWork = async (discovery: Discovery, site: Site, language: Language, request: PublicRequest): Promise<PublicAnswer> => {
  const asked = cut(request.params['id'] ?? '');
  const resolution = await discovery.resolve({ kind: 'any', value: asked });
  switch (resolution.kind) {
    case 'found':
      return { kind: 'redirect', to: pathOf({ kind: 'work', id: resolution.work.id }, language) };
    case 'series':
      return { kind: 'redirect', to: pathOf({ kind: 'series', code: resolution.code }, language) };
    case 'several':
      return showHelp(site, { status: 300, asked, reason: '', suggestions: [], works: resolution.works.slice(0, 20) }, language);
    case 'unknown':
    case 'invalid':
      return showNotFound(site, request);
  }
};

const answerAccessibility = (
  { discovery, settings }: PublicPagePorts,
  site: Site,
  language: Language,
  request: PublicRequest,
): Promise<PublicAnswer> | PublicAnswer => {
  const statement = settings.site.accessibilityStatement?.[language];
  return statement === undefined
    ? showNotFound(site, request)
    : answerPage(discovery, language, renderAccessibilityPage(site, language, statement));
};

/** Its tag is that of the very text: settings and the program change pages, too, and the catalogue's version knows nothing of those. */
const answerPage = async (discovery: Discovery, language: Language, html: string): Promise<PublicAnswer> => {
  const { changed } = await discovery.readVersion();
  const tag = createHash('sha256').update(html).digest('base64url').slice(0, 22);
  return {
    ...{ kind: 'content', type: 'text/html; charset=utf-8', body: html },
    headers: { 'Content-Language': language },
    version: { tag, changed },
  };
};
