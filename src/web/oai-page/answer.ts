import { isVerb, type Verb } from '../../oai-pmh/protocol.js';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../xml/element.js';
import { parseXml } from '../../xml/parse.js';
import type { XmlText } from '../../xml/markup.js';

/** An answer of OAI-PMH as the page needs it; the page knows nothing else of the repository. */
export interface OaiAnswer {
  readonly responseDate: string;
  readonly baseUrl: string;
  /** The arguments that the request element repeats; none after badVerb and badArgument. */
  readonly arguments: Readonly<Record<string, string>>;
  /** The element of the verb; `undefined` where there are problems instead. */
  readonly body: { readonly verb: Verb; readonly element: XmlElement } | undefined;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
}

export interface Header {
  readonly identifier: string;
  readonly datestamp: string;
  readonly setSpecs: readonly string[];
  readonly status: string | undefined;
}

/** The resumptionToken of a page; an empty `token` ends a list that was split. */
export interface Token {
  readonly token: string;
  readonly cursor: number | undefined;
  readonly completeListSize: string | undefined;
  readonly expirationDate: string | undefined;
}

/** @throws XmlError when the text is not well-formed */
export const readAnswer = (text: XmlText): OaiAnswer => {
  const root = parseXml(text);
  const request = findChild(root, 'request');
  const element = childElements(root).find((child) => isVerb(localName(child)));
  const verb = element && localName(element);
  return {
    responseDate: childText(root, 'responseDate'),
    baseUrl: textOf(request).trim(),
    arguments: request?.attributes ?? {},
    body: element && verb !== undefined && isVerb(verb) ? { verb, element } : undefined,
    problems: childElements(root, 'error').map((error) => ({ code: error.attributes['code'] ?? '', message: textOf(error) })),
  };
};

export const readHeader = (header: XmlElement | undefined): Header => ({
  identifier: childText(header, 'identifier'),
  datestamp: childText(header, 'datestamp'),
  setSpecs: header ? childElements(header, 'setSpec').map((setSpec) => textOf(setSpec).trim()) : [],
  status: header?.attributes['status'],
});

export const readToken = (list: XmlElement): Token | undefined => {
  const found = findChild(list, 'resumptionToken');
  if (!found) return undefined;
  const { cursor, completeListSize, expirationDate } = found.attributes;
  return { token: textOf(found).trim(), cursor: cursor === undefined ? undefined : Number(cursor), completeListSize, expirationDate };
};

/** The headers of any answer that has some, for what the forms can suggest. */
export const headersOf = ({ body }: OaiAnswer): readonly Header[] => {
  if (!body) return [];
  const inRecords = childElements(body.element, 'record').map((record) => findChild(record, 'header'));
  return [...childElements(body.element, 'header'), ...inRecords].map(readHeader);
};

export const childText = (of: XmlElement | undefined, name: string): string => textOf(findChild(of, name)).trim();
