import { renderOaiPage } from '../../../src/web/oai-page.js';
import { xml, XML_DECLARATION, type Markup, type XmlText } from '../../../src/xml/markup.js';

/** Answers written by hand, as OAI-PMH 2.0 §4 has them; whatever is put into them is escaped. */
export const BASE_URL = 'https://julkaisut.example.fi/oai';
const NS = 'http://www.openarchives.org/OAI/2.0/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

export const answer = (given: Readonly<Record<string, string>>, body: Markup): XmlText => {
  const attributes = Object.entries(given).map(([name, value]) => xml` ${{ markup: name as XmlText }}="${value}"`);
  return `${XML_DECLARATION}${
    xml`<OAI-PMH xmlns="${NS}" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS} ${NS}OAI-PMH.xsd"><responseDate>2024-05-02T10:00:00Z</responseDate><request${attributes}>${BASE_URL}</request>${body}</OAI-PMH>`
      .markup
  }` as XmlText;
};

export const IDENTIFIER = 'oai:julkaisut.example.fi:pub/2012-2-print';

export const header = (identifier = IDENTIFIER, status?: string, set = 'own:print'): Markup =>
  xml`<header${status === undefined ? undefined : xml` status="${status}"`}><identifier>${identifier}</identifier><datestamp>2024-05-01T10:00:01Z</datestamp><setSpec>${set}</setSpec></header>`;

export const record = (metadata: Markup, about?: Markup, identifier?: string): Markup =>
  xml`<record>${header(identifier)}<metadata>${metadata}</metadata>${about && xml`<about>${about}</about>`}</record>`;

export const dublinCore = (...fields: readonly (readonly [name: string, value: string, language?: string])[]): Markup =>
  xml`<oai_dc:dc xmlns:oai_dc="${NS}oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS}oai_dc/ ${NS}oai_dc.xsd">${fields.map(
    ([name, value, language]) => {
      const tag = { markup: `dc:${name}` as XmlText };
      return xml`<${tag}${language === undefined ? undefined : xml` xml:lang="${language}"`}>${value}</${tag}>`;
    },
  )}</oai_dc:dc>`;

export const marc = (title: string, link: string): Markup =>
  xml`<record xmlns="http://www.loc.gov/MARC21/slim" xmlns:xsi="${XSI}" xsi:schemaLocation="http://www.loc.gov/MARC21/slim http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"><leader>00000nam a22000004i 4500</leader><controlfield tag="001">2012-2-print</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">${title} /</subfield><subfield code="c">Matti Virtanen.</subfield></datafield><datafield tag="264" ind1=" " ind2="1"><subfield code="a">Helsinki</subfield></datafield><datafield tag="856" ind1="4" ind2="0"><subfield code="u">${link}</subfield></datafield></record>`;

export const kk = (title: string, link: string): Markup =>
  xml`<kk:metadata xmlns:kk="http://kk/1.0"><kk:field schema="dc" element="title" language="fi" value="${title}"/><kk:field schema="dc" element="identifier" qualifier="urn" language="none" value="URN:ISBN:978-952-491-530-4"/><kk:file bundle="ORIGINAL" href="${link}" name="a.pdf" type="application/pdf"/></kk:metadata>`;

export const foreign = (name: string, attribute: string, text: string): Markup =>
  xml`<x:thing xmlns:x="urn:x" kind="${attribute}"><x:name>${name}</x:name><x:deep><x:deeper>${text}</x:deeper> and <x:empty/></x:deep></x:thing>`;

export const provenance = (source: string): Markup =>
  xml`<provenance xmlns="${NS}provenance" xmlns:xsi="${XSI}" xsi:schemaLocation="${NS}provenance ${NS}provenance.xsd"><originDescription harvestDate="2024-04-01T00:00:00Z" altered="true"><baseURL>${source}</baseURL><identifier>oai:melinda.example/1</identifier><datestamp>2024-03-01</datestamp><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace></originDescription></provenance>`;

