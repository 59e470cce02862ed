import { identifying, isVerb, rewriting, type PlantedFault } from './planted-fault.js';
import { RIGHT, type Behaviour, type DoubleRecord } from './provider-double.js';

const changing = (local: number, change: Partial<DoubleRecord>): Partial<Behaviour> => ({
  records: RIGHT.records.map((each) => (each.identifier.endsWith(`/${local}`) ? { ...each, ...change } : each)),
});
const dc = (change: (xml: string) => string): Partial<Behaviour> => ({
  metadata: (each, prefix) => (prefix === 'oai_dc' ? change(RIGHT.metadata(each, prefix) ?? '') : RIGHT.metadata(each, prefix)),
});
const marc = (change: (xml: string) => string): Partial<Behaviour> => ({
  metadata: (each, prefix) => (prefix === 'marcxml' ? change(RIGHT.metadata(each, prefix) ?? '') : RIGHT.metadata(each, prefix)),
});
const MARC = RIGHT.formats[1]!;

/** Requirements 25 to 31, 36, 40 to 50 and 58 to 66: what the repository says and holds. */
export const repositoryFaults: readonly PlantedFault[] = [
  ['a base URL with arguments', 'R1', ['R10'], identifying('double.example.org/oai<', 'double.example.org/oai?context=1<')],
  [
    'GetRecord gives the first record always',
    'R22c',
    ['R45'],
    rewriting((text) => text.replace('a/1</identifier>', 'a/2</identifier>'), isVerb('GetRecord')),
  ],
  [
    'an item has no formats',
    'R25',
    [],
    rewriting(
      (text) => text.replace('oai_dc</metadataPrefix>', 'mets</metadataPrefix>'),
      (args) => isVerb('ListMetadataFormats')(args) && args.has('identifier'),
    ),
  ],
  [
    'an unknown item has all formats',
    'R25a',
    ['R15'],
    {
      arguments: (request) => {
        const args = RIGHT.arguments(request);
        if (args.get('verb') === 'ListMetadataFormats' && args.get('identifier')?.includes('no-such')) args.delete('identifier');
        return args;
      },
    },
  ],
  ['ListSets is empty', 'R26', ['R11', 'R45a', 'R51b'], rewriting((text) => text.replace(/<set>.*<\/set>/, ''), isVerb('ListSets'))],
  [
    'no sets, but set is taken',
    'R26b',
    ['R41a', 'R44', 'R44a', 'R45a'],
    {
      sets: [],
      rewrite: (text) =>
        text
          .replace('<error code="noSetHierarchy">', '<error code="noRecordsMatch">')
          .replace(/(<request[^>]*verb="ListSets".*)noRecordsMatch/, '$1noSetHierarchy'),
    },
  ],
  [
    'a listed record cannot be had',
    'R27b',
    [],
    rewriting(
      (text) =>
        text.includes('<GetRecord>') ? text.replace(/<GetRecord>.*<\/GetRecord>/, '<error code="cannotDisseminateFormat">x</error>') : text,
      (args) => args.get('metadataPrefix') === 'marcxml',
    ),
  ],
  [
    'a listed format cannot be harvested',
    'R27c',
    [],
    rewriting(
      (text) =>
        text.includes('<ListRecords>')
          ? text.replace(/<ListRecords>.*<\/ListRecords>/, '<error code="cannotDisseminateFormat">x</error>')
          : text,
      (args) => args.get('metadataPrefix') === 'marcxml',
    ),
  ],
  [
    'a misspelt element of Identify',
    'R28',
    ['R11', 'R28a'],
    identifying(/protocolVersion>2.0<\/protocolVersion/, 'procotolVersion>2.0</procotolVersion'),
  ],
  [
    'Identify out of order',
    'R28',
    ['R11'],
    identifying(
      /(<repositoryName>.*<\/repositoryName>)(<baseURL>http:\/\/double.example.org\/oai<\/baseURL>)/,
      '<baseURL>http://double.example.org/oai</baseURL><repositoryName>Koe</repositoryName>',
    ),
  ],
  ['version 1.1', 'R28a', ['R11'], identifying('>2.0<', '>1.1<')],
  ['mailto: in adminEmail', 'R28b', [], identifying('oai@example.org', 'mailto:oai@example.org')],
  ['adminEmail at localhost', 'R28b', ['R11'], identifying('oai@example.org', 'root@localhost')],
  ['no name', 'R28c', [], identifying('>Koe<', '><')],
  ['earliestDatestamp later than a record', 'R29', [], identifying('2020-01-01T00:00:00Z', '2021-01-15T00:00:00Z')],
  ['earliestDatestamp a day', 'R29a', [], identifying('2020-01-01T00:00:00Z', '2020-01-01')],
  ['earliestDatestamp of the year 1', 'R29b', [], identifying('2020-01-01T00:00:00Z', '0001-01-01T00:00:00Z')],
  ['earliestDatestamp in the future', 'R29b', ['R29', 'R35b', 'R35c'], identifying('2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z')],
  ['granularity in capitals', 'R30', ['R11'], identifying('YYYY-MM-DDThh:mm:ssZ', 'YYYY-MM-DDTHH:MM:SSZ')],
  ['two things in one description', 'R31', ['R11'], identifying('</description><description>', '')],
  ['a description without schema', 'R31a', [], identifying(/(?<=friends\/") xsi:schemaLocation="[^"]*"/, '')],
  [
    'datestamps with milliseconds',
    'R36',
    ['R32c'],
    {
      header: (each, verb) => RIGHT.header(each, verb).replace('Z</datestamp>', '.000Z</datestamp>'),
      problems: (args) => RIGHT.problems(new URLSearchParams(args.toString().replaceAll('.000Z', 'Z'))),
      matches: (each, args) =>
        RIGHT.matches(each, {
          ...args,
          ...(args.from && { from: args.from.replace('.000Z', 'Z') }),
          ...(args.until && { until: args.until.replace('.000Z', 'Z') }),
        }),
    },
  ],
  ['a datestamp in the future', 'R36a', [], changing(7, { datestamp: '2024-06-01T15:00:00Z' })],
  ['deletions although there are none', 'R40', [], identifying('persistent', 'no')],
  [
    'a deletion that GetRecord does not know',
    'R40a',
    [],
    rewriting(
      (text) =>
        text.includes('status="deleted"') ? text.replace(/<GetRecord>.*<\/GetRecord>/, '<error code="idDoesNotExist">x</error>') : text,
      isVerb('GetRecord'),
    ),
  ],
  [
    'a deleted record with metadata',
    'R41',
    ['R48', 'R48a'],
    rewriting(
      (text) =>
        text.replace(
          /(<header status="deleted">.*?<\/header>)/,
          '$1<metadata><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">x</dc:title></metadata>',
        ),
      isVerb('ListRecords'),
    ),
  ],
  ['a live record without metadata', 'R41', [], rewriting((text) => text.replace(/<metadata>.*?<\/metadata>/, ''), isVerb('ListRecords'))],
  [
    'deletions are not in sets',
    'R41a',
    [],
    { matches: (each, args) => RIGHT.matches(each, args) && !(each.deleted && args.set !== undefined) },
  ],
  ['a set listed twice', 'R43', [], { sets: [...RIGHT.sets, ['own', 'Taas']] }],
  ['a set without name', 'R43', [], { sets: [...RIGHT.sets.slice(0, -1), ['empty', '']] }],
  ['a setSpec with a slash', 'R43', ['R11', 'R46'], { sets: [...RIGHT.sets, ['own/print', 'x']] }],
  [
    'sets do not take in those below',
    'R44',
    [],
    { matches: (each, args) => RIGHT.matches(each, args) && (args.set === undefined || each.sets.includes(args.set)) },
  ],
  [
    'a set harvest loses a record',
    'R44a',
    ['R44'],
    { matches: (each, args) => RIGHT.matches(each, args) && !(args.set !== undefined && each.identifier.endsWith('/1')) },
  ],
  ['a set harvest gives everything', 'R44b', ['R21b'], { matches: (each, { set: _, ...args }) => RIGHT.matches(each, args) }],
  [
    'ListIdentifiers shows no sets',
    'R45',
    ['R44b'],
    {
      header: (each, verb) =>
        verb === 'ListIdentifiers' ? RIGHT.header(each, verb).replaceAll(/<setSpec>.*?<\/setSpec>/g, '') : RIGHT.header(each, verb),
    },
  ],
  [
    'GetRecord shows another datestamp',
    'R45',
    [],
    {
      header: (each, verb) =>
        verb === 'GetRecord' ? RIGHT.header(each, verb).replace('2021-01-01', '2021-01-02') : RIGHT.header(each, verb),
    },
  ],
  ['a header names a set that is not listed', 'R45a', [], changing(6, { sets: ['older', 'secret'] })],
  [
    'a listed set cannot be harvested',
    'R46',
    [],
    { problems: (args) => [...RIGHT.problems(args), ...(args.get('set') === 'empty' ? [['badArgument', 'empty'] as const] : [])] },
  ],
  [
    'oai_dc by another schema',
    'R47',
    ['R48a'],
    { formats: [['oai_dc', 'http://www.openarchives.org/OAI/dc.xsd', RIGHT.formats[0]![2]], MARC] },
  ],
  ['an item without oai_dc', 'R47a', [], changing(1, { prefixes: ['marcxml'] })],
  ['metadata in another namespace', 'R48', [], dc((xml) => xml.replaceAll('OAI/2.0/oai_dc/"', 'OAI/1.1/dc"'))],
  ['metadata without schemaLocation', 'R48a', [], dc((xml) => xml.replace(/ xsi:schemaLocation="[^"]*"/, ''))],
  ['a prefix listed twice', 'R48b', [], { formats: [...RIGHT.formats, MARC] }],
  ['MARCXML by another schema', 'R49', ['R48a'], { formats: [RIGHT.formats[0]!, [MARC[0], 'http://example.org/marc.xsd', MARC[2]]] }],
  ['a MARC leader of 23 characters', 'R11', [], marc((xml) => xml.replace('00000nam', '0000nam'))],
  ['identifiers that are no URIs', 'R50', ['R58'], changing(6, { identifier: '12345' })],
  ['identifiers of another domain', 'R58', [], changing(6, { identifier: 'oai:elsewhere.example.org:6' })],
  [
    'a sample that does not exist',
    'R58a',
    [],
    identifying('<sampleIdentifier>oai:double.example.org:a/1', '<sampleIdentifier>oai:double.example.org:a/99'),
  ],
  ['provenance without its date', 'R59', ['R11'], changing(3, { about: RIGHT.records[2]!.about!.replace(/ harvestDate="[^"]*"/, '') })],
  ['two rights statements', 'R61', [], changing(2, { about: RIGHT.records[1]!.about!.repeat(2) })],
  ['rights in the resource', 'R62', ['R11'], identifying('entity#metadata', 'entity#resource')],
  ['a friend without address', 'R63', [], identifying('http://friend.example.org/oai', 'friend.example.org')],
  ['an icon without address', 'R64', [], identifying('http://double.example.org/icon.png', '/icon.png')],
  ['policies that say nothing', 'R65', [], identifying('<text>CC0</text>', '')],
  [
    'a toolkit description',
    'R66',
    [],
    identifying(
      /$/,
      '<description><toolkit xmlns="http://oai.dlib.vt.edu/OAI/metadata/toolkit" xsi:schemaLocation="http://oai.dlib.vt.edu/OAI/metadata/toolkit http://oai.dlib.vt.edu/OAI/metadata/toolkit.xsd"><title>x</title></toolkit></description>',
    ),
  ],
  [
    'MARCXML with prefixes',
    'C5',
    [],
    marc((xml) => xml.replace('xmlns=', 'xmlns:marc=').replaceAll(/<(\/?)(record|leader|controlfield)/g, '<$1marc:$2')),
  ],
  ['an element error in metadata', 'C6', ['R11'], dc((xml) => xml.replaceAll('dc:title', 'dc:error'))],
  [
    'lists out of their bounds',
    'R34a',
    [],
    {
      matches: (each, args) =>
        RIGHT.matches(each, args) || (args.from === '2021-01-01' && args.until === '2021-01-01' && each.identifier.endsWith('/7')),
    },
  ],
  [
    'until is exclusive',
    'R34',
    ['R32', 'R41a', 'R44', 'R44a'],
    { matches: (each, args) => RIGHT.matches(each, args) && (args.until === undefined || each.datestamp < args.until) },
  ],
  [
    'from is exclusive',
    'R34',
    ['R41a', 'R44', 'R44a'],
    { matches: (each, args) => RIGHT.matches(each, args) && (args.from === undefined || each.datestamp > args.from) },
  ],
  [
    'until ends at midnight',
    'R32',
    [],
    { matches: (each, args) => RIGHT.matches(each, { ...args, ...(args.until?.length === 10 && { until: `${args.until}T00:00:00Z` }) }) },
  ],
  [
    'a day is local',
    'R32',
    [],
    {
      matches: (each, args) =>
        RIGHT.matches(
          {
            ...each,
            datestamp:
              args.from?.length === 10
                ? new Date(Date.parse(each.datestamp) + 14 * 3_600_000).toISOString().slice(0, 19) + 'Z'
                : each.datestamp,
          },
          args,
        ),
    },
  ],
];
