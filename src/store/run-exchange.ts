/** What somebody wants of a run that another process carries out. */
export interface RunWish {
  readonly runId: string;
  /** `cancel` for good, `interrupt` to go on later. */
  readonly kind: 'cancel' | 'interrupt';
  readonly actor: string;
  readonly reason?: string;
}

/** How processes that share runs hear of each other; in an installation of one process there is none. */
export interface RunExchange {
  /** Says to every process, to this one too, that a run was saved or given back. Never fails: who hears nothing looks again after a while. */
  tell(runId: string): Promise<void>;
  /** Hears of it; `undefined` says that something may have been missed. @returns ends it */
  subscribe(listener: (runId: string | undefined) => void): () => void;
  /**
   * Puts a wish before whoever carries out the run, and waits for the answer: whether it is done. `undefined` when nobody answered in time;
   * nobody will then.
   */
  ask(wish: RunWish): Promise<boolean | undefined>;
  /** Answers what others ask; `undefined` of a run that is not carried out here. @returns ends it */
  answerBy(answer: (wish: RunWish) => boolean | undefined): () => void;
}
