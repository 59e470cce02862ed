import { VALID, type DocumentName } from './documents.js';

export interface CorpusEntry {
  readonly name: string;
  readonly xml: string;
  readonly valid: boolean;
  /** Of a namespace without an official schema, so checked against ours alone. */
  readonly oursOnly: boolean;
}

/** What is changed in a valid document, from what, into what. */
export type Change = readonly [name: string, from: string | RegExp, to: string | (() => string)];

export const good = (document: DocumentName, ...changes: readonly Change[]): readonly CorpusEntry[] => entries(document, true, changes);
export const bad = (document: DocumentName, ...changes: readonly Change[]): readonly CorpusEntry[] => entries(document, false, changes);

const entries = (document: DocumentName, valid: boolean, changes: readonly Change[]): readonly CorpusEntry[] =>
  changes.map(([name, from, to]) => {
    const original: string = VALID[document];
    const xml = typeof to === 'string' ? original.replace(from, to) : original.replace(from, to);
    if (xml === original) throw new Error(`${document}: "${name}" changes nothing`);
    return { name: `${document}: ${name}`, xml, valid, oursOnly: document === 'kk' };
  });

export const whole = (name: string, xml: string, valid: boolean): CorpusEntry => ({ name: `whole: ${name}`, xml, valid, oursOnly: false });
