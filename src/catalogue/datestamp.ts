/** A moment in whole seconds since 1970-01-01T00:00:00Z: the one form in which a datestamp is kept, ordered and compared. */
export type Datestamp = number & { readonly __brand: 'Datestamp' };

/** `YYYY-MM-DDThh:mm:ssZ` (OAI-PMH 2.0 §3.3.1): UTC, no fraction. */
export const formatDatestamp = (stamp: Datestamp): string => `${new Date(stamp * 1000).toISOString().slice(0, 19)}Z`;

/** The second in which the moment lies. `milliseconds` since the epoch, as `Date.now()` gives them. */
export const datestampOf = (milliseconds: number): Datestamp => Math.floor(milliseconds / 1000) as Datestamp;
