import type { SaxesTagNS } from 'saxes';
import type { XmlElement, XmlNode } from './element.js';

/** An element that still gets children. */
export interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

export const openElement = (tag: SaxesTagNS): OpenElement => ({
  name: tag.name,
  namespace: tag.uri,
  attributes: attributesOf(tag),
  children: [],
});

/** By a loop: a page has thousands, and Object.fromEntries takes four times as long. An attribute called `__proto__` goes nowhere. */
const attributesOf = ({ attributes }: SaxesTagNS): Readonly<Record<string, string>> => {
  const values: Record<string, string> = {};
  for (const name in attributes) values[name] = attributes[name]?.value ?? '';
  return values;
};
