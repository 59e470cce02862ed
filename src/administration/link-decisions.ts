import { setImmediate as nextTurn } from 'node:timers/promises';
import { datestampOf } from '../catalogue/datestamp.js';
import type { Accounts, Actor } from '../accounts/accounts.js';
import { MATCH_RULES_VERSION } from '../linking/match.js';
import { AUTOMATIC, type LinkKey, type PlanLinks, type Said } from '../linking/plan-links.js';
import { describePair, readPair, type ReviewPair } from '../linking/review-pair.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedItem } from '../publishing/harvested-items.js';
import type { Publishing, RenderingFault } from '../publishing/publishing.js';
import type { Turns } from '../store/turns.js';
import type { Link, LinkTier } from '../store/harvest-ports.js';
import { StoreError, type Store, type StoreChange } from '../store/ports.js';

/** `undecide` takes a person's word back: the rules then say what the pair is. */
export const LINK_DECISIONS = ['accept', 'refuse', 'undecide'] as const;
export type LinkDecision = (typeof LINK_DECISIONS)[number];

export interface DecisionWish {
  readonly decision: LinkDecision;
  readonly reason?: string;
  readonly links: readonly (LinkKey & { readonly sawHashes?: Link['hashes'] })[];
  /** Links of another tier are left alone. */
  readonly tier?: LinkTier;
}

/** What became of one pair. */
export type DecisionOutcome = LinkKey &
  (
    | {
        readonly kind: 'decided';
        /** As it is now; absent where nothing is left of it. */
        readonly link?: Link;
      }
    /** There was no word of a person to take back. */
    | { readonly kind: 'undecidedAlready' }
    | { readonly kind: 'missing'; readonly side: 'ours' | 'theirs' }
    | { readonly kind: 'withdrawn' }
    /** It is not what the person was shown. */
    | { readonly kind: 'changed'; readonly sides: readonly ('ours' | 'theirs')[]; readonly hashes: Link['hashes'] }
    | { readonly kind: 'otherTier'; readonly tier?: LinkTier }
    /** Two publications at once for one record. */
    | { readonly kind: 'contested'; readonly with: readonly string[] }
    /** A harvest came between, twice. */
    | { readonly kind: 'busy' }
  );

export interface DecisionResult {
  /** One for each pair that was named, in that order. */
  readonly outcomes: readonly DecisionOutcome[];
  /** Links that nobody named and that are another thing now: other candidates of the same record, other claims on the same publication. */
  readonly alsoChanged: readonly (LinkKey & { readonly status: Link['status'] | 'gone' })[];
  /** localIds that are given in `older` no more, and those that are given again. */
  readonly left: readonly string[];
  readonly back: readonly string[];
  readonly faults: readonly RenderingFault[];
}

export interface DecisionPorts {
  readonly store: Store;
  readonly settings: Settings;
  readonly publishing: Pick<Publishing, 'renderHarvested'>;
  readonly planLinks: PlanLinks;
  readonly clock: WallClock;
  readonly audit: Accounts['audit'];
  /** The same that harvests take their turns in. */
  readonly linkTurns: Turns;
}

/**
 * Decides and commits the links together with what is published of their records, so that a list never tells a half of it. The rest of the
 * pairs around them come out as the next harvest would leave them.
 */
export const decideLinks = (ports: DecisionPorts, actor: Actor, wish: DecisionWish): Promise<DecisionResult> =>
  ports.linkTurns.run(async () => {
    let isAudited = false;
    for (let attempt = 1; ; attempt += 1) {
      const prepared = await prepare(ports, actor, wish);
      if (prepared.said === 0) return prepared.result;
      if (!isAudited) await writeAhead(ports, actor, wish, prepared.result);
      isAudited = true;
      try {
        await ports.store.commit(prepared.change);
        return prepared.result;
      } catch (error) {
        if (!(error instanceof StoreError && error.code === 'conflict')) throw error;
        if (attempt === 2) return await giveUp(ports, actor, prepared.result);
      }
    }
  });

