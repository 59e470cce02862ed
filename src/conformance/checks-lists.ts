import { describeAnswer, hasError, verbElement } from './answer.js';
import { about, fail, none, notApplicable, pass, refusal, warn, type Check, type Examination, type Verdict } from './check.js';
import { readPage, type HeaderSeen, type ListWalk, type PageSeen } from './list-walk.js';
import { queryOf } from './query.js';

const NOT_SPLIT = 'no list comes in more than one page';

/** Requirements 39 and 51 to 57: lists and their pages. */
export const LIST_CHECKS: readonly Check[] = [
  {
    id: 'R39',
    name: 'No list names an item twice',
    section: '§3.5',
    run: ({ survey: { records, identifiers } }) =>
      none([records, identifiers].flatMap(repeatedIn), 'Page by a key that does not shift (datestamp and identifier), never by an offset.'),
  },
  {
    id: 'R51',
    name: 'A list that is not complete carries a resumptionToken',
    section: '§3.5',
    run({ survey: { records, identifiers } }) {
      const faults = [records, identifiers]
        .filter(({ end }) => end === 'complete')
        .flatMap((walk) => {
          const announced = Math.max(0, ...walk.pages.map(sizeOf).filter((size) => size !== undefined));
          return announced > walk.headers.length ? [`${walk.verb} ends after ${walk.headers.length} of ${announced}`] : [];
        });
      return none(faults, 'Go on until everything that completeListSize counts is sent.');
    },
  },
  {
    id: 'R51a',
    name: 'ListIdentifiers and ListRecords list the same items',
    section: '§4.3',
    run({ survey: { records, identifiers, now } }) {
      if (records.end !== 'complete' || identifiers.end !== 'complete') return notApplicable('a list was not followed to its end');
      const lacks = (one: ListWalk, other: ListWalk): readonly string[] => {
        const there = new Set(other.headers.map(({ identifier }) => identifier));
        return one.headers
          .filter(({ identifier, datestamp }) => !there.has(identifier) && datestamp < now)
          .map(({ identifier }) => `${identifier} is not in ${other.verb}`);
      };
      return none([...lacks(records, identifiers), ...lacks(identifiers, records)], 'Answer both verbs from the same list.');
    },
  },
  {
    id: 'R51b',
    name: 'Every page holds at least one record',
    section: '§3.5',
    run: ({ survey: { records, identifiers, sets } }) =>
      none(
        [records, identifiers, sets].flatMap(({ pages, verb }) =>
          pages
            .filter((page) => verbElement(page.answer, verb) && page.headers.length + page.sets.length === 0)
            .map(({ answer }) => `${describeAnswer(answer)} for ?${answer.query}`),
        ),
        'Look one record further before promising more.',
      ),
  },
  {
    id: 'R52',
    name: 'The last page of a split list carries an empty resumptionToken',
    section: '§3.5',
    run: (examination) =>
      onSplitLists(
        examination,
        ({ pages, end, verb }) =>
          end === 'complete' && pages.at(-1)?.token === undefined ? `the last page of ${verb} has no resumptionToken` : undefined,
        'End a split list with <resumptionToken/>.',
      ),
  },
  {
    id: 'R52a',
    name: 'A list of one page carries no resumptionToken',
    section: '§3.5',
    run: ({ survey: { records, identifiers } }) =>
      none(
        [records, identifiers]
          .filter(({ pages, end }) => end === 'complete' && pages.length === 1 && pages[0]?.token !== undefined)
          .map(({ verb }) => verb),
        'Leave the empty token out where nothing was split.',
        'warn',
      ),
  },
  {
    id: 'R53',
    name: 'cursor counts the records of the pages before',
    section: '§3.5',
    run: (examination) => onSplitLists(examination, cursorFault, 'Start at 0 and add what each page held, or leave cursor out.'),
  },
  {
    id: 'R53a',
    name: 'completeListSize is never less than what is delivered',
    section: '§3.5',
    run: (examination) =>
      onSplitLists(
        examination,
        (walk) => {
          const last = walk.pages
            .map(sizeOf)
            .filter((size) => size !== undefined)
            .at(-1);
          return last !== undefined && last < walk.headers.length ? `${walk.verb} delivers ${walk.headers.length} of ${last}` : undefined;
        },
        'Clients stop at this number: count high rather than low, or leave it out.',
      ),
  },
  {
    id: 'R53b',
    name: 'expirationDate is UTC to the second and lies ahead',
    section: '§3.5',
    run: (examination) =>
      onSplitLists(
        examination,
        ({ pages }) => pages.flatMap((page) => expirationFault(page, examination.survey.now) ?? [])[0],
        'Write YYYY-MM-DDThh:mm:ssZ, at least tens of minutes ahead.',
      ),
  },
  {
    id: 'R54',
    name: 'A token that was never issued is badResumptionToken',
    section: '§3.5, §3.6',
    async run({ ask }) {
      for (const verb of ['ListRecords', 'ListIdentifiers'] as const) {
        const answer = await ask(queryOf({ verb, resumptionToken: 'never-issued-by-anyone' }));
        if (!hasError(answer, 'badResumptionToken')) return refusal(answer, ['badResumptionToken'], TOKEN_ADVICE);
      }
      return pass();
    },
  },
  {
    id: 'R54a',
    name: 'ListSets refuses a token that was never issued',
    section: '§4.6',
    run: async ({ ask }) =>
      refusal(
        await ask(queryOf({ verb: 'ListSets', resumptionToken: 'never-issued-by-anyone' })),
        ['badResumptionToken', 'noSetHierarchy'],
        TOKEN_ADVICE,
      ),
  },
  {
    id: 'R54b',
    name: 'A token that was cut short is badResumptionToken',
    section: '§3.5',
    run: (examination) =>
      onToken(examination, async (token) =>
        refusal(
          await examination.ask(queryOf({ verb: 'ListRecords', resumptionToken: token.slice(0, -Math.ceil(token.length / 4)) })),
          ['badResumptionToken'],
          TOKEN_ADVICE,
        ),
      ),
  },
  {
    id: 'R54c',
    name: 'A token of one verb is badResumptionToken to another',
    section: '§3.5',
    run: (examination) =>
      onToken(examination, async (token) =>
        refusal(
          await examination.ask(queryOf({ verb: 'ListIdentifiers', resumptionToken: token })),
          ['badResumptionToken'],
          'Bind the token to its verb.',
        ),
      ),
  },
  {
    id: 'R55',
    name: 'The same token gives the same page again',
    section: '§3.5.1',
    run: (examination) => onToken(examination, (token) => sameAgain(examination, token, 1)),
  },
  {
    id: 'R56',
    name: 'A token is good although a later one was used',
    section: '§3.5.1, guideline',
    run(examination) {
      const { records } = examination.survey;
      const token = records.pages[records.pages.length - 3]?.token?.value;
      if (token === undefined || token === '' || records.pages.length < 3) return notApplicable('ListRecords has fewer than three pages');
      return sameAgain(examination, token, records.pages.length - 2);
    },
  },
  {
    id: 'R57',
    name: 'No token leads to an error, an empty page or back to itself',
    section: '§3.5',
    run({ survey: { records, identifiers, sets } }) {
      const faults = [records, identifiers, sets].flatMap(({ pages, end, verb }) => {
        const last = pages.at(-1);
        if (end === 'circle') return [`${verb} gives the same resumptionToken again after ${pages.length} pages: the list never ends`];
        const empty = pages.length > 1 && last !== undefined && (end === 'broken' || last.headers.length + last.sets.length === 0);
        return empty ? [`${describeAnswer(last.answer)} for ?${last.answer.query}`] : [];
      });
      return none(faults, 'Issue a token only when at least one more record follows, and never noRecordsMatch to a token.');
    },
  },
  {
    id: 'R57a',
    name: 'Tokens survive in a URL without encoding',
    section: '§3.1.1.3',
    run: (examination) =>
      onToken(examination, (token) =>
        /^[A-Za-z0-9\-_.~]+$/.test(token) ? pass() : warn(token, 'Some clients do not encode tokens: use letters, digits and -_.~ only.'),
      ),
  },
];

