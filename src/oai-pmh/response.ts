import { formatDatestamp, type Datestamp } from '../catalogue/datestamp.js';
import { XSI } from '../xml/build.js';
import type { XmlChunk } from '../xml/chunks.js';
import { escapeXml, markup, xml, XML_DECLARATION, type Markup, type XmlText } from '../xml/markup.js';
import { OAI_NAMESPACE, OAI_SCHEMA, type OaiProblem } from './protocol.js';

/** Around every answer (OAI-PMH 2.0 §3.2). `attributes` are the request's arguments as given, or none. */
export interface Envelope {
  readonly responseDate: Datestamp;
  readonly baseUrl: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** A whole answer: default namespace and literal `xsi:` prefix, since clients in use read names, not namespaces. */
export const writeResponse = ({ responseDate, baseUrl, attributes }: Envelope, body: readonly XmlChunk[]): readonly XmlChunk[] => {
  const given = attributes.map(([name, value]) => xml` ${markup(name as XmlText)}="${value}"`);
  const request = xml`<responseDate>${formatDatestamp(responseDate)}</responseDate><request${given}>${baseUrl}</request>`;
  return [OPENING, request.markup, ...body, CLOSING];
};

const OPENING =
  xml`${markup(XML_DECLARATION)}<OAI-PMH xmlns="${OAI_NAMESPACE}" xmlns:xsi="${XSI}" xsi:schemaLocation="${OAI_NAMESPACE} ${OAI_SCHEMA}">`
    .markup;
const CLOSING = xml`</OAI-PMH>\n`.markup;

/** One element for each problem (§3.6). */
export const writeErrors = (problems: readonly OaiProblem[]): Markup =>
  xml`${problems.map(({ code, message }) => xml`<error code="${code}">${message}</error>`)}`;

export interface HeaderParts {
  readonly identifier: string;
  readonly datestamp: Datestamp;
  readonly deleted: boolean;
  readonly sets: readonly string[];
}

export interface RecordParts extends HeaderParts {
  readonly metadata?: XmlChunk;
  readonly about: readonly XmlChunk[];
}

/** The headers of ListIdentifiers. */
export const writeHeaders = (headers: readonly HeaderParts[]): XmlText => headers.map(createHeaderWriter()).join('') as XmlText;

/**
 * The records of ListRecords or GetRecord: headers are written, the rest is taken as it was rendered. All text between
 * two renderings is one chunk, since each chunk costs as much as copying a record.
 */
export const writeRecords = (records: readonly RecordParts[]): readonly XmlChunk[] => {
  const writeHeader = createHeaderWriter();
  const chunks: XmlChunk[] = [];
  let text = '';
  const take = (rendered: XmlChunk): void => {
    chunks.push(text as XmlText, rendered);
    text = '';
  };
  for (const record of records) {
    text += `<record>${writeHeader(record)}`;
    if (record.metadata !== undefined) {
      text += '<metadata>';
      take(record.metadata);
      text += '</metadata>';
      for (const part of record.about) {
        text += '<about>';
        take(part);
        text += '</about>';
      }
    }
    text += '</record>';
  }
  return [...chunks, text as XmlText];
};

/**
 * One function for the headers of all three verbs, so that they cannot differ (§2.5). What follows the identifier is
 * written anew only when it changes: neighbours in a list mostly have second and sets in common.
 */
const createHeaderWriter = (): ((parts: HeaderParts) => string) => {
  let before: HeaderParts | undefined;
  let ending = '';
  return (parts) => {
    if (!before || parts.datestamp !== before.datestamp || !hasSameSets(parts, before)) {
      const sets = parts.sets.map((setSpec) => xml`<setSpec>${setSpec}</setSpec>`);
      ending = xml`</identifier><datestamp>${formatDatestamp(parts.datestamp)}</datestamp>${sets}</header>`.markup;
    }
    before = parts;
    return `<header${parts.deleted ? ' status="deleted"' : ''}><identifier>${escapeXml(parts.identifier)}${ending}`;
  };
};

const hasSameSets = (a: HeaderParts, b: HeaderParts): boolean =>
  a.sets.length === b.sets.length && a.sets.every((setSpec, index) => setSpec === b.sets[index]);

/** `cursor` counts what was returned before this page; `completeListSize` is never less than what will be (§3.5). */
export interface ResumptionToken {
  readonly token: string;
  readonly cursor: number;
  readonly completeListSize: number;
  readonly expirationDate: Datestamp;
}

/**
 * With every attribute while the list goes on, bare at its end: Kansalliskirjasto's client dies of a token without
 * attributes and starts over, for ever, at an empty one that has some.
 */
export const writeResumptionToken = (token: ResumptionToken | 'end of a split list'): Markup =>
  token === 'end of a split list'
    ? xml`<resumptionToken/>`
    : xml`<resumptionToken expirationDate="${formatDatestamp(token.expirationDate)}" completeListSize="${token.completeListSize}" cursor="${token.cursor}">${token.token}</resumptionToken>`;
