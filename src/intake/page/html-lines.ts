import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { cleanLine } from '../clean-text.js';
import { parseLabel } from './labels.js';
import type { PageLine, PageLink } from './page-line.js';
import { parseUrl } from '../../catalogue/url.js';

type Node = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];

/** A blank line stands before and after these when a browser saves the page as text. */
const PARAGRAPHS = new Set(
  'address article aside blockquote dl fieldset figure h1 h2 h3 h4 h5 h6 header hgroup hr main ol p pre section table ul'.split(' '),
);
/** These begin a new line. */
const BLOCKS = new Set(
  'body caption center dd details dialog div dt figcaption html legend li summary tbody td tfoot th thead tr'.split(' '),
);
/** What is in these is not the text of the page. */
const SILENT = new Set(
  'button canvas footer form head iframe input menu nav noscript object script select style svg template textarea video'.split(' '),
);
/** Within these a paragraph is only a new line: the values of one label stay together. */
const KEEP_TOGETHER = new Set(['dd', 'li', 'td', 'th']);
/** A label is often just set bold, with its value after it. */
const EMPHASIS = new Set('b em i label span strong'.split(' '));

/** No page nests this deep; a hostile one would otherwise use up the stack. */
const DEEPEST = 500;

/**
 * The lines of a page saved as HTML, as a browser would save it as text; `tooDeep` for a page that no browser wrote.
 * Reads only the element `main` where there is one.
 */
export const readHtmlLines = (html: string): readonly PageLine[] | 'tooDeep' => {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const everything = elementsOf(document.childNodes);
  if (everything === undefined) return 'tooDeep';
  const main = everything.find((element) => element.tagName === 'main' || attribute(element, 'role') === 'main');
  const gathered: PageLine[] = [];
  const pen = createPen(gathered, addressOf(everything));
  const around = { heading: false, together: false, containers: containersOf(everything) };
  for (const node of main ? [main] : document.childNodes) walk(node, pen, around);
  pen.endLine();
  return gathered;
};

interface Surroundings {
  readonly heading: boolean;
  readonly together: boolean;
  /** List entries and cells that hold a whole publication rather than one value. */
  readonly containers: ReadonlySet<Element>;
  /** The mark of the next entry of the list that this is in. */
  readonly nextMark?: (item: Element) => string;
}

const walk = (node: Node, pen: Pen, around: Surroundings): void => {
  if (node.nodeName === '#text' && 'value' in node) pen.write(node.value, node.sourceCodeLocation?.startLine ?? 1, around.heading);
  if (!('tagName' in node) || SILENT.has(node.tagName) || attribute(node, 'hidden') !== undefined) return;
  if (node.tagName === 'br') {
    if (around.heading) pen.write(' ', 0, true);
    else pen.endLine();
    return;
  }
  const isContainer = around.containers.has(node);
  const edge = edgeOf(node, around.together, isContainer);
  edge?.(pen);
  if (node.tagName === 'li' && !isContainer) pen.mark(around.nextMark?.(node) ?? '- ');
  const href = node.tagName === 'a' ? attribute(node, 'href')?.trim() : undefined;
  if (href) pen.link(href);
  const inside = {
    heading: around.heading || /^h[1-6]$/.test(node.tagName),
    together: around.together || (KEEP_TOGETHER.has(node.tagName) && !isContainer),
    containers: around.containers,
    nextMark: node.tagName === 'ol' ? countEntries(node) : () => '- ',
  };
  for (const child of node.childNodes) walk(child, pen, inside);
  edge?.(pen);
};

const edgeOf = (element: Element, together: boolean, isContainer: boolean): ((pen: Pen) => void) | undefined => {
  if (PARAGRAPHS.has(element.tagName) || isContainer) return (pen) => (together ? pen.endLine() : pen.endParagraph());
  if (BLOCKS.has(element.tagName) || isLabel(element)) return (pen) => pen.endLine();
  return undefined;
};

const LONGEST_LABEL = 200;

