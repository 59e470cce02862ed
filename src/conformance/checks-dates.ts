import { describeAnswer, hasError, responseDateOf, verbElement } from './answer.js';
import { about, fail, none, notApplicable, pass, refuses, warn, type Check, type Examination, type Verdict } from './check.js';
import { dayOf, daysAfter, isDatestampOf, isEarlier } from './datestamps.js';
import { readPage, walkList } from './list-walk.js';
import { queryOf } from './query.js';
import { allHeaders } from './survey.js';

const list = (args: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  verb: 'ListIdentifiers',
  metadataPrefix: 'oai_dc',
  ...args,
});

const NOT_ON_THE_CALENDAR = [
  '2023-02-30',
  '2023-13-01',
  '2023-00-10',
  '2023-02-30T00:00:00Z',
  '2023-01-01T24:00:00Z',
  '2023-01-01T10:60:00Z',
];
const NOT_A_DATE = [
  '2023',
  '2023-01',
  '2023-1-1',
  '20230101',
  '2023-01-01T00:00:00',
  '2023-01-01T00:00Z',
  '2023-01-01T00:00:00+02:00',
  'yesterday',
];

/** Requirements 32 to 36 and 39: dates. */
export const DATE_CHECKS: readonly Check[] = [
  {
    id: 'R32',
    name: 'Days are accepted as from and until',
    section: '§2.7.1, §3.3.1',
    run: (examination) =>
      finds(
        examination,
        (stamp) => ({ from: dayOf(stamp), until: dayOf(stamp) }),
        'Accept YYYY-MM-DD whatever the granularity; until covers the whole day.',
      ),
  },
  {
    id: 'R32a',
    name: 'Dates that are on no calendar are refused',
    section: '§3.3.1',
    run: (examination) =>
      refusesDates(examination, NOT_ON_THE_CALENDAR, 'Check that the day exists; parsers often turn 30 February into 2 March.'),
  },
  {
    id: 'R32b',
    name: 'Other ways of writing a date are refused',
    section: '§3.3.1',
    run: (examination) => refusesDates(examination, NOT_A_DATE, 'Accept YYYY-MM-DD and YYYY-MM-DDThh:mm:ssZ only.'),
  },
  {
    id: 'R32c',
    name: 'Fractions of a second are refused',
    section: '§3.3.1',
    async run({ ask }) {
      const answer = await ask(queryOf(list({ from: '2000-01-01T00:00:00.000Z' })));
      const advice = 'Some harvesters need this leniency; strictly it is badArgument.';
      return about(answer, hasError(answer, 'badArgument') ? pass() : warn(`accepted: ${describeAnswer(answer)}`, advice));
    },
  },
  {
    id: 'R32d',
    name: 'Seconds are accepted where they are the granularity, and refused where days are',
    section: '§2.7.1',
    async run({ ask, survey: { repository } }) {
      const answer = await ask(queryOf(list({ from: '2000-01-01T00:00:00Z' })));
      const refused = hasError(answer, 'badArgument');
      const right = repository.granularity === 'YYYY-MM-DD' ? refused : !refused && answer.root !== undefined;
      return about(
        answer,
        right
          ? pass()
          : fail(
              `${describeAnswer(answer)} with granularity ${repository.granularity}`,
              'Accept what Identify declares, and nothing finer.',
            ),
      );
    },
  },
  refuses({
    id: 'R33',
    name: 'from and until of two granularities are refused',
    section: '§2.7.1',
    question: () => list({ from: '2000-01-01', until: '2100-01-01T00:00:00Z' }),
    codes: ['badArgument'],
    advice: 'Answer badArgument.',
  }),
  refuses({
    id: 'R33a',
    name: 'from later than until is refused',
    section: '§2.7.1',
    question: () => list({ from: '2021-01-02', until: '2021-01-01' }),
    codes: ['badArgument'],
    advice: 'Answer badArgument, not noRecordsMatch.',
  }),
  {
    id: 'R34',
    name: 'Both bounds are inclusive: from = until = a datestamp finds its record',
    section: '§2.7.1',
    run: (examination) =>
      finds(examination, (stamp) => ({ from: stamp, until: stamp }), 'Include records stamped exactly at from and at until.'),
  },
  {
    id: 'R34a',
    name: 'A list keeps to its bounds',
    section: '§2.7.1',
    async run({ ask, survey: { live } }) {
      if (!live) return notApplicable('the list shows no live record');
      const day = dayOf(live.datestamp);
      const answer = await ask(queryOf(list({ from: day, until: day })));
      const outside = readPage(answer, 'ListIdentifiers').headers.filter(({ datestamp }) => dayOf(datestamp) !== day);
      return about(
        answer,
        none(
          outside.map(({ identifier, datestamp }) => `${identifier} of ${datestamp}`),
          'Filter by the very datestamp that the header shows, in UTC.',
        ),
      );
    },
  },
  {
    id: 'R35',
    name: 'from in the future is noRecordsMatch',
    section: '§3.6',
    async run({ ask, survey: { now } }) {
      const later = daysAfter(now, 400);
      if (later === undefined) return notApplicable('the endpoint does not say what time it is');
      const answer = await ask(queryOf(list({ from: later })));
      return about(
        answer,
        hasError(answer, 'noRecordsMatch')
          ? pass()
          : fail(describeAnswer(answer), 'It is legal and matches nothing; clocks differ between machines.'),
      );
    },
  },
  {
    id: 'R35a',
    name: 'until in the future is legal',
    section: '§2.7.1',
    async run({ ask, survey: { now, live } }) {
      const later = daysAfter(now, 400);
      if (later === undefined || !live) return notApplicable('the lists show no live record, or the endpoint does not say what time it is');
      const answer = await ask(queryOf(list({ until: later })));
      return about(
        answer,
        verbElement(answer, 'ListIdentifiers') ? pass() : fail(describeAnswer(answer), 'Take a later until as "up to now".'),
      );
    },
  },
  {
    id: 'R35b',
    name: 'until before earliestDatestamp is noRecordsMatch',
    section: '§3.6',
    async run({ ask, survey: { repository } }) {
      const before = daysAfter(repository.earliest, -400);
      if (before === undefined || isEarlier(before, '1000')) return notApplicable('earliestDatestamp leaves no room before it');
      const answer = await ask(queryOf(list({ until: before })));
      return about(answer, hasError(answer, 'noRecordsMatch') ? pass() : fail(describeAnswer(answer), 'It is legal and matches nothing.'));
    },
  },
  {
    id: 'R35c',
    name: 'from before earliestDatestamp is legal',
    section: '§2.7.1',
    async run({ ask, survey: { repository, live } }) {
      const before = daysAfter(repository.earliest, -400);
      if (before === undefined || isEarlier(before, '1000') || !live)
        return notApplicable('the lists show no live record, or earliestDatestamp leaves no room before it');
      const answer = await ask(queryOf(list({ from: before })));
      return about(
        answer,
        verbElement(answer, 'ListIdentifiers') ? pass() : fail(describeAnswer(answer), 'Give everything from the beginning.'),
      );
    },
  },
  {
    id: 'R36',
    name: 'Header datestamps have the declared granularity',
    section: '§2.5, §3.3',
    run({ survey }) {
      const headers = allHeaders(survey);
      if (headers.length === 0) return notApplicable('the lists show no record');
      const wrong = headers.filter(({ datestamp }) => !isDatestampOf(survey.repository.granularity, datestamp));
      return none(
        wrong.map(({ identifier, datestamp }) => `${identifier} of "${datestamp}"`),
        `Write every datestamp as ${survey.repository.granularity}.`,
      );
    },
  },
  {
    id: 'R36a',
    name: 'No datestamp lies in the future',
    section: '§2.5',
    run: ({ survey }) => {
      const pages = [survey.records, survey.identifiers, ...survey.otherFormats.map(({ walk }) => walk)].flatMap((walk) => walk.pages);
      const ahead = pages.flatMap(({ answer, headers }) => headers.filter(({ datestamp }) => isEarlier(responseDateOf(answer), datestamp)));
      return none(
        ahead.map(({ identifier, datestamp }) => `${identifier} of ${datestamp}`),
        'Stamp in UTC with the clock that gives responseDate: harvesters compute their next from with it.',
        'warn',
      );
    },
  },
];

