import type { PublisherStatement } from '../catalogue/statement.js';
import type { Assessment } from './assess.js';
import type { ChangedField } from './differences.js';
import type { Rejection } from './draft.js';
import type { FileKind } from './file-kind.js';
import { present } from './present.js';

/** What an import did, or with `dryRun` would do. Fit to be printed as JSON. */
export interface ImportReport {
  readonly name: string;
  /** Absent when the file could not be recognised. */
  readonly fileKind?: FileKind;
  readonly dryRun: boolean;
  readonly totals: ImportTotals;
  /** In the order of the file. Of a long file only part: see `unlisted`. */
  readonly entries: readonly EntryReport[];
  /** Entries that are counted but not listed. */
  readonly unlisted: number;
  readonly statements: readonly StatementReport[];
  /** On the file as a whole. */
  readonly notes: readonly { readonly line: number; readonly text: string }[];
  /** Why the file could not be read, or not beyond that line. What was read before it stands. */
  readonly fault?: { readonly line?: number; readonly message: string };
}

export type EntryOutcome = 'added' | 'changed' | 'unchanged' | 'rejected';

export type ImportTotals = Readonly<Record<EntryOutcome, number>> & {
  readonly entries: number;
  readonly warnings: number;
  /** Publications besides those of the file whose accessibility follows from a general sentence that is new. */
  readonly reassessed: number;
};

export interface EntryReport {
  /** From 1. */
  readonly line: number;
  readonly id?: string;
  readonly title?: string;
  readonly outcome: EntryOutcome;
  /** Why it was rejected. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly changedFields: readonly ChangedField[];
}

export interface StatementReport {
  readonly line: number;
  readonly outcome: 'added' | 'changed' | 'unchanged';
  readonly statement: PublisherStatement;
}

/** Nothing was rejected and the whole file was read. */
export const isClean = ({ fault, totals }: ImportReport): boolean => fault === undefined && totals.rejected === 0;

/** Most entries that are listed of each sort; a hundred thousand good ones shall not push out the bad one, nor fill the memory. */
const MOST_LISTED = { rejected: 1000, remarkable: 1000, plain: 100 } as const;

export interface EntryLog {
  add(assessment: Rejection | Assessment, further?: readonly string[]): void;
  readonly entries: readonly EntryReport[];
  readonly totals: Omit<ImportTotals, 'reassessed'>;
}

export const createEntryLog = (): EntryLog => {
  const listed: Record<keyof typeof MOST_LISTED, EntryReport[]> = { rejected: [], remarkable: [], plain: [] };
  const totals = { entries: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, warnings: 0 };
  return {
    add: (assessment, further = []) => {
      const report = entryOf(assessment, further);
      totals.entries += 1;
      totals[report.outcome] += 1;
      totals.warnings += report.warnings.length;
      const sort =
        report.outcome === 'rejected' ? 'rejected' : report.outcome === 'changed' || report.warnings.length > 0 ? 'remarkable' : 'plain';
      if (listed[sort].length < MOST_LISTED[sort]) listed[sort].push(report);
    },
    get entries() {
      return [...listed.rejected, ...listed.remarkable, ...listed.plain].sort((one, other) => one.line - other.line);
    },
    totals,
  };
};

const entryOf = (assessment: Rejection | Assessment, further: readonly string[]): EntryReport => {
  switch (assessment.kind) {
    case 'rejected': {
      const { line, id, title, reasons } = assessment;
      return { line, ...present({ id, title }), outcome: 'rejected', reasons, warnings: further, changedFields: [] };
    }
    case 'accepted': {
      const { line, publication, outcome, changedFields, warnings } = assessment;
      const title = publication.titles[0]?.text;
      return { line, id: publication.id, ...present({ title }), outcome, reasons: [], warnings: [...warnings, ...further], changedFields };
    }
  }
};
