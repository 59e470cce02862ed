import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { ListRequest } from '../../src/harvester/source-client.js';
import { listAround } from '../../src/harvester/oai-pmh/window-list.js';
import { ids, oaiError } from './oai-answers.js';
import { createModel, type ModelOptions, type ModelRecord } from './oai-pmh-model.js';
import { createSurroundings, readAllPages, scriptedHttp, type Asked, type Harvested, type Reply } from './scripted-source.js';

const RUNS = { numRuns: process.env['LONG'] ? 5000 : 150 };

/** Several to a day and to a second, years between others, before the earliest and after today. */
const moment = fc
  .tuple(fc.constantFrom(1995, 2003, 2010, 2025, 2031), fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 43_200, 86_399))
  .map(([year, day, second]) => `${new Date(Date.UTC(year, 5, 1 + day, 0, 0, second)).toISOString().slice(0, 19)}Z`);
const records: fc.Arbitrary<readonly ModelRecord[]> = fc
  .array(fc.record({ datestamp: moment, deleted: fc.boolean() }), { minLength: 1, maxLength: 30 })
  .map((all) => all.map((record, index) => ({ number: String(index + 1), ...record })));
/** An index each, of the records at hand. */
const poisoned = fc.array(fc.nat({ max: 29 }), { maxLength: 3 });
const poison: fc.Arbitrary<Reply> = fc.constantFrom<Reply>(
  { status: 500, body: 'Internal Server Error' },
  { status: 502 },
  { broken: true },
  { body: '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>' },
);
/** What happens to one request after another; in the end the source is well. */
const disturbances = fc.array(fc.constantFrom('none', 'none', 'none', '503', 'cut', 'broken', 'forget'), { maxLength: 80 });
const request: fc.Arbitrary<ListRequest> = fc.constantFrom<ListRequest>(
  {},
  {},
  { from: '2003-06-02' },
  { from: '2003-06-02T12:00:00Z' },
  { from: '2003-06-01', until: '2025-06-02' },
  { from: '2010-06-01T00:00:01Z', until: '2010-06-01T12:00:00Z' },
);

type Disturbance = typeof disturbances extends fc.Arbitrary<(infer Each)[]> ? Each : never;

/** Never two in a row: a piece is asked for twice and no more. */
const disturbWith = (plan: readonly Disturbance[]) => {
  let disturbed = false;
  return ({ params }: Asked, index: number): Reply | string | undefined => {
    const kind = disturbed ? 'none' : (plan[index] ?? 'none');
    const reply = replyOf(kind, params);
    disturbed = reply !== undefined && kind !== 'forget';
    return reply;
  };
};

const replyOf = (kind: Disturbance, params: URLSearchParams): Reply | string | undefined => {
  switch (kind) {
    case 'none':
      return undefined;
    case '503':
      return { status: 503, headers: { 'Retry-After': '7' } };
    case 'cut':
      return { body: '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>' };
    case 'broken':
      return { broken: true };
    case 'forget':
      return params.has('resumptionToken') ? oaiError('badResumptionToken') : undefined;
  }
};

const listAll = async (options: ModelOptions, range: ListRequest): Promise<Harvested & { readonly mostOpen: number }> => {
  const scripted = scriptedHttp(createModel(options).script);
  const surroundings = createSurroundings(0, scripted.http);
  const source = { id: 'test', url: 'http://source/oai', metadataPrefix: 'marc21' };
  const client = createOaiPmhClient({ ...surroundings, source });
  const pieces = createOaiPmhClient({ ...surroundings, source, patience: { ...surroundings.patience, attempts: 2 } });
  const list = listAround(client, range, new AbortController().signal, { clock: surroundings.pace.clock, pieces });
  return { ...(await readAllPages(list)), mostOpen: scripted.mostOpen() };
};

const inRange = ({ datestamp }: ModelRecord, { from = '', until = '~' }: ListRequest, granularity: string): boolean => {
  const length = granularity === 'YYYY-MM-DD' ? 10 : 20;
  const [first, last] = [from.slice(0, length), until.slice(0, length)];
  return datestamp.slice(0, first.length) >= first && datestamp.slice(0, last.length) <= last;
};

const sorted = (identifiers: Iterable<string | undefined>): readonly (string | undefined)[] =>
  [...identifiers].toSorted((a = '', b = '') => a.localeCompare(b));

describe('any list of any repository, disturbed and poisoned', () => {
  it('T8, T25, T30 brings exactly the records that can be had, and names each that cannot, once', async () => {
    const granularities = fc.constantFrom('YYYY-MM-DD' as const, 'YYYY-MM-DDThh:mm:ssZ' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ records, poisoned, poison, pageSize: fc.integer({ min: 1, max: 7 }), granularity: granularities }),
        request,
        disturbances,
        async ({ poisoned: indices, ...options }, range, plan) => {
          const bad = indices.map((index) => options.records[index]?.number).filter((number) => number !== undefined);
          const { error, pages, identifiers, mostOpen } = await listAll(
            { ...options, poisoned: bad, disturb: disturbWith(plan), earliestDatestamp: '2000-01-01' },
            range,
          );
          const wanted = options.records.filter((record) => inRange(record, range, options.granularity));
          const expected = (poisonedOnes: boolean) => wanted.filter(({ number }) => bad.includes(number) === poisonedOnes);
          expect(error).toBeUndefined();
          expect(sorted(new Set(identifiers))).toEqual(sorted(ids(...expected(false).map(({ number }) => number))));
          const unreadable = pages.flatMap((page) => page.unreadable);
          expect(sorted(unreadable.map(({ identifier }) => identifier))).toEqual(
            sorted(ids(...expected(true).map(({ number }) => number))),
          );
          expect(unreadable.every(({ reason }) => reason !== '')).toBe(true);
          // A list with a hole in it proves nothing by what it lacks.
          if (unreadable.length > 0) expect(pages.at(-1)?.warnings).toBeDefined();
          expect(mostOpen).toBe(1);
        },
      ),
      RUNS,
    );
  });
});
