import { createPublications, type Publications } from '../../src/administration/publications.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { createIntake, type Intake } from '../../src/intake/intake.js';
import { createPublishing } from '../../src/publishing/publishing.js';
import type { AuditEntry } from '../../src/store/account-ports.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/ports.js';
import { SETTINGS } from '../golden/settings.js';

export const ISBN_PRINT = '978-952-491-529-8';
export const ISBN_PDF = '978-952-491-530-4';

/** Number 2 of 2012 of the main series, as a person writes it. */
export const FORM = {
  title: { text: 'Poliisin tietoyhteiskunta', subtitle: 'selvitys', language: 'fin' },
  contributors: ['Mäkinen, Åsa', 'Työryhmä'],
  series: { title: 'Poliisihallituksen julkaisusarja', number: '2' },
  year: 2012,
  manifestations: [
    { kind: 'print', isbn: ISBN_PRINT, pages: 85 },
    { kind: 'pdf', isbn: ISBN_PDF, issn: '2242-5640', file: { url: 'https://example.fi/a.pdf' } },
  ],
} as const;

export const ANNA = { name: 'anna' };

export interface PublicationHouse {
  readonly store: Store;
  readonly intake: Intake;
  readonly publications: Publications;
  readonly audit: readonly AuditEntry[];
  /** Lets seconds pass. */
  readonly tick: (seconds: number) => void;
  /** Runs before the next commits, each once: what someone else does at the same time. */
  readonly meanwhile: (() => Promise<unknown>)[];
}

/** The real parts on a store in memory; only the audit is a list. */
export const openPublicationHouse = (): PublicationHouse => {
  let seconds = 1_700_000_000;
  const memory = createMemoryStore({ wallClock: () => seconds * 1000 });
  const meanwhile: (() => Promise<unknown>)[] = [];
  const store: Store = {
    ...memory,
    commit: async (change) => {
      await meanwhile.shift()?.();
      return memory.commit(change);
    },
  };
  const publishing = createPublishing({
    ...{ store, settings: SETTINGS, publicUrl: 'https://a.example.fi' },
    ...{ crosswalks: CROSSWALKS, harvestedCrosswalks: [] },
  });
  const intake = createIntake({ catalogue: store, publishing, settings: SETTINGS, now: async () => (await store.readBounds()).now });
  const audit: AuditEntry[] = [];
  const accounts = {
    audit: async ({ actor, ...entry }: Parameters<Parameters<typeof createPublications>[0]['accounts']['audit']>[0]) =>
      void audit.push({ ...entry, actor: actor.name, number: audit.length + 1, at: new Date(seconds * 1000).toISOString() }),
    listAudit: async ({ target, limit }: { readonly target?: string; readonly limit: number }) =>
      audit
        .filter((entry) => entry.target === target)
        .reverse()
        .slice(0, limit),
  };
  const publications = createPublications({ store, intake, publishing, accounts, settings: SETTINGS });
  return { store, intake, publications, audit, meanwhile, tick: (more) => void (seconds += more) };
};

/** Saves a form as a new publication, and gives its id. */
export const create = async ({ publications }: PublicationHouse, change: object = {}): Promise<string> => {
  const outcome = await publications.save(ANNA, { value: { ...FORM, ...change }, sawRevision: 0 });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.publication.id;
};
