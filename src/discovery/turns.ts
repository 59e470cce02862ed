/**
 * One at a time. Whoever comes while one runs waits for the next one, which is the same for all of them: the one that runs may have looked
 * before what the caller has just changed.
 */
export const createTurns = (run: () => Promise<void>): (() => Promise<void>) => {
  let current: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    const turn = run().finally(() => {
      if (current === turn) current = undefined;
    });
    current = turn;
    return turn;
  };
  const beginNext = (): Promise<void> => {
    following = undefined;
    return begin();
  };
  return () => {
    if (current === undefined) return begin();
    following ??= current.then(beginNext, beginNext);
    return following;
  };
};
