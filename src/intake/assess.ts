import type { Datestamp } from '../catalogue/datestamp.js';
import { hyphenateIsbn, parseIsbn, type Isbn } from '../catalogue/isbn.js';
import { validIsbn, type Publication, type PublicationId } from '../catalogue/publication.js';
import type { Series } from '../catalogue/series.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import type { CatalogueStore, PublicationChange, StoredPublication } from '../store/ports.js';
import { findChanges, type ChangedField } from './differences.js';
import type { Draft, Rejection } from './draft.js';
import { deriveId, parsePublicationId } from './identity.js';
import { present } from './present.js';
import { seriesOf, settle } from './settle.js';

/** What an entry comes to, before anything is written. */
export type Assessment =
  | Rejection
  | {
      readonly kind: 'accepted';
      readonly line: number;
      readonly publication: Publication;
      readonly outcome: 'added' | 'changed' | 'unchanged';
      readonly change?: PublicationChange;
      readonly changedFields: readonly ChangedField[];
      readonly warnings: readonly string[];
    };

/** What one file has given so far: a few dozen bytes for each of its entries. */
export interface SeenInFile {
  readonly lineById: Map<PublicationId, number>;
  readonly holderByIsbn: Map<Isbn, { readonly id: PublicationId; readonly line: number }>;
}

export interface Ground {
  readonly catalogue: CatalogueStore;
  readonly series: readonly [Series, ...Series[]];
  readonly statements: readonly PublisherStatement[];
  readonly seen: SeenInFile;
  readonly now: Datestamp;
}

/** Finds the publication that an entry is about, and what it makes of it. Remembers the entry in `seen` when it is accepted. */
export const assess = async (draft: Draft, ground: Ground): Promise<Assessment> => {
  const match = await findMatch(draft, ground);
  if (match.kind === 'rejected') return rejection(draft, match);
  const { id, stored } = match;
  const firstLine = ground.seen.lineById.get(id);
  if (firstLine !== undefined && firstLine !== draft.line) {
    return rejection(draft, { id, reasons: [`${id} is already on line ${firstLine} of this file; two entries cannot have one id`] });
  }
  const { publication, warnings } = settle(id, draft, {
    stored: stored?.publication,
    series: ground.series,
    statements: ground.statements,
    now: ground.now,
  });
  const faults = [...ownFaults(publication, draft), ...(await isbnsOfOthers(publication, draft.line, ground))];
  if (faults.length > 0) return rejection(draft, { id, reasons: faults });
  ground.seen.lineById.set(id, draft.line);
  for (const { isbn } of isbnsOf(publication)) ground.seen.holderByIsbn.set(isbn, { id, line: draft.line });
  const changedFields = stored ? findChanges(stored.publication, publication) : [];
  const outcome = !stored ? 'added' : changedFields.length > 0 ? 'changed' : 'unchanged';
  const change = outcome === 'unchanged' ? undefined : { publication, sawRevision: stored?.revision ?? 0 };
  return {
    kind: 'accepted',
    line: draft.line,
    publication,
    outcome,
    ...present({ change }),
    changedFields,
    warnings: [...match.notes, ...warnings],
  };
};

const rejection = (draft: Draft, { id, reasons }: { readonly id?: string; readonly reasons: readonly string[] }): Rejection => ({
  kind: 'rejected',
  line: draft.line,
  ...present({ id: id ?? draft.id }),
  title: draft.titles[0].text,
  reasons,
});

type Match =
  | { readonly kind: 'rejected'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'known';
      readonly id: PublicationId;
      readonly stored: StoredPublication | undefined;
      readonly notes: readonly string[];
    };

/** By id, else by a valid ISBN. An id and an ISBN that speak of two publications are for a person to sort out. */
const findMatch = async (draft: Draft, { catalogue, series }: Ground): Promise<Match> => {
  const given = draft.id === undefined ? undefined : parsePublicationId(draft.id);
  if (draft.id !== undefined && given === undefined) {
    return { kind: 'rejected', reasons: [`the id "${draft.id}" may have small letters, digits and hyphens only, at most 80`] };
  }
  const known = {
    title: draft.titles[0].text,
    ...present({ year: draft.year, number: draft.series?.number, series: seriesOf(draft, series) }),
  };
  const id = given ?? deriveId(known, series[0]);
  const byId = await catalogue.findPublication(id);
  const byIsbn = new Map<PublicationId, { readonly isbn: Isbn; readonly stored: StoredPublication }>();
  for (const isbn of draftIsbns(draft)) {
    const stored = await catalogue.findPublicationByIsbn(isbn);
    if (stored) byIsbn.set(stored.publication.id, { isbn, stored });
  }
  const others = [...byIsbn.values()].filter(({ stored }) => stored.publication.id !== id);
  const [other, another] = others;
  if (!other) return { kind: 'known', id, stored: byId, notes: [] };
  const name = ({ isbn, stored }: typeof other): string =>
    `ISBN ${hyphenateIsbn(isbn)} belongs to ${stored.publication.id} "${stored.publication.titles[0]?.text ?? ''}"`;
  if (byId || given) {
    const side = byId ? `the id says ${id} "${byId.publication.titles[0]?.text ?? ''}"` : `the entry calls itself ${id}`;
    return { kind: 'rejected', reasons: [`${side}, but ${name(other)}. Correct the id or the ISBN`] };
  }
  if (another) return { kind: 'rejected', reasons: [`${name(other)}, but ${name(another)}. Correct one of them`] };
  const note = `found by ISBN ${hyphenateIsbn(other.isbn)}; it keeps its id ${other.stored.publication.id} (year and number would give ${id})`;
  return { kind: 'known', id: other.stored.publication.id, stored: other.stored, notes: [note] };
};

const draftIsbns = (draft: Draft): readonly Isbn[] =>
  draft.manifestations.flatMap(({ isbn }) => {
    const number = isbn && (isbn.confirmed ?? parseIsbn(isbn.raw));
    return number ? [number] : [];
  });

const isbnsOf = (publication: Publication): readonly { readonly kind: string; readonly isbn: Isbn }[] =>
  publication.manifestations.flatMap((manifestation) => {
    const isbn = validIsbn(manifestation);
    return isbn === undefined ? [] : [{ kind: manifestation.kind, isbn }];
  });

const ownFaults = (publication: Publication, draft: Draft): readonly string[] => {
  const kinds = draft.manifestations.map(({ kind }) => kind);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  const [one, other] = isbnsOf(publication);
  return [
    ...(twice === undefined ? [] : [`there are two manifestations of the kind ${twice}; one of each is possible`]),
    ...(one && other && one.isbn === other.isbn
      ? [`ISBN ${hyphenateIsbn(one.isbn)} stands for ${one.kind} and for ${other.kind}; each form has a number of its own`]
      : []),
  ];
};

/** Also of entries of this very file that are not stored yet. */
const isbnsOfOthers = async (publication: Publication, line: number, { catalogue, seen }: Ground): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const { isbn } of isbnsOf(publication)) {
    const inFile = seen.holderByIsbn.get(isbn);
    const holder = inFile ? undefined : await catalogue.findPublicationByIsbn(isbn);
    if (inFile && inFile.line !== line && inFile.id !== publication.id) {
      faults.push(`ISBN ${hyphenateIsbn(isbn)} is already that of ${inFile.id} on line ${inFile.line} of this file`);
    } else if (holder && holder.publication.id !== publication.id) {
      faults.push(`ISBN ${hyphenateIsbn(isbn)} belongs to ${holder.publication.id} "${holder.publication.titles[0]?.text ?? ''}"`);
    }
  }
  return faults;
};
