import type { Actor } from '../accounts/accounts.js';
import type { Harvests, StartOutcome } from '../harvester/run/harvests.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestStore, QuarantinedRecord } from '../store/harvest-ports.js';
import { runTime } from './run-time.js';

/** A record that could not be read or fetched, with when that was. */
export interface QuarantinedEntry extends QuarantinedRecord {
  /** UTC; of the first and the last run in a row that failed for it. */
  readonly firstAt?: string;
  readonly lastAt?: string;
}

export type QuarantineKey = Pick<QuarantinedRecord, 'source' | 'identifier'>;

export interface QuarantinePage {
  /** By source in the settings' order, then by identifier. */
  readonly records: readonly QuarantinedEntry[];
  /** The key of the last one, where there are more. */
  readonly next?: QuarantineKey;
}

export type RetryOutcome =
  | StartOutcome
  /** None of them is tried: these are in quarantine no more, or never were. */
  | { readonly kind: 'notThere'; readonly ids: readonly string[] };

/** At once, by name; all of a source can be tried however many there are. */
export const MOST_RETRIED = 200;

/** What harvests could not read, kept so that it is tried again with every run. */
export interface Quarantine {
  /** `undefined` when the settings name no such source. */
  list(page: { readonly source?: string; readonly after?: QuarantineKey; readonly limit: number }): Promise<QuarantinePage | undefined>;
  /** For every source of the settings. */
  count(): Promise<readonly { readonly source: string; readonly count: number }[]>;
  /** Starts a harvest of what lies there: all of the source, or those named. */
  retry(actor: Actor, wish: { readonly source: string; readonly ids?: readonly string[] }): Promise<RetryOutcome>;
}

export interface QuarantinePorts {
  readonly store: Pick<HarvestStore, 'listQuarantined'>;
  readonly settings: Pick<Settings, 'sources'>;
  readonly harvests: Pick<Harvests, 'start'>;
}

export const createQuarantine = ({ store, settings, harvests }: QuarantinePorts): Quarantine => {
  const ids = settings.sources.map(({ id }) => id);
  return {
    list: async ({ source, after, limit }) => {
      if (source !== undefined && !ids.includes(source)) return undefined;
      const found: QuarantinedRecord[] = [];
      // What comes after a key of another source begins at the first record of the sources behind it.
      const start = after === undefined ? 0 : Math.max(0, ids.indexOf(after.source));
      for (const id of source === undefined ? ids.slice(start) : [source]) {
        const position = after?.source === id ? { after: after.identifier } : {};
        found.push(...(await store.listQuarantined({ source: id, ...position, limit: limit + 1 - found.length })));
        if (found.length > limit) break;
      }
      const records = found.slice(0, limit).map(withTimes);
      const last = records.at(-1);
      return { records, ...(found.length > limit && last && { next: { source: last.source, identifier: last.identifier } }) };
    },
    count: () => Promise.all(ids.map(async (source) => ({ source, count: await countOf(store, source) }))),
    retry: async ({ name }, { source, ids: named }) => {
      const basis = { source, dryRun: false, approveLargeChange: false, actor: name };
      if (named === undefined) return harvests.start({ ...basis, mode: 'retry-failed' });
      const gone: string[] = [];
      for (const id of named) if (!(await isThere(store, source, id))) gone.push(id);
      return gone.length > 0 ? { kind: 'notThere', ids: gone } : harvests.start({ ...basis, mode: 'records', ids: [...new Set(named)] });
    },
  };
};

/** With the moments that stand in the ids of its runs. */
export const withTimes = (record: QuarantinedRecord): QuarantinedEntry => {
  const [firstAt, lastAt] = [runTime(record.firstRun), runTime(record.lastRun)];
  return { ...record, ...(firstAt !== undefined && { firstAt }), ...(lastAt !== undefined && { lastAt }) };
};

const BATCH = 1000;

const countOf = async (store: QuarantinePorts['store'], source: string): Promise<number> => {
  let count = 0;
  for (let after: string | undefined; ;) {
    const page = await store.listQuarantined({ source, ...(after !== undefined && { after }), limit: BATCH });
    count += page.length;
    after = page.at(-1)?.identifier;
    if (after === undefined) return count;
  }
};

const isThere = async (store: QuarantinePorts['store'], source: string, identifier: string): Promise<boolean> =>
  (await findQuarantined(store, source, identifier)) !== undefined;

/** By the identifier under which it was to be had. */
export const findQuarantined = async (
  store: QuarantinePorts['store'],
  source: string,
  identifier: string,
): Promise<QuarantinedRecord | undefined> => {
  // The store lists from after a key: before the identifier itself comes it without its last character.
  const before = identifier.slice(0, -1);
  for (let after = before; ;) {
    const page = await store.listQuarantined({ source, after, limit: NEIGHBOURS });
    const found = page.find((record) => record.identifier === identifier);
    const last = page.at(-1)?.identifier;
    if (found !== undefined || last === undefined || last > identifier) return found;
    after = last;
  }
};

const NEIGHBOURS = 100;
