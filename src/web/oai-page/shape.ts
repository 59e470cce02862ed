import type { XmlElement } from '../../xml/element.js';

/** The attributes that say something to a reader: not namespaces and addresses of schemas, which the raw answer shows. */
export const readableAttributes = ({ attributes }: XmlElement): readonly (readonly [name: string, value: string])[] =>
  Object.entries(attributes).filter(([name]) => !/^xmlns(?::|$)|^xsi:(?:noNamespaceS|s)chemaLocation$/.test(name));

/** Whether it holds text only, and no attributes but these. */
export const isPlain = (of: XmlElement, attributes: readonly string[]): boolean =>
  of.children.every((child) => typeof child === 'string') && readableAttributes(of).every(([name]) => attributes.includes(name));

/** Whether it holds elements only, and each is as expected. */
export const holdsOnly = (of: XmlElement, isExpected: (child: XmlElement) => boolean): boolean =>
  of.children.every((child) => (typeof child === 'string' ? child.trim() === '' : isExpected(child)));
