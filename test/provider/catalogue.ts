import { readIsbn } from '../../src/catalogue/isbn.js';
import type { LanguageCode, Publication, PublicationId } from '../../src/catalogue/publication.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { formatsOf } from '../../src/publishing/formats.js';
import { createPublishing, type PublishResult } from '../../src/publishing/publishing.js';
import { BASE_URL, openRepository, SETTINGS, type Repository, type RepositoryOptions } from './repository.js';

const STAMP = 1_330_837_567 as Publication['created'];

/** A publication with a printed and an online manifestation. */
export const publication = (id: string, change: Partial<Publication> = {}): Publication => ({
  id: id as PublicationId,
  titles: [{ text: `Julkaisu ${id}`, language: 'fin' as LanguageCode }],
  contributors: [{ kind: 'person', family: 'Mäkinen', given: 'Åsa', role: 'author' }],
  series: { title: SETTINGS.series[0].title, code: 'es', number: id.split('-')[1]! },
  year: 2012,
  abstracts: [{ text: 'Tiivistelmä & <muuta>.' }],
  languages: [],
  subjects: [{ term: 'poliisi' }],
  accessibility: { status: 'unknown', ground: { kind: 'none' } },
  manifestations: [
    { kind: 'print', isbn: readIsbn('978-952-491-529-8'), pages: 100 },
    {
      kind: 'pdf',
      isbn: readIsbn('978-952-491-530-4'),
      file: { mediaType: 'application/pdf', url: 'https://example.fi/a.pdf', name: 'a.pdf' },
    },
  ],
  created: STAMP,
  modified: STAMP,
  ...change,
});

export interface PublishedRepository extends Repository {
  /** Renders and commits as intake does, then lets two seconds pass. */
  readonly publish: (...publications: readonly Publication[]) => Promise<PublishResult>;
}

/** A repository whose records come from publications by the real crosswalks, or by those given. */
export const openPublished = (options: RepositoryOptions & { readonly crosswalks?: readonly Crosswalk[] } = {}): PublishedRepository => {
  const crosswalks = options.crosswalks ?? CROSSWALKS;
  const repository = openRepository({ ...options, ports: { formats: formatsOf(crosswalks), ...options.ports } });
  const publishing = createPublishing({
    store: repository.store,
    settings: SETTINGS,
    publicUrl: new URL(BASE_URL).origin,
    crosswalks,
    harvestedCrosswalks: [],
  });
  return {
    ...repository,
    publish: async (...publications) => {
      const changes = await Promise.all(
        publications.map(async (each) => ({
          publication: each,
          sawRevision: (await repository.store.findPublication(each.id))?.revision ?? 0,
        })),
      );
      const result = await publishing.publish({ publications: changes });
      repository.clock.tick(2);
      return result;
    },
  };
};
