import type { RunExchange } from '../store/run-exchange.js';
import type { ScheduleTicks } from '../store/schedule-ticks.js';
import type { Turns } from '../store/turns.js';

/** By what processes of one installation keep out of each other's way; a process that has its store to itself needs little of it. */
export interface Sharing {
  readonly exchange?: RunExchange;
  /** Of all that change ties. */
  readonly linkTurns: Turns;
  readonly ticks: ScheduleTicks;
  close(): Promise<void>;
}
