import type { Exchange, ExchangeRequest } from '../../src/conformance/exchange.js';

/** A small repository that does everything right, with a seam wherever a test plants a fault. */
export interface Behaviour {
  readonly records: readonly DoubleRecord[];
  readonly formats: readonly (readonly [prefix: string, schema: string, namespace: string])[];
  readonly sets: readonly (readonly [setSpec: string, setName: string])[];
  readonly pageSize: number;
  readonly granularity: string;
  readonly identify: string;
  /** Read from the request, decoded, with repetitions. */
  arguments(request: ExchangeRequest): URLSearchParams;
  problems(args: URLSearchParams): readonly Problem[];
  matches(record: DoubleRecord, args: ListArguments): boolean;
  metadata(record: DoubleRecord, prefix: string): string | undefined;
  header(record: DoubleRecord, verb: string): string;
  tokenElement(token: string, cursor: number, size: number): string;
  lastToken: string;
  encodeToken(state: TokenState): string;
  decodeToken(token: string, verb: string): TokenState | undefined;
  /** May change the finished text of an answer. */
  rewrite(text: string, args: URLSearchParams, request: ExchangeRequest): string;
  status(text: string, args: URLSearchParams): number;
  headers(request: ExchangeRequest, args: URLSearchParams): Readonly<Record<string, string>>;
}

export interface DoubleRecord {
  readonly identifier: string;
  readonly datestamp: string;
  readonly sets: readonly string[];
  readonly deleted?: boolean;
  readonly prefixes: readonly string[];
  readonly about?: string;
}

export interface ListArguments {
  readonly prefix: string;
  readonly from?: string;
  readonly until?: string;
  readonly set?: string;
}

export interface TokenState extends ListArguments {
  readonly verb: string;
  readonly offset: number;
}

export type Problem = readonly [code: string, message: string];

export const BASE_URL = 'http://double.example.org/oai';
export const NOW = '2024-06-01T12:00:00Z';
const OAI = 'http://www.openarchives.org/OAI/2.0/';

export const record = (local: number, datestamp: string, set: string, more: Partial<DoubleRecord> = {}): DoubleRecord => ({
  identifier: `oai:double.example.org:a/${local}`,
  datestamp,
  sets: [set],
  prefixes: ['oai_dc', 'marcxml'],
  ...more,
});

const PROVENANCE = `<about><provenance xmlns="${OAI}provenance" xsi:schemaLocation="${OAI}provenance ${OAI}provenance.xsd"><originDescription harvestDate="2023-01-02T00:00:00Z" altered="true"><baseURL>http://other.example.org/oai</baseURL><identifier>oai:other.example.org:9</identifier><datestamp>2023-01-01</datestamp><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace></originDescription></provenance></about>`;
const RIGHTS = `<about><rights xmlns="${OAI}rights/" xsi:schemaLocation="${OAI}rights/ ${OAI}rights.xsd"><rightsReference ref="http://creativecommons.org/publicdomain/zero/1.0/"/></rights></about>`;

const description = (name: string, namespace: string, content: string, attributes = ''): string =>
  `<description><${name} xmlns="${namespace}" xsi:schemaLocation="${namespace} ${namespace}.xsd"${attributes}>${content}</${name}></description>`;

