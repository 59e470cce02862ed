import type { Isbn } from '../catalogue/isbn.js';
import { validIsbn, type Publication, type PublicationId } from '../catalogue/publication.js';
import type { StoredPublication } from './ports.js';
import { compareCodeUnits, findFirst, mergeSorted } from './sorted.js';

/** The publications of an embedded store, in memory. */
export interface PublicationIndex {
  readonly size: number;
  find(id: PublicationId): StoredPublication | undefined;
  /** Of several with the same ISBN, the one with the first id. */
  findByIsbn(isbn: Isbn): StoredPublication | undefined;
  list(page: { readonly after?: PublicationId; readonly limit: number }): readonly StoredPublication[];
  /** Puts publications in the place of those with the same id; no two of a batch share one. */
  put(publications: readonly StoredPublication[]): void;
}

export const createPublicationIndex = (): PublicationIndex => {
  const byId = new Map<PublicationId, StoredPublication>();
  const ids: PublicationId[] = [];
  const byIsbn = new Map<Isbn, readonly PublicationId[]>();

  const forget = (publication: Publication): void => {
    for (const isbn of validIsbns(publication)) {
      const rest = (byIsbn.get(isbn) ?? []).filter((id) => id !== publication.id);
      if (rest.length > 0) byIsbn.set(isbn, rest);
      else byIsbn.delete(isbn);
    }
  };
  const remember = (publication: Publication): void => {
    for (const isbn of validIsbns(publication)) byIsbn.set(isbn, [...(byIsbn.get(isbn) ?? []), publication.id].sort(compareCodeUnits));
  };

  return {
    get size() {
      return byId.size;
    },
    find: (id) => byId.get(id),
    findByIsbn: (isbn) => {
      const [first] = byIsbn.get(isbn) ?? [];
      return first === undefined ? undefined : byId.get(first);
    },
    list: ({ after, limit }) => {
      const start = after === undefined ? 0 : findFirst(ids, (id) => id > after);
      return ids.slice(start, start + limit).flatMap((id) => byId.get(id) ?? []);
    },
    put: (publications) => {
      const added: PublicationId[] = [];
      for (const stored of publications) {
        const old = byId.get(stored.publication.id);
        if (old) forget(old.publication);
        else added.push(stored.publication.id);
        byId.set(stored.publication.id, stored);
        remember(stored.publication);
      }
      mergeSorted(ids, added.sort(compareCodeUnits), compareCodeUnits);
    },
  };
};

/** Of every manifestation, each once. */
export const validIsbns = (publication: Publication): ReadonlySet<Isbn> =>
  new Set(publication.manifestations.flatMap((manifestation) => validIsbn(manifestation) ?? []));
