import { NO_COUNTS, type Run, type RunStore } from '../../src/store/run-ports.js';
import { runIdOf, SRU } from './harvest-samples.js';

export const runOf = (number: number, change: Partial<Run> = {}, source = SRU): Run => ({
  id: runIdOf(number, source),
  request: { source, mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'Maija' },
  state: 'queued',
  transitions: [{ state: 'queued', at: '2026-03-01T10:00:00.000Z', actor: 'Maija' }],
  counters: NO_COUNTS,
  baseRevision: 0,
  message: 'It waits for its turn.',
  warnings: [],
  failures: [],
  repairs: [],
  left: [],
  isResumable: true,
  ...change,
});

export const entriesOf = async (runs: RunStore, runId: string): Promise<readonly string[]> => {
  const entries: string[] = [];
  for await (const entry of runs.readEntries(runId)) entries.push(entry);
  return entries;
};