const TOKEN_ADVICE = 'Verify every token; what was not issued here is badResumptionToken, never a list and never HTTP 500.';

const repeatedIn = ({ headers, verb }: ListWalk): readonly string[] => {
  const seen = new Set<string>();
  return headers.flatMap(({ identifier }) => {
    if (seen.has(identifier)) return [`${identifier} in ${verb}`];
    seen.add(identifier);
    return [];
  });
};

const sizeOf = ({ token }: PageSeen): number | undefined => numberOf(token?.attributes['completeListSize']);

const numberOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);

const cursorFault = ({ pages, verb }: ListWalk): string | undefined => {
  let before = 0;
  for (const page of pages) {
    const cursor = page.token?.attributes['cursor'];
    if (cursor !== undefined && numberOf(cursor) !== before) return `${verb}: cursor="${cursor}" after ${before} records`;
    before += page.headers.length;
  }
  return undefined;
};

const expirationFault = ({ token }: PageSeen, now: string): string | undefined => {
  const date = token?.attributes['expirationDate'];
  if (date === undefined || (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) && date > now)) return undefined;
  return `expirationDate="${date}" at ${now}`;
};

const onSplitLists = (
  { survey: { records, identifiers } }: Examination,
  faultOf: (walk: ListWalk) => string | undefined,
  advice: string,
): Verdict => {
  const split = [records, identifiers].filter(({ pages }) => pages.length > 1 || (pages[0]?.token?.value ?? '') !== '');
  return split.length === 0
    ? notApplicable(NOT_SPLIT)
    : none(
        split.flatMap((walk) => faultOf(walk) ?? []),
        advice,
      );
};

/** The token that the first page of ListRecords ends with. */
const onToken = ({ survey: { records } }: Examination, run: (token: string) => Promise<Verdict> | Verdict): Promise<Verdict> | Verdict => {
  const token = records.pages[0]?.token?.value ?? '';
  return token === '' ? notApplicable(NOT_SPLIT) : run(token);
};

/** Unchanged records must come again; changed ones have moved on (§3.5.1). */
const sameAgain = async ({ ask, survey: { records, now } }: Examination, token: string, page: number): Promise<Verdict> => {
  const answer = await ask(queryOf({ verb: 'ListRecords', resumptionToken: token }), { anew: true });
  const again = new Set(readPage(answer, 'ListRecords').headers.map(spelled));
  const first = records.pages[page]?.headers ?? [];
  const lost = first.filter((header) => !again.has(spelled(header)) && header.datestamp < now);
  if (first.length === 0) return notApplicable('the page after this token was not read');
  return about(
    answer,
    lost.length === 0
      ? pass()
      : fail(
          `${describeAnswer(answer)}, without ${lost.map(({ identifier }) => identifier).join(', ')}`,
          'Let a token name its place in the list, so that it can be used again after a broken connection.',
        ),
  );
};

const spelled = ({ identifier, datestamp }: HeaderSeen): string => `${identifier} ${datestamp}`;
