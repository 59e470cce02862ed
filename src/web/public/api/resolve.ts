import type { Discovery, IdentifierKind } from '../../../discovery/discovery.js';
import type { PublicAnswer, PublicRequest } from '../route.js';
import { readParameters, refuseParameters } from './parameters.js';
import { seriesJson, workJson } from './work-json.js';
import type { Settings } from '../../../platform/settings.js';

export interface ResolvePorts {
  readonly discovery: Discovery;
  readonly settings: Settings;
  readonly publicUrl: string;
}

const KINDS: readonly IdentifierKind[] = ['isbn', 'issn', 'urn', 'melinda', 'oai', 'id'];
/** Longer than any identifier that we know of. */
const LONGEST = 500;

/** Exactly one identifier, and of an ISSN the number that is looked for in the series. */
export const resolveIdentifier = async (ports: ResolvePorts, { query }: PublicRequest): Promise<PublicAnswer> => {
  const given = readParameters(query, [...KINDS, 'number']);
  const values = KINDS.map((kind) => ({ kind, value: given.text(kind, LONGEST) })).filter(
    (each): each is Identifier => each.value !== undefined,
  );
  const number = given.text('number', LONGEST);
  const [identifier] = values;
  if (given.faults.length === 0 && (identifier === undefined || values.length > 1))
    given.faults.push({
      name: values.length > 1 ? (values[1]?.kind ?? '') : 'isbn',
      message: `Give one of ${KINDS.join(', ')}, and one only.`,
    });
  if (number !== undefined && identifier?.kind !== 'issn')
    given.faults.push({ name: 'number', message: 'It is a number of a series, which goes with issn.' });
  if (given.faults.length > 0 || identifier === undefined) return refuseParameters(given.faults);
  return answer(ports, identifier, number);
};

interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

const answer = async (
  { discovery, settings, publicUrl }: ResolvePorts,
  asked: Identifier,
  number: string | undefined,
): Promise<PublicAnswer> => {
  const resolution = await discovery.resolve({ ...asked, ...(number !== undefined && { number }) });
  const found = (value: object): PublicAnswer => ({
    kind: 'content',
    type: JSON_TYPE,
    body: `${JSON.stringify({ kind: resolution.kind, ...value })}\n`,
  });
  switch (resolution.kind) {
    case 'found': {
      const { work, remark } = resolution;
      return found({ work: workJson(publicUrl, work), ...(remark !== undefined && { remark }) });
    }
    case 'several':
      return found({ works: resolution.works.map((work) => workJson(publicUrl, work)) });
    case 'series': {
      const series = settings.series.find(({ code }) => code === resolution.code);
      return series
        ? found({ series: seriesJson(publicUrl, series, settings.series) })
        : unresolved(404, 'Not known', `There is no series ${resolution.code}.`, []);
    }
    case 'unknown':
      return unresolved(404, 'Not known', resolution.reason, resolution.suggestions);
    case 'invalid':
      return unresolved(400, 'No such identifier', `${asked.kind}: ${resolution.reason}`, resolution.suggestions);
  }
};

export const JSON_TYPE = 'application/json; charset=utf-8';

const unresolved = (status: number, title: string, reason: string, suggestions: readonly string[]): PublicAnswer => ({
  kind: 'problem',
  status,
  title,
  detail: suggestions.length === 0 ? reason : `${reason} Did you mean ${suggestions.join(' or ')}?`,
});
