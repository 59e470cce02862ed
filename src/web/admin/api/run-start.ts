import type { StartOutcome } from '../../../harvester/run/harvests.js';
import type { RunRequest } from '../../../store/run-ports.js';
import { guarded, type Answer, type Route } from '../route.js';
import { createIdempotency } from './idempotency.js';
import { conflict, faulty, noSuchSource } from './problems.js';
import { runPath, summaryOf } from './run-json.js';
import { createParseWish } from './run-wish.js';
import type { RunsApiPorts } from './run-ports.js';

/** `POST /admin/api/sources/{source}/runs`: 202 as soon as the run is under way. */
export const startRoute = (ports: Pick<RunsApiPorts, 'settings' | 'harvests' | 'runs' | 'idempotencyMemory'>): Route => {
  const parseWish = createParseWish();
  const idempotency = createIdempotency({ memory: ports.idempotencyMemory });
  return guarded('POST', '/admin/api/sources/:source/runs', 'harvest', ({ params, json, person, header }) => {
    const source = params['source'] ?? '';
    if (!ports.settings.sources.some(({ id }) => id === source)) return noSuchSource(source);
    const wish = parseWish(json, { source, actor: person.name });
    if (wish.kind === 'invalid') return faulty(wish.errors, wish.isUnknownMode ? 422 : 400);
    const { actor: _, ...body } = wish.request;
    return idempotency.once({ person: person.name, key: header('idempotency-key'), place: 'runs', body }, () => start(ports, wish.request));
  });
};

const start = async (ports: Pick<RunsApiPorts, 'harvests' | 'runs'>, request: RunRequest): Promise<Answer> => {
  const outcome = await ports.harvests.start(request);
  if (outcome.kind === 'refused') {
    return faulty(
      outcome.reasons.map((message) => ({ path: '', message })),
      422,
    );
  }
  return underWay(ports, outcome);
};

/** 202 with the run, or 409 with the one that is in the way. */
export const underWay = ({ runs }: Pick<RunsApiPorts, 'runs'>, outcome: Exclude<StartOutcome, { readonly kind: 'refused' }>): Answer => {
  if (outcome.kind === 'busy') {
    const { runningRunId } = outcome;
    return conflict(`The source is being harvested already, by run ${runningRunId}. One run of a source at a time.`, { runningRunId });
  }
  const { run } = outcome;
  return { kind: 'json', status: 202, value: summaryOf(run, runs.decisions(run)), headers: { Location: runPath(run.id) } };
};