export const identify = (name: string, email: string, policy: string): Markup =>
  xml`<Identify><repositoryName>${name}</repositoryName><baseURL>${BASE_URL}</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>${email}</adminEmail><earliestDatestamp>2024-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression><description><oai-identifier xmlns="${NS}oai-identifier"><scheme>oai</scheme><repositoryIdentifier>julkaisut.example.fi</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>${IDENTIFIER}</sampleIdentifier></oai-identifier></description><description><eprints xmlns="http://www.openarchives.org/OAI/1.1/eprints"><metadataPolicy><text>${policy}</text></metadataPolicy><dataPolicy><text>${policy}</text><URL>https://example.fi/policy</URL></dataPolicy></eprints></description><description><rightsManifest xmlns="${NS}rights/" appliesTo="${NS}entity#metadata"><rights><rightsReference ref="https://creativecommons.org/publicdomain/zero/1.0/"/></rights></rightsManifest></description><description><friends xmlns="${NS}friends/"><baseURL>https://oai.example.org/oai</baseURL></friends></description></Identify>`;

export const set = (setSpec: string, setName: string, description?: Markup): Markup =>
  xml`<set><setSpec>${setSpec}</setSpec><setName>${setName}</setName>${description && xml`<setDescription>${description}</setDescription>`}</set>`;

export const format = (metadataPrefix: string, schema: string, namespace: string): Markup =>
  xml`<metadataFormat><metadataPrefix>${metadataPrefix}</metadataPrefix><schema>${schema}</schema><metadataNamespace>${namespace}</metadataNamespace></metadataFormat>`;

export const token = (text: string, cursor: number, size: number): Markup =>
  xml`<resumptionToken expirationDate="2024-05-04T10:00:00Z" completeListSize="${size}" cursor="${cursor}">${text}</resumptionToken>`;

export const error = (code: string, message: string): Markup => xml`<error code="${code}">${message}</error>`;

export type Given = Readonly<Record<string, string>>;

/** The page of one of these answers; `attributes` are what its request element repeats. */
export const page = (given: Given, body: Markup, languages: readonly string[] = ['en'], attributes = given): string =>
  renderOaiPage({ answer: answer(attributes, body), given: new URLSearchParams(given), baseUrl: BASE_URL, languages });

export const PLAIN_DC = dublinCore(['title', 'Poliisin toiminta', 'fi'], ['identifier', 'https://urn.fi/URN:ISBN:978-952-491-529-8']);
export const GET = { verb: 'GetRecord', identifier: IDENTIFIER, metadataPrefix: 'oai_dc' };
export const RECORDS = { verb: 'ListRecords', metadataPrefix: 'oai_dc' };
export const HEADERS = { verb: 'ListIdentifiers', metadataPrefix: 'marcxml' };

/** A page of every verb, and one of an error. */
export const PAGES: readonly (readonly [name: string, given: Given, body: Markup])[] = [
  ['Identify', { verb: 'Identify' }, identify('Poliisihallituksen julkaisut', 'kirjasto@example.fi', 'Free for all')],
  [
    'ListMetadataFormats',
    { verb: 'ListMetadataFormats' },
    xml`<ListMetadataFormats>${format('oai_dc', 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd', 'http://www.openarchives.org/OAI/2.0/oai_dc/')}</ListMetadataFormats>`,
  ],
  [
    'ListSets',
    { verb: 'ListSets' },
    xml`<ListSets>${[set('own', 'Own', dublinCore(['description', 'By us'])), set('own:print', 'Print')]}</ListSets>`,
  ],
  [
    'ListIdentifiers',
    HEADERS,
    xml`<ListIdentifiers>${[header(), header('oai:x:1', 'deleted')]}${token('abc', 500, 1200)}</ListIdentifiers>`,
  ],
  [
    'ListRecords',
    RECORDS,
    xml`<ListRecords>${[record(PLAIN_DC, provenance('https://oai.example/')), xml`<record>${header('oai:x:2', 'deleted')}</record>`]}<resumptionToken/></ListRecords>`,
  ],
  [
    'GetRecord of MARC',
    { ...GET, metadataPrefix: 'marcxml' },
    xml`<GetRecord>${record(marc('Poliisi', 'https://example.fi/a.pdf'))}</GetRecord>`,
  ],
  ['GetRecord of kk', { ...GET, metadataPrefix: 'kk' }, xml`<GetRecord>${record(kk('Poliisi', 'https://example.fi/a.pdf'))}</GetRecord>`],
  ['GetRecord of another format', { ...GET, metadataPrefix: 'x' }, xml`<GetRecord>${record(foreign('Name', 'kind', 'text'))}</GetRecord>`],
  ['an error', RECORDS, xml`${error('noRecordsMatch', 'No record matches.')}`],
];
