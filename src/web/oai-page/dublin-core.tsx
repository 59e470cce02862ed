import { childElements, localName, textOf, type XmlElement } from '../../xml/element.js';
import { languageOf, type PageContext } from './address.js';
import { DUBLIN_CORE_FIELDS, fieldName } from './field-names.js';
import { holdsOnly, isPlain, readableAttributes } from './shape.js';
import { linked } from './value.js';

const NAMESPACE = 'http://www.openarchives.org/OAI/2.0/oai_dc/';

/** Whether it is oai_dc through and through; a stranger's half of it is shown as a tree, where nothing can get lost. */
export const isDublinCore = (root: XmlElement): boolean =>
  root.namespace === NAMESPACE &&
  readableAttributes(root).length === 0 &&
  holdsOnly(root, (field) => Object.hasOwn(DUBLIN_CORE_FIELDS, localName(field)) && isPlain(field, ['xml:lang']));

export const titleOfDublinCore = (root: XmlElement): string => {
  const [title] = childElements(root, 'title');
  return textOf(title).trim();
};

export const DublinCore = ({ root, page }: { readonly root: XmlElement; readonly page: PageContext }) => (
  <table class="fields">
    <tbody>
      {childElements(root).map((field) => {
        const language = field.attributes['xml:lang'];
        return (
          <tr>
            <th scope="row" title={field.name} lang={page.words.language}>
              {fieldName(DUBLIN_CORE_FIELDS, localName(field), page.words)}
            </th>
            <td lang={languageOf(language)}>
              {linked(textOf(field).trim())}
              {language !== undefined && <small class="tag">{language}</small>}
            </td>
          </tr>
        );
      })}
    </tbody>
  </table>
);
