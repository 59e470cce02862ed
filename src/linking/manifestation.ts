import type { ManifestationKind } from '../catalogue/publication.js';
import type { PairComparison } from './compare-pair.js';
import type { OwnManifestation } from './match-subject.js';
import { kindOfForm } from './obstacles.js';

/**
 * Which of our forms the record describes: by what it says of its form, else by an ISBN that only one of ours has, else
 * by the ISSN, else by a URN, which only online forms have. `undefined` when nothing tells, or when we have no such form.
 */
export const manifestationOf = (pair: PairComparison): ManifestationKind | undefined => {
  const kind = describedKind(pair);
  return pair.ours.manifestations.find((manifestation) => manifestation.kind === kind)?.kind;
};

/** As `manifestationOf`, but also a form that we do not have ourselves: two records of it would still be two records of one thing. */
export const describedKind = ({ ours, theirs, sharedIsbns, sharedPersistentIds }: PairComparison): ManifestationKind | undefined => {
  const issns = theirs.places.flatMap((place) => place.issns);
  return (
    kindOfForm(theirs.form) ??
    onlyKind(ours.manifestations, ({ isbn }) => isbn !== undefined && sharedIsbns.includes(isbn)) ??
    onlyKind(ours.manifestations, ({ issn }) => issn !== undefined && issns.includes(issn)) ??
    (sharedPersistentIds.length > 0 ? 'pdf' : undefined)
  );
};

const onlyKind = (
  manifestations: readonly OwnManifestation[],
  isMeant: (manifestation: OwnManifestation) => boolean,
): ManifestationKind | undefined => {
  const [first, ...others] = manifestations.filter(isMeant);
  return others.length === 0 ? first?.kind : undefined;
};
