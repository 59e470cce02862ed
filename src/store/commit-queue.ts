/** Runs one task after the other, in the order in which they were given; a failed one does not stop the next. */
export interface CommitQueue {
  run<T>(task: () => Promise<T>): Promise<T>;
}

export const createCommitQueue = (): CommitQueue => {
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
