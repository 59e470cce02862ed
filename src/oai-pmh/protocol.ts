/** @see https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm */
export const OAI_NAMESPACE = 'http://www.openarchives.org/OAI/2.0/';
export const OAI_SCHEMA = 'http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd';

/** Which argument a verb takes: the tables of OAI-PMH 2.0 §4. */
export const VERB_ARGUMENTS = {
  GetRecord: { identifier: 'required', metadataPrefix: 'required' },
  Identify: {},
  ListIdentifiers: { metadataPrefix: 'required', from: 'optional', until: 'optional', set: 'optional', resumptionToken: 'exclusive' },
  ListMetadataFormats: { identifier: 'optional' },
  ListRecords: { metadataPrefix: 'required', from: 'optional', until: 'optional', set: 'optional', resumptionToken: 'exclusive' },
  ListSets: { resumptionToken: 'exclusive' },
} as const satisfies Record<string, Partial<Record<ArgumentName, 'required' | 'optional' | 'exclusive'>>>;

export type Verb = keyof typeof VERB_ARGUMENTS;
export type ListVerb = 'ListIdentifiers' | 'ListRecords';
export type ArgumentName = 'identifier' | 'metadataPrefix' | 'from' | 'until' | 'set' | 'resumptionToken';

/** In the order in which the schema and the standard name them. */
export const ARGUMENT_NAMES: readonly ArgumentName[] = ['identifier', 'metadataPrefix', 'from', 'until', 'set', 'resumptionToken'];

export const isVerb = (text: string): text is Verb => Object.hasOwn(VERB_ARGUMENTS, text);

/** The eight conditions of OAI-PMH 2.0 §3.6, spelt as on the wire. */
export type OaiErrorCode =
  | 'badVerb'
  | 'badArgument'
  | 'badResumptionToken'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'
  | 'noMetadataFormats'
  | 'noSetHierarchy';

export interface OaiProblem {
  readonly code: OaiErrorCode;
  /** For a person: names the thing, the value and what to do. Never empty. */
  readonly message: string;
}

/** A request that the protocol answers with error elements and HTTP status 200. */
export class OaiError extends Error {
  override readonly name = 'OaiError';
  readonly problems: readonly [OaiProblem, ...OaiProblem[]];
  constructor(first: OaiProblem, ...others: readonly OaiProblem[]) {
    super(first.message);
    this.problems = [first, ...others];
  }
}

const SPEC_CHARACTERS = "[A-Za-z0-9\\-_.!~*'()]+";
const METADATA_PREFIX = new RegExp(`^${SPEC_CHARACTERS}$`);
const SET_SPEC = new RegExp(`^${SPEC_CHARACTERS}(?::${SPEC_CHARACTERS})*$`);

/** @see OAI-PMH.xsd metadataPrefixType */
export const isMetadataPrefix = (text: string): boolean => METADATA_PREFIX.test(text);

/** @see OAI-PMH 2.0 §2.6, OAI-PMH.xsd setSpecType */
export const isSetSpec = (text: string): boolean => SET_SPEC.test(text);

const PATH_CHARACTER = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})";
const NAME_CHARACTER = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})";
const AUTHORITY = `//(?:(?:${NAME_CHARACTER}|:)*@)?${NAME_CHARACTER}*(?::\\d{1,5})?`;
const URI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:${AUTHORITY}(?:/${PATH_CHARACTER}*)?|(?!//)${PATH_CHARACTER}+)(?:\\?(?:${PATH_CHARACTER}|\\?)*)?(?:#(?:${PATH_CHARACTER}|\\?)*)?$`,
);

/**
 * A URI by its parts (RFC 3986 §3), without a literal IPv6 address: only so much of xs:anyURI that no validator refuses
 * the answer that repeats it.
 */
export const isUri = (text: string): boolean => URI.test(text);
