import { confusing, identifying, isVerb, replacing, rewriting, type PlantedFault } from './planted-fault.js';
import { BASE_URL, RIGHT } from './provider-double.js';

const isError = (text: string): boolean => text.includes('<error ');

/** Requirements 6 to 20 and clients: what an answer looks like. */
export const answerFaults: readonly PlantedFault[] = [
  ['application/xml', 'R6', [], { headers: (request, args) => ({ ...RIGHT.headers(request, args), 'content-type': 'application/xml' }) }],
  ['errors with status 400', 'R7', [], { status: (text) => (isError(text) ? 400 : 200) }],
  [
    'an HTML page instead of an error',
    'R8',
    ['R27'],
    rewriting((text, args) =>
      args.get('identifier')?.includes('no-such') && isVerb('GetRecord')(args) ? '<html><body>Not found</body></html>' : text,
    ),
  ],
  ['gzip without being asked', 'R9', [], { headers: (request, args) => ({ ...RIGHT.headers(request, args), 'content-encoding': 'gzip' }) }],
  [
    'a compression that does not work',
    'R9a',
    [],
    { rewrite: (text, _, { headers }) => (headers['Accept-Encoding'] === 'gzip' ? '\u001f\u008b\b' : text) },
  ],
  ['a compression that is only listed', 'R9a', [], { headers: () => ({ 'content-type': 'text/xml' }) }],
  ['identity is listed', 'R9b', [], identifying('gzip', 'identity')],
  ['the base URL of another host', 'R10', [], replacing(`>${BASE_URL}</request>`, '>http://proxy.internal:8080/oai</request>')],
  ['an attribute that no schema knows', 'R11', [], replacing(/<resumptionToken (?=exp)/, '<resumptionToken timeCursor="1" ')],
  ['a misspelt error code', 'R19b', ['R11', 'R19', 'R19a', 'R2b', 'R4', 'R5a', 'R5b', 'R15', 'R16a'], confusing('badVerb', 'badRequest')],
  ['an entity that XML does not know', 'R11a', ['R8', 'R17b'], rewriting((text) => text.replace('illegal identifier', '&nbsp;'))],
  ['no XML declaration', 'R11b', [], replacing(/^<\?xml.*\?>\n/, '')],
  ['another encoding', 'R11b', [], replacing('encoding="UTF-8"', 'encoding="ISO-8859-1"')],
  [
    'a DOCTYPE',
    'R11c',
    ['R8', 'R26', 'R26a', 'R54a'],
    rewriting((text) => text.replace('<OAI-PMH', '<!DOCTYPE OAI-PMH>\n<OAI-PMH'), isVerb('ListSets')),
  ],
  [
    'the namespace of version 1.1',
    'R12',
    ['R11'],
    replacing('xmlns="http://www.openarchives.org/OAI/2.0/"', 'xmlns="http://www.openarchives.org/OAI/1.1/"'),
  ],
  ['no schemaLocation', 'R12a', [], replacing(/ xsi:schemaLocation="http:\/\/www.openarchives.org\/OAI\/2.0\/ [^"]*"/, '')],
  [
    'request before responseDate',
    'R13',
    ['R11'],
    rewriting((text) => text.replace(/(<responseDate>.*<\/responseDate>)(<request.*<\/request>)/, '$2$1')),
  ],
  [
    'an error beside an answer',
    'R13',
    ['R11', 'R19b'],
    rewriting((text) => text.replace('</ListMetadataFormats>', '</ListMetadataFormats><error code="badResumptionToken">x</error>')),
  ],
  ['responseDate with milliseconds', 'R14', [], replacing('T12:00:00Z</responseDate>', 'T12:00:00.000Z</responseDate>')],
  ['request without its arguments', 'R15', ['R16a'], replacing(/<request [^>]*>/, '<request>')],
  [
    'a token page repeats the first arguments',
    'R15',
    [],
    rewriting(
      (text) => text.replace('<request ', '<request metadataPrefix="oai_dc" '),
      (args) => args.get('verb') === 'ListRecords' && (args.get('resumptionToken') ?? '').length > 30,
    ),
  ],
  [
    'attributes after badArgument',
    'R16',
    [],
    rewriting((text) => (text.includes('code="badArgument"') ? text.replace('<request>', '<request verb="ListRecords">') : text)),
  ],
  [
    'no attributes after other errors',
    'R16a',
    ['R15'],
    rewriting((text) => (isError(text) ? text.replace(/<request [^>]*>/, '<request>') : text)),
  ],
  [
    'a reference to a control character',
    'R18',
    ['R11a', 'R8', 'R25'],
    rewriting(
      (text) => text.replace('<metadataFormat>', '<metadataFormat>&#11;'),
      (args) => isVerb('ListMetadataFormats')(args) && args.has('identifier'),
    ),
  ],
  ['errors without a word', 'R20', [], replacing(/(?<=<error code="\w+">)[^<]+/, '')],
  ['a code of another verb', 'R19b', ['R27'], confusing('idDoesNotExist', 'noSetHierarchy', isVerb('GetRecord'))],
  [
    'prefixed elements',
    'C4',
    ['R12'],
    rewriting(
      (text) => text.replace('xmlns=', 'xmlns:oai=').replaceAll(/<(\/?)(OAI-PMH|responseDate|request|error)\b/g, '<$1oai:$2'),
      (args) => args.get('verb') === 'identify',
    ),
  ],
  [
    'the final slash is another address',
    'C7',
    [],
    { rewrite: (text, _, { url }) => (url.includes('/oai/?') ? '<html/>' : text), status: () => 200 },
  ],
  [
    'JSON for those who would take it',
    'C8',
    [],
    { rewrite: (text, _, { headers }) => (headers['Accept']?.includes('json') ? '{}' : text) },
  ],
  [
    '406 for application/xml',
    'C8a',
    [],
    { rewrite: (text, _, { headers }) => (headers['Accept'] === 'application/xml' ? 'Not Acceptable' : text) },
  ],
];
