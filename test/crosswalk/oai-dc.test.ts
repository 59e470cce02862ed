import { describe, expect, it } from '@jest/globals';
import { accessibilitySentence } from '../../src/crosswalk/accessibility.js';
import { oaiDc } from '../../src/crosswalk/oai-dc.js';
import { parseXml } from '../../src/xml/parse.js';
import { PROBES } from '../golden/probe-publications.js';
import { readDcPairs } from '../golden/read-record.js';
import { render } from '../golden/render.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { SETTINGS } from '../golden/settings.js';

const pairsOf = (publication: typeof SEED_CONFIRMED, kind: 'print' | 'pdf', settings = SETTINGS) =>
  readDcPairs(render(oaiDc, publication, kind, settings)!);
const valuesOf = (pairs: ReturnType<typeof pairsOf>, name: string) =>
  pairs.filter(([found]) => found === name || found.startsWith(`${name}@`)).map(([, value]) => value);

describe('oai_dc of the seed publication', () => {
  const pdf = pairsOf(SEED_CONFIRMED, 'pdf');
  const print = pairsOf(SEED_CONFIRMED, 'print');

  it.each([
    ['title@fi', ['Poliisin näkyvä toiminta sosiaalisessa mediassa'], 'as on the page, in the language that is known'],
    [
      'creator',
      ['Sosiaalisen median työryhmä', 'Luotonen, Marko', 'Marjamaa, Petri', 'Forss, Marko'],
      'in the order of the page: Finna shows the first as the author',
    ],
    ['contributor', [], 'nobody has another function than author'],
    ['publisher', ['Poliisihallitus'], 'from the settings'],
    ['date', ['2012'], 'four digits: Finna reads no other date'],
    ['type', ['Raportti'], 'what the series calls its publications'],
    ['format', ['application/pdf'], 'the file'],
    [
      'identifier',
      ['978-952-491-530-4', 'https://poliisi.fi/julkaisut', 'https://urn.fi/URN:ISBN:978-952-491-530-4'],
      'own ISBN, landing page, and last the URN: Finna links to the last',
    ],
    ['language', ['fin'], 'three letters, never fi-FI'],
    [
      'relation',
      ['Poliisihallituksen julkaisusarja ; 2/2012', 'ISSN 2242-5640', '978-952-491-529-8'],
      'series and number, the ISSN of this form only, the printed book',
    ],
    ['rights@fi', ['Aineisto on vapaasti saatavissa.'], 'no licence is known, but the file is free to read'],
  ])('PDF: dc:%s is %j: %s', (name, expected) => {
    expect(pdf.filter(([found]) => found === name).map(([, value]) => value)).toEqual(expected);
  });

  it.each([
    ['format', ['85 sivua'], 'the extent of the book'],
    ['identifier', ['978-952-491-529-8', 'https://poliisi.fi/julkaisut'], 'no URN: that of a printed book must not be minted'],
    [
      'relation',
      ['Poliisihallituksen julkaisusarja ; 2/2012', 'ISSN 1798-7121', '978-952-491-530-4'],
      'the ISSN of this form only, the PDF',
    ],
    ['rights@fi', [], 'nothing is known of the rights of the book'],
  ])('print: dc:%s is %j: %s', (name, expected) => {
    expect(print.filter(([found]) => found === name).map(([, value]) => value)).toEqual(expected);
  });

  it('tells the accessibility of the file with its ground, and of the printed book nothing', () => {
    expect(valuesOf(pdf, 'description')).toEqual([
      expect.stringMatching(/^Sisäasiainhallinnon .*avulla\. Työryhmä esittää .* tehostaa\.$/),
      accessibilitySentence(SEED_CONFIRMED.accessibility, 'fi'),
    ]);
    expect(valuesOf(print, 'description')).toHaveLength(1);
  });

  it('never holds the mistyped ISBN, nor a suggestion that nobody has confirmed', () => {
    for (const kind of ['print', 'pdf'] as const) {
      const text = render(oaiDc, SEED_AS_IMPORTED, kind, SETTINGS)!;
      expect(text).not.toMatch(/987-952-491-529-8|978-952-491-529-8/);
    }
  });

  it('declares dc once, on the root, and names its schema as ListMetadataFormats does (OAI-PMH 2.0 §3.4)', () => {
    const text = render(oaiDc, SEED_CONFIRMED, 'pdf', SETTINGS)!;
    const root = parseXml(text);
    expect(root).toMatchObject({
      name: 'oai_dc:dc',
      namespace: oaiDc.namespace,
      attributes: {
        'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': `${oaiDc.namespace} ${oaiDc.schema}`,
      },
    });
    expect(text.match(/xmlns:dc=/g)).toHaveLength(1);
  });
});

