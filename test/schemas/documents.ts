/** Valid documents, one for each verb, format and container, from which the corpus is cut. */

const OAI = 'http://www.openarchives.org/OAI/2.0/';

export const response = (request: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="${OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${OAI} ${OAI}OAI-PMH.xsd">
<responseDate>2024-05-06T07:08:09Z</responseDate>
<request${request}>http://oai.example.org/oai</request>
${content}
</OAI-PMH>`;

const HEADER =
  '<header><identifier>oai:oai.example.org:a/1</identifier><datestamp>2024-01-02T03:04:05Z</datestamp><setSpec>own</setSpec><setSpec>own:print</setSpec></header>';

export const DC =
  '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd"><dc:title xml:lang="fi">Näkyvä toiminta</dc:title><dc:creator>Meikäläinen, Maija</dc:creator><dc:date>2012</dc:date></oai_dc:dc>';

/** 24 characters. */
export const LEADER = '00000nam a22000004i 4500';

const MARC =
  '<record xmlns="http://www.loc.gov/MARC21/slim" type="Bibliographic"><leader>00000nam a22000004i 4500</leader><controlfield tag="001">2012-2-pdf</controlfield><controlfield tag="008">260101s2012    fi |||| o    f|0| 0|fin|c</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Otsikko :</subfield><subfield code="b">alaotsikko.</subfield></datafield><datafield tag="490" ind1="1" ind2=" "><subfield code="a">Sarja</subfield></datafield></record>';

const KK =
  '<kk:metadata xmlns:kk="http://kk/1.0"><kk:identifier type="handle" value="a/1"/><kk:type name="item"/><kk:link href="https://example.org/a/1"/><kk:field schema="dc" element="title" language="fi" value="Otsikko"/><kk:field schema="dc" element="identifier" qualifier="isbn" language="none" value="978-952-491-530-4"/><kk:file bundle="ORIGINAL" href="https://example.org/a.pdf" name="a.pdf" type="application/pdf"/></kk:metadata>';

const PROVENANCE =
  '<provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance"><originDescription harvestDate="2024-02-02T14:10:02Z" altered="true"><baseURL>http://the.oa.example.org</baseURL><identifier>oai:r2.example.org:k/9</identifier><datestamp>2024-01-01</datestamp><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace><originDescription harvestDate="2023-01-01" altered="false"><baseURL>http://some.oa.example.org</baseURL><identifier>oai:r1.example.org:k/9</identifier><datestamp>2022-02-02T00:00:00Z</datestamp><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace></originDescription></originDescription></provenance>';

const RIGHTS =
  '<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/"><rightsReference ref="http://creativecommons.org/publicdomain/zero/1.0/"/></rights>';

export const record = (metadata: string, about = ''): string => `<record>${HEADER}<metadata>${metadata}</metadata>${about}</record>`;

const identify = (descriptions: string): string =>
  response(
    ' verb="Identify"',
    `<Identify><repositoryName>Koe</repositoryName><baseURL>http://oai.example.org/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>oai@example.org</adminEmail><earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression>${descriptions}</Identify>`,
  );

const described = (description: string): string => identify(`<description>${description}</description>`);

/** Every document here is valid. */
export const VALID = {
  identify: identify(''),
  oaiIdentifier: described(
    '<oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier"><scheme>oai</scheme><repositoryIdentifier>oai.example.org</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>oai:oai.example.org:a/1</sampleIdentifier></oai-identifier>',
  ),
  rightsManifest: described(
    `<rightsManifest xmlns="http://www.openarchives.org/OAI/2.0/rights/" appliesTo="http://www.openarchives.org/OAI/2.0/entity#metadata">${RIGHTS.replace(/ xmlns="[^"]*"/, '')}</rightsManifest>`,
  ),
  friends: described(
    '<friends xmlns="http://www.openarchives.org/OAI/2.0/friends/"><baseURL>http://a.example.org/oai</baseURL><baseURL>http://b.example.org/oai</baseURL></friends>',
  ),
  branding: described(
    '<branding xmlns="http://www.openarchives.org/OAI/2.0/branding/"><collectionIcon><url>http://e.org/i.png</url><link>http://e.org/</link><title>Koe</title><width>88</width><height>31</height></collectionIcon><metadataRendering metadataNamespace="http://www.openarchives.org/OAI/2.0/oai_dc/" mimeType="text/xsl">http://e.org/dc.xsl</metadataRendering></branding>',
  ),
  eprints: described(
    '<eprints xmlns="http://www.openarchives.org/OAI/1.1/eprints"><content><text>Julkaisuja</text><URL>http://e.org/</URL></content><metadataPolicy><text>CC0</text></metadataPolicy><dataPolicy/><submissionPolicy><URL>http://e.org/s</URL></submissionPolicy><comment>yksi</comment><comment>kaksi</comment></eprints>',
  ),
  gateway: described(
    '<gateway xmlns="http://www.openarchives.org/OAI/2.0/gateway/"><source>http://sru.example.org</source><gatewayDescription>http://e.org/g</gatewayDescription><gatewayAdmin>a@example.org</gatewayAdmin><gatewayAdmin>b@example.org</gatewayAdmin><gatewayURL>http://e.org/u</gatewayURL><gatewayNotes>http://e.org/n</gatewayNotes></gateway>',
  ),
  error: response('', '<error code="badVerb">no verb was given</error>'),
  formats: response(
    ' verb="ListMetadataFormats" identifier="oai:oai.example.org:a/1"',
    '<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix><schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema><metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat></ListMetadataFormats>',
  ),
  sets: response(
    ' verb="ListSets"',
    `<ListSets><set><setSpec>own</setSpec><setName>Omat</setName><setDescription>${DC}</setDescription></set><set><setSpec>own:print</setSpec><setName>Painetut</setName></set><resumptionToken cursor="0" completeListSize="4" expirationDate="2024-05-08T00:00:00Z">abc</resumptionToken></ListSets>`,
  ),
  identifiers: response(
    ' verb="ListIdentifiers" metadataPrefix="oai_dc" from="2024-01-01" until="2024-12-31" set="own"',
    `<ListIdentifiers>${HEADER}<header status="deleted"><identifier>oai:oai.example.org:a/2</identifier><datestamp>2024-01-02</datestamp></header><resumptionToken cursor="0" completeListSize="9">abc</resumptionToken></ListIdentifiers>`,
  ),
  dublinCore: response(
    ' verb="GetRecord" metadataPrefix="oai_dc" identifier="oai:oai.example.org:a/1"',
    `<GetRecord>${record(DC, `<about>${RIGHTS}</about><about>${PROVENANCE}</about>`)}</GetRecord>`,
  ),
  marc: response(' verb="ListRecords" resumptionToken="abc"', `<ListRecords>${record(MARC)}<resumptionToken/></ListRecords>`),
  kk: response(' verb="ListRecords" metadataPrefix="kk"', `<ListRecords>${record(KK)}</ListRecords>`),
} as const;

export type DocumentName = keyof typeof VALID;
