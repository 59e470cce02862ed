import { cleanLine } from '../clean-text.js';
import type { PageLine } from './page-line.js';
import { parseUrl } from '../../catalogue/url.js';

/** The lines of a page saved as text. A web address in a line counts as its link. */
export const readTextLines = (text: string): readonly PageLine[] => {
  const lines = text.split(/\r\n|\r|\n/u).map(cleanLine);
  return lines.flatMap((line, index) =>
    line === '' ? [] : [{ line: index + 1, text: line, startsParagraph: index === 0 || lines[index - 1] === '', links: linksIn(line) }],
  );
};

const linksIn = (line: string): PageLine['links'] =>
  (line.match(/https?:\/\/[^\s<>"]+/giu) ?? [])
    .map((href) => href.replace(/[.,;:)\]]+$/u, ''))
    .flatMap((href) => {
      const url = parseUrl(href);
      return url ? [{ href, address: url.href }] : [];
    });
