import { describe, expect, it } from '@jest/globals';
import type { Match } from '../../src/linking/match.js';
import { matchHarvested } from '../../src/linking/match-harvested.js';
import { type GoldPair, harvestedSubjectOf, ownSubjectsOf, readGoldPairs } from './gold-pairs.js';

const PAIRS = readGoldPairs();
const HARD = PAIRS.filter(({ trap }) => trap !== undefined);
const TO_BE_LINKED = PAIRS.filter(({ expected }) => expected.kind === 'linked');

const matchAlone = (pair: GoldPair): Match => matchHarvested(ownSubjectsOf(pair), [harvestedSubjectOf(pair)])[0]!;

/** Everybody's record against everybody's publications. */
const matchTogether = (): ReadonlyMap<string, Match> =>
  new Map(matchHarvested(PAIRS.flatMap(ownSubjectsOf), PAIRS.map(harvestedSubjectOf)).map((match) => [match.theirs, match]));

const isRightLink = ({ same, expected }: GoldPair, match: Match): boolean =>
  match.kind === 'linked' && same && match.ours === expected.ours;

const isWrongLink = (pair: GoldPair, match: Match): boolean => match.kind === 'linked' && !isRightLink(pair, match);

const share = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000;

describe('the gold file', () => {
  it('has at least 230 pairs, each of its own, of which at least 60 only look alike', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(230);
    expect(HARD.length).toBeGreaterThanOrEqual(60);
    expect(HARD.filter(({ same }) => same)).toEqual([]);
    expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
    expect(new Set(PAIRS.map(({ marc }) => marc.filter((line) => line.startsWith('245')).join())).size).toBe(PAIRS.length);
  });

  it.each([
    ...['language', 'reprint', 'isbnReuse', 'setIsbn', 'part', 'annual', 'otherYear', 'otherSeries', 'doubleNumber'],
    ...['component', 'serial', 'swappedDigits', 'report', 'region', 'generic', 'form', 'otherWork'],
  ])('has the trap "%s"', (trap) => {
    expect(HARD.filter((pair) => pair.trap === trap).length).toBeGreaterThanOrEqual(2);
  });

  it.each(PAIRS.map((pair) => [pair.name, pair] as const))('%s', (_, pair) => {
    const match = matchAlone(pair);
    const { kind, tier, ours, manifestation } = pair.expected;
    expect({
      kind: match.kind,
      ...(match.kind !== 'none' && { tier: match.tier }),
      ...(match.kind === 'linked' && { ours: match.ours, ...(match.manifestation && { manifestation: match.manifestation }) }),
    }).toEqual({
      kind,
      ...(kind !== 'none' && { tier }),
      ...(kind === 'linked' && { ours, ...(manifestation && { manifestation }) }),
    });
  });
});

describe('the rules over the gold file', () => {
  it('link nothing wrongly, pair by pair and all together', () => {
    const together = matchTogether();
    expect(PAIRS.filter((pair) => isWrongLink(pair, matchAlone(pair))).map(({ name }) => name)).toEqual([]);
    expect(PAIRS.filter((pair) => isWrongLink(pair, together.get(pair.name)!)).map(({ name }) => name)).toEqual([]);
  });

  it('link at least 95 % of what is labelled to be linked, pair by pair and all together', () => {
    const together = matchTogether();
    const alone = TO_BE_LINKED.filter((pair) => isRightLink(pair, matchAlone(pair))).length;
    const among = TO_BE_LINKED.filter((pair) => isRightLink(pair, together.get(pair.name)!)).length;
    expect(share(alone, TO_BE_LINKED.length)).toBeGreaterThanOrEqual(0.95);
    expect(share(among, TO_BE_LINKED.length)).toBeGreaterThanOrEqual(0.95);
  });

  it('lose at most 3 % of what is the same, and have a person look at the rest', () => {
    const same = PAIRS.filter((pair) => pair.same);
    const lost = same.filter((pair) => matchAlone(pair).kind === 'none');
    expect(share(lost.length, same.length)).toBeLessThanOrEqual(0.03);
  });
});
