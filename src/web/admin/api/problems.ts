import type { SchemaFault } from '../../../platform/json-schema.js';
import type { Answer } from '../route.js';

/** `what` goes on after "There is no": `run 2026…; GET /admin/api/runs lists them`. */
export const notFound = (what: string): Answer => ({
  kind: 'problem',
  problem: { status: 404, title: 'Not found', detail: `There is no ${what}.` },
});

export const noSuchSource = (id: string): Answer => notFound(`source "${id.slice(0, 100)}"; GET /admin/api/sources lists them`);

export const noSuchRun = (id: string): Answer => notFound(`run "${id.slice(0, 100)}"; GET /admin/api/runs lists them`);

/** Each field or parameter that cannot be read. `unprocessable`: it can be read and makes no sense. */
export const faulty = (errors: readonly SchemaFault[], status: 400 | 422 = 400): Answer => ({
  kind: 'problem',
  problem: {
    status,
    title: status === 400 ? 'Request not understood' : 'Request cannot be followed',
    detail: errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' '),
    members: { errors },
  },
});

export const conflict = (detail: string, members: Readonly<Record<string, unknown>>): Answer => ({
  kind: 'problem',
  problem: { status: 409, title: 'Not possible now', detail, members },
});
