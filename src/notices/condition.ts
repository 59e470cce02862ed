/** How a source is doing, as far as somebody may have to be told. All times are ISO 8601 in UTC. */
export interface SourceCondition {
  readonly source: string;
  /** The last harvest that failed, where none since has made good what it was to do. */
  readonly failed?: RunMention;
  /** A harvest that waits for a person's word. */
  readonly held?: RunMention;
  /** The last times of its schedule at which nothing was begun, newest last. */
  readonly missed: readonly string[];
  /** Of its last complete list, as long as there was one. */
  readonly volume?: Volume;
  readonly quarantine: readonly QuarantineStay[];
}

export interface RunMention {
  readonly run: string;
  readonly at: string;
  /** The run's own words, English. */
  readonly message: string;
}

export interface Volume {
  /** Wanted records. */
  readonly records: number;
  /** Why that is not as usual, a sentence in English; absent where it is. */
  readonly odd?: string;
  readonly run?: string;
}

export interface QuarantineStay {
  readonly since: string;
  /** Harvests in a row that could not read it. */
  readonly runs: number;
}

/** Something at one source that a person should know of. */
export type Trouble = { readonly source: string } & TroubleKind;

type TroubleKind =
  | ({ readonly cause: 'failed' } & RunMention)
  | ({ readonly cause: 'needs-approval' } & RunMention)
  | { readonly cause: 'missed-schedules'; readonly times: readonly string[] }
  | { readonly cause: 'odd-volume'; readonly records: number; readonly message?: string; readonly run?: string }
  | { readonly cause: 'old-quarantine'; readonly count: number; readonly oldest: string; readonly mostRuns: number };

export interface TroubleLimits {
  /** Days that a record may lie in quarantine. */
  readonly quarantineDays: number;
  /** In ms since the epoch. */
  readonly now: number;
}

/** Harvests in a row that one record may fail. */
const PATIENT_RUNS = 3;
/** One time can pass while a long harvest of another kind is under way. */
const MISSED_TIMES = 2;
const DAY_MS = 86_400_000;

/** At most one of each cause. */
export const findTroubles = (condition: SourceCondition, limits: TroubleLimits): readonly Trouble[] => {
  const { source, failed, held, missed, volume } = condition;
  const old = oldStays(condition, limits);
  const [oldest] = old.map(({ since }) => since).sort();
  const kinds: readonly (TroubleKind | undefined)[] = [
    failed && { cause: 'failed', ...failed },
    held && { cause: 'needs-approval', ...held },
    missed.length < MISSED_TIMES ? undefined : { cause: 'missed-schedules', times: missed },
    volume && isOdd(volume) ? oddVolume(volume) : undefined,
    oldest === undefined
      ? undefined
      : { cause: 'old-quarantine', count: old.length, oldest, mostRuns: Math.max(...old.map(({ runs }) => runs)) },
  ];
  return kinds.flatMap((kind) => (kind === undefined ? [] : [{ source, ...kind }]));
};

const isOdd = ({ records, odd }: Volume): boolean => records === 0 || odd !== undefined;

const oddVolume = ({ records, odd, run }: Volume): TroubleKind => ({
  cause: 'odd-volume',
  records,
  ...(odd !== undefined && { message: odd }),
  ...(run !== undefined && { run }),
});

const oldStays = ({ quarantine }: SourceCondition, { quarantineDays, now }: TroubleLimits): readonly QuarantineStay[] =>
  quarantine.filter(({ since, runs }) => runs > PATIENT_RUNS || now - Date.parse(since) > quarantineDays * DAY_MS);
