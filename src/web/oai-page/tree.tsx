import type { ComponentChildren } from 'preact';
import { localName, textOf, type XmlElement } from '../../xml/element.js';
import { languageOf, type PageContext } from './address.js';
import { DESCRIPTION_FIELDS, fieldName } from './field-names.js';
import { isPlain, readableAttributes } from './shape.js';
import { linked } from './value.js';

interface TreeParts {
  readonly of: XmlElement;
  /** Where given, known elements bear their name in the reader's language. */
  readonly page?: PageContext;
}

/** Any XML for reading: nothing left out but namespaces and addresses of schemas, which the raw answer below shows. */
export const Tree = ({ of, page }: TreeParts) => <ul class="tree">{branch(of, page)}</ul>;

const branch = (of: XmlElement, page: PageContext | undefined): ComponentChildren => {
  const own = of.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [only] = own;
  const wrapped =
    page && own.length === 1 && typeof only === 'object' && nameOf(localName(only), page) === '' && isPlain(only, []) ? only : undefined;
  const below = wrapped === undefined && own.some((child) => typeof child !== 'string');
  return (
    <li lang={languageOf(of.attributes['xml:lang'])}>
      {name(page ? nameOf(localName(of), page) : of.name, page)}
      {readableAttributes(of).map(([key, value]) => attribute(page ? nameOf(key, page) : key, value))}
      {below ? (
        <ul>{own.map((child) => (typeof child === 'string' ? <li>{linked(child.trim())}</li> : branch(child, page)))}</ul>
      ) : (
        <span class="v">{linked(textOf(of).trim())}</span>
      )}
    </li>
  );
};

const name = (text: string, page: PageContext | undefined): ComponentChildren =>
  text !== '' && (
    <b class="n" lang={page?.words.language ?? 'en'}>
      {text}{' '}
    </b>
  );

const attribute = (label: string, value: string): ComponentChildren => [
  label === '' ? '' : <small>{label}: </small>,
  <span class="v a">{linked(value)}</span>,
  ' ',
];

const nameOf = (key: string, page: PageContext): string => fieldName(DESCRIPTION_FIELDS, key, page.words) ?? key;
