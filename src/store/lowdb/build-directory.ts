import path from 'node:path';
import { accountKeyOf } from '../account-contents.js';
import { StoreError, type StoredRecord } from '../ports.js';
import type { OnceRow, TransferRecord } from '../transfer-ports.js';
import { createAccountFile } from './account-file.js';
import { AUDIT_FILE } from './audit-file.js';
import { formatAuditLine } from './audit-lines.js';
import type { Disk } from './disk.js';
import { unavailable } from './fault.js';
import { createGenerations } from './generations.js';
import { CLOCK_FILE, formatCeiling } from './kept-clock.js';
import type { Manifest } from './manifest.js';
import { replaceFile } from './replace-file.js';
import { openRunFiles } from './run-files.js';
import { SHARD_DIRECTORY } from './shard-file.js';
import { writeSideFiles } from './side-files.js';
import { openTieFile, TIE_FILE } from './tie-file.js';
import type { GatheredRows } from './transfer-batches.js';

/** Makes all files of a store from rows, as generation 1. Whatever lies there of an earlier attempt is written over. @param clock in ms */
export const buildDirectory = async (disk: Disk, root: string, rows: GatheredRows, clock: number): Promise<void> => {
  const once = onceIn(rows.once);
  if (!once.installation) throw new StoreError('damaged', `no installation has come to the store in ${root}: its source was never used`);
  await disk.makeDirectory(path.join(root, SHARD_DIRECTORY));
  await writeAccounts(disk, root, rows, once);
  await writeWhole(disk, root, AUDIT_FILE, rows.audit.map(formatAuditLine).join(''));
  await writeSideFiles({ directory: root, disk, onWarning: () => undefined }, once);
  await writeTies(disk, root, rows);
  await writeRuns(disk, root, rows);
  const ceiling = rows.records.reduce((latest, { datestamp }) => Math.max(latest, (datestamp + 1) * 1000), clock);
  await writeWhole(disk, root, CLOCK_FILE, formatCeiling(ceiling));
  await writeGeneration(disk, root, rows, { ...EMPTY, installation: once.installation, clockMark: ceiling }, once.statements ?? []);
};

type Once = { readonly [Row in OnceRow as Row['name']]?: Row['value'] };

const onceIn = (rows: readonly OnceRow[]): Once => Object.fromEntries(rows.map(({ name, value }) => [name, value]));

const EMPTY: Omit<Manifest, 'installation' | 'clockMark'> = { generation: 0, statements: [], sources: [], files: [] };

const writeGeneration = async (
  disk: Disk,
  root: string,
  { publications, records, harvested, quarantined, links, sources }: GatheredRows,
  manifest: Manifest,
  statements: Manifest['statements'],
): Promise<void> => {
  const generations = createGenerations(disk, root, { current: { manifest, shards: new Map() }, previous: undefined, lastGeneration: 0 });
  await generations.save({
    publications,
    records: records.map(storedRecord),
    harvest: { harvested, quarantined: { put: quarantined, removed: [] }, links: { put: links, removed: [] }, sources },
    statements,
    clockMark: manifest.clockMark,
  });
};

const storedRecord = ({ metadata, about, ...header }: TransferRecord): StoredRecord => ({
  ...header,
  ...(metadata !== undefined && { metadata: Buffer.from(metadata) }),
  about: about.map((part) => Buffer.from(part)),
});

const writeAccounts = async (disk: Disk, root: string, { accounts, sessions, tokens }: GatheredRows, once: Once): Promise<void> => {
  if (once.cookieKey === undefined) return;
  await createAccountFile(disk, root).write({
    cookieKey: once.cookieKey,
    ...(once.setUpLink && { setUpLink: once.setUpLink }),
    accounts: new Map(accounts.map((account) => [accountKeyOf(account.name), account])),
    sessions: new Map(sessions.map((session) => [session.idHash, session])),
    tokens: new Map(tokens.map((token) => [token.id, token])),
  });
};

const writeRuns = async (disk: Disk, root: string, { runs, reports, entries }: GatheredRows): Promise<void> => {
  const files = await openRunFiles({ directory: root, disk });
  for (const run of runs) await files.saveRun(run);
  for (const { run, report } of reports) await files.saveReport(run, report);
  for (const { run, number, entry } of entries) await files.appendEntry(run, number, entry);
};

const WORKS_A_LINE = 100;

/** What was looked for longest ago comes first, as it does where it came from. */
const writeTies = async (disk: Disk, root: string, { ties }: GatheredRows): Promise<void> => {
  await disk.remove(path.join(root, TIE_FILE));
  const memory = openTieFile({ directory: root, disk });
  const lastLook = ({ checked, failed }: GatheredRows['ties'][number]): string => [checked ?? '', failed?.at ?? ''].sort().at(-1) ?? '';
  const inOrder = [...ties].sort((a, b) => (lastLook(a) < lastLook(b) ? -1 : 1));
  for (let start = 0; start < inOrder.length; start += WORKS_A_LINE) await memory.put(inOrder.slice(start, start + WORKS_A_LINE));
};

const writeWhole = async (disk: Disk, root: string, name: string, text: string): Promise<void> => {
  const outcome = await replaceFile(disk, path.join(root, name), text);
  if (outcome.kind !== 'replaced') throw unavailable(root, `write ${name}`, outcome.cause);
};