const isLabel = (element: Element): boolean => {
  const text = EMPHASIS.has(element.tagName) ? textOf(element, LONGEST_LABEL) : '';
  return text.length < LONGEST_LABEL && parseLabel(cleanLine(text)) !== undefined;
};

/** Collects text until a line ends. */
interface Pen {
  write(text: string, line: number, heading: boolean): void;
  /** Stands before the next text: the number of a list entry. */
  mark(text: string): void;
  link(href: string): void;
  endLine(): void;
  endParagraph(): void;
}

const createPen = (lines: PageLine[], base: string | undefined): Pen => {
  let text = '';
  let marked = '';
  let line = 0;
  let isHeading = false;
  let startsParagraph = true;
  let links: PageLink[] = [];
  const endLine = (): void => {
    const clean = cleanLine(text);
    if (clean !== '') {
      lines.push({ line, text: `${marked}${clean}`, startsParagraph, ...(isHeading ? { heading: true } : {}), links });
      [startsParagraph, marked] = [false, ''];
    }
    [text, line, isHeading, links] = ['', 0, false, []];
  };
  return {
    endLine,
    write: (more, startLine, heading) => {
      if (line === 0 && more.trim() !== '') line = startLine + (/^\s*/u.exec(more)?.[0].split('\n').length ?? 1) - 1;
      text += more;
      isHeading ||= heading;
    },
    mark: (mark) => (marked = mark),
    link: (href) => {
      const address = complete(href, base);
      links = [...links, { href, ...(address === undefined ? {} : { address }) }];
    },
    endParagraph: () => {
      endLine();
      startsParagraph = true;
    },
  };
};

/** `3. ` in an ordered list, counted as a browser does. */
const countEntries = (list: Element): ((item: Element) => string) => {
  let next = Number.parseInt(attribute(list, 'start') ?? '1', 10) || 1;
  return (item) => {
    const own = Number.parseInt(attribute(item, 'value') ?? '', 10);
    const number = Number.isNaN(own) ? next : own;
    next = number + 1;
    return `${number}. `;
  };
};

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((candidate) => candidate.name === name)?.value;

/** The text within, as far as the first `most` characters. */
const textOf = (element: Element, most: number): string => {
  let text = '';
  for (const child of element.childNodes) {
    if (text.length >= most) break;
    text += 'value' in child ? child.value.slice(0, most) : 'tagName' in child ? textOf(child, most) : '';
  }
  return text.slice(0, most);
};

/** A list entry or cell with a heading, a list of facts or a table within it. */
const containersOf = (elements: readonly Element[]): ReadonlySet<Element> => {
  const containers = new Set<Element>();
  for (const inner of elements.filter(({ tagName }) => /^(?:h[1-6]|dl|table|article|section)$/.test(tagName))) {
    for (let outer = inner.parentNode; outer && 'tagName' in outer && !containers.has(outer); outer = outer.parentNode) {
      if (KEEP_TOGETHER.has(outer.tagName)) containers.add(outer);
    }
  }
  return containers;
};

/** Every element in document order, found without recursion; `undefined` when they nest too deep. */
const elementsOf = (roots: readonly Node[]): readonly Element[] | undefined => {
  const found: Element[] = [];
  const waiting = roots.map((node) => ({ node, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > DEEPEST) return undefined;
    if (!('tagName' in node)) continue;
    found.push(node);
    for (const child of node.childNodes.toReversed()) waiting.push({ node: child, depth: depth + 1 });
  }
  return found;
};

/** The page's own address, if it says so: `base`, else the canonical link. */
const addressOf = (elements: readonly Element[]): string | undefined => {
  const isCanonical = (element: Element): boolean => element.tagName === 'link' && attribute(element, 'rel')?.toLowerCase() === 'canonical';
  const saying = elements.find(({ tagName }) => tagName === 'base') ?? elements.find(isCanonical);
  return saying && attribute(saying, 'href');
};

const complete = (href: string, base: string | undefined): string | undefined => {
  const url = href.startsWith('#') ? undefined : parseUrl(href, base);
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
};
