import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ComparableTitle, readTitles } from '../../src/linking/comparable-title.js';
import { editDistance, likeness } from '../../src/linking/edit-distance.js';
import { compareTitles } from '../../src/linking/title-likeness.js';
import { arbitraryText } from '../catalogue/arbitrary-publication.js';

const RUNS = { numRuns: process.env['LONG'] ? 20_000 : 500 };
const title = (text: string, language?: string): ComparableTitle => readTitles(text, language)[0]!;
const compare = (one: string, other: string) => compareTitles(title(one), title(other));

describe('the edit distance', () => {
  it.each([
    ['poliisi', 'poliisi', 0],
    ['poliisi', 'polisi', 1],
    ['poliisi', 'poliisit', 1],
    ['poliisi', 'poliist', 1],
    ['poliisi', 'poilisi', 1],
    ['poliisi', 'ipoliis', 2],
    ['', 'poliisi', 7],
    ['', '', 0],
    ['ca', 'abc', 3],
  ])('of "%s" and "%s" is %d', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
  });

  /** Row by row as in the textbook, without a band and without cutting the ends. */
  const textbook = (a: string, b: string): number => {
    const cost: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
    for (let j = 1; j <= b.length; j++) cost[0]![j] = j;
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        cost[i]![j] = Math.min(cost[i - 1]![j]! + 1, cost[i]![j - 1]! + 1, cost[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          cost[i]![j] = Math.min(cost[i]![j]!, cost[i - 2]![j - 2]! + 1);
      }
    }
    return cost[a.length]![b.length]!;
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });

  it('is that of the textbook, and beyond a limit it is one more than the limit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(12), (one, other, limit) => {
        const distance = textbook(one, other);
        expect(editDistance(one, other)).toBe(distance);
        expect(editDistance(one, other, limit)).toBe(Math.min(distance, limit + 1));
      }),
      { numRuns: RUNS.numRuns * 4 },
    );
  });

  it('makes a likeness that is 0 below its floor and exact above it', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const exact = likeness(one, other);
        expect(exact === 0 || exact >= 0.8 ? exact : 0).toBe(likeness(one, other, 0.8));
      }),
      RUNS,
    );
  });
});

describe('a title in comparable form', () => {
  it.each([
    ['Poliisin talousvastuu läänitasolla.', 'poliisin talousvastuu laanitasolla', 'poliisin talousvastuu laanitasolla'],
    ['Poliisi 2000 : kehittämisohjelma', 'poliisi 2000', 'poliisi 2000 kehittamisohjelma'],
    ['Poliisi 2000: kehittämisohjelma', 'poliisi 2000', 'poliisi 2000 kehittamisohjelma'],
    ['Arjen turvaa – sisäisen turvallisuuden ohjelma', 'arjen turvaa', 'arjen turvaa sisaisen turvallisuuden ohjelma'],
    ['Järjestyslaki = Ordningslagen', 'jarjestyslaki', 'jarjestyslaki'],
    ['ÅLANDS POLIS', 'alands polis', 'alands polis'],
  ])('%s', (text, main, whole) => {
    expect(title(text)).toMatchObject({ main, whole });
  });

  it.each([
    ['The Finnish police', 'eng', 'finnish police'],
    ['The Finnish police', undefined, 'finnish police'],
    ['An overview', 'eng', 'overview'],
    ['En tryggare närmiljö', 'swe', 'tryggare narmiljo'],
    ['Den lokala polisen', 'swe', 'lokala polisen'],
    ['En tunne poliisia', 'fin', 'en tunne poliisia'],
    ['A-osan liikenne', undefined, 'a osan liikenne'],
  ])('"%s" in %s is filed under "%s"', (text, language, main) => {
    expect(title(text, language).main).toBe(main);
  });

  it('has its parallel titles behind it, and nothing where nothing can be compared', () => {
    expect(readTitles('Järjestyslaki = Ordningslagen : en handbok').map(({ whole }) => whole)).toEqual([
      'jarjestyslaki',
      'ordningslagen en handbok',
    ]);
    expect(readTitles(' ... ')).toEqual([]);
    expect(readTitles('')).toEqual([]);
  });

  it.each([
    ['Vuosikertomus 1998', ['1998'], []],
    ['Käsikirja. Osa 1', ['1'], ['1']],
    ['Käsikirja. Osa I', ['1'], ['1']],
    ['Käsikirja, 2. osa', ['2'], ['2']],
    ['Käsikirja, II osa, Johtaminen', ['2'], ['2']],
    ['Käsikirja, toinen osa', ['2'], ['2']],
    ['Grundkurs. Andra delen', ['2'], ['2']],
    ['Ohje. Osa A', [], ['a']],
    ['Ohje. Liite 3', ['3'], ['3']],
    ['Strategia : tiivistelmä', [], ['tiivistelma']],
    ['Poliisi II', ['2'], []],
    ['Del i arbetet', [], []],
    ['Osa constructor', [], []],
    ['Vi och polisen', [], []],
    ['Vuodet 1998-99', ['1998', '1999'], []],
    ['Vuodet 1998–1999', ['1998', '1999'], []],
    ['10 000 puhallutusta', ['10000'], []],
    ['Osa 007', ['7'], ['7']],
    ['Vuosikertomus 1998 : vuosi 1998', ['1998', '1998'], []],
    ['Vuosikertomus 1998. Osa 2', ['1998', '2'], ['2']],
    ['Käsikirja 1998 osa', ['1998'], []],
  ])('"%s" has the numbers %j and the parts %j', (text, numbers, parts) => {
    expect(title(text)).toMatchObject({ numbers, parts });
  });
});

