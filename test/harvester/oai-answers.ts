export const MARC = 'http://www.loc.gov/MARC21/slim';
export const OAI = 'http://www.openarchives.org/OAI/2.0/';

/** Of the project's own writing: a record as small as a record can be. */
export const marcRecord = (number: string, title = `Julkaisu ${number}`): string =>
  `<record xmlns="${MARC}"><leader>00000cam a2200000 i 4500</leader><controlfield tag="001">${number}</controlfield><datafield tag="245" ind1="0" ind2="0"><subfield code="a">${title}</subfield></datafield></record>`;

export const header = (id: string, attributes = '', datestamp = '2026-01-02T03:04:05Z'): string =>
  `<header${attributes}><identifier>oai:example.fi:${id}</identifier><datestamp>${datestamp}</datestamp></header>`;

export const oaiRecord = (id: string, title?: string): string =>
  `<record>${header(id)}<metadata>${marcRecord(id, title)}</metadata></record>`;

export const oaiRecords = (...ids: readonly string[]): string => ids.map((id) => oaiRecord(id)).join('');

export const envelope = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="${OAI}"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://example.fi/oai</request>${content}</OAI-PMH>`;

/** A page of ListRecords; a token element goes after the records as it is. */
export const listPage = (content: string, token = ''): string => envelope(`<ListRecords>${content}${token}</ListRecords>`);

export const tokenElement = (token: string): string => `<resumptionToken>${token}</resumptionToken>`;

export const oaiError = (...codes: readonly string[]): string =>
  envelope(codes.map((code) => `<error code="${code}">${code}!</error>`).join(''));

/** A page of ListIdentifiers, of headers alone. */
export const identifiersPage = (headers: string, token = ''): string => envelope(`<ListIdentifiers>${headers}${token}</ListIdentifiers>`);

export const getRecordAnswer = (record: string): string => envelope(`<GetRecord>${record}</GetRecord>`);

export const identify = (granularity: string): string =>
  envelope(`<Identify><repositoryName>Test</repositoryName><granularity>${granularity}</granularity></Identify>`);

/** The identifiers that `header` writes. */
export const ids = (...numbers: readonly string[]): readonly string[] => numbers.map((number) => `oai:example.fi:${number}`);
