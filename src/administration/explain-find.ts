import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseIsbn, type Isbn } from '../catalogue/isbn.js';
import type { PublicationId } from '../catalogue/publication.js';
import { isbnsOf } from '../crosswalk/harvested/standard-numbers.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, HarvestStore } from '../store/harvest-ports.js';
import type { CatalogueStore } from '../store/ports.js';
import { parseXml } from '../xml/parse.js';
import { titleOfOurs } from './link-list.js';
import { findQuarantined } from './quarantine.js';

/** What a name can lead to. */
export type Subject =
  | { readonly kind: 'own'; readonly id: PublicationId }
  | { readonly kind: 'harvested'; readonly localId: string }
  /** Only in quarantine: nothing of it could ever be read. */
  | { readonly kind: 'quarantined'; readonly identifier: string };

export type Candidate = Subject & {
  readonly title: string;
  /** What to ask for so that this one alone is meant. */
  readonly ask: string;
};

export interface FindPorts {
  readonly store: CatalogueStore & HarvestStore;
  readonly settings: Settings;
}

/** In characters: no name of a record is longer. */
export const LONGEST_NAME = 500;

/**
 * Everything that bears the name: an OAI identifier of ours, the id of a publication, a library's number in any of its spellings, an
 * identifier of a source, now or before, an ISBN. A name that is unique (the first two, a localId) leads to that one alone.
 */
export const findSubjects = async (ports: FindPorts, asked: string): Promise<readonly Subject[]> => {
  const name = asked.trim();
  if (name === '' || name.length > LONGEST_NAME) return [];
  const unique = await findUnique(ports, name);
  if (unique !== undefined) return [unique];
  const found = new Map<string, Subject>();
  const add = (subject: Subject): void => void found.set(JSON.stringify(subject), subject);
  const isbn = parseIsbn(name.replace(/^(?:urn:)?isbn[:\s]*/i, ''));
  const own = isbn && (await ports.store.findPublicationByIsbn(isbn));
  if (own) add({ kind: 'own', id: own.publication.id });
  for (const { id } of ports.settings.sources) {
    const record = await ports.store.findHarvestedByIdentifier(id, name);
    if (record) add({ kind: 'harvested', localId: record.localId });
  }
  const numbers = numbersIn(name);
  if (isbn !== undefined || numbers.length > 0) {
    for (const localId of await scanHarvested(ports, { numbers, ...(isbn !== undefined && { isbn }) })) add({ kind: 'harvested', localId });
  }
  if (found.size === 0 && (await isQuarantined(ports, name))) add({ kind: 'quarantined', identifier: name });
  return [...found.values()];
};

const findUnique = async ({ store, settings }: FindPorts, name: string): Promise<Subject | undefined> => {
  const { identifierDomain, identifierPrefix } = settings.repository;
  const basis = `oai:${identifierDomain}:${identifierPrefix}/`;
  const local = name.startsWith(basis) ? name.slice(basis.length) : name;
  const ids = [local, local.replace(/-(?:print|pdf)$/, '')];
  for (const id of new Set(ids)) {
    if (await store.findPublication(id as PublicationId)) return { kind: 'own', id: id as PublicationId };
  }
  return (await store.listHarvestedOf(local)).length > 0 ? { kind: 'harvested', localId: local } : undefined;
};

/** `254001`, `000254001`, `(FI-MELINDA)000254001`, `melinda.000254001`: as it stands, and with the nine digits that Melinda's have. */
const numbersIn = (name: string): readonly string[] => {
  const digits = /^(?:\([^()]{1,40}\)\s*|[\w-]{1,40}\.)?(\d{1,12})$/.exec(name)?.[1];
  return digits === undefined ? [] : [...new Set([digits, digits.padStart(9, '0')])];
};

const BATCH = 200;

const scanHarvested = async (
  { store }: FindPorts,
  wanted: { readonly numbers: readonly string[]; readonly isbn?: Isbn },
): Promise<readonly string[]> => {
  const found = new Set<string>();
  for (let after: HarvestedRecord | undefined; ;) {
    const page = await store.listHarvested({ ...(after && { after }), limit: BATCH });
    for (const record of page) {
      if (wanted.numbers.includes(record.localId.slice(record.localId.lastIndexOf('.') + 1)) || hasIsbn(record, wanted.isbn)) {
        found.add(record.localId);
      }
    }
    after = page.at(-1);
    if (after === undefined) return [...found];
    await nextTurn();
  }
};

/** Its nine digits of publisher and title stand in every form of it; only a record that has them somewhere is read. */
const hasIsbn = ({ xml }: HarvestedRecord, isbn: Isbn | undefined): boolean => {
  if (isbn === undefined || !xml.replaceAll(/[\s\u2010-\u2015-]/gu, '').includes(isbn.slice(3, 12))) return false;
  const record = readMarcRecord(parseXml(xml));
  return [...isbnsOf(record, 'a'), ...isbnsOf(record, 'z')].includes(isbn);
};

const isQuarantined = async ({ store, settings }: FindPorts, identifier: string): Promise<boolean> => {
  for (const { id } of settings.sources) if (await findQuarantined(store, id, identifier)) return true;
  return false;
};

export const describeSubject = async ({ store }: FindPorts, subject: Subject): Promise<Candidate> => {
  switch (subject.kind) {
    case 'own':
      return { ...subject, title: (await titleOfOurs(store, subject.id)) ?? '', ask: subject.id };
    case 'harvested':
      return { ...subject, title: (await store.listHarvestedOf(subject.localId))[0]?.title ?? '', ask: subject.localId };
    case 'quarantined':
      return { ...subject, title: '', ask: subject.identifier };
  }
};
