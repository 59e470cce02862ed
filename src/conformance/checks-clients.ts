import { childElements, localName, type XmlElement } from '../xml/element.js';
import { argumentsOf, describeAnswer, verbElement, type Answer } from './answer.js';
import { about, none, notApplicable, pass, plainAnswers, warn, type Check, type Examination } from './check.js';
import type { PageSeen } from './list-walk.js';
import { queryOf } from './query.js';

const IDENTIFY = queryOf({ verb: 'Identify' });

/** What the harvesters in use need beyond the standard: each of these has lost somebody records. */
export const CLIENT_CHECKS: readonly Check[] = [
  {
    id: 'C1',
    name: 'Every token that goes on has cursor, completeListSize and expirationDate',
    section: 'NatLibFi oai-pmh-client',
    run: (examination) =>
      onTokens(
        examination,
        ({ token }) =>
          token?.value && ['cursor', 'completeListSize', 'expirationDate'].every((name) => token.attributes[name] === undefined)
            ? 'a token without attributes'
            : undefined,
        'This client dies of a token without attributes.',
      ),
  },
  {
    id: 'C2',
    name: 'The token that ends a list is bare',
    section: 'NatLibFi oai-pmh-client',
    run: (examination) =>
      onTokens(
        examination,
        ({ token }) => (token?.value === '' && Object.keys(token.attributes).length > 0 ? 'an empty token with attributes' : undefined),
        'This client starts again from the first page, for ever: write <resumptionToken/>.',
      ),
  },
  {
    id: 'C3',
    name: 'No token is "0"',
    section: 'RecordManager',
    run: (examination) =>
      onTokens(
        examination,
        ({ token }) => (token?.value === '0' ? 'a token 0' : undefined),
        'In PHP "0" is false: the harvest ends there, without a word.',
      ),
  },
  {
    id: 'C4',
    name: 'Elements of the protocol have no prefix',
    section: 'RecordManager, NatLibFi oai-pmh-client',
    last: true,
    run: (examination) =>
      none(
        [...new Set(plainAnswers(examination).flatMap(({ root }) => (root ? prefixedIn(root) : [])))],
        'These clients read names with their prefix and would harvest nothing, without an error.',
        'warn',
      ),
  },
  {
    id: 'C5',
    name: 'MARCXML comes without prefix',
    section: 'NatLibFi oai-pmh-client, PHP MARC readers',
    run({ survey: { otherFormats } }) {
      const roots = otherFormats.flatMap(({ walk }) => walk.pages.flatMap((page) => page.records.flatMap(metadataOf)));
      const marc = roots.filter(({ namespace }) => namespace === 'http://www.loc.gov/MARC21/slim');
      if (marc.length === 0) return notApplicable('the lists show no MARCXML');
      return none(
        [...new Set(marc.filter(({ name }) => name.includes(':')).map(({ name }) => `<${name}>`))],
        'Declare the MARC namespace as the default of the record.',
        'warn',
      );
    },
  },
  {
    id: 'C6',
    name: 'No metadata hold an element named error',
    section: 'RecordManager',
    run: ({ survey: { records, otherFormats } }) =>
      none(
        [
          ...new Set(
            [records, ...otherFormats.map(({ walk }) => walk)].flatMap((walk) =>
              walk.pages.flatMap((page) =>
                page.records
                  .flatMap(metadataOf)
                  .filter(holdsError)
                  .map(({ name }) => `in <${name}>`),
              ),
            ),
          ),
        ],
        'This client aborts at any element of that name, anywhere.',
        'warn',
      ),
  },
  {
    id: 'C7',
    name: 'The base URL answers with and without a final slash',
    section: 'oai-pmh-2-js',
    async run({ ask, survey: { identify } }) {
      const answers = [await ask(IDENTIFY, { path: '/' }), await ask(IDENTIFY, { path: '' })];
      const bad = answers.find((answer) => !sameKind(answer, identify));
      return bad ? about(bad, warn(describeAnswer(bad), 'Answer alike at both addresses: this client always adds the slash.')) : pass();
    },
  },
  ...(
    [
      ['C8', 'application/json, text/plain, */*', 'JavaScript clients'],
      ['C8a', 'application/xml', 'oai-pmh-2-js'],
    ] as const
  ).map(([id, accept, section]): Check => ({
    id,
    name: `Accept: ${accept} gets XML`,
    section,
    async run({ ask, survey: { identify } }) {
      const answer = await ask(IDENTIFY, { headers: { Accept: accept } });
      return about(
        answer,
        sameKind(answer, identify)
          ? pass()
          : warn(describeAnswer(answer), 'Send XML unless HTML is asked for in so many words; never 406.'),
      );
    },
  })),
];

const onTokens = (
  { survey: { records, identifiers, sets } }: Examination,
  faultOf: (page: PageSeen) => string | undefined,
  advice: string,
) => {
  const pages = [records, identifiers, sets].flatMap((walk) => walk.pages).filter(({ token }) => token !== undefined);
  if (pages.length === 0) return notApplicable('no list comes in more than one page');
  return none(
    pages.flatMap((page) => {
      const fault = faultOf(page);
      return fault === undefined ? [] : [`${fault}, ${argumentsOf(page.answer).get('verb') ?? ''}`];
    }),
    advice,
    'warn',
  );
};

const sameKind = (answer: Answer, identify: Answer): boolean =>
  answer.status === identify.status && verbElement(answer, 'Identify') !== undefined;

/** Down to the containers: what stands inside those is not of the protocol. */
const prefixedIn = (element: XmlElement): readonly string[] => [
  ...(element.name.includes(':') ? [`<${element.name}>`] : []),
  ...(['metadata', 'about', 'description', 'setDescription'].includes(localName(element))
    ? []
    : childElements(element).flatMap(prefixedIn)),
];

const metadataOf = (record: XmlElement): readonly XmlElement[] =>
  childElements(record, 'metadata').flatMap((metadata) => childElements(metadata));

const holdsError = (element: XmlElement): boolean => localName(element) === 'error' || childElements(element).some(holdsError);
