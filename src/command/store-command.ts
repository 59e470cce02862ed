import type { Role } from '../store/account-ports.js';
import type { RunMode, RunRequest } from '../store/run-ports.js';

/** What can be done with a store, as data: it runs here, or goes to the process that holds the store. `actor` is for the audit. */
export type StoreCommand =
  /** `files` are absolute paths. */
  | { readonly kind: 'import'; readonly files: readonly string[]; readonly dryRun: boolean; readonly json: boolean; readonly actor: string }
  | { readonly kind: 'export' }
  | {
      readonly kind: 'isbn';
      readonly id: string;
      readonly manifestation: string;
      readonly isbn: string;
      readonly force: boolean;
      readonly actor: string;
    }
  | { readonly kind: 'withdraw'; readonly id: string; readonly reason: string; readonly actor: string }
  | { readonly kind: 'restore'; readonly id: string; readonly actor: string }
  /** Writes down that somebody takes a copy of the store, to that absolute path. */
  | { readonly kind: 'note-backup'; readonly directory: string; readonly actor: string }
  | AdminCommand
  | HarvestCommand;

/** Of accounts. A password comes in with it, and is never printed. */
export type AdminCommand =
  | { readonly kind: 'admin-add'; readonly name: string; readonly role: Role; readonly password: string; readonly actor: string }
  | { readonly kind: 'admin-password'; readonly name: string; readonly password: string; readonly actor: string }
  | { readonly kind: 'admin-role'; readonly name: string; readonly role: Role; readonly actor: string }
  | { readonly kind: 'admin-remove'; readonly name: string; readonly actor: string }
  | { readonly kind: 'admin-list'; readonly json: boolean }
  | { readonly kind: 'admin-setup-link'; readonly actor: string };

export type HarvestCommand =
  | { readonly kind: 'harvest'; readonly request: RunRequest; readonly json: boolean; readonly progress: 'line' | 'log' }
  | { readonly kind: 'sources'; readonly json: boolean }
  | { readonly kind: 'runs'; readonly source?: string; readonly limit: number; readonly json: boolean }
  | { readonly kind: 'run'; readonly id: string; readonly json: boolean }
  | {
      readonly kind: 'decide';
      readonly id: string;
      readonly decision: 'apply' | 'approve' | 'reject' | 'cancel';
      readonly by: { readonly actor: string; readonly reason?: string };
      readonly json: boolean;
      readonly progress: 'line' | 'log';
    };

type Fields = Readonly<Record<string, unknown>>;

/** `undefined` for what is no command of this version: the asking program may be of another. */
export const parseStoreCommand = (value: unknown): StoreCommand | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, files, dryRun, json, id, manifestation, isbn, force, reason, directory, actor } = value as Fields;
  switch (kind) {
    case 'import':
      return isTexts(files) && isFlag(dryRun) && isFlag(json) && isText(actor) ? { kind, files, dryRun, json, actor } : undefined;
    case 'export':
      return { kind };
    case 'isbn':
      return isText(id) && isText(manifestation) && isText(isbn) && isFlag(force) && isText(actor)
        ? { kind, id, manifestation, isbn, force, actor }
        : undefined;
    case 'withdraw':
      return isText(id) && isText(reason) && isText(actor) ? { kind, id, reason, actor } : undefined;
    case 'restore':
      return isText(id) && isText(actor) ? { kind, id, actor } : undefined;
    case 'note-backup':
      return isText(directory) && isText(actor) ? { kind, directory, actor } : undefined;
    default:
      return parseAdminCommand(value as Fields) ?? parseHarvestCommand(value as Fields);
  }
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const isRole = (value: unknown): value is Role => value === 'reader' || value === 'editor' || value === 'administrator';

const parseAdminCommand = ({ kind, name, role, password, json, actor }: Fields): AdminCommand | undefined => {
  if (kind === 'admin-list') return isFlag(json) ? { kind, json } : undefined;
  if (!isText(actor)) return undefined;
  if (kind === 'admin-setup-link') return { kind, actor };
  if (!isText(name)) return undefined;
  switch (kind) {
    case 'admin-add':
      return isRole(role) && isText(password) ? { kind, name, role, password, actor } : undefined;
    case 'admin-password':
      return isText(password) ? { kind, name, password, actor } : undefined;
    case 'admin-role':
      return isRole(role) ? { kind, name, role, actor } : undefined;
    case 'admin-remove':
      return { kind, name, actor };
    default:
      return undefined;
  }
};

const MODES: readonly RunMode[] = ['incremental', 'full', 'range', 'records', 'retry-failed', 'reconcile', 'reprocess'];

const parseHarvestCommand = ({ kind, request, source, limit, id, decision, by, json, progress }: Fields): HarvestCommand | undefined => {
  if (!isFlag(json)) return undefined;
  switch (kind) {
    case 'harvest':
      return isRequest(request) && isForm(progress) ? { kind, request, json, progress } : undefined;
    case 'sources':
      return { kind, json };
    case 'runs':
      return typeof limit === 'number' && isOptional(source, isText)
        ? { kind, limit, json, ...(source !== undefined && { source }) }
        : undefined;
    case 'run':
      return isText(id) ? { kind, id, json } : undefined;
    case 'decide':
      return isText(id) && isDecision(decision) && isBy(by) && isForm(progress) ? { kind, id, decision, by, json, progress } : undefined;
    default:
      return undefined;
  }
};

const isOptional = <T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined => value === undefined || is(value);
const isForm = (value: unknown): value is 'line' | 'log' => value === 'line' || value === 'log';
const isDecision = (value: unknown): value is 'apply' | 'approve' | 'reject' | 'cancel' =>
  value === 'apply' || value === 'approve' || value === 'reject' || value === 'cancel';
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isBy = (value: unknown): value is { readonly actor: string; readonly reason?: string } =>
  isFields(value) && isText(value['actor']) && isOptional(value['reason'], isText);
const isNumber = (value: unknown): value is number => typeof value === 'number';

const isRequest = (value: unknown): value is RunRequest =>
  isFields(value) &&
  isText(value['source']) &&
  MODES.some((mode) => mode === value['mode']) &&
  isFlag(value['dryRun']) &&
  isFlag(value['approveLargeChange']) &&
  isText(value['actor']) &&
  [value['from'], value['until'], value['reason']].every((each) => isOptional(each, isText)) &&
  isOptional(value['ids'], isTexts) &&
  isOptional(value['limit'], isNumber);
