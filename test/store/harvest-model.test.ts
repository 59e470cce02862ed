import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { HarvestedRecord, HarvestedState, Link, QuarantinedRecord } from '../../src/store/harvest-ports.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/ports.js';
import { harvestedOf, linkOf, localIdOf, OAI, quarantinedOf, readPages, SRU, theirIdentifierOf } from './harvest-samples.js';
import { createTestClock } from './samples.js';
import { createSimulatedDisk } from './simulated-disk.js';

const STATES: readonly HarvestedState[] = ['live', 'deleted', 'retired', 'outOfScope'];
const SOURCES = [SRU, OAI];

const number = fc.integer({ min: 1, max: 12 });
const source = fc.constantFrom(...SOURCES);

const record = fc
  .record({ of: number, source, state: fc.constantFrom(...STATES), identifier: number, aliases: fc.uniqueArray(number, { maxLength: 2 }) })
  .map(({ of, identifier, aliases, ...rest }) =>
    harvestedOf(of, { ...rest, identifier: theirIdentifierOf(identifier), aliases: aliases.map(theirIdentifierOf) }),
  );
const quarantined = fc.record({ of: number, source, runs: number }).map(({ of, ...rest }) => quarantinedOf(of, rest));
const link = fc
  .record({ theirs: number, ours: number, status: fc.constantFrom('linked' as const, 'review', 'refused') })
  .map(({ theirs, ours, status }) => linkOf(theirs, ours, { status }));

type Step =
  | {
      readonly kind: 'commit';
      readonly harvested: readonly HarvestedRecord[];
      readonly quarantine: { readonly put: readonly QuarantinedRecord[]; readonly remove: readonly QuarantinedRecord[] };
      readonly links: { readonly put: readonly Link[]; readonly remove: readonly Link[] };
      readonly moves: string | undefined;
      readonly stale: boolean;
    }
  | { readonly kind: 'reopen'; readonly how: 'close' | 'kill' | 'drops' | 'keeps' };

const rows = <Row>(of: fc.Arbitrary<Row>) => fc.record({ put: fc.array(of, { maxLength: 5 }), remove: fc.array(of, { maxLength: 4 }) });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      harvested: fc.array(record, { maxLength: 5 }),
      quarantine: rows(quarantined),
      links: rows(link),
      moves: fc.option(source, { nil: undefined }),
      stale: fc.integer({ min: 0, max: 5 }).map((throwOfDie) => throwOfDie === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reopen' as const), how: fc.constantFrom('close' as const, 'kill', 'drops', 'keeps') }),
  },
);

/** What a store should hold, said as plainly as can be. */
const createModel = () => ({
  harvested: new Map<string, HarvestedRecord>(),
  quarantined: new Map<string, QuarantinedRecord>(),
  links: new Map<string, Link>(),
  revisions: new Map<string, number>(),
});

type Key = readonly [string, string];
const recordKey = ({ localId, source: of }: HarvestedRecord): Key => [localId, of];
const quarantineKey = ({ source: of, identifier }: QuarantinedRecord): Key => [of, identifier];
const linkKey = ({ theirs, ours }: Link): Key => [theirs, ours];

const sorted = <Row>(given: Iterable<Row>, keyOf: (row: Row) => Key): readonly Row[] => {
  const compare = ([a, b]: Key, [c, d]: Key): number => (a < c ? -1 : a > c ? 1 : b < d ? -1 : 1);
  return [...given].sort((one, other) => compare(keyOf(one), keyOf(other)));
};

const change = <Row>(
  map: Map<string, Row>,
  { put, remove = [] }: { readonly put: readonly Row[]; readonly remove?: readonly Row[] },
  keyOf: (row: Row) => Key,
): void => {
  for (const row of remove) map.delete(keyOf(row).join('|'));
  for (const row of put) map.set(keyOf(row).join('|'), row);
};

