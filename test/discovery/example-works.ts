import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { parseIsbn } from '../../src/catalogue/isbn.js';
import type { Discovery, Resolution } from '../../src/discovery/discovery.js';
import type { Tie, Work } from '../../src/discovery/work.js';
import { SETTINGS } from '../golden/settings.js';

const at = (iso: string): Datestamp => (Date.parse(iso) / 1000) as Datestamp;
const [MAIN, EARLIER] = SETTINGS.series;
const tie = (ours: string, target: string, theirs: string, url: string, fields: Partial<Tie> = {}): Tie => ({
  ...{ ours, target, theirs, url, kind: 'record', confidence: 'identifier', decidedBy: 'rules' },
  changed: at('2026-01-15T23:59:59Z'),
  ...fields,
});

/** The publication of the publisher's page: two manifestations, the ISBN of the printed one mistyped and not yet confirmed. */
const SEED: Work = {
  id: '2012-2',
  origin: 'own',
  titles: [{ text: 'Poliisin näkyvä toiminta sosiaalisessa mediassa', language: 'fin' }],
  contributors: [
    { kind: 'corporate', name: 'Sosiaalisen median työryhmä', role: 'author' },
    { kind: 'person', family: 'Luotonen', given: 'Marko', role: 'author' },
    { kind: 'person', family: 'Marjamaa', given: 'Petri', role: 'author' },
    { kind: 'person', family: 'Forss', given: 'Marko', role: 'author' },
  ],
  series: [{ title: 'Poliisihallituksen julkaisusarja', known: MAIN, issns: ['1798-7121', '2242-5640'], number: '2/2012' }],
  year: 2012,
  languages: ['fin'],
  abstracts: [
    {
      text: 'Sisäasiainhallinnon uuden strategian mukaisesti poliisin työssä painottuu ennalta ehkäisevä työ.\n\nTyöryhmä esittää 11 keinoa.',
      language: 'fin',
    },
  ],
  subjects: [{ term: 'poliisi', vocabulary: 'yso', uri: 'http://www.yso.fi/onto/yso/p0', language: 'fin' }, { term: 'some' }],
  genre: 'Raportti',
  publisher: { name: 'Poliisihallitus', place: 'Helsinki' },
  accessibility: {
    status: 'notAccessible',
    ground: {
      kind: 'generalStatement',
      text: 'Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.',
      beforeYear: 2018,
    },
  },
  landingPage: 'https://poliisi.fi/julkaisut',
  manifestations: [
    {
      kind: 'print',
      identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print',
      formats: ['oai_dc', 'marcxml', 'marc21'],
      isbns: [],
      faultyIsbns: ['987-952-491-529-8'],
      issn: '1798-7121',
      extent: '85 sivua',
    },
    {
      kind: 'pdf',
      identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf',
      formats: ['oai_dc', 'marcxml', 'marc21', 'kk'],
      isbns: ['978-952-491-530-4'],
      faultyIsbns: [],
      issn: '2242-5640',
      extent: '85 sivua',
      urn: 'URN:ISBN:978-952-491-530-4',
      file: { url: 'https://poliisi.example.fi/some.pdf', name: 'some.pdf', mediaType: 'application/pdf' },
    },
  ],
  ties: [
    tie('2012-2', 'urn', 'URN:ISBN:978-952-491-530-4', 'https://urn.fi/URN:ISBN:978-952-491-530-4'),
    tie('2012-2', 'melinda', '990000001', 'https://melinda.example.fi/byid/990000001', { confidence: 'B', decidedBy: 'person' }),
    tie('2012-2', 'finna', '978-952-491-530-4', 'https://finna.example.fi/Search/Results?lookfor=9789524915304&type=ISN', {
      kind: 'search',
    }),
  ],
  changed: at('2026-01-15T23:59:59Z'),
  created: at('2026-01-01T09:30:00Z'),
};

