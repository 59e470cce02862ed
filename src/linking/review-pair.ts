import type { PublicationId } from '../catalogue/publication.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, HarvestStore, Link } from '../store/harvest-ports.js';
import type { CatalogueStore, StoredPublication } from '../store/ports.js';
import { parseXml } from '../xml/parse.js';
import { comparePair, type PairComparison } from './compare-pair.js';
import { evidenceOf } from './evidence.js';
import { manifestationOf } from './manifestation.js';
import { matchHash } from './match-hash.js';
import { findObstacles } from './obstacles.js';
import { readHarvested } from './read-harvested.js';
import { readOwn } from './read-own.js';

/** A record of a library and a publication of ours as they are now, for a person to decide whether they are one. */
export interface ReviewPair {
  readonly kind: 'pair';
  /** The copy that matching goes by. */
  readonly copy: HarvestedRecord;
  readonly record: MarcRecord;
  readonly ours: StoredPublication;
  readonly comparison: PairComparison;
  /** Of what the two are matched by: the same as long as a decision need not be looked at again. */
  readonly hashes: Link['hashes'];
}

export interface ReviewPorts {
  readonly store: Pick<CatalogueStore, 'findPublication'> & Pick<HarvestStore, 'listHarvestedOf'>;
  readonly settings: Settings;
}

/** Also of a record that is live no longer, and of a publication that has been withdrawn: a decision on them may have to be taken back. */
export const readPair = async (
  { store, settings }: ReviewPorts,
  theirs: string,
  ours: PublicationId,
): Promise<ReviewPair | { readonly kind: 'missing'; readonly side: 'ours' | 'theirs' }> => {
  const copy = matchedCopy(await store.listHarvestedOf(theirs), settings);
  if (copy === undefined) return { kind: 'missing', side: 'theirs' };
  const stored = await store.findPublication(ours);
  if (stored === undefined) return { kind: 'missing', side: 'ours' };
  const record = readMarcRecord(parseXml(copy.xml));
  const subject = readHarvested(theirs, record, { identifiers: [copy.identifier, ...copy.aliases] });
  const own = readOwn(stored.publication, settings);
  const hashes = { ours: matchHash(own), theirs: matchHash(subject) };
  return { kind: 'pair', copy, record, ours: stored, comparison: comparePair(own, subject), hashes };
};

/** Of the sources in the settings' order the first that has it; of what nobody has any more, the first that had it. */
const matchedCopy = (copies: readonly HarvestedRecord[], { sources }: Settings): HarvestedRecord | undefined => {
  const rank = new Map(sources.map(({ id }, index) => [id, index]));
  const rankOf = ({ source, state }: HarvestedRecord): number =>
    (rank.get(source) ?? rank.size) + (state === 'live' ? 0 : copies.length + sources.length + 1);
  return [...copies].sort((a, b) => rankOf(a) - rankOf(b))[0];
};

/** What is to be said of a pair beside its fields, as a match would say it today. */
export const describePair = ({ comparison }: ReviewPair): Pick<Link, 'evidence' | 'manifestation'> & { readonly similarity: number } => {
  const manifestation = manifestationOf(comparison);
  return {
    evidence: [...evidenceOf(comparison), ...findObstacles(comparison).map((obstacle) => `but ${obstacle}`)],
    similarity: comparison.title.similarity,
    ...(manifestation && { manifestation }),
  };
};
