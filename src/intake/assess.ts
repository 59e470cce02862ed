import type { Datestamp } from '../catalogue/datestamp.js';
import { hyphenateIsbn, parseIsbn, type Isbn } from '../catalogue/isbn.js';
import { validIsbn, type ManifestationKind, type Publication, type PublicationId } from '../catalogue/publication.js';
import type { Series } from '../catalogue/series.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import type { CatalogueStore, PublicationChange, StoredPublication } from '../store/ports.js';
import { findChanges, type ChangedField } from './differences.js';
import type { Draft, FormFault, Rejection } from './draft.js';
import { deriveId, parsePublicationId } from './identity.js';
import { present } from './present.js';
import { seriesOf, settle, type Surroundings } from './settle.js';

/** What an entry comes to, before anything is written. */
export type Assessment =
  | (Rejection & {
      /** The reasons once more, each with the field of the form that it is about, where there is one. */
      readonly faults: readonly FormFault[];
    })
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
  readonly advice: Surroundings['advice'];
}

/** Finds the publication that an entry is about, and what it makes of it. Remembers the entry in `seen` when it is accepted. */
export const assess = async (draft: Draft, ground: Ground): Promise<Assessment> => {
  const match = await findMatch(draft, ground);
  if (match.kind === 'rejected') return rejection(draft, match);
  const { id, stored } = match;
  const firstLine = ground.seen.lineById.get(id);
  if (firstLine !== undefined && firstLine !== draft.line) {
    return rejection(draft, {
      id,
      faults: [{ message: `${id} is already on line ${firstLine} of this file; two entries cannot have one id` }],
    });
  }
  const { publication, warnings } = settle(id, draft, {
    stored: stored?.publication,
    series: ground.series,
    statements: ground.statements,
    now: ground.now,
    advice: ground.advice,
  });
  const faults = [...ownFaults(publication, draft), ...(await isbnsOfOthers(publication, draft, ground))];
  if (faults.length > 0) return rejection(draft, { id, faults });
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

const rejection = (
  draft: Draft,
  { id, faults }: { readonly id?: string; readonly faults: readonly FormFault[] },
): Extract<Assessment, { kind: 'rejected' }> => ({
  kind: 'rejected',
  line: draft.line,
  ...present({ id: id ?? draft.id }),
  title: draft.titles[0].text,
  reasons: faults.map(({ message }) => message),
  faults,
});

type Match =
  | { readonly kind: 'rejected'; readonly faults: readonly [FormFault] }
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
    return refuse(`the id "${draft.id}" may have small letters, digits and hyphens only, at most 80`, 'id');
  }
  const id = given ?? idWithoutGiven(draft, series);
  const byId = await catalogue.findPublication(id);
  const byIsbn = new Map<PublicationId, { readonly isbn: Isbn; readonly path: string; readonly stored: StoredPublication }>();
  for (const { isbn, path } of draftIsbns(draft)) {
    const stored = await catalogue.findPublicationByIsbn(isbn);
    if (stored) byIsbn.set(stored.publication.id, { isbn, path, stored });
  }
  const others = [...byIsbn.values()].filter(({ stored }) => stored.publication.id !== id);
  const [other, another] = others;
  if (!other) return { kind: 'known', id, stored: byId, notes: [] };
  const name = ({ isbn, stored }: typeof other): string =>
    `ISBN ${hyphenateIsbn(isbn)} belongs to ${stored.publication.id} "${stored.publication.titles[0]?.text ?? ''}"`;
  if (byId || given) {
    const side = byId ? `the id says ${id} "${byId.publication.titles[0]?.text ?? ''}"` : `the entry calls itself ${id}`;
    return refuse(`${side}, but ${name(other)}. Correct the id or the ISBN`, other.path);
  }
  if (another) return refuse(`${name(other)}, but ${name(another)}. Correct one of them`, another.path);
  const note = `found by ISBN ${hyphenateIsbn(other.isbn)}; it keeps its id ${other.stored.publication.id} (year and number would give ${id})`;
  return { kind: 'known', id: other.stored.publication.id, stored: other.stored, notes: [note] };
};

/** What the id would be if the source gave none. */
export const idWithoutGiven = (draft: Draft, series: Ground['series']): PublicationId =>
  deriveId(
    { title: draft.titles[0].text, ...present({ year: draft.year, number: draft.series?.number, series: seriesOf(draft, series) }) },
    series[0],
  );

const refuse = (message: string, path: string): Extract<Match, { kind: 'rejected' }> => ({ kind: 'rejected', faults: [{ path, message }] });

const draftIsbns = (draft: Draft): readonly { readonly isbn: Isbn; readonly path: string }[] =>
  draft.manifestations.flatMap(({ isbn }, index) => {
    const number = isbn && (isbn.confirmed ?? parseIsbn(isbn.raw));
    return number ? [{ isbn: number, path: isbnPath(index) }] : [];
  });

const isbnPath = (index: number): string => `manifestations[${index}].isbn`;

const isbnsOf = (publication: Publication): readonly { readonly kind: ManifestationKind; readonly isbn: Isbn }[] =>
  publication.manifestations.flatMap((manifestation) => {
    const isbn = validIsbn(manifestation);
    return isbn === undefined ? [] : [{ kind: manifestation.kind, isbn }];
  });

const ownFaults = (publication: Publication, draft: Draft): readonly FormFault[] => {
  const kinds = draft.manifestations.map(({ kind }) => kind);
  const second = kinds.findIndex((kind, index) => kinds.indexOf(kind) !== index);
  const twice = kinds[second];
  const [one, other] = isbnsOf(publication);
  return [
    ...(twice === undefined
      ? []
      : [
          { path: `manifestations[${second}].kind`, message: `there are two manifestations of the kind ${twice}; one of each is possible` },
        ]),
    ...(one && other && one.isbn === other.isbn
      ? [
          {
            ...pathOf(draft, other.kind),
            message: `ISBN ${hyphenateIsbn(one.isbn)} stands for ${one.kind} and for ${other.kind}; each form has a number of its own`,
          },
        ]
      : []),
  ];
};

/** None for an ISBN that is not the source's but was kept. */
const pathOf = (draft: Draft, kind: ManifestationKind): { readonly path?: string } => {
  const index = draft.manifestations.findIndex((manifestation) => manifestation.kind === kind && manifestation.isbn !== undefined);
  return index < 0 ? {} : { path: isbnPath(index) };
};

/** Also of entries of this very file that are not stored yet. */
const isbnsOfOthers = async (publication: Publication, draft: Draft, { catalogue, seen }: Ground): Promise<readonly FormFault[]> => {
  const faults: FormFault[] = [];
  for (const { isbn, kind } of isbnsOf(publication)) {
    const inFile = seen.holderByIsbn.get(isbn);
    const holder = inFile ? undefined : await catalogue.findPublicationByIsbn(isbn);
    const add = (message: string): void => void faults.push({ ...pathOf(draft, kind), message });
    if (inFile && inFile.line !== draft.line && inFile.id !== publication.id) {
      add(`ISBN ${hyphenateIsbn(isbn)} is already that of ${inFile.id} on line ${inFile.line} of this file`);
    } else if (holder && holder.publication.id !== publication.id) {
      add(`ISBN ${hyphenateIsbn(isbn)} belongs to ${holder.publication.id} "${holder.publication.titles[0]?.text ?? ''}"`);
    }
  }
  return faults;
};
