/** In ms: nobody looks at a number more often. */
const EVERY_MS = 1000;

export interface ProgressSaver {
  /** Something is new: it is saved within a second, together with what else comes until then. */
  wish(): void;
  /** Nothing is on its way any more, and nothing comes unless it is wished anew. */
  settle(): Promise<void>;
}

/** @param save may fail: what matters is saved elsewhere, too */
export const createProgressSaver = (save: () => Promise<void>): ProgressSaver => {
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> = Promise.resolve();
  const begin = (): void => {
    timer = undefined;
    saving = saving.then(save).catch(() => undefined);
  };
  return {
    wish: () => {
      timer ??= setTimeout(begin, EVERY_MS);
      timer.unref();
    },
    settle: async () => {
      clearTimeout(timer);
      timer = undefined;
      await saving;
    },
  };
};
