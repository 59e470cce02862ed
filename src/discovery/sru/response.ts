import { XML_DECLARATION, xml, type Markup, type XmlText } from '../../xml/markup.js';
import type { Diagnostic } from './diagnostics.js';
import type { Packing, SruVersion } from './request.js';

/** A record of an answer, or what stands in its place. */
export interface ResponseRecord {
  /** The schema's identifier. */
  readonly schema: string;
  readonly packing: Packing;
  readonly payload: Markup;
  readonly identifier?: string;
  /** From 1; absent in an explanation. */
  readonly position?: number;
}

interface Namespaces {
  readonly response: string;
  readonly diagnostic: string;
}

const SRU_1: Namespaces = { response: 'http://www.loc.gov/zing/srw/', diagnostic: 'http://www.loc.gov/zing/srw/diagnostic/' };
const SRU_2: Namespaces = {
  response: 'http://docs.oasis-open.org/ns/search-ws/sruResponse',
  diagnostic: 'http://docs.oasis-open.org/ns/search-ws/diagnostic',
};
const EXACT = 'info:srw/vocabulary/resultCountPrecision/1/exact';
/** What a record that stands for another says of itself. */
const SURROGATE = 'info:srw/schema/1/diagnostics-v1.1';

const namespacesOf = (version: SruVersion): Namespaces => (version === '2.0' ? SRU_2 : SRU_1);

export interface SearchResponse {
  readonly numberOfRecords: number;
  readonly records: readonly ResponseRecord[];
  readonly nextRecordPosition?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Elements in the order of the schemas of 1.2 and 2.0. */
export const writeSearchResponse = (version: SruVersion, response: SearchResponse): XmlText => {
  const { numberOfRecords, records, nextRecordPosition, diagnostics } = response;
  const list = records.length > 0 ? xml`<records>${records.map((record) => writeRecord(version, record))}</records>` : undefined;
  const next = nextRecordPosition === undefined ? undefined : xml`<nextRecordPosition>${nextRecordPosition}</nextRecordPosition>`;
  const precision = version === '2.0' && xml`<resultCountPrecision>${EXACT}</resultCountPrecision>`;
  const body = xml`<searchRetrieveResponse xmlns="${namespacesOf(version).response}"><version>${version}</version><numberOfRecords>${numberOfRecords}</numberOfRecords>${list}${next}${writeDiagnostics(version, diagnostics)}${precision || undefined}</searchRetrieveResponse>`;
  return `${XML_DECLARATION}${body.markup}\n` as XmlText;
};

export const writeExplainResponse = (version: SruVersion, record: ResponseRecord, diagnostics: readonly Diagnostic[]): XmlText => {
  const body = xml`<explainResponse xmlns="${namespacesOf(version).response}"><version>${version}</version>${writeRecord(version, record)}${writeDiagnostics(version, diagnostics)}</explainResponse>`;
  return `${XML_DECLARATION}${body.markup}\n` as XmlText;
};

/** In place of a record that cannot be had. */
export const surrogate = (version: SruVersion, diagnostic: Diagnostic): Pick<ResponseRecord, 'schema' | 'packing' | 'payload'> => ({
  schema: SURROGATE,
  packing: 'xml',
  payload: writeDiagnostic(version, diagnostic),
});

/** 1.1 knows no identifier of a record; 2.0 calls the packing by another name. */
const writeRecord = (version: SruVersion, { schema, packing, payload, identifier, position }: ResponseRecord): Markup => {
  const packed =
    version === '2.0' ? xml`<recordXMLEscaping>${packing}</recordXMLEscaping>` : xml`<recordPacking>${packing}</recordPacking>`;
  const content = packing === 'string' ? xml`${payload.markup}` : payload;
  const named = identifier === undefined || version === '1.1' ? undefined : xml`<recordIdentifier>${identifier}</recordIdentifier>`;
  const placed = position === undefined ? undefined : xml`<recordPosition>${position}</recordPosition>`;
  return xml`<record><recordSchema>${schema}</recordSchema>${packed}<recordData>${content}</recordData>${named}${placed}</record>`;
};

const writeDiagnostics = (version: SruVersion, diagnostics: readonly Diagnostic[]): Markup | undefined =>
  diagnostics.length === 0
    ? undefined
    : xml`<diagnostics>${diagnostics.map((diagnostic) => writeDiagnostic(version, diagnostic))}</diagnostics>`;

const writeDiagnostic = (version: SruVersion, { uri, details, message }: Diagnostic): Markup =>
  xml`<diagnostic xmlns="${namespacesOf(version).diagnostic}"><uri>${uri}</uri>${details === '' ? undefined : xml`<details>${details}</details>`}<message>${message}</message></diagnostic>`;
