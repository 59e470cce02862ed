import { parseIsbn, type IsbnStatement } from '../catalogue/isbn.js';
import { findManifestation, type Publication } from '../catalogue/publication.js';
import type { StoredPublication } from '../store/ports.js';
import { assess, idWithoutGiven, type Assessment } from './assess.js';
import type { ChangedField } from './differences.js';
import type { Draft, FormFault, IsbnDraft } from './draft.js';
import { findLosses } from './edit-losses.js';
import { parsePublicationId } from './identity.js';
import type { IntakePorts } from './intake-ports.js';
import { present } from './present.js';
import type { ParseForm } from './read-form.js';
import { isConflict } from './store-conflict.js';

/** A publication as a person has written it anew, whole. */
export interface Edit {
  /** A `PublicationForm`, not yet checked. Time of entry and withdrawal of a known publication are not changed by it. */
  readonly value: unknown;
  /** Of the publication to replace, or for a new one; a new one without any gets the id that an import would give it. */
  readonly id?: string;
  /** The revision that the person had before them; 0 makes a publication that must not be there yet. */
  readonly sawRevision: number;
  /** Says what would become of it, and changes nothing. */
  readonly dryRun?: boolean;
}

export type EditOutcome =
  /** Of a dry run `revision` is that which it has now; 0 when it is not there. */
  | (Edited & { readonly kind: 'done'; readonly changedFields: readonly ChangedField[] })
  | (Edited & { readonly kind: 'unchanged' })
  /** `against` the schema or a rule of the form itself, or against what the catalogue has already. */
  | { readonly kind: 'refused'; readonly against: 'form' | 'catalogue'; readonly faults: readonly FormFault[] }
  /** Someone else has changed it meanwhile. */
  | { readonly kind: 'conflict'; readonly current: StoredPublication }
  | { readonly kind: 'noSuchPublication' };

interface Edited {
  readonly publication: Publication;
  readonly revision: number;
  readonly warnings: readonly string[];
}

export interface Edits {
  /**
   * Takes what a person has written in the place of what is stored, by the same road as a line of an import file.
   * @throws StoreError when the store itself fails; a change made meanwhile is an outcome
   */
  edit(edit: Edit): Promise<EditOutcome>;
}

export const createEdits = (ports: IntakePorts, formParser: () => ParseForm): Edits => ({
  edit: async (edit) => {
    const parsed = formParser()(edit.value);
    switch (parsed.kind) {
      case 'faults':
        return refused(
          'form',
          parsed.faults.map(({ path, message }) => (path === '' ? { message } : { path, message })),
        );
      case 'statement':
        return refused('form', [{ path: 'statement', message: 'this is a general sentence of the publisher, not a publication' }]);
      case 'publication': {
        const losses = findLosses(parsed.form, parsed.draft, ports.settings.series);
        if (losses.length > 0) return refused('form', losses);
        return edit.sawRevision === 0 ? create(ports, edit, parsed.draft) : replace(ports, edit, parsed.draft);
      }
    }
  },
});

const refused = (against: 'form' | 'catalogue', faults: readonly FormFault[]): EditOutcome => ({ kind: 'refused', against, faults });

const create = async (ports: IntakePorts, edit: Edit, draft: Draft): Promise<EditOutcome> => {
  const given = edit.id ?? draft.id;
  if (edit.id !== undefined && draft.id !== undefined && edit.id !== draft.id) return refused('form', [otherId(edit.id, draft.id)]);
  const id = given ?? idWithoutGiven(draft, ports.settings.series);
  const assessment = await assessEdit(ports, { ...draft, id });
  if (assessment.kind === 'rejected') return refused('catalogue', assessment.faults);
  const known = await ports.catalogue.findPublication(assessment.publication.id);
  if (known) return refused('catalogue', [given === undefined ? derivedIdTaken(known) : idTaken(known)]);
  return commit(ports, edit, assessment, 0);
};

