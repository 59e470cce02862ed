/** Why people are told of a source. */
export const NOTICE_CAUSES = ['failed', 'needs-approval', 'missed-schedules', 'odd-volume', 'old-quarantine'] as const;
export type NoticeCause = (typeof NOTICE_CAUSES)[number];

/** That people were told of one cause at one source; `since` and `at` are when they first and last were, in UTC. */
export interface ToldNotice {
  readonly source: string;
  readonly cause: NoticeCause;
  readonly since: string;
  readonly at: string;
  /** Nobody has been told yet that it is over. */
  readonly isOpen: boolean;
}

/** By the way of telling: one that fails for a day must not make the other one tell everything twice. */
export type Told = Readonly<Record<string, readonly ToldNotice[]>>;

/** The memory in the hands of the one who tells. */
export interface NoticeTurn {
  /** Nothing, where there is nothing or what is there cannot be read: to tell twice is better than not to tell. */
  read(): Promise<Told>;
  /** Lasting on return. @throws StoreError `unavailable` */
  write(told: Told): Promise<void>;
}

/** Outlives the program, so that a restart tells nothing twice and forgets no recovery. */
export interface NoticeMemory {
  /**
   * Lets one at a time tell people, of all processes that share the memory. The turn of a process that dies ends with it.
   * @returns what the work returns, or `undefined` while another has the turn: what it has not seen is told at the next check
   * @throws StoreError `unavailable`
   */
  takeTurn<T>(work: (turn: NoticeTurn) => Promise<T>): Promise<T | undefined>;
}
