/** Lets one at a time work, and whoever comes meanwhile go away. */
export interface SingleTurn {
  /** @returns what the work returns, or `undefined` while another is at it */
  take<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export const createSingleTurn = (): SingleTurn => {
  let isTaken = false;
  return {
    take: async (work) => {
      if (isTaken) return undefined;
      isTaken = true;
      try {
        return await work();
      } finally {
        isTaken = false;
      }
    },
  };
};
