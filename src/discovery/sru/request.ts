import type { SortKey } from './cql-query.js';
import { parseSortKeys } from './cql-sort.js';
import { diagnostic, SruFault, type Diagnostic } from './diagnostics.js';
import { findSchema, SCHEMAS, type SruSchema } from './schemas.js';

export type SruVersion = '1.1' | '1.2' | '2.0';

export const VERSIONS: readonly SruVersion[] = ['1.1', '1.2', '2.0'];
export const MOST_AT_ONCE = 100;
export const USUALLY_AT_ONCE = 10;

export type SruOperation = 'explain' | 'searchRetrieve';
export type Packing = 'xml' | 'string';

export interface SearchRetrieveRequest {
  /** CQL. */
  readonly query: string;
  /** From 1. */
  readonly startRecord: number;
  /** 0 asks for the number of records only. */
  readonly maximumRecords: number;
  readonly schema: SruSchema;
  readonly packing: Packing;
  /** Of the parameter sortKeys; empty where the order is asked for in the query or not at all. */
  readonly sort: readonly SortKey[];
  /** Of what was asked for and is not done. */
  readonly remarks: readonly Diagnostic[];
}

/**
 * SRU 2.0 has no operation and needs no version; the earlier ones have both, and what names neither and asks nothing wants the
 * explanation, which the earlier form gives to every client.
 * @returns a fault where the version or the operation is none of ours; the answer is then in the form of the nearest version
 */
export const readEnvelope = (
  params: URLSearchParams,
): { readonly version: SruVersion; readonly operation: SruOperation; readonly fault?: SruFault } => {
  const wanted = params.get('version') ?? '';
  const operation = params.get('operation') ?? '';
  const known = VERSIONS.find((each) => each === wanted);
  const version = known ?? (wanted.startsWith('1') || (wanted === '' && (operation !== '' || !params.has('query'))) ? '1.2' : '2.0');
  const isSearch = operation === 'searchRetrieve' || (operation === '' && params.has('query'));
  const envelope = { version, operation: isSearch ? 'searchRetrieve' : 'explain' } as const;
  if (wanted !== '' && !known) return { ...envelope, fault: new SruFault(5, '2.0', `versions here are ${VERSIONS.join(', ')}`) };
  if (isSearch || operation === 'explain' || operation === '') return envelope;
  return { ...envelope, fault: new SruFault(4, operation, 'operations here are searchRetrieve and explain') };
};

const OF_BOTH = ['operation', 'version', 'stylesheet', 'recordPacking', 'recordXMLEscaping', 'httpAccept'];
/** What each operation takes; extensions of anyone begin with `x-` and are left alone (SRU 1.2, Extensions). */
const PARAMETERS: Readonly<Record<SruOperation, ReadonlySet<string>>> = {
  explain: new Set(OF_BOTH),
  searchRetrieve: new Set([
    ...OF_BOTH,
    ...['query', 'queryType', 'startRecord', 'maximumRecords', 'recordSchema', 'sortKeys', 'resultSetTTL', 'responseType', 'renderedBy'],
  ]),
};

/** @throws SruFault 6 or 8 */
export const refuseUnknown = (params: URLSearchParams, operation: SruOperation): void => {
  for (const name of new Set(params.keys())) {
    if (name.startsWith('x-')) continue;
    const known = [...PARAMETERS[operation]];
    if (!known.includes(name)) throw new SruFault(8, name, `${operation} takes ${known.join(', ')}`);
    if (params.getAll(name).length > 1) throw new SruFault(6, name, 'it is given more than once');
  }
};

/** @throws SruFault */
export const readSearchRetrieve = (params: URLSearchParams, version: SruVersion): SearchRetrieveRequest => {
  refuseUnknown(params, 'searchRetrieve');
  const query = params.get('query');
  if (query === null || query.trim() === '') throw new SruFault(7, 'query');
  if ((params.get('queryType') ?? 'cql') !== 'cql') throw new SruFault(6, 'queryType', 'queries are in cql');
  if ((params.get('renderedBy') ?? 'client') !== 'client') throw new SruFault(6, 'renderedBy', 'answers are rendered by the client');
  return {
    query,
    startRecord: readNumber(params, 'startRecord', { usual: 1, least: 1 }),
    maximumRecords: Math.min(readNumber(params, 'maximumRecords', { usual: USUALLY_AT_ONCE, least: 0 }), MOST_AT_ONCE),
    schema: readSchemaName(params),
    packing: readPacking(params, version),
    sort: parseSortKeys(params.get('sortKeys') ?? ''),
    remarks: readRemarks(params),
  };
};

/** A stylesheet of the caller's choice would make our page run their code. */
export const readRemarks = (params: URLSearchParams): readonly Diagnostic[] =>
  params.has('stylesheet') ? [diagnostic(110, params.get('stylesheet') ?? '')] : [];

const readNumber = (
  params: URLSearchParams,
  name: string,
  { usual, least }: { readonly usual: number; readonly least: number },
): number => {
  const text = (params.get(name) ?? '').trim();
  if (text === '') return usual;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number < least) throw new SruFault(6, name, `it is a whole number from ${least}`);
  return number;
};

const readSchemaName = (params: URLSearchParams): SruSchema => {
  const wanted = params.get('recordSchema') ?? '';
  const schema = wanted === '' ? SCHEMAS[0] : findSchema(wanted);
  if (schema === undefined) throw new SruFault(66, wanted, `schemas here are ${SCHEMAS.map(({ name }) => name).join(', ')}`);
  return schema;
};

/** In 2.0 the parameter is called recordXMLEscaping and recordPacking means something else; clients that send the old one to it are understood. */
const readPacking = (params: URLSearchParams, version: SruVersion): Packing => {
  const old = params.get('recordPacking') ?? '';
  const packing = params.get('recordXMLEscaping') ?? (version === '2.0' && old === 'packed' ? 'xml' : old);
  if (packing === '' || packing === 'xml') return 'xml';
  if (packing === 'string') return 'string';
  throw new SruFault(71, packing, 'records come as xml or as string');
};
