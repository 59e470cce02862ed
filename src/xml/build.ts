import { create } from 'xmlbuilder2';
import { allowedCharacters } from './characters.js';
import type { XmlElement } from './element.js';
import type { XmlText } from './markup.js';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XML = 'http://www.w3.org/XML/1998/namespace';

type Builder = ReturnType<typeof create>;

/**
 * Writes an element with everything below it, namespaces declared where they are first needed.
 * @throws Error when a name is not a legal XML name
 */
export const buildXml = (root: XmlElement): XmlText => {
  const document = create();
  append(document, root);
  return document.end({ headless: true, wellFormed: true }) as XmlText;
};

/** xmlbuilder2 leaves whatever looks like an entity unescaped (`&lt;` in a title would change its meaning): `&` goes in escaped. */
const guarded = (text: string): string => allowedCharacters(text).replaceAll('&', '&amp;');

/** CR and the blanks that a reader would normalise away in attributes survive only as references, which xmlbuilder2 passes through. */
const guardedAttribute = (text: string): string =>
  guarded(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;');

const append = (parent: Builder, { name, namespace, attributes, children }: XmlElement): void => {
  const node = parent.ele(namespace, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    const text = guardedAttribute(value);
    if (attribute.startsWith('xmlns:')) node.att(XMLNS, attribute, text);
    else if (attribute.startsWith('xsi:')) node.att(XSI, attribute, text);
    else if (attribute.startsWith('xml:')) node.att(XML, attribute, text);
    else node.att(attribute, text);
  }
  for (const child of children) {
    if (typeof child === 'string') node.txt(guarded(child).replaceAll('\r', '&#13;'));
    else append(node, child);
  }
};
