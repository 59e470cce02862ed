import type { ListRequest, SourceClient, SourcePage, Verdict } from '../source-client.js';

/** A source as a run sees it. */
export interface HarvestSource {
  readonly id: string;
  /** A list of it is always all that it has; it can neither be asked for changes nor go on in the middle. */
  readonly isSnapshot: boolean;
  readonly client: SourceClient;
  /** The same, asked with less patience: for what has failed before. */
  readonly impatient: SourceClient;
  /** The whole list, read around what cannot be read as far as the protocol lets. @throws SourceError */
  listPages(request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage>;
  /** Decides over a record that came without a verdict. */
  judge(xml: string): Verdict | { readonly kind: 'unreadable'; readonly reason: string };
  /** In hours. */
  readonly overlapHours: number;
  /** Of all records of the source, the share that may go at once. */
  readonly removalBrake: number;
}
