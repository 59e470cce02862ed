import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyLook } from '../../../src/discovery/tie-checks/apply-look.js';
import { DAY_MS, isDue, questionsOf, subjectOf, type TieSubject } from '../../../src/discovery/tie-checks/questions.js';
import type { Tie, Work } from '../../../src/discovery/work.js';
import type { FinnaSighting, FoundRecord } from '../../../src/harvester/finna/finna-lookup.js';
import type { CheckedTie, WorkTies } from '../../../src/store/tie-ports.js';
import { book, EKK, IN_EKK, IN_FINNA, marcXml, NOTHING, PDF, PRINT, sighting, SUBJECT } from './finna-answers.js';

const DAY_1 = Date.parse('2026-03-01T12:00:00Z');
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A look in Finna and in the Library of Parliament; `undefined` for a question without an answer. */
const look = (
  before: WorkTies | undefined,
  now: number,
  inFinna?: FinnaSighting,
  inEkk: FinnaSighting | undefined = NOTHING,
  subject = SUBJECT,
) => {
  const given = [
    { question: IN_FINNA, sighting: inFinna },
    { question: IN_EKK, sighting: inEkk },
  ].flatMap(({ question, sighting: seen }) => (seen === undefined ? [] : [{ question, sighting: seen }]));
  const failure = given.length < 2 ? { failure: 'no answer' } : {};
  return applyLook(before, { subject, source: 'finna', questions: [IN_FINNA, IN_EKK], answers: given, now, ...failure });
};
const shown = ({ ties }: WorkTies): readonly string[] =>
  ties.map(({ target, theirs, dead }) => `${target} ${theirs}${dead === undefined ? '' : ' dead'}`);
const tieOf = ({ ties }: WorkTies, theirs = 'fikka.77'): CheckedTie => ties.find((tie) => tie.theirs === theirs)!;

describe('what a look finds', () => {
  it('is kept with its tier, and with which number, where and when', () => {
    const row = look(undefined, DAY_1, sighting(book('fikka.77', { dedupIds: ['anders.1'] })), sighting(book('ekk.5')));
    expect(row).toMatchObject({ work: '2012-2', checked: '2026-03-01T12:00:00Z' });
    expect(shown(row)).toEqual(['finna fikka.77', 'eduskunta ekk.5']);
    expect(row.ties[0]).toMatchObject({
      tier: 'identifier',
      evidence: [{ number: PRINT, source: 'finna', filters: [], at: '2026-03-01T12:00:00Z' }],
      dedupIds: ['anders.1'],
      found: '2026-03-01T12:00:00Z',
      changed: '2026-03-01T12:00:00Z',
    });
    expect(row.ties[1]!.evidence).toMatchObject([{ filters: EKK }]);
  });

  it('tells Melinda’s number and the URN too, where the record has them', () => {
    const lines = ['035 ## $a (FI-MELINDA)000254001', '035 ## $a (OCoLC)1', `856 40 $u https://urn.fi/URN:ISBN:978-952-491-529-8`];
    const other = '856 40 $u https://urn.fi/URN:ISBN:978-952-491-530-4';
    const nbn = '024 7# $a URN:NBN:fi-fe2012010101 $2 urn';
    const row = look(undefined, DAY_1, sighting(book('fikka.77', { lines: [...lines, other, nbn] })));
    expect(shown(row)).toEqual(['finna fikka.77', 'melinda 000254001', 'urn URN:ISBN:978-952-491-529-8', 'urn URN:NBN:fi-fe2012010101']);
  });

  it.each([
    ['a chapter, whose book has the number', book('fikka.77', { xml: book('x').xml!.replaceAll(PRINT, PDF), isbns: [PRINT] })],
    ['another book, by what Finna says of it', { id: 'doria.1', dedupIds: [], isbns: [PDF] }],
    ['a record that says no number', { id: 'doria.1', dedupIds: [] }],
  ])('is no tie where it is %s', (_, record) => {
    expect(shown(look(undefined, DAY_1, sighting(record)))).toEqual([]);
  });

  it('counts by what Finna says of it where it is no MARC', () => {
    expect(shown(look(undefined, DAY_1, sighting({ id: 'doria.1', dedupIds: [], isbns: [PRINT] })))).toEqual(['finna doria.1']);
  });
});

