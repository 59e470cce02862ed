import type { Datestamp } from '../catalogue/datestamp.js';
import { OaiError, type OaiErrorCode, type OaiProblem } from '../oai-pmh/protocol.js';
import { writeErrors, writeRecords, writeResponse } from '../oai-pmh/response.js';
import type { MetadataFormat } from '../publishing/formats.js';
import type { RecordStore } from '../store/ports.js';
import { decodeChunks, encodeChunks, type Allocate, type XmlChunk } from '../xml/chunks.js';
import { xml, type Markup, type XmlText } from '../xml/markup.js';
import { describeAnswered, describeRefused, type NoteAnswer } from './answered-request.js';
import { writeIdentify } from './identify.js';
import { answerList } from './list-records.js';
import { answerListSets } from './list-sets.js';
import type { Answer, Moment, ProviderPorts } from './ports.js';
import { missingFormat, quote, unknownFormat, unknownIdentifier } from './problems.js';
import { parseRequest, type OaiRequest } from './request.js';

export interface Provider {
  /**
   * One request, one whole answer. The arguments of query and body come as one multiset, already decoded.
   * @throws StoreError when the store cannot answer; never an answer that looks like an empty list then
   */
  answer(given: URLSearchParams): Promise<XmlText>;
  /**
   * The same as UTF-8, without turning rendered bytes into text and back; in memory of the caller's where it gives some, and what it is made
   * from too. `note` is told what was answered, so that nobody need read the answer for it.
   */
  answerBytes(given: URLSearchParams, allocate?: Allocate, note?: NoteAnswer): Promise<Buffer>;
}

export const createProvider = (ports: ProviderPorts): Provider => ({
  answer: async (given) => decodeChunks(await answerRequest(ports, given, {})),
  answerBytes: async (given, allocate, note) => encodeChunks(await answerRequest(ports, given, { allocate, note }), allocate),
});

interface Surroundings {
  readonly allocate?: Allocate | undefined;
  readonly note?: NoteAnswer | undefined;
}

const answerRequest = async (
  ports: ProviderPorts,
  given: URLSearchParams,
  { allocate, note }: Surroundings,
): Promise<readonly XmlChunk[]> => {
  const { store, settings, baseUrl } = ports;
  const moment = await readMoment(store, allocate);
  const parsed = parseRequest(given, settings.oai.lenient ? 'lenient' : 'strict');
  if (parsed.kind === 'illegal') {
    note?.(describeRefused(given, parsed.problems[0]?.code));
    return writeResponse({ responseDate: moment.responseDate, baseUrl, attributes: [] }, [writeErrors(parsed.problems).markup]);
  }
  const { body, responseDate = moment.responseDate, ...outcome } = await respond(ports, moment, parsed.request);
  note?.(describeAnswered(parsed.request, outcome));
  return writeResponse({ responseDate, baseUrl, attributes: parsed.attributes }, body);
};

const readMoment = async (store: RecordStore, allocate: Allocate | undefined): Promise<Moment> => {
  const moment = await store.readMoment();
  return { ...moment, allocate, responseDate: Math.min(moment.now, moment.settled + 1) as Datestamp };
};

const respond = async (ports: ProviderPorts, moment: Moment, request: OaiRequest): Promise<Answer & { readonly error?: OaiErrorCode }> => {
  try {
    return await answerVerb(ports, moment, request);
  } catch (error) {
    if (error instanceof OaiError) return { body: [writeErrors(error.problems).markup], error: error.problems[0].code };
    throw error;
  }
};

const answerVerb = async (ports: ProviderPorts, moment: Moment, request: OaiRequest): Promise<Answer> => {
  switch (request.verb) {
    case 'Identify':
      return { body: [(await identify(ports, moment)).markup] };
    case 'ListMetadataFormats':
      return { body: [(await listMetadataFormats(ports, request.identifier)).markup] };
    case 'ListSets':
      return answerListSets(ports, moment, request.resumptionToken);
    case 'GetRecord':
      return { body: await getRecord(ports, request.identifier, request.metadataPrefix) };
    case 'ListIdentifiers':
    case 'ListRecords':
      return answerList(ports, moment, request);
  }
};

const identify = async ({ store, settings, baseUrl, formats }: ProviderPorts, { installation, settled }: Moment): Promise<Markup> => {
  const [first] = await store.listHeaders({ metadataPrefix: formats[0]?.storedAs ?? 'oai_dc', until: settled, limit: 1 });
  const { identifierDomain, identifierPrefix } = settings.repository;
  return writeIdentify({
    settings,
    baseUrl,
    installation,
    sampleIdentifier: first?.identifier ?? `oai:${identifierDomain}:${identifierPrefix}/2012-2-pdf`,
  });
};

const listMetadataFormats = async ({ store, formats }: ProviderPorts, identifier: string | undefined): Promise<Markup> => {
  const offered = identifier === undefined ? formats : await formatsOfItem(store, formats, identifier);
  return xml`<ListMetadataFormats>${offered.map(
    ({ metadataPrefix, schema, metadataNamespace }) =>
      xml`<metadataFormat><metadataPrefix>${metadataPrefix}</metadataPrefix><schema>${schema}</schema><metadataNamespace>${metadataNamespace}</metadataNamespace></metadataFormat>`,
  )}</ListMetadataFormats>`;
};

const formatsOfItem = async (
  store: RecordStore,
  formats: readonly MetadataFormat[],
  identifier: string,
): Promise<readonly MetadataFormat[]> => {
  const records = await store.listRecordsOf(identifier);
  if (records.length === 0) throw new OaiError(unknownIdentifier(identifier));
  const live = new Set(records.filter(({ deleted }) => !deleted).map(({ metadataPrefix }) => metadataPrefix));
  const offered = formats.filter(({ storedAs }) => live.has(storedAs));
  if (offered.length === 0) {
    const message = `Every record of ${quote(identifier)} is deleted, so no format of it is left. GetRecord still tells when that was.`;
    throw new OaiError({ code: 'noMetadataFormats', message });
  }
  return offered;
};

const getRecord = async ({ store, formats }: ProviderPorts, identifier: string, metadataPrefix: string): Promise<readonly XmlChunk[]> => {
  const format = formats.find((candidate) => candidate.metadataPrefix === metadataPrefix);
  const record = format && (await store.findRecord(identifier, format.storedAs));
  if (record) return [xml`<GetRecord>`.markup, ...writeRecords([record]), xml`</GetRecord>`.markup];
  const known = (await store.listRecordsOf(identifier)).length > 0;
  const problems = [
    ...(known ? [] : [unknownIdentifier(identifier)]),
    ...(format ? [] : [unknownFormat(metadataPrefix, formats)]),
    ...(known && format ? [missingFormat(identifier, metadataPrefix)] : []),
  ];
  throw new OaiError(...(problems as [OaiProblem, ...OaiProblem[]]));
};
