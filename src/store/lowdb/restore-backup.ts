import path from 'node:path';
import type { WallClock } from '../../platform/clock.js';
import { ACCOUNT_FILE, createAccountFile } from './account-file.js';
import { AUDIT_FILE } from './audit-file.js';
import { readBackup, readBackupFile, type BackupManifest } from './backup-manifest.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { CLOCK_FILE, formatCeiling, readCeiling } from './kept-clock.js';
import { readManifest } from './loading.js';
import { MANIFEST_FILE } from './manifest.js';
import { beginExchange, finishRestore, removeFolder, RESTORING_DIRECTORY } from './putting-back.js';
import { replaceFile } from './replace-file.js';
import { adoptLocked } from './restore.js';
import { listStoreFiles, namesIn } from './store-files.js';
import { refuseUnfinishedMove } from './unfinished.js';
import type { WarnOperator } from './warning.js';

export interface RestoreBackupOptions {
  readonly directory: string;
  readonly backup: string;
  /** `kept`: those that are there stay, and those of the backup come where there are none · `taken`: those of the backup come in any case. */
  readonly accounts: 'kept' | 'taken';
  readonly wallClock: WallClock;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}

export interface RestoredBackup {
  readonly backup: BackupManifest;
  /** Records that got a new datestamp: all of them. */
  readonly restamped: number;
  /** The folder in which what was there lies; absent where nothing was. */
  readonly aside?: string;
  readonly accounts: 'kept' | 'taken';
}

/**
 * Puts a backup in the place of the store. All of it is checked and made ready beside the store first: with a new epoch, and with new
 * datestamps, not before any that the store there has given, so that harvesters fetch everything again. Then one small file makes it the
 * store; whoever is stopped before leaves the store as it was, and whoever is stopped after has the rest done by the next who opens it.
 * @throws StoreError `locked` while a service runs on it, `damaged` when the backup is, `newer`, `unavailable`
 */
export const restoreBackup = async ({
  directory,
  backup: from,
  accounts,
  wallClock,
  onWarning = () => undefined,
  disk = nodeDisk,
}: RestoreBackupOptions): Promise<RestoredBackup> => {
  const [root, source] = [path.resolve(directory), path.resolve(from)];
  try {
    const backup = await readBackup(disk, source);
    await disk.makeDirectory(root);
    const unlock = await disk.lock(root);
    try {
      await refuseUnfinishedMove(disk, root);
      await finishRestore(disk, root);
      const hasAccounts = (await disk.sizeOf(path.join(root, ACCOUNT_FILE))) !== undefined;
      const hasAudit = (await disk.sizeOf(path.join(root, AUDIT_FILE))) !== undefined;
      const taken = accounts === 'taken' || !hasAccounts;
      const isLeft = (name: string): boolean => (name === ACCOUNT_FILE && !taken) || (name === AUDIT_FILE && hasAudit);
      const ready = path.join(root, RESTORING_DIRECTORY);
      await removeFolder(disk, ready);
      await copyBackup(disk, source, ready, backup, isLeft);
      if (taken) await endSessions(disk, ready);
      await keepClock(disk, ready, await readOldClock(disk, root));
      const { restamped } = await adoptLocked(disk, ready, wallClock, onWarning);
      const hasStore = (await listStoreFiles(disk, root)).some((name) => name !== AUDIT_FILE && name !== ACCOUNT_FILE);
      const aside = await freeName(disk, root, wallClock());
      await beginExchange(disk, root, aside);
      await finishRestore(disk, root);
      return { backup, restamped, ...(hasStore && { aside: path.join(root, aside) }), accounts: taken ? 'taken' : 'kept' };
    } finally {
      await unlock();
    }
  } catch (cause) {
    throw unavailable(root, `be restored from ${source}`, cause);
  }
};

/** Every file is checked, also those that are not put back: a backup that is damaged in one place is not to be trusted in another. */
const copyBackup = async (
  disk: Disk,
  source: string,
  ready: string,
  { files }: BackupManifest,
  isLeft: (name: string) => boolean,
): Promise<void> => {
  const folders = new Set<string>();
  for (const file of files) {
    const bytes = await readBackupFile(disk, source, file);
    if (isLeft(file.name) || file.name.startsWith('settings/')) continue;
    const folder = path.dirname(path.join(ready, file.name));
    if (!folders.has(folder)) await disk.makeDirectory(folder);
    folders.add(folder);
    await disk.write(path.join(ready, file.name), bytes);
  }
  for (const folder of folders) await disk.syncDirectory(folder);
};

/** Whoever signed out since then must not be signed in again. */
const endSessions = async (disk: Disk, ready: string): Promise<void> => {
  const file = createAccountFile(disk, ready);
  const contents = await file.read();
  if (!contents) return;
  const { setUpLink: _, ...others } = contents;
  await file.write({ ...others, sessions: new Map() });
};

/** Milliseconds; 0 where there is no telling. Harvesters have seen stamps up to there, and must see later ones only. */
const readOldClock = async (disk: Disk, root: string): Promise<number> => {
  const manifest = await readManifest(disk, root, MANIFEST_FILE);
  const ceiling = await readCeiling(disk, root).catch(() => undefined);
  return Math.max(ceiling ?? 0, manifest.kind === 'sound' ? manifest.manifest.clockMark : 0);
};

const keepClock = async (disk: Disk, ready: string, least: number): Promise<void> => {
  const ceiling = Math.max(least, (await readCeiling(disk, ready)) ?? 0);
  const outcome = await replaceFile(disk, path.join(ready, CLOCK_FILE), formatCeiling(ceiling));
  if (outcome.kind !== 'replaced') throw outcome.cause;
};

/** `before-restore-20261130T100000Z`, with a number behind it where that is taken. @param now in ms */
const freeName = async (disk: Disk, root: string, now: number): Promise<string> => {
  const taken = await namesIn(disk, root);
  const name = `before-restore-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  for (let number = 2, free = name; ; number++, free = `${name}-${number}`) if (!taken.includes(free)) return free;
};
