import { findSubfield, type MarcRecord } from '../crosswalk/marc-record.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import { parseXml } from '../xml/parse.js';
import { createSelection } from './selection.js';
import type { SelectionRules } from './selection-rules.js';
import type { ListRequest, ReceivedRecord, SourceClient } from './source-client.js';

/** What a harvest would take from a source, and why it would leave the rest. Plain values: fit to be printed as JSON. */
export interface DryRunReport {
  readonly source: string;
  /** Of the first page: where the next harvest of changes would begin. */
  readonly responseDate?: string;
  readonly pages: number;
  readonly counts: DryRunCounts;
  readonly selected: readonly SelectedRecord[];
  /** By reason, the commonest first. */
  readonly left: readonly { readonly because: string; readonly count: number; readonly examples: readonly string[] }[];
  /** By reason. */
  readonly failed: readonly { readonly reason: string; readonly count: number; readonly examples: readonly string[] }[];
}

/** `seen` is the sum of the others but `repaired`: no record disappears unseen. */
export interface DryRunCounts {
  readonly seen: number;
  readonly selected: number;
  readonly outOfScope: number;
  readonly deleted: number;
  readonly duplicates: number;
  readonly failed: number;
  /** Of those that could be read: only after something in them was mended. */
  readonly repaired: number;
}

export interface SelectedRecord {
  readonly identifier: string;
  readonly title: string;
  readonly because: string;
  readonly flags: readonly string[];
}

export interface DryRunProgress {
  readonly pages: number;
  readonly seen: number;
  readonly selected: number;
  readonly completeListSize?: number;
}

/** Of each reason so many identifiers are told. */
const EXAMPLES = 5;

/**
 * Reads the whole list of a source and decides over every record, without changing anything.
 * @throws SourceError when the list could not be read to its end: half a list says nothing about a source
 */
export const dryRun = async (
  source: string,
  client: SourceClient,
  rules: SelectionRules,
  request: ListRequest,
  signal: AbortSignal,
  onProgress: (progress: DryRunProgress) => void = () => undefined,
): Promise<DryRunReport> => {
  const tally = createTally(rules);
  let pages = 0;
  let responseDate: string | undefined;
  for await (const page of client.listPages(request, signal)) {
    pages += 1;
    responseDate ??= page.responseDate;
    for (const { identifier, reason } of page.unreadable) tally.fail(identifier ?? 'without an identifier', reason);
    for (const record of page.records) tally.take(record);
    const { seen, selected } = tally.counts();
    onProgress({ pages, seen, selected, ...(page.completeListSize !== undefined && { completeListSize: page.completeListSize }) });
  }
  return { source, ...(responseDate !== undefined && { responseDate }), pages, ...tally.result() };
};

const createTally = (rules: SelectionRules) => {
  const select = createSelection(rules);
  const identifiers = new Set<string>();
  const selected: SelectedRecord[] = [];
  const left = new Map<string, string[]>();
  const failed = new Map<string, string[]>();
  const counts = { deleted: 0, duplicates: 0, repaired: 0 };
  const note = (reasons: Map<string, string[]>, reason: string, identifier: string): void => {
    const noted = reasons.get(reason);
    if (noted) noted.push(identifier);
    else reasons.set(reason, [identifier]);
  };
  const decide = ({ identifier, xml, repairs }: ReceivedRecord): void => {
    const record = readRecord(xml);
    if (typeof record === 'string') {
      note(failed, record, identifier);
      return;
    }
    if (repairs.length > 0) counts.repaired += 1;
    const selection = select(record);
    if (selection.kind === 'outOfScope') note(left, selection.because, identifier);
    else selected.push({ identifier, title: titleOf(record), because: selection.because, flags: selection.flags });
  };
  const total = (reasons: Map<string, string[]>): number => [...reasons.values()].reduce((sum, all) => sum + all.length, 0);
  const countAll = (): DryRunCounts => {
    const [outOfScope, failures] = [total(left), total(failed)];
    const seen = selected.length + outOfScope + failures + counts.deleted + counts.duplicates;
    return { seen, selected: selected.length, outOfScope, failed: failures, ...counts };
  };
  return {
    fail: (identifier: string, reason: string) => note(failed, reason, identifier),
    take: (record: ReceivedRecord): void => {
      if (identifiers.has(record.identifier)) counts.duplicates += 1;
      else if (record.deleted) counts.deleted += 1;
      else decide(record);
      identifiers.add(record.identifier);
    },
    counts: countAll,
    result: () => ({
      counts: countAll(),
      selected,
      left: grouped(left).map(([because, all]) => ({ because, count: all.length, examples: all.slice(0, EXAMPLES) })),
      failed: grouped(failed).map(([reason, all]) => ({ reason, count: all.length, examples: all.slice(0, EXAMPLES) })),
    }),
  };
};

const grouped = (reasons: Map<string, string[]>): readonly (readonly [string, readonly string[]])[] =>
  [...reasons].sort((a, b) => b[1].length - a[1].length);

/** The record, or in words why it cannot be read: one bad record never ends a run. */
const readRecord = (xml: string | undefined): MarcRecord | string => {
  if (xml === undefined) return 'It has neither a record nor the word that it is deleted.';
  try {
    return readMarcRecord(parseXml(xml));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const titleOf = (record: MarcRecord): string =>
  ['a', 'b']
    .map((code) => findSubfield(record, '245', code))
    .filter((part) => part !== undefined)
    .join(' ');
