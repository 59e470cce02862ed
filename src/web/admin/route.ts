import type { ComponentChildren } from 'preact';
import type { Permission, Person } from '../../accounts/person.js';
import type { Language } from './language.js';
import type { Section } from './words/shell.js';

/** A request of an administrator as a handler sees it: nothing of koa, nothing unread. */
export interface AdminRequest {
  /** Of the path, decoded once; `undefined` never for a name that stands in it. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Of an HTML form; empty for every other body. */
  readonly form: URLSearchParams;
  /** Of a JSON body; `undefined` when there was none. */
  readonly json: unknown;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Absent on public routes only. */
  readonly person?: Person;
  readonly language: Language;
  /** To be put into each form as `_csrf`: see `CsrfField`. */
  readonly csrf: string;
  /** The path and query as they were asked for. */
  readonly address: string;
  /** The network address of the browser. */
  readonly from: string;
  /** The browser has gone. */
  readonly signal: AbortSignal;
  /** Of a request that came by a session. */
  readonly sessionId?: string;
  /** What an answer of kind `away` asked the browser to keep; absent when it is not signed by us, or too old. */
  readonly kept?: string;
}

/** A request that passed the guard. */
export interface SignedInRequest extends AdminRequest {
  readonly person: Person;
}

/** A problem as RFC 9457 has it, without the parts that the front fills in. */
export interface Problem {
  readonly status: number;
  /** Short and the same for all of its kind; English. */
  readonly title: string;
  /** What is wrong with this very request and what to do. */
  readonly detail?: string;
  /** RFC 9457 §3.2: `errors` of single fields, `runningRunId` … */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** What a handler says. */
export type Answer =
  | {
      readonly kind: 'page';
      readonly title: string;
      /** The title is a name or a title from the catalogue, in whatever language that is in. */
      readonly titleIsFound?: true;
      /** Which entry of the navigation it belongs to. */
      readonly section?: Section;
      readonly body: ComponentChildren;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 303, to a path of ours; `done` names the sentence in `words/shell.ts` that the next page says first. */
  | { readonly kind: 'redirect'; readonly to: string; readonly done?: string }
  | { readonly kind: 'json'; readonly value: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** 204, or that it is as the browser has it already. */
  | { readonly kind: 'nothing'; readonly status?: 304; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Begins a session; then as `redirect`. */
  | { readonly kind: 'signIn'; readonly sessionId: string; readonly to: string }
  | { readonly kind: 'signOut'; readonly to: string }
  | { readonly kind: 'language'; readonly language: Language; readonly to: string }
  /** To an address of the settings, such as an OpenID provider; the browser brings `keep` back within ten minutes. */
  | { readonly kind: 'away'; readonly url: string; readonly keep: string }
  /** Bytes as they come: event streams, downloads. */
  | {
      readonly kind: 'stream';
      readonly type: string;
      readonly body: AsyncIterable<string>;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** One address of the administration. Every one is in one table, which the guard and the tests go by. */
export type Route = PublicRoute | GuardedRoute;

interface RouteBasis {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/admin/runs/:run`; of the API it begins with `/admin/api/`. */
  readonly path: string;
}

export interface PublicRoute extends RouteBasis {
  readonly permission: 'public';
  handle(request: AdminRequest): Promise<Answer> | Answer;
}

export interface GuardedRoute extends RouteBasis {
  readonly permission: Permission;
  handle(request: SignedInRequest): Promise<Answer> | Answer;
}

/** A route for people and programs that may do that. */
export const guarded = (method: Route['method'], path: string, permission: Permission, handle: GuardedRoute['handle']): GuardedRoute => ({
  method,
  path,
  permission,
  handle,
});

/** A route for everybody. */
export const open = (method: Route['method'], path: string, handle: PublicRoute['handle']): PublicRoute => ({
  method,
  path,
  permission: 'public',
  handle,
});
