import type { Datestamp } from '../catalogue/datestamp.js';
import type { Origin } from '../catalogue/origin.js';
import type { ManifestationKind, PublicationId } from '../catalogue/publication.js';

/**
 * `live`: the source has it · `deleted`: the source said that it is no more · `retired`: it was missing from complete lists and the source
 * knows it no more · `outOfScope`: the source has it, but it belongs to the older series no longer. What is not live is kept, and comes
 * back as it was when the source has it again.
 */
export type HarvestedState = 'live' | 'deleted' | 'retired' | 'outOfScope';

/** A record of a library as one source gave it. */
export interface HarvestedRecord {
  /** The source's id in the settings. */
  readonly source: string;
  /** The library's own number under the library's name: `fi-melinda.000254001`. The same record from two sources has the same. */
  readonly localId: string;
  /** Under which the source knows it now. */
  readonly identifier: string;
  /** Under which it knew it before. */
  readonly aliases: readonly string[];
  /** Verbatim, for people. */
  readonly datestamp?: string;
  readonly state: HarvestedState;
  readonly title: string;
  /** The record's own XML as it was received. */
  readonly xml: string;
  /** The whole record before it was mended; only where `repairs` has something. */
  readonly received?: string;
  readonly repairs: readonly string[];
  /** SHA-256 in hexadecimal of what it says, and of how it came. */
  readonly contentHash: string;
  readonly rawHash: string;
  /** The rule that took it, in a sentence. */
  readonly because: string;
  readonly flags: readonly string[];
  /** UTC; of the answer in which this content came. */
  readonly harvestDate: string;
  readonly origin?: Origin;
  /** Complete lists in a row that it was missing from. */
  readonly missed: number;
  /** What harvests made of it, oldest first; the last twenty. */
  readonly history: readonly HarvestEvent[];
}

export interface HarvestEvent {
  readonly run: string;
  readonly at: Datestamp;
  readonly outcome: 'added' | 'updated' | 'restored' | 'renamed' | 'deleted' | 'retired' | 'outOfScope';
  readonly contentHash: string;
}

/** A record that could not be read or fetched, kept so that it is tried again with each run. */
export interface QuarantinedRecord {
  readonly source: string;
  readonly identifier: string;
  readonly reason: string;
  /** As received, cut where it is long; absent for one that could not be fetched. */
  readonly xml?: string;
  /** Runs in a row that failed for it. */
  readonly runs: number;
  readonly firstRun: string;
  readonly lastRun: string;
}

/** What is remembered of a source from one run to the next. */
export interface SourceState {
  readonly source: string;
  /** Counts the changes of all that came from this source; a change names the one that it saw. */
  readonly revision: number;
  /** UTC, the source's own clock: the responseDate of the first page of the last complete list. */
  readonly mark?: string;
  /** The run that made the last change. */
  readonly lastRun?: string;
  /** How many wanted records the last complete lists had, newest last; the last ten. */
  readonly volumes: readonly number[];
}

/** `A` same number · `B` ISBN · `C` series and number · `D`, `E` title · `conflict` two grounds that disagree · `person` none of them. */
export type LinkTier = 'A' | 'B' | 'C' | 'D' | 'E' | 'conflict' | 'person';

/** An item of a library tied to a publication of ours, or offered to be. */
export interface Link {
  /** The harvested record's localId. */
  readonly theirs: string;
  readonly ours: PublicationId;
  readonly manifestation?: ManifestationKind;
  readonly tier: LinkTier;
  /** `linked`: the tie holds · `review`: a person has to say · `refused`: a person said no. */
  readonly status: 'linked' | 'review' | 'refused';
  /** Sentences. */
  readonly evidence: readonly string[];
  /** Why a person has to look at it: of a review, and of a decision since which one of the two has changed. */
  readonly because?: string;
  /** From 0 to 1. */
  readonly similarity?: number;
  readonly preTicked?: boolean;
  /** A person's name, or `auto`. */
  readonly decidedBy: string;
  readonly at: Datestamp;
  readonly rulesVersion: number;
  /** Of what the two sides were matched by, when it was decided. */
  readonly hashes: { readonly ours: string; readonly theirs: string };
}

export interface HarvestStore {
  findHarvested(source: string, localId: string): Promise<HarvestedRecord | undefined>;
  /**
   * By the identifier of the source, also a former one. Of several the one that has it now comes first, then one that is live, then the
   * first by localId.
   */
  findHarvestedByIdentifier(source: string, identifier: string): Promise<HarvestedRecord | undefined>;
  /** As many at once as a batch has, by localId; those that are not there are left out. */
  findHarvestedMany(source: string, localIds: readonly string[]): Promise<ReadonlyMap<string, HarvestedRecord>>;
  /** The same by identifier: under each what `findHarvestedByIdentifier` finds. */
  findHarvestedByIdentifiers(source: string, identifiers: readonly string[]): Promise<ReadonlyMap<string, HarvestedRecord>>;
  /** Of every source that has or had it. */
  listHarvestedOf(localId: string): Promise<readonly HarvestedRecord[]>;
  /** The same of a batch, in ascending order of (localId, source). */
  listHarvestedOfMany(localIds: readonly string[]): Promise<readonly HarvestedRecord[]>;
  /** In ascending order of (localId, source), from the first one after `after`. */
  listHarvested(page: {
    readonly source?: string;
    readonly after?: Pick<HarvestedRecord, 'source' | 'localId'>;
    readonly limit: number;
  }): Promise<readonly HarvestedRecord[]>;
  countHarvested(source: string, state: HarvestedState): Promise<number>;
  /** In ascending order of identifier. */
  listQuarantined(page: {
    readonly source: string;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly QuarantinedRecord[]>;
  /** The first revision is 0: nothing ever came from there. */
  readSource(source: string): Promise<SourceState>;
  listLinksOf(theirs: string): Promise<readonly Link[]>;
  /** The same of a batch, in ascending order of (theirs, ours). */
  listLinksOfMany(theirs: readonly string[]): Promise<readonly Link[]>;
  /** In ascending order of (theirs, ours). */
  listLinks(page: { readonly after?: Pick<Link, 'theirs' | 'ours'>; readonly limit: number }): Promise<readonly Link[]>;
}

/** What is named takes the place of what was under the same key. */
export interface HarvestChange {
  readonly harvested?: readonly HarvestedRecord[];
  readonly quarantine?: {
    readonly put?: readonly QuarantinedRecord[];
    readonly remove?: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[];
  };
  readonly links?: { readonly put?: readonly Link[]; readonly remove?: readonly Pick<Link, 'theirs' | 'ours'>[] };
  /** Sources that the change rests on without changing them; `conflict` when one has moved on. */
  readonly seenSources?: readonly { readonly source: string; readonly revision: number }[];
  /** Moves the source on by one revision; `conflict` when it has moved on since it was read. */
  readonly source?: Omit<SourceState, 'revision'> & { readonly sawRevision: number };
}
