import type { Exchange } from '../../src/conformance/exchange.js';

const OAI = 'http://www.openarchives.org/OAI/2.0/';

const header = (id: string, more = ''): string =>
  `<header${more}><identifier>oai:melinda.kansalliskirjasto.fi/bib/${id}</identifier><datestamp>2026-01-02T05:04:00.000Z</datestamp></header>`;

const marc = (id: string): string =>
  `<metadata><record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000cam a2200673 i 4500</leader><controlfield tag="001">${id}</controlfield><datafield tag="245" ind1="0" ind2="0"><subfield code="a"></subfield></datafield></record></metadata>`;

/**
 * The Finnish union catalogue's provider with its known oddities: misspelt elements of Identify, headers wrapped in records, milliseconds,
 * request before responseDate, errors without a word, no token at the end, HTTP 500 for odd signs, GET only.
 */
export const melindaDouble: Exchange = async ({ method, url }) => {
  const args = new URL(url).searchParams;
  const reply = (content: string, status = 200) => ({
    status,
    headers: { 'content-type': 'application/xml' },
    text: `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="${OAI}"><request${args.has('verb') ? ` verb="${args.get('verb')!}"` : ''}>https://oai-pmh.example.fi/bib</request><responseDate>2026-01-02T03:10:00.000Z</responseDate>${content}</OAI-PMH>`,
    ms: 40,
  });
  const error = (code: string) => reply(`<error code="${code}"/>`);
  if (method === 'POST')
    return { status: 404, headers: { 'content-type': 'text/html' }, text: '<!DOCTYPE html><html>Cannot POST /bib</html>', ms: 5 };
  if (/["<&\s]/.test([...args.values()].join(''))) return { status: 500, headers: {}, text: '', ms: 5 };
  const verb = args.get('verb') ?? '';
  switch (verb) {
    case 'Identify':
      return reply(
        `<Identify><repositoryName>Melinda OAI-PMH provider</repositoryName><baseURL>https://oai-pmh.example.fi/bib</baseURL><procotolVersion>2.0</procotolVersion><earliestTimestamp>2001-01-01T00:00:00.000Z</earliestTimestamp><deletedRecord>transient</deletedRecord><granularity>YYYY-MM-DDthh:mm:ssZ</granularity></Identify>`,
      );
    case 'ListMetadataFormats':
      return reply(
        ['oai_dc', 'marc21', 'melinda_marc']
          .map(
            (prefix) =>
              `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd</schema><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace></metadataFormat>`,
          )
          .join('')
          .replace(/^/, '<ListMetadataFormats>')
          .replace(/$/, '</ListMetadataFormats>'),
      );
    case 'ListSets':
      return reply('<ListSets><set><setSpec>fennica</setSpec><setName>Fennica</setName></set></ListSets>');
    case 'GetRecord':
      return reply(`<GetRecord><record>${header('000254001')}${marc('000254001')}</record></GetRecord>`);
    case 'ListIdentifiers':
    case 'ListRecords': {
      if (args.get('resumptionToken')) {
        return reply(`<${verb}><record>${header('000254003', ' status="deleted"')}</record></${verb}>`);
      }
      if (!args.get('metadataPrefix')) return error('badArgument');
      const content = verb === 'ListRecords' ? marc('000254001') : '';
      const records = ['000254001', '000254002'].map((id) => `<record>${header(id)}${content}</record>`).join('');
      return reply(
        `<${verb}>${records}<resumptionToken expirationDate="2026-01-02T03:25:00.000Z" cursor="0" timeCursor="20260102">a+b/c=</resumptionToken></${verb}>`,
      );
    }
    default:
      return error('badVerb');
  }
};
