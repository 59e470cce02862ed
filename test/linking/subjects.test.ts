import { describe, expect, it } from '@jest/globals';
import { knownName } from '../../src/linking/control-numbers.js';
import { matchHash } from '../../src/linking/match-hash.js';
import { parsePersistentId } from '../../src/linking/persistent-identifiers.js';
import { BARE, own, record } from './subjects.js';

describe('a persistent identifier', () => {
  it.each([
    ['URN:ISBN:978-952-491-530-4', 'urn:isbn:9789524915304'],
    ['urn:isbn:951-734-412-0', 'urn:isbn:9789517344128'],
    ['http://urn.fi/URN:ISBN:978-952-491-530-4', 'urn:isbn:9789524915304'],
    ['https://urn.fi/URN:ISBN:978-952-491-530-4#page=3', 'urn:isbn:9789524915304'],
    ['https://resolver.example/resolve?urn=urn:nbn:fi-fe2012', 'urn:nbn:fi-fe2012'],
    ['http://urn.fi/URN%3ANBN%3Afi-fe2012.', 'urn:nbn:fi-fe2012'],
    ['URN:NBN:FI-FE2012', 'urn:nbn:fi-fe2012'],
    ['https://doi.org/10.5555/ABC.1', 'doi:10.5555/abc.1'],
    ['doi: 10.5555/abc.1', 'doi:10.5555/abc.1'],
    ['10.5555/abc.1', 'doi:10.5555/abc.1'],
    ['http://hdl.handle.net/10024/990123', 'hdl:10024/990123'],
    ['https://www.doria.fi/handle/10024/990123/', 'hdl:10024/990123'],
    ['hdl:10024/990123', 'hdl:10024/990123'],
    ['URN:ISBN:978-952-491-530-5', undefined],
    ['URN:ISSN:1236-049X', undefined],
    ['https://poliisi.fi/julkaisut', undefined],
    ['', undefined],
  ])('%s is %s', (text, id) => {
    expect(parsePersistentId(text)).toBe(id);
  });

  it('is read from 024 by its scheme and from 856 of the record itself', () => {
    const { persistentIds } = record({
      '024': '024 7# $a 10024/990123 $2 hdl',
      '0242': '024 7# $a 10.5555/abc $2 doi',
      '856': '856 40 $u https://urn.fi/URN:NBN:fi-fe1',
      '8562': '856 42 $u https://urn.fi/URN:NBN:fi-fe2',
      '8563': '856 40 $3 Kansi $u https://urn.fi/URN:NBN:fi-fe3',
    });
    expect([...persistentIds].sort()).toEqual(['doi:10.5555/abc', 'hdl:10024/990123', 'urn:nbn:fi-fe1']);
  });

  it('of ours is made of the ISBN of the PDF, never of that of the book', () => {
    const forms = [
      { kind: 'print' as const, isbn: '951-734-412-0' },
      { kind: 'pdf' as const, isbn: '978-952-491-530-4', urn: 'URN:ISBN:951-734-412-0', url: 'https://doi.org/10.5555/abc' },
    ];
    expect(own({ manifestations: forms }).persistentIds).toEqual(['urn:isbn:9789524915304', 'doi:10.5555/abc']);
    expect(own().persistentIds).toEqual([]);
  });
});

describe('the number of a record', () => {
  it.each([
    ['oai:melinda.kansalliskirjasto.fi/bib/000254001', '(FI-MELINDA)254001'],
    ['melinda.000254001', '(FI-MELINDA)254001'],
    ['(FIN01)000254001', '(FI-MELINDA)254001'],
    ['(fi-melinda) 000254001', '(FI-MELINDA)254001'],
    ['(FI-NL)abc', '(FI-NL)ABC'],
    ['fikka.4711', 'fikka.4711'],
    ['oai:julkaisut.poliisi.fi:poliisi/2001-7-print', 'oai:julkaisut.poliisi.fi:poliisi/2001-7-print'],
  ])('%s is known as %s', (text, name) => {
    expect(knownName(text)).toBe(name);
  });
});

