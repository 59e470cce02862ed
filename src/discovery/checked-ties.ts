import type { Datestamp } from '../catalogue/datestamp.js';
import { digitsOf } from '../catalogue/isbn.js';
import { urnAddress } from '../crosswalk/particulars.js';
import { parsePersistentId } from '../linking/persistent-identifiers.js';
import type { Settings } from '../platform/settings.js';
import type { CheckedTie } from '../store/tie-ports.js';
import { fillTemplate } from './fill-template.js';
import { hasGround, subjectOf } from './tie-checks/questions.js';
import type { Tie, Work } from './work.js';

/** What look-ups say of one work. */
export interface CheckedTies {
  readonly ties: readonly CheckedTie[];
  /** Names and control numbers of records that somebody refused to take for this work: no look-up brings them back. */
  readonly refused: ReadonlySet<string>;
}

type Subject = Pick<Work, 'id' | 'origin' | 'manifestations'>;

/**
 * Ties of harvests, people and templates, with those of look-ups added: a cross-check, which changes none of the others. Only the mere
 * search by a number gives way to the record that was found by it.
 */
export const withChecked = (
  settings: Settings,
  work: Subject,
  ties: readonly Tie[],
  { ties: checked, refused }: CheckedTies,
): readonly Tie[] => {
  const harvested = ties.filter(({ kind }) => kind === 'record');
  const subject = subjectOf({ ...work, ties: harvested });
  const wanted = checked.filter(
    (tie) => hasGround(tie, subject) && !namesOf(tie).some((name) => refused.has(name)) && !isKnown(tie, harvested),
  );
  const added = wanted.flatMap((tie) => toTie(settings, work, tie));
  const replaced = new Set(
    wanted.filter(({ dead }) => dead === undefined).flatMap(({ target, evidence }) => evidence.map(({ number }) => `${target} ${number}`)),
  );
  const leads = new Set(added.map(({ target }) => target));
  return [
    ...harvested,
    ...added,
    ...ties.filter(
      ({ kind, target, theirs }) => kind === 'search' && !(leads.has(target) && replaced.has(`${target} ${digitsOf(theirs)}`)),
    ),
  ];
};

const namesOf = ({ theirs, dedupIds, numbers }: CheckedTie): readonly string[] => [theirs, ...dedupIds, ...numbers];

/** The very record, or one that their catalogue shows together with it. */
const isKnown = (tie: CheckedTie, harvested: readonly Tie[]): boolean =>
  harvested.some(
    ({ target, theirs, dead }) =>
      target === tie.target && (sameName(target, theirs, tie.theirs) || (dead === undefined && tie.dedupIds.includes(theirs))),
  );

const sameName = (target: string, one: string, other: string): boolean =>
  one === other || (target === 'urn' && parsePersistentId(one) !== undefined && parsePersistentId(one) === parsePersistentId(other));

const toTie = (settings: Settings, { id: ours }: Subject, tie: CheckedTie): readonly Tie[] => {
  const { target, theirs, tier, changed, dead, evidence, dedupIds } = tie;
  const template = settings.links.targets[target]?.record;
  const url = target === 'urn' ? urnAddress(theirs, settings) : template === undefined ? undefined : fillTemplate(template, '{id}', theirs);
  if (url === undefined) return [];
  const died = dead === undefined ? {} : { dead: secondsOf(dead) };
  return [
    {
      ...{ ours, target, theirs, url, kind: 'record', confidence: tier, decidedBy: 'rules', changed: secondsOf(changed), ...died },
      evidence: evidence.map(({ number, source, filters, at }) => ({ number, source, filters, seen: secondsOf(at) })),
      ...(dedupIds.length > 0 && { dedupIds }),
    },
  ];
};

const secondsOf = (utc: string): Datestamp => Math.floor(Date.parse(utc) / 1000) as Datestamp;
