import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Run, RunStore } from '../../src/store/run-ports.js';
import { OAI, readPages, runIdOf, SRU } from './harvest-samples.js';
import { entriesOf, runOf } from './run-samples.js';

export interface OpenedRuns {
  readonly runs: RunStore;
  /** Removes whatever it left. */
  discard(): Promise<void>;
}

/** What every adapter must do with runs: each sentence of `run-ports.ts`. */
export const describeRuns = (adapter: string, open: () => Promise<OpenedRuns>): void => {
  describe(`what is kept of runs (${adapter})`, () => {
    let opened: OpenedRuns;
    let runs: RunStore;
    beforeEach(async () => {
      opened = await open();
      runs = opened.runs;
    });
    afterEach(() => opened.discard());
    const save = async (...given: readonly Run[]): Promise<void> => {
      for (const run of given) await runs.saveRun(run);
    };
    const idsOf = (given: readonly Run[]): readonly string[] => given.map(({ id }) => id);

    describe('a run', () => {
      it('is not there before it was saved', async () => {
        expect(await runs.findRun(runIdOf(1))).toBeUndefined();
        expect(await runs.listRuns({ limit: 10 })).toEqual([]);
      });

      it('comes back as it was saved', async () => {
        const whole = runOf(1, {
          request: { ...runOf(1).request, mode: 'range', from: '2001-01-01', until: '2002-01-01', reason: '“Häiriö” 😀' },
          state: 'completed-with-failures',
          mark: '2026-03-01T10:00:00Z',
          completeListSize: 412,
          warnings: ['The list is longer than it said.'],
          failures: [{ message: 'its leader is too short', count: 2, identifiers: ['oai:library.example.fi:1'] }],
        });
        await save(whole);
        expect(await runs.findRun(whole.id)).toStrictEqual(whole);
        expect(await runs.listRuns({ limit: 10 })).toStrictEqual([whole]);
      });

      it('may quote a stranger whose words were cut in the middle of a character, or have none', async () => {
        const quoting = runOf(1, { message: 'HTTP 500: \ud83d', warnings: ['\u0000', '\udc00'] });
        await save(quoting);
        expect(await runs.findRun(quoting.id)).toStrictEqual(quoting);
      });

      it('takes the place of the one with the same id', async () => {
        await save(runOf(1, { mark: '2026-03-01T10:00:00Z' }), runOf(2), runOf(1, { state: 'fetching' }));
        expect(await runs.findRun(runIdOf(1))).toStrictEqual(runOf(1, { state: 'fetching' }));
        expect(await runs.listRuns({ limit: 10 })).toHaveLength(2);
      });

      it.each(['a', 'a-', 'a--b', 'report', 'x1-2-json', 'kansalliskirjasto-sru'])('is kept of a source called %s too', async (source) => {
        const run = runOf(1, {}, source);
        await save(run, runOf(2, {}, `${source}-z`));
        await runs.appendEntry(run.id, 1, source);
        await runs.saveReport(run.id, source);
        expect(await runs.findRun(run.id)).toEqual(run);
        expect(await runs.listRuns({ source, limit: 10 })).toEqual([run]);
        expect([await entriesOf(runs, run.id), await runs.findReport(run.id)]).toEqual([[source], source]);
      });

      it.each(['', '.', '..', '../escaped', runIdOf(1).toLowerCase(), `${runIdOf(1)}/..`, `${runIdOf(1)}.json`, '20260301-library'])(
        'is not found under the name %p, which is no run’s',
        async (name) => {
          await save(runOf(1));
          await runs.appendEntry(runIdOf(1), 1, 'one');
          await runs.saveReport(runIdOf(1), 'report');
          expect(await runs.findRun(name)).toBeUndefined();
          expect(await runs.findReport(name)).toBeUndefined();
          expect(await entriesOf(runs, name)).toEqual([]);
          await runs.removeEntries(name);
          await runs.removeRun(name);
          expect(await runs.findRun(runIdOf(1))).toEqual(runOf(1));
          expect([await entriesOf(runs, runIdOf(1)), await runs.findReport(runIdOf(1))]).toEqual([['one'], 'report']);
        },
      );
    });

    describe('a list of runs', () => {
      it('has the newest first, in one source and in all', async () => {
        await save(runOf(2), runOf(10), runOf(1, {}, OAI), runOf(3, {}, OAI));
        expect(idsOf(await runs.listRuns({ limit: 10 }))).toEqual([runIdOf(10), runIdOf(3, OAI), runIdOf(2), runIdOf(1, OAI)]);
        expect(idsOf(await runs.listRuns({ source: SRU, limit: 10 }))).toEqual([runIdOf(10), runIdOf(2)]);
        expect(idsOf(await runs.listRuns({ source: OAI, limit: 1 }))).toEqual([runIdOf(3, OAI)]);
        expect(await runs.listRuns({ source: 'elsewhere', limit: 10 })).toEqual([]);
        expect(await runs.listRuns({ limit: 0 })).toEqual([]);
      });

      it.each([1, 2, 3, 100])('goes on before a run, page by page of %i, and has each once', async (limit) => {
        // The schedule starts the runs of several sources in one millisecond, and a name of a source may begin with another's.
        const sources = [SRU, OAI, 'librar', 'library0'];
        await save(...[1, 2].flatMap((number) => sources.map((source) => runOf(number, {}, source))));
        const all = await readPages<Run>((last) => runs.listRuns({ ...(last && { before: last.id }), limit }));
        const own = await readPages<Run>((last) => runs.listRuns({ source: SRU, ...(last && { before: last.id }), limit }));
        expect(idsOf(all.flat())).toEqual(
          [...[1, 2].flatMap((number) => sources.map((source) => runIdOf(number, source)))].sort().reverse(),
        );
        expect(idsOf(own.flat())).toEqual([runIdOf(2), runIdOf(1)]);
        for (const page of all.slice(0, -1)) expect(page).toHaveLength(limit);
      });

      it('can be of some states only, of one source or of all, page by page', async () => {
        await save(runOf(1, { state: 'fetching' }), runOf(2), runOf(3, { state: 'completed' }), runOf(4, { state: 'staged' }, OAI));
        const listIn = async (states: readonly Run['state'][], more: object = {}) =>
          idsOf(await runs.listRuns({ states, limit: 10, ...more }));
        expect(await listIn(['fetching', 'queued', 'staged', 'applying'])).toEqual([runIdOf(4, OAI), runIdOf(2), runIdOf(1)]);
        expect(await listIn(['queued', 'fetching'], { limit: 1 })).toEqual([runIdOf(2)]);
        expect(await listIn(['queued', 'fetching'], { before: runIdOf(2) })).toEqual([runIdOf(1)]);
        expect(await listIn(['completed', 'staged'])).toEqual([runIdOf(4, OAI), runIdOf(3)]);
        expect(await listIn(['completed', 'staged'], { source: SRU })).toEqual([runIdOf(3)]);
        expect(await listIn(['staged'], { source: SRU })).toEqual([]);
        expect(await listIn([])).toEqual([]);
      });

      it('goes on before any id, whether a run has it or not', async () => {
        await save(runOf(1), runOf(3), runOf(5));
        const listBefore = async (before: string) => idsOf(await runs.listRuns({ before, limit: 10 }));
        expect(await listBefore(runIdOf(4))).toEqual([runIdOf(3), runIdOf(1)]);
        expect(await listBefore(runIdOf(3))).toEqual([runIdOf(1)]);
        expect(await listBefore(runIdOf(1))).toEqual([]);
      });
    });

    describe('the journal of a run', () => {
      const append = async (...entries: readonly string[]): Promise<void> => {
        for (const [index, entry] of entries.entries()) await runs.appendEntry(runIdOf(1), index + 1, entry);
      };
      const read = () => entriesOf(runs, runIdOf(1));

      it('is empty at first', async () => {
        expect(await read()).toEqual([]);
      });

      it('has its entries as they were written, in order', async () => {
        const entries = [
          '{"kind":"page"}',
          '',
          '\n',
          'Ä € 😀\r\n\u0000',
          '\uFEFFbom',
          ...Array.from({ length: 8 }, (_, n) => `entry ${n}`),
        ];
        await append(...entries);
        expect(await read()).toEqual(entries);
      });

      it('has entries of two megabytes as they are', async () => {
        const entry = `{"page":"${'Ä €𝄞'.repeat(200_000)}"}`;
        await append('one', entry, 'three');
        expect((await read()).map((each) => each === entry || each)).toEqual(['one', true, 'three']);
      });

      it('is one run’s', async () => {
        await append('one', 'two');
        await runs.appendEntry(runIdOf(1, OAI), 1, 'other');
        expect([await read(), await entriesOf(runs, runIdOf(1, OAI))]).toEqual([['one', 'two'], ['other']]);
      });

      it('ends before the first entry that is missing', async () => {
        await append('one');
        await runs.appendEntry(runIdOf(1), 3, 'three');
        expect(await read()).toEqual(['one']);
        await runs.appendEntry(runIdOf(1, OAI), 2, 'two');
        expect(await entriesOf(runs, runIdOf(1, OAI))).toEqual([]);
      });

      it.each([
        [1, ['new']],
        [2, ['1', 'new']],
        [3, ['1', '2', 'new']],
        [4, ['1', '2', '3', 'new']],
      ])(
        'ends with the entry that was written last, number %i: what an earlier attempt wrote after it is no part of it',
        async (number, rest) => {
          await append('1', '2', '3');
          await runs.appendEntry(runIdOf(1), number, 'new');
          expect(await read()).toEqual(rest);
          await runs.appendEntry(runIdOf(1), number + 1, 'newer');
          expect(await read()).toEqual([...rest, 'newer']);
        },
      );

      it('can be removed and begun anew, without the run or its report', async () => {
        await save(runOf(1));
        await append('1', '2', '3');
        await runs.saveReport(runIdOf(1), 'report');
        await runs.removeEntries(runIdOf(1));
        expect(await read()).toEqual([]);
        expect([await runs.findRun(runIdOf(1)), await runs.findReport(runIdOf(1))]).toEqual([runOf(1), 'report']);
        await append('new');
        expect(await read()).toEqual(['new']);
      });

      it('that is not there can be removed too', async () => {
        await runs.removeEntries(runIdOf(404));
        expect(await entriesOf(runs, runIdOf(404))).toEqual([]);
      });
    });

    describe('the report of a run', () => {
      it('is found as it was saved last', async () => {
        expect(await runs.findReport(runIdOf(1))).toBeUndefined();
        await runs.saveReport(runIdOf(1), 'first, and longer');
        await runs.saveReport(runIdOf(1), 'Ä €');
        expect(await runs.findReport(runIdOf(1))).toBe('Ä €');
        expect(await runs.findReport(runIdOf(2))).toBeUndefined();
      });
    });

    it('goes with the run that is removed, and nothing else does', async () => {
      await save(runOf(1), runOf(2), runOf(1, {}, OAI));
      for (const { id } of [runOf(1), runOf(2), runOf(1, {}, OAI)]) {
        await runs.appendEntry(id, 1, 'one');
        await runs.saveReport(id, 'report');
      }
      await runs.removeRun(runIdOf(1));
      await runs.removeRun(runIdOf(404));
      expect(idsOf(await runs.listRuns({ limit: 10 }))).toEqual([runIdOf(2), runIdOf(1, OAI)]);
      const left = (id: string) => Promise.all([runs.findRun(id), entriesOf(runs, id), runs.findReport(id)]);
      expect(await left(runIdOf(1))).toEqual([undefined, [], undefined]);
      expect(await left(runIdOf(2))).toEqual([runOf(2), ['one'], 'report']);
      expect(await left(runIdOf(1, OAI))).toEqual([runOf(1, {}, OAI), ['one'], 'report']);

      await save(runOf(1));
      await runs.appendEntry(runIdOf(1), 1, 'again');
      expect(await left(runIdOf(1))).toEqual([runOf(1), ['again'], undefined]);
    });

    describe('a source', () => {
      it('is one run’s at a time', async () => {
        const lease = await runs.leaseSource(SRU);
        expect(lease).toBeDefined();
        expect(await runs.leaseSource(SRU)).toBeUndefined();
        expect(await runs.leaseSource(OAI)).toBeDefined();
        await lease!.release();
        expect(await runs.leaseSource(SRU)).toBeDefined();
        expect(await runs.leaseSource(SRU)).toBeUndefined();
      });

      it('goes to one of many that ask at the same moment', async () => {
        const leases = await Promise.all(Array.from({ length: 8 }, () => runs.leaseSource(SRU)));
        expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
      });

      it('is not taken from the run that has it now by one that gives it back twice', async () => {
        const lease = await runs.leaseSource(SRU);
        await lease!.release();
        const next = await runs.leaseSource(SRU);
        await lease!.release();
        expect(await runs.leaseSource(SRU)).toBeUndefined();
        await next!.release();
        expect(await runs.leaseSource(SRU)).toBeDefined();
      });

      it('is known to be worked on while a run has it, and not when it is only decided about', async () => {
        expect(await runs.listLeasedRuns()).toEqual([]);
        const lease = await runs.leaseSource(SRU, runIdOf(1));
        await runs.leaseSource(OAI);
        expect(await runs.listLeasedRuns()).toEqual([{ source: SRU, runId: runIdOf(1) }]);
        await lease!.release();
        expect(await runs.listLeasedRuns()).toEqual([]);
      });

      it('is kept for whoever writes under its lease', async () => {
        const lease = await runs.leaseSource(SRU, runIdOf(1));
        await lease!.runs.saveRun(runOf(1));
        await lease!.runs.appendEntry(runIdOf(1), 1, 'one');
        await lease!.runs.appendEntry(runIdOf(1), 2, 'two');
        await lease!.runs.saveReport(runIdOf(1), 'report');
        expect([await runs.findRun(runIdOf(1)), await entriesOf(runs, runIdOf(1)), await runs.findReport(runIdOf(1))]).toEqual([
          runOf(1),
          ['one', 'two'],
          'report',
        ]);
        await lease!.runs.removeEntries(runIdOf(1));
        expect(await entriesOf(lease!.runs, runIdOf(1))).toEqual([]);
        await lease!.runs.removeRun(runIdOf(1));
        expect(await runs.listRuns({ limit: 10 })).toEqual([]);
        expect(lease!.lost.aborted).toBe(false);
      });
    });
  });
};
