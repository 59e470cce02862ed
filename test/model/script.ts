import fc from 'fast-check';

export const SETS = ['own', 'own:online', 'own:print', 'older'] as const;
/** As stored. */
export const PREFIXES = ['oai_dc', 'marcxml'] as const;
/** Leaf sets that a record can have. */
export const MEMBERSHIPS: readonly (readonly string[])[] = [['own:online'], ['own:print'], ['older'], ['older', 'own:online'], []];
export const STARTS = ['2024-02-28T23:59:57.300Z', '2023-07-01T12:00:00.000Z'] as const;

type Prefix = 'oai_dc' | 'marcxml' | 'marc21';
export type ListVerb = 'ListIdentifiers' | 'ListRecords';

/**
 * How harvesters in use choose their next `from`. A: responseDate of the first page · B: that, overlapped by one granule ·
 * C: newest stamp seen · D: that + 1 s · E: newest stamp seen, also when it starts again in the middle of a list · F: as A,
 * of one set.
 */
export interface HarvesterPlan {
  readonly variant: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  readonly verb: ListVerb;
  readonly metadataPrefix: Prefix;
  /** Of variant F only. */
  readonly set: (typeof SETS)[number];
  /** Variant D counts in seconds whatever is said here. */
  readonly granularity: 'day' | 'seconds';
}

/** Numbers name things among those there are, by remainder, so that a shrunk script still means something. */
export type Command =
  | { readonly do: 'create'; readonly formats: number; readonly membership: number }
  | { readonly do: 'update' | 'delete' | 'undelete'; readonly item: number; readonly formats: number }
  | { readonly do: 'moveSet'; readonly item: number; readonly membership: number }
  /** The same contents once more. */
  | { readonly do: 'repeat'; readonly item: number }
  | { readonly do: 'bulkLoad'; readonly count: number }
  | { readonly do: 'crosswalkBump'; readonly metadataPrefix: 'oai_dc' | 'marcxml' }
  | { readonly do: 'tick'; readonly milliseconds: number }
  | { readonly do: 'clockBack'; readonly seconds: number }
  | { readonly do: 'beginSlowWrite'; readonly change: 'create' | 'update' | 'delete'; readonly item: number; readonly stage: number }
  /** An update, while an operation of the disk fails. */
  | { readonly do: 'writeOnBadDisk'; readonly item: number; readonly operations: number; readonly effect: 'without effect' | 'with effect' }
  | { readonly do: 'endSlowWrite' | 'restart' | 'crash' | 'expire' }
  | { readonly do: 'startHarvest' | 'nextPage'; readonly reader: number }
  | { readonly do: 'reissue'; readonly reader: number; readonly back: number }
  /** The client gets `permille` of the answer and asks again. */
  | { readonly do: 'dropResponse'; readonly reader: number; readonly permille: number }
  | { readonly do: 'storeFault' | 'tamperToken'; readonly reader: number }
  /** A list that no harvester keeps, with bounds of its own in seconds before now. */
  | {
      readonly do: 'browse';
      readonly verb: ListVerb;
      readonly metadataPrefix: Prefix;
      readonly set: number;
      readonly fromBack: number;
      readonly untilBack: number;
      readonly granularity: 'day' | 'seconds';
    };

export interface Script {
  readonly pageSize: number;
  readonly start: (typeof STARTS)[number];
  readonly responseDate: 'honest' | 'pinned';
  /** Items that are there from the start, all with one stamp. */
  readonly preload: number;
  readonly harvesters: readonly HarvesterPlan[];
  readonly commands: readonly Command[];
}

const item = fc.nat(39);
const reader = fc.nat(3);
const formats = fc.nat(2);
const membership = fc.nat(MEMBERSHIPS.length - 1);
const prefix = fc.constantFrom<Prefix[]>('oai_dc', 'marcxml', 'marc21');
const verb = fc.constantFrom<ListVerb[]>('ListRecords', 'ListIdentifiers');
const granularity = fc.constantFrom<('seconds' | 'day')[]>('seconds', 'day');

const command = (): fc.Arbitrary<Command> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('create' as const), formats, membership }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('update' as const), item, formats }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), item, formats }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('undelete' as const), item, formats }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('moveSet' as const), item, membership }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), item }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('bulkLoad' as const), count: fc.integer({ min: 2, max: 9 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('crosswalkBump' as const), metadataPrefix: fc.constantFrom('oai_dc', 'marcxml') }),
    },
    {
      weight: 10,
      arbitrary: fc.record({ do: fc.constant('tick' as const), milliseconds: fc.constantFrom(0, 300, 700, 1000, 2000, 3000) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('clockBack' as const), seconds: fc.integer({ min: 1, max: 3600 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('beginSlowWrite' as const),
        change: fc.constantFrom('create', 'update', 'delete'),
        item,
        stage: fc.nat(3),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('writeOnBadDisk' as const),
        item,
        operations: fc.nat(12),
        effect: fc.constantFrom('without effect', 'with effect'),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('endSlowWrite' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('startHarvest' as const), reader }) },
    { weight: 22, arbitrary: fc.record({ do: fc.constant('nextPage' as const), reader }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('reissue' as const), reader, back: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('dropResponse' as const), reader, permille: fc.nat(999) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('storeFault' as const), reader }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('tamperToken' as const), reader }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('browse' as const),
        verb,
        metadataPrefix: prefix,
        set: fc.nat(SETS.length),
        fromBack: fc.nat(8),
        untilBack: fc.nat(4),
        granularity,
      }),
    },
  );

const harvester: fc.Arbitrary<HarvesterPlan> = fc.record({
  variant: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
  verb,
  metadataPrefix: prefix,
  set: fc.constantFrom(...SETS),
  granularity,
});

/** Without fast-check's liking for small values: short scripts find little, and shrinking makes them short in the end. */
export const arbitraryScript: fc.Arbitrary<Script> = fc.noBias(
  fc.record({
    pageSize: fc.integer({ min: 1, max: 5 }),
    start: fc.constantFrom(...STARTS),
    responseDate: fc.constantFrom('honest', 'pinned'),
    preload: fc.nat(12),
    harvesters: fc.array(harvester, { minLength: 1, maxLength: 3 }),
    commands: fc.array(command(), { maxLength: 60, size: 'max' }),
  }),
);
