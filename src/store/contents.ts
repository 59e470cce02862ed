import type { Datestamp } from '../catalogue/datestamp.js';
import type { PublicationId } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import {
  type CommitResult,
  type Installation,
  type RecordContent,
  type StoreChange,
  type StoredPublication,
  type StoredRecord,
} from './ports.js';
import { planInstallation } from './installation.js';
import { refuseIfPublicationMoved } from './refusals.js';
import { createPublicationIndex, type PublicationIndex } from './publication-index.js';
import { createRecordIndex, type RecordIndex } from './record-index.js';
import { createHarvestIndex, isEmptyHarvestPlan, type HarvestIndex, type HarvestPlan } from './harvest-index.js';
import type { SourceState } from './harvest-ports.js';
import { planHarvest } from './plan-harvest.js';
import { isSameJson } from './same-json.js';
import { compareCodeUnits } from './sorted.js';

/** All that an embedded store holds. Changed by `applyPlan` only, at once, after the plan is safe. */
export interface StoreContents {
  readonly records: RecordIndex;
  readonly publications: PublicationIndex;
  readonly harvest: HarvestIndex;
  statements: readonly PublisherStatement[];
  installation: Installation;
  /** How many plans were applied. */
  commits: number;
}

export const createContents = (
  installation: Installation,
  statements: readonly PublisherStatement[] = [],
  sources: readonly SourceState[] = [],
): StoreContents => ({
  records: createRecordIndex(),
  publications: createPublicationIndex(),
  harvest: createHarvestIndex(sources),
  statements,
  installation,
  commits: 0,
});

/** What a commit comes to once it is held against the contents: only what differs, stamped. */
export interface CommitPlan {
  readonly datestamp: Datestamp;
  readonly publications: readonly StoredPublication[];
  readonly records: readonly StoredRecord[];
  readonly harvest: HarvestPlan;
  /** Absent where it stays as it is. */
  readonly statements?: readonly PublisherStatement[];
  readonly installation?: Installation;
}

/**
 * Changes nothing. Of two contents of one record in a change the later counts; a publication may be changed twice.
 * @throws StoreError `conflict`
 */
export const planCommit = (contents: StoreContents, change: StoreChange, datestamp: Datestamp): CommitPlan => {
  refuseStaleSights(contents, change.seen ?? []);
  const installation = planInstallation(contents.installation, change.installation ?? {});
  return {
    datestamp,
    publications: planPublications(contents, change.publications ?? []),
    records: planRecords(contents, change.records ?? [], datestamp),
    harvest: planHarvest(contents.harvest, change),
    ...(change.statements && !isSameJson(change.statements, contents.statements) && { statements: change.statements }),
    ...(!isSameJson(installation, contents.installation) && { installation }),
  };
};

export const isEmptyPlan = ({ publications, records, harvest, statements, installation }: CommitPlan): boolean =>
  publications.length === 0 && records.length === 0 && isEmptyHarvestPlan(harvest) && !statements && !installation;

export const resultOf = ({ datestamp, records }: CommitPlan): CommitResult => ({ datestamp, stamped: records.length });

export const applyPlan = (contents: StoreContents, plan: CommitPlan): void => {
  contents.publications.put(plan.publications);
  contents.records.put(plan.records);
  contents.harvest.apply(plan.harvest);
  contents.statements = plan.statements ?? contents.statements;
  contents.installation = plan.installation ?? contents.installation;
  contents.commits += 1;
};

const refuseStaleSights = (contents: StoreContents, seen: NonNullable<StoreChange['seen']>): void => {
  for (const { id, revision } of seen) refuseIfPublicationMoved(id, revision, contents.publications.find(id)?.revision);
};

const planPublications = (contents: StoreContents, changes: NonNullable<StoreChange['publications']>): readonly StoredPublication[] => {
  const planned = new Map<PublicationId, StoredPublication>();
  for (const { publication, sawRevision } of changes) {
    const current = (planned.get(publication.id) ?? contents.publications.find(publication.id))?.revision;
    refuseIfPublicationMoved(publication.id, sawRevision, current);
    planned.set(publication.id, { publication, revision: sawRevision + 1 });
  }
  return [...planned.values()];
};

const planRecords = (contents: StoreContents, given: readonly RecordContent[], datestamp: Datestamp): readonly StoredRecord[] => {
  // An identifier is a URI and a metadataPrefix has no blank in it.
  const latest = new Map(given.map((content) => [`${content.metadataPrefix} ${content.identifier}`, content]));
  const planned: StoredRecord[] = [];
  for (const content of latest.values()) {
    const stored = contents.records.find(content.identifier, content.metadataPrefix);
    const next = nextRecord(content, stored, datestamp);
    if (next && !(stored && hasSameContent(stored, next))) planned.push(next);
  }
  // In the order of the lists, as this can be done before the moment in which all readers wait.
  return planned.sort((a, b) => compareCodeUnits(a.identifier, b.identifier));
};

/** `undefined` for the deletion of what never was. A deleted record keeps its last sets: who harvests one of them must learn of it. */
const nextRecord = (content: RecordContent, stored: StoredRecord | undefined, datestamp: Datestamp): StoredRecord | undefined => {
  const { identifier, metadataPrefix, deleted, metadata, about } = content;
  if (deleted) return stored && { identifier, metadataPrefix, datestamp, deleted, sets: stored.sets, about: [] };
  const sets = [...new Set(content.sets)].sort(compareCodeUnits);
  const rendered = metadata === undefined ? {} : { metadata: Buffer.from(metadata) };
  return { identifier, metadataPrefix, datestamp, deleted, sets, ...rendered, about: about.map((part) => Buffer.from(part)) };
};

const hasSameContent = (a: StoredRecord, b: StoredRecord): boolean =>
  a.deleted === b.deleted &&
  isSameText(a.metadata, b.metadata) &&
  a.sets.join(' ') === b.sets.join(' ') &&
  a.about.length === b.about.length &&
  a.about.every((part, index) => isSameText(part, b.about[index]));

const isSameText = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
