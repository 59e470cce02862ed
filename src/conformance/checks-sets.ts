import { childElements, findChild, textOf } from '../xml/element.js';
import { isSetSpec } from '../oai-pmh/protocol.js';
import { describeAnswer, hasError, verbElement } from './answer.js';
import { about, fail, none, notApplicable, pass, type Check, type Examination, type Verdict } from './check.js';
import { readHeader, readPage, walkList, type HeaderSeen } from './list-walk.js';
import { queryOf } from './query.js';
import { allHeaders } from './survey.js';

const MOST_SETS_ASKED = 8;

/** Requirements 40 to 42: deletions. */
export const DELETION_CHECKS: readonly Check[] = [
  {
    id: 'R40',
    name: 'What Identify says of deletions is what the lists show',
    section: '§2.5.1',
    run({ survey: { repository, deleted } }) {
      if (repository.deletedRecord !== 'no') return pass(repository.deletedRecord);
      return deleted
        ? fail(`${deleted.identifier} is deleted, but deletedRecord is no`, 'Declare transient or persistent, or show no deletions.')
        : pass('no');
    },
  },
  {
    id: 'R40a',
    name: 'GetRecord shows a deleted record as deleted',
    section: '§2.5.1',
    async run({ ask, survey: { deleted } }) {
      if (!deleted) return notApplicable('the lists show no deleted record');
      const answer = await ask(queryOf({ verb: 'GetRecord', identifier: deleted.identifier, metadataPrefix: 'oai_dc' }));
      const header = findChild(findChild(verbElement(answer, 'GetRecord'), 'record'), 'header');
      return about(
        answer,
        header?.attributes['status'] === 'deleted'
          ? pass()
          : fail(describeAnswer(answer), 'Answer with the header of status deleted, as in lists.'),
      );
    },
  },
  {
    id: 'R41',
    name: 'A deleted record has a header and nothing else, any other has metadata',
    section: '§2.5.1',
    run({ survey: { records, otherFormats } }) {
      const all = [records, ...otherFormats.map(({ walk }) => walk)].flatMap((walk) => walk.pages.flatMap((page) => page.records));
      if (all.length === 0) return notApplicable('the lists show no record');
      return none(
        all.flatMap((record) => {
          const header = findChild(record, 'header');
          const parts = childElements(record).length;
          const deleted = header?.attributes['status'] === 'deleted';
          const right = deleted ? parts === 1 : findChild(record, 'metadata') !== undefined;
          return right
            ? []
            : [
                `${header ? readHeader(header).identifier : 'a record without header'}${deleted ? ' is deleted but holds more' : ' has no metadata'}`,
              ];
        }),
        'Send header status="deleted" alone for what is gone, and metadata for what is not.',
      );
    },
  },
  {
    id: 'R41a',
    name: 'A harvest of a set shows its deleted records',
    section: '§2.5.1, §2.6',
    run: (examination) => setHarvestFinds(examination, examination.survey.deleted, 'Keep the sets that a record had when it was deleted.'),
  },
];

