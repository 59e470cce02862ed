import type { NoticeMemory, Told } from '../notice-ports.js';

/** Gone with the program. */
export const createMemoryNotices = (): NoticeMemory => {
  let kept: Told = {};
  return {
    read: async () => kept,
    write: async (told) => void (kept = told),
  };
};
