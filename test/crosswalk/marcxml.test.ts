import { describe, expect, it } from '@jest/globals';
import { datestampOf } from '../../src/catalogue/datestamp.js';
import type { ManifestationKind } from '../../src/catalogue/publication.js';
import { accessibilitySentence } from '../../src/crosswalk/accessibility.js';
import { marcxml } from '../../src/crosswalk/marcxml.js';
import { nonfilingCharacters } from '../../src/crosswalk/marc-text.js';
import { parseXml } from '../../src/xml/parse.js';
import { PROBES } from '../golden/probe-publications.js';
import { marcLines, readMarcLines } from '../golden/read-record.js';
import { render } from '../golden/render.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { SETTINGS } from '../golden/settings.js';

const linesOf = (publication: typeof SEED_CONFIRMED, kind: 'print' | 'pdf', tag: string, settings = SETTINGS) =>
  marcLines(render(marcxml, publication, kind, settings)!, tag);

describe('MARC 21 of the seed publication', () => {
  it.each([
    ['LDR', ['LDR 00000nam a22000004i 4500'], 'a new record of a monograph, core level, ISBD'],
    ['001', ['001 2012-2-pdf'], 'the local id with its form: Finna makes it the record id'],
    ['003', [], 'no ISIL is assigned yet'],
    ['005', ['005 20260115235959.0'], 'the last change, in UTC'],
    ['007', ['007 cr |||||||||||'], 'remote electronic resource'],
    [
      '008',
      ['008 260101s2012    fi |||| o    f|0| 0|fin|c'],
      '40 characters: entered 1.1.2026 UTC, 2012, Finland, online, government, Finnish',
    ],
    ['020', ['020 ## $a 978-952-491-530-4 $q PDF'], 'the file’s own ISBN with its hyphens'],
    ['022', [], 'the ISSN of a series is never in 022 of a monograph'],
    ['024', ['024 7# $a URN:ISBN:978-952-491-530-4 $2 urn'], 'a URN is for online works'],
    ['040', ['040 ## $b fin $e rda'], '$a only with an ISIL'],
    ['041', ['041 0# $a fin'], 'three letters'],
    ['042', [], 'only the National Library authenticates'],
    ['110', ['110 2# $a Sosiaalisen median työryhmä, $e kirjoittaja.'], 'the first author of the page is a body'],
    ['245', ['245 10 $a Poliisin näkyvä toiminta sosiaalisessa mediassa.'], 'indicator 1 because of 110, a final full stop'],
    ['246', [], 'one title'],
    ['264', ['264 #1 $a Helsinki : $b Poliisihallitus, $c 2012.'], 'ISBD punctuation'],
    ['300', ['300 ## $a 1 verkkoaineisto (85 sivua)'], 'RDA extent of an online work'],
    ['336', ['336 ## $a teksti $b txt $2 rdacontent'], 'content'],
    ['337', ['337 ## $a tietokonekäyttöinen $b c $2 rdamedia'], 'media'],
    ['338', ['338 ## $a verkkoaineisto $b cr $2 rdacarrier'], 'carrier'],
    ['341', ['341 0# $a textual $b unknown $2 sapdv'], 'of single accessibility features nothing is known'],
    ['490', ['490 1# $a Poliisihallituksen julkaisusarja, $x 2242-5640 ; $v 2/2012'], 'the ISSN of the online series, traced'],
    ['506', ['506 0# $a Aineisto on vapaasti saatavissa. $f Unrestricted online access $2 star'], 'the words that Finna knows'],
    ['532', [`532 8# $a ${accessibilitySentence(SEED_CONFIRMED.accessibility, 'fi')}`], 'the status with its ground'],
    ['540', [], 'no licence is known'],
    ['655', ['655 #4 $a Raportti.'], 'the publisher’s own word, of no vocabulary'],
    [
      '700',
      [
        '700 1# $a Luotonen, Marko, $e kirjoittaja.',
        '700 1# $a Marjamaa, Petri, $e kirjoittaja.',
        '700 1# $a Forss, Marko, $e kirjoittaja.',
      ],
      'in the order of the page',
    ],
    ['710', ['710 2# $a Poliisihallitus, $e julkaisija.'], 'the publisher'],
    ['776', ['776 08 $i Painettu: $z 978-952-491-529-8'], 'the printed book'],
    ['830', ['830 #0 $a Poliisihallituksen julkaisusarja, $x 2242-5640 ; $v 2/2012.'], 'the trace of 490'],
    [
      '856',
      ['856 40 $u https://urn.fi/URN:ISBN:978-952-491-530-4 $y Linkki verkkoaineistoon'],
      'second indicator 0 and no $3, or Finna passes over it',
    ],
  ])('PDF: %s is %j: %s', (tag, expected) => {
    expect(linesOf(SEED_CONFIRMED, 'pdf', tag)).toEqual(expected);
  });

  it.each([
    ['001', ['001 2012-2-print'], 'one record for each form'],
    ['007', [], 'a book'],
    ['008', ['008 260101s2012    fi ||||      f|0| 0|fin|c'], 'form of item blank'],
    ['020', ['020 ## $a 978-952-491-529-8'], 'the confirmed ISBN; the binding is not known'],
    ['024', [], 'the URN of a printed book must not be minted'],
    ['300', ['300 ## $a 85 sivua'], ''],
    ['337', ['337 ## $a käytettävissä ilman laitetta $b n $2 rdamedia'], ''],
    ['338', ['338 ## $a nide $b nc $2 rdacarrier'], ''],
    ['341', [], 'accessibility is the file’s'],
    ['490', ['490 1# $a Poliisihallituksen julkaisusarja, $x 1798-7121 ; $v 2/2012'], 'the ISSN of the printed series'],
    ['506', [], ''],
    ['532', [], ''],
    ['776', ['776 08 $i Verkkoaineisto: $z 978-952-491-530-4'], 'the PDF'],
    ['856', [], 'nothing to click in a book'],
  ])('print: %s is %j: %s', (tag, expected) => {
    expect(linesOf(SEED_CONFIRMED, 'print', tag)).toEqual(expected);
  });

  it('has the mistyped ISBN nowhere, not even in 020 $z: the slip is the web page’s, not the book’s', () => {
    expect(linesOf(SEED_AS_IMPORTED, 'print', '020')).toEqual([]);
    expect(linesOf(SEED_AS_IMPORTED, 'pdf', '776')).toEqual(['776 0# $t Poliisin näkyvä toiminta sosiaalisessa mediassa $c (Painettu)']);
    expect(render(marcxml, SEED_AS_IMPORTED, 'print', SETTINGS)).not.toContain('987-952');
    expect(render(marcxml, SEED_AS_IMPORTED, 'pdf', SETTINGS)).not.toContain('987-952');
  });

  it('is in the default namespace: a prefixed record is read as empty or not at all', () => {
    const text = render(marcxml, SEED_CONFIRMED, 'pdf', SETTINGS)!;
    expect(parseXml(text)).toMatchObject({
      name: 'record',
      namespace: 'http://www.loc.gov/MARC21/slim',
      attributes: { 'xsi:schemaLocation': `${marcxml.namespace} ${marcxml.schema}` },
    });
    expect(text).not.toContain('marc:');
  });

  it('names us in 003 and 040 $a once an ISIL is assigned', () => {
    const settings = { ...SETTINGS, publisher: { ...SETTINGS.publisher, isil: 'FI-XXXX' } };
    expect(linesOf(SEED_CONFIRMED, 'pdf', '003', settings)).toEqual(['003 FI-XXXX']);
    expect(linesOf(SEED_CONFIRMED, 'pdf', '040', settings)).toEqual(['040 ## $a FI-XXXX $b fin $e rda']);
  });

  it('takes its dates in UTC, whatever the zone of the machine', () => {
    const lastSecond = datestampOf(Date.UTC(2026, 11, 31, 23, 59, 59));
    const publication = { ...SEED_CONFIRMED, created: lastSecond, modified: lastSecond };
    expect(linesOf(publication, 'print', '005')).toEqual(['005 20261231235959.0']);
    expect(linesOf(publication, 'print', '008')[0]).toMatch(/^008 261231/);
  });
});

