import { createGroups } from '../harvester/run/groups.js';
import type { HarvestSource } from '../harvester/run/harvest-source.js';
import { judgePage } from '../harvester/run/judged-page.js';
import type { SourceClient, SourcePage } from '../harvester/source-client.js';
import type { RunGroup } from '../store/run-ports.js';

/** The first page of a source's whole list. Groups are of English sentences, the commonest first. */
export interface TestedPage {
  readonly records: number;
  /** How many the whole list has, as the source says. */
  readonly completeListSize?: number;
  /** Whether the list goes on after it, as far as the page tells. */
  readonly hasMore: boolean;
  /** Of the answer once unpacked. */
  readonly bytes?: number;
  /** `first`: the first twenty of them. */
  readonly selected: { readonly count: number; readonly reasons: readonly RunGroup[]; readonly first: readonly SelectedRecord[] };
  readonly outOfScope: { readonly count: number; readonly reasons: readonly RunGroup[] };
  readonly deleted: number;
  readonly unreadable: { readonly count: number; readonly reasons: readonly RunGroup[] };
  readonly repaired: { readonly count: number; readonly repairs: readonly RunGroup[] };
}

export interface SelectedRecord {
  readonly identifier: string;
  readonly localId: string;
  readonly title: string;
  /** Why it would be taken. */
  readonly because: string;
}

export interface LookedAt {
  readonly page: TestedPage;
  readonly remarks: readonly string[];
  readonly warnings: readonly string[];
}

/** Asks for the beginning of the whole list, and judges what is on it as a harvest would. @throws SourceError */
export const lookAtPage = async (
  source: Pick<HarvestSource, 'judge'>,
  client: Pick<SourceClient, 'listPages'>,
  signal: AbortSignal,
): Promise<LookedAt> => {
  const first = await firstPage(client.listPages({}, signal));
  const page = await judgePage(first ?? { records: [], unreadable: [] }, source);
  return { page: tellPage(page), remarks: page.remarks ?? [], warnings: page.warnings ?? [] };
};

const firstPage = async (pages: AsyncIterable<SourcePage>): Promise<SourcePage | undefined> => {
  for await (const page of pages) return page;
  return undefined;
};

const SHOWN = 20;

const tellPage = ({ records, unreadable, completeListSize, bytes, next }: SourcePage): TestedPage => {
  const [because, left, reasons, repairs] = [createGroups(), createGroups(), createGroups(), createGroups()];
  const selected: SelectedRecord[] = [];
  const count = { outOfScope: 0, deleted: 0, repaired: 0 };
  for (const { identifier, deleted, verdict, repairs: mended } of records) {
    if (mended.length > 0) count.repaired += 1;
    for (const repair of mended) repairs.add(repair, identifier);
    if (deleted || !verdict) count.deleted += 1;
    else if (verdict.kind === 'outOfScope') {
      count.outOfScope += 1;
      left.add(verdict.because, identifier);
    } else {
      const { localId, title } = verdict;
      selected.push({ identifier, localId, title, because: verdict.because });
      because.add(verdict.because, identifier);
    }
  }
  for (const { identifier, reason } of unreadable) reasons.add(reason, identifier ?? 'without an identifier');
  const seen = records.length + unreadable.length;
  return {
    records: seen,
    ...(completeListSize !== undefined && { completeListSize }),
    hasMore: next !== undefined || (completeListSize ?? 0) > seen,
    ...(bytes !== undefined && { bytes }),
    selected: { count: selected.length, reasons: because.list(), first: selected.slice(0, SHOWN) },
    outOfScope: { count: count.outOfScope, reasons: left.list() },
    deleted: count.deleted,
    unreadable: { count: unreadable.length, reasons: reasons.list() },
    repaired: { count: count.repaired, repairs: repairs.list() },
  };
};
