import { describe, expect, it } from '@jest/globals';
import type { Match } from '../../src/linking/match.js';
import { matchHarvested } from '../../src/linking/match-harvested.js';
import type { HarvestedSubject, OwnSubject } from '../../src/linking/match-subject.js';
import { BARE, own, record } from './subjects.js';

const matchOne = (ours: OwnSubject, theirs: HarvestedSubject): Match => matchHarvested([ours], [theirs])[0]!;

/** `A print`, `conflict`, `none`. */
const shown = (match: Match): string =>
  match.kind === 'none' ? 'none' : `${match.tier}${match.kind === 'linked' && match.manifestation ? ` ${match.manifestation}` : ''}`;

const YEAR = (year: string): string => `008 021024s${year}    fi ||||       |0| 0|fin| `;
const LANGUAGE = (code: string): string => `008 021024s2001    fi ||||       |0| 0|${code}| `;

describe('tier A: the same record or the same persistent identifier', () => {
  const PDF = [{ kind: 'pdf' as const, isbn: '978-952-491-530-4' }];
  const ONLINE = { '007': '007 cr |||||||||||', '300': '', ...BARE };
  it.each([
    ['a control number in 001 and 003', { '001': '001 000254001', '003': '003 FI-MELINDA' }, 'A print'],
    ['a control number in 035', { '035': '035 ## $a (FI-MELINDA)000254001' }, 'A print'],
    ['a control number under Aleph’s name for Melinda', { '035': '035 ## $a (FIN01)000254001' }, 'A print'],
    ['a control number of another catalogue', { '035': '035 ## $a (FI-NL)000254001' }, 'D'],
    ['001 without 003', { '001': '001 000254001' }, 'D'],
  ])('%s: %s', (_, lines, expected) => {
    const ours = own({ manifestations: [{ kind: 'print' }], series: undefined }, { identifiers: ['(FI-MELINDA)000254001'] });
    expect(shown(matchOne(ours, record({ ...BARE, ...lines })))).toBe(expected);
  });

  it.each([
    ['oai:melinda.kansalliskirjasto.fi/bib/000254001', 'A print'],
    ['melinda.000254001', 'A print'],
    ['oai:melinda.kansalliskirjasto.fi/bib/000254002', 'D'],
  ])('a name under which we know the record, %s: %s', (identifier, expected) => {
    const ours = own({ manifestations: [{ kind: 'print' }] }, { identifiers: ['(FI-MELINDA)000254001'] });
    expect(shown(matchOne(ours, record(BARE, 'x', { identifiers: [identifier] })))).toBe(expected);
  });

  it('our own OAI identifier, when our record comes back to us', () => {
    const theirs = record(ONLINE, 'x', { identifiers: ['oai:julkaisut.poliisi.fi:poliisi/2001-7-pdf'] });
    expect(shown(matchOne(own({ manifestations: PDF }), theirs))).toBe('A pdf');
  });

  it.each([
    ['024 with its scheme', '024 7# $a URN:ISBN:978-952-491-530-4 $2 urn', 'A pdf'],
    ['856 of the resource', '856 40 $u https://urn.fi/URN:ISBN:978-952-491-530-4', 'A pdf'],
    ['856 of something related', '856 42 $u https://urn.fi/URN:ISBN:978-952-491-530-4', 'D'],
    ['856 of a part of it', '856 40 $3 Sisällys $u https://urn.fi/URN:ISBN:978-952-491-530-4', 'D'],
    ['a URN of another ISBN', '024 7# $a URN:ISBN:978-951-734-412-8 $2 urn', 'D'],
  ])('a URN in %s: %s', (_, line, expected) => {
    expect(shown(matchOne(own({ manifestations: PDF }), record({ ...ONLINE, urn: line })))).toBe(expected);
  });

  it.each([
    ['title of 0.82', 'Poliisin talousvastuu lääneissä', 'urn:isbn:9789524915304', 'A pdf'],
    ['title below it, URN of an ISBN', 'Poliisin talous lääneissä', 'urn:isbn:9789524915304', 'conflict'],
    ['title below it, URN:NBN', 'Poliisin talous lääneissä', 'URN:NBN:fi-fe20011', 'A pdf'],
    ['title of another work, URN:NBN', 'Hevosten kengitys', 'URN:NBN:fi-fe20011', 'conflict'],
  ])('%s: an identifier that was copied along shows itself by the title', (_, title, urn, expected) => {
    const ours = own({ manifestations: [{ ...PDF[0]!, urn: 'URN:NBN:fi-fe20011' }] });
    expect(shown(matchOne(ours, record({ ...ONLINE, '245': `245 10 $a ${title}.`, urn: `024 7# $a ${urn} $2 urn` })))).toBe(expected);
  });

  it('needs no year', () => {
    const theirs = record({ ...ONLINE, '008': YEAR('1987'), urn: '024 7# $a URN:ISBN:978-952-491-530-4 $2 urn' });
    expect(shown(matchOne(own({ manifestations: PDF }), theirs))).toBe('A pdf');
  });
});

