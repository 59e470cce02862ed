import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { Isbn } from '../../src/catalogue/isbn.js';
import type { Publication, PublicationId } from '../../src/catalogue/publication.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { RecordContent, Store, StoredPublication, StoredRecord } from '../../src/store/ports.js';
import { createTestClock, identifierOf, isbnOf, listAll, NO_END, publicationOf, recordOf, storedAs, textOf, withIsbn } from './samples.js';
import { createSimulatedDisk } from './simulated-disk.js';
import { codePoint } from '../code-point.js';

const runs = process.env['LONG'] ? 500 : 25;

const PREFIXES = ['oai_dc', 'marcxml'];
const SETS = ['own:print', 'own:online', 'older:1236-049X', 'older', 'own'];

const content = fc
  .record({
    number: fc.integer({ min: 0, max: 11 }),
    kind: fc.constantFrom('pdf', 'print'),
    metadataPrefix: fc.constantFrom(...PREFIXES),
    deleted: fc.boolean(),
    sets: fc.uniqueArray(fc.constantFrom(...SETS), { maxLength: 3 }),
    text: fc.constantFrom('<a/>', '<b>ä</b>', '<c>€ 😀</c>'),
    about: fc.subarray(['<rights/>', '<provenance/>']),
  })
  .map(({ number, kind, metadataPrefix, deleted, sets, text, about }) =>
    recordOf(identifierOf(number, kind), { metadataPrefix, deleted, sets, metadata: textOf(text), about: about.map(textOf) }),
  );

const publication = fc
  .record({
    number: fc.integer({ min: 0, max: 11 }),
    title: fc.string({ unit: codePoint, maxLength: 8 }),
    isbn: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ number, title, isbn }) => publicationOf(number, { ...withIsbn(number, isbnOf(isbn)), titles: [{ text: title }] }));

type Step =
  | {
      readonly kind: 'commit';
      readonly records: readonly RecordContent[];
      readonly publications: readonly Publication[];
      readonly stale: boolean;
    }
  | { readonly kind: 'move'; readonly seconds: number }
  | { readonly kind: 'reopen'; readonly how: 'close' | 'kill' | 'drops' | 'keeps' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      records: fc.array(content, { maxLength: 6 }),
      publications: fc.uniqueArray(publication, { maxLength: 3, selector: ({ id }) => id }),
      stale: fc.integer({ min: 0, max: 5 }).map((throwOfDie) => throwOfDie === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), seconds: fc.constantFrom(0, 0.5, 1, 3, 20, -2, -3600) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reopen' as const), how: fc.constantFrom('close' as const, 'kill', 'drops', 'keeps') }),
  },
);

/** What a store should hold, said as plainly as can be. */
const createModel = () => {
  const records = new Map<string, StoredRecord>();
  const publications = new Map<PublicationId, StoredPublication>();
  const key = (identifier: string, metadataPrefix: string): string => `${metadataPrefix} ${identifier}`;
  return {
    records,
    publications,
    put: (given: readonly RecordContent[], datestamp: Datestamp): number => {
      const latest = new Map(given.map((each) => [key(each.identifier, each.metadataPrefix), each]));
      let stamped = 0;
      for (const [name, { metadata, ...rest }] of latest) {
        const old = records.get(name);
        if (rest.deleted && !old) continue;
        const next = rest.deleted ? { ...rest, sets: old!.sets, about: [] } : { ...rest, sets: [...rest.sets].sort(), metadata: metadata! };
        const stored = storedAs(next, datestamp);
        if (old && isDeepStrictEqual({ ...stored, datestamp: old.datestamp }, old)) continue;
        records.set(name, stored);
        stamped++;
      }
      return stamped;
    },
    list: (metadataPrefix: string, set?: string): readonly StoredRecord[] =>
      [...records.values()]
        .filter((record) => record.metadataPrefix === metadataPrefix)
        .filter(({ sets }) => set === undefined || sets.some((leaf) => leaf === set || leaf.startsWith(`${set}:`)))
        .sort((a, b) => a.datestamp - b.datestamp || (a.identifier < b.identifier ? -1 : 1)),
  };
};

