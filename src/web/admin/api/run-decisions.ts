import type { Decision, Harvests, StartOutcome } from '../../../harvester/run/harvests.js';
import { compileSchema, readSchema } from '../../../platform/json-schema.js';
import { guarded, type Answer, type Route } from '../route.js';
import { conflict, faulty, noSuchRun } from './problems.js';
import { runPath, summaryOf } from './run-json.js';
import type { RunsApiPorts } from './run-ports.js';
import { underWay } from './run-start.js';

type Outcome = StartOutcome | Awaited<ReturnType<Harvests['reject']>> | { readonly kind: 'stopping' };

/** `POST /admin/api/runs/{run}/cancel`, `approve`, `reject` and `apply-dry-run`, each with a reason if somebody gives one. */
export const decisionRoutes = (ports: RunsApiPorts): readonly Route[] => {
  const { harvests, runs } = ports;
  const parseReason = compileSchema<{ readonly reason?: string }>(readSchema('admin-api/runs.json'), {
    part: '#/components/schemas/Reason',
  });
  const route = (name: string, decide: (id: string, decision: Decision) => Promise<Outcome>): Route =>
    guarded('POST', `/admin/api/runs/:run/${name}`, 'harvest', async (request) => {
      const id = request.params['run'] ?? '';
      if (!(await runs.find(id))) return noSuchRun(id);
      const parsed = parseReason(request.json ?? {});
      if (parsed.kind === 'invalid') return faulty(parsed.faults);
      return answer(ports, id, await decide(id, { actor: request.person.name, ...parsed.value }));
    });
  return [
    route('cancel', async (id, decision) =>
      (await harvests.cancel(id, decision)) ? { kind: 'stopping' } : { kind: 'refused', reasons: [`Run ${id} is not under way.`] },
    ),
    route('approve', (id, decision) => harvests.approve(id, decision)),
    route('reject', (id, decision) => harvests.reject(id, decision)),
    route('apply-dry-run', (id, decision) => harvests.applyDryRun(id, decision)),
  ];
};

const answer = async (ports: RunsApiPorts, id: string, outcome: Outcome): Promise<Answer> => {
  const { runs } = ports;
  switch (outcome.kind) {
    case 'started':
    case 'busy':
      return underWay(ports, outcome);
    case 'rejected':
      return { kind: 'json', value: summaryOf(outcome.run, runs.decisions(outcome.run)) };
    case 'stopping':
    case 'refused': {
      const run = await runs.find(id);
      if (!run) return noSuchRun(id);
      const decisions = runs.decisions(run);
      if (outcome.kind === 'refused') return conflict(outcome.reasons.join(' '), { state: run.state, decisions });
      return { kind: 'json', status: 202, value: summaryOf(run, decisions), headers: { Location: runPath(id) } };
    }
  }
};
