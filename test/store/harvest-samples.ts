import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { HarvestChange, HarvestedRecord, Link, QuarantinedRecord, SourceState } from '../../src/store/harvest-ports.js';
import type { Store } from '../../src/store/ports.js';
import { idOf, START } from './samples.js';

/** Two ways to one library, as the settings name them; the one id begins with the other. */
export const SRU = 'library';
export const OAI = 'library-oai';

export const localIdOf = (number: number): string => `fi-melinda.${number}`;
export const theirIdentifierOf = (number: number): string => `oai:library.example.fi:${number}`;
export const runIdOf = (number: number, source = SRU): string => `20260301T10${String(number).padStart(7, '0')}Z-${source}`;

export const harvestedOf = (number: number, change: Partial<HarvestedRecord> = {}): HarvestedRecord => ({
  source: SRU,
  localId: localIdOf(number),
  identifier: theirIdentifierOf(number),
  aliases: [],
  datestamp: '2026-02-28T08:00:00Z',
  state: 'live',
  title: `Poliisin julkaisuja ${number}`,
  xml: `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>€ ä 😀</leader><controlfield tag="001">${number}</controlfield></record>`,
  repairs: [],
  contentHash: `c${number}`,
  rawHash: `r${number}`,
  because: 'It is in series 1236-049X.',
  flags: [],
  harvestDate: '2026-03-01T10:00:00Z',
  missed: 0,
  history: [{ run: runIdOf(1), at: (START / 1000) as Datestamp, outcome: 'added', contentHash: `c${number}` }],
  ...change,
});

export const quarantinedOf = (number: number, change: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({
  source: SRU,
  identifier: theirIdentifierOf(number),
  reason: 'its leader has 23 characters instead of 24',
  xml: '<record><leader/></record>',
  runs: 1,
  firstRun: runIdOf(1),
  lastRun: runIdOf(1),
  ...change,
});

/** A tie from the library's item `theirs` to our publication `ours`. */
export const linkOf = (theirs: number, ours: number, change: Partial<Link> = {}): Link => ({
  theirs: localIdOf(theirs),
  ours: idOf(ours),
  manifestation: 'print',
  tier: 'B',
  status: 'linked',
  evidence: ['Both have ISBN 978-952-491-529-8.'],
  similarity: 0.97,
  decidedBy: 'auto',
  at: (START / 1000) as Datestamp,
  rulesVersion: 1,
  hashes: { ours: 'o', theirs: 't' },
  ...change,
});

/** The change that a run makes of a source which it saw at that revision. */
export const sourceChangeOf = (
  sawRevision: number,
  change: Partial<Omit<SourceState, 'revision'>> = {},
): NonNullable<HarvestChange['source']> => ({
  source: SRU,
  sawRevision,
  mark: `2026-03-01T10:00:0${sawRevision}Z`,
  lastRun: runIdOf(sawRevision + 1),
  volumes: [412 + sawRevision],
  ...change,
});

/** All that a store holds of harvests. */
export const harvestsIn = async (store: Store) => ({
  harvested: await store.listHarvested({ limit: 1000 }),
  quarantined: [
    ...(await store.listQuarantined({ source: SRU, limit: 1000 })),
    ...(await store.listQuarantined({ source: OAI, limit: 1000 })),
  ],
  links: await store.listLinks({ limit: 1000 }),
  sources: [await store.readSource(SRU), await store.readSource(OAI)],
});

/** A whole list by pages, read until one is empty. */
export const readPages = async <Row>(read: (after: Row | undefined) => Promise<readonly Row[]>): Promise<readonly (readonly Row[])[]> => {
  const pages: (readonly Row[])[] = [];
  for (let after: Row | undefined; ; after = pages.at(-1)?.at(-1)) {
    const page = await read(after);
    if (page.length === 0) return pages;
    pages.push(page);
  }
};
