import type { RunStore, SourceLease } from './run-ports.js';

/** Within one process: the lock on an embedded store's directory keeps others out, so none is ever lost. */
export const createSourceLeases = (runs: () => RunStore): Pick<RunStore, 'leaseSource' | 'listLeasedRuns'> => {
  const held = new Map<string, { readonly runId?: string }>();
  return {
    leaseSource: async (source, runId): Promise<SourceLease | undefined> => {
      if (held.has(source)) return undefined;
      const mine = { ...(runId !== undefined && { runId }) };
      held.set(source, mine);
      return {
        lost: new AbortController().signal,
        runs: runs(),
        release: async () => {
          if (held.get(source) === mine) held.delete(source);
        },
      };
    },
    listLeasedRuns: async () => [...held].flatMap(([source, { runId }]) => (runId === undefined ? [] : [{ source, runId }])),
  };
};
