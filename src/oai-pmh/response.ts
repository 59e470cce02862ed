import { formatDatestamp, type Datestamp } from '../catalogue/datestamp.js';
import { XSI } from '../xml/build.js';
import type { XmlChunk } from '../xml/chunks.js';
import { markup, xml, XML_DECLARATION, type Markup, type XmlText } from '../xml/markup.js';
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

/** One function for the headers of all three verbs, so that they cannot differ (§2.5). */
export const writeHeader = ({ identifier, datestamp, deleted, sets }: HeaderParts): Markup =>
  xml`<header${deleted ? DELETED : undefined}><identifier>${identifier}</identifier><datestamp>${formatDatestamp(datestamp)}</datestamp>${sets.map(
    (setSpec) => xml`<setSpec>${setSpec}</setSpec>`,
  )}</header>`;

const DELETED = xml` status="deleted"`;

/** The header is written, the rest is taken as it was rendered. */
export const writeRecord = (record: RecordParts): readonly XmlChunk[] => {
  const { metadata, about } = record;
  if (metadata === undefined) return [xml`<record>${writeHeader(record)}</record>`.markup];
  const abouts = about.flatMap((part) => [ABOUT, part, ABOUT_END]);
  return [xml`<record>${writeHeader(record)}<metadata>`.markup, metadata, METADATA_END, ...abouts, RECORD_END];
};

const METADATA_END = xml`</metadata>`.markup;
const ABOUT = xml`<about>`.markup;
const ABOUT_END = xml`</about>`.markup;
const RECORD_END = xml`</record>`.markup;

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