describe('the similarity of titles', () => {
  it.each([
    ['Poliisin talousvastuu läänitasolla', 'poliisin talousvastuu lääni-tasolla', 0.97, 0.98],
    ['Järjestyshäiriöt', 'Jarjestyshairiot', 1, 1],
    ['Rikostorjunnan voimavarat', 'Rikostorjunnan voimavarat : selvitys', 0.95, 0.95],
    ['Vuosikertomus', 'Vuosikertomus : Lapin poliisi', 0.9, 0.9],
    ['Vuosikertomus 1998', 'Vuosikertomus', 0.7, 0.8],
    ['Poliisin vuosikertomus vuodelta 1998', 'Poliisin vuosikertomus vuodelta', 0.8, 0.9],
    ['Poliisi', 'Hevosten kengitys', 0, 0.3],
    ['Poliisibarometri 2001', 'Poliisibarometri 2001 : arviot vuonna 2001', 0.95, 0.95],
  ])('of "%s" and "%s" is from %d to %d', (one, other, least, most) => {
    expect(compare(one, other).similarity).toBeGreaterThanOrEqual(least);
    expect(compare(one, other).similarity).toBeLessThanOrEqual(most);
  });

  it.each([
    ['Poliisin vuosikertomus 1998', 'Poliisin vuosikertomus 1999'],
    ['Poliisioikeuden perusteet. Osa 1', 'Poliisioikeuden perusteet. Osa 2'],
    ['Poliisin grundkurs. Del I', 'Poliisin grundkurs. Del II'],
    ['Tulossuunnitelma 1998-1999', 'Tulossuunnitelma 1999-2000'],
    ['Ohje 1. Osa 2', 'Ohje 2. Osa 1'],
    ['Hätänumero 112 vuonna 1998', 'Hätänumero 10022 vuonna 1998'],
    ['Ohje 1:1', 'Ohje 1:2'],
  ])('stays below every threshold for "%s" and "%s"', (one, other) => {
    expect(compare(one, other).similarity).toBeLessThan(0.6);
    expect(compare(one, other).otherNumbers).toBeDefined();
  });

  it.each([
    ['Poliisipalvelujen saatavuus ja laatu Lapin läänissä', 'Poliisipalvelujen saatavuus ja laatu Oulun läänissä', ['lapin', 'oulun']],
    ['Poliisin johtaminen : väliraportti', 'Poliisin johtaminen : loppuraportti', ['valiraportti', 'loppuraportti']],
  ])('stays below that of tier D for "%s" and "%s"', (one, other, words) => {
    expect(compare(one, other).otherWords).toEqual(words);
    expect(compare(one, other).similarity).toBeGreaterThan(0.8);
    expect(compare(one, other).similarity).toBeLessThan(0.92);
  });

  it.each([
    ['Raja-poliisiyhteistyö pohjoisessa', 'Rajapoliisi-yhteistyö pohjoisessa'],
    ['Poliisin julkaisu rikoksista', 'Poliisin julkaisut rikoksista'],
    ['Poliisi ja kunnat', 'Poliisi sekä kunnat'],
    ['Talo, tulo', 'Tulo, talk'],
    ['Tekninen valvonta taajamalikenteessä', 'Tekninen valvonta taajamaliikenteessä'],
  ])('finds no word for another in "%s" and "%s"', (one, other) => {
    expect(compare(one, other).otherWords).toBeUndefined();
  });

  const words = fc
    .array(fc.constantFrom('poliisin', 'talous', 'Lapin', 'Oulun', 'osa', '1', '2', '1998', '1999', 'II', ':', 'ja', 'vastuu'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((list) => list.join(' '));
  const someTitle = fc
    .oneof(words, arbitraryText)
    .map((text) => readTitles(text)[0])
    .filter((found) => found !== undefined);

  it('does not depend on which of the two comes first, and is 1 for a title and itself only', () => {
    fc.assert(
      fc.property(someTitle, someTitle, (one, other) => {
        const there = compareTitles(one, other);
        const back = compareTitles(other, one);
        expect(there.similarity).toBe(back.similarity);
        expect(there.otherWords).toEqual(back.otherWords && [back.otherWords[1], back.otherWords[0]]);
        expect(compareTitles(one, one).similarity).toBe(1);
        expect(there.similarity === 1).toBe(one.whole === other.whole && one.numbers.join() === other.numbers.join());
      }),
      RUNS,
    );
  });

  it('is never 0.6 where a number is another one, however long the title', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 6 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 3000 }),
        (parts, one, other) => {
          const text = parts.join(' ').replace(/\d+/g, '');
          fc.pre(one !== other);
          expect(compare(`${text} vuosi ${one}.`, `${text} vuosi ${other}.`).similarity).toBeLessThan(0.6);
        },
      ),
      RUNS,
    );
  });
});
