import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeptVisit, VisitLog, VisitMemory } from '../../src/store/visit-ports.js';

const AT = '2026-11-25T10:00:00.000Z';

const visitOf = (list: string, change: Partial<KeptVisit> = {}): KeptVisit => ({
  ...{ agent: 'Finna "ä\u0000😀"', from: '192.0.2.0/24', began: AT, last: AT, verb: 'ListRecords', metadataPrefix: 'marcxml' },
  ...{ pages: 2, records: 1000, completeListSize: 1500, isComplete: false, list, next: 1000 },
  ...change,
});

/** What every memory of who harvested when keeps. */
export const describeVisits = (
  adapter: string,
  open: () => Promise<{ readonly memory: VisitMemory; readonly discard: () => Promise<unknown> }>,
): void => {
  describe(`who harvested when, in ${adapter}`, () => {
    let memory: VisitMemory;
    let discard: () => Promise<unknown>;
    beforeEach(async () => ({ memory, discard } = await open()));
    afterEach(() => discard());
    const add = (visit: KeptVisit): Promise<VisitLog> => memory.update((log) => ({ ...log, visits: [...log.visits, visit] }));

    it('is nothing at first', async () => {
      expect(await memory.read()).toEqual({ visits: [], days: [] });
    });

    it('is as it was written, in its order', async () => {
      const log: VisitLog = {
        visits: [visitOf('b', { gaps: [[0, 500]] }), visitOf('a', { since: '2026-11-01' })],
        days: [
          { day: '2026-11-25', client: { agent: 'Finna', from: '' }, requests: { Identify: 1 }, errors: {}, last: AT },
          { day: '2026-11-24', requests: { none: 1 }, errors: { badVerb: 1 }, last: AT },
        ],
      };
      expect(await memory.update(() => log)).toEqual(log);
      expect(await memory.read()).toEqual(log);
    });

    it('is changed by one at a time, from what there is then', async () => {
      await Promise.all(Array.from({ length: 12 }, (_, number) => add(visitOf(String(number)))));
      const { visits } = await memory.read();
      expect(visits.map(({ list }) => Number(list)).sort((one, other) => one - other)).toEqual(
        Array.from({ length: 12 }, (_, number) => number),
      );
    });

    it('stays as it was when a change fails', async () => {
      await add(visitOf('a'));
      const broken = memory.update(() => {
        throw new Error('not so');
      });
      await expect(broken).rejects.toThrow('not so');
      expect((await memory.read()).visits).toEqual([visitOf('a')]);
      await add(visitOf('b'));
      expect((await memory.read()).visits).toHaveLength(2);
    });
  });
};
