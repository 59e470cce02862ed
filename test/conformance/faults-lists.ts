import { confusing, isVerb, rewriting, type PlantedFault } from './planted-fault.js';
import { RIGHT, type Behaviour } from './provider-double.js';

const FIRST = RIGHT.records[0]!;

/** Each token slips by one record when it comes again. */
const slipping = (): Partial<Behaviour> => {
  const used = new Set<string>();
  return {
    decodeToken: (token, verb) => {
      const state = RIGHT.decodeToken(token, verb);
      if (!state || !used.has(token)) {
        used.add(token);
        return state;
      }
      return { ...state, offset: state.offset - 1 };
    },
  };
};

/** Each token of ListRecords is good once. */
const forgetful = (): Partial<Behaviour> => {
  const used = new Set<string>();
  return {
    decodeToken: (token, verb) => {
      if (used.has(token)) return undefined;
      if (verb === 'ListRecords') used.add(token);
      return RIGHT.decodeToken(token, verb);
    },
  };
};

/** The one page of a whole list ends with a token to which nothing matches. */
const promising = (): Partial<Behaviour> => ({
  pageSize: 7,
  rewrite: (text, args) => {
    const verb = args.get('verb') ?? '';
    const token = RIGHT.encodeToken({ verb, prefix: 'oai_dc', offset: 7 });
    const whole = args.size === 2 && args.get('metadataPrefix') === 'oai_dc' && ['ListRecords', 'ListIdentifiers'].includes(verb);
    const more = whole ? text.replace(`</${verb}>`, `${RIGHT.tokenElement(token, 0, 7)}</${verb}>`) : text;
    return more.replace(/<(ListRecords|ListIdentifiers)><resumptionToken\/><\/\1>/, '<error code="noRecordsMatch">nothing more</error>');
  },
});

/** Requirements 39 and 51 to 57, and what clients need of tokens. */
export const listFaults: readonly PlantedFault[] = [
  ['a record comes on two pages', 'R39', [], { records: [...RIGHT.records, FIRST] }],
  ['the list ends before its size', 'R51', [], { rewrite: (text) => text.replaceAll('completeListSize="7"', 'completeListSize="9"') }],
  [
    'ListIdentifiers knows one more',
    'R51a',
    ['R53', 'R53a'],
    rewriting(
      (text) =>
        text.replace(
          '<ListIdentifiers>',
          '<ListIdentifiers><header><identifier>oai:double.example.org:a/0</identifier><datestamp>2021-01-01T00:00:00Z</datestamp></header>',
        ),
      (args) => args.toString() === 'verb=ListIdentifiers&metadataPrefix=oai_dc',
    ),
  ],
  [
    'an empty page in between',
    'R51b',
    ['R11', 'R51a', 'R51', 'R57'],
    rewriting(
      (text) => text.replace(/<ListRecords>.*(?=<resumptionToken)/, '<ListRecords>'),
      (args) => args.has('resumptionToken') && args.get('verb') === 'ListRecords',
    ),
  ],
  ['the last page has no token', 'R52', [], { lastToken: '' }],
  [
    'a list of one page has an empty token',
    'R52a',
    [],
    { pageSize: 100, rewrite: (text) => text.replace(/<\/(ListRecords|ListIdentifiers)>/, '<resumptionToken/></$1>') },
  ],
  ['cursor counts pages', 'R53', [], { tokenElement: (token, cursor, size) => RIGHT.tokenElement(token, cursor / 3, size) }],
  ['cursor counts this page too', 'R53', [], { tokenElement: (token, cursor, size) => RIGHT.tokenElement(token, cursor + 3, size) }],
  ['completeListSize is too small', 'R53a', [], { tokenElement: (token, cursor) => RIGHT.tokenElement(token, cursor, 4) }],
  [
    'tokens are expired',
    'R53b',
    [],
    { tokenElement: (token, cursor, size) => RIGHT.tokenElement(token, cursor, size).replace('2024-06-03', '2024-05-03') },
  ],
  [
    'any token is the first page',
    'R54',
    ['R54b', 'R54c'],
    { decodeToken: (token, verb) => RIGHT.decodeToken(token, verb) ?? { verb, offset: 0, prefix: 'oai_dc' } },
  ],
  [
    'ListSets takes any token',
    'R54a',
    [],
    rewriting(
      (text) =>
        text.replace(
          /<error code="badResumptionToken">.*<\/error>/,
          '<ListSets><set><setSpec>own</setSpec><setName>x</setName></set></ListSets>',
        ),
      isVerb('ListSets'),
    ),
  ],
  [
    'a token is good without its end',
    'R54b',
    [],
    {
      decodeToken: (token, verb) =>
        RIGHT.decodeToken(token, verb) ??
        (token.startsWith('ey') && !token.includes('.') ? { verb, offset: 3, prefix: 'oai_dc' } : undefined),
    },
  ],
  [
    'tokens are good for any verb',
    'R54c',
    [],
    {
      decodeToken: (token, verb) => {
        const state = RIGHT.decodeToken(token, 'ListRecords') ?? RIGHT.decodeToken(token, 'ListIdentifiers');
        return state && { ...state, verb };
      },
    },
  ],
  ['a token gives another page the second time', 'R55', ['R56'], slipping()],
  ['only the latest token is good', 'R56', ['R55'], forgetful()],
  ['a token that leads to nothing', 'R57', [], promising()],
  [
    'the same token for ever',
    'R57',
    ['R54c'],
    { encodeToken: () => 'always', decodeToken: (token, verb) => (token === 'always' ? { verb, offset: 3, prefix: 'oai_dc' } : undefined) },
  ],
  [
    'tokens that do not survive in a URL',
    'R57a',
    [],
    {
      encodeToken: (state) => `${RIGHT.encodeToken(state)}=+/`,
      decodeToken: (token, verb) => RIGHT.decodeToken(token.replace('=+/', ''), verb),
    },
  ],
  ['tokens without attributes', 'C1', [], { tokenElement: (token) => `<resumptionToken>${token}</resumptionToken>` }],
  ['an empty token with attributes', 'C2', [], { lastToken: '<resumptionToken cursor="6" completeListSize="7"/>' }],
  [
    'a token 0',
    'C3',
    ['R54c'],
    {
      pageSize: 4,
      encodeToken: () => '0',
      decodeToken: (token, verb) => (token === '0' ? { verb, offset: 4, prefix: 'oai_dc' } : undefined),
    },
  ],
  [
    'noRecordsMatch to a junk token',
    'R54',
    ['R54b', 'R54c'],
    confusing('badResumptionToken', 'noRecordsMatch', isVerb('ListRecords', 'ListIdentifiers')),
  ],
];
