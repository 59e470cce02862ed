import type { Checks } from '../../../administration/checks.js';
import { guarded, type Answer, type Route } from '../route.js';
import { conflict, notFound } from './problems.js';

export interface ChecksApiPorts {
  readonly checks: Checks;
}

/** Conformance checks, as `schemas/admin-api/checks.json` describes them. */
export const checksApi = ({ checks }: ChecksApiPorts): readonly Route[] => [
  guarded('GET', '/admin/api/checks', 'read', () => ({ kind: 'json', value: { checks: checks.list() } })),
  guarded('GET', '/admin/api/checks/:check', 'read', ({ params }) => {
    const id = params['check'] ?? '';
    const found = checks.find(id);
    return found ? { kind: 'json', value: found } : unknown(id);
  }),
  guarded('POST', '/admin/api/checks/:check', 'harvest', async ({ params, person }) => {
    const id = params['check'] ?? '';
    const outcome = await checks.start(id, { name: person.name });
    switch (outcome.kind) {
      case 'started':
        return { kind: 'json', status: 202, value: checks.find(id), headers: { Location: `/admin/api/checks/${encodeURIComponent(id)}` } };
      case 'busy':
        return conflict(BUSY[outcome.reason], { reason: outcome.reason });
      case 'noSuchTarget':
        return unknown(id);
    }
  }),
  guarded('POST', '/admin/api/checks/:check/cancel', 'harvest', async ({ params, person }) => {
    const id = params['check'] ?? '';
    const outcome = await checks.cancel(id, { name: person.name });
    switch (outcome) {
      case 'cancelled':
        return { kind: 'json', value: checks.find(id) };
      case 'notRunning':
        return conflict('It is not being checked.', { reason: outcome });
      case 'noSuchTarget':
        return unknown(id);
    }
  }),
];

const BUSY = {
  underWay: 'It is being checked already; GET the same address to follow it.',
  tooMany: 'Two other checks are under way; wait until one of them has ended.',
} as const;

const unknown = (id: string): Answer =>
  notFound(`endpoint ${JSON.stringify(id.slice(0, 80))} to be checked; GET /admin/api/checks lists them`);