describe('tier B: an ISBN, the title and the year', () => {
  const NO_SERIES = { '490': '' };
  it.each([
    ['all three', {}, 'B print'],
    ['an ISBN-13 there', { '020': '020 ## $a 978-951-734-412-8' }, 'B print'],
    ['a title of 0.88', { '245': '245 10 $a Poliisin talousvastuun läänitasot.' }, 'B print'],
    ['a title below it', { '245': '245 10 $a Poliisin talous lääneissä.' }, 'conflict'],
    ['a word for another', { '245': '245 10 $a Poliisin talousvastuu kuntatasolla.' }, 'conflict'],
    ['one year later', { '008': YEAR('2002') }, 'B print'],
    ['one year earlier', { '008': YEAR('2000') }, 'B print'],
    ['two years later', { '008': YEAR('2003') }, 'conflict'],
    ['no year', { '008': YEAR('uuuu') }, 'B print'],
    ['only the cancelled ISBN', { '020': '020 ## $z 951-734-412-0', '245': '245 10 $a Toisin nimetty.' }, 'E'],
    [
      'one year later and a number in one title',
      { '008': YEAR('2002'), '245': '245 10 $a Poliisin talousvastuu läänitasolla 2002.' },
      'conflict',
    ],
    ['the same year and a number in one title', { '245': '245 10 $a Poliisin talousvastuu läänitasolla 2002.' }, 'B print'],
  ])('%s: %s', (_, lines, expected) => {
    expect(shown(matchOne(own({ series: undefined }), record({ ...NO_SERIES, ...lines })))).toBe(expected);
  });
});

describe('tier C: the number in the series, year, language and title', () => {
  const NO_ISBN = { '020': '' };
  const SERIES = (issn: string, number: string): string => `490 1# $a Poliisiosaston julkaisu, $x ${issn} ; $v ${number}`;
  it.each([
    ['all of them', {}, 'C print'],
    ['another number', { '490': SERIES('1236-049X', '8/2001') }, 'conflict'],
    ['another number and title', { '490': SERIES('1236-049X', '8/2001'), '245': '245 10 $a Hevosten kengitys.' }, 'none'],
    ['the number of another year', { '490': SERIES('1236-049X', '7/1999'), '245': '245 10 $a Hevosten kengitys.' }, 'none'],
    ['another ISSN', { '490': SERIES('1798-7121', '7/2001'), '245': '245 10 $a Hevosten kengitys.' }, 'none'],
    ['an ISSN whose check digit is wrong', { '490': SERIES('1236-0491', '7/2001') }, 'D'],
    ['no number', { '490': '490 1# $a Poliisiosaston julkaisu, $x 1236-049X' }, 'D'],
    ['a title of 0.62', { '245': '245 10 $a Poliisin talousvastuu.' }, 'C print'],
    ['a title below it', { '245': '245 10 $a Lääninpoliisin talous.' }, 'conflict'],
    ['another year of publication', { '008': YEAR('2004') }, 'conflict'],
    ['the year after', { '008': YEAR('2002') }, 'conflict'],
    ['a title of 0.56', { '245': '245 10 $a Poliisin talousvast.' }, 'conflict'],
    ['no year of publication, but of the number', { '008': YEAR('uuuu') }, 'C print'],
    ['no year at all, the title alike', { '008': YEAR('uuuu'), '490': SERIES('1236-049X', '7') }, 'C print'],
    [
      'no year at all, the title not quite',
      { '008': YEAR('uuuu'), '490': SERIES('1236-049X', '7'), '245': '245 10 $a Talousvastuu läänitasolla.' },
      'none',
    ],
    ['another language', { '008': LANGUAGE('swe') }, 'conflict'],
    ['no language', { '008': LANGUAGE('|||') }, 'C print'],
    ['no language, and a word for another', { '008': LANGUAGE('|||'), '245': '245 10 $a Polisens talousvastuu läänitasolla.' }, 'conflict'],
    ['041 before 008', { '008': LANGUAGE('swe'), '041': '041 0# $a finswe' }, 'C print'],
    ['a double number', { '490': SERIES('1236-049X', '7-8/2001') }, 'conflict'],
    ['an ISBN of another printed book', { '020': '020 ## $a 951-734-501-1' }, 'conflict'],
  ])('%s: %s', (_, lines, expected) => {
    expect(shown(matchOne(own(), record({ ...NO_ISBN, ...lines })))).toBe(expected);
  });

  it('takes a parallel title for a title only where the language is known to be the same', () => {
    const title = 'Polisens ekonomiska ansvar = Poliisin talousvastuu läänitasolla';
    expect(shown(matchOne(own({ title }), record(NO_ISBN)))).toBe('C print');
    expect(shown(matchOne(own({ title, languages: [] }), record(NO_ISBN)))).toBe('conflict');
  });

  it('asks for exactly one of ours', () => {
    const [match] = matchHarvested([own(), own({ id: '2001-7b' })], [record(NO_ISBN)]);
    expect(match).toMatchObject({
      kind: 'review',
      tier: 'conflict',
      because: 'identifiers lead to more than one of ours: 2001-7, 2001-7b',
    });
  });
});

