import type { LogDestination } from '../platform/log.js';

/** What a command is given of the world outside. */
export interface Terminal {
  readonly out: LogDestination & { readonly isTTY?: boolean };
  readonly err: LogDestination & { readonly isTTY?: boolean };
}

/** 0 only for success; 2 when the call or the settings were wrong. */
export type ExitCode = 0 | 1 | 2;
