import type { XmlElement, XmlNode } from './element.js';
import { MOST_ATTRIBUTES } from './gate-limits.js';

/** The element whose children are read: theirs are its prefix and its namespace. */
export interface PlainParent {
  readonly prefix: string;
  readonly namespace: string;
}

export interface PlainChildren {
  /** Behind the last of them; where reading began if there are none. */
  readonly end: number;
  /** Of the children, those that were wanted. */
  readonly built: readonly XmlElement[];
}

/** Decides by name and attributes which children are built. */
export type IsWanted = (local: string, attributes: Readonly<Record<string, string>>) => boolean;

/**
 * Reads children of an element as long as they are plain: double quotes, no prefix but their parent's, no namespace declared, one level of
 * elements in them at most, text with none but the five references that need no declaration; no CDATA, comment or instruction. So is nearly
 * all MARCXML, with the same few hundred tags again and again, each of which is examined once: it takes a fifth of saxes' time.
 * What is accepted here saxes accepts, and builds the same of it. The text must not hold `]]>` anywhere.
 */
export type ReadPlainChildren = (text: string, from: number, parent: PlainParent) => PlainChildren;

export const createPlainReader = (isWanted: IsWanted): ReadPlainChildren => {
  const tags = new Map<string, PlainTag | undefined>();
  let parent: PlainParent = { prefix: '', namespace: '' };
  let leaves = leavesOf('');
  let text = '';
  let at = 0;

  const readTag = (): PlainTag | undefined => {
    const end = text.indexOf('>', at);
    if (end < 0 || text.charCodeAt(at) !== LESS_THAN) return undefined;
    const inside = text.slice(at + 1, end);
    at = end + 1;
    const known = tags.get(inside);
    if (known !== undefined || tags.has(inside)) return known;
    // A slice would keep all of the text in memory.
    const copy = Buffer.from(inside).toString();
    const tag = examineTag(copy, parent.prefix, isWanted);
    if (tags.size < MOST_TAGS) tags.set(copy, tag);
    return tag;
  };
  const readEnd = ({ end }: PlainTag): boolean => {
    if (!text.startsWith(end, at)) return false;
    at += end.length;
    return true;
  };
  const readLeaf = (siblings: XmlNode[]): boolean => {
    const tag = readTag();
    if (tag === undefined) return false;
    const start = at;
    at = endOf(TEXT, text, start);
    const content = at > start ? [unescape(text.slice(start, at))] : [];
    siblings.push(elementOf(tag, parent, content));
    return readEnd(tag);
  };
  const readChildrenOf = (tag: PlainTag): readonly XmlNode[] | undefined => {
    const children: XmlNode[] = [];
    for (;;) {
      const start = at;
      at = endOf(TEXT, text, start);
      if (at > start) children.push(unescape(text.slice(start, at)));
      if (readEnd(tag)) return children;
      if (!isBlank(text, start, at) || !readLeaf(children)) return undefined;
    }
  };
  const readChild = (built: XmlNode[]): boolean => {
    const tag = readTag();
    if (tag === undefined) return false;
    const start = at;
    if (!tag.isWanted) {
      at = endOf(leaves, text, at);
      if (readEnd(tag)) return true;
      at = start;
    }
    const children = readChildrenOf(tag);
    if (children && tag.isWanted) built.push(elementOf(tag, parent, children));
    return children !== undefined;
  };

  return (given, from, of) => {
    if (of.prefix !== parent.prefix) {
      tags.clear();
      leaves = leavesOf(of.prefix);
    }
    [text, at, parent] = [given, from, of];
    const built: XmlElement[] = [];
    for (let end = from; ; end = at) {
      at = endOfBlanks(text, at);
      if (!readChild(built)) {
        text = '';
        return { end, built };
      }
    }
  };
};

interface PlainTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isWanted: boolean;
  /** The tag that ends it, as it must be written. */
  readonly end: string;
}

/** Of different tags, so many are remembered; a stranger may send more. */
const MOST_TAGS = 4096;
const LESS_THAN = 0x3c;

const NAME = '[A-Za-z_][\\w.-]*';
const VALUE = "[ !#-%'-;=-\\uD7FF\\uE000-\\uFFFD]*";
const PLAIN_TAG = new RegExp(`^(?:(${NAME}):)?(${NAME})((?:[\\t\\n ]+${NAME}="${VALUE}")*)[\\t\\n ]*$`);
const ATTRIBUTE = /([\w.-]+)="([^"]*)"/g;

const examineTag = (inside: string, wantedPrefix: string, isWanted: IsWanted): PlainTag | undefined => {
  const [, prefix = '', local = '', list = ''] = PLAIN_TAG.exec(inside) ?? [];
  if (local === '' || prefix !== wantedPrefix) return undefined;
  const found = [...list.matchAll(ATTRIBUTE)];
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of found) attributes[name] = value;
  if ('xmlns' in attributes || Object.keys(attributes).length < found.length || found.length > MOST_ATTRIBUTES) return undefined;
  const name = prefix === '' ? local : `${prefix}:${local}`;
  return { name, attributes, isWanted: isWanted(local, attributes), end: `</${name}>` };
};

const elementOf = ({ name, attributes }: PlainTag, { namespace }: PlainParent, children: readonly XmlNode[]): XmlElement => ({
  name,
  namespace,
  attributes,
  children,
});

/** Unrolled, so that each character is looked at once. Without carriage returns and pairs of units, which saxes reads. */
const CHARACTERS = "[\\t\\n -%'-;=-\\uD7FF\\uE000-\\uFFFD]*";
const PLAIN_TEXT = `${CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);${CHARACTERS})*`;
const TEXT = new RegExp(PLAIN_TEXT, 'y');
const BLANKS = /[\t\n ]*/y;

/** Elements with text alone and one attribute at most, one after another: as a subfield is. For those of which nothing is built. */
const leavesOf = (prefix: string): RegExp => {
  const name = prefix === '' ? NAME : `${prefix.replaceAll(/[^\w]/g, '\\$&')}:${NAME}`;
  return new RegExp(`(?:[\\t\\n ]*<(${name})(?: (?!xmlns=)${NAME}="${VALUE}")?>${PLAIN_TEXT}</\\1>)*[\\t\\n ]*`, 'y');
};

/** Behind the blanks that begin there. */
export const endOfBlanks = (text: string, from: number): number => endOf(BLANKS, text, from);

const isBlank = (text: string, from: number, end: number): boolean => endOfBlanks(text, from) >= end;

const endOf = (sticky: RegExp, text: string, from: number): number => {
  sticky.lastIndex = from;
  sticky.test(text);
  return sticky.lastIndex;
};

const REFERENCES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

const unescape = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:amp|lt|gt|quot|apos);/g, (reference) => REFERENCES[reference] ?? reference) : text;
