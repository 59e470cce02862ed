import { childElements, localName, type XmlElement } from '../../xml/element.js';
import { languageOf, type PageContext } from './address.js';
import { holdsOnly, isPlain, readableAttributes } from './shape.js';
import { linked } from './value.js';

const NAMESPACE = 'http://kk/1.0';
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  field: ['schema', 'element', 'qualifier', 'language', 'value'],
  file: ['bundle', 'href', 'name', 'type'],
};

export const isKk = (root: XmlElement): boolean =>
  root.namespace === NAMESPACE &&
  readableAttributes(root).length === 0 &&
  holdsOnly(root, (child) => child.children.length === 0 && isPlain(child, ATTRIBUTES[localName(child)] ?? []));

export const titleOfKk = (root: XmlElement): string => {
  const isTitle = ({ attributes }: XmlElement) => attributes['element'] === 'title' && attributes['qualifier'] === undefined;
  return childElements(root, 'field').find(isTitle)?.attributes['value'] ?? '';
};

export const Kk = ({ root, page }: { readonly root: XmlElement; readonly page: PageContext }) => (
  <table class="fields">
    <tbody>{childElements(root).map((child) => (localName(child) === 'file' ? file(child, page) : field(child)))}</tbody>
  </table>
);

const field = ({ attributes: { schema, element, qualifier, language, value = '' } }: XmlElement) => (
  <tr>
    <th scope="row">
      <code>{[schema, element, qualifier].filter((part) => part !== undefined).join('.')}</code>
    </th>
    <td lang={languageOf(language === 'none' ? undefined : language)}>
      {linked(value)}
      {language !== undefined && language !== 'none' && <small class="tag">{language}</small>}
    </td>
  </tr>
);

const file = ({ attributes: { bundle, href = '', name, type } }: XmlElement, { words }: PageContext) => (
  <tr>
    <th scope="row" lang={words.language}>
      {words.files}
    </th>
    <td>
      {linked(href)} <small>{[name, type, bundle].filter((part) => part !== undefined).join(' · ')}</small>
    </td>
  </tr>
);