describe('MARC 21 of a publication with everything', () => {
  it.each<readonly [tag: string, expected: readonly string[], kind: ManifestationKind, why: string]>([
    ['020', ['020 ## $a 978-952-491-529-8 $q pehmeäkantinen'], 'print', 'nidottu, in the words of the rules'],
    ['041', ['041 0# $a fin $a swe'], 'pdf', 'every language; 008 has the first'],
    ['100', ['100 1# $a Meikäläinen, Maija M., $e kirjoittaja.'], 'pdf', 'a comma after an initial too'],
    ['245', ['245 10 $a Poliisin toimintaympäristö : $b katsaus vuosiin 2012-2016.'], 'pdf', 'dashes as Melinda writes them'],
    [
      '246',
      ['246 31 $a Polisens verksamhetsmiljö : $b en översikt', '246 31 $a The operating environment of the police'],
      'pdf',
      'parallel titles, no full stop',
    ],
    [
      '520',
      ['520 ## $a Tiivistelmä kahdella rivillä.', '520 ## $a https://example.fi/ on osoite.', '520 ## $a Ett sammandrag!'],
      'pdf',
      'one line, a final full stop unless a mark stands there',
    ],
    ['540', ['540 ## $f CC BY 4.0 $2 cc $u https://creativecommons.org/licenses/by/4.0/deed.fi'], 'pdf', 'a real licence'],
    [
      '650',
      ['650 #7 $a poliisi $2 yso/fin $0 http://www.yso.fi/onto/yso/p0', '650 #7 $a polis $2 yso/swe', '650 #7 $a poliisitoimi $2 ysa'],
      'pdf',
      '$0 only where the source gave one',
    ],
    ['653', ['653 ## $a sosiaalinen media'], 'pdf', 'a free word'],
    ['655', ['655 #4 $a Selvitys.'], 'pdf', ''],
    ['700', ['700 1# $a Virtanen, Ville, $e toimittaja.', '700 1# $a Madonna.'], 'pdf', 'a contributor of no stated function has no $e'],
    ['710', ['710 2# $a Poliisihallitus, $e kirjoittaja, $e julkaisija.'], 'pdf', 'author and publisher: one heading, two functions'],
    [
      '856',
      [
        '856 40 $u https://urn.fi/URN:ISBN:978-952-491-530-4 $y Linkki verkkoaineistoon',
        '856 40 $u https://poliisi.fi/documents/probe-0.pdf $y Linkki tiedostoon',
      ],
      'pdf',
      'the file too, since a URN resolves only once registered',
    ],
    ['341', [], 'pdf', 'someone vouches for more than "unknown"'],
  ])('%s is %j (%s): %s', (tag, expected, kind) => {
    expect(linesOf(PROBES['every field filled'], kind, tag)).toEqual(expected);
  });

  it('keeps its fields in ascending order', () => {
    const tags = readMarcLines(render(marcxml, PROBES['every field filled'], 'pdf', SETTINGS)!).map((line) => line.slice(0, 3));
    expect(tags.slice(1)).toEqual(tags.slice(1).sort());
  });
});

