import type { Context } from 'koa';
import type { OaiErrorCode, Verb } from '../oai-pmh/protocol.js';

/** What comes to light of a request while it is answered, for the access log and the metrics. Nothing in it is a stranger's own word. */
export interface RequestNote {
  /** An address of ours as its table has it; absent where no address of ours was asked for. */
  route?: string;
  /** Of OAI-PMH; absent where none was named, or none that there is. */
  verb?: Verb;
  /** Absent for a list, and for requests of other kinds. */
  page?: 'first' | 'next';
  /** What a harvester was answered; absent for pages for people, and where there was no answer. */
  result?: 'ok' | OaiErrorCode;
}

export const noteOf = (context: Context): RequestNote => (context.state['note'] ??= {}) as RequestNote;

/** `/admin/runs/:run`; `none` for what is at no address of ours. */
export const routeOf = (context: Context): string => {
  const matched: unknown = context['_matchedRoute'];
  return noteOf(context).route ?? (typeof matched === 'string' ? matched : 'none');
};
