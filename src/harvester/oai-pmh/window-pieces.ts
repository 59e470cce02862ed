import { datestampOf, type Datestamp } from '../../catalogue/datestamp.js';
import { legalDate } from '../../oai-pmh/provenance.js';
import { parseUtcDatetime, type UtcDatetime } from '../../oai-pmh/utc-datetime.js';
import type { SourceClient, SourcePage } from '../source-client.js';
import { isOfTheQuestion, SourceError } from '../source-error.js';
import { createWindowReading, type WindowTask } from './window-reading.js';
import { readOneByOne } from './window-records.js';
import { halvesOf, isOneDay, requestOf, type Window } from './window.js';

/**
 * The older half of a failing window is tried and the newer one, then what failed of them is halved further. Nothing that is handed on was asked
 * for before the first page was, so its date, or that of the list that failed, is a mark behind which nothing is missed.
 */
export async function* readInPieces(client: SourceClient, task: WindowTask, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const { request, limits } = task;
  const reading = createWindowReading(client, task, signal);
  const described = await reading.describe();
  let granularity = described.granularity ?? 'YYYY-MM-DDThh:mm:ssZ';
  const whole = wholeOf(task, described.earliestDatestamp);
  const failing: Window[] = [whole];
  let isConfirmed = false;
  let failures = 0;
  let pages = 0;
  const handOn = (page: SourcePage): SourcePage | undefined => {
    reading.spend();
    pages += 1;
    failures = 0;
    return pages > 1 && isEmpty(page) ? undefined : reading.dress(page);
  };
  for (let window: Window | undefined; (window = failing.pop());) {
    if (isOneDay(window) && !isConfirmed) {
      // By now it may be known to refuse the seconds that it promises.
      granularity = (await reading.describe()).granularity ?? granularity;
      isConfirmed = true;
    }
    const halves = halvesOf(window, granularity);
    const failed = new Array<Window>();
    for (const half of halves) {
      const ended = yield* readToEnd(client.listPages(requestOf(half, whole, request, granularity), signal), handOn);
      if (ended.kind === 'complete') continue;
      reading.spend();
      if (!isOfTheQuestion(ended.error)) throw ended.error;
      failed.push(half);
      if (ended.error.code === 'too-wide' || (failures += 1) < limits.mostFailures) continue;
      if (pages === 0) throw task.fault;
      await reading.describe();
      failures = 0;
    }
    failing.push(...failed.reverse());
    if (halves.length === 0) yield* readOneByOne(reading, requestOf(window, whole, request, granularity));
  }
}

const isEmpty = ({ records, unreadable }: SourcePage): boolean => records.length === 0 && unreadable.length === 0;

/** Where nothing is known of the beginning: no protocol had datestamps before. It only says where to halve. */
const ANY_BEGINNING = '1990-01-01';

const wholeOf = ({ request, responseDate, now }: WindowTask, earliestDatestamp = ANY_BEGINNING): Window => {
  const first = momentOf(request.from ?? earliestDatestamp)?.first ?? (0 as Datestamp);
  const last = momentOf(request.until ?? responseDate ?? '')?.last ?? datestampOf(now);
  return { first, last: last < first ? first : last };
};

const momentOf = (text: string): UtcDatetime | undefined => parseUtcDatetime(legalDate(text) ?? '', 'cut');

export type ListEnded = { readonly kind: 'complete' } | { readonly kind: 'failed'; readonly error: SourceError };

/** The pages of a list as they are handed on, and how it ended. */
export async function* readToEnd(
  pages: AsyncIterable<SourcePage>,
  handOn: (page: SourcePage) => SourcePage | undefined,
): AsyncGenerator<SourcePage, ListEnded> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await nextOf(iterator);
      if (step.kind !== 'page') return step;
      const page = handOn(step.page);
      if (page) yield page;
    }
  } finally {
    await iterator.return?.();
  }
}

const nextOf = async (pages: AsyncIterator<SourcePage>): Promise<ListEnded | { readonly kind: 'page'; readonly page: SourcePage }> => {
  try {
    const step = await pages.next();
    return step.done === true ? { kind: 'complete' } : { kind: 'page', page: step.value };
  } catch (cause) {
    // Whether the rest is read in another way is a choice, and it is made by whoever reads on.
    if (!(cause instanceof SourceError)) throw cause;
    return { kind: 'failed', error: cause };
  }
};
