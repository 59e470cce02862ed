/** A line of the page that is not blank, whatever it was saved as. The grammar knows nothing else of text and HTML. */
export interface PageLine {
  /** In the file, from 1. */
  readonly line: number;
  /** Clean: single spaces, nothing at the ends. */
  readonly text: string;
  /** A blank line, or the edge of a paragraph, is before it. */
  readonly startsParagraph: boolean;
  /** HTML says that it is a heading. Text cannot say so. */
  readonly heading?: boolean;
  /** Addresses that the line links to, made complete where the page says its own address, in order. */
  readonly links: readonly PageLink[];
}

export interface PageLink {
  /** As the page gives it. */
  readonly href: string;
  /** Complete http or https address, or `mailto:`; absent when the page does not let one complete it. */
  readonly address?: string;
}