/** Requirements 43 to 46: sets. */
export const SET_CHECKS: readonly Check[] = [
  {
    id: 'R43',
    name: 'Every setSpec is legal, listed once, and has a name',
    section: '§2.6, §4.6',
    run({ survey: { sets, setSpecs } }) {
      if (setSpecs.length === 0) return notApplicable('the repository has no sets');
      const nameless = sets.pages.flatMap((page) => page.sets.filter((set) => textOf(findChild(set, 'setName')).trim() === ''));
      return none(
        [
          ...setSpecs.filter((setSpec) => !isSetSpec(setSpec)).map((setSpec) => `"${setSpec}" is not legal`),
          ...setSpecs.filter((setSpec, index) => setSpecs.indexOf(setSpec) !== index).map((setSpec) => `${setSpec} is listed twice`),
          ...nameless.map((set) => `${textOf(findChild(set, 'setSpec'))} has no name`),
        ],
        'List each set once, with a name, its setSpec a colon-separated path of unreserved signs.',
      );
    },
  },
  {
    id: 'R44',
    name: 'A set takes in all sets below it',
    section: '§2.6',
    async run(examination) {
      const { survey } = examination;
      const inBranch = survey.records.headers.flatMap((header) =>
        header.sets.filter((setSpec) => setSpec.includes(':')).map((setSpec) => ({ header, setSpec })),
      );
      const [sample] = inBranch;
      if (!sample) return notApplicable('no record is in a set below another');
      return harvestFinds(
        examination,
        sample.setSpec.slice(0, sample.setSpec.indexOf(':')),
        sample.header,
        'set=a must give what is in a:b too.',
      );
    },
  },
  {
    id: 'R44a',
    name: 'A harvest of a set finds the records whose headers name it',
    section: '§2.6',
    run: (examination) =>
      setHarvestFinds(
        examination,
        examination.survey.records.headers.find(({ sets, status }) => sets.length > 0 && status === ''),
        'Select by the same memberships that the headers show.',
      ),
  },
  {
    id: 'R44b',
    name: 'A harvest of a set gives only what is in it',
    section: '§2.6',
    async run({ ask, survey: { setSpecs } }) {
      if (setSpecs.length === 0) return notApplicable('the repository has no sets');
      const strangers: string[] = [];
      for (const setSpec of setSpecs.slice(0, MOST_SETS_ASKED)) {
        const answer = await ask(queryOf({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: setSpec }));
        const outside = readPage(answer, 'ListIdentifiers').headers.filter(
          ({ sets }) => !sets.some((each) => each === setSpec || each.startsWith(`${setSpec}:`)),
        );
        strangers.push(...outside.map(({ identifier, sets }) => `${identifier} of ${sets.join(', ') || 'no set'} for set=${setSpec}`));
      }
      return none(strangers, 'Filter by set, and show the memberships in the headers.');
    },
  },
  {
    id: 'R45',
    name: 'A record has the same header in ListRecords, ListIdentifiers and GetRecord',
    section: '§2.5, §2.6',
    async run({ ask, survey: { records, identifiers, live, now } }) {
      if (!live) return notApplicable('the list shows no live record');
      const answer = await ask(queryOf({ verb: 'GetRecord', identifier: live.identifier, metadataPrefix: 'oai_dc' }));
      const header = findChild(findChild(verbElement(answer, 'GetRecord'), 'record'), 'header');
      const inRecords = new Map(records.headers.map((each) => [each.identifier, spelled(each)]));
      const differing = [...identifiers.headers, ...(header ? [readHeader(header)] : [])].filter((each) => {
        const other = inRecords.get(each.identifier);
        // What changed while we asked may differ.
        return other !== undefined && other !== spelled(each) && each.datestamp < now;
      });
      return none(
        differing.map((each) => `${each.identifier}: ${spelled(each)}, in ListRecords ${inRecords.get(each.identifier) ?? ''}`),
        'Write headers by one function for all three verbs.',
      );
    },
  },
  {
    id: 'R45a',
    name: 'Every set of a header is listed by ListSets',
    section: '§2.6',
    run({ survey }) {
      if (survey.sets.end !== 'complete') return notApplicable('the list of sets was not followed to its end');
      const listed = new Set(survey.setSpecs);
      return none(
        [...new Set(allHeaders(survey).flatMap(({ sets }) => sets))].filter((setSpec) => !listed.has(setSpec)),
        'List every set that a header names.',
      );
    },
  },
  {
    id: 'R46',
    name: 'Every set that is listed can be harvested',
    section: '§2.6, §4.3',
    async run({ ask, survey: { setSpecs } }) {
      if (setSpecs.length === 0) return notApplicable('the repository has no sets');
      const faults: string[] = [];
      for (const setSpec of setSpecs.slice(0, MOST_SETS_ASKED)) {
        const answer = await ask(queryOf({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: setSpec }));
        if (!verbElement(answer, 'ListIdentifiers') && !hasError(answer, 'noRecordsMatch'))
          faults.push(`${describeAnswer(answer)} for set=${setSpec}`);
      }
      return none(faults, 'Answer with headers, or noRecordsMatch for an empty set.');
    },
  },
];

const spelled = ({ datestamp, status, sets }: HeaderSeen): string =>
  `${datestamp}${status === '' ? '' : ` ${status}`} [${[...sets].sort().join(' ')}]`;

const setHarvestFinds = async (examination: Examination, header: HeaderSeen | undefined, advice: string): Promise<Verdict> => {
  const setSpec = header?.sets[0];
  return header === undefined || setSpec === undefined
    ? notApplicable('the list shows no such record in a set')
    : harvestFinds(examination, setSpec, header, advice);
};

/** Narrowed to the record's own datestamp, so that a large set costs one page. */
const harvestFinds = async ({ session }: Examination, set: string, header: HeaderSeen, advice: string): Promise<Verdict> => {
  const args = { metadataPrefix: 'oai_dc', set, from: header.datestamp, until: header.datestamp };
  const walk = await walkList(session, 'ListIdentifiers', args, { maxPages: 10, maxRecords: 5_000 });
  const [first] = walk.pages;
  if (!first) return notApplicable('nothing was asked');
  const found = walk.headers.some(({ identifier }) => identifier === header.identifier);
  if (!found && walk.end === 'bounded') return about(first.answer, notApplicable('the list is too long to be followed to its end'));
  return about(first.answer, found ? pass() : fail(`${describeAnswer(first.answer)}, without ${header.identifier}`, advice));
};
