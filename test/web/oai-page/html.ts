import { parse, type DefaultTreeAdapterTypes } from 'parse5';

export type HtmlElement = DefaultTreeAdapterTypes.Element;
type HtmlNode = DefaultTreeAdapterTypes.Node;

/** All elements of a page in document order, as a browser would build them. */
export const elementsOf = (html: string): readonly HtmlElement[] => below(parse(html));

export const below = (node: HtmlNode): readonly HtmlElement[] =>
  'childNodes' in node ? node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...below(child)] : [])) : [];

export const attributeOf = (element: HtmlElement, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value;

export const textOf = (node: HtmlNode): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

export const named = (elements: readonly HtmlElement[], ...tags: readonly string[]): readonly HtmlElement[] =>
  elements.filter(({ tagName }) => tags.includes(tagName));

/** What a reader reads: no title, style or source. */
export const readableText = (html: string): string => {
  const main = named(elementsOf(html), 'header', 'main');
  return main.map(textOf).join(' ');
};

/** What a browser would send when the form is submitted as it stands (HTML, "constructing the entry list"). */
export const entriesOf = (form: HtmlElement): URLSearchParams =>
  new URLSearchParams(
    named(below(form), 'input', 'select', 'textarea').flatMap((control): [string, string][] => {
      const name = attributeOf(control, 'name');
      const value = control.tagName === 'select' ? selectedOf(control) : (attributeOf(control, 'value') ?? '');
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );

/** A disabled option is not sent; without a selected one the first that can be chosen is. */
const selectedOf = (select: HtmlElement): string | undefined => {
  const options = named(below(select), 'option');
  const isDisabled = (option: HtmlElement) => attributeOf(option, 'disabled') !== undefined;
  const selected = options.findLast((option) => attributeOf(option, 'selected') !== undefined);
  const chosen = selected ?? options.find((option) => !isDisabled(option));
  return chosen && !isDisabled(chosen) ? (attributeOf(chosen, 'value') ?? textOf(chosen)) : undefined;
};

export const ancestorsOf = (element: HtmlElement): readonly HtmlElement[] =>
  element.parentNode && 'tagName' in element.parentNode ? [element.parentNode, ...ancestorsOf(element.parentNode)] : [];

export const linksOf = (html: string): readonly string[] => named(elementsOf(html), 'a').map((link) => attributeOf(link, 'href') ?? '');

/** Without white space, which HTML and XML may lay out differently. */
export const squeezed = (text: string): string => text.replace(/\s+/g, '');
