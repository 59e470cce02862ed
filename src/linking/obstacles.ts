import { hyphenateIsbn, type Isbn } from '../catalogue/isbn.js';
import type { ManifestationKind } from '../catalogue/publication.js';
import type { ComparableTitle } from './comparable-title.js';
import type { PairComparison } from './compare-pair.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import type { PhysicalForm } from './physical-form.js';

/** Why the two cannot be joined without a person, in sentences for a librarian, the weightiest first. Empty when nothing forbids it. */
export const findObstacles = (pair: PairComparison): readonly string[] =>
  [
    levelObstacle(pair.theirs),
    formObstacle(pair.theirs),
    languageObstacle(pair),
    partObstacle(pair.ours.titles[0], pair.theirs.titles[0]),
    numberObstacle(pair),
    isbnObstacle(pair.ours, pair.theirs),
    placeObstacle(pair),
    editionObstacle(pair),
  ].filter((sentence) => sentence !== undefined);

/** Which of our forms a record of this form describes. */
export const kindOfForm = (form: PhysicalForm | undefined): ManifestationKind | undefined =>
  form === 'print' ? 'print' : form === 'online' ? 'pdf' : undefined;

const levelObstacle = ({ level }: HarvestedSubject): string | undefined => {
  switch (level) {
    case 'whole':
      return undefined;
    case 'part':
      return 'theirs describes a part of another work (leader/07, 773), ours a whole one';
    case 'serial':
      return 'theirs describes a serial as a whole (leader/07), ours one publication';
    case 'collection':
      return 'theirs describes a collection (leader/07), ours one publication';
  }
};

const formObstacle = ({ form }: HarvestedSubject): string | undefined =>
  form === 'other' ? 'theirs is neither printed nor an online file (leader/06, 007, 300, 338)' : undefined;

/** Parallel editions share their number, and often their year, their authors and half of their title. */
const languageObstacle = ({ languages, ours, theirs }: PairComparison): string | undefined =>
  languages === 'differ' ? `ours is in ${ours.languages.join(', ')}, theirs in ${theirs.languages.join(', ')}` : undefined;

const partObstacle = (ours: ComparableTitle | undefined, theirs: ComparableTitle | undefined): string | undefined => {
  if (ours === undefined || theirs === undefined || isSamePart(ours, theirs)) return undefined;
  return `${partOf(ours)} in the title of ours, ${partOf(theirs)} in that of theirs`;
};

const partOf = ({ parts }: ComparableTitle): string => (parts.length === 0 ? 'no part' : `part ${parts.join(', ')}`);

/** Whether two titles name the same part, or neither names one. Where only one calls it a part, the other may still have the number: `Käsikirja 2`. */
export const isSamePart = (one: ComparableTitle, other: ComparableTitle): boolean => {
  const [fewer, more] = one.parts.length <= other.parts.length ? [one, other] : [other, one];
  if (fewer.parts.length > 0) return more.parts.length === fewer.parts.length && more.parts.every((part) => fewer.parts.includes(part));
  const words = new Set([...fewer.numbers, ...fewer.whole.split(' ')]);
  return more.parts.every((part) => words.has(part));
};

const numberObstacle = ({ title: { otherNumbers } }: PairComparison): string | undefined =>
  otherNumbers && `the title of ours has ${otherNumbers[0]}, that of theirs ${otherNumbers[1]}`;

/** Compared with the form that the record describes; with all of them where it does not say which. */
const isbnObstacle = (ours: OwnSubject, theirs: HarvestedSubject): string | undefined => {
  const kind = kindOfForm(theirs.form);
  const expected = ours.manifestations.filter((manifestation) => kind === undefined || manifestation.kind === kind);
  const isbns = expected.flatMap(({ isbn }) => isbn ?? []);
  if (isbns.length === 0 || theirs.isbns.length === 0 || isbns.some((isbn) => theirs.isbns.includes(isbn))) return undefined;
  const form = kind === undefined ? 'ours' : kind === 'print' ? 'our printed form' : 'our online form';
  return `${form} has ISBN ${listed(isbns)}, theirs ${listed(theirs.isbns)}`;
};

const listed = (isbns: readonly Isbn[]): string => isbns.map(hyphenateIsbn).join(', ');

/** Only by ISSN: titles of series are too much alike to forbid anything. */
const placeObstacle = ({ place }: PairComparison): string | undefined =>
  place?.by === 'issn' && (place.relation === 'differ' || place.relation === 'overlap')
    ? `ours is ${place.ours}, theirs ${place.theirs}`
    : undefined;

const editionObstacle = ({ years, theirs }: PairComparison): string | undefined =>
  theirs.laterEdition !== undefined && (years === 'near' || years === 'far')
    ? `theirs is a later edition (${theirs.laterEdition}) of another year`
    : undefined;
