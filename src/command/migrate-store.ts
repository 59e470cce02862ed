import type { Config } from '../platform/config.js';
import { ConfigError } from '../platform/config-error.js';
import { openLowdbTransferSource } from '../store/lowdb/transfer-source.js';
import { openLowdbTransferTarget } from '../store/lowdb/transfer-target.js';
import { moveStore, type MoveProgress, type MoveReport } from '../store/move-store.js';
import { openPostgresTransferSource, openPostgresTransferTarget } from '../store/postgres/transfer-database.js';
import { isSameOnBothSides } from '../store/transfer-comparison.js';
import type { TransferSource, TransferTarget } from '../store/transfer-ports.js';
import type { ExitCode, Output, Terminal } from './terminal.js';

export type Adapter = 'lowdb' | 'postgres';

export interface MigrateStoreOptions {
  readonly from: Adapter;
  readonly to: Adapter;
  readonly json: boolean;
}

/** Moves a whole store between STORE_DIR and DATABASE_URL; exit code 0 only when both sides were found the same. */
export const migrateStore = async (config: Config, { from, to, json }: MigrateStoreOptions, terminal: Terminal): Promise<ExitCode> => {
  if (from === to) throw new ConfigError([`--from and --to are both ${from}. One must be lowdb and the other one postgres.`]);
  const { databaseUrl: url } = config;
  if (url === undefined)
    throw new ConfigError(['DATABASE_URL is not set. It names the database to move from or to, STORE_DIR the directory.']);
  const warn = ({ message }: { readonly message: string }): void => {
    terminal.err.write(`${message}\n`);
  };
  const here = { directory: config.storeDirectory, onWarning: warn };
  const source = await (from === 'lowdb' ? openLowdbTransferSource(here) : openPostgresTransferSource({ url }));
  try {
    const target = await (to === 'lowdb' ? openLowdbTransferTarget(here) : openPostgresTransferTarget({ url }));
    try {
      return await moveAndTell(source, target, json, terminal);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};

const moveAndTell = async (source: TransferSource, target: TransferTarget, json: boolean, { out, err }: Terminal): Promise<ExitCode> => {
  const progress = showProgress(err);
  const report = await moveStore({ source, target, onProgress: progress.note });
  progress.end();
  out.write(json ? `${JSON.stringify({ from: source.name, to: target.name, ...report })}\n` : formatReport(report, source, target));
  return report.isDone ? 0 : 1;
};

/** A line that is written over on a terminal; a line for each kind elsewhere. */
const showProgress = (output: Output): { readonly note: (progress: MoveProgress) => void; readonly end: () => void } => {
  const { isTTY } = output;
  let last: MoveProgress | undefined;
  const textOf = ({ step, kind, rows }: MoveProgress): string => `${step} ${kind}: ${rows}`;
  const finish = (): void => {
    if (last) output.write(isTTY ? '\r\u001b[K' : `${textOf(last)}\n`);
  };
  return {
    note: (progress) => {
      if (!isTTY && last && (last.kind !== progress.kind || last.step !== progress.step)) finish();
      if (isTTY) output.write(`\r\u001b[K${textOf(progress)}`);
      last = progress;
    },
    end: finish,
  };
};

const formatReport = ({ comparisons, isDone, resumed }: MoveReport, source: TransferSource, target: TransferTarget): string => {
  const lines = comparisons.map((comparison) => {
    const { kind, source: ours, target: theirs, firstDifference } = comparison;
    const rows = `${kind.padEnd(12)} ${String(ours.rows).padStart(9)}`;
    if (isSameOnBothSides(comparison)) return `${rows}  ${ours.sha256}  same\n`;
    const first = firstDifference === undefined ? '' : `, first at ${firstDifference.join(' ')}`;
    return `${rows}  ${ours.sha256}  DIFFERENT: ${theirs.rows} rows, ${theirs.sha256}${first}\n`;
  });
  const begun = resumed ? 'The move went on where it had been broken off. ' : '';
  const end = isDone
    ? `${begun}${capital(target.name)} is the same as ${source.name} and can be used. ` +
      'Keep the old one untouched until you are content; then only one of the two may serve.\n'
    : `${begun}${capital(target.name)} is not the same as ${source.name}, and cannot be used. Something wrote to one of them meanwhile. ` +
      'Stop whatever does, empty the target and begin anew.\n';
  return `${lines.join('')}${end}`;
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