/** What the same would come to, without doing it. */
export const previewDecisions = async (ports: DecisionPorts, actor: Actor, wish: DecisionWish): Promise<DecisionResult> =>
  (await prepare(ports, actor, wish)).result;

interface Prepared {
  readonly result: DecisionResult;
  readonly change: StoreChange;
  /** How many pairs it changes. */
  readonly said: number;
}

const prepare = async (ports: DecisionPorts, actor: Actor, wish: DecisionWish): Promise<Prepared> => {
  const { store, settings } = ports;
  // First the revisions, then what is there: what is read is of them, or later.
  const seenSources = await Promise.all(settings.sources.map(({ id }) => store.readSource(id)));
  const weighed: Weighed[] = [];
  for (const each of wish.links) {
    weighed.push(await weigh(ports, actor, wish, each));
    await nextTurn();
  }
  const said: Said = {
    put: weighed.flatMap(({ put }) => put ?? []),
    remove: weighed.flatMap(({ remove }) => remove ?? []),
  };
  const keys: readonly LinkKey[] = [...said.put, ...said.remove];
  if (keys.length === 0) return { result: { ...NOTHING, outcomes: weighed.map(({ outcome }) => outcome) }, change: {}, said: 0 };
  const { change, items, moved } = await planAround(ports, keys, said);
  const { records, faults } = await ports.publishing.renderHarvested(items);
  const named = new Set(keys.map(keyOf));
  const result: DecisionResult = {
    outcomes: weighed.map(({ outcome }) => (outcome.kind === 'decided' ? withLink(outcome, change.put) : outcome)),
    alsoChanged: [
      ...change.put.filter((link) => !named.has(keyOf(link))).map(({ theirs, ours, status }) => ({ theirs, ours, status })),
      ...change.remove.filter((key) => !named.has(keyOf(key))).map(({ theirs, ours }) => ({ theirs, ours, status: 'gone' as const })),
    ],
    ...moved,
    faults,
  };
  const seen = weighed.flatMap(({ pair }) => (pair ? [{ id: pair.ours.publication.id, revision: pair.ours.revision }] : []));
  return { result, change: { links: change, records, seen, seenSources }, said: keys.length };
};

const NOTHING: Omit<DecisionResult, 'outcomes'> = { alsoChanged: [], left: [], back: [], faults: [] };

const keyOf = ({ theirs, ours }: LinkKey): string => `${theirs}/${ours}`;

const withLink = ({ theirs, ours, kind }: DecisionOutcome & { readonly kind: 'decided' }, put: readonly Link[]): DecisionOutcome => {
  const link = put.find((each) => keyOf(each) === keyOf({ theirs, ours }));
  return { theirs, ours, kind, ...(link && { link }) };
};

/** One pair held against the wish. */
interface Weighed {
  readonly outcome: DecisionOutcome;
  readonly pair?: ReviewPair;
  readonly put?: Link;
  readonly remove?: LinkKey;
}

const weigh = async (
  ports: DecisionPorts,
  actor: Actor,
  wish: DecisionWish,
  { theirs, ours, sawHashes }: DecisionWish['links'][number],
): Promise<Weighed> => {
  const key = { theirs, ours };
  const link = (await ports.store.listLinksOf(theirs)).find((each) => each.ours === ours);
  if (wish.tier !== undefined && link?.tier !== wish.tier)
    return { outcome: { ...key, kind: 'otherTier', ...(link && { tier: link.tier }) } };
  const rivals = wish.links.filter((other) => other.theirs === theirs && other.ours !== ours).map((other) => other.ours);
  if (wish.decision === 'accept' && rivals.length > 0) return { outcome: { ...key, kind: 'contested', with: rivals } };
  const pair = await readPair(ports, theirs, ours);
  if (pair.kind === 'missing') return { outcome: { ...key, kind: 'missing', side: pair.side } };
  const sides = (['ours', 'theirs'] as const).filter((side) => sawHashes !== undefined && sawHashes[side] !== pair.hashes[side]);
  if (sides.length > 0) return { outcome: { ...key, kind: 'changed', sides, hashes: pair.hashes } };
  if (wish.decision === 'undecide') {
    return link === undefined || !isPersons(link)
      ? { outcome: { ...key, kind: 'undecidedAlready' } }
      : { outcome: { ...key, kind: 'decided' }, pair, remove: key };
  }
  if (wish.decision === 'accept' && pair.ours.publication.withdrawn) return { outcome: { ...key, kind: 'withdrawn' } };
  return { outcome: { ...key, kind: 'decided' }, pair, put: wordOf(ports, actor, wish.decision, pair, link) };
};