const expectSame = async (store: Store, model: ReturnType<typeof createModel>, limit: number): Promise<void> => {
  const harvested = sorted(model.harvested.values(), recordKey);
  const links = sorted(model.links.values(), linkKey);
  const listed = await readPages<HarvestedRecord>((after) => store.listHarvested({ ...(after && { after }), limit }));
  expect(listed.flat()).toEqual(harvested);
  expect((await readPages<Link>((after) => store.listLinks({ ...(after && { after }), limit }))).flat()).toEqual(links);
  for (const of of SOURCES) {
    const own = harvested.filter((each) => each.source === of);
    const page = await readPages<HarvestedRecord>((after) => store.listHarvested({ source: of, ...(after && { after }), limit }));
    expect(page.flat()).toEqual(own);
    const held = await readPages<QuarantinedRecord>((after) =>
      store.listQuarantined({ source: of, ...(after && { after: after.identifier }), limit }),
    );
    expect(held.flat()).toEqual(sorted(model.quarantined.values(), quarantineKey).filter((each) => each.source === of));
    for (const state of STATES) expect(await store.countHarvested(of, state)).toBe(own.filter((each) => each.state === state).length);
    expect((await store.readSource(of)).revision).toBe(model.revisions.get(of) ?? 0);
    for (let each = 1; each <= 12; each++) {
      expect(await store.findHarvested(of, localIdOf(each))).toEqual(own.find(({ localId }) => localId === localIdOf(each)));
      const identifier = theirIdentifierOf(each);
      const [have, had] = [own.filter((one) => one.identifier === identifier), own.filter(({ aliases }) => aliases.includes(identifier))];
      const first = [have, had].map((group) => group.find(({ state }) => state === 'live') ?? group[0]).find((one) => one !== undefined);
      expect(await store.findHarvestedByIdentifier(of, identifier)).toEqual(first);
    }
  }
  for (let each = 1; each <= 12; each++) {
    expect(await store.listHarvestedOf(localIdOf(each))).toEqual(harvested.filter(({ localId }) => localId === localIdOf(each)));
    expect(await store.listLinksOf(localIdOf(each))).toEqual(links.filter(({ theirs }) => theirs === localIdOf(each)));
  }
};

const runScript = async (isLasting: boolean, steps: readonly Step[], limit: number): Promise<void> => {
  const clock = createTestClock();
  let disk = createSimulatedDisk();
  const open = (): Promise<Store> =>
    isLasting ? openLowdbStore({ directory: '/store', wallClock: clock, disk }) : Promise.resolve(createMemoryStore({ wallClock: clock }));
  let store = await open();
  const model = createModel();
  for (const each of steps) {
    switch (each.kind) {
      case 'commit': {
        const { moves, stale, harvested, quarantine, links } = each;
        const revision = model.revisions.get(moves ?? '') ?? 0;
        const moved = moves !== undefined && { source: { source: moves, sawRevision: revision + Number(stale), volumes: [] } };
        const commit = store.commit({ harvested, quarantine, links, ...moved });
        if (stale && moves !== undefined) {
          await expect(commit).rejects.toMatchObject({ code: 'conflict' });
          break;
        }
        await commit;
        change(model.harvested, { put: harvested }, recordKey);
        change(model.quarantined, quarantine, quarantineKey);
        change(model.links, links, linkKey);
        if (moves !== undefined) model.revisions.set(moves, revision + 1);
        break;
      }
      case 'reopen':
        if (!isLasting) break;
        if (each.how === 'close') await store.close();
        disk = each.how === 'close' || each.how === 'kill' ? disk.afterKill() : disk.afterPowerCut(each.how);
        store = await open();
        break;
    }
  }
  await expectSame(store, model, limit);
};

describe.each([
  ['lowdb', true],
  ['memory', false],
])('what a store keeps of harvests (%s) against a plain model', (_, isLasting) => {
  it('is found, listed and counted the same after any changes and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 6 }), (steps, limit) =>
        runScript(isLasting, steps, limit),
      ),
      { numRuns: process.env['LONG'] ? 1000 : 40 },
    );
  });
});
