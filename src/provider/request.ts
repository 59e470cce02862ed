import { ARGUMENT_NAMES, isMetadataPrefix, isSetSpec, isUri, isVerb, VERB_ARGUMENTS } from '../oai-pmh/protocol.js';
import type { ArgumentName, ListVerb, OaiProblem, Verb } from '../oai-pmh/protocol.js';
import { quote } from './problems.js';
import { parseUtcDatetime, type UtcDatetime } from '../oai-pmh/utc-datetime.js';

/** What a list is to hold; bounds in whole seconds, inclusive. */
export interface Selection {
  readonly metadataPrefix: string;
  readonly set?: string;
  readonly from?: UtcDatetime;
  readonly until?: UtcDatetime;
}

export type OaiRequest =
  | { readonly verb: 'Identify' }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly metadataPrefix: string }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier?: string }
  | { readonly verb: 'ListSets'; readonly resumptionToken?: string }
  | { readonly verb: ListVerb; readonly selection: Selection }
  | { readonly verb: ListVerb; readonly resumptionToken: string };

export type ParsedRequest =
  /** `attributes` are the arguments exactly as given, for the request element (§3.2). */
  | { readonly kind: 'legal'; readonly request: OaiRequest; readonly attributes: readonly (readonly [string, string])[] }
  /** badVerb alone, or every badArgument together. */
  | { readonly kind: 'illegal'; readonly problems: readonly OaiProblem[] };

/** Longer values are nobody's: a token of ours has at most some 500 characters. */
const MOST_CHARACTERS = 2048;

type Arguments = Partial<Record<ArgumentName, string>>;

/**
 * Reads the arguments of one request, a multiset of query and body (OAI-PMH 2.0 §3.1.1), against the tables of §4.
 * @param manners `lenient` takes what known harvesters get wrong and the standard does not allow
 */
export const parseRequest = (given: URLSearchParams, manners: 'lenient' | 'strict'): ParsedRequest => {
  const verb = readVerb(given);
  if ('code' in verb) return { kind: 'illegal', problems: [verb] };
  const problems: OaiProblem[] = [];
  const values = readArguments(verb.verb, given, problems);
  const request = buildRequest(verb.verb, values, manners, problems);
  if (request === undefined || problems.length > 0) return { kind: 'illegal', problems };
  return { kind: 'legal', request, attributes: [['verb', verb.verb], ...ARGUMENT_NAMES.flatMap((name) => attribute(name, values[name]))] };
};

const attribute = (name: ArgumentName, value: string | undefined): readonly (readonly [string, string])[] =>
  value === undefined ? [] : [[name, value]];

const VERBS = Object.keys(VERB_ARGUMENTS).join(', ');

const readVerb = (given: URLSearchParams): { readonly verb: Verb } | OaiProblem => {
  const verbs = given.getAll('verb');
  const [verb] = verbs;
  if (verb === undefined) return { code: 'badVerb', message: `The argument verb is missing. It is one of ${VERBS}.` };
  if (verbs.length > 1) return { code: 'badVerb', message: `The argument verb is given ${verbs.length} times. Give it once.` };
  return isVerb(verb) ? { verb } : { code: 'badVerb', message: `${quote(verb)} is not a verb of OAI-PMH. It is one of ${VERBS}.` };
};

const readArguments = (verb: Verb, given: URLSearchParams, problems: OaiProblem[]): Arguments => {
  const allowed: Partial<Record<string, 'required' | 'optional' | 'exclusive'>> = VERB_ARGUMENTS[verb];
  const values: Arguments = {};
  for (const name of new Set(given.keys())) {
    if (name === 'verb') continue;
    const all = given.getAll(name);
    const value = all[0] ?? '';
    if (!isArgumentName(name) || !Object.hasOwn(allowed, name)) problems.push(unknownArgument(verb, name, Object.keys(allowed)));
    else if (all.length > 1) problems.push(badArgument(`The argument ${name} is given ${all.length} times. Give it once.`));
    else if (value === '') problems.push(badArgument(`The argument ${name} is empty. Give it a value or leave it out.`));
    else if (value.length > MOST_CHARACTERS) {
      problems.push(badArgument(`The argument ${name} has ${value.length} characters; at most ${MOST_CHARACTERS} are read.`));
    } else values[name] = value;
  }
  const present = (name: string): boolean => given.has(name);
  if (allowed['resumptionToken'] === 'exclusive' && present('resumptionToken')) {
    const others = ARGUMENT_NAMES.filter((name) => name !== 'resumptionToken' && Object.hasOwn(allowed, name) && present(name));
    if (others.length > 0) problems.push(badArgument(`resumptionToken stands alone beside verb, but ${others.join(', ')} came with it.`));
  } else {
    for (const [name, need] of Object.entries(allowed)) {
      if (need === 'required' && !present(name)) problems.push(badArgument(`The verb ${verb} needs the argument ${name}.`));
    }
  }
  return values;
};

