import { readSchema } from '../../../platform/json-schema.js';
import type { PublicAnswer, PublicRequest, PublicRoute, Version } from '../route.js';
import { cut, readParameters, refuseParameters } from './parameters.js';
import { JSON_TYPE, resolveIdentifier, type ResolvePorts } from './resolve.js';
import { seriesJson, workJson } from './work-json.js';
import { nextQuery, readWorkQuery } from './work-query.js';

export type PublicApiPorts = ResolvePorts;

/** The catalogue as JSON, for reading; described by `schemas/public-api.json`. */
export const publicApiRoutes = (ports: PublicApiPorts): readonly PublicRoute[] => {
  const description = describeApi(ports.publicUrl);
  const get = (path: string, handle: PublicRoute['handle']): PublicRoute => ({ method: 'GET', path, handle });
  return [
    get('/api', (request) => withoutParameters(request, () => json(listAddresses(ports.publicUrl)))),
    get('/api/openapi.json', (request) => withoutParameters(request, () => json(description))),
    get('/api/works', (request) => searchWorks(ports, request)),
    get('/api/works/:id', (request) => withoutParameters(request, () => readWork(ports, request))),
    get('/api/resolve', (request) => resolveIdentifier(ports, request)),
    get('/api/series', (request) => withoutParameters(request, () => listSeries(ports))),
  ];
};

const json = (value: object, version?: Version): PublicAnswer => ({
  kind: 'content',
  type: JSON_TYPE,
  body: `${JSON.stringify(value)}\n`,
  ...(version && { version }),
});

const withoutParameters = (
  { query }: PublicRequest,
  answer: () => PublicAnswer | Promise<PublicAnswer>,
): PublicAnswer | Promise<PublicAnswer> => {
  const { faults } = readParameters(query, []);
  return faults.length > 0
    ? refuseParameters(faults.map((fault) => ({ ...fault, message: 'This address takes no parameters.' })))
    : answer();
};

/** The description with the address at which this service is reached. */
const describeApi = (publicUrl: string): object => ({ ...readSchema('public-api.json'), servers: [{ url: publicUrl }] });

const listAddresses = (publicUrl: string): object => ({
  works: `${publicUrl}/api/works{?q,author,series,yearFrom,yearUntil,language,origin,order,offset,limit}`,
  work: `${publicUrl}/api/works/{id}`,
  resolve: `${publicUrl}/api/resolve{?isbn,issn,number,urn,melinda,oai,id}`,
  series: `${publicUrl}/api/series`,
  description: `${publicUrl}/api/openapi.json`,
  everything: `${publicUrl}/links.json`,
  harvest: `${publicUrl}/oai`,
  search: `${publicUrl}/sru`,
});

const searchWorks = async ({ discovery, publicUrl }: PublicApiPorts, { query }: PublicRequest): Promise<PublicAnswer> => {
  const read = readWorkQuery(query);
  if (read.kind === 'faulty') return refuseParameters(read.faults);
  const { wanted } = read;
  const version = await discovery.readVersion();
  const { works, total, hasMore } = await discovery.search(wanted);
  const next = nextQuery(query, wanted, total);
  return json(
    {
      total,
      ...(hasMore && { hasMore }),
      offset: wanted.offset,
      limit: wanted.limit,
      ...(next !== undefined && { next: `${publicUrl}/api/works?${next}` }),
      works: works.map((work) => workJson(publicUrl, work)),
    },
    version,
  );
};

const LONGEST_ID = 500;

const readWork = async ({ discovery, publicUrl }: PublicApiPorts, { params }: PublicRequest): Promise<PublicAnswer> => {
  const id = params['id'] ?? '';
  const version = await discovery.readVersion();
  const work = id.length > LONGEST_ID ? undefined : await discovery.find(id);
  if (work) return json(workJson(publicUrl, work), version);
  const detail = `There is no work ${cut(id)}; ${publicUrl}/api/resolve finds works by other identifiers.`;
  return { kind: 'problem', status: 404, title: 'Not found', detail };
};

const listSeries = ({ settings, publicUrl }: PublicApiPorts): PublicAnswer =>
  json({ series: settings.series.map((series) => seriesJson(publicUrl, series, settings.series)) });
