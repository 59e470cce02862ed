import { describe, expect, it } from '@jest/globals';
import { corporateBodiesOf, corporateBodyKey } from '../../../src/crosswalk/harvested/corporate-bodies.js';
import { findPublicationYear } from '../../../src/crosswalk/harvested/publication-year.js';
import { isSameSeriesNumber, parseSeriesNumber, showSeriesNumber } from '../../../src/crosswalk/harvested/series-number.js';
import {
  distinctSeriesOf,
  seriesStatementsOf,
  seriesTitleKey,
  seriesTitleKeys,
} from '../../../src/crosswalk/harvested/series-statements.js';
import { findIsbn, findIssn, isbnsOf } from '../../../src/crosswalk/harvested/standard-numbers.js';
import { marcFromLines } from './marc-lines.js';

describe('the number in a series', () => {
  it.each([
    ['2001, 7', 2001, ['7']],
    ['7/2001', 2001, ['7']],
    ['7/2001.', 2001, ['7']],
    ['2001:7', 2001, ['7']],
    ['2001,7', 2001, ['7']],
    ['2001-7', 2001, ['7']],
    ['2001 ; 07', 2001, ['7']],
    ['n:o 7/2001', 2001, ['7']],
    ['Nro 7 (2001)', 2001, ['7']],
    ['VII/2001', 2001, ['7']],
    ['12-13/1998', 1998, ['12', '13']],
    ['1998, 12–14', 1998, ['12', '13', '14']],
    ['12 - 13 / 1998', 1998, ['12', '13']],
    ['1998: 12 ja 15', 1998, ['12', '15']],
    ['12 & 15/1998', 1998, ['12', '15']],
    ['n:o 22', undefined, ['22']],
    ['vol. 3', undefined, ['3']],
    ['138 osa', undefined, ['138']],
    ['no. 229', undefined, ['229']],
    ['XII', undefined, ['12']],
    ['xiv', undefined, ['14']],
    ['MCMXCIV', undefined, ['1994']],
    ['C 5', undefined, ['c', '5']],
    ['2/3/1999', 1999, ['2', '3']],
    ['2001', undefined, ['2001']],
    ['1999/2000', undefined, ['1999', '2000']],
    ['7a/2001', 2001, ['7a']],
    ['Erikoisnumero', undefined, ['erikoisnumero']],
    ['1-9999', undefined, ['1', '9999']],
    ['٧', undefined, ['٧']],
  ])('%s is %s %j', (text, year, numbers) => {
    expect(parseSeriesNumber(text)).toEqual({ ...(year !== undefined && { year }), numbers });
  });

  it.each(['', ';', ' . ', '-', 'n:o', '–'])('is not in "%s"', (text) => {
    expect(parseSeriesNumber(text)).toBeUndefined();
  });

  it('has a year of two digits only where the record is of that year', () => {
    expect(parseSeriesNumber('3/95', 1995)).toEqual({ year: 1995, numbers: ['3'] });
    expect(parseSeriesNumber('3/95', 1996)).toEqual({ numbers: ['3', '95'] });
    expect(parseSeriesNumber('3/95')).toEqual({ numbers: ['3', '95'] });
    expect(parseSeriesNumber('3/05', 2005)).toEqual({ year: 2005, numbers: ['3'] });
  });

  it.each([
    ['2001, 7', '7/2001', true],
    ['7', '7/2001', true],
    ['7/2000', '7/2001', false],
    ['13-12/2001', '12-13/2001', true],
    ['12/2001', '12-13/2001', false],
  ])('%s and %s are the same: %s', (one, other, same) => {
    expect(isSameSeriesNumber(parseSeriesNumber(one)!, parseSeriesNumber(other)!)).toBe(same);
    expect(isSameSeriesNumber(parseSeriesNumber(other)!, parseSeriesNumber(one)!)).toBe(same);
  });

  it.each([
    ['2001, 7', '7/2001'],
    ['2001, 12-14', '12-14/2001'],
    ['12 & 15/1998', '12, 15/1998'],
    ['n:o 22', '22'],
    ['C 5', 'C 5'],
    ['7a (2001)', '7a/2001'],
  ])('%s is written %s', (text, shown) => {
    expect(showSeriesNumber(parseSeriesNumber(text)!)).toBe(shown);
  });
});

describe('standard numbers in subfields', () => {
  it.each([
    ['1236-049X ;', '1236-049X'],
    ['ISSN 1236-049x', '1236-049X'],
    ['1236049X', '1236-049X'],
    ['1236‐049X', '1236-049X'],
    ['(1236-049X).', '1236-049X'],
    [';', undefined],
    ['1236-0499 ;', undefined],
    ['951-734-412-0', undefined],
  ])('"%s" holds the ISSN %s', (value, issn) => {
    expect(findIssn(value)).toBe(issn);
  });

  it.each([
    ['951-734-412-0', '9789517344128'],
    ['951-734-412-0 (nid.) :', '9789517344128'],
    ['9789517344128', '9789517344128'],
    ['ISBN 978-951-734-412-8', '9789517344128'],
    ['951-9486-02-X', '9789519486024'],
    ['951-734-412-1', undefined],
    ['ei ISBN-numeroa', undefined],
  ])('"%s" holds the ISBN %s', (value, isbn) => {
    expect(findIsbn(value)).toBe(isbn);
  });

  it('ISBN-10 and ISBN-13 of one book are one ISBN; $z is kept apart', () => {
    const record = marcFromLines(`020 ## $a 951-734-412-0 $q nidottu
020 ## $a 978-951-734-412-8
020 ## $z 951-9486-02-X
020 ## $z 987-952-491-529-8 (virh.)`);
    expect(isbnsOf(record, 'a')).toEqual(['9789517344128']);
    expect(isbnsOf(record, 'z')).toEqual(['9789519486024']);
  });
});