describe('what a look does not find any more', () => {
  const first = look(undefined, DAY_1, sighting(book('fikka.77', { lines: ['035 ## $a (FI-MELINDA)000254001'] })));

  it('is missed once, and dead since then when it is missed again the day after; found again, it lives', () => {
    const missed = look(first, DAY_1 + 30 * DAY_MS, NOTHING);
    expect(shown(missed)).toEqual(['finna fikka.77', 'melinda 000254001']);
    const soon = look(missed, DAY_1 + 30 * DAY_MS + 3_600_000, NOTHING);
    expect(shown(soon)).toEqual(['finna fikka.77', 'melinda 000254001']);
    const gone = look(soon, DAY_1 + 31 * DAY_MS, NOTHING);
    expect(shown(gone)).toEqual(['finna fikka.77 dead', 'melinda 000254001 dead']);
    expect(tieOf(gone)).toMatchObject({ dead: utc(DAY_1 + 30 * DAY_MS), changed: utc(DAY_1 + 31 * DAY_MS), found: utc(DAY_1) });
    const back = look(gone, DAY_1 + 60 * DAY_MS, sighting(book('fikka.77')));
    expect(tieOf(back)).toMatchObject({ changed: utc(DAY_1 + 60 * DAY_MS), found: utc(DAY_1) });
    expect(tieOf(back)).not.toHaveProperty('dead');
    expect(tieOf(back)).not.toHaveProperty('missing');
  });

  it.each([
    ['a question has no answer', (at: number, row: WorkTies) => look(row, at)],
    ['the answer was cut', (at: number, row: WorkTies) => look(row, at, { records: [], isWhole: false })],
    ['the record is there and says no number', (at: number, row: WorkTies) => look(row, at, sighting({ id: 'fikka.77', dedupIds: [] }))],
    [
      'the record is shown for several',
      (at: number, row: WorkTies) =>
        look(row, at, sighting(book('fikka.77', { xml: book('x').xml!.replaceAll(PRINT, PDF), dedupIds: ['a.1'] }))),
    ],
  ])('is not missed where %s', (_, again) => {
    const row = [1, 2, 3].reduce((before, months) => again(DAY_1 + months * 30 * DAY_MS, before), first);
    expect(shown(row)).toEqual(['finna fikka.77', 'melinda 000254001']);
    expect(tieOf(row)).not.toHaveProperty('missing');
  });

  it('is left alone where it is not looked for any more', () => {
    const both = look(undefined, DAY_1, sighting(book('fikka.77')), sighting(book('ekk.5')));
    const row = [1, 2, 3].reduce(
      (before, months) =>
        applyLook(before, {
          subject: SUBJECT,
          source: 'finna',
          questions: [IN_FINNA],
          answers: [{ question: IN_FINNA, sighting: NOTHING }],
          now: DAY_1 + months * 30 * DAY_MS,
        }),
      both,
    );
    expect(shown(row)).toEqual(['finna fikka.77 dead', 'eduskunta ekk.5']);
  });

  it('is forgotten where the work has that number no more', () => {
    expect(look(first, DAY_1 + DAY_MS, NOTHING, NOTHING, { ...SUBJECT, isbns: [PDF] }).ties).toEqual([]);
  });
});

describe('a work without an ISBN', () => {
  const MELINDA = '(FI-MELINDA)254001';
  const subject: TieSubject = { id: 'fi-melinda.000254001', isbns: [], controlNumbers: [MELINDA] };
  const question = { target: 'finna', number: MELINDA, filters: [] };
  const without = (id: string, ...lines: readonly string[]): FoundRecord => ({
    id,
    dedupIds: [],
    xml: marcXml('245 10 $a Kirja', ...lines),
  });
  const itself = without('fikka.77', '035 ## $a (FI-MELINDA)000254001');
  const lookForIt = (before: WorkTies | undefined, now: number, ...records: readonly FoundRecord[]): WorkTies =>
    applyLook(before, {
      ...{ subject, source: 'finna', questions: [question], answers: [{ question, sighting: sighting(...records) }], now },
    });

  it('is found by the control number of its record, in whatever spelling that has it', () => {
    const row = lookForIt(undefined, DAY_1, itself);
    expect(shown(row)).toEqual(['finna fikka.77', 'melinda 000254001']);
    expect(tieOf(row).evidence).toEqual([{ number: MELINDA, source: 'finna', filters: [], at: utc(DAY_1) }]);
    expect(shown(lookForIt(undefined, DAY_1, without('fikka.78', '035 ## $a (FIN01)254001')))).toContain('finna fikka.78');
  });

  it.each([
    ['a record of another number', without('fikka.77', '035 ## $a (FI-MELINDA)000254002')],
    ['a chapter of it', without('fikka.77', '773 0# $w (FI-MELINDA)000254001')],
    ['no MARC, and says nothing of control numbers', { id: 'doria.1', dedupIds: [], isbns: [PRINT] }],
  ])('is not taken for what is %s', (_, record) => {
    expect(shown(lookForIt(undefined, DAY_1, record))).toEqual([]);
  });

  it('is missed, dead and back like any other', () => {
    const first = lookForIt(undefined, DAY_1, itself);
    const gone = lookForIt(lookForIt(first, DAY_1 + 30 * DAY_MS), DAY_1 + 31 * DAY_MS);
    expect(shown(gone)).toEqual(['finna fikka.77 dead', 'melinda 000254001 dead']);
    expect(shown(lookForIt(gone, DAY_1 + 60 * DAY_MS, itself))).toEqual(['finna fikka.77', 'melinda 000254001']);
  });

  it('that is given an ISBN keeps what was found: no search by that proves that it is gone', () => {
    const withIsbn = { ...subject, isbns: [PRINT] };
    let row = lookForIt(undefined, DAY_1, itself);
    for (const months of [1, 2, 3]) row = look(row, DAY_1 + months * 30 * DAY_MS, NOTHING, NOTHING, withIsbn);
    expect(shown(row)).toEqual(['finna fikka.77', 'melinda 000254001']);
    expect(row.asked).not.toContain('finna (FI-MELINDA)254001');
  });
});

