import { confusing, isVerb, overlooking, overlookingMessage, rewriting, type PlantedFault } from './planted-fault.js';
import { RIGHT } from './provider-double.js';

const normal = (change: (args: URLSearchParams) => URLSearchParams) => ({
  arguments: (request: Parameters<typeof RIGHT.arguments>[0]) => change(RIGHT.arguments(request)),
});
const once = (args: URLSearchParams, ...names: readonly string[]): URLSearchParams => {
  const kept = new URLSearchParams(args);
  for (const name of names) if (kept.has(name)) kept.set(name, kept.get(name)!);
  return kept;
};
const without = (args: URLSearchParams, name: string): URLSearchParams => new URLSearchParams([...args].filter(([key]) => key !== name));

/** Requirements 2 to 5 and 17 to 35: what may be asked, and how. */
export const argumentFaults: readonly PlantedFault[] = [
  ['POST bodies are not read', 'R2', ['R2a'], { arguments: ({ url }) => new URL(url).searchParams }],
  [
    'POST forgets where it is when listing',
    'R2a',
    ['R15'],
    {
      arguments: (request) =>
        request.method === 'POST' && request.body?.includes('ListRecords')
          ? new URLSearchParams('verb=ListRecords&metadataPrefix=none')
          : RIGHT.arguments(request),
    },
  ],
  [
    'POST takes any verb for Identify',
    'R2b',
    ['R15'],
    { arguments: (request) => (request.body?.includes('Nonsense') ? new URLSearchParams('verb=Identify') : RIGHT.arguments(request)) },
  ],
  [
    'verb must come first',
    'R3',
    [],
    {
      arguments: (request) =>
        new URL(request.url).search.startsWith('?metadataPrefix') ? new URLSearchParams() : RIGHT.arguments(request),
    },
  ],
  [
    'percent-encoding is left as it is',
    'R3a',
    ['R15'],
    {
      arguments: (request) => {
        const args = RIGHT.arguments(request);
        if (request.url.includes('%6F%61%69')) args.set('identifier', 'oai:none');
        return args;
      },
    },
  ],
  [
    'verbs in any case',
    'R4',
    ['R15'],
    normal((args) => {
      const kept = new URLSearchParams(args);
      if (kept.get('verb') === 'identify') kept.set('verb', 'Identify');
      return kept;
    }),
  ],
  ['unknown arguments are overlooked', 'R4a', ['R11'], overlooking(([, text]) => text === 'nonsense is unknown')],
  [
    'names of arguments in any case',
    'R4b',
    ['R15'],
    normal((args) => new URLSearchParams([...args].map(([name, value]) => [name === 'MetadataPrefix' ? 'metadataPrefix' : name, value]))),
  ],
  ['repeated arguments are overlooked', 'R5', ['R15'], normal((args) => once(args, 'metadataPrefix'))],
  ['a repeated verb is overlooked', 'R5a', ['R15'], normal((args) => once(args, 'verb'))],
  ['an empty verb is Identify', 'R5b', ['R15'], normal((args) => (args.get('verb') === '' ? new URLSearchParams('verb=Identify') : args))],
  ['an empty from is no from', 'R5c', ['R15'], normal((args) => (args.get('from') === '' ? without(args, 'from') : args))],
  ['an empty set is no set', 'R5d', ['R15'], normal((args) => (args.get('set') === '' ? without(args, 'set') : args))],
  ['any prefix is legal', 'R17', ['R11'], overlookingMessage('illegal metadataPrefix')],
  ['any setSpec is legal', 'R17a', ['R11'], overlooking(([, text], args) => text === 'illegal set' && args.get('set') !== '')],
  [
    'what is repeated is not escaped',
    'R17b',
    ['R8', 'R11a'],
    rewriting((text) => text.replace('illegal identifier', 'illegal identifier invalid"id<&>')),
  ],
  ['no verb is Identify', 'R19', ['R15'], normal((args) => (args.size === 0 ? new URLSearchParams('verb=Identify') : args))],
  ['an unknown verb is badArgument', 'R19a', [], confusing('badVerb', 'badArgument', isVerb('ListEverything'))],
  ['one problem at a time', 'R20a', [], { problems: (args) => RIGHT.problems(args).slice(0, 1) }],
  ['an unknown format is badArgument', 'R21', ['R16'], confusing('cannotDisseminateFormat', 'badArgument', isVerb('ListRecords'))],
  ['an unknown format matches no records', 'R21a', [], confusing('cannotDisseminateFormat', 'noRecordsMatch', isVerb('ListIdentifiers'))],
  [
    'an unknown set is badArgument',
    'R21b',
    ['R16'],
    confusing('noRecordsMatch', 'badArgument', (args) => args.get('set') === 'no-such-set'),
  ],
  ['GetRecord without identifier is idDoesNotExist', 'R22', [], overlookingMessage('identifier is missing')],
  [
    'GetRecord without prefix gives oai_dc',
    'R22a',
    ['R15'],
    normal((args) =>
      args.get('verb') === 'GetRecord' && !args.has('metadataPrefix') && args.has('identifier')
        ? new URLSearchParams([...args, ['metadataPrefix', 'oai_dc']])
        : args,
    ),
  ],
  ['GetRecord takes from', 'R22b', [], overlookingMessage('from is unknown', isVerb('GetRecord'))],
  ['Identify takes anything', 'R23', [], overlookingMessage('metadataPrefix is unknown', isVerb('Identify'))],
  [
    'ListRecords needs no prefix',
    'R24',
    [],
    overlookingMessage('metadataPrefix is missing', (args) => args.toString() === 'verb=ListRecords'),
  ],
  ['ListIdentifiers needs no prefix', 'R24a', [], overlookingMessage('metadataPrefix is missing', isVerb('ListIdentifiers'))],
  ['a token comes with company', 'R24b', [], overlookingMessage('exclusive')],
  ['ListMetadataFormats takes a prefix', 'R25b', [], overlookingMessage('metadataPrefix is unknown', isVerb('ListMetadataFormats'))],
  ['ListSets takes a prefix', 'R26a', [], overlookingMessage('metadataPrefix is unknown', isVerb('ListSets'))],
  ['an unknown item is noRecordsMatch', 'R27', ['R19b'], confusing('idDoesNotExist', 'noRecordsMatch', isVerb('GetRecord'))],
  [
    'an unknown format of an item is idDoesNotExist',
    'R27a',
    [],
    confusing('cannotDisseminateFormat', 'idDoesNotExist', isVerb('GetRecord')),
  ],
  [
    'days are refused',
    'R32',
    [],
    {
      problems: (args) => [
        ...RIGHT.problems(args),
        ...(/^\d{4}-\d\d-\d\d$/.test(args.get('from') ?? '') && args.get('from') === args.get('until')
          ? [['badArgument', 'days are not supported'] as const]
          : []),
      ],
    },
  ],
  [
    '30 February is in March',
    'R32a',
    ['R11'],
    overlooking(([, text], args) => text === 'from is no date' && args.get('from') === '2023-02-30'),
  ],
  ['a year is a date', 'R32b', ['R11'], overlooking(([, text], args) => text === 'from is no date' && args.get('from') === '2023')],
  [
    'fractions of seconds are cut',
    'R32c',
    [],
    overlooking(([, text], args) => text === 'from is no date' && (args.get('from') ?? '').endsWith('.000Z')),
  ],
  [
    'seconds are refused',
    'R32d',
    [],
    {
      problems: (args) => [
        ...RIGHT.problems(args),
        ...(args.get('from') === '2000-01-01T00:00:00Z' && !args.has('until') ? [['badArgument', 'days only'] as const] : []),
      ],
    },
  ],
  [
    'two granularities are taken',
    'R33',
    [],
    overlooking(([, text], args) => text === 'from and until do not fit' && args.get('from')?.length !== args.get('until')?.length),
  ],
  [
    'from later than until matches nothing',
    'R33a',
    [],
    overlooking(([, text], args) => text === 'from and until do not fit' && args.get('from')?.length === args.get('until')?.length),
  ],
  [
    'from in the future is badArgument',
    'R35',
    ['R16'],
    confusing('noRecordsMatch', 'badArgument', (args) => (args.get('from') ?? '') > '2025'),
  ],
  [
    'until in the future is badArgument',
    'R35a',
    [],
    {
      problems: (args) => [
        ...RIGHT.problems(args),
        ...((args.get('until') ?? '') > '2025' && !args.has('from') ? [['badArgument', 'that is in the future'] as const] : []),
      ],
    },
  ],
  [
    'until before everything is badArgument',
    'R35b',
    ['R16'],
    confusing('noRecordsMatch', 'badArgument', (args) => (args.get('until') ?? '9') < '2020'),
  ],
  [
    'from before everything is badArgument',
    'R35c',
    [],
    {
      problems: (args) => [
        ...RIGHT.problems(args),
        ...(/^201/.test(args.get('from') ?? '') ? [['badArgument', 'there was nothing then'] as const] : []),
      ],
    },
  ],
];