export const IDENTIFY = `<repositoryName>Koe</repositoryName><baseURL>${BASE_URL}</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>oai@example.org</adminEmail><earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression>${description('oai-identifier', `${OAI}oai-identifier`, '<scheme>oai</scheme><repositoryIdentifier>double.example.org</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>oai:double.example.org:a/1</sampleIdentifier>')}${description('rightsManifest', `${OAI}rights/`, '<rights><rightsReference ref="http://creativecommons.org/publicdomain/zero/1.0/"/></rights>', ` appliesTo="${OAI}entity#metadata"`)}${description('friends', `${OAI}friends/`, '<baseURL>http://friend.example.org/oai</baseURL>')}${description('branding', `${OAI}branding/`, '<collectionIcon><url>http://double.example.org/icon.png</url></collectionIcon>')}${description('eprints', 'http://www.openarchives.org/OAI/1.1/eprints', '<metadataPolicy><text>CC0</text></metadataPolicy><dataPolicy><text>avoin</text></dataPolicy>')}`;

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  Identify: [],
  GetRecord: ['identifier', 'metadataPrefix'],
  ListMetadataFormats: ['identifier'],
  ListSets: ['resumptionToken'],
  ListRecords: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
  ListIdentifiers: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  GetRecord: ['identifier', 'metadataPrefix'],
  ListRecords: ['metadataPrefix'],
  ListIdentifiers: ['metadataPrefix'],
};

export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(text)) return false;
  const full = text.length === 10 ? `${text}T00:00:00Z` : text;
  const milliseconds = Date.parse(full);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 19) === full.slice(0, 19);
};

