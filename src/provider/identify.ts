import { formatDatestamp } from '../catalogue/datestamp.js';
import type { Settings } from '../platform/settings.js';
import type { Installation } from '../store/ports.js';
import { XSI } from '../xml/build.js';
import { xml, type Markup } from '../xml/markup.js';

const NS = 'http://www.openarchives.org/OAI/2.0/';

/** The answer to Identify (OAI-PMH 2.0 §4.2), elements in the order of the schema. */
export const writeIdentify = (parts: {
  readonly settings: Settings;
  readonly baseUrl: string;
  readonly installation: Installation;
  /** Of an item that exists, once one does. */
  readonly sampleIdentifier: string;
}): Markup => {
  const { settings, baseUrl, installation } = parts;
  const { repository } = settings;
  return xml`<Identify><repositoryName>${repository.name}</repositoryName><baseURL>${baseUrl}</baseURL><protocolVersion>2.0</protocolVersion>${repository.adminEmail.map(
    (address) => xml`<adminEmail>${address}</adminEmail>`,
  )}<earliestDatestamp>${formatDatestamp(installation.earliestDatestamp)}</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression><compression>deflate</compression>${[
    oaiIdentifier(repository.identifierDomain, parts.sampleIdentifier),
    eprints(settings),
    rightsManifest(settings),
    ...friends(settings),
  ].map((description) => xml`<description>${description}</description>`)}</Identify>`;
};

const oaiIdentifier = (domain: string, sample: string): Markup =>
  xml`<oai-identifier xmlns="${NS}oai-identifier" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS}oai-identifier ${NS}oai-identifier.xsd"><scheme>oai</scheme><repositoryIdentifier>${domain}</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>${sample}</sampleIdentifier></oai-identifier>`;

/** Registries still read these policies, though the schema is of version 1.1. */
const eprints = ({ oai: { policies } }: Settings): Markup => {
  const optional = (name: 'content' | 'submissionPolicy', text: string | undefined): Markup | undefined =>
    text === undefined
      ? undefined
      : name === 'content'
        ? xml`<content><text>${text}</text></content>`
        : xml`<submissionPolicy><text>${text}</text></submissionPolicy>`;
  return xml`<eprints xmlns="http://www.openarchives.org/OAI/1.1/eprints" xmlns:xsi="${XSI}" xsi:schemaLocation="http://www.openarchives.org/OAI/1.1/eprints http://www.openarchives.org/OAI/1.1/eprints.xsd">${optional('content', policies.content)}<metadataPolicy><text>${policies.metadata}</text></metadataPolicy><dataPolicy><text>${policies.data}</text></dataPolicy>${optional('submissionPolicy', policies.submission)}</eprints>`;
};

/** Of the metadata of the whole repository, not of the publications described (rights guideline §3). */
const rightsManifest = ({ oai }: Settings): Markup =>
  xml`<rightsManifest xmlns="${NS}rights/" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS}rights/ ${NS}rightsManifest.xsd" appliesTo="${NS}entity#metadata"><rights><rightsReference ref="${oai.metadataRights}"/></rights></rightsManifest>`;

const friends = ({ oai }: Settings): readonly Markup[] =>
  oai.friends.length === 0
    ? []
    : [
        xml`<friends xmlns="${NS}friends/" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS}friends/ ${NS}friends.xsd">${oai.friends.map(
          (baseUrl) => xml`<baseURL>${baseUrl}</baseURL>`,
        )}</friends>`,
      ];
