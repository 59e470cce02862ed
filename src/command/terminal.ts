import type { LogDestination } from '../platform/log.js';

/** Where a command prints. */
export interface Output extends LogDestination {
  readonly isTTY?: boolean;
  /** Resolves when more can be taken without piling up in memory. */
  readonly drain?: () => Promise<void>;
}

/** What a command is given of the world outside. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Where a person sits: an answer that is not shown while it is typed; `undefined` when the person breaks off. */
  readonly askSecret?: (question: string) => Promise<string | undefined>;
  /** Where nobody sits: the first line that comes in, `undefined` when there is none. */
  readonly readFirstLine?: () => Promise<string | undefined>;
}

/** 0 only for success; 2 when the call or the settings were wrong. */
export type ExitCode = 0 | 1 | 2;
