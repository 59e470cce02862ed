import type { Work } from '../work.js';
import type { DumpWish } from './links-json.js';
import { linksOf, linkValue, pageOf } from './signposting.js';
import { eachPage, type DumpPorts } from './walk.js';

/**
 * The links of all works, or of those that changed since: each work's page is an anchor (RFC 9264 §4.2). One work's link set is the same
 * with one anchor.
 */
export async function* writeLinksetJson({ discovery, publicUrl }: DumpPorts, { since }: DumpWish = {}): AsyncGenerator<string> {
  yield '{"linkset":[';
  let separator = '\n';
  for await (const works of eachPage(discovery, { ...(since !== undefined && { since }) })) {
    let piece = '';
    for (const work of works) {
      piece += separator + contextOf(work, publicUrl);
      separator = ',\n';
    }
    yield piece;
  }
  yield '\n]}\n';
}

export const linksetJsonOf = (work: Work, publicUrl: string): string => `{"linkset":[\n${contextOf(work, publicUrl)}\n]}\n`;

/** The same as the Link header writes it, each link with its anchor (RFC 9264 §4.1). */
export async function* writeLinksetText({ discovery, publicUrl }: DumpPorts, { since }: DumpWish = {}): AsyncGenerator<string> {
  let separator = '';
  for await (const works of eachPage(discovery, { ...(since !== undefined && { since }) })) {
    let piece = '';
    for (const work of works) {
      piece += separator + valuesOf(work, publicUrl);
      separator = ',\n';
    }
    yield piece;
  }
  yield '\n';
}

export const linksetTextOf = (work: Work, publicUrl: string): string => `${valuesOf(work, publicUrl)}\n`;

const contextOf = (work: Work, publicUrl: string): string => {
  const byRelation: Record<string, { readonly href: string; readonly type?: string }[]> = {};
  for (const { rel, href, type } of linksOf(work, publicUrl)) {
    (byRelation[rel] ??= []).push({ href, ...(type !== undefined && { type }) });
  }
  return JSON.stringify({ anchor: pageOf(work, publicUrl), ...byRelation });
};

const valuesOf = (work: Work, publicUrl: string): string =>
  linksOf(work, publicUrl)
    .map((link) => linkValue(link, pageOf(work, publicUrl)))
    .join(',\n');
