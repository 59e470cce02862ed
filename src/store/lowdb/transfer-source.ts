import path from 'node:path';
import type { AccountContents } from '../account-contents.js';
import { StoreError, type StoredRecord } from '../ports.js';
import type { Run, RunStore } from '../run-ports.js';
import { compareCodeUnits } from '../sorted.js';
import type { WorkTies } from '../tie-ports.js';
import {
  transferKeyOf,
  type OnceRow,
  type TransferKind,
  type TransferRecord,
  type TransferRow,
  type TransferSource,
} from '../transfer-ports.js';
import { createAccountFile } from './account-file.js';
import { openAuditFile } from './audit-file.js';
import { nodeDisk, type Disk } from './disk.js';
import { codeOf, unavailable } from './fault.js';
import { readCeiling } from './kept-clock.js';
import { loadAnyDirectory, type LoadedGeneration } from './loading.js';
import { finishRestore } from './putting-back.js';
import { openRunFiles } from './run-files.js';
import type { Shard } from './shard.js';
import { readSideFiles } from './side-files.js';
import { openTieFile } from './tie-file.js';
import { pagesAlong, pagesOf, type ReadPage } from './transfer-pages.js';
import { refuseUnfinishedMove } from './unfinished.js';
import type { WarnOperator } from './warning.js';

export interface TransferDirectory {
  readonly directory: string;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}

/**
 * Everything that an embedded store keeps, as rows. It holds the store's lock, and changes nothing.
 * @throws StoreError `locked` while a service runs on it, `damaged`, `newer`, or `unavailable` where there is none
 */
export const openLowdbTransferSource = async ({
  directory,
  onWarning = () => undefined,
  disk = nodeDisk,
}: TransferDirectory): Promise<TransferSource> => {
  const root = path.resolve(directory);
  const unlock = await lockFound(disk, root);
  try {
    await refuseUnfinishedMove(disk, root);
    await finishRestore(disk, root);
    return { ...(await readDirectory(disk, root, onWarning)), close: unlock };
  } catch (cause) {
    await unlock();
    throw unavailable(root, 'be read', cause);
  }
};

const lockFound = async (disk: Disk, root: string): Promise<() => Promise<void>> => {
  try {
    await disk.list(root);
    return await disk.lock(root);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') throw new StoreError('unavailable', `there is no store in ${root}. STORE_DIR names the directory`);
    throw unavailable(root, 'be read', cause);
  }
};

type Pages = { readonly [Kind in TransferKind]: ReadPage<TransferRow<Kind>> };

/** For whoever holds the lock. */
export const readDirectory = async (disk: Disk, root: string, onWarning: WarnOperator): Promise<Omit<TransferSource, 'close'>> => {
  const loaded = await loadAnyDirectory(disk, root);
  if (!loaded) throw new StoreError('unavailable', `there is no store in ${root}. STORE_DIR names the directory`);
  const { manifest } = loaded.current;
  const pages = await readAll(disk, root, loaded.current, onWarning);
  return {
    name: `the store in ${root}`,
    readState: async () => `lowdb ${manifest.installation.epoch} ${manifest.generation}`,
    readPage: (kind, page) => pages[kind](page),
    readClock: async () => Math.max((await readCeiling(disk, root)) ?? 0, manifest.clockMark),
  };
};

const readAll = async (disk: Disk, root: string, { manifest, shards }: LoadedGeneration, onWarning: WarnOperator): Promise<Pages> => {
  const here = { directory: root, disk, onWarning };
  const accounts = await createAccountFile(disk, root).read();
  const audit = await openAuditFile(disk, root, onWarning);
  const runs = await openRunFiles(here);
  const runList = [...(await runs.listRuns({ limit: ALL }))].sort((a, b) => compareCodeUnits(a.id, b.id));
  const inShards = <Row>(rowsIn: (shard: Shard) => Iterable<Row>): readonly Row[] =>
    [...shards.values()].flatMap((shard) => [...rowsIn(shard)]);
  return {
    once: plain('once', onceOf(manifest, accounts, await readSideFiles(here))),
    publications: plain(
      'publications',
      inShards(({ publications }) => publications.values()),
    ),
    records: pagesOf(
      inShards(({ items }) => [...items.values()].flat()),
      ({ identifier, metadataPrefix }) => [identifier, metadataPrefix],
      transferRecord,
    ),
    harvested: plain(
      'harvested',
      inShards(({ harvested }) => harvested.values()),
    ),
    quarantined: plain(
      'quarantined',
      inShards(({ quarantined }) => quarantined.values()),
    ),
    links: plain(
      'links',
      inShards(({ links }) => links.values()),
    ),
    sources: plain('sources', manifest.sources),
    runs: plain('runs', runList),
    reports: pagesAlong(
      () => readReports(runs, runList),
      (row) => transferKeyOf('reports', row),
    ),
    entries: pagesAlong(
      () => readEntries(runs, runList),
      (row) => transferKeyOf('entries', row),
    ),
    accounts: plain('accounts', accounts?.accounts.values() ?? []),
    sessions: plain('sessions', accounts?.sessions.values() ?? []),
    tokens: plain('tokens', accounts?.tokens.values() ?? []),
    audit: plain('audit', await audit.list({ limit: ALL })),
    ties: plain('ties', await readTies(here)),
  };
};

/** Whoever opens an embedded store has it in memory. */
const ALL = Number.MAX_SAFE_INTEGER;

const plain = <Kind extends TransferKind>(kind: Kind, rows: Iterable<TransferRow<Kind>>): ReadPage<TransferRow<Kind>> =>
  pagesOf(
    rows,
    (row) => transferKeyOf(kind, row),
    (row) => row,
  );

const onceOf = (
  { installation, statements }: LoadedGeneration['manifest'],
  accounts: AccountContents | null,
  { notices, visits }: Awaited<ReturnType<typeof readSideFiles>>,
): readonly OnceRow[] => [
  { name: 'installation', value: installation },
  { name: 'statements', value: statements },
  { name: 'notices', value: notices },
  { name: 'visits', value: visits },
  ...(accounts ? [{ name: 'cookieKey', value: accounts.cookieKey } as const] : []),
  ...(accounts?.setUpLink ? [{ name: 'setUpLink', value: accounts.setUpLink } as const] : []),
];

const transferRecord = ({ metadata, about, ...header }: StoredRecord): TransferRecord => ({
  ...header,
  ...(metadata && { metadata: textOf(metadata) }),
  about: about.map(textOf),
});

const textOf = (rendered: Uint8Array): string => Buffer.from(rendered.buffer, rendered.byteOffset, rendered.length).toString('utf8');

async function* readReports(runs: RunStore, list: readonly Run[]): AsyncGenerator<TransferRow<'reports'>> {
  for (const { id } of list) {
    const report = await runs.findReport(id);
    if (report !== undefined) yield { run: id, report };
  }
}

async function* readEntries(runs: RunStore, list: readonly Run[]): AsyncGenerator<TransferRow<'entries'>> {
  for (const { id } of list) {
    let number = 0;
    for await (const entry of runs.readEntries(id)) yield { run: id, number: (number += 1), entry };
  }
}

const readTies = async (here: Required<TransferDirectory>): Promise<readonly WorkTies[]> => {
  const page = await openTieFile(here).listChanged({ limit: ALL });
  return page.map(({ row }) => row);
};
