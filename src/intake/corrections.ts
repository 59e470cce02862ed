import { hyphenateIsbn, parseIsbn, type Isbn } from '../catalogue/isbn.js';
import { findManifestation, type Manifestation, type ManifestationKind, type Publication } from '../catalogue/publication.js';
import type { StoredPublication } from '../store/ports.js';
import { cleanLine } from './clean-text.js';
import { parsePublicationId } from './identity.js';
import type { IntakePorts } from './intake-ports.js';
import { isConflict } from './store-conflict.js';

/** What became of a correction, with a sentence for the person who asked for it. */
export type Correction = (Decided & { readonly revision: number }) | Refused;

/** What to make of the publication as it was read. */
interface Decided {
  readonly kind: 'done' | 'unchanged';
  readonly publication: Publication;
  readonly message: string;
}

interface Refused {
  readonly kind: 'refused';
  readonly reason: CorrectionRefusal;
  readonly message: string;
}

export type CorrectionRefusal =
  'noSuchPublication' | 'noSuchManifestation' | 'notValid' | 'notSuggested' | 'taken' | 'noReason' | 'movedOn';

/** What is to be corrected. */
interface Subject {
  readonly id: string;
  /** Refuses when the publication has another revision by now; absent takes it as it stands. */
  readonly sawRevision?: number;
}

export interface IsbnConfirmation extends Subject {
  readonly kind: ManifestationKind;
  readonly isbn: string;
  /** `suggested` takes only a number that the report proposed; `any` takes every valid one, also in place of a valid one. */
  readonly accept: 'suggested' | 'any';
}

export interface Corrections {
  /** Puts a valid ISBN in the place of what the source says, which is kept beside it; later imports leave it standing. */
  confirmIsbn(confirmation: IsbnConfirmation): Promise<Correction>;
  /** Takes a publication out of what is published; its records stay as deleted ones. */
  withdraw(wish: Subject & { readonly reason: string }): Promise<Correction>;
  restore(wish: Subject): Promise<Correction>;
}

export const createCorrections = (ports: IntakePorts): Corrections => ({
  confirmIsbn: async (confirmation) => {
    const isbn = parseIsbn(confirmation.isbn);
    if (!isbn)
      return refuse('notValid', `${cleanLine(confirmation.isbn)} is not a valid ISBN: see its digits and the check digit at the end`);
    const holder = await ports.catalogue.findPublicationByIsbn(isbn);
    return correct(ports, confirmation, (publication) => withIsbn(publication, isbn, confirmation, holder));
  },
  withdraw: async (wish) => {
    const { id } = wish;
    const text = cleanLine(wish.reason).slice(0, LONGEST_REASON);
    if (text === '') return refuse('noReason', 'a withdrawal needs a reason, in a few words');
    return correct(ports, wish, (publication) =>
      publication.withdrawn?.reason === text
        ? { kind: 'unchanged', publication, message: `${id} is withdrawn already (${text})` }
        : { kind: 'done', publication: { ...publication, withdrawn: { reason: text } }, message: `${id} is withdrawn (${text})` },
    );
  },
  restore: async (wish) =>
    correct(ports, wish, (publication) => {
      const { id } = publication;
      const { withdrawn, ...rest } = publication;
      return withdrawn
        ? { kind: 'done', publication: rest, message: `${id} is published again` }
        : { kind: 'unchanged', publication, message: `${id} is not withdrawn` };
    }),
});

/** Characters; the same bound as in `schemas/publication.schema.json`. */
const LONGEST_REASON = 2000;

const refuse = (reason: CorrectionRefusal, message: string): Refused => ({ kind: 'refused', reason, message });

/** Reads, decides, commits; once more from the start when someone else changed the publication meanwhile. */
const correct = async (
  ports: IntakePorts,
  { id, sawRevision }: Subject,
  decide: (publication: Publication) => Decided | Refused,
): Promise<Correction> => {
  const attempt = async (): Promise<Correction> => {
    const known = parsePublicationId(id);
    const stored = known && (await ports.catalogue.findPublication(known));
    if (!stored) return refuse('noSuchPublication', `there is no publication "${cleanLine(id)}" in the catalogue`);
    const { revision } = stored;
    if (sawRevision !== undefined && sawRevision !== revision) {
      return refuse('movedOn', `${id} has been changed since it was read: it has revision ${revision} by now, not ${sawRevision}`);
    }
    const decision = decide(stored.publication);
    if (decision.kind !== 'done') return decision.kind === 'refused' ? decision : { ...decision, revision };
    const publication = { ...decision.publication, modified: await ports.now() };
    const { faults } = await ports.publishing.publish({ publications: [{ publication, sawRevision: revision }] });
    const notes = faults.map(
      ({ identifier, metadataPrefix, message }) => `. ${identifier} cannot be published as ${metadataPrefix}: ${message}`,
    );
    return { ...decision, publication, revision: revision + 1, message: [decision.message, ...notes].join('') };
  };
  try {
    return await attempt();
  } catch (error) {
    if (!isConflict(error)) throw error;
    return attempt();
  }
};

const withIsbn = (
  publication: Publication,
  isbn: Isbn,
  { id, kind, accept }: IsbnConfirmation,
  holder: StoredPublication | undefined,
): Decided | Refused => {
  const number = hyphenateIsbn(isbn);
  const manifestation = findManifestation(publication, kind);
  if (!manifestation) return refuse('noSuchManifestation', `${id} has no manifestation of the kind ${kind}`);
  const stated = manifestation.isbn;
  if (stated?.kind === 'valid' && stated.isbn === isbn)
    return { kind: 'unchanged', publication, message: `${number} is the ISBN of ${id} (${kind}) already` };
  const held = holder && (holder.publication.id !== publication.id || publication.manifestations.some((other) => isHeldBy(other, isbn)));
  if (held) return refuse('taken', `ISBN ${number} belongs to ${holder.publication.id} "${holder.publication.titles[0]?.text ?? ''}"`);
  const suggestions = stated?.kind === 'invalid' ? stated.suggestions : [];
  if (accept === 'suggested' && !suggestions.includes(isbn)) return refuse('notSuggested', notSuggested(id, kind, number, manifestation));
  const corrected: Manifestation = { ...manifestation, isbn: { kind: 'valid', raw: stated?.raw ?? number, isbn } };
  const manifestations = publication.manifestations.map((other) => (other === manifestation ? corrected : other));
  const instead = stated ? ` (the source says ${stated.raw})` : '';
  return {
    kind: 'done',
    publication: { ...publication, manifestations },
    message: `${number} is now the ISBN of ${id} (${kind})${instead}`,
  };
};

const isHeldBy = ({ isbn: stated }: Manifestation, isbn: Isbn): boolean => stated?.kind === 'valid' && stated.isbn === isbn;

const notSuggested = (id: string, kind: ManifestationKind, number: string, { isbn: stated }: Manifestation): string => {
  const force = `If you are sure: julkaisusilta isbn ${id} ${kind} --confirm ${number} --force`;
  if (!stated) return `${id} (${kind}) has no ISBN in its source that ${number} could correct. ${force}`;
  if (stated.kind === 'valid') return `${id} (${kind}) has the valid ISBN ${hyphenateIsbn(stated.isbn)}. ${force}`;
  const suggestions = stated.suggestions.map(hyphenateIsbn).join(', ');
  return `${number} is not one slip of the hand away from ${stated.raw}${suggestions === '' ? '' : ` as ${suggestions} would be`}. ${force}`;
};