/** A list bounded by the sample's own datestamp must hold the sample. */
const finds = async (
  { session, survey: { live } }: Examination,
  bounds: (stamp: string) => Readonly<Record<string, string>>,
  advice: string,
): Promise<Verdict> => {
  if (!live) return notApplicable('the list shows no live record');
  const args = { metadataPrefix: 'oai_dc', ...bounds(live.datestamp) };
  const walk = await walkList(session, 'ListIdentifiers', args, { maxPages: 10, maxRecords: 5_000 });
  const first = walk.pages[0]?.answer;
  if (!first) return notApplicable('nothing was asked');
  const found = walk.headers.some(({ identifier }) => identifier === live.identifier);
  if (!found && walk.end === 'bounded') return about(first, notApplicable('the list is too long to be followed to its end'));
  return about(first, found ? pass() : fail(`${describeAnswer(first)}, without ${live.identifier} of ${live.datestamp}`, advice));
};

/** Of several values every one must be badArgument. */
const refusesDates = async ({ ask }: Examination, values: readonly string[], advice: string): Promise<Verdict> => {
  const accepted: string[] = [];
  for (const value of values) {
    const answer = await ask(queryOf(list({ from: value })));
    if (!hasError(answer, 'badArgument')) accepted.push(`from=${value}: ${describeAnswer(answer)}`);
  }
  return none(accepted, advice);
};
