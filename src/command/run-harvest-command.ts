import type { Harvests, StartOutcome } from '../harvester/run/harvests.js';
import { systemClock } from '../platform/clock.js';
import type { Run } from '../store/run-ports.js';
import { showProgress } from './run-progress.js';
import { formatRun, formatRuns } from './run-text.js';
import type { Services } from './services.js';
import { formatSources } from './source-list.js';
import type { HarvestCommand } from './store-command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Runs one command about harvests. `signal` says that the person who called has gone, or wants it to stop. */
export const runHarvestCommand = async (
  services: Services,
  command: HarvestCommand,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> => {
  const { harvests } = services;
  const { out, err } = terminal;
  switch (command.kind) {
    case 'harvest':
      return follow(harvests, await harvests.start(command.request), command, terminal, signal);
    case 'sources': {
      const sources = await services.sources.list();
      out.write(command.json ? `${JSON.stringify(sources, undefined, 2)}\n` : formatSources(sources));
      return 0;
    }
    case 'runs': {
      const runs = await harvests.listRuns({ ...(command.source !== undefined && { source: command.source }), limit: command.limit });
      out.write(command.json ? `${JSON.stringify(runs, undefined, 2)}\n` : formatRuns(runs));
      return 0;
    }
    case 'run': {
      const run = await harvests.findRun(command.id);
      if (!run) return refuse(terminal, [`There is no run ${command.id}; the command runs lists them.`]);
      await print(harvests, run, command.json, terminal);
      return 0;
    }
    case 'decide': {
      const { id, decision, by, json, progress } = command;
      switch (decision) {
        case 'approve':
          return follow(harvests, await harvests.approve(id, by), { json, progress }, terminal, signal);
        case 'apply':
          return follow(harvests, await harvests.applyDryRun(id, by), { json, progress }, terminal, signal);
        case 'reject': {
          const outcome = await harvests.reject(id, by);
          if (outcome.kind !== 'rejected') return refuse(terminal, outcome.kind === 'refused' ? outcome.reasons : []);
          out.write(`${outcome.run.message}\n`);
          return 0;
        }
        case 'cancel':
          if (!(await harvests.cancel(id, by))) return refuse(terminal, [`Run ${id} is not under way.`]);
          err.write(`Run ${id} is being stopped.\n`);
          return 0;
      }
    }
  }
};

const follow = async (
  harvests: Harvests,
  outcome: StartOutcome,
  { json, progress }: { readonly json: boolean; readonly progress: 'line' | 'log' },
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> => {
  switch (outcome.kind) {
    case 'refused':
      return refuse(terminal, outcome.reasons, 2);
    case 'busy':
      return refuse(terminal, [`This source is being harvested already, by run ${outcome.runningRunId}. One run of a source at a time.`]);
    case 'started': {
      const { run, done } = outcome;
      const shown = showProgress(terminal.err, progress, systemClock);
      const unwatch = harvests.watch(run.id, shown.note);
      const stop = (): void => void harvests.interrupt(run.id, { actor: run.request.actor, reason: 'stopped by hand' });
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      try {
        const ended = await done;
        shown.end();
        await print(harvests, ended, json, terminal);
        return isSuccess(ended) ? 0 : 1;
      } finally {
        signal.removeEventListener('abort', stop);
        unwatch();
      }
    }
  }
};

const isSuccess = ({ state, request, failures }: Run): boolean =>
  state === 'completed' || (state === 'staged' && request.dryRun && failures.length === 0);

const print = async (harvests: Harvests, run: Run, json: boolean, { out }: Terminal): Promise<void> => {
  const report = await harvests.findReport(run.id);
  out.write(json ? `${JSON.stringify({ run, ...report }, undefined, 2)}\n` : formatRun(run, report));
};

const refuse = ({ err }: Terminal, reasons: readonly string[], exit: ExitCode = 1): ExitCode => {
  for (const reason of reasons) err.write(`${reason}\n`);
  return exit;
};