describe('the ISBNs of a record', () => {
  it('are strong in $a and weak in $z, in 776 and in a URN', () => {
    const { isbns, weakIsbns, counterparts } = record({
      '0202': '020 ## $z 951-9486-02-X',
      '776': '776 08 $i Verkkoaineisto: $z 978-952-491-530-4 $w (FIN01)000254002',
      '024': '024 7# $a URN:ISBN:978-952-491-529-8 $2 urn',
    });
    expect(isbns).toEqual(['9789517344128']);
    expect([...weakIsbns].sort()).toEqual(['9789519486024', '9789524915298', '9789524915304']);
    expect(counterparts).toEqual(['9789524915304', '(FI-MELINDA)254002']);
  });

  it('of the whole work are weak beside that of the volume, and strong alone', () => {
    const both = { '020': '020 ## $a 951-734-412-0 (koko teos)', '0202': '020 ## $a 951-9486-02-X (osa 1)' };
    expect(record(both)).toMatchObject({ isbns: ['9789519486024'], weakIsbns: ['9789517344128'] });
    expect(record({ '020': both['020'] })).toMatchObject({ isbns: ['9789517344128'], weakIsbns: [] });
  });

  it('that are mistyped are kept as digits, with what they may have been', () => {
    const { isbns, weakIsbns, guessedIsbns } = record({ '020': '020 ## $a 987-952-491-529-8' });
    expect({ isbns, weakIsbns }).toEqual({ isbns: [], weakIsbns: ['9879524915298'] });
    expect(guessedIsbns).toContain('9789524915298');
    const ours = own({ manifestations: [{ kind: 'print', isbn: '987-952-491-529-8' }] });
    expect(ours).toMatchObject({ isbns: [], weakIsbns: ['9879524915298'] });
    expect(ours.guessedIsbns).toContain('9789524915298');
  });
});

describe('the form of a record', () => {
  const NOTHING = { ...BARE, '300': '' };
  it.each([
    ['nothing', {}, undefined],
    ['338 nc', { '338': '338 ## $b nc' }, 'print'],
    ['338 cr', { '338': '338 ## $a verkkoaineisto $b cr' }, 'online'],
    ['338 cd', { '338': '338 ## $b cd' }, 'other'],
    ['337 n', { '337': '337 ## $a käytettävissä ilman laitetta $b n' }, 'print'],
    ['337 s', { '337': '337 ## $b s' }, 'other'],
    ['007 cr', { '007': '007 cr |||||||||||' }, 'online'],
    ['007 co', { '007': '007 co cga' }, 'other'],
    ['007 ta', { '007': '007 ta' }, 'print'],
    ['007 he', { '007': '007 he amb' }, 'other'],
    ['008/23 o', { '008': '008 021024s2001    fi |||| o     |0| 0|fin| ' }, 'online'],
    ['008/23 r', { '008': '008 021024s2001    fi |||| r     |0| 0|fin| ' }, 'print'],
    ['245 $h', { '245': '245 10 $a Otsikko $h [verkkoaineisto].' }, 'online'],
    ['300 in words', { '300': '300 ## $a 1 verkkojulkaisu (30 s.)' }, 'online'],
    ['300 in centimetres', { '300': '300 ## $a 30 s. ; $c 25 cm' }, 'print'],
    ['300 of a disc', { '300': '300 ## $a 1 CD-ROM-levy ; $c 12 cm' }, 'other'],
    ['856 41', { '856': '856 41 $u http://example.fi/' }, 'print'],
    ['776 to a printed book', { '776': '776 08 $i Painettu: $t X' }, 'online'],
    ['776 to an online resource', { '776': '776 08 $i Verkkoaineisto: $t X' }, 'print'],
    ['leader/06 i', { LDR: 'LDR 00000nim a2200277 i 4500', '300': '300 ## $c 12 cm' }, 'other'],
  ])('with %s', (_, lines, form) => {
    expect(record({ ...NOTHING, ...lines }).form).toBe(form);
  });
});

