import { describe, expect, it } from '@jest/globals';
import { duplicatesAmong } from '../../src/linking/duplicates.js';
import { BARE, record } from './subjects.js';

const ONLINE = { '007': '007 cr |||||||||||', '300': '300 ## $a 1 verkkoaineisto' };

/** `same`, `otherForm`, `perhapsSame`, or nothing. */
const kindOf = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string | undefined =>
  duplicatesAmong([record(one, 'a'), record(other, 'b')])[0]?.kind;

describe('harvested records that are one record', () => {
  it.each([
    ['the same number in 001 and 035', { '001': '001 000254001', '003': '003 FI-MELINDA' }, { '035': '035 ## $a (FIN01)000254001' }],
    ['the same 035', { '035': '035 ## $a (FI-NL)4711' }, { '035': '035 ## $a (FI-NL)4711' }],
    ['the same number, whatever the titles', { '035': '035 ## $a (X)1' }, { '035': '035 ## $a (X)1', '245': '245 10 $a Muu.' }],
  ])('%s', (_, one, other) => {
    expect(kindOf(one, other)).toBe('same');
  });

  it('by the name that we know them by', () => {
    const known = { identifiers: ['oai:melinda.kansalliskirjasto.fi/bib/000254001'] };
    expect(duplicatesAmong([record(BARE, 'a', known), record({ '035': '035 ## $a (FI-MELINDA)000254001' }, 'b')])).toEqual([
      { kind: 'same', localIds: ['a', 'b'], evidence: ['record number (FI-MELINDA)254001 in both'] },
    ]);
  });
});

describe('harvested records of one work', () => {
  const SERIES = (issn: string): string => `490 1# $a Poliisiosaston julkaisu, $x ${issn} ; $v 7/2001`;
  it.each([
    ['in two forms with one ISBN', {}, ONLINE, 'otherForm'],
    ['in two forms with one number of the series', { '020': '' }, { ...ONLINE, '020': '' }, 'otherForm'],
    [
      'in two forms, each with its own ISSN of the series',
      { '020': '' },
      { ...ONLINE, '020': '', '490': SERIES('2242-5640') },
      'otherForm',
    ],
    [
      'in two forms that name each other',
      { '490': '', '776': '776 08 $i Verkkoaineisto: $z 978-952-491-530-4' },
      { ...ONLINE, '490': '', '020': '020 ## $a 978-952-491-530-4' },
      'otherForm',
    ],
    [
      'in two forms, named by number',
      { ...BARE, '776': '776 08 $i Verkkoaineisto: $w (FIN01)000254002' },
      { ...ONLINE, ...BARE, '035': '035 ## $a (FI-MELINDA)000254002' },
      'otherForm',
    ],
    ['in one form with one ISBN under two numbers', { '035': '035 ## $a (X)1' }, { '035': '035 ## $a (X)2' }, 'perhapsSame'],
    ['in one form with other ISBNs', {}, { '020': '020 ## $a 951-9486-02-X' }, undefined],
    ['in one form of other years', {}, { '008': '008 021024s2003    fi ||||       |0| 0|fin| ', '490': '' }, undefined],
    ['in two forms with nothing but the title', BARE, { ...ONLINE, ...BARE }, undefined],
    ['in two forms and two languages', {}, { ...ONLINE, '041': '041 0# $a swe' }, undefined],
    ['in two forms, another title', {}, { ...ONLINE, '245': '245 10 $a Hevosten kengitys.' }, undefined],
    [
      'in two forms, another part',
      { '245': '245 10 $a Poliisin käsikirja. $n Osa 1.' },
      { ...ONLINE, '245': '245 10 $a Poliisin käsikirja. $n Osa 2.' },
      undefined,
    ],
    [
      'in two forms, one of a part only',
      { '245': '245 10 $a Poliisioikeuden perusteet ja sovellukset.' },
      { ...ONLINE, '245': '245 10 $a Poliisioikeuden perusteet ja sovellukset. $n Osa A.' },
      undefined,
    ],
    ['whole and part', {}, { ...ONLINE, LDR: 'LDR 00000caa a2200673 i 4500' }, undefined],
    [
      'in two forms, another number',
      { '020': '' },
      { ...ONLINE, '020': '', '490': '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 8/2001' },
      undefined,
    ],
  ])('%s: %s', (_, one, other, kind) => {
    expect(kindOf(one, other)).toBe(kind);
    expect(kindOf(other, one)).toBe(kind);
  });

  it('are told with their evidence', () => {
    expect(duplicatesAmong([record(ONLINE, 'b'), record({}, 'a')])).toEqual([
      {
        kind: 'otherForm',
        localIds: ['a', 'b'],
        evidence: [
          'ISBN 978-951-734-412-8 in both',
          'number 7/2001 of the same series in both',
          'title 100 % alike',
          'one printed, the other online',
        ],
      },
    ]);
  });

  it('do not depend on the order of the records', () => {
    const records = [
      record({}, 'a'),
      record(ONLINE, 'b'),
      record({ '035': '035 ## $a (X)1' }, 'c'),
      record({ '035': '035 ## $a (X)1' }, 'd'),
    ];
    expect(duplicatesAmong([...records].reverse())).toEqual(duplicatesAmong(records));
  });
});
