import { describe, expect, it } from '@jest/globals';
import { kk } from '../../src/crosswalk/kk.js';
import { parseXml } from '../../src/xml/parse.js';
import { PROBES } from '../golden/probe-publications.js';
import { readKkPairs } from '../golden/read-record.js';
import { render } from '../golden/render.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { SETTINGS } from '../golden/settings.js';

describe('kk of the seed publication', () => {
  const pairs = readKkPairs(render(kk, SEED_CONFIRMED, 'pdf', SETTINGS)!);

  it.each([
    ['identifier.isbn', ['978-952-491-530-4'], '020 $a with $q PDF: one ISBN, the file’s own'],
    ['relation.isversionof', ['978-952-491-529-8'], '776 $z: the printed book, once its ISBN is confirmed'],
    ['identifier.urn', ['URN:ISBN:978-952-491-530-4'], '024 and 856'],
    ['identifier.uri', [], 'the landing page is the same for every publication, and the import refuses a repeated uri'],
    ['contributor.groupauthor', ['Sosiaalisen median työryhmä'], '710, a body that is author'],
    ['contributor.author', ['Luotonen, Marko', 'Marjamaa, Petri', 'Forss, Marko'], '100 and 700, in the order of the page'],
    ['title@fi', ['Poliisin näkyvä toiminta sosiaalisessa mediassa'], '245'],
    ['publisher', ['Poliisihallitus'], '264 $b'],
    ['publisher.place', ['Helsinki'], '264 $a'],
    ['date.issued', ['2012'], '264 $c and 008/07-10'],
    ['format.extent', ['85'], '300: a bare number'],
    ['relation.ispartofseries', ['Poliisihallituksen julkaisusarja'], '490 $a'],
    ['relation.issn', ['2242-5640'], '490 $x: of the online series only'],
    ['relation.numberinseries', ['2/2012'], '490 $v'],
    ['language.iso', ['fin'], '041'],
    ['description.accessibilityfeature', ['ei tietoa saavutettavuudesta'], '341: of single features nothing is known'],
    ['rights.accesslevel', ['openAccess'], '506'],
    [
      'file',
      ['https://urn.fi/URN:ISBN:978-952-491-530-4'],
      'the import wants a file; the page did not say its address, the URN leads to it',
    ],
  ])('%s is %j: %s', (name, expected) => {
    expect(pairs.filter(([found]) => found === name).map(([, value]) => value)).toEqual(expected);
  });

  it('uses the literal prefix kk, and names its schema as ListMetadataFormats does', () => {
    expect(parseXml(render(kk, SEED_CONFIRMED, 'pdf', SETTINGS)!)).toMatchObject({
      name: 'kk:metadata',
      attributes: { 'xmlns:kk': 'http://kk/1.0', 'xsi:schemaLocation': 'http://kk/1.0 http://kk/1.0/kk.xsd' },
    });
  });

  it('leaves the printed book out while its ISBN is not confirmed: an invalid one would reject the record', () => {
    const names = readKkPairs(render(kk, SEED_AS_IMPORTED, 'pdf', SETTINGS)!).map(([name]) => name);
    expect(names).not.toContain('relation.isversionof');
  });
});

describe('kk', () => {
  it.each([
    ['a printed book', SEED_CONFIRMED, 'print'],
    ['a PDF without ISBN', PROBES['a PDF without ISBN, with a URN of the source'], 'pdf'],
    [
      'a PDF with an invalid ISBN',
      { ...SEED_AS_IMPORTED, manifestations: [{ ...SEED_AS_IMPORTED.manifestations[0]!, kind: 'pdf' }] },
      'pdf',
    ],
  ] as const)('is not there for %s', (_, publication, kind) => {
    expect(render(kk, publication, kind, SETTINGS)).toBeUndefined();
  });

  const pairs = readKkPairs(render(kk, PROBES['every field filled'], 'pdf', SETTINGS)!);
  it.each([
    ['contributor.author', ['Meikäläinen, Maija M.']],
    ['contributor.groupauthor', ['Poliisihallitus']],
    ['contributor.editor', ['Virtanen, Ville']],
    ['contributor', ['Madonna']],
    ['title.alternative@sv', ['Polisens verksamhetsmiljö : en översikt']],
    ['title.alternative@en', ['The operating environment of the police']],
    ['identifier.uri', ['https://poliisi.fi/julkaisut/probe-0']],
    ['subject.yso@fi', ['poliisi']],
    ['subject.yso@sv', ['polis']],
    ['subject.ysa', ['poliisitoimi']],
    ['subject@fi', ['sosiaalinen media']],
    ['language.iso', ['fin', 'swe']],
    ['rights', ['CC BY 4.0']],
    ['description.accessibilityfeature', []],
    ['file', ['https://poliisi.fi/documents/probe-0.pdf']],
  ])('of a publication with everything: %s is %j', (name, expected) => {
    expect(pairs.filter(([found]) => found === name).map(([, value]) => value)).toEqual(expected);
  });
});
