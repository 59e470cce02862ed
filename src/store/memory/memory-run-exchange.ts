import type { RunExchange, RunWish } from '../run-exchange.js';

/** For several sets of harvests in one process. */
export const createMemoryRunExchange = (): RunExchange => {
  const listeners = new Set<(runId: string | undefined) => void>();
  const answerers = new Set<(wish: RunWish) => boolean | undefined>();
  return {
    tell: async (runId) => {
      for (const listener of listeners) listener(runId);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask: async (wish) => [...answerers].map((answer) => answer(wish)).find((each) => each !== undefined),
    answerBy: (answer) => {
      answerers.add(answer);
      return () => void answerers.delete(answer);
    },
  };
};
