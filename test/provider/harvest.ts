import path from 'node:path';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { loadSchemas, type SchemaValidator } from '../../src/xml/schema.js';

/** A whole answer, valid against the schemas and read. */
export interface OaiAnswer {
  readonly text: string;
  readonly root: XmlElement;
  readonly responseDate: string;
  readonly request: XmlElement;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  /** The element named as the verb; absent beside errors. */
  readonly body?: XmlElement;
}

export interface Header {
  readonly identifier: string;
  readonly datestamp: string;
  readonly deleted: boolean;
  readonly sets: readonly string[];
}

/** One request, by its arguments as they stand in a URL, to one answer: in process or over HTTP. */
export type Ask = (query: string) => Promise<OaiAnswer>;

let schemas: SchemaValidator | undefined;

/** Every answer that a test receives comes through here. @throws Error with what the schemas refuse */
export const readAnswer = (text: string): OaiAnswer => {
  schemas ??= loadSchemas(path.resolve('schemas'));
  const faults = schemas.validate(text);
  if (faults.length > 0)
    throw new Error(`${faults.map(({ line, message }) => `line ${line}: ${message}`).join('\n')}\n${text.slice(0, 2000)}`);
  const root = parseXml(text);
  const [responseDate, request, ...rest] = childElements(root);
  if (!responseDate || !request || rest.length === 0) throw new Error(`an answer of three parts was expected: ${text.slice(0, 500)}`);
  const errors = rest
    .filter((part) => localName(part) === 'error')
    .map((part) => ({ code: part.attributes['code'] ?? '', message: textOf(part) }));
  const [body] = rest;
  return { text, root, responseDate: textOf(responseDate), request, errors, ...(errors.length === 0 && body && { body }) };
};

export const codesOf = ({ errors }: OaiAnswer): readonly string[] => errors.map(({ code }) => code);

/** The headers of a GetRecord, ListIdentifiers or ListRecords. */
export const headersOf = ({ body }: OaiAnswer): readonly Header[] =>
  (body ? childElements(body) : [])
    .map((part) => (localName(part) === 'record' ? findChild(part, 'header') : part))
    .filter((part) => part !== undefined && localName(part) === 'header')
    .map((header) => readHeader(header!));

const readHeader = (header: XmlElement): Header => ({
  identifier: textOf(findChild(header, 'identifier')),
  datestamp: textOf(findChild(header, 'datestamp')),
  deleted: header.attributes['status'] === 'deleted',
  sets: childElements(header, 'setSpec').map(textOf),
});

export const identifiersOf = (answer: OaiAnswer): readonly string[] => headersOf(answer).map(({ identifier }) => identifier);

export interface Token {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export const tokenOf = ({ body }: OaiAnswer): Token | undefined => {
  const found = findChild(body, 'resumptionToken');
  return found && { text: textOf(found), attributes: found.attributes };
};

/** The token of a page that must have one with which the list goes on. */
export const nextTokenOf = (answer: OaiAnswer): string => {
  const token = tokenOf(answer)?.text;
  if (token === undefined || token === '') throw new Error(`a resumptionToken was expected: ${answer.text.slice(0, 500)}`);
  return token;
};

const MOST_PAGES = 500;

/** Every page of a list, by the tokens. `between` runs before each page but the first. */
export const harvestList = async (
  ask: Ask,
  verb: 'ListIdentifiers' | 'ListRecords' | 'ListSets',
  query = '',
  between: () => Promise<void> | void = () => undefined,
): Promise<readonly OaiAnswer[]> => {
  const pages = [await ask(`verb=${verb}${query === '' ? '' : `&${query}`}`)];
  for (let token = tokenOf(pages[0]!)?.text; token !== undefined && token !== ''; token = tokenOf(pages.at(-1)!)?.text) {
    if (pages.length > MOST_PAGES) throw new Error('the list does not end');
    await between();
    pages.push(await ask(`verb=${verb}&resumptionToken=${token}`));
  }
  return pages;
};

export const harvestIdentifiers = async (ask: Ask, query: string): Promise<readonly string[]> =>
  (await harvestList(ask, 'ListIdentifiers', query)).flatMap(identifiersOf);