describe('the level of a record', () => {
  it.each([
    ['m', {}, 'whole'],
    ['a', {}, 'part'],
    ['b', {}, 'part'],
    ['s', {}, 'serial'],
    ['i', {}, 'serial'],
    ['c', {}, 'collection'],
    [' ', {}, 'whole'],
    [' ', { '773': '773 0# $t X' }, 'part'],
    ['m', { '773': '773 0# $t Poliisiosaston julkaisu $g 7/2001' }, 'whole'],
    ['m', { '773': '773 0# $t Poliisiosaston julkaisu $g 7/2001, s. 3' }, 'part'],
    ['m', { '773': '773 0# $t Haaste $g Vol. 3 (2010), pp. 12-14' }, 'part'],
  ])('of leader/07 "%s" and %j is %s', (code, lines, level) => {
    expect(record({ LDR: `LDR 00000ca${code} a2200277 i 4500`, ...lines }).level).toBe(level);
  });
});

describe('the places of a record in series', () => {
  const places = (lines: Readonly<Record<string, string>>) =>
    record({ '490': '', ...lines }).places.map(({ issns, number }) => [issns.join(), number?.numbers.join(), number?.year]);
  it.each([
    ['one statement', { a: '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 7/2001' }, [['1236-049X', '7', 2001]]],
    [
      'twins',
      { a: '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7', b: '490 1# $a Poliisiosaston julkaisu / SM, $x ; $v 7/2001' },
      [['1236-049X', '7', 2001]],
    ],
    [
      'ISSN here, number there',
      { a: '490 1# $a Poliisiosaston julkaisut ; $v 7', b: '830 #0 $a Poliisiosaston julkaisu, $x 1236-049X.' },
      [['1236-049X', '7', undefined]],
    ],
    [
      'two numbers',
      { a: '490 1# $a A, $x 1236-049X ; $v 7/2001', b: '490 1# $a A, $x 1236-049X ; $v 8/2001' },
      [['1236-049X', '7,8', 2001]],
    ],
    [
      'two years',
      { a: '490 1# $a A, $x 1236-049X ; $v 7/2001', b: '490 1# $a A, $x 1236-049X ; $v 7/2002' },
      [['1236-049X', '7', undefined]],
    ],
    [
      'two series',
      { a: '490 1# $a A, $x 1236-049X ; $v 7', b: '490 1# $a B, $x 1798-7121 ; $v 2' },
      [
        ['1236-049X', '7', undefined],
        ['1798-7121', '2', undefined],
      ],
    ],
    ['an ISSN in 022', { a: '022 ## $a 1236-049X', b: '490 1# $a Poliisiosaston julkaisu ; $v 7' }, [['1236-049X', '7', undefined]]],
    [
      'two ISSNs in 022',
      { a: '022 ## $a 1236-049X', b: '022 ## $a 1798-7121', c: '490 1# $a Poliisiosaston julkaisu ; $v 7' },
      [['', '7', undefined]],
    ],
    ['pages of a host', { a: '773 0# $t Poliisiosaston julkaisu $x 1236-049X $g 7/2001, s. 12-25' }, [['1236-049X', '7', 2001]]],
  ])('%s', (_, lines, expected) => {
    expect(places(lines)).toEqual(expected);
  });

  it('of ours has both ISSNs of the series and the year of publication', () => {
    const series = { title: 'Poliisihallituksen julkaisusarja', number: '2' };
    expect(own({ series, year: 2012 }).places).toMatchObject([
      { issns: ['1798-7121', '2242-5640'], number: { year: 2012, numbers: ['2'] }, yearIsDerived: true },
    ]);
    expect(own({ series: { ...series, number: '2/2012' }, year: 2013 }).places).toMatchObject([
      { number: { year: 2012, numbers: ['2'] }, yearIsDerived: false },
    ]);
  });
});

