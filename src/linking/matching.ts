import type { Datestamp } from '../catalogue/datestamp.js';
import type { HarvestStore, Link } from '../store/harvest-ports.js';
import { claimOf, indexClaims, type Claim } from './contests.js';
import { linksOf, isDecided, keyOf, planLinksOf, withSaid, type LinkChange, type Said } from './links-of-record.js';
import type { LiveRecord, LiveRecords } from './live-records.js';
import { claimsOf, settle, tickedOf } from './match-harvested.js';
import type { OwnSubjects } from './own-subjects.js';
import { proposeRecord, subjectsOf, type Proposed, type SubjectOf } from './propose-record.js';

export interface MatchingPorts {
  readonly store: Pick<HarvestStore, 'listLinksOfMany'>;
  readonly live: LiveRecords;
  readonly own: OwnSubjects;
  readonly subjectOf: SubjectOf;
  /** What people say now. */
  readonly said: Said;
  readonly now: Datestamp;
}

/** What becomes of the ties of one record. */
export interface SettledRecordLinks extends LinkChange {
  readonly localId: string;
  readonly isOwn: boolean;
}

export interface Matching {
  /** Whether `settle` speaks of that record; of every other one there is nothing to be said but what people said before. */
  settles(localId: string): boolean;
  /** Record by record, of those given or of all. */
  settle(only?: ReadonlySet<string>): AsyncIterable<SettledRecordLinks>;
}

/** Proposals that are kept until they are settled; where there are more, they are made again. */
const MOST_KEPT = 2000;

/** Makes a proposal for every record, and keeps of it who claims which publication. */
export const createMatching = async (ports: MatchingPorts): Promise<Matching> => {
  const { live, said } = ports;
  const saidOf = new Set([...said.put, ...said.remove].map(({ theirs }) => theirs));
  const proposed = new Set<string>();
  const kept = new Map<string, Proposed>();
  const [links, ticked]: [Claim[], Claim[]] = [[], []];
  // Where nothing is ours, nothing of theirs has to be read.
  for await (const batch of ports.own.count === 0 ? [] : live.all()) {
    const ties = await tiesOf(ports, batch);
    for (const { copy } of batch) {
      const made = await proposeRecord(ports.own, await ports.subjectOf(copy), ties(copy.localId).said);
      if (made.proposal.kind === 'none') continue;
      proposed.add(copy.localId);
      if (kept.size < MOST_KEPT) kept.set(copy.localId, made);
      links.push(...claimsOf(made.proposal).map(claimOf));
      ticked.push(...tickedOf(made.proposal).map(claimOf));
    }
  }
  const findRivals = indexClaims(links);
  const findRivalsOfTicked = indexClaims([...links, ...ticked]);
  return {
    settles: (localId) => proposed.has(localId) || saidOf.has(localId),
    settle: async function* (only) {
      const wanted = only ? intersect(proposed, only) : proposed;
      for await (const batch of live.only(wanted)) {
        const ties = await tiesOf(ports, batch);
        for (const { copy } of batch) {
          const { localId } = copy;
          const { before, said: stored } = ties(localId);
          const made = kept.get(localId) ?? (await proposeRecord(ports.own, await ports.subjectOf(copy), stored));
          const match = settle(made.theirs, made.proposal, findRivals, findRivalsOfTicked);
          const decided = new Map(stored.filter(isDecided).map((link) => [keyOf(link), link]));
          yield { localId, ...planLinksOf(before, stored, linksOf(match, decided, subjectsOf(made), ports.now)) };
        }
      }
      // Of whom people speak though no rule does.
      const others = [...saidOf].filter((localId) => !proposed.has(localId) && (!only || only.has(localId)));
      const ties = await readTies(ports, others);
      for (const localId of others) yield { localId, ...planLinksOf(ties(localId).before, ties(localId).said, []) };
    },
  };
};

const intersect = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...one].filter((each) => other.has(each)));

/** The ties of a record as they are stored, and as they are with what people say now. */
type TiesOf = (localId: string) => { readonly before: readonly Link[]; readonly said: readonly Link[] };

const tiesOf = (ports: MatchingPorts, batch: readonly LiveRecord[]): Promise<TiesOf> =>
  readTies(
    ports,
    batch.map(({ copy }) => copy.localId),
  );

const readTies = async ({ store, said }: MatchingPorts, localIds: readonly string[]): Promise<TiesOf> => {
  const stored = new Map<string, Link[]>();
  for (const link of localIds.length === 0 ? [] : await store.listLinksOfMany(localIds)) {
    stored.set(link.theirs, [...(stored.get(link.theirs) ?? []), link]);
  }
  return (localId) => {
    const before = stored.get(localId) ?? [];
    const of = ({ theirs }: { readonly theirs: string }): boolean => theirs === localId;
    return { before, said: withSaid(before, { put: said.put.filter(of), remove: said.remove.filter(of) }) };
  };
};
