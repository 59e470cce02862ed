/** What can be done with a store, as data: it runs here, or goes to the process that holds the store. */
export type StoreCommand =
  /** `files` are absolute paths. */
  | { readonly kind: 'import'; readonly files: readonly string[]; readonly dryRun: boolean; readonly json: boolean }
  | { readonly kind: 'export' }
  | { readonly kind: 'isbn'; readonly id: string; readonly manifestation: string; readonly isbn: string; readonly force: boolean }
  | { readonly kind: 'withdraw'; readonly id: string; readonly reason: string }
  | { readonly kind: 'restore'; readonly id: string };
