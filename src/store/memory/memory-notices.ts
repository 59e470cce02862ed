import type { NoticeMemory, NoticeTurn, Told } from '../notice-ports.js';
import { createSingleTurn } from '../single-turn.js';

/** Gone with the program. */
export const createMemoryNotices = (): NoticeMemory => {
  const turns = createSingleTurn();
  let kept: Told = {};
  const turn: NoticeTurn = {
    read: async () => kept,
    write: async (told) => void (kept = told),
  };
  return { takeTurn: (work) => turns.take(() => work(turn)) };
};
