import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TieMemory, WorkTies } from '../../src/store/tie-ports.js';
import { tieSample, tiesSample } from './tie-samples.js';

export interface OpenedTies {
  readonly ties: TieMemory;
  /** The same, opened anew by another program; absent where nothing outlives one. */
  readonly reopen?: () => Promise<TieMemory>;
  readonly discard: () => Promise<unknown>;
}

const EIGHT = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What every adapter of the memory of ties keeps. */
export const describeTies = (adapter: string, open: () => Promise<OpenedTies>): void => {
  describe(`ties in ${adapter}`, () => {
    let opened: OpenedTies;
    beforeEach(async () => void (opened = await open()));
    afterEach(() => opened.discard());

    const rowsIn = async (ties: TieMemory, limit = 2): Promise<readonly WorkTies[]> => {
      const rows: WorkTies[] = [];
      for (let after = 0; ;) {
        const page = await ties.listChanged({ after, limit });
        rows.push(...page.map(({ row }) => row));
        const last = page.at(-1);
        if (last === undefined) return rows;
        after = last.change;
      }
    };
    const worksIn = async (ties: TieMemory): Promise<readonly string[]> => (await rowsIn(ties)).map(({ work }) => work);

    it('are none at first', async () => {
      expect(await opened.ties.lastChange()).toBe(0);
      expect(await opened.ties.listChanged({ limit: 10 })).toEqual([]);
      expect(await opened.ties.find(['2012-2'])).toEqual([]);
    });

    it('come back as they were put, every part of them', async () => {
      const rows: readonly WorkTies[] = [
        tiesSample('2012-2', tieSample('fikka.77', { dedupIds: ['anders.1'] }), tieSample('fikka.78', { dead: '2026-03-01T12:00:00Z' })),
        tiesSample(
          'fi-melinda.000254001',
          tieSample('åäö "\\', { missing: { times: 1, since: '2026-03-01T12:00:00Z', last: '2026-03-01T12:00:00Z' } }),
        ),
        { work: 'never', asked: [], failed: { at: '2026-03-01T12:00:00Z', reason: 'no answer' }, ties: [] },
      ];
      await opened.ties.put(rows);
      expect(await rowsIn(opened.ties)).toEqual(rows);
      const found = await opened.ties.find(['never', 'unknown', '2012-2', '2012-2']);
      expect(found.map(({ row }) => row)).toEqual(expect.arrayContaining([rows[0], rows[2]]));
      expect(found).toHaveLength(2);
    });

    it('of a work take the place of what was known of it, and move to the end', async () => {
      await opened.ties.put([tiesSample('a'), tiesSample('b'), tiesSample('c')]);
      const before = await opened.ties.lastChange();
      await opened.ties.put([tiesSample('a', tieSample('fikka.1'))]);
      expect(await worksIn(opened.ties)).toEqual(['b', 'c', 'a']);
      const changed = await opened.ties.listChanged({ after: before, limit: 10 });
      expect(changed.map(({ row }) => row)).toEqual([tiesSample('a', tieSample('fikka.1'))]);
      expect(await opened.ties.lastChange()).toBe(changed[0]!.change);
      expect((await opened.ties.find(['a'])).map(({ change }) => change)).toEqual([changed[0]!.change]);
    });

    it('give no sign of a change where nothing was put', async () => {
      await opened.ties.put([tiesSample('a')]);
      const before = await opened.ties.lastChange();
      await opened.ties.put([]);
      expect(await opened.ties.lastChange()).toBe(before);
    });

    it('are listed in the order of their last changes, and nothing is there twice or missing, whatever is put', async () => {
      const puts = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 4 }), {
        maxLength: 12,
      });
      await fc.assert(
        fc.asyncProperty(puts, fc.integer({ min: 1, max: 5 }), async (batches, limit) => {
          const { ties, reopen, discard } = await open();
          try {
            const expected = new Map<string, WorkTies>();
            for (const [turn, works] of batches.entries()) {
              const rows = works.map((work) => tiesSample(work, tieSample(`fikka.${turn}`)));
              await ties.put(rows);
              for (const row of rows) {
                expected.delete(row.work);
                expected.set(row.work, row);
              }
            }
            expect(await rowsIn(ties, limit)).toEqual([...expected.values()]);
            if (reopen) expect(await rowsIn(await reopen(), limit)).toEqual([...expected.values()]);
          } finally {
            await discard();
          }
        }),
        { numRuns: 25 },
      );
    });

    it('that are put at the same time are all there', async () => {
      await Promise.all(EIGHT.map((work) => opened.ties.put([tiesSample(work)])));
      expect([...(await worksIn(opened.ties))].sort()).toEqual(EIGHT);
      expect(await opened.ties.lastChange()).toBeGreaterThanOrEqual(8);
    });
  });
};
