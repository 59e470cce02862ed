import { afterAll, describe, expect, it } from '@jest/globals';
import { checkEndpoint } from '../../src/conformance/check-endpoint.js';
import { CHECK_GROUPS } from '../../src/conformance/checks.js';
import { loadSchemas } from '../../src/xml/schema.js';
import { FAULTS } from './faults.js';
import { BASE_URL, createDouble } from './provider-double.js';

const validator = loadSchemas('schemas');
afterAll(() => validator.dispose());

describe('each fault is found by its check', () => {
  it.each(FAULTS)('%s: %s', async (_, check, also, faults) => {
    const report = await checkEndpoint({ baseUrl: BASE_URL, exchange: createDouble(faults), validator, wait: async () => {} });
    const found = report.results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn');
    expect(found.map(({ id }) => id)).toContain(check);
    expect(found.map(({ id, came }) => `${id}: ${came ?? ''}`).filter((line) => ![check, ...also].includes(line.split(':')[0]!))).toEqual(
      [],
    );
    expect(also.filter((id) => !found.some((result) => result.id === id))).toEqual([]);
    for (const result of found)
      expect({ id: result.id, advice: result.advice ?? '', came: result.came ?? '' }).toEqual({
        id: result.id,
        advice: expect.stringMatching(/\S/),
        came: expect.stringMatching(/\S/),
      });
  });

  it('and every check finds one', () => {
    const planted = new Set(FAULTS.map(([, check]) => check));
    const all = CHECK_GROUPS.flatMap(({ checks }) => checks.map(({ id }) => id));
    expect(all.filter((id) => !planted.has(id))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(40);
  });
});
