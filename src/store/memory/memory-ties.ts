import { createTieContents } from '../tie-contents.js';
import type { TieMemory } from '../tie-ports.js';

/** Gone with the program. */
export const createMemoryTies = (): TieMemory => {
  const contents = createTieContents();
  return {
    find: async (works) => contents.find(works),
    listChanged: async (page) => contents.listChanged(page),
    put: async (rows) => contents.put(rows),
    lastChange: async () => contents.lastChange(),
  };
};
