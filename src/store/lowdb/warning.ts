/** Something that a person should know and that the store can live with. */
export interface StoreWarning {
  readonly kind:
    /** The store's clock runs ahead of the machine's, which was set back. */
    | 'clockAhead'
    /** The file of the clock was missing; the newest datestamp stands in for it. */
    | 'clockLost'
    /** Time cannot be kept on the disk: lists stand still at the last second that was. */
    | 'clockStopped'
    /** There is no sound previous generation to go back to. */
    | 'previousGeneration'
    /** A change is safe, but what it replaced could not be cleared away yet. */
    | 'untidy'
    /** More records than this store is good for. */
    | 'outgrown'
    /** The file of a run does not hold that run any more; the others are listed without it. */
    | 'damagedRun'
    /** The file of what was told to people cannot be read; it begins anew. */
    | 'damagedNotices'
    /** The file of who harvested when cannot be read; it begins anew. */
    | 'damagedVisits'
    /** Lines of what look-ups found cannot be read; the works that they were about are looked for anew. */
    | 'damagedTies'
    /** The file of answers under a key cannot be read; it begins anew. */
    | 'damagedAnswers'
    /** The last line of the audit was never finished, and so never acknowledged; it is cut off. */
    | 'tornAudit'
    /** Lines of the audit were altered or taken away; the others are read without them. */
    | 'damagedAudit';
  readonly message: string;
}

export type WarnOperator = (warning: StoreWarning) => void;
