import type { ListRequest, ReceivedRecord, RecordAnswer, SourcePage, UnreadableRecord } from '../source-client.js';
import { isOfTheQuestion, SourceError } from '../source-error.js';
import type { WindowReading } from './window-reading.js';

/** Records of one page; how many are lost at most when a harvest is killed. */
const PAGE_SIZE = 50;

/**
 * The records of one window, each asked for by itself. One that fails is unreadable, with its identifier: so is one that the source lists
 * and then does not know, for no record disappears without a word.
 * @throws SourceError also where not even the identifiers of a whole day can be listed
 */
export async function* readOneByOne(reading: WindowReading, request: ListRequest): AsyncGenerator<SourcePage, void> {
  const listed = await listIdentifiers(reading, request);
  if (listed.kind === 'unlisted') {
    yield reading.dress({ records: [], unreadable: [{ reason: listed.reason }] });
    return;
  }
  const { identifiers } = listed;
  for (let start = 0; start < identifiers.length; start += PAGE_SIZE) {
    const records: ReceivedRecord[] = [];
    const unreadable: UnreadableRecord[] = [];
    for (const identifier of identifiers.slice(start, start + PAGE_SIZE)) {
      const answer = await fetchRecord(reading, identifier);
      reading.settled.add(identifier);
      if (answer.kind === 'received') records.push(answer.record);
      else if (answer.kind === 'unreadable') unreadable.push(answer.record);
      else unreadable.push({ identifier, reason: `the source lists it and then says: ${answer.inWords}` });
    }
    // Without a date: the list of identifiers is older than the answers, so theirs would be no mark.
    yield reading.dress({ records, unreadable });
  }
}

type Listed =
  | { readonly kind: 'listed'; readonly identifiers: readonly string[] }
  /** Somewhere in the window is a record that spoils even the list of identifiers. */
  | { readonly kind: 'unlisted'; readonly reason: string };

/** All before any is fetched, for a token does not wait until hundreds of records are. Those that were fetched before are left out. */
const listIdentifiers = async (reading: WindowReading, request: ListRequest): Promise<Listed> => {
  const { client, settled, signal } = reading;
  const identifiers = new Set<string>();
  try {
    for await (const page of client.listIdentifiers?.(request, signal) ?? []) {
      reading.spend();
      for (const identifier of page) if (!settled.has(identifier)) identifiers.add(identifier);
    }
    return { kind: 'listed', identifiers: [...identifiers] };
  } catch (cause) {
    if (!(cause instanceof SourceError) || !isOfTheQuestion(cause)) throw cause;
    await reading.describe();
    return { kind: 'unlisted', reason: reading.giveUpOn(request, cause) };
  }
};

const fetchRecord = async (reading: WindowReading, identifier: string): Promise<RecordAnswer> => {
  reading.spend();
  try {
    return await reading.client.fetchRecord(identifier, reading.signal);
  } catch (cause) {
    if (!(cause instanceof SourceError) || !(isOfTheQuestion(cause) || cause.code === 'source-error')) throw cause;
    // It is the record's fault only as long as the source answers anything else.
    await reading.describe();
    return { kind: 'unreadable', record: { identifier, reason: cause.message } };
  }
};
