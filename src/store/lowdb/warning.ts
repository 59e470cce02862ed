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
    | 'damagedRun';
  readonly message: string;
}

export type WarnOperator = (warning: StoreWarning) => void;
