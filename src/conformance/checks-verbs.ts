import { findChild, textOf } from '../xml/element.js';
import { argumentsOf, childrenOf, describeAnswer, hasError, verbElement } from './answer.js';
import { about, fail, none, notApplicable, pass, plainAnswers, refuses, warn, type Check } from './check.js';
import { readHeader } from './list-walk.js';
import { queryOf } from './query.js';

const UNKNOWN_PREFIX = 'no-such-format';
const UNKNOWN_IDENTIFIER = 'oai:no-such-repository.example:no-such-item';

const VERBS_OF_CODE: Readonly<Record<string, readonly string[]>> = {
  badVerb: [],
  badArgument: [],
  badResumptionToken: ['ListIdentifiers', 'ListRecords', 'ListSets'],
  cannotDisseminateFormat: ['GetRecord', 'ListIdentifiers', 'ListRecords'],
  idDoesNotExist: ['GetRecord', 'ListMetadataFormats'],
  noRecordsMatch: ['ListIdentifiers', 'ListRecords'],
  noMetadataFormats: ['ListMetadataFormats'],
  noSetHierarchy: ['ListSets', 'ListIdentifiers', 'ListRecords'],
};

/** Requirements 19 to 21: errors. */
export const ERROR_CHECKS: readonly Check[] = [
  refuses({
    id: 'R19',
    name: 'A request without verb is badVerb',
    section: '§3.6',
    question: () => '',
    codes: ['badVerb'],
    advice: 'Answer badVerb.',
  }),
  refuses({
    id: 'R19a',
    name: 'An unknown verb is badVerb',
    section: '§3.6',
    question: () => 'verb=ListEverything',
    codes: ['badVerb'],
    advice: 'Answer badVerb.',
  }),
  {
    id: 'R19b',
    name: 'Only the eight error codes are used, each where it belongs',
    section: '§3.6',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination).flatMap((answer) => {
          const verb = argumentsOf(answer).get('verb') ?? '';
          return answer.errors
            .filter(({ code }) => !(VERBS_OF_CODE[code]?.length === 0 || VERBS_OF_CODE[code]?.includes(verb)))
            .map(({ code }) => `"${code}" for ?${answer.query}`);
        }),
        'Use the codes of §3.6 only, with the verbs that the table there names.',
      ),
  },
  {
    id: 'R20',
    name: 'Every error says in words what is wrong',
    section: '§3.6',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ errors }) => errors.some(({ message }) => message === ''))
          .map(({ query, errors }) => `${errors[0]?.code ?? ''} for ?${query}`),
        'Add a text that names the argument, its value and what to do.',
        'warn',
      ),
  },
  {
    id: 'R20a',
    name: 'All problems of a request are reported together',
    section: '§3.6',
    async run({ ask }) {
      const answer = await ask('verb=ListRecords&nonsense=1&from=yesterday');
      if (!hasError(answer, 'badArgument')) return about(answer, fail(describeAnswer(answer), 'Answer badArgument.'));
      return about(
        answer,
        answer.errors.length > 1
          ? pass()
          : warn('one error for three problems', 'Report one error element for each problem of the request.'),
      );
    },
  },
  ...(['ListRecords', 'ListIdentifiers'] as const).map((verb, index) =>
    refuses({
      id: index === 0 ? 'R21' : 'R21a',
      name: `${verb} in an unknown format is cannotDisseminateFormat`,
      section: '§3.6',
      question: () => ({ verb, metadataPrefix: UNKNOWN_PREFIX }),
      codes: ['cannotDisseminateFormat'],
      advice: 'A prefix of legal form that is not known is cannotDisseminateFormat, never badArgument.',
    }),
  ),
  {
    id: 'R21b',
    name: 'An unknown set where there are sets is noRecordsMatch',
    section: '§3.6',
    async run({ ask, survey: { setSpecs } }) {
      if (setSpecs.length === 0) return notApplicable('the repository has no sets');
      const answer = await ask(queryOf({ verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'no-such-set' }));
      if (hasError(answer, 'noRecordsMatch')) return about(answer, pass());
      const advice = 'A setSpec of legal form that matches nothing is noRecordsMatch.';
      return about(answer, hasError(answer, 'badArgument') ? warn(describeAnswer(answer), advice) : fail(describeAnswer(answer), advice));
    },
  },
];

