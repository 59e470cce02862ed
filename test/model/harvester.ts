import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { ReadRecord } from './answer.js';
import { assertHeld, BrokenGuarantee } from './broken-guarantee.js';
import { storedPrefix, type ListRun, type Selection, type World } from './list.js';
import { beginList, continueList, type Step } from './list-run.js';
import { isInSet, keyOf, select } from './model.js';
import type { HarvesterPlan } from './script.js';

const DAY_SECONDS = 86_400;

/** A client with its copy of the repository. */
export interface Harvester {
  readonly plan: HarvesterPlan;
  readonly mirror: Map<string, ReadRecord>;
  /** The list that it is reading. */
  run?: ListRun | undefined;
  /** A list that it has to begin again, since its token was refused. */
  again?: Selection | undefined;
  /** responseDate of the first page of the last list that it read to the end. */
  mark?: Datestamp;
  /** The newest stamp seen, and what that was when the last list ended. */
  newest?: Datestamp;
  newestFinished?: Datestamp | undefined;
}

export const createHarvester = (plan: HarvesterPlan): Harvester => ({ plan, mirror: new Map() });

/** The next page of its list, or the first one of the next list. */
export const advance = async (world: World, harvester: Harvester): Promise<void> => {
  const { run } = harvester;
  keep(harvester, run ? await continueList(world, run) : await beginList(world, nextSelection(harvester)));
};

/** Whatever it was reading, it starts anew from where its variant says. */
export const startAnew = async (world: World, harvester: Harvester): Promise<void> => {
  harvester.run = undefined;
  harvester.again = undefined;
  await advance(world, harvester);
};

export const nextSelection = ({ again, plan, mark, newest, newestFinished }: Harvester): Selection => {
  if (again) return again;
  const { variant, verb, metadataPrefix, set } = plan;
  const granularity = variant === 'D' ? 'seconds' : plan.granularity;
  const granule = granularity === 'day' ? DAY_SECONDS : 1;
  const from = { A: mark, B: minus(mark, granule), C: newest, D: minus(newestFinished, -1), E: newest, F: mark }[variant];
  return {
    verb,
    metadataPrefix,
    granularity,
    ...(variant === 'F' && { set }),
    ...(from !== undefined && { from: granularity === 'day' ? startOfDay(from) : from }),
  };
};

export const startOfDay = (stamp: Datestamp): Datestamp => (Math.floor(stamp / DAY_SECONDS) * DAY_SECONDS) as Datestamp;

const minus = (stamp: Datestamp | undefined, seconds: number): Datestamp | undefined =>
  stamp === undefined ? undefined : ((stamp - seconds) as Datestamp);

const keep = (harvester: Harvester, step: Step): void => {
  switch (step.kind) {
    case 'failed':
      return;
    case 'refused':
      // Variant E goes on from what it has; the others take the whole list again.
      harvester.again = harvester.plan.variant === 'E' ? undefined : harvester.run?.selection;
      harvester.run = undefined;
      return;
    case 'empty':
      finish(harvester, step.responseDate);
      return;
    case 'page':
      harvester.again = undefined;
      harvester.run = step.run;
      for (const record of step.records) {
        harvester.mirror.set(record.identifier, record);
        harvester.newest = Math.max(harvester.newest ?? 0, record.stamp) as Datestamp;
      }
      if (step.isLast) finish(harvester, step.run.firstResponseDate);
  }
};

const finish = (harvester: Harvester, responseDate: Datestamp): void => {
  harvester.run = undefined;
  harvester.again = undefined;
  harvester.mark = responseDate;
  harvester.newestFinished = harvester.newest;
};

const MOST_PAGES = 500;

/** Ends what it is reading (E starts again from what it has) and harvests once more; then its copy must be true (G3). */
export const converge = async (world: World, harvester: Harvester): Promise<void> => {
  if (harvester.plan.variant === 'E') harvester.run = undefined;
  else if (harvester.run || harvester.again) await readToEnd(world, harvester);
  await readToEnd(world, harvester);
  compareMirror(world, harvester);
};

const readToEnd = async (world: World, harvester: Harvester): Promise<void> => {
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    await advance(world, harvester);
    if (!harvester.run && !harvester.again) return;
  }
  throw new BrokenGuarantee('order', 'a list never ends');
};

const compareMirror = ({ model }: World, { plan, mirror }: Harvester): void => {
  const { variant, verb } = plan;
  const metadataPrefix = storedPrefix(plan.metadataPrefix);
  const set = variant === 'F' ? plan.set : undefined;
  for (const truth of select(model, { metadataPrefix, set })) {
    const copy = mirror.get(truth.identifier);
    const isTrue =
      copy?.stamp === truth.stamp &&
      copy.deleted === truth.deleted &&
      copy.sets.join() === truth.sets.join() &&
      (truth.deleted || verb === 'ListIdentifiers' || copy.rev === truth.rev);
    const say = (state: { readonly deleted: boolean; readonly rev?: number } | undefined): string =>
      !state ? 'nothing' : state.deleted ? 'a deletion' : `rev ${state.rev ?? '?'}`;
    assertHeld(isTrue, 'G3', () => `harvester ${variant} ended with ${say(copy)} of ${truth.identifier}, which is ${say(truth)}`);
  }
  // What a harvester of one set still has beyond that can only have been moved out of it (G6).
  for (const identifier of mirror.keys()) {
    const truth = model.records.get(keyOf({ identifier, metadataPrefix }));
    const isRight = truth !== undefined && (set === undefined || !isInSet(truth, set) || mirror.get(identifier)?.stamp === truth.stamp);
    assertHeld(isRight, 'G6', () => `harvester ${variant} has ${identifier}, which is not to be had`);
  }
};
