import type { Accounts, Actor } from '../accounts/accounts.js';
import type { Publication } from '../catalogue/publication.js';
import type { Correction, IsbnConfirmation } from '../intake/corrections.js';
import type { ChangedField } from '../intake/differences.js';
import type { Edit, EditOutcome } from '../intake/edit-publication.js';
import { parsePublicationId } from '../intake/identity.js';
import type { Intake } from '../intake/intake.js';
import { createCommitQueue } from '../store/commit-queue.js';
import type { CatalogueStore } from '../store/ports.js';

/** What a person changes, each noted in the audit before it is done. */
export interface PublicationActs {
  /** See `Intake.edit`; what is refused beforehand is not noted. */
  save(actor: Actor, edit: Omit<Edit, 'dryRun'>): Promise<EditOutcome>;
  withdraw(actor: Actor, wish: { readonly id: string; readonly reason: string; readonly sawRevision?: number }): Promise<Correction>;
  restore(actor: Actor, wish: { readonly id: string; readonly sawRevision?: number }): Promise<Correction>;
  confirmIsbn(actor: Actor, confirmation: IsbnConfirmation): Promise<Correction>;
}

export interface ActsPorts {
  readonly store: Pick<CatalogueStore, 'findPublication'>;
  readonly intake: Pick<Intake, 'edit' | 'withdraw' | 'restore' | 'confirmIsbn'>;
  readonly accounts: Pick<Accounts, 'audit'>;
}

export const createPublicationActs = (ports: ActsPorts): PublicationActs => {
  const { intake } = ports;
  // One after the other: the store knows of one publication whether it has moved on, not whether another has got the same ISBN meanwhile.
  const turns = createCommitQueue();
  const correct = (actor: Actor, act: Act): Promise<Correction> => turns.run(() => correctInTurn(ports, actor, act));
  return {
    save: (actor, edit) => turns.run(() => save(ports, actor, edit)),
    withdraw: (actor, wish) =>
      correct(actor, {
        ...{ action: 'publication.withdrawn', wish, detail: { reason: wish.reason.slice(0, LONGEST_DETAIL) } },
        isDone: ({ withdrawn }) => withdrawn?.reason === wish.reason,
        run: async () => intake.withdraw(wish),
      }),
    restore: (actor, wish) =>
      correct(actor, {
        ...{ action: 'publication.restored', wish, detail: {} },
        isDone: ({ withdrawn }) => withdrawn === undefined,
        run: async () => intake.restore(wish),
      }),
    confirmIsbn: (actor, wish) =>
      correct(actor, {
        ...{ action: 'publication.isbnConfirmed', wish, detail: { manifestation: wish.kind, isbn: wish.isbn.slice(0, LONGEST_DETAIL) } },
        isDone: () => false,
        run: async () => intake.confirmIsbn(wish),
      }),
  };
};

/** Characters of what a person wrote. */
const LONGEST_DETAIL = 500;

const save = async ({ intake, accounts }: ActsPorts, actor: Actor, edit: Omit<Edit, 'dryRun'>): Promise<EditOutcome> => {
  const foreseen = await intake.edit({ ...edit, dryRun: true });
  if (foreseen.kind !== 'done') return foreseen;
  const { publication, revision, changedFields } = foreseen;
  const action = revision === 0 ? 'publication.created' : 'publication.replaced';
  const what = revision === 0 ? { title: publication.titles[0]?.text ?? '' } : { changes: changedFields.map(tell) };
  await accounts.audit({ actor, action, target: publication.id, detail: { revision: revision + 1, ...what } });
  const outcome = await intake.edit(edit);
  if (outcome.kind !== 'done') {
    await accounts.audit({
      actor,
      action: 'publication.refused',
      target: publication.id,
      detail: { wanted: action, because: outcome.kind },
    });
  }
  return outcome;
};

const tell = ({ field, before, after }: ChangedField): string => `${field}: ${before || '–'} → ${after || '–'}`;

interface Act {
  readonly action: string;
  readonly wish: { readonly id: string; readonly sawRevision?: number };
  readonly detail: Readonly<Record<string, string>>;
  readonly isDone: (publication: Publication) => boolean;
  readonly run: () => Promise<Correction>;
}

/** Nothing is noted of what could not be, or is so already; unless others made it possible in that very moment. */
const correctInTurn = async (
  { store, accounts }: ActsPorts,
  actor: Actor,
  { action, wish, detail, isDone, run }: Act,
): Promise<Correction> => {
  const id = parsePublicationId(wish.id);
  const stored = id && (await store.findPublication(id));
  if (!stored || isDone(stored.publication) || (wish.sawRevision !== undefined && wish.sawRevision !== stored.revision)) {
    const correction = await run();
    if (correction.kind === 'done') await accounts.audit({ actor, action, target: wish.id, detail });
    return correction;
  }
  await accounts.audit({ actor, action, target: stored.publication.id, detail: { revision: stored.revision + 1, ...detail } });
  const correction = await run();
  if (correction.kind !== 'done') {
    const because = correction.kind === 'refused' ? correction.reason : correction.kind;
    await accounts.audit({ actor, action: 'publication.refused', target: stored.publication.id, detail: { wanted: action, because } });
  }
  return correction;
};