const unknownArgument = (verb: Verb, name: string, allowed: readonly string[]): OaiProblem =>
  badArgument(
    `The verb ${verb} takes ${allowed.length === 0 ? 'no arguments' : `the arguments ${allowed.join(', ')}`}, not ${name === '' ? 'one without a name' : quote(name)}.`,
  );

const isArgumentName = (name: string): name is ArgumentName => (ARGUMENT_NAMES as readonly string[]).includes(name);

const buildRequest = (verb: Verb, values: Arguments, manners: 'lenient' | 'strict', problems: OaiProblem[]): OaiRequest | undefined => {
  const { identifier, metadataPrefix, resumptionToken: given } = values;
  const resumptionToken = manners === 'lenient' ? given?.trim() : given;
  refuseBadSyntax(values, problems);
  switch (verb) {
    case 'Identify':
      return { verb };
    case 'GetRecord':
      return identifier === undefined || metadataPrefix === undefined ? undefined : { verb, identifier, metadataPrefix };
    case 'ListMetadataFormats':
      return { verb, ...(identifier !== undefined && { identifier }) };
    case 'ListSets':
      return { verb, ...(resumptionToken !== undefined && { resumptionToken }) };
    case 'ListIdentifiers':
    case 'ListRecords': {
      if (resumptionToken !== undefined) return { verb, resumptionToken };
      const selection = readSelection(values, manners, problems);
      return selection && { verb, selection };
    }
  }
};

/** What the schema's types would refuse in the attributes of the request element. */
const refuseBadSyntax = ({ identifier, metadataPrefix, set }: Arguments, problems: OaiProblem[]): void => {
  if (identifier !== undefined && !isUri(identifier)) {
    problems.push(badArgument(`identifier=${quote(identifier)} is not a URI. Write it as a header of ListIdentifiers has it.`));
  }
  if (metadataPrefix !== undefined && !isMetadataPrefix(metadataPrefix)) {
    problems.push(
      badArgument(`metadataPrefix=${quote(metadataPrefix)} has a character that no prefix has. ListMetadataFormats names them.`),
    );
  }
  if (set !== undefined && !isSetSpec(set)) {
    problems.push(badArgument(`set=${quote(set)} is not a setSpec. ListSets names them.`));
  }
};

const readSelection = (values: Arguments, manners: 'lenient' | 'strict', problems: OaiProblem[]): Selection | undefined => {
  const from = readDatetime('from', values.from, manners, problems);
  const until = readDatetime('until', values.until, manners, problems);
  if (from && until && from.granularity !== until.granularity) {
    problems.push(badArgument('from and until have different granularities. Give both as days or both as seconds.'));
  } else if (from && until && from.first > until.last) {
    problems.push(badArgument(`from=${quote(values.from ?? '')} is later than until=${quote(values.until ?? '')}.`));
  }
  const { metadataPrefix, set } = values;
  return metadataPrefix === undefined
    ? undefined
    : { metadataPrefix, ...(set !== undefined && { set }), ...(from && { from }), ...(until && { until }) };
};

const readDatetime = (
  name: 'from' | 'until',
  value: string | undefined,
  manners: 'lenient' | 'strict',
  problems: OaiProblem[],
): UtcDatetime | undefined => {
  if (value === undefined) return undefined;
  const datetime = parseUtcDatetime(value, manners === 'lenient' ? 'cut' : 'refuse');
  if (!datetime) {
    problems.push(
      badArgument(`${name}=${quote(value)} is not a UTC date of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, or no such day exists.`),
    );
  }
  return datetime;
};

const badArgument = (message: string): OaiProblem => ({ code: 'badArgument', message });