const replace = async (ports: IntakePorts, edit: Edit, draft: Draft): Promise<EditOutcome> => {
  const stored = await findStored(ports, edit.id);
  if (!stored) return { kind: 'noSuchPublication' };
  const { publication, revision } = stored;
  if (draft.id !== undefined && draft.id !== publication.id) return refused('form', [otherId(publication.id, draft.id)]);
  if (revision !== edit.sawRevision) return { kind: 'conflict', current: stored };
  const assessment = await assessEdit(ports, { ...draft, id: publication.id, manifestations: beside(draft, publication) });
  return assessment.kind === 'rejected' ? refused('catalogue', assessment.faults) : commit(ports, edit, assessment, revision);
};

const findStored = async ({ catalogue }: IntakePorts, id: string | undefined): Promise<StoredPublication | undefined> => {
  const known = parsePublicationId(id ?? '');
  return known && catalogue.findPublication(known);
};

const assessEdit = async ({ catalogue, settings, now }: IntakePorts, draft: Draft): Promise<Assessment> =>
  assess(draft, {
    catalogue,
    series: settings.series,
    statements: await catalogue.listStatements(),
    seen: { lineById: new Map(), holderByIsbn: new Map() },
    now: await now(),
    advice: 'none',
  });

const commit = async (
  ports: IntakePorts,
  { dryRun = false }: Edit,
  { change, publication, changedFields, warnings }: Extract<Assessment, { kind: 'accepted' }>,
  sawRevision: number,
): Promise<EditOutcome> => {
  if (!change) return { kind: 'unchanged', publication, revision: sawRevision, warnings };
  if (dryRun) return { kind: 'done', publication, revision: sawRevision, changedFields, warnings };
  try {
    // Not the revision that `assess` saw: between the two readings somebody may have been quicker.
    const { faults } = await ports.publishing.publish({ publications: [{ publication, sawRevision }] });
    const unpublished = faults.map((fault) => `${fault.identifier} cannot be published as ${fault.metadataPrefix}: ${fault.message}`);
    return { kind: 'done', publication, revision: sawRevision + 1, changedFields, warnings: [...warnings, ...unpublished] };
  } catch (error) {
    if (!isConflict(error)) throw error;
    const current = await ports.catalogue.findPublication(publication.id);
    if (!current) throw error;
    return sawRevision === 0 ? refused('catalogue', [idTaken(current)]) : { kind: 'conflict', current };
  }
};

const otherId = (id: string, given: string): FormFault => ({
  path: 'id',
  message: `the id "${given}" cannot take the place of ${id}: an id is given once and for ever`,
});

const idTaken = ({ publication: { id, titles } }: StoredPublication): FormFault => ({
  path: 'id',
  message: `${id} is the id of "${titles[0]?.text ?? ''}" already. Give another one, or change that publication`,
});

const derivedIdTaken = ({ publication: { id, titles } }: StoredPublication): FormFault => ({
  path: 'id',
  message: `series, year and number (or title) give the id ${id}, which is that of "${titles[0]?.text ?? ''}" already. Correct them, or give an id`,
});

/** The ISBNs of the draft, each with what the publisher's source prints instead where the catalogue knows that. */
const beside = (draft: Draft, stored: Publication): Draft['manifestations'] =>
  draft.manifestations.map((manifestation) => {
    const isbn = manifestation.isbn && besideSource(manifestation.isbn, findManifestation(stored, manifestation.kind)?.isbn);
    return { ...manifestation, ...present({ isbn }) };
  });

/**
 * A person who types another number over that of the source corrects it; the source's own is kept beside it as by
 * `confirmIsbn`, or the next import of the page would undo the correction. One that was corrected before already, and
 * comes without the source's number now, is meant to stand alone.
 */
const besideSource = (given: IsbnDraft, stored: IsbnStatement | undefined): IsbnDraft => {
  const isbn = parseIsbn(given.raw);
  if (given.confirmed || !isbn || !stored || (stored.kind === 'valid' && stored.isbn === isbn)) return given;
  const isCorrected = stored.kind === 'valid' && parseIsbn(stored.raw) !== stored.isbn;
  return { raw: isCorrected ? given.raw : stored.raw, confirmed: isbn };
};
