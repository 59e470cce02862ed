import type { Isbn } from '../catalogue/isbn.js';
import type { Work } from './work.js';

/** A work with what it is found by. */
export interface Entry {
  readonly work: Work;
  /** From `identifiers.ts`, each once. */
  readonly keys: readonly string[];
  /** What its source has for an ISBN and is none. */
  readonly mistyped: readonly MistypedIsbn[];
  /** In seconds: when anything that it was made of last changed, whether harvesters saw it or not. */
  readonly touched: number;
}

export interface MistypedIsbn {
  /** As the source has it. */
  readonly raw: string;
  /** Only what can be asked for: ten or thirteen characters, digits or X. */
  readonly digits: string;
  /** What it should be, where a person has said so or only one slip leads to a valid number. */
  readonly right?: Isbn;
  readonly isConfirmed: boolean;
}

/** What is at one place of the catalogue: a work, one that was there and is gone, or nothing that the public ever saw. */
export type Reading =
  { readonly kind: 'work'; readonly entry: Entry } | { readonly kind: 'gone'; readonly changed: number } | { readonly kind: 'nothing' };
