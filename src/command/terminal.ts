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
}

/** 0 only for success; 2 when the call or the settings were wrong. */
export type ExitCode = 0 | 1 | 2;
