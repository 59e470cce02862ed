import { describe, expect, it } from '@jest/globals';
import { codesOf, harvestIdentifiers, headersOf } from './harvest.js';
import { identifierOf, openRepository, record } from './repository.js';

// Row 16. The suite runs under several zones (TZ); these moments are the ones at which their clocks jump, and the same in UTC everywhere.
const CHANGES = [
  ['Helsinki, spring: 03:00 becomes 04:00', '2012-03-25T01:00:00Z'],
  ['Helsinki, autumn: 04:00 becomes 03:00', '2012-10-28T01:00:00Z'],
  ['Auckland, autumn: 03:00 becomes 02:00', '2012-03-31T14:00:00Z'],
  ['Auckland, spring: 02:00 becomes 03:00', '2012-09-29T14:00:00Z'],
  ["St John's, spring: 02:00 becomes 03:00", '2012-03-11T05:30:00Z'],
  ["St John's, autumn: 02:00 becomes 01:00", '2012-11-04T04:30:00Z'],
  ["the end of a day in St John's", '2012-03-05T03:30:00Z'],
  ['the end of a day in Auckland', '2012-03-04T11:00:00Z'],
  ['the end of a day in UTC', '2012-03-05T00:00:00Z'],
  ['the end of a leap day', '2012-03-01T00:00:00Z'],
  ['the end of a year', '2013-01-01T00:00:00Z'],
] as const;

const at = (moment: string, seconds: number): string => `${new Date(Date.parse(moment) + seconds * 1000).toISOString().slice(0, 19)}Z`;

describe('row 16: dates are UTC, whatever the zone of the machine', () => {
  it.each(CHANGES)('around %s', async (_, moment) => {
    const repository = openRepository({ start: at(moment, -3602) });
    // One record each: an hour and a second before, a second before, at, a second after and an hour after.
    const steps = [-3601, -1, 0, 1, 3600];
    let now = -3602;
    for (const [index, step] of steps.entries()) {
      repository.clock.tick(step - now);
      now = step;
      await repository.store.commit({ records: [record(`2012-${index}-pdf`)] });
    }
    repository.clock.tick(2);
    const headers = headersOf(await repository.ask('verb=ListIdentifiers&metadataPrefix=oai_dc'));
    expect(headers.map(({ datestamp }) => datestamp)).toEqual(steps.map((step) => at(moment, step)));
    for (const [index, step] of steps.entries()) {
      const stamp = at(moment, step);
      expect(await harvestIdentifiers(repository.ask, `metadataPrefix=oai_dc&from=${stamp}&until=${stamp}`)).toEqual([
        identifierOf(`2012-${index}-pdf`),
      ]);
    }
    const days = new Map<string, string[]>();
    for (const { identifier, datestamp } of headers)
      days.set(datestamp.slice(0, 10), [...(days.get(datestamp.slice(0, 10)) ?? []), identifier]);
    for (const [day, identifiers] of days) {
      expect(await harvestIdentifiers(repository.ask, `metadataPrefix=oai_dc&from=${day}&until=${day}`)).toEqual(identifiers);
    }
    expect((await repository.ask('verb=Identify')).responseDate).toBe(at(moment, 3602));
  });

  it.each(['2012-03-25T03:30:00Z', '2012-09-30T02:30:00Z', '2012-03-11T02:30:00Z'])(
    'a time that a zone leaves out is a time in UTC: %s',
    async (moment) => {
      const repository = openRepository();
      expect(codesOf(await repository.ask(`verb=ListRecords&metadataPrefix=oai_dc&from=${moment}`))).toEqual(['noRecordsMatch']);
    },
  );
});
