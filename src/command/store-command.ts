/** What can be done with a store, as data: it runs here, or goes to the process that holds the store. */
export type StoreCommand =
  /** `files` are absolute paths. */
  | { readonly kind: 'import'; readonly files: readonly string[]; readonly dryRun: boolean; readonly json: boolean }
  | { readonly kind: 'export' }
  | { readonly kind: 'isbn'; readonly id: string; readonly manifestation: string; readonly isbn: string; readonly force: boolean }
  | { readonly kind: 'withdraw'; readonly id: string; readonly reason: string }
  | { readonly kind: 'restore'; readonly id: string };

type Fields = Readonly<Record<string, unknown>>;

/** `undefined` for what is no command of this version: the asking program may be of another. */
export const parseStoreCommand = (value: unknown): StoreCommand | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, files, dryRun, json, id, manifestation, isbn, force, reason } = value as Fields;
  switch (kind) {
    case 'import':
      return isTexts(files) && isFlag(dryRun) && isFlag(json) ? { kind, files, dryRun, json } : undefined;
    case 'export':
      return { kind };
    case 'isbn':
      return isText(id) && isText(manifestation) && isText(isbn) && isFlag(force) ? { kind, id, manifestation, isbn, force } : undefined;
    case 'withdraw':
      return isText(id) && isText(reason) ? { kind, id, reason } : undefined;
    case 'restore':
      return isText(id) ? { kind, id } : undefined;
    default:
      return undefined;
  }
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
