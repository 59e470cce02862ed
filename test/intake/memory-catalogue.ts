import { datestampOf, type Datestamp } from '../../src/catalogue/datestamp.js';
import { parseIssn } from '../../src/catalogue/issn.js';
import { validIsbn, type Publication } from '../../src/catalogue/publication.js';
import type { Series } from '../../src/catalogue/series.js';
import type { PublisherStatement } from '../../src/catalogue/statement.js';
import { createIntake, type Intake } from '../../src/intake/intake.js';
import type { PublicationFault, PublishResult } from '../../src/publishing/publishing.js';
import { StoreError, type PublicationChange, type StoredPublication } from '../../src/store/ports.js';

export const NOW = datestampOf(Date.UTC(2024, 0, 31, 12));

export const SERIES: readonly [Series, ...Series[]] = [
  {
    code: 'polha',
    title: 'Poliisihallituksen julkaisusarja',
    issn: { print: parseIssn('1798-7121')!, online: parseIssn('2242-5640')! },
    genre: 'Raportti',
  },
  { code: 'keksi', title: 'Keksitty sarja', issn: {} },
];

/** A catalogue in memory that only counts what publishing would do, with its intake. */
export interface TestCatalogue {
  readonly intake: Intake;
  readonly catalogue: Parameters<typeof createIntake>[0]['catalogue'];
  /** One entry for each commit: how many publications it changed. */
  readonly commits: number[];
  readonly all: () => readonly Publication[];
  readonly find: (id: string) => Publication | undefined;
  readonly statements: () => readonly PublisherStatement[];
  readonly put: (publication: Publication) => void;
  /** Runs before the next commits, each once: what someone else does at the same time. */
  readonly meanwhile: (() => void)[];
  /** Empty as new: a property runs many times, and compiling the schema for each would take its time. */
  readonly clear: () => void;
  now: Datestamp;
}

export const createTestCatalogue = (series: readonly [Series, ...Series[]] = SERIES): TestCatalogue => {
  const stored = new Map<string, StoredPublication>();
  let statements: readonly PublisherStatement[] = [];
  const commits: number[] = [];
  const meanwhile: (() => void)[] = [];
  const write = ({ publication, sawRevision }: PublicationChange): void =>
    void stored.set(publication.id, { publication, revision: sawRevision + 1 });
  const catalogue: TestCatalogue['catalogue'] = {
    findPublication: async (id) => stored.get(id),
    findPublications: async (ids) => [...new Set(ids)].sort().flatMap((id) => stored.get(id) ?? []),
    findPublicationByIsbn: async (isbn) =>
      [...stored.values()].find(({ publication }) => publication.manifestations.some((one) => validIsbn(one) === isbn)),
    listPublications: async ({ after, limit }) =>
      [...stored.keys()]
        .sort()
        .filter((id) => after === undefined || id > after)
        .slice(0, limit)
        .map((id) => stored.get(id)!),
    listStatements: async () => statements,
  };
  const publish = async (change: {
    publications: readonly PublicationChange[];
    statements?: readonly PublisherStatement[];
  }): Promise<PublishResult<PublicationFault>> => {
    meanwhile.shift()?.();
    for (const { publication, sawRevision } of change.publications) {
      if ((stored.get(publication.id)?.revision ?? 0) !== sawRevision) throw new StoreError('conflict', `${publication.id} has moved on`);
    }
    change.publications.forEach(write);
    statements = change.statements ?? statements;
    commits.push(change.publications.length);
    return { stamped: change.publications.length, faults: [] };
  };
  const world: TestCatalogue = {
    intake: createIntake({ catalogue, publishing: { publish }, settings: { series }, now: () => world.now }),
    catalogue,
    commits,
    all: () => [...stored.values()].map(({ publication }) => publication).sort((a, b) => (a.id < b.id ? -1 : 1)),
    find: (id) => stored.get(id)?.publication,
    statements: () => statements,
    put: (publication) => write({ publication, sawRevision: stored.get(publication.id)?.revision ?? 0 }),
    meanwhile,
    clear: () => {
      stored.clear();
      statements = [];
      commits.length = 0;
    },
    now: NOW,
  };
  return world;
};

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes in pieces of this size, as a file or a request body arrives. */
export async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = bytes(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}
