import { childElements, localName } from '../xml/element.js';
import { childrenOf, verbElement } from './answer.js';
import { about, fail, none, notApplicable, pass, warn, type Check } from './check.js';
import { isDatestampOf, isEarlier } from './datestamps.js';
import { allHeaders, type Survey } from './survey.js';

const ORDER = [
  'repositoryName',
  'baseURL',
  'protocolVersion',
  'adminEmail',
  'earliestDatestamp',
  'deletedRecord',
  'granularity',
  'compression',
  'description',
];

/** Requirements 28 to 31: what the repository says of itself. */
export const IDENTIFY_CHECKS: readonly Check[] = [
  {
    id: 'R28',
    name: 'Identify has its elements, spelt and in order as the standard has them',
    section: '§4.2',
    run({ survey: { identify } }) {
      const element = verbElement(identify, 'Identify');
      const names = element ? childElements(element).map(localName) : [];
      const places = names.map((name) => ORDER.indexOf(name));
      const missing = ORDER.slice(0, 7).filter((name) => !names.includes(name));
      const strange = names.filter((name) => !ORDER.includes(name));
      const right =
        missing.length + strange.length === 0 && places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
      const came = `missing: ${missing.join(', ') || 'none'}; unknown: ${strange.join(', ') || 'none'}; order: ${names.join(', ')}`;
      return about(identify, right ? pass() : fail(came, `The order is ${ORDER.join(', ')}.`));
    },
  },
  {
    id: 'R28a',
    name: 'protocolVersion is 2.0',
    section: '§4.2',
    run: ({ survey: { identify, repository } }) =>
      about(identify, repository.protocolVersion === '2.0' ? pass('2.0') : fail(`"${repository.protocolVersion}"`, 'Write 2.0.')),
  },
  {
    id: 'R28b',
    name: 'adminEmail holds addresses that a stranger can write to',
    section: '§4.2',
    run({ survey: { identify, repository } }) {
      if (repository.emails.length === 0) return about(identify, fail('no adminEmail', 'Give at least one address.'));
      const bad = repository.emails.filter(
        (email) => !/^[!-?A-~]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$/.test(email) || /^mailto:/i.test(email),
      );
      return about(identify, none(bad, 'Write a plain address, without mailto:, name or localhost.'));
    },
  },
  {
    id: 'R28c',
    name: 'repositoryName says who this is',
    section: '§4.2',
    run: ({ survey: { repository } }) =>
      repository.name === '' ? warn('an empty name', 'Name the repository for people.') : pass(repository.name),
  },
  {
    id: 'R29',
    name: 'earliestDatestamp is a lower limit of all datestamps, deletions too',
    section: '§4.2',
    run({ survey }) {
      const { earliest } = survey.repository;
      const headers = allHeaders(survey);
      if (headers.length === 0) return notApplicable('the lists show no record');
      if (earliest === '') return fail('no earliestDatestamp', 'Print it: harvesters start from it.');
      const earlier = headers
        .filter(({ datestamp }) => isEarlier(datestamp, earliest))
        .map(({ identifier, datestamp }) => `${identifier} of ${datestamp}`);
      return none(earlier, `Choose one constant at or before every datestamp; ${earliest} is too late.`);
    },
  },
  {
    id: 'R29a',
    name: 'earliestDatestamp has the finest granularity',
    section: '§4.2',
    run: ({ survey: { repository } }) =>
      isDatestampOf(repository.granularity, repository.earliest)
        ? pass(repository.earliest)
        : fail(
            `${repository.earliest || 'nothing'} with granularity ${repository.granularity || 'unknown'}`,
            'Write it as the header datestamps are written.',
          ),
  },
  {
    id: 'R29b',
    name: 'earliestDatestamp is a date that can be believed',
    section: '§4.2',
    run({ survey: { repository, now } }) {
      const { earliest } = repository;
      const advice = 'Choose a constant when the repository starts and keep it: neither the present moment nor the year 1.';
      if (now !== '' && isEarlier(now, earliest)) return fail(`${earliest} lies in the future of ${now}`, advice);
      if (earliest !== '' && earliest === now) return warn(`${earliest} is the present moment`, advice);
      return isEarlier(earliest, '1950-01-01') ? warn(earliest || 'nothing', advice) : pass(earliest);
    },
  },
  {
    id: 'R30',
    name: 'granularity is one of the two literals',
    section: '§3.3.2, §4.2',
    run: ({ survey: { repository } }) =>
      ['YYYY-MM-DD', 'YYYY-MM-DDThh:mm:ssZ'].includes(repository.granularity)
        ? pass(repository.granularity)
        : fail(`"${repository.granularity}"`, 'Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, letter by letter.'),
  },
  {
    id: 'R31',
    name: 'description, setDescription and about hold exactly one element of another namespace',
    section: '§2.5, §4.2, §4.6',
    run: ({ survey }) => none(containerFaults(survey), 'Wrap each thing in a container of its own, in its own namespace.'),
  },
  {
    id: 'R31a',
    name: 'What they hold names its schema',
    section: '§2.5, §4.2',
    run: ({ survey }) =>
      none(
        containersOf(survey).flatMap((container) =>
          childElements(container)
            .filter((content) => !(content.attributes['xsi:schemaLocation'] ?? '').split(/\s+/).includes(content.namespace))
            .map((content) => `<${content.name}> in ${localName(container)}`),
        ),
        'Add xsi:schemaLocation with the namespace and the address of its schema.',
        'warn',
      ),
  },
];

const containersOf = ({ identify, sets, records }: Survey) => [
  ...childrenOf(verbElement(identify, 'Identify'), 'description'),
  ...sets.pages.flatMap((page) => page.sets.flatMap((set) => childElements(set, 'setDescription'))),
  ...records.pages.flatMap((page) => page.records.flatMap((record) => childElements(record, 'about'))),
];

const containerFaults = (survey: Survey): readonly string[] =>
  containersOf(survey).flatMap((container) => {
    const contents = childElements(container);
    const [content] = contents;
    const right = contents.length === 1 && content !== undefined && content.namespace !== '' && content.namespace !== container.namespace;
    return right ? [] : [`${localName(container)} with ${contents.map(({ name }) => `<${name}>`).join(', ') || 'nothing'}`];
  });
