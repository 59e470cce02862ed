import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readIsbn } from '../../src/catalogue/isbn.js';
import type { LanguageCode, Publication } from '../../src/catalogue/publication.js';
import type { Discovery, WorkQuery } from '../../src/discovery/discovery.js';
import { wordsAsked } from '../../src/discovery/search-words.js';
import type { Work } from '../../src/discovery/work.js';
import { publication } from '../provider/catalogue.js';
import { SEED_AS_IMPORTED } from '../golden/seed-publication.js';
import { closeHouses, HOUSES, RECORD_254001, type House } from './house.js';

const named = (id: string, title: string, change: Partial<Publication> = {}): Publication =>
  publication(id, {
    titles: [{ text: title, language: 'fin' as LanguageCode }],
    series: { title: 'Poliisihallituksen julkaisusarja', code: 'poha', number: id.slice(5) },
    year: Number(id.slice(0, 4)),
    manifestations: [],
    ...change,
  });

const idsOf = async (discovery: Discovery, query: Partial<WorkQuery>): Promise<readonly string[]> =>
  (await discovery.search({ offset: 0, limit: 100, ...query })).works.map(({ id }) => id);

describe.each(HOUSES)('%s', (_, open) => {
  afterAll(closeHouses);

  describe('a reader finds', () => {
    let house: House;
    beforeAll(async () => {
      house = await open();
      await house.publish(
        SEED_AS_IMPORTED,
        named('2010-1', 'Örebron malli ja Åbo', {
          contributors: [{ kind: 'person', family: 'Åkerblom', given: 'Öivind', role: 'author' }],
        }),
        named('2011-1', 'Ääni ja kuva', { languages: ['swe' as LanguageCode], year: 2011 }),
        named('2011-2', 'Zebra', { manifestations: [{ kind: 'print', isbn: readIsbn('978-951-734-412-8') }] }),
        named('2011-3', 'Strategia 2001-2005'),
      );
      await house.harvest('melinda', { localId: 'fi-melinda.000254001', marc: RECORD_254001 });
    });

    it.each([
      ['by words in any order', 'mediassa poliisin', ['2012-2']],
      ['whatever the case', 'POLIISIN NÄKYVÄ', ['2012-2']],
      ['without å, ä and ö', 'orebron abo', ['2010-1']],
      ['with an ä too many', 'örebrön', ['2010-1']],
      ['by the beginning of the last word', 'sosiaalisessa med', ['2012-2']],
      ['not by the beginning of another word', 'med sosiaalisessa', []],
      ['with one letter wrong in a long word', 'talousvastuu läänitasollä', ['fi-melinda.000254001']],
      ['with one letter left out', 'talousvasuu', ['fi-melinda.000254001']],
      ['with two neighbours that have changed places', 'talousvatsuu', ['fi-melinda.000254001']],
      ['but not with two slips', 'talousvatuuu', []],
      ['and not with a slip in a short word', 'zebru', []],
      ['by an author', 'luotonen', ['2012-2']],
      ['by an ISBN with hyphens', '978-952-491-530-4', ['2012-2']],
      ['by an ISBN without', '9789524915304', ['2012-2']],
      ['by an ISBN with blanks', '978 952 491 530 4', ['2012-2']],
      ['by an ISBN-10', '951-734-412-0', ['2011-2', 'fi-melinda.000254001']],
      ['by the beginning of an ISBN', '978-952-491', ['2012-2']],
      ['by the ISBN of the source, wrong as it is', '987-952-491-529-8', ['2012-2']],
      ['by an ISSN and a number', '1236-049X 7/2001', ['fi-melinda.000254001']],
      ['by number and year the other way round', '2012:2', ['2012-2']],
      ['by a span of years', '2001-2005', ['2011-3']],
      ["by the library's number, with zeros or without", '254001', ['fi-melinda.000254001']],
      ['by a subject', 'taloudellinen vastuu', ['fi-melinda.000254001']],
      ['not by what the library keeps to itself', 'kenellekään', []],
      ['nothing by punctuation', '***', []],
      ['nothing that has but one of the words', 'mediassa zebra', []],
    ])('%s: %s', async (_, words, expected) => {
      expect([...(await idsOf(house.discovery, { words }))].sort()).toEqual(expected);
    });

    it.each<readonly [string, Partial<WorkQuery>, readonly string[]]>([
      ['newest first', {}, ['2012-2', '2011-1', '2011-2', '2011-3', '2010-1', 'fi-melinda.000254001']],
      ['oldest first', { order: 'oldest' }, ['fi-melinda.000254001', '2010-1', '2011-1', '2011-2', '2011-3', '2012-2']],
      // å, ä and ö stand behind z.
      ['by title', { order: 'title' }, ['2012-2', 'fi-melinda.000254001', '2011-3', '2011-2', '2011-1', '2010-1']],
      ['by years', { yearFrom: 2010, yearUntil: 2011, order: 'oldest' }, ['2010-1', '2011-1', '2011-2', '2011-3']],
      ['by language', { language: 'swe' }, ['2011-1']],
      ['by origin', { origin: 'older' }, ['fi-melinda.000254001']],
      ['by the code of a series', { series: 'po' }, ['fi-melinda.000254001']],
      ['by an ISSN of it', { series: '1236049x' }, ['fi-melinda.000254001']],
      ['by half a name', { author: 'akerb öiv' }, ['2010-1']],
      ['by a body', { author: 'Poliisiosasto' }, ['fi-melinda.000254001']],
      ['by nobody', { author: '...' }, []],
      ['page by page', { offset: 4, limit: 1 }, ['2010-1']],
      ['nothing behind the end', { offset: 400 }, []],
    ])('%s', async (_, query, expected) => {
      expect(await idsOf(house.discovery, query)).toEqual(expected);
    });

    it('how many there are in all', async () => {
      expect((await house.discovery.search({ offset: 1, limit: 2 })).total).toBe(6);
    });

    it('the title before the subject', async () => {
      const scored = await open();
      await scored.publish(named('2012-1', 'Muuta', { subjects: [{ term: 'liikenne' }] }), named('2010-1', 'Liikenne'));
      expect(await idsOf(scored.discovery, { words: 'liikenne' })).toEqual(['2010-1', '2012-1']);
      expect(await idsOf(scored.discovery, { words: 'liikenne', order: 'newest' })).toEqual(['2012-1', '2010-1']);
    });
  });
});