const expectSame = async (store: Store, model: ReturnType<typeof createModel>, limit: number): Promise<void> => {
  for (const metadataPrefix of PREFIXES) {
    for (const set of [undefined, ...SETS]) {
      const query = { metadataPrefix, ...(set !== undefined && { set }) };
      const expected = model.list(metadataPrefix, set);
      expect(await listAll(store, query, limit)).toEqual(expected);
      expect(await store.countRecords({ ...query, until: NO_END })).toBe(expected.length);
      const middle = expected[expected.length >> 1]?.datestamp;
      if (middle === undefined) continue;
      expect(await listAll(store, { ...query, from: middle }, limit)).toEqual(expected.filter(({ datestamp }) => datestamp >= middle));
      const until = expected.filter(({ datestamp }) => datestamp <= middle);
      expect(await listAll(store, { ...query, until: middle }, limit)).toEqual(until);
      expect(await store.countRecords({ ...query, until: middle })).toBe(until.length);
    }
  }
  for (const record of model.records.values()) {
    expect(await store.findRecord(record.identifier, record.metadataPrefix)).toEqual(record);
  }
  const publications = [...model.publications.values()].sort((a, b) => (a.publication.id < b.publication.id ? -1 : 1));
  expect(await store.listPublications({ limit: 100 })).toEqual(publications);
  for (const number of [0, 1, 2, 3]) {
    const isbn = isbnOf(number) as Isbn;
    const holds = ({ publication: { manifestations } }: StoredPublication): boolean =>
      manifestations.some((each) => each.isbn?.kind === 'valid' && each.isbn.isbn === isbn);
    expect(await store.findPublicationByIsbn(isbn)).toEqual(publications.find(holds));
  }
};

const runScript = async (isLasting: boolean, steps: readonly Step[], limit: number): Promise<void> => {
  const clock = createTestClock();
  let disk = createSimulatedDisk();
  const open = (): Promise<Store> =>
    isLasting ? openLowdbStore({ directory: '/store', wallClock: clock, disk }) : Promise.resolve(createMemoryStore({ wallClock: clock }));
  let store = await open();
  const model = createModel();
  const installation = await store.readInstallation();
  let settled = 0;
  let stamp = 0;
  for (const each of steps) {
    switch (each.kind) {
      case 'commit': {
        const revisionOf = ({ id }: Publication): number => model.publications.get(id)?.revision ?? 0;
        const publications = each.publications.map((one) => ({ publication: one, sawRevision: revisionOf(one) + Number(each.stale) }));
        const commit = store.commit({ publications, records: each.records });
        if (each.stale && publications.length > 0) {
          await expect(commit).rejects.toMatchObject({ code: 'conflict' });
          break;
        }
        const { datestamp, stamped } = await commit;
        expect(stamped).toBe(model.put(each.records, datestamp));
        for (const one of each.publications) model.publications.set(one.id, { publication: one, revision: revisionOf(one) + 1 });
        expect(datestamp).toBeGreaterThan(settled);
        expect(datestamp).toBeGreaterThanOrEqual(stamp);
        expect(datestamp).toBeGreaterThanOrEqual(installation.earliestDatestamp);
        stamp = datestamp;
        break;
      }
      case 'move':
        clock.move(each.seconds);
        break;
      case 'reopen':
        if (!isLasting) break;
        if (each.how === 'close') await store.close();
        disk = each.how === 'close' || each.how === 'kill' ? disk.afterKill() : disk.afterPowerCut(each.how);
        store = await open();
        expect(await store.readInstallation()).toEqual(installation);
        break;
    }
    const bounds = await store.readBounds();
    expect(bounds.settled).toBeGreaterThanOrEqual(settled);
    expect(bounds.settled).toBe(bounds.now - 1);
    settled = bounds.settled;
    await expectSame(store, model, limit);
  }
};

describe.each([
  ['lowdb', true],
  ['memory', false],
])('a store (%s) against a plain model', (_, isLasting) => {
  it('holds, lists and counts the same after any changes, moves of the clock and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer({ min: 1, max: 6 }), (steps, limit) =>
        runScript(isLasting, steps, limit),
      ),
      { numRuns: runs },
    );
  });
});
