import { afterAll, describe, expect, it } from '@jest/globals';
import { marcToOaiDc } from '../../../src/crosswalk/harvested/marc-to-oai-dc.js';
import type { MarcRecord } from '../../../src/crosswalk/marc-record.js';
import { buildXml } from '../../../src/xml/build.js';
import { loadSchemas } from '../../../src/xml/schema.js';
import { readDcPairs } from '../../golden/read-record.js';
import { SETTINGS } from '../../golden/settings.js';
import { PREDECESSOR } from '../../harvester/examples/synthetic-records.js';
import { marcFromLines } from './marc-lines.js';

const schemas = loadSchemas('schemas');
afterAll(() => schemas.dispose());

const pairsOf = (record: MarcRecord) => {
  const written = buildXml(marcToOaiDc(record, SETTINGS));
  expect(schemas.validate(written)).toEqual([]);
  return readDcPairs(written);
};
const valuesOf = (lines: string, name: string): readonly string[] =>
  pairsOf(marcFromLines(lines))
    .filter(([element]) => element === name)
    .map(([, value]) => value);

describe('Dublin Core of a harvested record', () => {
  it('of the older series says what the library said, once each', () => {
    expect(pairsOf(PREDECESSOR)).toEqual([
      ['title', 'Näkyvä partiointi kaupungissa : synteettinen esimerkki'],
      ['creator', 'Suomi. Sisäasiainministeriö. Poliisiosasto'],
      ['subject', 'poliisi'],
      ['subject', 'polisen--ekonomi'],
      ['subject', 'partiointi'],
      ['publisher', 'Sisäasiainministeriö, poliisiosasto'],
      ['date', '1999'],
      ['type', 'Text'],
      ['format', '18, [1] lehteä'],
      ['identifier', '978-951-734-412-8'],
      ['identifier', '(FI-MELINDA)990000001'],
      ['language', 'fin'],
      ['relation', 'Poliisiosaston julkaisu ; 7/1999'],
      ['relation', 'ISSN 1236-049X'],
    ]);
  });

  it.each([
    ['the statement of responsibility is no title', '245 10 $a Otsikko / $c Matti Meikäläinen.', 'title', ['Otsikko']],
    ['a part of a work is', '245 10 $a Kootut. $n 3, $p Näytelmiä / $c M. M.', 'title', ['Kootut. 3, Näytelmiä']],
    ['a parallel title is one more', '245 10 $a Poliisi\n246 31 $a Polisen\n246 1# $a Muu', 'title', ['Poliisi', 'Polisen']],
    ['marks for sorting are not shown', '245 14 $a \u0098The\u009C police', 'title', ['The police']],
    ['an added author creates', '700 1# $a Luotonen, Marko, $e kirjoittaja.', 'creator', ['Luotonen, Marko']],
    ['a code says so too', '700 1# $a Luotonen, Marko $4 aut', 'creator', ['Luotonen, Marko']],
    ['an editor contributes', '700 1# $a Forss, Marko, $e toimittaja.', 'contributor', ['Forss, Marko']],
    ['who is named twice is told once', '100 1# $a Forss, Marko.\n700 1# $a Forss, Marko, $e toimittaja.', 'contributor', []],
    ['the author of another work has no part in it', '700 12 $a Kivi, Aleksis. $t Seitsemän veljestä.', 'contributor', []],
    ['an initial keeps its full stop', '100 1# $a Manninen, O.', 'creator', ['Manninen, O.']],
    ['the printer is no publisher', '264 #1 $a Helsinki : $b Sisäministeriö, $c 2001.\n264 #3 $b Edita,', 'publisher', ['Sisäministeriö']],
    ['a publisher taken from elsewhere loses its brackets', '260 ## $b [Maanmittaushallitus],', 'publisher', ['Maanmittaushallitus']],
    ['an unknown year is no date', '260 ## $c [199-?]', 'date', []],
    ['a genre comes before the general type', '655 #7 $a raportit $2 slm/fin', 'type', ['raportit', 'Text']],
    ['invalid and cancelled ISBNs are no identifiers', '020 ## $a 951-734-412-1\n020 ## $z 951-734-412-0', 'identifier', []],
    ['nor is a bar code', '024 3# $a 9789510406762', 'identifier', []],
    ['nor a number of 13 digits in 035', '035 ## $a (OCoLC)9789510406762', 'identifier', []],
    ['nor an address that runs', '856 40 $u javascript:alert(1)', 'identifier', []],
    ['nor that of a related work', '856 42 $u https://example.fi/kansi', 'identifier', []],
    [
      'the URN is the last of the addresses',
      '024 7# $a URN:ISBN:978-952-491-530-4 $2 urn\n856 40 $u https://example.fi/A $u https://example.fi/a',
      'identifier',
      ['https://example.fi/A', 'https://example.fi/a', 'https://urn.fi/URN:ISBN:978-952-491-530-4'],
    ],
    ['codes of languages may be glued', '041 0# $a finswe $a eng', 'language', ['fin', 'swe', 'eng']],
    ['008 tells the language where 041 does not', '008 021024s2001    fi ||||||||||o000|||swe| ', 'language', ['swe']],
    ['undetermined is no language', '041 0# $a und $a mul', 'language', []],
    ['the original language is not that of the book', '041 1# $a fin $h eng', 'language', ['fin']],
    ['the other form is a relation', '776 08 $i Verkkoaineisto: $z 978-952-491-530-4', 'relation', ['978-952-491-530-4']],
    ['a series without a number', '490 0# $a Selkokirja', 'relation', ['Selkokirja']],
    ['abstracts are not ours to give', '520 ## $a Tiivistelmä.', 'description', []],
  ])('%s', (_, lines, name, expected) => {
    expect(valuesOf(lines, name)).toEqual(expected);
  });
});