/** Letter by letter, as a librarian would look through the shelf. */
const isOneSlip = (one: string, other: string): boolean => {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const drop = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
  if (long.length === short.length + 1) return Array.from(long, (_, at) => drop(long, at)).includes(short);
  if (long.length !== short.length) return false;
  const differing = Array.from(one, (letter, at) => (letter === other[at] ? -1 : at)).filter((at) => at >= 0);
  const [first = 0, second] = differing;
  return (
    differing.length === 1 ||
    (differing.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first])
  );
};

const fold = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** `sharing`: also by a word that begins alike, as the forms of one word do. */
const scan = (works: readonly Work[], words: readonly string[], sharing = Infinity): readonly string[] =>
  works
    .filter((work) => {
      const { titles, contributors, series, subjects, genre = '', publisher } = work;
      const texts = [
        ...titles.map(({ text }) => text),
        ...contributors.flatMap((each) => (each.kind === 'person' ? [each.family, each.given ?? ''] : [each.name])),
        ...series.flatMap(({ title, known }) => [title, known?.title ?? '']),
        ...subjects.map(({ term }) => term),
        ...[genre, publisher?.name ?? ''],
      ];
      const theirs = texts.flatMap(fold);
      return words.every((word, at) =>
        theirs.some(
          (other) =>
            other === word ||
            (at === words.length - 1 && word.length > 1 && other.startsWith(word)) ||
            (word.length >= 6 && isOneSlip(word, other)) ||
            (word.length >= sharing && other.startsWith(word.slice(0, sharing))),
        ),
      );
    })
    .map(({ id }) => id)
    .sort();

describe.each(HOUSES)('%s, whatever was done to the catalogue', (where, open) => {
  afterAll(closeHouses);
  const isStored = where === 'over PostgreSQL';

  const WORDS = ['Poliisin', 'poliisi', 'talousvastuu', 'talousvasttu', 'talosuvastuu', 'Örebro', 'Ääni', 'mediassa', 'mediasta', 'kä'];
  const title = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const id = fc.constantFrom('2012-1', '2012-2', '2013-1');
  const record = fc.constantFrom('fi-melinda.000000001', 'fi-melinda.000000002');
  const act = fc.oneof(
    fc.record({ kind: fc.constant('publish' as const), id, title, withItems: fc.boolean() }),
    fc.record({ kind: fc.constant('withdraw' as const), id }),
    fc.record({
      kind: fc.constant('harvest' as const),
      record,
      title,
      state: fc.constantFrom('live' as const, 'live' as const, 'deleted' as const),
    }),
    fc.record({ kind: fc.constant('link' as const), record, id, status: fc.constantFrom('linked' as const, 'review' as const) }),
    fc.record({ kind: fc.constant('unlink' as const), record, id }),
    fc.record({ kind: fc.constant('ask' as const), words: title }),
  );
  const marc = (localId: string, text: string): string =>
    `001 ${localId.slice(11)}\n008 021024s2001    fi ||||||||||o000|||fin| \n245 10 $a ${text}.`;

  it('the index is as one made anew, and finds what a scan finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), title, async (acts, words) => {
        const house = await open();
        const same = async (asked: string): Promise<void> => {
          const fresh = house.another();
          const all = await fresh.list({ limit: 100 });
          expect(await house.discovery.list({ limit: 100 })).toEqual(all);
          expect(await house.discovery.listGone({ limit: 100 })).toEqual(await fresh.listGone({ limit: 100 }));
          expect((await house.discovery.readVersion()).tag).toBe((await fresh.readVersion()).tag);
          const found = [...(await idsOf(house.discovery, { words: asked }))].sort();
          const least = scan(all, wordsAsked(asked));
          // PostgreSQL knows the forms of a word, too.
          const most = isStored ? scan(all, wordsAsked(asked), 4) : least;
          expect({ missing: least.filter((each) => !found.includes(each)), extra: found.filter((each) => !most.includes(each)) }).toEqual({
            missing: [],
            extra: [],
          });
          for (const order of ['newest', 'oldest', 'title'] as const)
            expect(await idsOf(house.discovery, { order })).toEqual(await idsOf(fresh, { order }));
        };
        for (const each of acts) {
          switch (each.kind) {
            case 'publish':
              await house.publish(named(each.id, each.title, each.withItems ? { manifestations: [{ kind: 'print', pages: 3 }] } : {}));
              break;
            case 'withdraw':
              await house.publish(named(each.id, 'Poissa', { withdrawn: { reason: 'Pois.' } }));
              break;
            case 'harvest':
              await house.harvest('melinda', { localId: each.record, marc: marc(each.record, each.title), state: each.state });
              break;
            case 'link':
              await house.link(each.record, each.id, { status: each.status });
              break;
            case 'unlink':
              await house.unlink(each.record, each.id);
              break;
            case 'ask':
              await same(each.words);
          }
        }
        await same(words);
      }),
      { numRuns: isStored ? 8 : 60 },
    );
  });
});