describe('title, language and authors of a record', () => {
  const titles = (...lines: readonly string[]) =>
    record(Object.fromEntries(lines.map((line, index) => [index === 0 ? '245' : `t${index}`, line]))).titles.map(({ whole }) => whole);
  it.each([
    [['245 10 $a Poliisin talous : $b raportti / $c X.'], ['poliisin talous raportti']],
    [['245 10 $a Poliisin talous $b raportti $c X'], ['poliisin talous raportti']],
    [['245 10 $a Järjestyslaki = $b Ordningslagen.'], ['jarjestyslaki', 'ordningslagen']],
    [['245 10 $a Käsikirja. $n Osa 2, $p Johtaminen.'], ['kasikirja osa 2 johtaminen']],
    [['245 10 $a Käsikirja. $n 2.'], ['kasikirja osa 2']],
    [['245 10 $a Vuosikirja. $n 1998.'], ['vuosikirja 1998']],
    [['245 14 $a The police today.'], ['police today']],
    [['245 19 $a Poliisin talous.'], ['poliisin talous']],
    [
      ['245 10 $a Poliisi.', '246 31 $a Polisen', '240 10 $a Police'],
      ['poliisi', 'polisen'],
    ],
    [['245 10 $h [verkkoaineisto]'], []],
  ])('%j is compared as %j', (lines, expected) => {
    expect(titles(...lines)).toEqual(expected);
  });

  it.each([
    ['041 0# $a fin $b swe', ['fin']],
    ['041 0# $a finswe', ['fin', 'swe']],
    ['041 1# $a fin $h eng', ['fin']],
    ['041 0# $a mul', []],
    ['', ['fin']],
  ])('%s is the language %j', (line, languages) => {
    expect(record({ '041': line }).languages).toEqual(languages);
  });

  it('an author is family name and first letter, a publisher is none', () => {
    const { authors } = record({
      '100': '100 1# $a Luotonen, Marko, $e kirjoittaja.',
      '710': '710 1# $a Suomi. $b Sisäasiainministeriö.',
      '7102': '710 2# $a Poliisihallitus, $e julkaisija.',
    });
    expect(authors).toEqual({ persons: ['luotonen m'], bodies: ['suomi sisaasiainministerio', 'sisaasiainministerio'] });
  });

  it.each([
    ['2. painos', '2. painos'],
    ['2., uud. p.', '2., uud. p.'],
    ['Lisäpainos.', 'Lisäpainos.'],
    ['1. painos', undefined],
    ['Lausuntokierrosversio 30.5.1997', undefined],
  ])('250 %s: %s', (text, edition) => {
    expect(record({ '250': `250 ## $a ${text}` }).laterEdition).toBe(edition);
  });
});

describe('the match hash', () => {
  const hash = matchHash(record());
  it('is a SHA-256', () => {
    expect(hash).toMatch(/^[\da-f]{64}$/);
  });

  it.each([
    ['an abstract', { '520': '520 ## $a Tiivistelmä.' }],
    ['a subject', { '650': '650 #7 $a poliisi $2 ysa' }],
    ['a holding', { LOW: 'LOW ## $a FENNI' }],
    ['the extent', { '300': '300 ## $a 20 lehteä ; $c 30 cm' }],
    ['a repeated field', { '0202': '020 ## $a 978-951-734-412-8' }],
    ['punctuation of the title', { '245': '245 10 $a Poliisin talousvastuu läänitasolla / $c X.' }],
    ['another spelling of the number', { '490': '490 1# $a Poliisiosaston julkaisut, $x 1236-049X ; $v 2001, 7' }],
  ])('is left alone by %s', (_, lines) => {
    expect(matchHash(record(lines))).toBe(hash);
  });

  it.each([
    ['the title', { '245': '245 10 $a Poliisin talousvastuu lääneissä.' }],
    ['the year', { '008': '008 021024s2002    fi ||||       |0| 0|fin| ' }],
    ['the language', { '041': '041 0# $a swe' }],
    ['the ISBN', { '020': '020 ## $a 951-9486-02-X' }],
    ['the series', { '490': '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 8/2001' }],
    ['an author', { '100': '100 1# $a Luotonen, Marko.' }],
    ['the level', { LDR: 'LDR 00000caa a2200673 i 4500' }],
    ['the form', { '300': '300 ## $a 1 verkkoaineisto' }],
    ['an identifier', { '024': '024 7# $a URN:NBN:fi-fe1 $2 urn' }],
  ])('changes with %s', (_, lines) => {
    expect(matchHash(record(lines))).not.toBe(hash);
  });

  it('does not know the names that we know a record by, nor its local id', () => {
    expect(matchHash(record({}, 'other', { identifiers: ['melinda.000254001'] }))).toBe(hash);
    expect(matchHash(own({}, { identifiers: ['melinda.000254001'] }))).toBe(matchHash(own()));
  });
});
