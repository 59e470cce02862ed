import type { ManifestationKind } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';

/** A set of the repository (OAI-PMH 2.0 §2.6). */
export interface RepositorySet {
  readonly setSpec: string;
  readonly setName: string;
  /** In words, for the set's description. */
  readonly description: string;
}

const MANIFESTATION_SETS = { print: 'own:print', pdf: 'own:online' } as const satisfies Record<ManifestationKind, string>;

/** The leaf setSpecs of an item of our own. */
export const setsOf = (kind: ManifestationKind): readonly string[] => [MANIFESTATION_SETS[kind]];

/** What the publisher made and what libraries hold of its older works are kept apart, so that a library need not take its own records back. */
export const listSets = ({ publisher, series: [main, ...others] }: Settings): readonly RepositorySet[] => [
  { setSpec: 'own', setName: main.title, description: `Publications of ${publisher.name}, described by the publisher itself.` },
  { setSpec: 'own:online', setName: `${main.title}: online`, description: 'The online manifestations (PDF).' },
  { setSpec: 'own:print', setName: `${main.title}: print`, description: 'The printed manifestations.' },
  { setSpec: 'older', setName: 'Older works', description: 'Older works, from records of the libraries that hold them.' },
  ...others.flatMap(({ title, issn, predecessorOf }) =>
    predecessorOf === undefined
      ? []
      : [issn.print, issn.online]
          .filter((number) => number !== undefined)
          .map((number) => ({
            setSpec: `older:${number}`,
            setName: title,
            description: `Works of the earlier series ${title}, ISSN ${number}.`,
          })),
  ),
];
