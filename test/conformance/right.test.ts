import { afterAll, describe, expect, it } from '@jest/globals';
import { checkEndpoint, type CheckProgress, type ConformanceReport } from '../../src/conformance/check-endpoint.js';
import { CHECK_GROUPS } from '../../src/conformance/checks.js';
import { formatConformanceReport } from '../../src/conformance/format-report.js';
import { loadSchemas } from '../../src/xml/schema.js';
import { BASE_URL, createDouble, RIGHT } from './provider-double.js';

const validator = loadSchemas('schemas');
afterAll(() => validator.dispose());

const check = (faults: Parameters<typeof createDouble>[0] = {}): Promise<ConformanceReport> =>
  checkEndpoint({ baseUrl: BASE_URL, exchange: createDouble(faults), validator, wait: async () => {} });
const idsOf = (report: ConformanceReport, outcome: string): readonly string[] =>
  report.results
    .filter((result) => result.outcome === outcome)
    .map(({ id, came }) => `${id}${outcome === 'pass' ? '' : `: ${came ?? ''}`}`);

describe('a repository that does everything right', () => {
  it('fails no check and gets no warning', async () => {
    const report = await check();
    expect({ failed: idsOf(report, 'fail'), warned: idsOf(report, 'warn'), not: idsOf(report, 'not applicable') }).toEqual({
      failed: [],
      warned: [],
      not: ['R26b: the lists show nothing to ask with'],
    });
    expect(report).toMatchObject({ ok: true, repositoryName: 'Koe', baseUrl: BASE_URL });
    expect(report.lists).toEqual([
      { verb: 'ListRecords', pages: 3, records: 7, end: 'complete' },
      { verb: 'ListIdentifiers', pages: 3, records: 7, end: 'complete' },
      { verb: 'ListSets', pages: 1, records: 0, end: 'complete' },
    ]);
  });
});
