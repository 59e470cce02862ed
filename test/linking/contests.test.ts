import { describe, expect, it } from '@jest/globals';
import type { PublicationId } from '../../src/catalogue/publication.js';
import type { Decision } from '../../src/linking/decisions.js';
import { matchHarvested } from '../../src/linking/match-harvested.js';
import { matchHash } from '../../src/linking/match-hash.js';
import type { HarvestedSubject, OwnSubject } from '../../src/linking/match-subject.js';
import { BARE, own, record } from './subjects.js';

const BOTH_FORMS = [
  { kind: 'print' as const, isbn: '951-734-412-0' },
  { kind: 'pdf' as const, isbn: '978-952-491-530-4' },
];
const ONLINE = { '007': '007 cr |||||||||||', '300': '', '020': '020 ## $a 978-952-491-530-4 $q PDF', '490': '' };

describe('several records for one publication', () => {
  it('link with its two forms, one each', () => {
    const matches = matchHarvested([own({ manifestations: BOTH_FORMS })], [record({}, 'a'), record(ONLINE, 'b')]);
    expect(matches).toMatchObject([
      { kind: 'linked', theirs: 'a', manifestation: 'print' },
      { kind: 'linked', theirs: 'b', manifestation: 'pdf' },
    ]);
  });

  it('never link with one form: both go to a person', () => {
    const matches = matchHarvested([own()], [record({}, 'a'), record({}, 'b')]);
    expect(matches).toMatchObject([
      { kind: 'review', tier: 'conflict', theirs: 'a', because: 'b would be linked with the same form of 2001-7' },
      { kind: 'review', tier: 'conflict', theirs: 'b', because: 'a would be linked with the same form of 2001-7' },
    ]);
  });

  it('never link where one does not say its form', () => {
    const formless = { '300': '', '020': '', '490': '', '035': '035 ## $a (X)1' };
    const ours = own({ manifestations: BOTH_FORMS }, { identifiers: ['(X)1'] });
    expect(matchHarvested([ours], [record({}, 'a'), record(formless, 'b')])).toMatchObject([{ kind: 'review' }, { kind: 'review' }]);
    expect(matchHarvested([ours], [record(formless, 'b')])).toMatchObject([{ kind: 'linked', tier: 'A' }]);
  });

  it('never link with a form that is not even ours', () => {
    const online = { ...ONLINE, '020': '020 ## $a 951-734-412-0' };
    expect(matchHarvested([own()], [record(online, 'a'), record(online, 'b')])).toMatchObject([{ kind: 'review' }, { kind: 'review' }]);
    expect(matchHarvested([own()], [record({}, 'a'), record(online, 'b')])).toMatchObject([
      { kind: 'linked', manifestation: 'print' },
      { kind: 'linked', theirs: 'b' },
    ]);
  });

  it('link both if they are one record from two sources', () => {
    const number = { '035': '035 ## $a (FI-MELINDA)000254001' };
    const matches = matchHarvested([own()], [record(number, 'a'), record({ '001': '001 000254001', '003': '003 FI-MELINDA' }, 'b')]);
    expect(matches).toMatchObject([
      { kind: 'linked', ours: '2001-7' },
      { kind: 'linked', ours: '2001-7' },
    ]);
    const third = matchHarvested([own()], [record(number, 'a'), record(number, 'b'), record({}, 'c')]);
    expect(third.map(({ kind }) => kind)).toEqual(['review', 'review', 'review']);
  });

  it('are not ticked beforehand where another one is, or is linked', () => {
    expect(matchHarvested([own()], [record(BARE, 'a'), record(BARE, 'b')])).toMatchObject([
      { tier: 'D', candidates: [{ preTicked: false }] },
      { tier: 'D', candidates: [{ preTicked: false }] },
    ]);
    expect(matchHarvested([own()], [record({}, 'a'), record(BARE, 'b')])).toMatchObject([
      { kind: 'linked' },
      { tier: 'D', candidates: [{ preTicked: false }] },
    ]);
  });
});

const decide = (ours: OwnSubject, theirs: HarvestedSubject, decision: Decision['decision'], decidedAt?: string): Decision => ({
  ...{ theirs: theirs.key, ours: ours.id, decision },
  hashes: { ours: matchHash(ours), theirs: matchHash(theirs) },
  ...(decidedAt !== undefined && { decidedAt }),
});