/** Requirements 22 to 27: what each verb takes and gives. */
export const VERB_CHECKS: readonly Check[] = [
  refuses({
    id: 'R22',
    name: 'GetRecord without identifier is badArgument',
    section: '§4.1',
    question: () => ({ verb: 'GetRecord', metadataPrefix: 'oai_dc' }),
    codes: ['badArgument'],
    advice: 'identifier is required.',
  }),
  refuses({
    id: 'R22a',
    name: 'GetRecord without metadataPrefix is badArgument',
    section: '§4.1',
    question: ({ live }) => live && { verb: 'GetRecord', identifier: live.identifier },
    codes: ['badArgument'],
    advice: 'metadataPrefix is required.',
  }),
  refuses({
    id: 'R22b',
    name: 'GetRecord takes nothing else',
    section: '§4.1',
    question: ({ live }) => live && { verb: 'GetRecord', identifier: live.identifier, metadataPrefix: 'oai_dc', from: '2000-01-01' },
    codes: ['badArgument'],
    advice: 'Refuse arguments of other verbs.',
  }),
  {
    id: 'R22c',
    name: 'GetRecord gives the record that was asked for',
    section: '§4.1',
    async run({ ask, survey: { live } }) {
      if (!live) return notApplicable('the list shows no live record');
      const answer = await ask(queryOf({ verb: 'GetRecord', identifier: live.identifier, metadataPrefix: 'oai_dc' }));
      const [record, ...others] = childrenOf(verbElement(answer, 'GetRecord'), 'record');
      const header = record && findChild(record, 'header');
      const right = header && others.length === 0 && readHeader(header).identifier === live.identifier && findChild(record, 'metadata');
      return about(answer, right ? pass() : fail(describeAnswer(answer), 'Give exactly the record of this identifier, with its metadata.'));
    },
  },
  refuses({
    id: 'R23',
    name: 'Identify takes no arguments',
    section: '§4.2',
    question: () => 'verb=Identify&metadataPrefix=oai_dc',
    codes: ['badArgument'],
    advice: 'Answer badArgument to any argument beside the verb.',
  }),
  ...(['ListRecords', 'ListIdentifiers'] as const).map((verb, index) =>
    refuses({
      id: index === 0 ? 'R24' : 'R24a',
      name: `${verb} without metadataPrefix is badArgument`,
      section: index === 0 ? '§4.5' : '§4.3',
      question: () => ({ verb }),
      codes: ['badArgument'],
      advice: 'metadataPrefix is required unless a resumptionToken is given.',
    }),
  ),
  refuses({
    id: 'R24b',
    name: 'A resumptionToken comes alone',
    section: '§3.5, §4.5',
    question: ({ records }) => ({
      verb: 'ListRecords',
      metadataPrefix: 'oai_dc',
      resumptionToken: records.pages[0]?.token?.value || 'any-token',
    }),
    codes: ['badArgument'],
    advice: 'resumptionToken is exclusive: any argument beside it and the verb is badArgument.',
  }),
  {
    id: 'R25',
    name: 'ListMetadataFormats of an item names its formats',
    section: '§4.4',
    async run({ ask, survey: { live } }) {
      if (!live) return notApplicable('the list shows no live record');
      const answer = await ask(queryOf({ verb: 'ListMetadataFormats', identifier: live.identifier }));
      const prefixes = childrenOf(verbElement(answer, 'ListMetadataFormats'), 'metadataFormat').map((format) =>
        textOf(findChild(format, 'metadataPrefix')).trim(),
      );
      return about(
        answer,
        prefixes.includes('oai_dc') ? pass(prefixes.join(', ')) : fail(describeAnswer(answer), 'oai_dc is a format of every item.'),
      );
    },
  },
  refuses({
    id: 'R25a',
    name: 'ListMetadataFormats of an unknown item is idDoesNotExist',
    section: '§4.4',
    question: () => ({ verb: 'ListMetadataFormats', identifier: UNKNOWN_IDENTIFIER }),
    codes: ['idDoesNotExist'],
    advice: 'Answer idDoesNotExist.',
  }),
  refuses({
    id: 'R25b',
    name: 'ListMetadataFormats takes nothing but identifier',
    section: '§4.4',
    question: () => ({ verb: 'ListMetadataFormats', metadataPrefix: 'oai_dc' }),
    codes: ['badArgument'],
    advice: 'Answer badArgument.',
  }),
  {
    id: 'R26',
    name: 'ListSets gives sets or noSetHierarchy',
    section: '§4.6',
    run({ survey: { sets } }) {
      const first = sets.pages[0]?.answer;
      if (!first) return notApplicable('ListSets was not asked');
      const right = sets.pages.some((page) => page.sets.length > 0) || hasError(first, 'noSetHierarchy');
      return about(
        first,
        right ? pass() : fail(describeAnswer(first), 'Without sets, answer noSetHierarchy; an empty ListSets is not valid.'),
      );
    },
  },
  refuses({
    id: 'R26a',
    name: 'ListSets takes nothing but resumptionToken',
    section: '§4.6',
    question: () => ({ verb: 'ListSets', metadataPrefix: 'oai_dc' }),
    codes: ['badArgument'],
    advice: 'Answer badArgument.',
  }),
  refuses({
    id: 'R26b',
    name: 'Without sets, the argument set is noSetHierarchy',
    section: '§3.6',
    question: ({ sets }) => {
      const first = sets.pages[0]?.answer;
      return first && hasError(first, 'noSetHierarchy') ? { verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'any' } : undefined;
    },
    codes: ['noSetHierarchy'],
    advice: 'Answer noSetHierarchy.',
  }),
  refuses({
    id: 'R27',
    name: 'GetRecord of an unknown item is idDoesNotExist',
    section: '§4.1',
    question: () => ({ verb: 'GetRecord', identifier: UNKNOWN_IDENTIFIER, metadataPrefix: 'oai_dc' }),
    codes: ['idDoesNotExist'],
    advice: 'Answer idDoesNotExist.',
  }),
  refuses({
    id: 'R27a',
    name: 'GetRecord in an unknown format is cannotDisseminateFormat',
    section: '§4.1',
    question: ({ live }) => live && { verb: 'GetRecord', identifier: live.identifier, metadataPrefix: UNKNOWN_PREFIX },
    codes: ['cannotDisseminateFormat'],
    advice: 'Answer cannotDisseminateFormat, with HTTP status 200.',
  }),
  {
    id: 'R27b',
    name: 'GetRecord gives what ListRecords lists, in every format',
    section: '§4.1, §4.5',
    async run({ ask, survey: { otherFormats } }) {
      const faults: string[] = [];
      for (const { format, walk } of otherFormats) {
        const live = walk.headers.find(({ status }) => status === '');
        if (!live) continue;
        const answer = await ask(queryOf({ verb: 'GetRecord', identifier: live.identifier, metadataPrefix: format.prefix }));
        if (!verbElement(answer, 'GetRecord')) faults.push(`${describeAnswer(answer)} for ${live.identifier} in ${format.prefix}`);
      }
      return none(faults, 'List in a format exactly the records that GetRecord gives in it.');
    },
  },
  {
    id: 'R27c',
    name: 'Each format that is listed can be harvested',
    section: '§4.5',
    run: ({ survey: { otherFormats } }) =>
      none(
        otherFormats
          .flatMap(({ walk }) => walk.pages.slice(0, 1))
          .filter(({ answer }) => !verbElement(answer, 'ListRecords') && !hasError(answer, 'noRecordsMatch'))
          .map(({ answer }) => `${describeAnswer(answer)} for ?${answer.query}`),
        'Answer with records or, where no item has the format, with noRecordsMatch.',
      ),
  },
];
