import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { createPublicationActs } from '../administration/publication-acts.js';
import type { ManifestationKind } from '../catalogue/publication.js';
import type { Correction } from '../intake/corrections.js';
import { exportCatalogue } from '../intake/export.js';
import { formatImportReport } from '../intake/report-text.js';
import { isClean } from '../intake/report.js';
import { runAdminCommand } from './run-admin-command.js';
import { runHarvestCommand } from './run-harvest-command.js';
import type { Services } from './services.js';
import type { StoreCommand } from './store-command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Runs one command on an open store; `signal` says that it should end as soon as it can. What it finds wrong it prints; only the store's own failure is thrown. */
export const runStoreCommand = async (
  services: Services,
  command: StoreCommand,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> => {
  const { store } = services;
  switch (command.kind) {
    case 'import':
      return importFiles(services, command, terminal);
    case 'export':
      for await (const line of exportCatalogue(store)) {
        terminal.out.write(line);
        await terminal.out.drain?.();
      }
      return 0;
    case 'isbn':
    case 'withdraw':
    case 'restore':
      return correct(services, command, terminal);
    case 'note-backup':
      await services.accounts.audit({ actor: { name: command.actor }, action: 'store.backedUp', target: command.directory });
      return 0;
    case 'admin-add':
    case 'admin-password':
    case 'admin-role':
    case 'admin-remove':
    case 'admin-list':
    case 'admin-setup-link':
      return runAdminCommand(services, command, terminal);
    case 'harvest':
    case 'sources':
    case 'runs':
    case 'run':
    case 'decide':
      return runHarvestCommand(services, command, terminal, signal);
  }
};

/** Through the same acts as in the browser, so that they are in the audit. */
const correct = async (
  services: Services,
  command: Extract<StoreCommand, { kind: 'isbn' | 'withdraw' | 'restore' }>,
  terminal: Terminal,
): Promise<ExitCode> => {
  const acts = createPublicationActs(services);
  const actor = { name: command.actor };
  switch (command.kind) {
    case 'isbn': {
      const { id, manifestation, isbn, force } = command;
      if (!isKind(manifestation)) return refuse(terminal, `“${manifestation}” is no manifestation. It is print or pdf.`);
      return told(await acts.confirmIsbn(actor, { id, kind: manifestation, isbn, accept: force ? 'any' : 'suggested' }), terminal);
    }
    case 'withdraw':
      return told(await acts.withdraw(actor, { id: command.id, reason: command.reason }), terminal);
    case 'restore':
      return told(await acts.restore(actor, { id: command.id }), terminal);
  }
};

const isKind = (text: string): text is ManifestationKind => text === 'print' || text === 'pdf';

const importFiles = async (
  { intake, accounts }: Services,
  { files, dryRun, json, actor }: Extract<StoreCommand, { kind: 'import' }>,
  terminal: Terminal,
): Promise<ExitCode> => {
  const unreadable = await findUnreadable(files);
  if (unreadable.length > 0) return refuse(terminal, unreadable.join('\n'));
  let clean = true;
  for (const file of files) {
    const name = path.basename(file);
    const about = { actor: { name: actor }, target: name };
    if (!dryRun) await accounts.audit({ ...about, action: 'publication.importStarted' });
    const report = await intake.importFile({ name, content: createReadStream(file) }, { dryRun });
    if (!dryRun) await accounts.audit({ ...about, action: 'publication.imported', detail: { ...report.totals } });
    clean &&= isClean(report);
    terminal.out.write(json ? `${JSON.stringify(report)}\n` : formatImportReport(report));
  }
  return clean ? 0 : 1;
};

/** Looked at before anything is read, so that a slip in the second name does not leave the first file half the work. */
const findUnreadable = async (files: readonly string[]): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const file of files) {
    try {
      await access(file, constants.R_OK);
      if ((await stat(file)).isDirectory()) faults.push(`${file} is a folder, not a file. Nothing was imported.`);
    } catch (cause) {
      faults.push(`${file} cannot be read (${String((cause as NodeJS.ErrnoException).code)}). Nothing was imported.`);
    }
  }
  return faults;
};

const told = (correction: Correction, terminal: Terminal): ExitCode => {
  if (correction.kind === 'refused') return refuse(terminal, sentence(correction.message));
  terminal.out.write(`${sentence(correction.message)}\n`);
  return 0;
};

const refuse = ({ err }: Terminal, message: string): ExitCode => {
  err.write(`${message}\n`);
  return 1;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