describe('what a work can be looked for by', () => {
  const tie = (target: string, theirs: string, confidence: string): Tie => ({
    ...{ ours: '2012-2', target, theirs, url: '', kind: 'record', confidence, decidedBy: 'rules', changed: 1 as Tie['changed'] },
  });
  const targets = { targets: { finna: [], eduskunta: EKK } };
  const own = { id: '2012-2', origin: 'own', manifestations: [], ties: [] } as const;
  const numbersOf = (work: Parameters<typeof subjectOf>[0]): readonly string[] =>
    questionsOf(targets, subjectOf(work)).map(({ target, number }) => `${target} ${number}`);

  it('is the number of the record that an older one was made from', () => {
    expect(numbersOf({ ...own, id: 'fi-melinda.000254001', origin: 'older' })).toEqual([
      'finna (FI-MELINDA)254001',
      'eduskunta (FI-MELINDA)254001',
    ]);
  });

  it('is the number of a record that a harvest or a person has tied to one of ours, but of none that a look-up found', () => {
    const ties = [tie('melinda', '000254001', 'B'), tie('melinda', '000254002', 'identifier'), tie('finna', 'fikka.1', 'A')];
    expect(numbersOf({ ...own, ties })).toEqual(['finna (FI-MELINDA)254001', 'eduskunta (FI-MELINDA)254001']);
    expect(numbersOf(own)).toEqual([]);
  });

  it('is its ISBNs alone where it has any', () => {
    const manifestations = [{ isbns: ['978-952-491-529-8'] }] as unknown as Work['manifestations'];
    expect(numbersOf({ ...own, manifestations, ties: [tie('melinda', '000254001', 'A')] })).toEqual([
      `finna ${PRINT}`,
      `eduskunta ${PRINT}`,
    ]);
  });
});

describe('whatever order the answers come in', () => {
  const outcome = fc.record({
    kind: fc.constantFrom('found', 'absent', 'failed', 'cut', 'unsaid'),
    hours: fc.integer({ min: 1, max: 80 }),
  });

  it('a tie is dead only after it was proven twice, a day apart, that it is not there, with nothing found in between', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 25 }), (outcomes) => {
        let row = look(undefined, DAY_1, sighting(book('fikka.77')));
        let now = DAY_1;
        let proofs: number[] = [];
        for (const { kind, hours } of outcomes) {
          now += hours * 3_600_000;
          if (kind === 'found') row = look(row, now, sighting(book('fikka.77')));
          if (kind === 'absent') row = look(row, now, NOTHING);
          if (kind === 'failed') row = look(row, now, undefined);
          if (kind === 'cut') row = look(row, now, { records: [], isWhole: false });
          if (kind === 'unsaid') row = look(row, now, sighting({ id: 'fikka.77', dedupIds: [] }));
          if (kind === 'found') proofs = [];
          if (kind === 'absent') proofs.push(now);
          const isProven = proofs.some((at) => at - proofs[0]! >= DAY_MS);
          expect(tieOf(row).dead).toBe(isProven ? utc(proofs[0]!) : undefined);
          expect(Date.parse(tieOf(row).changed)).toBeLessThanOrEqual(now);
        }
      }),
    );
  });
});

describe('a work is looked for', () => {
  const row = look(undefined, DAY_1, sighting(book('fikka.77')));
  const due = (before: WorkTies | undefined, days: number, questions = [IN_FINNA, IN_EKK]): boolean =>
    isDue(before, questions, DAY_1 + days * DAY_MS, 30 * DAY_MS);

  it('when it never was, and then once in so many days', () => {
    expect([due(undefined, 0), due(row, 0), due(row, 29.9), due(row, 30)]).toEqual([true, false, false, true]);
  });

  it('at once when there is something new to ask, and never when there is nothing', () => {
    expect(due(row, 1, [IN_FINNA, { ...IN_FINNA, number: PDF }])).toBe(true);
    expect(due(row, 1, [IN_FINNA])).toBe(false);
    expect(due(undefined, 0, [])).toBe(false);
  });

  it('the day after it was missed, or could not be asked for', () => {
    const missed = look(row, DAY_1, NOTHING);
    expect([due(missed, 0.9), due(missed, 1)]).toEqual([false, true]);
    const failed = look(row, DAY_1, undefined);
    expect([due(failed, 0.9), due(failed, 1)]).toEqual([false, true]);
    const gone = look(missed, DAY_1 + DAY_MS, NOTHING);
    expect([due(gone, 3), due(gone, 31)]).toEqual([false, true]);
  });

  it('also when the clock was ahead at the last time', () => {
    expect(due({ ...row, checked: '2027-01-01T00:00:00Z' }, 1)).toBe(true);
  });
});