/** A second one of ours, without any number but that of the series; its text tries to be markup. */
const HOSTILE: Work = {
  ...SEED,
  id: '2013-1',
  titles: [
    { text: '<script>alert("1")</script> & muita merkkejä', subtitle: 'selvitys', language: 'fin' },
    { text: 'Andra tecken', language: 'swe' },
  ],
  contributors: [{ kind: 'person', family: 'Åkerblom', given: 'Öivind', role: 'editor' }],
  series: [{ title: 'Poliisihallituksen julkaisusarja', known: MAIN, issns: ['1798-7121', '2242-5640'], number: '1/2013' }],
  year: 2013,
  languages: ['fin', 'swe'],
  abstracts: [],
  subjects: [],
  licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  accessibility: { status: 'unknown', ground: { kind: 'none' } },
  manifestations: [],
  ties: [],
  changed: at('2026-02-01T10:00:00Z'),
  created: at('2026-02-01T10:00:00Z'),
};

/** SYNTHETIC stand-in for the national library's record of number 7/2001 of the earlier series. */
const OLDER: Work = {
  id: 'fi-melinda.000254001',
  origin: 'older',
  titles: [{ text: 'Poliisin talousvastuu läänitasolla' }],
  contributors: [{ kind: 'corporate', name: 'Suomi. Sisäasiainministeriö. Poliisiosasto', role: 'author' }],
  series: [{ title: 'Poliisiosaston julkaisu', ...(EARLIER && { known: EARLIER }), issns: ['1236-049X'], number: '7/2001' }],
  year: 2001,
  languages: ['fin'],
  abstracts: [],
  subjects: [{ term: 'poliisi', vocabulary: 'ysa' }, { term: 'taloudellinen vastuu', vocabulary: 'ysa' }, { term: 'talousvastuu' }],
  publisher: { name: 'Sisäasiainministeriö, poliisiosasto', place: 'Helsinki' },
  manifestations: [
    {
      kind: 'print',
      identifier: 'oai:julkaisut.poliisi.fi:poliisi/fi-melinda.000254001',
      formats: ['oai_dc', 'marcxml', 'marc21'],
      isbns: ['978-951-734-412-8'],
      faultyIsbns: [],
      issn: '1236-049X',
      extent: '18, [1] lehteä',
    },
  ],
  ties: [
    tie('fi-melinda.000254001', 'melinda', '000254001', 'https://melinda.example.fi/byid/000254001'),
    tie('fi-melinda.000254001', 'finna', 'fikka.254001', 'https://finna.example.fi/Record/fikka.254001', {
      evidence: [{ number: '9789517344128', source: 'finna', filters: ['building:"0/NLF/"'], seen: at('2026-01-09T01:20:00Z') }],
      dedupIds: ['anders.1254001'],
    }),
    tie(...(['fi-melinda.000254001', 'eduskunta', '978-951-734-412-8', 'https://eduskunta.example.fi/?isbn=9789517344128'] as const), {
      kind: 'search',
    }),
  ],
  changed: at('2026-01-10T00:00:00Z'),
  created: at('2026-01-05T00:00:00Z'),
};

/** SYNTHETIC works that show what a page, a dump or a feed must cope with. */
export const EXAMPLE_WORKS: readonly Work[] = [SEED, HOSTILE, OLDER];

const byChange = (one: Pick<Work, 'changed' | 'id'>, other: Pick<Work, 'changed' | 'id'>): number =>
  one.changed - other.changed || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/**
 * A small Discovery over works that never change: exact words without accents, exact identifiers. What the real one is kind about (slips,
 * suggestions) it is not.
 */
