import { parseIsbn } from '../../catalogue/isbn.js';
import type { Work, WorkManifestation } from '../work.js';

/** One record that a query finds. */
export interface Hit {
  readonly work: Work;
  readonly manifestation: WorkManifestation;
}

/** What a result keeps of a hit: the works themselves may lie in a database, and need not be held. */
export interface ListedHit {
  readonly identifier: string;
  readonly formats: readonly string[];
}

export const listed = ({ manifestation: { identifier, formats } }: Hit): ListedHit => ({ identifier, formats });

/** By OAI identifier, in the order in which they were found. */
export type Hits = ReadonlyMap<string, Hit>;

export const NO_HITS: Hits = new Map();

/** Each manifestation is a record of its own, as it is by OAI-PMH: so a harvester gets the same identifiers both ways. */
export const hitsOf = (works: Iterable<Work>): Hits => {
  const hits = new Map<string, Hit>();
  for (const work of works) for (const manifestation of work.manifestations) hits.set(manifestation.identifier, { work, manifestation });
  return hits;
};

/**
 * Of a work that a number leads to, the manifestations which carry that number; all of them where none does, since then it is that of the
 * work, or a mistyped one.
 */
export const hitsByNumber = (works: readonly Work[], number: string): Hits => {
  const wanted = bare(number);
  const isbn = parseIsbn(number);
  const carries = ({ identifier, isbns, urn = '' }: WorkManifestation): boolean =>
    bare(identifier) === wanted || bare(urn) === wanted || isbns.some((each) => bare(each) === (isbn ?? wanted));
  const hits = new Map<string, Hit>();
  for (const work of works) {
    const carrying = work.manifestations.filter(carries);
    for (const manifestation of carrying.length > 0 ? carrying : work.manifestations)
      hits.set(manifestation.identifier, { work, manifestation });
  }
  return hits;
};

/** Those of a work by its id, or the one of a record by its identifier; of a work that is known by another number too, none. */
export const hitsById = (works: readonly Work[], id: string): Hits => {
  const isMeant = (each: string): boolean => each.toLowerCase() === id.toLowerCase();
  return new Map([...hitsOf(works)].filter(([identifier, { work }]) => isMeant(identifier) || isMeant(work.id)));
};

/** As resolvers write a URN, and without hyphens. */
const bare = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/urn\.fi\//, '')
    .replaceAll(/[\s-]/g, '');

export const united = (one: Hits, other: Hits): Hits => new Map([...one, ...other]);
