import { describe, expect, it } from '@jest/globals';
import { duplicatesAmong } from '../../src/linking/duplicates.js';
import { matchHarvested } from '../../src/linking/match-harvested.js';
import { arbitraryCatalogue, arbitraryHarvest } from './arbitrary-scene.js';

const SIZE = 5_000;
/**
 * About two seconds outside the test runner, in which calls of globals take ten times as long, and twice that on a slow machine. Each with
 * each, which this is to notice, takes minutes.
 */
const MOST_MS = 40_000;

/** Of this process alone, in ms: the machine may be busy with other things. */
const timed = (work: () => void): number => {
  const begun = process.cpuUsage();
  work();
  return process.cpuUsage(begun).user / 1_000;
};

describe('5,000 records and 5,000 publications', () => {
  const own = arbitraryCatalogue(SIZE);
  const harvested = arbitraryHarvest(SIZE);

  it('are matched in seconds, though their titles are made of thirty words', () => {
    expect(timed(() => expect(matchHarvested(own, harvested)).toHaveLength(SIZE))).toBeLessThan(MOST_MS);
    expect(timed(() => duplicatesAmong(harvested))).toBeLessThan(MOST_MS);
  });

  it('are matched in seconds, though they all have one title', () => {
    const titles = own[0]!.titles;
    const work = () =>
      matchHarvested(
        own.map((each) => ({ ...each, titles })),
        harvested.map((each) => ({ ...each, titles })),
      );
    expect(timed(work)).toBeLessThan(MOST_MS);
  });

  it('are matched in seconds, though all records claim one publication', () => {
    const isbns = ['9789517344128'] as unknown as (typeof own)[0]['isbns'];
    const titles = own[0]!.titles;
    const claimed = own.map((each, index) => (index === 0 ? { ...each, isbns } : each));
    const claiming = harvested.map((each) => ({ ...each, isbns, titles }));
    expect(timed(() => matchHarvested(claimed, claiming))).toBeLessThan(MOST_MS);
    expect(timed(() => duplicatesAmong(claiming))).toBeLessThan(MOST_MS);
  });
});