const isPersons = ({ decidedBy }: Link): boolean => decidedBy !== AUTOMATIC;

/** What the pair was found by stays with it; why it had to be looked at is answered now. */
const wordOf = (
  { clock }: DecisionPorts,
  actor: Actor,
  decision: 'accept' | 'refuse',
  pair: ReviewPair,
  before: Link | undefined,
): Link => {
  const { manifestation, ...described } = describePair(pair);
  return {
    theirs: pair.copy.localId,
    ours: pair.ours.publication.id,
    ...(manifestation && { manifestation }),
    tier: before?.tier ?? 'person',
    status: decision === 'accept' ? 'linked' : 'refused',
    ...described,
    decidedBy: actor.name,
    at: datestampOf(clock()),
    rulesVersion: MATCH_RULES_VERSION,
    hashes: pair.hashes,
  };
};

/**
 * What the rules make of the other links of these records, and of other records that claim the same publications. What else would change
 * (publications that came since the last harvest) is left to the next harvest: nobody asked for it here.
 */
const planAround = async (
  { store, planLinks }: DecisionPorts,
  keys: readonly LinkKey[],
  said: Said,
): Promise<{ readonly change: Said; readonly items: readonly HarvestedItem[]; readonly moved: Pick<DecisionResult, 'left' | 'back'> }> => {
  const plan = await planLinks([], said);
  const planned = await plan.gather();
  const ours = new Set(keys.map((key) => key.ours));
  const touched = [...planned.put, ...planned.remove].filter((link) => ours.has(link.ours));
  const theirs = new Set([...keys, ...touched].map((key) => key.theirs));
  const change = {
    put: planned.put.filter((link) => theirs.has(link.theirs)),
    remove: planned.remove.filter((key) => theirs.has(key.theirs)),
  };
  const items: HarvestedItem[] = [];
  for (const localId of [...theirs].sort()) {
    items.push({ localId, copies: await store.listHarvestedOf(localId), isOwn: plan.isOwn(localId) });
  }
  const moved = items.filter(({ localId }) => plan.moved.includes(localId));
  return {
    change,
    items,
    moved: {
      left: moved.filter(({ isOwn }) => isOwn).map(({ localId }) => localId),
      back: moved.filter(({ isOwn }) => !isOwn).map(({ localId }) => localId),
    },
  };
};

const ACTIONS = { accept: 'link.accepted', refuse: 'link.refused', undecide: 'link.undecided' } as const satisfies Record<
  LinkDecision,
  string
>;

const writeAhead = async (
  { audit }: DecisionPorts,
  actor: Actor,
  { decision, reason, links }: DecisionWish,
  { outcomes }: DecisionResult,
): Promise<void> => {
  for (const outcome of outcomes) {
    if (outcome.kind !== 'decided') continue;
    const detail = { ...(reason !== undefined && { reason }), ...(links.length > 1 && { together: links.length }) };
    await audit({ actor, action: ACTIONS[decision], target: keyOf(outcome), detail });
  }
};

const giveUp = async ({ audit }: DecisionPorts, actor: Actor, { outcomes }: DecisionResult): Promise<DecisionResult> => {
  for (const outcome of outcomes) {
    if (outcome.kind === 'decided') {
      await audit({
        actor,
        action: 'link.notDecided',
        target: keyOf(outcome),
        detail: { reason: 'something changed it at the same time' },
      });
    }
  }
  const refused = outcomes.map((outcome): DecisionOutcome => {
    if (outcome.kind !== 'decided') return outcome;
    return { theirs: outcome.theirs, ours: outcome.ours, kind: 'busy' };
  });
  return { ...NOTHING, outcomes: refused };
};
