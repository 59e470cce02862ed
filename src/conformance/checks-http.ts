import { textOf } from '../xml/element.js';
import { argumentsOf, describeAnswer, requestElement, verbElement, type Answer } from './answer.js';
import { about, fail, none, notApplicable, pass, plainAnswers, refusal, refuses, warn, type Check } from './check.js';
import { readPage } from './list-walk.js';
import { queryOf } from './query.js';

const IDENTIFY = queryOf({ verb: 'Identify' });
const POST_ADVICE = 'Read the arguments of an application/x-www-form-urlencoded body as those of the URL.';
const LIST = queryOf({ verb: 'ListRecords', metadataPrefix: 'oai_dc' });

/** Requirements 1 to 10: how questions come and answers go. */
export const HTTP_CHECKS: readonly Check[] = [
  {
    id: 'R1',
    name: 'The base URL holds no arguments of its own',
    section: '§3.1.1.1',
    run: ({ survey: { repository } }) =>
      repository.baseUrl.includes('?')
        ? fail(repository.baseUrl, 'Give the repository an address without a query part and print that as baseURL.')
        : pass(repository.baseUrl),
  },
  {
    id: 'R2',
    name: 'POST gives the same Identify as GET',
    section: '§3.1.1.2',
    async run({ ask, survey }) {
      const posted = await ask(IDENTIFY, { method: 'POST' });
      const same = contentOf(posted, 'Identify') === contentOf(survey.identify, 'Identify');
      return about(posted, same ? pass() : fail(describeAnswer(posted), POST_ADVICE));
    },
  },
  {
    id: 'R2a',
    name: 'POST gives the same records as GET',
    section: '§3.1.1.2',
    async run({ ask }) {
      const [posted, got] = [await ask(LIST, { method: 'POST' }), await ask(LIST)];
      const same = identifiersOf(posted) === identifiersOf(got) && posted.errors.length === got.errors.length;
      return about(posted, same ? pass() : fail(`${describeAnswer(posted)}, but by GET ${describeAnswer(got)}`, POST_ADVICE));
    },
  },
  {
    id: 'R2b',
    name: 'POST refuses what GET refuses',
    section: '§3.1.1.2',
    run: async ({ ask }) => refusal(await ask('verb=Nonsense', { method: 'POST' }), ['badVerb'], POST_ADVICE),
  },
  {
    id: 'R3',
    name: 'Arguments may come in any order',
    section: '§3.1.1.1',
    async run({ ask }) {
      const [turned, straight] = [await ask(queryOf({ metadataPrefix: 'oai_dc', verb: 'ListRecords' })), await ask(LIST)];
      const same = identifiersOf(turned) === identifiersOf(straight) && turned.errors.length === straight.errors.length;
      return about(turned, same ? pass() : fail(describeAnswer(turned), 'Read the arguments by name, not by place.'));
    },
  },
  {
    id: 'R3a',
    name: 'Percent-encoded arguments are decoded',
    section: '§3.1.1.3',
    async run({ ask, survey: { live } }) {
      if (!live) return notApplicable('the list shows no live record');
      const encoded = [...new TextEncoder().encode(live.identifier)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
      const answer = await ask(`verb=GetRecord&metadataPrefix=oai%5Fdc&identifier=${encoded.join('')}`);
      return about(answer, verbElement(answer, 'GetRecord') ? pass() : fail(describeAnswer(answer), 'Decode %XX in every argument, once.'));
    },
  },
  refuses({
    id: 'R4',
    name: 'Verbs are case-sensitive',
    section: '§3.1.1.1',
    question: () => 'verb=identify',
    codes: ['badVerb'],
    advice: 'Compare the verb exactly; anything else is badVerb.',
  }),
  refuses({
    id: 'R4a',
    name: 'An unknown argument is refused',
    section: '§3.6',
    question: () => `${LIST}&nonsense=1`,
    codes: ['badArgument'],
    advice: 'Answer badArgument to every argument that the verb does not know.',
  }),
  refuses({
    id: 'R4b',
    name: 'Names of arguments are case-sensitive',
    section: '§3.1.1.1',
    question: () => 'verb=ListRecords&MetadataPrefix=oai_dc',
    codes: ['badArgument'],
    advice: 'Compare the names of arguments exactly.',
  }),
  refuses({
    id: 'R5',
    name: 'A repeated argument is refused',
    section: '§3.6',
    question: () => `${LIST}&metadataPrefix=oai_dc`,
    codes: ['badArgument'],
    advice: 'Count how often an argument comes; more than once is badArgument, also with the same value.',
  }),
  refuses({
    id: 'R5a',
    name: 'A repeated verb is refused',
    section: '§3.6',
    question: () => 'verb=Identify&verb=Identify',
    codes: ['badVerb'],
    advice: 'Answer badVerb when verb comes more than once.',
  }),
  refuses({
    id: 'R5b',
    name: 'An empty verb is refused',
    section: '§3.6',
    question: () => 'verb=',
    codes: ['badVerb'],
    advice: 'Answer badVerb to an empty verb.',
  }),
  refuses({
    id: 'R5c',
    name: 'An empty date is refused',
    section: '§3.6',
    question: () => `${LIST}&from=`,
    codes: ['badArgument'],
    advice: 'An empty value is no date: badArgument.',
  }),
  refuses({
    id: 'R5d',
    name: 'An empty set is refused',
    section: '§3.6',
    question: () => `${LIST}&set=`,
    codes: ['badArgument', 'noSetHierarchy'],
    advice: 'An empty value is no setSpec: badArgument.',
  }),
  {
    id: 'R6',
    name: 'Every answer is text/xml',
    section: '§3.1.2.1',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ root, responseHeaders }) => root !== undefined && !/^text\/xml\s*(?:;|$)/i.test(responseHeaders['content-type'] ?? ''))
          .map(({ query, responseHeaders }) => `${responseHeaders['content-type'] ?? 'none'} for ?${query}`),
        'Send Content-Type: text/xml; charset=utf-8 with every answer.',
      ),
  },
  {
    id: 'R7',
    name: 'Errors of the protocol come with HTTP status 200',
    section: '§3.6',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ status, errors }) => errors.length > 0 && status !== 200)
          .map(({ status, query, errors }) => `HTTP ${status} with ${errors[0]?.code ?? ''} for ?${query}`),
        'OAI-PMH errors are answers: send them with status 200.',
      ),
  },
  {
    id: 'R8',
    name: 'Every request gets an answer of the protocol, or 503 with Retry-After in seconds',
    section: '§3.1.2.2',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(
            ({ root, status, responseHeaders }) =>
              root === undefined && !(status === 503 && /^\d+$/.test(responseHeaders['retry-after'] ?? '')),
          )
          .map((answer) => `${describeAnswer(answer)} for ?${answer.query}`),
        'Answer with XML of the protocol whatever is asked; when out of order, with 503 and Retry-After: <seconds>.',
      ),
  },
  {
    id: 'R9',
    name: 'Without Accept-Encoding, or with identity, answers are not compressed',
    section: '§3.1.3',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ responseHeaders }) => isCompressed(responseHeaders))
          .map(({ query, responseHeaders }) => `${responseHeaders['content-encoding'] ?? ''} for ?${query}`),
        'Compress only what Accept-Encoding asks for.',
      ),
  },
  {
    id: 'R9a',
    name: 'Each compression that Identify lists works',
    section: '§3.1.3',
    async run({ ask, survey: { repository, identify } }) {
      const codings = repository.compressions.filter((coding) => coding !== 'identity');
      if (codings.length === 0) return notApplicable('Identify lists no compression');
      for (const coding of codings) {
        const answer = await ask(IDENTIFY, { headers: { 'Accept-Encoding': coding } });
        if (contentOf(answer, 'Identify') !== contentOf(identify, 'Identify')) {
          return about(answer, fail(describeAnswer(answer), `Make ${coding} work or take it off the list.`));
        }
        if (answer.responseHeaders['content-encoding'] !== coding) {
          return about(answer, warn(`an answer that is not ${coding}`, `Send ${coding} when it is asked for, or take it off the list.`));
        }
      }
      return pass(codings.join(', '));
    },
  },
  {
    id: 'R9b',
    name: 'Identify does not list identity as a compression',
    section: '§3.1.3',
    run: ({ survey: { repository } }) =>
      repository.compressions.includes('identity') ? fail('identity', 'Leave identity out: it is always supported.') : pass(),
  },
  {
    id: 'R10',
    name: 'request holds the baseURL of Identify in every answer',
    section: '§3.2',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ root }) => root !== undefined)
          .map((answer) => requestText(answer))
          .filter((text) => text !== examination.survey.repository.baseUrl)
          .map((text) => `${text === '' ? 'nothing' : text} instead of ${examination.survey.repository.baseUrl}`),
        'Print the one configured base URL everywhere, never what the Host header says.',
      ),
  },
];

/** By value: elements are compared, not their spelling. */
const contentOf = (answer: Answer, verb: string): string => JSON.stringify(verbElement(answer, verb) ?? answer.failure ?? answer.errors);

const requestText = (answer: Answer): string => textOf(requestElement(answer)).trim();

const isCompressed = (headers: Readonly<Record<string, string>>): boolean => !['', 'identity'].includes(headers['content-encoding'] ?? '');

const identifiersOf = (answer: Answer): string => {
  const verb = argumentsOf(answer).get('verb');
  return verb === 'ListRecords' || verb === 'ListIdentifiers'
    ? readPage(answer, verb)
        .headers.map(({ identifier }) => identifier)
        .join('\n')
    : '';
};
