declare module '@natlibfi/sru-client' {
  import type { EventEmitter } from 'node:events';
  interface SruClientOptions {
    readonly url: string;
    readonly recordSchema: string;
    readonly version?: string;
    readonly maxRecordsPerRequest?: number;
    readonly retrieveAll?: boolean;
  }
  interface SruClient {
    /** Emits `total` (number), `record` (XML text), `end` (the next position, if there is more), `error`. */
    searchRetrieve(query: string, options?: { readonly startRecord?: number }): EventEmitter;
  }
  const module: { readonly default: (options: SruClientOptions) => SruClient };
  export default module;
}

declare module 'http-link-header' {
  interface Reference {
    readonly uri: string;
    readonly rel: string;
    readonly type?: string;
    readonly anchor?: string;
  }
  const LinkHeader: { parse(header: string): { readonly refs: readonly Reference[] } };
  export default LinkHeader;
}
