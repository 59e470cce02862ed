import type { RunGroup } from '../../store/run-ports.js';

/** Gathers what is said of many records by what is said. */
export interface Groups {
  add(message: string, identifier: string): void;
  /** The commonest first. */
  list(): readonly RunGroup[];
}

/** Of each message; all of them stand in the journal. */
const MOST_IDENTIFIERS = 100;
/** Of different messages; a source that says something else of every record must not fill the memory. */
const MOST_MESSAGES = 500;
const ANYTHING_ELSE = 'Something else; the journal of the run tells.';

export const createGroups = (): Groups => {
  const groups = new Map<string, { count: number; readonly identifiers: string[] }>();
  return {
    add: (given, identifier) => {
      const message = groups.has(given) || groups.size < MOST_MESSAGES ? given : ANYTHING_ELSE;
      const group = groups.get(message) ?? { count: 0, identifiers: [] };
      group.count += 1;
      if (group.identifiers.length < MOST_IDENTIFIERS) group.identifiers.push(identifier);
      groups.set(message, group);
    },
    list: () => [...groups].map(([message, { count, identifiers }]) => ({ message, count, identifiers })).sort((a, b) => b.count - a.count),
  };
};