describe('tiers D and E: nothing but likeness', () => {
  it.each([
    ['title, year', {}, 'D'],
    ['one letter missing', { '245': '245 10 $a Poliisin talousvastu läänitasolla.' }, 'D'],
    ['two letters more', { '245': '245 10 $a Poliisin talousvastuut läänitasoilla.' }, 'D'],
    ['a title of 0.91', { '245': '245 10 $a Poliisin talousvastuu läänitaso.' }, 'E'],
    ['a title of 0.82', { '245': '245 10 $a Poliisin talousvastuu lääneissä.' }, 'E'],
    ['a title of 0.79', { '245': '245 10 $a Poliisin talousvastuu lääni.' }, 'none'],
    ['the year before', { '008': YEAR('2000') }, 'E'],
    ['no year', { '008': YEAR('uuuu') }, 'E'],
    ['ten years before', { '008': YEAR('1991') }, 'none'],
    ['another author', { '100': '100 1# $a Toivonen, Aatu.' }, 'E'],
    ['the same author', { '100': '100 1# $a Lahtela, Kaino.' }, 'D'],
    ['the same author, ten years before', { '008': YEAR('1991'), '100': '100 1# $a Lahtela, Kaino.' }, 'E'],
    ['a digit for another', { '245': '245 10 $a Poliisin talousvastuu läänitasolla 2.' }, 'E'],
    ['another language', { '008': LANGUAGE('swe') }, 'conflict'],
    ['another work', { '245': '245 10 $a Hevosten kengitys.' }, 'none'],
  ])('%s: %s', (_, lines, expected) => {
    const ours = own({ contributors: [{ kind: 'person', family: 'Lahtela', given: 'Kaino', role: 'author' }] });
    expect(shown(matchOne(ours, record({ ...BARE, ...lines })))).toBe(expected);
  });

  it.each([
    ['Poliisilaulukirja', 'Poliislaulukirja'],
    ['Poliisilaulukirja', 'Poliisilaulukira'],
  ])('a title of one word is found in spite of a slip: %s, %s', (title, text) => {
    expect(shown(matchOne(own({ title }), record({ ...BARE, '245': `245 10 $a ${text}.` })))).toBe('D');
  });

  it('ticks what is D beforehand, and nothing that is E', () => {
    expect(matchOne(own(), record(BARE))).toMatchObject({ tier: 'D', candidates: [{ ours: '2001-7', preTicked: true, similarity: 1 }] });
    expect(matchOne(own(), record({ ...BARE, '008': YEAR('2000') }))).toMatchObject({ tier: 'E', candidates: [{ preTicked: false }] });
  });

  it('ticks nothing where two of ours are D', () => {
    const [match] = matchHarvested([own(), own({ id: '2001-9' })], [record(BARE)]);
    expect(match).toMatchObject({
      tier: 'D',
      candidates: [
        { ours: '2001-7', preTicked: false },
        { ours: '2001-9', preTicked: false },
      ],
    });
  });

  it('shows the three likest', () => {
    const titles = ['läänitasolla', 'läänitasoilla', 'läänitasollla', 'lääni tasolla', 'läänitasola'];
    const ours = titles.map((word, index) => own({ id: `x-${index}`, title: `Poliisin talousvastuu ${word}` }));
    const [match] = matchHarvested(ours, [record(BARE)]);
    const similarities = match?.kind === 'review' ? match.candidates.map(({ similarity }) => similarity) : [];
    expect(similarities).toHaveLength(3);
    expect([...similarities].sort((a, b) => b - a)).toEqual(similarities);
  });
});

