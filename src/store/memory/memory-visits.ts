import type { VisitLog, VisitMemory } from '../visit-ports.js';

/** Gone with the program. */
export const createMemoryVisits = (): VisitMemory => {
  let kept: VisitLog = { visits: [], days: [] };
  return {
    read: async () => kept,
    update: async (change) => (kept = change(kept)),
  };
};
