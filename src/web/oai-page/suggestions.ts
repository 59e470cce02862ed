import type { ArgumentName, Verb } from '../../oai-pmh/protocol.js';
import { childElements, findChild, textOf } from '../../xml/element.js';
import { childText, headersOf, readToken, type OaiAnswer } from './answer.js';

/** What the fields of the forms hold and offer before the reader touches them. */
export interface Suggestions {
  readonly prefixes: readonly string[];
  readonly sets: readonly string[];
  readonly identifiers: readonly string[];
  /** Empty where only the reader knows; `names` are all the fields of the form. */
  readonly valueOf: (name: ArgumentName, names: readonly ArgumentName[], verb: Verb) => string;
}

const PREFIXES = ['oai_dc', 'marcxml', 'marc21', 'kk'];
const SETS = ['own', 'own:online', 'own:print', 'older'];
const MOST_IDENTIFIERS = 50;
const MOST_SETS = 200;
/** From the beginning of a suggested period to the day of the answer. In milliseconds. */
const PERIOD = 30 * 86_400_000;

/** What was asked, else what the answer at hand knows, else something that works. */
export const suggest = (answer: OaiAnswer, given: URLSearchParams): Suggestions => {
  const headers = headersOf(answer);
  const set = given.get('set') ?? '';
  const metadataPrefix = given.get('metadataPrefix') || 'oai_dc';
  const identifier = given.get('identifier') ?? headers[0]?.identifier ?? sampleIdentifier(answer);
  return {
    prefixes: chosenFrom([...PREFIXES, ...formatsIn(answer), metadataPrefix]),
    sets: chosenFrom([...SETS, set, ...setsIn(answer), ...headers.flatMap(({ setSpecs }) => setSpecs)]).slice(0, MOST_SETS),
    identifiers: chosenFrom(headers.map((header) => header.identifier)).slice(0, MOST_IDENTIFIERS),
    valueOf: (name, names, verb) => {
      switch (name) {
        case 'metadataPrefix':
          return metadataPrefix;
        case 'set':
          return set;
        case 'identifier':
          return identifier;
        case 'resumptionToken':
          return tokenOf(verb, answer, given);
        case 'from':
        case 'until':
          return boundsOf(given, answer.responseDate, names)[name];
      }
    },
  };
};

const chosenFrom = (values: readonly string[]): readonly string[] => [...new Set(values)].filter((value) => value !== '');

const sampleIdentifier = ({ body }: OaiAnswer): string => {
  const descriptions = body?.verb === 'Identify' ? childElements(body.element, 'description') : [];
  return childText(
    findChild(
      descriptions.find((each) => findChild(each, 'oai-identifier')),
      'oai-identifier',
    ),
    'sampleIdentifier',
  );
};

const formatsIn = ({ body }: OaiAnswer): readonly string[] =>
  body?.verb === 'ListMetadataFormats'
    ? childElements(body.element, 'metadataFormat').map((format) => childText(format, 'metadataPrefix'))
    : [];

const setsIn = ({ body }: OaiAnswer): readonly string[] =>
  body?.verb === 'ListSets' ? childElements(body.element, 'set').map((set) => textOf(findChild(set, 'setSpec')).trim()) : [];

/** A token belongs to one verb. That of the page that follows is worth more than the one that led here. */
const tokenOf = (verb: Verb, { body }: OaiAnswer, given: URLSearchParams): string => {
  if ((body?.verb ?? given.get('verb')) !== verb) return '';
  const next = body && readToken(body.element)?.token;
  return next || (given.get('resumptionToken') ?? '');
};

/** Both in one granularity and in order, whatever one of them was given as: the protocol refuses the rest. */
const boundsOf = (
  given: URLSearchParams,
  now: string,
  names: readonly ArgumentName[],
): { readonly from: string; readonly until: string } => {
  const [from, until] = [given.get('from') || undefined, given.get('until') || undefined];
  const paired = names.includes('from') && names.includes('until');
  const inSeconds = paired && (from ?? until ?? '').includes('T');
  const today = inSeconds ? now : now.slice(0, 10);
  return {
    from: from ?? before(until !== undefined && paired && until < today ? until : today),
    until: until ?? (from !== undefined && paired && from > today ? from : today),
  };
};

/** The same moment a period earlier, in the same granularity; unchanged when it is no moment. */
const before = (moment: string): string => {
  const milliseconds = Date.parse(moment);
  if (Number.isNaN(milliseconds)) return moment;
  const earlier = new Date(milliseconds - PERIOD).toISOString();
  return moment.includes('T') ? `${earlier.slice(0, 19)}Z` : earlier.slice(0, 10);
};
