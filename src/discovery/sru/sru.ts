import type { Discovery } from '../discovery.js';
import { markup, type XmlText } from '../../xml/markup.js';
import { parseCql } from './cql-parse.js';
import { searchCql } from './cql-search.js';
import { diagnostic, SruFault, type Diagnostic } from './diagnostics.js';
import { explainRecord, type ExplainPorts } from './explain.js';
import { listed, type ListedHit } from './hits.js';
import { writePayload } from './payload.js';
import {
  readEnvelope,
  readRemarks,
  readSearchRetrieve,
  refuseUnknown,
  type SearchRetrieveRequest,
  type SruOperation,
  type SruVersion,
} from './request.js';
import { surrogate, writeExplainResponse, writeSearchResponse, type ResponseRecord } from './response.js';
import { createResultSets, type ResultSet, type ResultSets } from './result-sets.js';
import { sortedHits } from './sorted-hits.js';

/** The UTF-8 bytes of a stored record without XML declaration; `undefined` when there is none, or it was deleted. */
export type ReadRecord = (identifier: string, metadataPrefix: string) => Promise<Uint8Array | undefined>;

export interface SruPorts extends ExplainPorts {
  readonly discovery: Discovery;
  readonly readRecord: ReadRecord;
  /** Records that a query may find; 50,000 where absent. */
  readonly mostRecords?: number;
}

/** Answers one request, in whatever way it is wrong. Rejects with AbortError when the caller has gone. */
export type AnswerSru = (params: URLSearchParams, signal: AbortSignal) => Promise<XmlText>;

/** A server of SRU 1.1, 1.2 and 2.0. It holds the last results, so that a client that pages through one has it searched once. */
export const createSru = (ports: SruPorts): AnswerSru => {
  const results = createResultSets();
  return async (params, signal) => {
    const { version, operation, fault } = readEnvelope(params);
    try {
      if (fault) throw fault;
      if (operation === 'searchRetrieve') return await searchRetrieve(ports, results, { params, version, signal });
      refuseUnknown(params, 'explain');
      return writeExplainResponse(version, explainRecord(version, ports), readRemarks(params));
    } catch (error) {
      if (!(error instanceof SruFault)) throw error;
      return refuse(ports, version, operation, error.diagnostic);
    }
  };
};

/** What is answered while the store cannot be reached; nothing is asked of it. */
export const writeUnavailable = (ports: SruPorts, params: URLSearchParams): XmlText => {
  const { version, operation } = readEnvelope(params);
  return refuse(ports, version, operation, diagnostic(2, '', 'the catalogue cannot be reached; try again in a moment'));
};

const refuse = (ports: SruPorts, version: SruVersion, operation: SruOperation, reason: Diagnostic): XmlText =>
  operation === 'explain'
    ? writeExplainResponse(version, explainRecord(version, ports), [reason])
    : writeSearchResponse(version, { numberOfRecords: 0, records: [], diagnostics: [reason] });

interface Asked {
  readonly params: URLSearchParams;
  readonly version: SruVersion;
  readonly signal: AbortSignal;
}

const searchRetrieve = async (ports: SruPorts, results: ResultSets, { params, version, signal }: Asked): Promise<XmlText> => {
  const request = readSearchRetrieve(params, version);
  const { startRecord, maximumRecords } = request;
  const { hits, remarks } = await results.find(await keyOf(ports, request), () => search(ports, request, signal));
  const numberOfRecords = hits.length;
  const diagnostics = [...request.remarks, ...remarks];
  if (startRecord > Math.max(numberOfRecords, 1)) {
    const excess = diagnostic(61, numberOfRecords, `there are ${numberOfRecords} records, and the first is asked for at ${startRecord}`);
    return writeSearchResponse(version, { numberOfRecords, records: [], diagnostics: [...diagnostics, excess] });
  }
  const shown = hits.slice(startRecord - 1, startRecord - 1 + maximumRecords);
  const records = await Promise.all(shown.map((hit, index) => readHit(ports, version, request, hit, startRecord + index)));
  const next = startRecord + shown.length;
  return writeSearchResponse(version, {
    numberOfRecords,
    records,
    ...(next <= numberOfRecords && { nextRecordPosition: next }),
    diagnostics,
  });
};

/** A result holds as long as the catalogue stays as it is. */
const keyOf = async ({ discovery }: SruPorts, { query, sort }: SearchRetrieveRequest): Promise<string> =>
  JSON.stringify([(await discovery.readVersion()).tag, query, sort]);

const search = async ({ discovery, mostRecords }: SruPorts, request: SearchRetrieveRequest, signal: AbortSignal): Promise<ResultSet> => {
  const { tree, sort } = parseCql(request.query);
  const { hits, remarks } = await searchCql(tree, { discovery, signal, ...(mostRecords !== undefined && { mostRecords }) });
  return { hits: sortedHits(hits, sort.length > 0 ? sort : request.sort).map(listed), remarks };
};

const readHit = async (
  { readRecord }: SruPorts,
  version: SruVersion,
  { schema, packing }: SearchRetrieveRequest,
  { identifier, formats }: ListedHit,
  position: number,
): Promise<ResponseRecord> => {
  const place = { identifier, position };
  if (!formats.includes(schema.metadataPrefix)) return { ...surrogate(version, diagnostic(67, schema.identifier)), ...place };
  const stored = await readRecord(identifier, schema.metadataPrefix);
  // Deleted since it was found.
  if (stored === undefined) return { ...surrogate(version, diagnostic(65, identifier)), ...place };
  return { schema: schema.identifier, packing, payload: markup(writePayload(stored, schema)), ...place };
};
