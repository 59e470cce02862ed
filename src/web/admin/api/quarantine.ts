import type { Quarantine, RetryOutcome } from '../../../administration/quarantine.js';
import { compileSchema, readSchema, type SchemaFault } from '../../../platform/json-schema.js';
import { formatQuarantineKey, parseQuarantineKey } from '../quarantine-key.js';
import { guarded, type Answer, type Route } from '../route.js';
import { conflict, faulty, noSuchSource } from './problems.js';
import { cut, readLimit } from './query-values.js';
import { runPath } from './run-json.js';

interface RetryBody {
  readonly source: string;
  readonly ids?: readonly string[];
}

/** What harvests could not read, as `schemas/admin-api/quarantine.json` describes it. */
export const quarantineApi = ({ quarantine }: { readonly quarantine: Quarantine }): readonly Route[] => {
  const parseRetry = compileSchema<RetryBody>(readSchema('admin-api/quarantine.json'), { part: '#/components/schemas/QuarantineRetry' });
  return [
    guarded('GET', '/admin/api/quarantine', 'read', async ({ query }) => {
      const errors: SchemaFault[] = [];
      const source = query.get('source') ?? '';
      const given = query.get('after') ?? '';
      const after = parseQuarantineKey(given);
      if (given !== '' && !after) errors.push({ path: 'after', message: `${cut(given)} is no place; take the "next" of the page before.` });
      const limit = readLimit(query, { usual: 100, most: 500 }, errors);
      if (errors.length > 0) return faulty(errors);
      const page = await quarantine.list({ limit, ...(source !== '' && { source }), ...(after && { after }) });
      if (!page) return noSuchSource(source);
      return { kind: 'json', value: { records: page.records, ...(page.next && { next: formatQuarantineKey(page.next) }) } };
    }),
    guarded('POST', '/admin/api/quarantine/retry', 'harvest', async ({ json, person }) => {
      const body = parseRetry(json);
      if (body.kind === 'invalid') return faulty(body.faults);
      return answerRetry(await quarantine.retry({ name: person.name }, body.value));
    }),
  ];
};

const answerRetry = (outcome: RetryOutcome): Answer => {
  switch (outcome.kind) {
    case 'started': {
      const { id } = outcome.run;
      return { kind: 'json', status: 202, value: { runId: id }, headers: { Location: runPath(id) } };
    }
    case 'busy': {
      const { runningRunId } = outcome;
      return conflict(`The source is being harvested already, by run ${runningRunId}; try again when it has ended.`, { runningRunId });
    }
    case 'refused':
      return faulty(
        outcome.reasons.map((message) => ({ path: 'source', message })),
        422,
      );
    case 'notThere':
      return faulty(
        outcome.ids.map((id) => ({ path: 'ids', message: `${cut(id)} is not in quarantine; nothing was started.` })),
        422,
      );
  }
};