describe('oai_dc of a publication with everything', () => {
  const pdf = pairsOf(PROBES['every field filled'], 'pdf');

  it.each([
    [
      'title',
      [
        'Poliisin toimintaympäristö : katsaus vuosiin 2012–2016',
        'Polisens verksamhetsmiljö : en översikt',
        'The operating environment of the police',
      ],
    ],
    ['creator', ['Meikäläinen, Maija M.', 'Poliisihallitus']],
    ['contributor', ['Virtanen, Ville', 'Madonna']],
    ['publisher', ['Poliisihallitus']],
    ['subject', ['poliisi', 'polis', 'poliisitoimi', 'sosiaalinen media']],
    ['language', ['fin', 'swe']],
    ['type', ['Selvitys']],
    ['rights', ['CC BY 4.0', 'https://creativecommons.org/licenses/by/4.0/deed.fi']],
    ['identifier', ['978-952-491-530-4', 'https://poliisi.fi/julkaisut/probe-0', 'https://urn.fi/URN:ISBN:978-952-491-530-4']],
  ])('dc:%s is %j', (name, expected) => {
    expect(valuesOf(pdf, name)).toEqual(expected);
  });

  it('says the language of each title', () => {
    expect(pdf.filter(([name]) => name.startsWith('title')).map(([name]) => name)).toEqual(['title@fi', 'title@sv', 'title@en']);
  });

  it('has no description that begins with http: Finna would take it for the link', () => {
    expect(valuesOf(pdf, 'description')).toContain('(https://example.fi/ on osoite.)');
    expect(valuesOf(pdf, 'description').filter((text) => /^http/i.test(text))).toEqual([]);
  });
});

describe('oai_dc of a publication with next to nothing', () => {
  it('leaves out what is not known', () => {
    expect(pairsOf(PROBES['nothing but a title'], 'print').map(([name]) => name)).toEqual(['title', 'publisher', 'identifier', 'language']);
  });

  it('leads to the URN that the source gave where there is no ISBN', () => {
    expect(valuesOf(pairsOf(PROBES['a PDF without ISBN, with a URN of the source'], 'pdf'), 'identifier')).toEqual([
      'https://poliisi.fi/julkaisut',
      'https://urn.fi/URN:NBN:fi-fe2021010101',
    ]);
  });

  it.each([
    ['the mistyped ISBN', 'URN:ISBN:987-952-491-529-8'],
    ['the ISBN of the printed book', 'URN:ISBN:978-952-491-529-8'],
    ['no URN at all', 'https://urn.fi/x'],
  ])('does not pass on a URN of the source that holds %s', (_, urn) => {
    const [print] = SEED_CONFIRMED.manifestations;
    const pdf = pairsOf({ ...SEED_CONFIRMED, manifestations: [print!, { kind: 'pdf', urn }] }, 'pdf');
    expect(valuesOf(pdf, 'identifier')).toEqual(['https://poliisi.fi/julkaisut']);
  });
});

describe('the ISSN of a record', () => {
  it('is never that of the other form, whatever the source says: Melinda would strike it out', () => {
    const [print, pdf] = SEED_CONFIRMED.manifestations;
    const swapped = { ...SEED_CONFIRMED, manifestations: [{ ...print!, issn: pdf!.issn! }, pdf!] };
    expect(valuesOf(pairsOf(swapped, 'print'), 'relation')).toContain('ISSN 1798-7121');
  });
});