const SPEC = /^[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*$/;

const problems = (args: URLSearchParams): readonly Problem[] => {
  const [verb = '', ...more] = args.getAll('verb');
  const legal = ARGUMENTS[verb];
  if (more.length > 0 || !legal) return [['badVerb', `"${verb}" given ${more.length + 1} times`]];
  const bad = (message: string): Problem => ['badArgument', message];
  const names = [...new Set(args.keys())].filter((name) => name !== 'verb');
  const one = (name: string): string => args.get(name) ?? '';
  const token = names.includes('resumptionToken') && legal.includes('resumptionToken');
  const required = token ? [] : (REQUIRED[verb] ?? []);
  return [
    ...names.filter((name) => !legal.includes(name)).map((name) => bad(`${name} is unknown`)),
    ...names.filter((name) => args.getAll(name).length > 1).map((name) => bad(`${name} is repeated`)),
    ...required.filter((name) => !names.includes(name)).map((name) => bad(`${name} is missing`)),
    ...(token && names.length > 1 ? [bad('resumptionToken is exclusive')] : []),
    ...(names.includes('metadataPrefix') && !/^[A-Za-z0-9\-_.!~*'()]+$/.test(one('metadataPrefix')) ? [bad('illegal metadataPrefix')] : []),
    ...(names.includes('identifier') && !/^[\w:./~-]+$/.test(one('identifier')) ? [bad('illegal identifier')] : []),
    ...(names.includes('set') && !SPEC.test(one('set')) ? [bad('illegal set')] : []),
    ...['from', 'until'].filter((name) => names.includes(name) && !isDate(one(name))).map((name) => bad(`${name} is no date`)),
    ...(names.includes('from') && names.includes('until') && (one('from').length !== one('until').length || one('from') > one('until'))
      ? [bad('from and until do not fit')]
      : []),
  ];
};

const checksum = (text: string): string => String(Array.from(text).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003, 7));

/** What is right. */
export const RIGHT: Behaviour = {
  records: [
    record(1, '2021-01-01T10:00:00Z', 'own:print'),
    record(2, '2021-01-01T10:00:00Z', 'own:online', { about: RIGHTS }),
    record(3, '2021-02-02T23:59:59Z', 'own:print', { about: RIGHTS + PROVENANCE }),
    record(4, '2022-03-03T00:00:00Z', 'own:print', { deleted: true }),
    record(5, '2023-04-04T04:04:04Z', 'own:online', { prefixes: ['oai_dc'] }),
    record(6, '2023-05-05T05:05:05Z', 'older'),
    record(7, '2024-05-05T05:05:05Z', 'older'),
  ],
  formats: [
    ['oai_dc', `${OAI}oai_dc.xsd`, `${OAI}oai_dc/`],
    ['marcxml', 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd', 'http://www.loc.gov/MARC21/slim'],
  ],
  sets: [
    ['own', 'Omat'],
    ['own:print', 'Painetut'],
    ['own:online', 'Verkossa'],
    ['older', 'Vanhat'],
    ['empty', 'Tyhjä'],
  ],
  pageSize: 3,
  granularity: 'YYYY-MM-DDThh:mm:ssZ',
  identify: IDENTIFY,
  arguments: ({ url, body }) => new URLSearchParams([...new URL(url).searchParams, ...new URLSearchParams(body ?? '')]),
  problems,
  matches: ({ datestamp, sets, prefixes }, { prefix, from, until, set }) =>
    prefixes.includes(prefix) &&
    (from === undefined || datestamp >= from) &&
    (until === undefined || datestamp.slice(0, until.length) <= until) &&
    (set === undefined || sets.some((each) => each === set || each.startsWith(`${set}:`))),
  metadata: ({ identifier }, prefix) =>
    prefix === 'oai_dc'
      ? `<oai_dc:dc xmlns:oai_dc="${OAI}oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xsi:schemaLocation="${OAI}oai_dc/ ${OAI}oai_dc.xsd"><dc:title>${identifier}</dc:title></oai_dc:dc>`
      : `<record xmlns="http://www.loc.gov/MARC21/slim" xsi:schemaLocation="http://www.loc.gov/MARC21/slim http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"><leader>00000nam a22000004i 4500</leader><controlfield tag="001">${identifier}</controlfield></record>`,
  header: ({ identifier, datestamp, sets, deleted }) =>
    `<header${deleted ? ' status="deleted"' : ''}><identifier>${identifier}</identifier><datestamp>${datestamp}</datestamp>${sets.map((set) => `<setSpec>${set}</setSpec>`).join('')}</header>`,
  tokenElement: (token, cursor, size) =>
    `<resumptionToken expirationDate="2024-06-03T12:00:00Z" completeListSize="${size}" cursor="${cursor}">${token}</resumptionToken>`,
  lastToken: '<resumptionToken/>',
  encodeToken: (state) => {
    const text = Buffer.from(JSON.stringify(state)).toString('base64url');
    return `${text}.${checksum(text)}`;
  },
  decodeToken: (token, verb) => {
    const [text = '', sum] = token.split('.');
    if (checksum(text) !== sum) return undefined;
    const state = JSON.parse(Buffer.from(text, 'base64url').toString()) as TokenState;
    return state.verb === verb ? state : undefined;
  },
  rewrite: (text) => text,
  status: () => 200,
  headers: ({ headers }) => ({
    'content-type': 'text/xml; charset=utf-8',
    ...(headers['Accept-Encoding'] === 'gzip' && { 'content-encoding': 'gzip' }),
  }),
};

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The double as the conformance check meets it. */
export const createDouble = (faults: Partial<Behaviour> = {}): Exchange => {
  const behaviour: Behaviour = { ...RIGHT, ...faults };
  return async (request) => {
    const args = behaviour.arguments(request);
    const text = behaviour.rewrite(answer(behaviour, args), args, request);
    return { status: behaviour.status(text, args), headers: behaviour.headers(request, args), text, ms: 1 };
  };
};

const answer = (behaviour: Behaviour, args: URLSearchParams): string => {
  const illegal = behaviour.problems(args);
  const content = illegal.length > 0 ? illegal : respond(behaviour, args);
  const errors =
    typeof content === 'string' ? content : content.map(([code, message]) => `<error code="${code}">${escape(message)}</error>`).join('');
  const attributes = illegal.length > 0 ? '' : [...args].map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="${OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${OAI} ${OAI}OAI-PMH.xsd"><responseDate>${NOW}</responseDate><request${attributes}>${BASE_URL}</request>${errors}</OAI-PMH>`;
};

const respond = (behaviour: Behaviour, args: URLSearchParams): string | readonly Problem[] => {
  const verb = args.get('verb') ?? '';
  const one = (name: string): string | undefined => args.get(name) ?? undefined;
  switch (verb) {
    case 'Identify':
      return `<Identify>${behaviour.identify}</Identify>`;
    case 'ListMetadataFormats':
      return listFormats(behaviour, one('identifier'));
    case 'ListSets':
      if (behaviour.sets.length === 0) return [['noSetHierarchy', 'there are no sets']];
      if (args.has('resumptionToken')) return [['badResumptionToken', 'no such token']];
      return `<ListSets>${behaviour.sets.map(([spec, name]) => `<set><setSpec>${spec}</setSpec><setName>${name}</setName></set>`).join('')}</ListSets>`;
    case 'GetRecord':
      return getRecord(behaviour, one('identifier') ?? '', one('metadataPrefix') ?? '');
    default:
      return list(behaviour, verb, args);
  }
};

const listFormats = ({ records, formats }: Behaviour, identifier: string | undefined): string | readonly Problem[] => {
  const item = records.find((each) => each.identifier === identifier);
  if (identifier !== undefined && !item) return [['idDoesNotExist', `no item ${identifier}`]];
  const shown = formats.filter(([prefix]) => !item || item.prefixes.includes(prefix));
  return `<ListMetadataFormats>${shown.map(([prefix, schema, namespace]) => `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>${schema}</schema><metadataNamespace>${namespace}</metadataNamespace></metadataFormat>`).join('')}</ListMetadataFormats>`;
};

const getRecord = (behaviour: Behaviour, identifier: string, prefix: string): string | readonly Problem[] => {
  const found = behaviour.records.find((each) => each.identifier === identifier);
  if (!found) return [['idDoesNotExist', `no item ${identifier}`]];
  if (!found.prefixes.includes(prefix)) return [['cannotDisseminateFormat', `not in ${prefix}`]];
  return `<GetRecord>${recordXml(behaviour, found, prefix, 'GetRecord')}</GetRecord>`;
};

const recordXml = (behaviour: Behaviour, each: DoubleRecord, prefix: string, verb: string): string =>
  `<record>${behaviour.header(each, verb)}${each.deleted ? '' : `<metadata>${behaviour.metadata(each, prefix) ?? ''}</metadata>${each.about ?? ''}`}</record>`;

const list = (behaviour: Behaviour, verb: string, args: URLSearchParams): string | readonly Problem[] => {
  const token = args.get('resumptionToken');
  const state = token === null ? firstState(verb, args) : behaviour.decodeToken(token, verb);
  if (!state) return [['badResumptionToken', 'not a token of ours']];
  if (state.set !== undefined && behaviour.sets.length === 0) return [['noSetHierarchy', 'there are no sets']];
  if (!behaviour.formats.some(([prefix]) => prefix === state.prefix)) return [['cannotDisseminateFormat', `no format ${state.prefix}`]];
  const all = behaviour.records.filter((each) => behaviour.matches(each, state));
  const page = all.slice(state.offset, state.offset + behaviour.pageSize);
  if (all.length === 0) return [['noRecordsMatch', 'nothing matches']];
  const next = state.offset + behaviour.pageSize;
  const resumption =
    next < all.length
      ? behaviour.tokenElement(behaviour.encodeToken({ ...state, offset: next }), state.offset, all.length)
      : state.offset > 0
        ? behaviour.lastToken
        : '';
  const items = page.map((each) =>
    verb === 'ListIdentifiers' ? behaviour.header(each, verb) : recordXml(behaviour, each, state.prefix, verb),
  );
  return `<${verb}>${items.join('')}${resumption}</${verb}>`;
};

const firstState = (verb: string, args: URLSearchParams): TokenState => ({
  verb,
  offset: 0,
  prefix: args.get('metadataPrefix') ?? '',
  ...Object.fromEntries(['from', 'until', 'set'].flatMap((name) => (args.has(name) ? [[name, args.get(name)]] : []))),
});
