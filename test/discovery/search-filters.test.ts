import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { WorkQuery } from '../../src/discovery/discovery.js';
import type { Reading } from '../../src/discovery/entry.js';
import { searchWorks } from '../../src/discovery/search.js';
import type { Work } from '../../src/discovery/work.js';
import { createWorkIndex } from '../../src/discovery/work-index.js';
import { SETTINGS } from '../golden/settings.js';
import { EXAMPLE_WORKS } from './example-works.js';

const [MAIN, EARLIER] = SETTINGS.series;
const SERIES: readonly Work['series'][] = [
  [],
  [{ title: 'Sarja', known: MAIN, issns: ['1798-7121', '2242-5640'] }],
  [{ title: 'Toinen', known: EARLIER!, issns: ['1236-049X'] }],
  [
    { title: 'Vieras', issns: ['0024-9319'] },
    { title: 'Sarja', known: MAIN, issns: ['1798-7121', '1798-7121'] },
  ],
];
const PEOPLE: Work['contributors'] = [
  { kind: 'person', family: 'Luotonen', given: 'Marko', role: 'author' },
  { kind: 'person', family: 'Luoto', given: 'Åke', role: 'editor' },
  { kind: 'person', family: 'Marko', role: 'author' },
  { kind: 'corporate', name: 'Poliisin työryhmä', role: 'author' },
];

const work: fc.Arbitrary<Partial<Work>> = fc.record(
  {
    series: fc.constantFrom(...SERIES),
    contributors: fc.subarray([...PEOPLE]),
    languages: fc.subarray(['fin', 'swe', 'eng']),
    year: fc.constantFrom(2001, 2002, 2012),
    origin: fc.constantFrom('own' as const, 'older' as const),
    titles: fc.constantFrom('Poliisi', 'Poliisi ja ääni', 'Ääni').map((text) => [{ text }]),
    created: fc.constantFrom(1, 2) as fc.Arbitrary<Datestamp>,
  },
  { requiredKeys: ['series', 'contributors', 'languages', 'origin', 'titles', 'created'] },
);
const act = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(work, { nil: undefined, freq: 4 }));

const query: fc.Arbitrary<WorkQuery> = fc.record(
  {
    words: fc.constantFrom('poliisi', 'aani', 'po', 'poliisi aani', '***', ' '),
    author: fc.constantFrom('luoto', 'marko', 'luotonen mar', 'ake lu', 'tyoryhma', '...', '', 'nobody'),
    series: fc.constantFrom(MAIN.code, EARLIER!.code, '1798-7121', '1236049x', ' 0024-9319 ', '', 'none'),
    yearFrom: fc.constantFrom(2001, 2002, 2012),
    yearUntil: fc.constantFrom(2001, 2002, 2012),
    language: fc.constantFrom('fin', 'swe', 'mul'),
    origin: fc.constantFrom('own' as const, 'older' as const),
    order: fc.constantFrom('relevance' as const, 'newest' as const, 'oldest' as const, 'title' as const),
    offset: fc.constantFrom(0, 1, 3),
    limit: fc.constantFrom(1, 2, 100),
  },
  { requiredKeys: ['offset', 'limit'] },
);

/** As a librarian would sieve the cards. */
const fulfils = (each: Work, { author = '', series = '', yearFrom, yearUntil, language, origin }: WorkQuery): boolean => {
  const fold = (text: string): string => text.toLowerCase().replaceAll(/[åä]/g, 'a').replaceAll('ö', 'o');
  const theirs = each.contributors.flatMap((one) =>
    fold(one.kind === 'corporate' ? one.name : `${one.family} ${one.given ?? ''}`).split(' '),
  );
  const code = series.trim();
  const issn = code.replace(/^(\d{4})-?(\d{3}[\dx])$/i, '$1-$2').toUpperCase();
  return (
    fold(author)
      .split(' ')
      .every((name) => theirs.some((word) => word.startsWith(name)) || author === '') &&
    (code === '' || each.series.some(({ known, issns }) => known?.code === code || issns.includes(issn))) &&
    (yearFrom === undefined || (each.year !== undefined && each.year >= yearFrom)) &&
    (yearUntil === undefined || (each.year !== undefined && each.year <= yearUntil)) &&
    (language === undefined || each.languages.includes(language)) &&
    (origin === undefined || each.origin === origin)
  );
};

describe('filters of a search', () => {
  it('find what looking at every work finds, in the order of the search without them, whatever was put in and taken out before', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 15 }), query, (acts, asked) => {
        const index = createWorkIndex();
        for (const [id, fields] of acts) {
          const { year: _, ...basis } = EXAMPLE_WORKS[0]!;
          const entry = { work: { ...basis, ...fields, id }, keys: [], mistyped: [], touched: 1 };
          const reading: Reading = fields === undefined ? { kind: 'gone', changed: 1 } : { kind: 'work', entry };
          index.put([[id, reading]]);
        }
        const { words, order } = asked;
        const all = searchWorks(index, { ...(words !== undefined && { words }), ...(order && { order }), offset: 0, limit: 100 });
        const expected = all.works.filter((each) => fulfils(each, asked));
        const found = searchWorks(index, asked);
        expect(found.total).toBe(expected.length);
        expect(found.works.map(({ id }) => id)).toEqual(expected.slice(asked.offset, asked.offset + asked.limit).map(({ id }) => id));
      }),
      { numRuns: 500 },
    );
  });
});