describe('MARC 21 where something is missing', () => {
  const { 'nothing but a title': bare, 'one page, a year, no series': onePage, 'editors only': edited } = PROBES;
  const { 'the publisher is the only author': ownWork, 'a Swedish title that begins with an article': swedish } = PROBES;
  const { 'a PDF without ISBN, with a URN of the source': noIsbn, 'a book of the earlier series': older } = PROBES;
  const { 'a series that is not configured, another licence': foreign } = PROBES;

  it.each([
    ['no author: a title main entry', bare, 'print', '245', ['245 00 $a Julkaisu ilman mitään.']],
    ['no year: date unknown in 264', bare, 'print', '264', ['264 #1 $a Helsinki : $b Poliisihallitus, $c [julkaisuaika tuntematon]']],
    ['no year: date unknown in 008', bare, 'print', '008', ['008 260101nuuuuuuuufi ||||      f|0| 0|fin|c']],
    ['no pages: one volume', bare, 'print', '300', ['300 ## $a 1 nide']],
    ['no pages: one online work', bare, 'pdf', '300', ['300 ## $a 1 verkkoaineisto']],
    ['one page', onePage, 'print', '300', ['300 ## $a 1 sivu']],
    ['no series', bare, 'print', '490', []],
    [
      'neither ISBN, URN nor file: the landing page',
      bare,
      'pdf',
      '856',
      ['856 40 $u https://poliisi.fi/julkaisut $y Linkki verkkoaineistoon'],
    ],
    ['no ISBN in the other form: by its title', bare, 'print', '776', ['776 0# $t Julkaisu ilman mitään $c (Verkkoaineisto)']],
    ['no other form', noIsbn, 'pdf', '776', []],
    ['editors are no main entry', edited, 'pdf', '245', ['245 00 $a Poliisin näkyvä toiminta sosiaalisessa mediassa.']],
    ['editors only', edited, 'pdf', '700', ['700 1# $a Virtanen, V., $e toimittaja.']],
    ['the publisher as author', ownWork, 'pdf', '110', ['110 2# $a Poliisihallitus, $e kirjoittaja, $e julkaisija.']],
    ['the publisher as author is not entered twice', ownWork, 'pdf', '710', []],
    ['an article is passed over in filing', swedish, 'pdf', '245', ['245 14 $a Den synliga polisen: var är den?']],
    ['a URN of the source', noIsbn, 'pdf', '024', ['024 7# $a URN:NBN:fi-fe2021010101 $2 urn']],
    ['no number, and the ISSN of the settings', noIsbn, 'pdf', '490', ['490 1# $a Poliisihallituksen julkaisusarja, $x 2242-5640']],
    ['no number: 830 ends after the ISSN', noIsbn, 'pdf', '830', ['830 #0 $a Poliisihallituksen julkaisusarja, $x 2242-5640.']],
    ['no ISSN: " ;" after the title', foreign, 'print', '490', ['490 1# $a Muu sarja ; $v 12/2020']],
    ['a licence that is not Creative Commons', foreign, 'print', '540', ['540 ## $c Avoin lupa $u https://example.fi/lupa']],
    ['another publisher, whose place is not known', older, 'print', '264', ['264 #1 $b Sisäasiainministeriö, poliisiosasto, $c 2001.']],
    ['an ISBN-10', older, 'print', '020', ['020 ## $a 978-951-734-412-8 $q pehmeäkantinen']],
    ['a number that has its year', older, 'print', '490', ['490 1# $a Poliisiosaston julkaisut, $x 1236-049X ; $v 7/2001']],
    ['a title with its own full stop', older, 'print', '245', ['245 00 $a Poliisin talousvastuu läänitasolla.']],
  ] as const)('%s', (_, publication, kind, tag, expected) => {
    expect(linesOf(publication, kind, tag)).toEqual(expected);
  });

  it('refuses to write a record without a title, naming item and field', () => {
    const nameless = { ...bare, titles: [{ text: ' \n' }] };
    expect(() => render(marcxml, nameless, 'print', SETTINGS)).toThrow(
      /oai:julkaisut\.poliisi\.fi:poliisi\/probe-1-print as MARC 21: 245: a field has at least one subfield/,
    );
  });

  it('refuses to write a year that has no four digits', () => {
    expect(() => render(marcxml, { ...bare, year: 20_123 }, 'print', SETTINGS)).toThrow(/008 ".*": 41 characters, not 40/);
  });
});

describe('filing', () => {
  it.each([
    ['The police', 'eng', '4'],
    ['A study', 'eng', '2'],
    ['An office', 'eng', '3'],
    ['Anonymous', 'eng', '0'],
    ['En polis', 'swe', '3'],
    ['Ett brott', 'swe', '4'],
    ['De synliga', 'swe', '3'],
    ['De som syns', 'swe', '0'],
    ['En halua', 'fin', '0'],
    ['Der Fall', 'ger', '4'],
    ["L'ordre", 'fre', '2'],
    ['Le fait', 'fre', '3'],
    ['The', undefined, '0'],
  ])('of %j in %s passes over %s characters', (title, language, expected) => {
    expect(nonfilingCharacters(title, language)).toBe(expected);
  });
});
