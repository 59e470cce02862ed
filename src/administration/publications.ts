import type { Accounts } from '../accounts/accounts.js';
import type { Manifestation, Publication } from '../catalogue/publication.js';
import type { Edit, EditOutcome } from '../intake/edit-publication.js';
import type { ManifestationForm, PublicationForm } from '../intake/form.js';
import { parsePublicationId } from '../intake/identity.js';
import { writeForm } from '../intake/write-form.js';
import type { AuditEntry } from '../store/account-ports.js';
import type { CatalogueStore, StoredPublication } from '../store/ports.js';
import { createPublicationActs, type ActsPorts, type PublicationActs } from './publication-acts.js';
import { judgeIsbn, judgeIssn, type NumberOpinion } from './publication-numbers.js';
import { listItems, previewPublication, type PreviewPorts, type PublicationPreview, type StoredItem } from './publication-preview.js';
import { searchPublications, stateOf, type PublicationPage, type PublicationQuery, type PublicationState } from './publication-search.js';

/** The catalogue as people look after it. */
export interface Publications extends PublicationActs {
  search(query: PublicationQuery): Promise<PublicationPage>;
  find(id: string): Promise<PublicationRecord | undefined>;
  /** What an edit would come to, and what harvesters would get of it; nothing is changed. */
  check(edit: Omit<Edit, 'dryRun'>): Promise<CheckedEdit>;
  describe(id: string): Promise<PublicationDescription | undefined>;
  /** @param of the id of the publication whose number it is, where it has one already */
  judgeIsbn(text: string, of?: string): Promise<NumberOpinion>;
  judgeIssn(text: string): NumberOpinion;
}

export interface PublicationRecord {
  readonly publication: Publication;
  readonly revision: number;
  readonly state: PublicationState;
  /** From which the same publication comes again. */
  readonly form: PublicationForm;
}

/** Everything that there is to know about one. */
export interface PublicationDescription extends PublicationRecord {
  readonly items: readonly StoredItem[];
  /** What intake would still say of it, such as an ISSN of another series; an ISBN that is not valid tells of itself. */
  readonly warnings: readonly string[];
  /** What people did to it, newest first; at most 50. */
  readonly history: readonly AuditEntry[];
}

export interface CheckedEdit {
  readonly outcome: EditOutcome;
  /** Where the outcome has a publication. */
  readonly preview?: PublicationPreview;
}

export interface PublicationsPorts extends ActsPorts, PreviewPorts {
  readonly store: PreviewPorts['store'] & CatalogueStore;
  readonly accounts: Pick<Accounts, 'audit' | 'listAudit'>;
}

export const createPublications = (ports: PublicationsPorts): Publications => {
  const { store, intake, settings } = ports;
  const findStored = async (text: string): Promise<StoredPublication | undefined> => {
    const id = parsePublicationId(text);
    return id && store.findPublication(id);
  };
  const recordOf = async ({ publication, revision }: StoredPublication): Promise<PublicationRecord> => ({
    publication,
    revision,
    state: stateOf(publication),
    form: writeForm(publication, await store.listStatements()),
  });
  return {
    ...createPublicationActs(ports),
    search: (query) => searchPublications(store, query),
    find: async (id) => {
      const stored = await findStored(id);
      return stored && recordOf(stored);
    },
    check: async (edit) => {
      const outcome = await intake.edit({ ...edit, dryRun: true });
      return 'publication' in outcome ? { outcome, preview: await previewPublication(ports, outcome.publication) } : { outcome };
    },
    describe: async (id) => {
      const stored = await findStored(id);
      if (!stored) return undefined;
      const record = await recordOf(stored);
      return {
        ...record,
        items: await listItems(ports, stored.publication),
        warnings: await warningsOf(ports, record),
        history: await ports.accounts.listAudit({ target: stored.publication.id, action: 'publication', limit: MOST_HISTORY }),
      };
    },
    judgeIsbn: (text, of) => judgeIsbn(store, text, of),
    judgeIssn: (text) => judgeIssn(settings.series, text),
  };
};

const MOST_HISTORY = 50;

const warningsOf = async (
  { intake }: PublicationsPorts,
  { publication, revision, form }: PublicationRecord,
): Promise<readonly string[]> => {
  const manifestations = (form.manifestations ?? []).map((one, index) => withoutDoubt(one, publication.manifestations[index]));
  const outcome = await intake.edit({ value: { ...form, manifestations }, id: publication.id, sawRevision: revision, dryRun: true });
  if (outcome.kind === 'refused') return outcome.faults.map(({ message }) => message);
  return 'warnings' in outcome ? outcome.warnings : [];
};

const withoutDoubt = ({ isbn, ...rest }: ManifestationForm, stored: Manifestation | undefined): ManifestationForm =>
  isbn === undefined || stored?.isbn?.kind === 'invalid' ? rest : { isbn, ...rest };
