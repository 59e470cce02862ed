import { formatDatestamp, type Datestamp } from '../catalogue/datestamp.js';
import { XSI } from '../xml/build.js';
import { markup, xml, XML_DECLARATION, type Markup, type XmlText } from '../xml/markup.js';
import { OAI_NAMESPACE, OAI_SCHEMA, type OaiProblem } from './protocol.js';

/** Around every answer (OAI-PMH 2.0 §3.2). `attributes` are the request's arguments as given, or none. */
export interface Envelope {
  readonly responseDate: Datestamp;
  readonly baseUrl: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** A whole answer: default namespace and literal `xsi:` prefix, since clients in use read names, not namespaces. */
export const writeResponse = ({ responseDate, baseUrl, attributes }: Envelope, body: Markup): XmlText => {
  const given = attributes.map(([name, value]) => xml` ${markup(name as XmlText)}="${value}"`);
  const response = xml`<OAI-PMH xmlns="${OAI_NAMESPACE}" xmlns:xsi="${XSI}" xsi:schemaLocation="${OAI_NAMESPACE} ${OAI_SCHEMA}"><responseDate>${formatDatestamp(responseDate)}</responseDate><request${given}>${baseUrl}</request>${body}</OAI-PMH>`;
  return `${XML_DECLARATION}${response.markup}\n` as XmlText;
};

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
  readonly metadata?: XmlText;
  readonly about: readonly XmlText[];
}

/** One function for the headers of all three verbs, so that they cannot differ (§2.5). */
export const writeHeader = ({ identifier, datestamp, deleted, sets }: HeaderParts): Markup =>
  xml`<header${deleted ? DELETED : undefined}><identifier>${identifier}</identifier><datestamp>${formatDatestamp(datestamp)}</datestamp>${sets.map(
    (setSpec) => xml`<setSpec>${setSpec}</setSpec>`,
  )}</header>`;

const DELETED = xml` status="deleted"`;

export const writeRecord = (record: RecordParts): Markup => {
  const metadata = record.metadata === undefined ? undefined : xml`<metadata>${markup(record.metadata)}</metadata>`;
  const about = record.about.map((part) => xml`<about>${markup(part)}</about>`);
  return xml`<record>${writeHeader(record)}${metadata}${about}</record>`;
};

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
