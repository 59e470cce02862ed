import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCitations } from '../../src/discovery/citations.js';
import { anyWork } from '../discovery/dumps/read-dump.js';
import { EXAMPLE_WORKS } from '../discovery/example-works.js';
import { openSite, type AskedSite } from './public-site.js';
import { createValidator } from './schemas/validate.js';

const faultsOf = createValidator('csl-json');
let site: AskedSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

describe('CSL-JSON', () => {
  it.each(
    EXAMPLE_WORKS.flatMap(({ id, manifestations }) => ['', ...manifestations.map(({ kind }) => kind)].map((kind) => [id, kind] as const)),
  )('of %s %s is by the rules of CSL 1.0.2', async (id, kind) => {
    const type = 'application/vnd.citationstyles.csl+json';
    const answer = await site.get(`/julkaisut/${id}${kind && `?manifestation=${kind}`}`, type);
    expect(answer.type).toBe(type);
    expect(faultsOf(JSON.parse(answer.text))).toEqual([]);
  });

  it('is by the rules whatever is written in the work, whose id is ours', () => {
    const citations = createCitations({ urnResolver: 'https://urn.fi/{urn}' });
    fc.assert(
      fc.property(anyWork, (work) => {
        expect(faultsOf(JSON.parse(JSON.stringify(citations.csl({ ...work, id: '2012-2' }))))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a type that is none', { type: 'raportti' }],
    ['a date in words', { issued: '2012' }],
    ['a month that is none', { issued: { 'date-parts': [[2012, 13]] } }],
    ['a year in quotation marks', { issued: { 'date-parts': [['2012']] } }],
    ['a name that is a text', { author: ['Forss, Marko'] }],
    ['a name that is both of a person and of a body', { author: [{ family: 'Forss', literal: 'Forss' }] }],
    ['a number that is none', { ISBN: '978-952-491-530' }],
    ['a variable that is misspelled', { isbn: '978-952-491-530-4' }],
  ])('is refused by the rules with %s', (_, fault) => {
    expect(faultsOf([{ id: 'x', type: 'report', title: 'x' }])).toEqual([]);
    expect(faultsOf([{ id: 'x', type: 'report', title: 'x', ...fault }])).not.toEqual([]);
  });
});
