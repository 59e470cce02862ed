import { rawHash } from '../crosswalk/harvested/content-hash.js';
import type { ComparableTitle } from './comparable-title.js';
import type { HarvestedSubject, MatchSubject, OwnSubject } from './match-subject.js';

/**
 * SHA-256 in hexadecimal over what a match is decided by, in an order of its own: an abstract, a shelf mark or a repeated
 * field leaves it alone. What a person has decided stands until it changes. The names that we ourselves know a subject by
 * are left out, or a source that renames its records would put every decision in question.
 */
export const matchHash = (subject: OwnSubject | HarvestedSubject): string =>
  rawHash(JSON.stringify([saidByBoth(subject), 'manifestations' in subject ? saidByOurs(subject) : saidByTheirs(subject)]));

const saidByBoth = ({
  controlNumbers,
  persistentIds,
  isbns,
  weakIsbns,
  places,
  titles,
  languages,
  year,
  authors,
}: MatchSubject): unknown => [
  sorted(controlNumbers),
  sorted(persistentIds),
  sorted(isbns),
  sorted(weakIsbns),
  sorted(
    places.map(({ issns, titleKeys, number }) =>
      JSON.stringify([sorted(issns), sorted(titleKeys), number?.year ?? null, sorted(number?.numbers ?? [])]),
    ),
  ),
  titles.slice(0, 1).map(saidTitle),
  sorted(titles.slice(1).map(saidTitle)),
  sorted(languages),
  year ?? null,
  sorted(authors.persons),
  sorted(authors.bodies),
];

/** Where the subtitle begins counts, too. */
const saidTitle = ({ main, whole }: ComparableTitle): string => JSON.stringify([main, whole]);

const saidByOurs = ({ manifestations }: OwnSubject): unknown =>
  sorted(manifestations.map(({ kind, isbn, issn }) => JSON.stringify([kind, isbn ?? null, issn ?? null])));

const saidByTheirs = ({ level, form, laterEdition }: HarvestedSubject): unknown => [level, form ?? null, laterEdition ?? null];

const sorted = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
