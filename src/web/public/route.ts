/** A request of a reader or of a machine as a handler sees it: nothing of koa. */
export interface PublicRequest {
  readonly method: 'GET' | 'POST';
  /** Of the path, decoded once. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path as it was asked for, without the query. */
  readonly path: string;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The best of these media types for the caller; `undefined` when it wants none of them. The first where it does not care. */
  readonly accepts: (types: readonly string[]) => string | undefined;
  /** As the browser prefers them. */
  readonly languages: readonly string[];
  /** Of a POST, as text in UTF-8, with its media type; within the route's limit. */
  readonly body?: { readonly text: string; readonly type: string };
  /** The caller has gone. */
  readonly signal: AbortSignal;
}

/** On what an answer rests: makes ETag and Last-Modified, and 304 where the caller has it already (RFC 9110 §13). */
export interface Version {
  readonly tag: string;
  /** In seconds. */
  readonly changed: number;
}

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What a handler says. Addresses of ours begin with `/`; the front puts the public address before them where one must be whole. */
export type PublicAnswer =
  | {
      readonly kind: 'content';
      readonly type: string;
      readonly body: string | Uint8Array;
      readonly status?: number;
      readonly headers?: Headers;
      readonly version?: Version;
      /** What it was chosen by: `Accept`, `Accept-Language`. */
      readonly vary?: readonly string[];
    }
  | {
      readonly kind: 'stream';
      readonly type: string;
      readonly body: AsyncIterable<string>;
      readonly headers?: Headers;
      readonly version?: Version;
    }
  /** 302 where no status is named; to a path of ours only. */
  | {
      readonly kind: 'redirect';
      readonly to: string;
      readonly status?: 302 | 303 | 308;
      readonly headers?: Headers;
      readonly vary?: readonly string[];
    }
  /** For programs as RFC 9457, for people as a page of the same words. */
  | { readonly kind: 'problem'; readonly status: number; readonly title: string; readonly detail: string; readonly headers?: Headers };

/** One public address: readable by everybody, from every page (CORS). */
export interface PublicRoute {
  readonly method: 'GET' | 'POST';
  /** `/isbn/:isbn`; a part that may hold slashes is `/{*name}`. */
  readonly path: string;
  /** Of a POST, in bytes. */
  readonly mostBytes?: number;
  handle(request: PublicRequest): Promise<PublicAnswer> | PublicAnswer;
  /** What is said while the store cannot answer, where the protocol has words of its own for it; a problem where absent. */
  whenUnwell?(request: PublicRequest): PublicAnswer;
}
