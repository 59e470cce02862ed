import { utc } from './addresses.js';
import { changedSince, tieRow } from './tie-row.js';
import { eachPage, readGone, type DumpPorts } from './walk.js';

/** Of the form of these answers: raised when a member changes its meaning or goes; a new member raises nothing. */
export const LINKS_VERSION = 1;

export interface DumpWish {
  /** In seconds: only what changed then or later. */
  readonly since?: number;
}

/**
 * `{ version, generated, ties: [TieRow…] }`. `generated` is the time of the last change in it, so the same state gives the same bytes, and
 * it is what to ask for as `since` the next time. With `since` there are also `since` and `gone`: works that are not here any more.
 */
export async function* writeLinksJson({ discovery, publicUrl }: DumpPorts, { since }: DumpWish = {}): AsyncGenerator<string> {
  const { changed } = await discovery.readVersion();
  const head = { version: LINKS_VERSION, generated: utc(changed), ...(since !== undefined && { since: utc(since) }) };
  yield `${JSON.stringify(head).slice(0, -1)},"ties":[`;
  const isWanted = changedSince(since);
  let separator = '\n';
  for await (const works of eachPage(discovery)) {
    let piece = '';
    for (const work of works) {
      for (const tie of work.ties.filter(isWanted)) {
        piece += separator + JSON.stringify(tieRow(work, tie, publicUrl));
        separator = ',\n';
      }
    }
    yield piece;
  }
  const gone = since === undefined ? [] : await readGone(discovery, since);
  const told = gone.map(({ id, changed: when }) => ({ ours: id, changed: utc(when) }));
  yield since === undefined ? '\n]}\n' : `\n],"gone":${JSON.stringify(told)}}\n`;
}
