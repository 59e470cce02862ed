import type { Turns } from './turns.js';

/** Turns within one process, in the order in which they were asked for. */
export const createCommitQueue = (): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const done = last.then(task);
      // The caller gets the failure; the queue only needs to know that the task has ended.
      last = done.then(
        () => undefined,
        () => undefined,
      );
      return done;
    },
  };
};
