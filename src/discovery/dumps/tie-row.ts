import { fullTitle } from '../schema-org.js';
import type { Tie, Work } from '../work.js';
import { utc, workPath } from './addresses.js';

/** One tie as every dump gives it: names, order and values are the same in JSON and in CSV, which has no room for `evidence` and `dedupIds`. */
export interface TieRow {
  /** Our id, our page in Finnish, and by what else the work is known: title, valid ISBNs with hyphens, URNs. */
  readonly ours: string;
  readonly page: string;
  readonly title: string;
  readonly isbn: readonly string[];
  readonly urn: readonly string[];
  /** Whose it is, under which name they know it, and where it is there. */
  readonly target: string;
  readonly theirs: string;
  readonly url: string;
  readonly kind: Tie['kind'];
  readonly confidence: string;
  readonly decidedBy: Tie['decidedBy'];
  /** UTC, to the second. */
  readonly changed: string;
  readonly dead?: string;
  /** By which numbers a look-up found it, and when it was last there: a later `seen` is no change. */
  readonly evidence?: readonly {
    readonly number: string;
    readonly source: string;
    readonly filters: readonly string[];
    readonly seen: string;
  }[];
  /** Other records there of the same thing, as their catalogue says. */
  readonly dedupIds?: readonly string[];
}

export const tieRow = (work: Work, tie: Tie, publicUrl: string): TieRow => ({
  ours: work.id,
  page: `${publicUrl}${workPath(work.id)}`,
  title: fullTitle(work.titles[0]),
  isbn: isbnsOf(work),
  urn: [...new Set(work.manifestations.flatMap(({ urn }) => (urn === undefined ? [] : [urn])))],
  target: tie.target,
  theirs: tie.theirs,
  url: tie.url,
  kind: tie.kind,
  confidence: tie.confidence,
  decidedBy: tie.decidedBy,
  changed: utc(tie.changed),
  ...(tie.dead !== undefined && { dead: utc(tie.dead) }),
  ...(tie.evidence && { evidence: tie.evidence.map(({ seen, ...sighting }) => ({ ...sighting, seen: utc(seen) })) }),
  ...(tie.dedupIds && { dedupIds: tie.dedupIds }),
});

/** Of all manifestations, each once. */
export const isbnsOf = ({ manifestations }: Work): readonly string[] => [...new Set(manifestations.flatMap(({ isbns }) => isbns))];

/** Goes by the tie's own time, as a link that is checked changes without its work. */
export const changedSince =
  (since: number | undefined) =>
  ({ changed, dead = changed }: Tie): boolean =>
    since === undefined || Math.max(changed, dead) >= since;