export const createFixedDiscovery = (
  works: readonly Work[] = EXAMPLE_WORKS,
  gone: readonly { readonly id: string; readonly changed: number }[] = [],
): Discovery => {
  const textOf = (work: Work): string => JSON.stringify([work.titles, work.contributors, work.series, work.subjects, work.manifestations]);
  const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const bare = (text: string): string => text.toLowerCase().replace(/[\s-]/g, '');
  const namesOf = (work: Work): readonly string[] => [
    work.id,
    ...work.manifestations.flatMap(({ identifier, isbns, faultyIsbns, urn = '' }) => [identifier, ...isbns, ...faultyIsbns, urn]),
    ...work.ties.filter(({ kind }) => kind === 'record').flatMap(({ theirs, url }) => [theirs, url]),
  ];
  const answer = (found: readonly Work[], value: string): Resolution => {
    const [work] = found;
    if (work === undefined) return { kind: 'unknown', reason: `Nothing here is called ${value}.`, suggestions: [] };
    return found.length > 1 ? { kind: 'several', works: found } : { kind: 'found', work };
  };
  return {
    find: async (id) => works.find((work) => work.id === id),
    search: async (query) => {
      const words = folded(query.words ?? '')
        .split(/\s+/)
        .filter(Boolean);
      const found = works
        .filter((work) => words.every((word) => folded(textOf(work)).includes(word)))
        .filter(
          (work) => query.author === undefined || JSON.stringify(work.contributors).toLowerCase().includes(query.author.toLowerCase()),
        )
        .filter(
          ({ series }) =>
            query.series === undefined ||
            series.some(({ known, issns }) => known?.code === query.series || issns.includes(query.series ?? '')),
        )
        .filter(({ year = 0 }) => year >= (query.yearFrom ?? 0) && year <= (query.yearUntil ?? 9999))
        .filter(({ languages }) => query.language === undefined || languages.includes(query.language))
        .filter(({ origin }) => query.origin === undefined || origin === query.origin);
      const direction = query.order === 'oldest' ? 1 : -1;
      const sorted = [...found].sort((a, b) =>
        query.order === 'title' ? a.titles[0]!.text.localeCompare(b.titles[0]!.text, 'fi') : direction * ((a.year ?? 0) - (b.year ?? 0)),
      );
      return { works: sorted.slice(query.offset, query.offset + query.limit), total: sorted.length };
    },
    resolve: async ({ kind, value, number, year }) => {
      const known = SETTINGS.series.find(({ issn }) =>
        [issn.print, issn.online].some((issn) => issn !== undefined && bare(issn) === bare(value)),
      );
      if (known !== undefined && (kind === 'issn' || kind === 'any')) {
        const wanted = number === undefined ? undefined : number.includes('/') || year === undefined ? number : `${number}/${year}`;
        if (wanted === undefined) return { kind: 'series', code: known.code };
        const inSeries = works.filter(({ series }) =>
          series.some((each) => each.known?.code === known.code && (each.number === wanted || each.number?.startsWith(`${wanted}/`))),
        );
        return answer(inSeries, `${value} ${wanted}`);
      }
      if (kind === 'isbn' && parseIsbn(value) === undefined && !works.some((work) => namesOf(work).map(bare).includes(bare(value)))) {
        return { kind: 'invalid', reason: `${value} is no ISBN.`, suggestions: [] };
      }
      const asked = bare(parseIsbn(value) ?? value);
      return answer(
        works.filter((work) => namesOf(work).map(bare).includes(asked)),
        value,
      );
    },
    list: async ({ after, since, limit }) =>
      [...works]
        .sort(byChange)
        .filter((work) => (after === undefined || byChange(after, work) < 0) && work.changed >= (since ?? 0))
        .slice(0, limit),
    listNewest: async (limit) => [...works].sort((a, b) => b.created - a.created).slice(0, limit),
    listGone: async ({ since, limit }) => gone.filter(({ changed }) => changed >= (since ?? 0)).slice(0, limit),
    readVersion: async () => ({
      tag: `fixed-${works.length}`,
      changed: Math.max(0, ...works.map(({ changed }) => changed), ...gone.map(({ changed }) => changed)),
    }),
  };
};
