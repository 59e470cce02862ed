import { describe, expect, it } from '@jest/globals';
import { datafield, type MarcRecord } from '../../src/crosswalk/marc-record.js';
import { findMarcFaults } from '../../src/crosswalk/marc-rules.js';
import { createMarcRecord } from '../../src/crosswalk/marcxml.js';
import { itemOf, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { SETTINGS } from '../golden/settings.js';

const GOOD = createMarcRecord(itemOf(SEED_CONFIRMED, 'pdf', SETTINGS), SETTINGS);
const withControl = (tag: string, value: string): MarcRecord => ({
  ...GOOD,
  controlfields: GOOD.controlfields.map((field) => (field.tag === tag ? { tag, value } : field)),
});
const with490 = (...subfields: Parameters<typeof datafield>[2][]): MarcRecord => ({
  ...GOOD,
  datafields: GOOD.datafields.map((field) => (field.tag === '490' ? datafield('490', '1 ', ...subfields) : field)),
});
const replaced = (tag: string, ...by: readonly ReturnType<typeof datafield>[]): MarcRecord => ({
  ...GOOD,
  datafields: GOOD.datafields.flatMap((field) => (field.tag === tag ? by : [field])),
});

describe('the rules for a record', () => {
  it('find nothing in a good one', () => {
    expect(findMarcFaults(GOOD)).toEqual([]);
  });

  it.each<readonly [name: string, record: MarcRecord, fault: RegExp]>([
    ['a leader of 23 characters', { ...GOOD, leader: GOOD.leader.slice(1) }, /^leader "0000nam a22000004i 4500": not 24 characters/],
    ['a leader with junk', { ...GOOD, leader: '00000nam#a22000004i 4500' }, /^leader .*MARC21slim/],
    ['005 of 14 characters', withControl('005', '20260115235959'), /^005 "20260115235959": 14 characters, not 16$/],
    ['008 of 39 characters', withControl('008', 'x'.repeat(39)), /008 "x+": 39 characters, not 40/],
    ['an empty control field', withControl('001', ''), /^001: empty$/],
    [
      'a control field out of order',
      { ...GOOD, controlfields: [...GOOD.controlfields].reverse() },
      /^control fields 008 007 005 001: not in ascending/,
    ],
    ['a data field out of order', { ...GOOD, datafields: [...GOOD.datafields].reverse() }, /^data fields 856 .* 020: not in ascending/],
    ['a tag of letters', replaced('856', datafield('LOW', '  ', ['a', 'X'])), /^LOW ## \$a X: not the tag of a data field/],
    [
      'a control field among data fields',
      replaced('020', datafield('005', '  ', ['a', 'X'])),
      /^005 ## \$a X: not the tag of a data field/,
    ],
    ['an indicator of two characters', replaced('856', { ...datafield('856', '40', ['u', 'x']), ind1: '40' }), /856 .*indicator/],
    ['a capital as indicator', replaced('856', datafield('856', 'A0', ['u', 'x'])), /856 A0 .*indicator/],
    ['a field without subfields', replaced('856', datafield('856', '40')), /^856: a field has at least one subfield/],
    ['a subfield code of two characters', with490(['aa', 'Title']), /the subfield code "aa"/],
    ['an empty subfield', with490(['a', ' ']), /490 .*the subfield \$a is empty/],
    ['an ISSN with a wrong check digit', with490(['a', 'T,'], ['x', '1798-7120']), /490 .*\$x 1798-7120 is not an ISSN/],
    ['an ISSN without hyphen', with490(['a', 'T,'], ['x', '17987121']), /490 .*\$x 17987121 is not an ISSN/],
    ['an empty ISSN before its " ;"', with490(['a', 'T,'], ['x', ' ;'], ['v', '7/2001']), /490 .*is not an ISSN/],
    ['two letters in 041', replaced('041', datafield('041', '0 ', ['a', 'fi'])), /^041 \$a fi: not a language code/],
    ['008 of another language than 041', replaced('041', datafield('041', '0 ', ['a', 'swe'])), /^008\/35-37 fin: 041 \$a says swe/],
    [
      'a carrier with the code of another',
      replaced('338', datafield('338', '  ', ['a', 'verkkoaineisto'], ['b', 'nc'])),
      /^338 .*do not belong together/,
    ],
    [
      'the carrier of a book in a record of a file',
      replaced('338', datafield('338', '  ', ['a', 'nide'], ['b', 'nc'])),
      /^338 \$b nc: 007 says cr/,
    ],
    [
      'the media of a book in a record of a file',
      replaced('337', datafield('337', '  ', ['a', 'käytettävissä ilman laitetta'], ['b', 'n'])),
      /^337 \$b n: 007 says c/,
    ],
    ['an abbreviated relator', replaced('710', datafield('710', '2 ', ['a', 'X,'], ['e', 'toim.'])), /^710 .*\$e toim is none of/],
    [
      'two ISBNs',
      replaced('020', datafield('020', '  ', ['a', '978-952-491-530-4']), datafield('020', '  ', ['a', '951-734-412-0'])),
      /one record has one ISBN/,
    ],
    [
      'the own ISBN as that of the other form',
      replaced('776', datafield('776', '08', ['z', '978-952-491-530-4'])),
      /is also the ISBN of the other form/,
    ],
    [
      'an invalid ISBN in 020 $z',
      replaced('020', datafield('020', '  ', ['z', '987-952-491-529-8'])),
      /987-952-491-529-8: not a valid ISBN/,
    ],
    [
      'an ISBN without hyphens',
      replaced('020', datafield('020', '  ', ['a', '9789524915304'])),
      /9789524915304: not a valid ISBN with its hyphens/,
    ],
    ['022', replaced('020', datafield('022', '  ', ['a', '2242-5640'])), /^022 .*never in a record of ours/],
    ['042', replaced('041', datafield('042', '  ', ['a', 'finb'])), /^042 .*never in a record of ours/],
    ['a local mark $9', with490(['a', 'T'], ['9', 'FENNI<KEEP>']), /490 .*never in a record of ours/],
  ])('catch %s, and say which field it is', (_, record, fault) => {
    expect(findMarcFaults(record)).toContainEqual(expect.stringMatching(fault));
  });
});