describe('what people decided', () => {
  const [ours, other] = [
    own(),
    own({ id: '2001-8', title: 'Hevosten kengitys', manifestations: [{ kind: 'print' }], series: { title: 'X', number: '1' } }),
  ];
  const theirs = record();
  const unlike = record({ ...BARE, '245': '245 10 $a Kalojen vaellukset.' });

  it('an accepted pair stays linked, however unlike it is', () => {
    expect(matchHarvested([ours], [unlike], [decide(ours, unlike, 'accepted')])).toMatchObject([
      { kind: 'linked', tier: 'person', ours: '2001-7', manifestation: 'print' },
    ]);
  });

  it('an accepted pair stays linked where the rules would choose another', () => {
    expect(matchHarvested([ours, other], [theirs], [decide(other, theirs, 'accepted')])).toMatchObject([
      { tier: 'person', ours: '2001-8' },
    ]);
  });

  it('a refused pair is never proposed again', () => {
    expect(matchHarvested([ours], [theirs], [decide(ours, theirs, 'refused')])).toEqual([{ kind: 'none', theirs: theirs.key }]);
    const twin = own({ id: '2001-7b' });
    expect(matchHarvested([ours, twin], [theirs], [decide(ours, theirs, 'refused')])).toMatchObject([{ kind: 'linked', ours: '2001-7b' }]);
  });

  it('an accepted record holds its place against the rules', () => {
    const late = record({}, 'late');
    expect(matchHarvested([ours], [theirs, late], [decide(ours, theirs, 'accepted')])).toMatchObject([
      { kind: 'review', tier: 'conflict', theirs: 'late', because: 'melinda-000254001 would be linked with the same form of 2001-7' },
      { kind: 'linked', tier: 'person', theirs: 'melinda-000254001' },
    ]);
  });

  it('people may link two records with one form', () => {
    const late = record({}, 'late');
    const decisions = [decide(ours, theirs, 'accepted'), decide(ours, late, 'accepted')];
    expect(matchHarvested([ours], [theirs, late], decisions)).toMatchObject([{ tier: 'person' }, { tier: 'person' }]);
  });

  it('two accepted pairs of one record are for a person', () => {
    const decisions = [decide(ours, theirs, 'accepted'), decide(other, theirs, 'accepted')];
    expect(matchHarvested([ours, other], [theirs], decisions)).toMatchObject([
      { tier: 'conflict', candidates: [{ ours: '2001-7' }, { ours: '2001-8' }] },
    ]);
  });

  it.each([
    ['the record', 'their record has changed since', { '245': '245 10 $a Kalojen vaellukset.' }, {}],
    ['ours', 'our record has changed since', {}, { year: 2002 }],
    ['both', 'both records have changed since', { '245': '245 10 $a Kalojen vaellukset.' }, { year: 2002 }],
  ])('an accepted pair is asked for again when %s changes, and stays ticked', (_, changed, lines, fields) => {
    const [match] = matchHarvested([own(fields)], [record(lines)], [decide(ours, theirs, 'accepted', '2026-03-01T10:00:00Z')]);
    expect(match).toMatchObject({
      ...{ kind: 'review', tier: 'changed', because: `decided before (accepted on 2026-03-01); ${changed}` },
      candidates: [{ ours: '2001-7', preTicked: true }],
    });
  });

  it('what changes beside what is matched by changes no decision', () => {
    const later = record({ '520': '520 ## $a Tiivistelmä.', '650': '650 #7 $a poliisi $2 ysa' });
    expect(matchHarvested([ours], [later], [decide(ours, theirs, 'accepted')])).toMatchObject([{ tier: 'person' }]);
    expect(matchHarvested([ours], [later], [decide(ours, theirs, 'refused')])).toMatchObject([{ kind: 'none' }]);
  });

  it('a refused pair that has changed is asked for again, never linked, and only if it is alike', () => {
    const later = record({ '245': '245 10 $a Poliisin talousvastuu läänitasolla : $b raportti.' });
    expect(matchHarvested([ours], [later], [decide(ours, theirs, 'refused')])).toMatchObject([
      {
        kind: 'review',
        tier: 'changed',
        because: 'decided before (refused); their record has changed since',
        candidates: [{ preTicked: false }],
      },
    ]);
    expect(matchHarvested([ours], [unlike], [decide(ours, theirs, 'refused')])).toMatchObject([{ kind: 'none' }]);
  });

  it('a refused pair that has changed does not stand in the way of another', () => {
    const rival = own({ id: '2001-9', series: { title: 'X', number: '1' }, manifestations: [{ kind: 'print' }] });
    const decisions = [{ ...decide(rival, theirs, 'refused'), hashes: { ours: 'x', theirs: 'x' } }];
    expect(matchHarvested([ours, rival], [theirs], decisions)).toMatchObject([{ kind: 'linked', tier: 'B', ours: '2001-7' }]);
  });

  it('a record whose decision is in question holds its place', () => {
    const later = record({ '245': '245 10 $a Kalojen vaellukset.' });
    const late = record({}, 'late');
    expect(matchHarvested([ours], [later, late], [decide(ours, theirs, 'accepted')])).toMatchObject([
      { kind: 'review', tier: 'conflict', theirs: 'late' },
      { kind: 'review', tier: 'changed', theirs: 'melinda-000254001' },
    ]);
  });

  it('of two decisions on one pair the later one counts, and of two at once the refusal', () => {
    const [yes, no] = [decide(ours, theirs, 'accepted', '2026-03-02T10:00:00Z'), decide(ours, theirs, 'refused', '2026-03-01T10:00:00Z')];
    expect(matchHarvested([ours], [theirs], [yes, no])).toMatchObject([{ tier: 'person' }]);
    expect(matchHarvested([ours], [theirs], [decide(ours, theirs, 'accepted'), decide(ours, theirs, 'refused')])).toMatchObject([
      { kind: 'none' },
    ]);
  });

  it('a decision on a publication that is gone counts no more', () => {
    const gone = { ...decide(ours, theirs, 'accepted'), ours: '1999-1' as PublicationId };
    expect(matchHarvested([ours], [theirs], [gone])).toMatchObject([{ kind: 'linked', tier: 'B' }]);
  });
});