describe('the year of publication', () => {
  const YEAR_2001 = '008 021024s2001    fi ||||||||||o000|||fin| ';
  it.each([
    ['008', YEAR_2001, 2001],
    ['the first date of a serial', '008 940101d19921999fi ||||||||||o000|||fin| ', 1992],
    ['008 before 264', `${YEAR_2001}\n264 #1 $c 1999.`, 2001],
    ['260 where 008 has unknown digits', '008 021024s199u    fi ||||||||||o000|||fin| \n260 ## $a Helsinki : $c cop. 1996', 1996],
    ['264 _1 before 264 _4', '264 #4 $c ©2003\n264 #1 $a Helsinki $c 2002.', 2002],
    ['a later field where the first has none', '264 #1 $c [199-?]\n260 ## $c [1995]', 1995],
    ['a year in brackets', '260 ## $c [1997?]', 1997],
    ['nothing', '245 10 $a Otsikko.', undefined],
    ['a decade only', '260 ## $c [199-?]', undefined],
    ['a year that cannot be', '260 ## $c 2999', undefined],
    ['a 008 cut short', '008 0210', undefined],
  ])('is read from %s', (_, lines, year) => {
    expect(findPublicationYear(marcFromLines(lines))).toBe(year);
  });
});

describe('series statements', () => {
  it('are told by 490 and 830, of which twins come to one with its ISSN', () => {
    const record = marcFromLines(`490 1# $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/2001
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7
830 #0 $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7.`);
    expect(seriesStatementsOf(record)[1]).toEqual({
      tag: '490',
      title: 'Poliisiosaston julkaisu',
      issn: '1236-049X',
      number: { year: 2001, numbers: ['7'] },
    });
    expect(distinctSeriesOf(record)).toEqual([
      { tag: '490', title: 'Poliisiosaston julkaisu', issn: '1236-049X', number: { year: 2001, numbers: ['7'] } },
    ]);
  });

  it.each([
    [
      '440 of before 2008',
      '440 #0 $a Sarja, $x 1236-049X ; $v 3',
      { tag: '440', title: 'Sarja', issn: '1236-049X', number: { numbers: ['3'] } },
    ],
    [
      'a series entered under a body',
      '810 1# $a Suomi. $t Julkaisuja ; $v 4.',
      { tag: '810', title: 'Julkaisuja', number: { numbers: ['4'] } },
    ],
    [
      'the host of a part',
      '773 0# $t Lehti. $x 1236-049X $g 1998:2',
      { tag: '773', title: 'Lehti', issn: '1236-049X', number: { year: 1998, numbers: ['2'] } },
    ],
    ['a title in brackets', '490 0# $a [Tiedonantoja], $x 1236-0499', { tag: '490', title: 'Tiedonantoja' }],
    ['an ISSN alone', '490 0# $x 1236-049X', { tag: '490', issn: '1236-049X' }],
    ['a subseries', '830 #0 $a Acta. $p Kirjallisuus ; $v 5.', { tag: '830', title: 'Acta. Kirjallisuus', number: { numbers: ['5'] } }],
  ])('are read from %s', (_, line, statement) => {
    expect(seriesStatementsOf(marcFromLines(line))).toEqual([statement]);
  });

  it.each([
    ['Poliisiosaston julkaisut', true],
    ['POLIISIOSASTON JULKAISUJA', true],
    ['Poliisiosaston  julkaisu.', true],
    ['Poliisiosaston julkaisu'.normalize('NFD'), true],
    ['Poliisiosaston julkaisusarja', false],
    ['Poliisiosaston tiedotteita', false],
    ['Liikkuvan poliisiosaston julkaisu', false],
  ])('"%s" is the title "Poliisiosaston julkaisu": %s', (title, same) => {
    expect(seriesTitleKey(title) === seriesTitleKey('Poliisiosaston julkaisu')).toBe(same);
  });

  it('are found by either side of a parallel title and without a subseries', () => {
    expect(seriesTitleKeys('Komiteanmietintö = Kommittébetänkande. Sarja B')).toEqual([
      'komiteanmietinto',
      'kommittebetankande sarja b',
      'kommittebetankande',
    ]);
  });
});

describe('corporate bodies', () => {
  const [body] = corporateBodiesOf(
    marcFromLines('110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto. $e kirjoittaja. $0 (FIN11)000034267'),
  );

  it('are named with their units', () => {
    expect(body?.name).toBe('Suomi. Sisäasiainministeriö. Poliisiosasto');
  });

  it.each([
    ['Suomi. Sisäasiainministeriö. Poliisiosasto', true],
    ['Suomi, sisäasiainministeriö, poliisiosasto', true],
    ['Sisäasiainministeriö. Poliisiosasto', true],
    ['(FIN11)000034267', true],
    ['(FI-ASTERI-N)000034267', true],
    ['Poliisiosasto', false],
    ['Sisäasiainministeriö', false],
    ['(FIN11)000034268', false],
  ])('"%s" is that body: %s', (name, same) => {
    expect(body?.keys.includes(corporateBodyKey(name))).toBe(same);
  });
});
