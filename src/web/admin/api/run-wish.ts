import { compileSchema, readSchema, type SchemaFault } from '../../../platform/json-schema.js';
import type { RunMode, RunRequest } from '../../../store/run-ports.js';

/** The body of `POST /admin/api/sources/{source}/runs`; its shape is `RunWish` in `schemas/admin-api/runs.json`. */
interface RunWish {
  readonly mode?: RunMode;
  readonly from?: string;
  readonly until?: string;
  readonly ids?: readonly string[];
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly approveLargeChange?: boolean;
  readonly reason?: string;
}

export type ParsedWish =
  | { readonly kind: 'valid'; readonly request: RunRequest }
  /** `isUnknownMode`: all is well but for a mode that there is not. */
  | { readonly kind: 'invalid'; readonly errors: readonly SchemaFault[]; readonly isUnknownMode: boolean };

/** Reads what somebody wants to harvest from a source. Whoever names a range or records means them, as on the command line. */
export const createParseWish = (): ((body: unknown, by: { readonly source: string; readonly actor: string }) => ParsedWish) => {
  const parse = compileSchema<RunWish>(readSchema('admin-api/runs.json'), { part: '#/components/schemas/RunWish' });
  return (body, by) => {
    const parsed = parse(body ?? {});
    if (parsed.kind === 'invalid') {
      return { kind: 'invalid', errors: parsed.faults, isUnknownMode: parsed.faults.every(({ path }) => path === 'mode') && hasMode(body) };
    }
    const { mode, from, until, ids, limit, dryRun = false, approveLargeChange = false, reason } = parsed.value;
    const meant: RunMode = from !== undefined || until !== undefined ? 'range' : ids !== undefined ? 'records' : 'incremental';
    return {
      kind: 'valid',
      request: {
        ...by,
        mode: mode ?? meant,
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
        ...(ids && { ids }),
        ...(limit !== undefined && { limit }),
        ...{ dryRun, approveLargeChange },
        ...(reason !== undefined && { reason }),
      },
    };
  };
};

/** In words, whatever they are. */
const hasMode = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'mode' in body && typeof body.mode === 'string' && body.mode !== '';
