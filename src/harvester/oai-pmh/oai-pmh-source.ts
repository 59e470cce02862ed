import type { Granularity } from '../../oai-pmh/utc-datetime.js';
import type { Ask } from '../transport/ask-source.js';
import type { LookAhead } from './oai-pmh-ahead.js';
import type { Pace } from '../transport/pace.js';
import type { SourceAnswer } from '../reading/read-document.js';

/**
 * What one repository does against the standard and others do not. `prefix-with-token`: wants the metadataPrefix beside the token · `text-after-end`:
 * sends something after the document, which is dropped and counted · `windows-1252`: sends bytes that are not what they are labelled ·
 * `422-for-none`: answers HTTP 422 where nothing matches; of others it means that the range is too wide.
 */
export type SourceQuirk = 'prefix-with-token' | 'text-after-end' | 'windows-1252' | '422-for-none';

export interface OaiPmhSource {
  readonly id: string;
  readonly url: string;
  readonly metadataPrefix: string;
  readonly set?: string;
  readonly quirks?: readonly SourceQuirk[];
  /** Of one page, once unpacked; 64 MiB where absent. */
  readonly maxBytes?: number;
}

/** One repository, and what is learnt about it while it is asked. */
export interface Repository {
  readonly source: OaiPmhSource;
  readonly ask: Ask<SourceAnswer>;
  readonly pace: Pace;
  readonly lookAhead: LookAhead;
  /** In which it is asked for a range; absent until it was needed. */
  granularity?: Granularity;
}
