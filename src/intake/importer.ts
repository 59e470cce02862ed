import type { PublisherStatement } from '../catalogue/statement.js';
import { assess, type Assessment, type SeenInFile } from './assess.js';
import { openContent } from './byte-stream.js';
import { isSame } from './canonical.js';
import { readCsv } from './csv.js';
import type { Draft, Fault, SourceItem } from './draft.js';
import { recogniseFile, type FileKind } from './file-kind.js';
import type { ImportFile, IntakePorts } from './intake-ports.js';
import { readJsonArray, readJsonLines } from './json-lines.js';
import { readPageItems } from './page/page.js';
import { present } from './present.js';
import type { ReadForm } from './read-form.js';
import { reassess } from './reassess.js';
import { createEntryLog, type EntryLog, type ImportReport, type StatementReport } from './report.js';
import { isConflict } from './store-conflict.js';

/** Publications in one commit: few commits for a long file, and little to do again after a conflict. */
const BATCH = 200;

/** See `Intake.importFile`. */
export const createImporter =
  (ports: IntakePorts, formReader: () => ReadForm) =>
  async (file: ImportFile, { dryRun = false }: { readonly dryRun?: boolean } = {}): Promise<ImportReport> => {
    const { start, all } = await openContent(file.content);
    const recognised = recogniseFile(file.name, start);
    const run = await startRun(ports, dryRun);
    const items = recognised.kind === 'fault' ? [recognised] : itemsOf(recognised.as, all, formReader);
    for await (const item of items) {
      await run.take(item);
      if (item.kind === 'fault') break;
    }
    const found = await run.finish();
    return { name: file.name, ...present({ fileKind: recognised.kind === 'fault' ? undefined : recognised.as }), dryRun, ...found };
  };

const itemsOf = (kind: FileKind, all: AsyncIterable<Uint8Array>, formReader: () => ReadForm): AsyncIterable<SourceItem> => {
  switch (kind) {
    case 'pageText':
      return readPageItems(all, 'text');
    case 'pageHtml':
      return readPageItems(all, 'html');
    case 'jsonLines':
      return readJsonLines(all, formReader());
    case 'jsonArray':
      return readJsonArray(all, formReader());
    case 'csv':
      return readCsv(all, formReader());
  }
};

interface Run {
  take(item: SourceItem): Promise<void>;
  finish(): Promise<Omit<ImportReport, 'name' | 'fileKind' | 'dryRun'>>;
}

const startRun = async (ports: IntakePorts, dryRun: boolean): Promise<Run> => {
  const before = await ports.catalogue.listStatements();
  let statements = before;
  let committed = before;
  const log = createEntryLog();
  const seen: SeenInFile = { lineById: new Map(), holderByIsbn: new Map() };
  const notes: { line: number; text: string }[] = [];
  const told: StatementReport[] = [];
  let fault: Fault | undefined;
  let batch: Draft[] = [];

  const flush = async (): Promise<void> => {
    const drafts = batch;
    batch = [];
    const fresh = isSame(statements, committed) ? undefined : statements;
    if (drafts.length === 0 && !fresh) return;
    await importBatch(ports, { drafts, statements, fresh, seen, dryRun }, log);
    committed = statements;
  };

  return {
    take: async (item) => {
      switch (item.kind) {
        case 'publication':
          batch.push(item.draft);
          if (batch.length >= BATCH) await flush();
          return;
        case 'statement': {
          // What came before it was read under the statements of that place in the file.
          if (batch.length > 0) await flush();
          const outcome = outcomeOf(item.statement, before);
          told.push({ line: item.line, outcome, statement: item.statement });
          statements = [...statements.filter(({ kind }) => kind !== item.statement.kind), item.statement];
          if (isSame(inOrder(statements), inOrder(committed))) statements = committed;
          return;
        }
        case 'rejected':
          log.add(item);
          return;
        case 'note':
          notes.push({ line: item.line, text: item.text });
          return;
        case 'fault':
          fault = item;
          return;
      }
    },
    finish: async () => {
      await flush();
      const reassessed = isSame(statements, before)
        ? 0
        : await reassess(ports, statements, dryRun ? { dryRun, except: new Set(seen.lineById.keys()) } : { dryRun, except: new Set() });
      const { entries, totals } = log;
      return {
        totals: { ...totals, reassessed },
        entries,
        unlisted: totals.entries - entries.length,
        statements: told,
        notes,
        ...present({ fault: fault && { message: fault.message, ...present({ line: fault.line }) } }),
      };
    },
  };
};

const outcomeOf = (statement: PublisherStatement, before: readonly PublisherStatement[]): StatementReport['outcome'] => {
  const known = before.find(({ kind }) => kind === statement.kind);
  if (!known) return 'added';
  return isSame(known, statement) ? 'unchanged' : 'changed';
};

const inOrder = (statements: readonly PublisherStatement[]): readonly PublisherStatement[] =>
  [...statements].sort((one, other) => (one.kind < other.kind ? -1 : 1));

interface Batch {
  readonly drafts: readonly Draft[];
  readonly statements: readonly PublisherStatement[];
  /** To be committed with it. */
  readonly fresh: readonly PublisherStatement[] | undefined;
  readonly seen: SeenInFile;
  readonly dryRun: boolean;
}

/** Reads again and tries once more when someone changed one of the publications meanwhile; then gives the batch up. */
const importBatch = async (ports: IntakePorts, batch: Batch, log: EntryLog): Promise<void> => {
  for (const attempt of ['first', 'second'] as const) {
    const assessments = await assessAll(ports, batch);
    try {
      const faults = await publish(ports, batch, assessments);
      for (const one of assessments) log.add(one, one.kind === 'accepted' ? faults.get(one.publication.id) : undefined);
      return;
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === 'second') logConflict(assessments, log);
    }
  }
};

const assessAll = async (
  { catalogue, settings, now }: IntakePorts,
  { drafts, statements, seen }: Batch,
): Promise<readonly Assessment[]> => {
  const ground = { catalogue, series: settings.series, statements, seen, now: await now(), advice: 'commands' } as const;
  const assessments: Assessment[] = [];
  for (const draft of drafts) assessments.push(await assess(draft, ground));
  return assessments;
};

/** What could not be rendered, by publication. */
const publish = async (
  { publishing }: IntakePorts,
  { fresh, dryRun }: Batch,
  assessments: readonly Assessment[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const publications = assessments.flatMap((one) => (one.kind === 'accepted' ? (one.change ?? []) : []));
  if (dryRun || (publications.length === 0 && !fresh)) return new Map();
  const { faults } = await publishing.publish({ publications, ...present({ statements: fresh }) });
  const byId = new Map<string, readonly string[]>();
  for (const { id, metadataPrefix, identifier, message } of faults) {
    byId.set(id, [...(byId.get(id) ?? []), `${identifier} cannot be published as ${metadataPrefix}: ${message}`]);
  }
  return byId;
};

const logConflict = (assessments: readonly Assessment[], log: EntryLog): void => {
  for (const one of assessments) {
    if (one.kind === 'rejected' || !one.change) log.add(one);
    else {
      const { line, publication } = one;
      const reasons = ['publications of this part of the file were changed by someone else at the same time, twice; import the file again'];
      log.add({ kind: 'rejected', line, id: publication.id, ...present({ title: publication.titles[0]?.text }), reasons });
    }
  }
};
