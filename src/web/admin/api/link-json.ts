import type { DecisionOutcome, DecisionResult } from '../../../administration/link-decisions.js';
import { standingOf, type ListedLink } from '../../../administration/link-list.js';
import type { ShownPair } from '../../../administration/link-review.js';
import { formatDatestamp } from '../../../catalogue/datestamp.js';
import type { Link } from '../../../store/harvest-ports.js';

/** A link as `schemas/admin-api/links.json` has it. */
export const linkJson = (link: Link) => {
  const { at, rulesVersion: _, ...told } = link;
  return { ...told, standing: standingOf(link), at: formatDatestamp(at) };
};

export const listedJson = ({ link, ourTitle, theirTitle, others }: ListedLink) => ({
  ...linkJson(link),
  ...(ourTitle !== undefined && { ourTitle }),
  ...(theirTitle !== undefined && { theirTitle }),
  others,
});

export const pairJson = (pair: ShownPair) => ({
  theirs: pair.theirs,
  ours: pair.ours,
  ...(pair.listed && { link: listedJson(pair.listed) }),
  rows: pair.rows,
  evidence: pair.evidence,
  similarity: pair.similarity,
  hashes: pair.hashes,
  ourTitle: pair.ourTitle,
  isWithdrawn: pair.isWithdrawn,
  record: pair.copy,
  candidates: pair.candidates.map(listedJson),
  rivals: pair.rivals.map(listedJson),
});

/** What came of one pair, with `outcome` for the kind of it. */
export const outcomeJson = (given: DecisionOutcome) => {
  const { kind: outcome, ...rest } = given;
  if (given.kind !== 'decided') return { outcome, ...rest };
  const { theirs, ours, link } = given;
  return { outcome, theirs, ours, ...(link && { link: linkJson(link) }) };
};

export const resultJson = ({ alsoChanged, left, back }: DecisionResult) => ({ alsoChanged, left, back });
