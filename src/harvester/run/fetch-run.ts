import type { HarvestStore, QuarantinedRecord } from '../../store/harvest-ports.js';
import type { RunRequest } from '../../store/run-ports.js';
import { formatDatestamp, datestampOf } from '../../catalogue/datestamp.js';
import { legalDate } from '../../oai-pmh/provenance.js';
import type { WallClock } from '../../platform/clock.js';
import { refuseIfCancelled } from '../transport/pace.js';
import type { ListRequest, RecordAnswer, SourceClient, SourcePage } from '../source-client.js';
import { fetchAside } from './fetch-aside.js';
import type { HarvestSource } from './harvest-source.js';
import type { Journal } from './journal.js';
import { judgePage } from './judged-page.js';
import { SourceError } from '../source-error.js';
import type { Progress, ProgressCounter } from './progress.js';

export interface FetchPorts {
  readonly source: HarvestSource;
  readonly store: Pick<HarvestStore, 'readSource' | 'listQuarantined' | 'listHarvested'>;
  readonly journal: Journal;
  readonly progress: ProgressCounter;
  readonly clock: WallClock;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Brings everything that the request is about into the journal, page by page, each made lasting before it is counted. What is in the
 * journal already is not asked for again.
 * @throws SourceError when the source could not be read to the end of its list; what came before stays in the journal
 */
export const fetchRun = async (ports: FetchPorts, request: RunRequest, signal: AbortSignal): Promise<void> => {
  if (ports.progress.read().isComplete) return;
  switch (request.mode) {
    case 'incremental':
    case 'full':
    case 'range':
    case 'reconcile':
      return fetchList(ports, request, signal);
    case 'records':
      return fetchRecords(ports, ports.source.client, request.ids ?? [], signal);
    case 'retry-failed':
      return fetchRecords(
        ports,
        ports.source.impatient,
        (await listQuarantine(ports)).map(({ identifier }) => identifier),
        signal,
      );
    case 'reprocess':
      return reprocess(ports, signal);
  }
};

const keep = async ({ source, journal, progress, onProgress }: FetchPorts, given: SourcePage): Promise<Progress> => {
  const page = await judgePage(given, source);
  const reached = progress.add(page);
  await journal.append({ kind: 'page', page, counters: reached.counters });
  onProgress(reached);
  return reached;
};

const end = async ({ journal, progress, onProgress }: FetchPorts): Promise<void> => {
  await journal.append({ kind: 'end' });
  onProgress(progress.end());
};

const fetchList = async (ports: FetchPorts, request: RunRequest, signal: AbortSignal): Promise<void> => {
  const { source, journal, progress } = ports;
  const { limit } = request;
  const list: ListRequest = await listRequestOf(ports, request);
  for await (const given of source.listPages(list, signal)) {
    const page = progress.read().counters.pages === 0 ? withSkew(ports, given) : given;
    const room = limit === undefined ? Infinity : limit - progress.read().counters.seen;
    const { counters } = await keep(ports, cut(page, room));
    // No proof of an end: a run with a limit says nothing about what it did not reach.
    if (limit !== undefined && counters.seen >= limit) {
      await journal.append({ kind: 'end' });
      progress.end();
      return;
    }
    refuseIfCancelled(signal);
  }
  await end(ports);
  // Whatever becomes of these, the list is whole: a run that is broken off here leaves them to the next one.
  if (request.mode !== 'range' && limit === undefined) await retryQuarantined(ports, signal);
};

/** In ms. */
const MOST_SKEW = 300_000;

/** The mark is the source's own time; a person should know when that and ours differ. A snapshot has no mark to speak of. */
const withSkew = ({ source, clock }: FetchPorts, page: SourcePage): SourcePage => {
  const said = legalDate(page.responseDate ?? '');
  const skew = said === undefined ? 0 : Date.parse(said) - clock();
  if (source.isSnapshot || Math.abs(skew) <= MOST_SKEW) return page;
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const remark = `Its clock is ${minutes} minutes ${skew > 0 ? 'ahead of' : 'behind'} ours. Its own counts for the next harvest; see whose is wrong.`;
  return { ...page, remarks: [...(page.remarks ?? []), remark] };
};

/** A source with more of them is not well, and each takes a request or two. */
const MOST_RETRIES = 100;

/** What failed before and did not come by itself: it may have been mended without a new datestamp. Those that waited longest come first. */
const retryQuarantined = async (ports: FetchPorts, signal: AbortSignal): Promise<void> => {
  const { source, progress } = ports;
  const waiting = (await listQuarantine(ports))
    .filter(({ identifier }) => !progress.hasSeen(identifier))
    .sort((a, b) => (a.lastRun < b.lastRun ? -1 : a.lastRun > b.lastRun ? 1 : 0));
  for (const { identifier } of waiting.slice(0, MOST_RETRIES)) {
    try {
      await keep(ports, pageOf(identifier, await fetchAside(source.impatient, identifier, signal)));
    } catch (cause) {
      // The list is whole: a source that is not well any more keeps the rest waiting, and does not undo that.
      if (cause instanceof SourceError && cause.code !== 'cancelled') return;
      throw cause;
    }
    refuseIfCancelled(signal);
  }
};

const cut = (page: SourcePage, room: number): SourcePage => {
  if (page.records.length + page.unreadable.length <= room) return page;
  const records = page.records.slice(0, room);
  return { ...page, records, unreadable: page.unreadable.slice(0, room - records.length) };
};

const listRequestOf = async ({ source, store, progress }: FetchPorts, request: RunRequest): Promise<ListRequest> => {
  const { next } = progress.read();
  const range = await rangeOf(source, store, request);
  return { ...range, ...(next && !source.isSnapshot && { resume: next }) };
};

const HOUR_MS = 3_600_000;

/**
 * An incremental run never says `until`: what came after it would be missed. It begins before the mark by the overlap, since sources show
 * records some time after the moment that they stamp them with.
 */
const rangeOf = async (source: HarvestSource, store: FetchPorts['store'], { mode, from, until }: RunRequest): Promise<ListRequest> => {
  if (mode === 'range') return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  if (mode !== 'incremental' || source.isSnapshot) return {};
  const { mark } = await store.readSource(source.id);
  return mark === undefined ? {} : { from: formatDatestamp(datestampOf(Date.parse(mark) - source.overlapHours * HOUR_MS)) };
};

const fetchRecords = async (
  ports: FetchPorts,
  client: SourceClient,
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const { progress } = ports;
  // One page for each, so that an interrupted run goes on after the last.
  for (const identifier of identifiers.slice(progress.read().entries)) {
    await keep(ports, pageOf(identifier, await fetchAside(client, identifier, signal)));
    refuseIfCancelled(signal);
  }
  await end(ports);
};

const pageOf = (identifier: string, answer: RecordAnswer): SourcePage => {
  switch (answer.kind) {
    case 'received': {
      const { record, responseDate } = answer;
      return { records: [record], unreadable: [], ...(responseDate !== undefined && { responseDate }) };
    }
    case 'unreadable':
      return { records: [], unreadable: [{ ...answer.record, identifier: answer.record.identifier ?? identifier }] };
    case 'gone':
      return { records: [{ identifier, deleted: true, repairs: [] }], unreadable: [] };
  }
};

/** Without their texts, which nobody asks for here. */
const listQuarantine = async ({ store, source }: FetchPorts): Promise<readonly Pick<QuarantinedRecord, 'identifier' | 'lastRun'>[]> => {
  const all: Pick<QuarantinedRecord, 'identifier' | 'lastRun'>[] = [];
  for (;;) {
    const after = all.at(-1)?.identifier;
    const page = await store.listQuarantined({ source: source.id, ...(after !== undefined && { after }), limit: BATCH });
    all.push(...page.map(({ identifier, lastRun }) => ({ identifier, lastRun })));
    if (page.length < BATCH) return all;
  }
};

const BATCH = 100;

/** What is stored, by today's rules: nobody is asked. */
const reprocess = async (ports: FetchPorts, signal: AbortSignal): Promise<void> => {
  const { source, store, progress } = ports;
  // Pages that were kept before an interruption are the same again: the store has not changed since.
  let skip = progress.read().entries;
  for (let after: { readonly source: string; readonly localId: string } | undefined; ;) {
    const page = await store.listHarvested({ source: source.id, ...(after && { after }), limit: BATCH });
    const last = page.at(-1);
    if (!last) break;
    const live = page.filter(({ state }) => state === 'live' || state === 'outOfScope');
    if (skip > 0) skip -= 1;
    else await keep(ports, { records: live.map(receivedAgain), unreadable: [] });
    refuseIfCancelled(signal);
    after = last;
  }
  await end(ports);
};

const receivedAgain = ({
  identifier,
  datestamp,
  xml,
  repairs,
  received,
  origin,
}: Awaited<ReturnType<HarvestStore['listHarvested']>>[number]) => ({
  identifier,
  ...(datestamp !== undefined && { datestamp }),
  deleted: false,
  xml,
  repairs,
  ...(received !== undefined && { source: received }),
  ...(origin && { origin }),
});
