import type { Settings } from '../../platform/settings.js';
import { xml, type Markup } from '../../xml/markup.js';
import { CONTEXT_SETS, INDEXES, type CqlIndex } from './cql-indexes.js';
import { MOST_AT_ONCE, USUALLY_AT_ONCE, type SruVersion } from './request.js';
import type { ResponseRecord } from './response.js';
import { SCHEMAS } from './schemas.js';

const ZEEREX = 'http://explain.z3950.org/dtd/2.0/';

export interface ExplainPorts {
  readonly settings: Settings;
  /** Where the service is reached from outside. */
  readonly publicUrl: string;
}

/** What this server can do, as ZeeRex 2.0, which both versions of SRU take for it. */
export const explainRecord = (version: SruVersion, ports: ExplainPorts): ResponseRecord => ({
  schema: ZEEREX,
  packing: 'xml',
  payload: xml`<explain xmlns="${ZEEREX}">${serverInfo(version, ports.publicUrl)}${databaseInfo(ports.settings)}${indexInfo()}${schemaInfo()}${configInfo()}</explain>`,
});

const serverInfo = (version: SruVersion, publicUrl: string): Markup => {
  const { protocol, hostname, port, pathname } = new URL(publicUrl);
  const transport = protocol.replace(':', '');
  const usual = transport === 'https' ? '443' : '80';
  const database = `${pathname.replace(/\/$/, '')}/sru`.slice(1);
  return xml`<serverInfo protocol="SRU" version="${version}" transport="${transport}" method="GET POST"><host>${hostname}</host><port>${port || usual}</port><database>${database}</database></serverInfo>`;
};

const databaseInfo = ({ repository, oai }: Settings): Markup =>
  xml`<databaseInfo><title lang="fi" primary="true">${repository.name}</title>${oai.policies.content === undefined ? undefined : xml`<description lang="en" primary="true">${oai.policies.content}</description>`}<contact>${repository.adminEmail.join(', ')}</contact></databaseInfo>`;

const indexInfo = (): Markup => {
  const sets = Object.entries(CONTEXT_SETS).map(([name, [identifier]]) => xml`<set name="${name}" identifier="${identifier}"/>`);
  return xml`<indexInfo>${sets}${INDEXES.map(writeIndex)}<sortKeyword>title</sortKeyword><sortKeyword>date</sortKeyword></indexInfo>`;
};

const writeIndex = ({ set, name, title, relations }: CqlIndex): Markup => {
  const sort = set === 'dc' && (name === 'title' || name === 'date') ? 'true' : 'false';
  const supports = relations.map((relation) => xml`<supports type="relation">${relation}</supports>`);
  return xml`<index search="true" scan="false" sort="${sort}"><title lang="en">${title}</title><map><name set="${set}">${name}</name></map><configInfo>${supports}</configInfo></index>`;
};

const schemaInfo = (): Markup =>
  xml`<schemaInfo>${SCHEMAS.map(
    ({ name, identifier, location, title }) =>
      xml`<schema name="${name}" identifier="${identifier}" location="${location}" sort="false" retrieve="true"><title lang="en">${title}</title></schema>`,
  )}</schemaInfo>`;

const configInfo = (): Markup =>
  xml`<configInfo><default type="numberOfRecords">${USUALLY_AT_ONCE}</default><default type="retrieveSchema">${SCHEMAS[0].name}</default><default type="index">cql.serverChoice</default><default type="relation">=</default><setting type="maximumRecords">${MOST_AT_ONCE}</setting>${['and', 'or', 'not'].map((operator) => xml`<supports type="booleanOperator">${operator}</supports>`)}<supports type="maskingCharacter">*</supports><supports type="sort"></supports></configInfo>`;
