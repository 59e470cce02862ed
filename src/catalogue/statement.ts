import type { Issn } from './issn.js';
import type { Accessibility } from './publication.js';

/** A sentence of the publisher that is about the series as a whole, kept with what it means. */
export type PublisherStatement =
  /** Works made before `beforeYear` do not meet the accessibility requirements; `contact` gives them in another form. */
  | { readonly kind: 'accessibility'; readonly text: string; readonly beforeYear: number; readonly contact?: string }
  /** Works published before `beforeYear` are in these libraries; an earlier series had this title and ISSN. */
  | {
      readonly kind: 'olderWorks';
      readonly text: string;
      readonly beforeYear?: number;
      readonly libraries: readonly string[];
      readonly predecessor?: { readonly title: string; readonly issn?: Issn; readonly publisher?: string };
    };

/** What the general sentences let one say of a work of that year: a status with its ground, never a claim. */
export const accessibilityOf = (year: number | undefined, statements: readonly PublisherStatement[]): Accessibility => {
  for (const statement of statements) {
    if (statement.kind !== 'accessibility' || year === undefined || year >= statement.beforeYear) continue;
    return { status: 'notAccessible', ground: { kind: 'generalStatement', text: statement.text, beforeYear: statement.beforeYear } };
  }
  return { status: 'unknown', ground: { kind: 'none' } };
};
