import type { Answer, Problem } from '../route.js';

/** `"r7"`: the seventh state of a publication. Strong, as two states are never alike (RFC 9110 §8.8.3). */
export const entityTag = (revision: number): string => `"r${revision}"`;

/** Whether the browser has it already (RFC 9110 §13.1.2: compared weakly). */
export const isKnown = (ifNoneMatch: string | undefined, revision: number): boolean =>
  ifNoneMatch !== undefined && (ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch.replaceAll('W/', '')).includes(entityTag(revision)));

/**
 * Whether the caller had this very state before them; else the problem that says so. Without the header anybody
 * could write over what they have not seen, and `*` says no more than none (RFC 6585 §3).
 */
export const findUnmet = (
  ifMatch: string | undefined,
  current: { readonly revision: number; readonly state: unknown },
): Problem | undefined => {
  const tag = entityTag(current.revision);
  if (ifMatch === undefined || ifMatch.trim() === '*') {
    return {
      status: 428,
      title: 'Precondition required',
      detail: `Send the ETag of the state that you have changed as If-Match, for example If-Match: ${tag}. "*" is not accepted.`,
    };
  }
  return tagsIn(ifMatch).includes(tag) ? undefined : movedOn(current, `If-Match was ${ifMatch.slice(0, 100)}`);
};

/** Somebody else was quicker: what stands there now, so that it need not be asked for. */
export const movedOn = ({ revision, state }: { readonly revision: number; readonly state: unknown }, why: string): Problem => ({
  status: 412,
  title: 'Changed meanwhile',
  detail: `The publication has the ETag ${entityTag(revision)} by now; ${why}. Nothing was changed. Look at "current" and send your change again with the new ETag.`,
  members: { currentETag: entityTag(revision), current: state },
});

export const problemAnswer = (problem: Problem): Answer => ({ kind: 'problem', problem });

/** A weak one is no match where something is to be changed: it is left in its `W/`. */
const tagsIn = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim());
