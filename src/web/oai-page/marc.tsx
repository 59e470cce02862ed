import type { ComponentChildren } from 'preact';
import { childElements, localName, textOf, type XmlElement } from '../../xml/element.js';
import type { PageContext } from './address.js';
import { fieldName, MARC_FIELDS } from './field-names.js';
import { holdsOnly, isPlain, readableAttributes } from './shape.js';
import { linked } from './value.js';

const NAMESPACE = 'http://www.loc.gov/MARC21/slim';

/** Whether it has the shape of MARCXML and nothing beside it that the lines below would leave out. */
export const isMarc = (root: XmlElement): boolean =>
  root.namespace === NAMESPACE && localName(root) === 'record' && holdsOnly(root, isField);

const isField = (field: XmlElement): boolean => {
  switch (localName(field)) {
    case 'leader':
      return isPlain(field, []);
    case 'controlfield':
      return isPlain(field, ['tag']);
    case 'datafield':
      return (
        readableAttributes(field).every(([name]) => ['tag', 'ind1', 'ind2'].includes(name)) &&
        holdsOnly(field, (subfield) => localName(subfield) === 'subfield' && isPlain(subfield, ['code']))
      );
    default:
      return false;
  }
};

export const titleOfMarc = (root: XmlElement): string => {
  const field = childElements(root, 'datafield').find(({ attributes }) => attributes['tag'] === '245');
  if (!field) return '';
  const shown = childElements(field, 'subfield').filter(({ attributes }) => 'anpb'.includes(attributes['code'] ?? '-'));
  return shown
    .map(textOf)
    .join(' ')
    .replace(/\s*[/:;.]\s*$/, '')
    .trim();
};

/** A record as a cataloguer reads it: a line for each field, blank indicators as `#`. */
export const Marc = ({ root, page }: { readonly root: XmlElement; readonly page: PageContext }) => (
  <table class="marc">
    <thead>
      <tr>
        <th scope="col">{page.words.field}</th>
        <th scope="col">{page.words.indicators}</th>
        <th scope="col">{page.words.subfields}</th>
      </tr>
    </thead>
    <tbody>
      {readableAttributes(root).map(([name, value]) => line(page, name, undefined, '', value))}
      {childElements(root).map((field) => {
        const { tag = '' } = field.attributes;
        const name = fieldName(MARC_FIELDS, tag, page.words);
        if (localName(field) === 'leader') return line(page, 'LDR', page.words.leader, '', textOf(field));
        return localName(field) === 'datafield'
          ? line(page, tag, name, indicators(field), subfields(field))
          : line(page, tag, name, '', textOf(field));
      })}
    </tbody>
  </table>
);

const line = (page: PageContext, tag: string, name: string | undefined, ind: ComponentChildren, value: ComponentChildren) => (
  <tr>
    <th scope="row">
      {tag}
      {name !== undefined && <small lang={page.words.language}>{name}</small>}
    </th>
    <td>{ind}</td>
    <td>{value}</td>
  </tr>
);

const indicators = ({ attributes }: XmlElement): string => `${shownIndicator(attributes['ind1'])}${shownIndicator(attributes['ind2'])}`;

const shownIndicator = (indicator = ' '): string => (indicator === ' ' || indicator === '' ? '#' : indicator);

const subfields = (field: XmlElement): ComponentChildren =>
  childElements(field).map((subfield) => [<b>${subfield.attributes['code']}</b>, ' ', linked(textOf(subfield)), ' ']);