describe('what is never linked without a person', () => {
  it.each([
    ['an article in it', { LDR: 'LDR 00000caa a2200673 i 4500' }, 'a part of another work'],
    ['pages of it', { '773': '773 0# $t Poliisiosaston julkaisu $g 7/2001, s. 4-9' }, 'a part of another work'],
    ['the series', { LDR: 'LDR 00000cas a2200673 i 4500' }, 'a serial as a whole'],
    ['a box of papers', { LDR: 'LDR 00000cac a2200673 i 4500' }, 'a collection'],
    ['a recording', { LDR: 'LDR 00000cim a2200673 i 4500' }, 'neither printed nor an online file'],
    ['a disc', { '338': '338 ## $a CD-levy $b cd $2 rdacarrier' }, 'neither printed nor an online file'],
    ['another language', { '041': '041 0# $a swe' }, 'ours is in fin, theirs in swe'],
    ['another part', { '245': '245 10 $a Poliisin talousvastuu läänitasolla. $n Osa 2.' }, 'no part in the title of ours, part 2'],
    [
      'another number in the title',
      { '245': '245 10 $a Poliisin talousvastuu läänitasolla 1999.' },
      'the title of ours has 1998, that of theirs 1999',
    ],
    [
      'the ISBN of another printed book',
      { '020': '020 ## $a 951-734-501-1' },
      'our printed form has ISBN 978-951-734-412-8, theirs 978-951-734-501-',
    ],
    [
      'a double number',
      { '490': '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 7-8/2001' },
      'theirs number 7-8/2001 of ISSN 1236-049X',
    ],
    [
      'a later edition of another year',
      { '008': YEAR('2002'), '250': '250 ## $a 2. uud. p.' },
      'a later edition (2. uud. p.) of another year',
    ],
  ])('%s', (name, lines, reason) => {
    const title = name === 'another number in the title' ? { title: 'Poliisin talousvastuu läänitasolla 1998' } : {};
    const same = name === 'another number in the title' ? {} : { '245': '245 10 $a Poliisin talousvastuu läänitasolla.' };
    const match = matchOne(
      own({ ...title }, { identifiers: ['(FI-MELINDA)000254001'] }),
      record({ ...same, '035': '035 ## $a (FIN01)000254001', ...lines }),
    );
    expect(match).toMatchObject({ kind: 'review', tier: 'conflict', because: expect.stringContaining(reason) as unknown });
    expect(match).toMatchObject({ candidates: [{ ours: '2001-7', preTicked: false }] });
  });

  it('two of ours to which two strong identifiers lead', () => {
    const ours = [own(), own({ id: '2001-8', title: 'Hevosten kengitys', manifestations: [{ kind: 'pdf', isbn: '978-952-491-530-4' }] })];
    const [match] = matchHarvested(ours, [record({ urn: '024 7# $a URN:ISBN:978-952-491-530-4 $2 urn' })]);
    expect(match).toMatchObject({ kind: 'review', tier: 'conflict', because: 'identifiers lead to more than one of ours: 2001-7, 2001-8' });
  });

  it('but a parallel edition of ours does not stand in the way of the right one', () => {
    const swedish = own({ id: '2001-7s', title: 'Polisens ekonomiska ansvar', languages: ['swe'], manifestations: [{ kind: 'print' }] });
    expect(matchHarvested([swedish, own()], [record()])).toMatchObject([{ kind: 'linked', tier: 'B', ours: '2001-7' }]);
  });
});

describe('the evidence of a link', () => {
  it('is told in sentences, the strongest first', () => {
    expect(matchOne(own(), record())).toMatchObject({
      evidence: ['ISBN 978-951-734-412-8 in both', 'number 7/2001 of ISSN 1236-049X in both', 'title 100 % alike', 'year 2001 in both'],
    });
  });

  it('has what speaks against it behind it', () => {
    expect(matchOne(own(), record({ '041': '041 0# $a swe' }))).toMatchObject({
      candidates: [{ evidence: expect.arrayContaining(['but ours is in fin, theirs in swe']) as unknown }],
    });
  });
});
