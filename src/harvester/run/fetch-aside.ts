import type { RecordAnswer, SourceClient } from '../source-client.js';
import { isOfTheQuestion, SourceError } from '../source-error.js';

/**
 * One record, asked for by its identifier. What fails for this record only is its own answer, so that the others are asked for all the same:
 * Kansalliskirjasto's provider answers HTTP 500 for a record that it cannot make.
 * @throws SourceError where the source itself cannot be asked
 */
export const fetchAside = async (client: SourceClient, identifier: string, signal: AbortSignal): Promise<RecordAnswer> => {
  try {
    return await client.fetchRecord(identifier, signal);
  } catch (cause) {
    if (!(cause instanceof SourceError) || !(isOfTheQuestion(cause) || cause.code === 'source-error')) throw cause;
    // It is the record's fault only as long as the source answers anything else.
    await client.describe(signal);
    return { kind: 'unreadable', record: { identifier, reason: cause.message } };
  }
};
