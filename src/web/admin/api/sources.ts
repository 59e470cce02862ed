import type { SourceTests } from '../../../administration/source-test.js';
import type { Sources } from '../../../administration/sources.js';
import { guarded, type Route } from '../route.js';
import { conflict, noSuchSource } from './problems.js';

export interface SourcesApiPorts {
  readonly sources: Sources;
  readonly sourceTests: SourceTests;
}

/** What programs can know of the sources, as `schemas/admin-api/sources.json` describes it. */
export const sourcesApi = ({ sources, sourceTests }: SourcesApiPorts): readonly Route[] => [
  guarded('GET', '/admin/api/sources', 'read', async () => ({ kind: 'json', value: { sources: await sources.list() } })),
  guarded('GET', '/admin/api/sources/:source', 'read', async ({ params }) => {
    const id = params['source'] ?? '';
    const source = await sources.find(id);
    return source ? { kind: 'json', value: source } : noSuchSource(id);
  }),
  guarded('POST', '/admin/api/sources/:source/test', 'harvest', async ({ params, person, signal }) => {
    const id = params['source'] ?? '';
    const outcome = await sourceTests.test(id, { name: person.name }, signal);
    switch (outcome.kind) {
      case 'tested':
        return { kind: 'json', value: outcome.report };
      case 'busy':
        return conflict(`Source ${id} is being tested by somebody already; wait for a minute.`, { reason: 'testUnderWay' });
      case 'noSuchSource':
        return noSuchSource(id);
    }
  }),
];
