/** An element of a document, read or to be written. Text is plain: unescaped, never markup. */
export interface XmlElement {
  /** As written, with its prefix: `dc:title`. */
  readonly name: string;
  /** The namespace's URI; empty for none. */
  readonly namespace: string;
  /** By name as written. `xmlns:p` declares a prefix for what lies below; `xsi:…` needs no declaration when written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** An element to write. Children that are `undefined` are left out, so that an optional part reads as one. */
export const element = (
  namespace: string,
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly (XmlNode | undefined)[] = [],
): XmlElement => ({
  name,
  namespace,
  attributes: Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  children: children.filter((child) => child !== undefined),
});

export const localName = (of: XmlElement): string => of.name.slice(of.name.indexOf(':') + 1);

/** Child elements, of one local name where given, in document order. */
export const childElements = (of: XmlElement, name?: string): readonly XmlElement[] =>
  of.children.filter((child): child is XmlElement => typeof child !== 'string' && (name === undefined || localName(child) === name));

export const findChild = (of: XmlElement | undefined, name: string): XmlElement | undefined =>
  of ? childElements(of, name)[0] : undefined;

/** All text at and below the element, in document order, white space kept. */
export const textOf = (of: XmlElement | undefined): string =>
  of ? of.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('') : '';
