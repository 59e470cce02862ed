import { parseSeriesNumber, showSeriesNumber } from '../../../crosswalk/harvested/series-number.js';
import type { IdentifierKind } from '../../../discovery/discovery.js';
import { chooseLanguage } from '../../admin/language.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from '../route.js';
import { answerHelp, answerResolution } from './answer-resolution.js';
import { answerOpenUrl } from './open-url-route.js';
import type { ResolverPorts } from './resolver-ports.js';

/** From any identifier to the publication. HEAD is answered as GET without its body, by the front. */
export const resolverRoutes = (ports: ResolverPorts): readonly PublicRoute[] => [
  route(ports, '/isbn/:isbn', 'isbn', 'isbn'),
  route(ports, '/issn/:issn', 'issn', 'issn'),
  // `2012/2`, `2/2012` or in one part `2%2F2012`: people write all three.
  route(ports, '/issn/:issn/{*number}', 'issn', 'issn'),
  route(ports, '/urn/{*urn}', 'urn', 'urn'),
  route(ports, '/melinda/:id', 'melinda', 'id'),
  route(ports, '/oai/{*identifier}', 'oai', 'identifier'),
  { method: 'GET', path: '/openurl', handle: (request) => answerOpenUrl(ports, request) },
];

const route = (ports: ResolverPorts, path: string, kind: IdentifierKind, name: string): PublicRoute => ({
  method: 'GET',
  path,
  handle: (request) => resolve(ports, request, kind, request.params[name] ?? ''),
});

/** In characters; the longest identifiers in use have some 100. */
const LONGEST = 200;

const resolve = async (ports: ResolverPorts, request: PublicRequest, kind: IdentifierKind, value: string): Promise<PublicAnswer> => {
  const place = request.params['number'];
  if (value.trim() === '' || value.length + (place?.length ?? 0) > LONGEST) {
    const reason = value.trim() === '' ? 'There is no identifier in this address.' : `No identifier has more than ${LONGEST} characters.`;
    return answerHelp(ports, request, { status: 400, asked: value, reason, suggestions: [], works: [] }, chooseLanguage(request.languages));
  }
  const number = place === undefined ? undefined : parseSeriesNumber(place);
  const resolution = await ports.discovery.resolve({
    ...{ kind, value },
    // What has no year beside the number is asked for as it is: it may be a number, or a year, or neither.
    ...(place !== undefined && { number: number?.year === undefined ? place : showSeriesNumber({ numbers: number.numbers }) }),
    ...(number?.year !== undefined && { year: number.year }),
  });
  const asked = place === undefined ? value : `${value} ${place}`;
  return answerResolution(ports, request, resolution, { value: asked, words: asked });
};
