import type { Run, RunStore } from '../run-ports.js';
import { createSourceLeases } from '../source-leases.js';
import { compareCodeUnits } from '../sorted.js';

/** Runs that are gone with their program. */
export const createMemoryRunStore = (): RunStore => {
  const runs = new Map<string, Run>();
  const journals = new Map<string, (string | undefined)[]>();
  const reports = new Map<string, string>();
  const store: RunStore = {
    saveRun: async (run) => void runs.set(run.id, run),
    findRun: async (id) => runs.get(id),
    listRuns: async ({ source, states, before, limit }) =>
      [...runs.values()]
        .filter(({ id, request }) => (source === undefined || request.source === source) && (before === undefined || id < before))
        .filter(({ state }) => states === undefined || states.includes(state))
        .sort((a, b) => compareCodeUnits(b.id, a.id))
        .slice(0, limit),
    appendEntry: async (runId, number, entry) => {
      const journal = journals.get(runId) ?? [];
      journal.splice(number - 1);
      journal[number - 1] = entry;
      journals.set(runId, journal);
    },
    readEntries: async function* (runId) {
      for (const entry of journals.get(runId) ?? []) {
        if (entry === undefined) return;
        yield entry;
      }
    },
    removeEntries: async (runId) => void journals.delete(runId),
    saveReport: async (runId, report) => void reports.set(runId, report),
    findReport: async (runId) => reports.get(runId),
    removeRun: async (runId) => {
      for (const kept of [runs, journals, reports]) kept.delete(runId);
    },
    ...createSourceLeases(() => store),
  };
  return store;
};
