import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanHarvestedMarc } from '../../../src/crosswalk/harvested/clean-marc.js';
import { type MarcRecord, showField, writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { buildXml } from '../../../src/xml/build.js';
import { loadSchemas } from '../../../src/xml/schema.js';
import { PREDECESSOR } from '../../harvester/examples/synthetic-records.js';
import { marcFromLines } from './marc-lines.js';

const schemas = loadSchemas('schemas');
afterAll(() => schemas.dispose());
const AS = { localId: 'melinda-990000001' };
const linesOf = ({ controlfields, datafields }: MarcRecord, tag: string): readonly string[] => [
  ...controlfields.filter((field) => field.tag === tag).map((field) => `${tag} ${field.value}`),
  ...datafields.filter((field) => field.tag === tag).map(showField),
];
const clean = (lines: string, as: Parameters<typeof cleanHarvestedMarc>[1] = AS) => cleanHarvestedMarc(marcFromLines(lines), as);

describe('a harvested record under our own name', () => {
  it('has lost what means something only in Melinda, and each loss is counted', () => {
    const { record, removed, repaired } = cleanHarvestedMarc(PREDECESSOR, AS);
    expect(Object.fromEntries(removed.map(({ what, count }) => [what, count]))).toEqual({
      ...{ '042': 1, '594': 1, '884': 1, '901': 1, LOW: 2, SID: 1, CAT: 1, $9: 2 },
    });
    expect(repaired).toEqual([{ what: 'empty subfield', count: 1 }]);
    expect(schemas.validate(buildXml(writeMarcRecord(record)))).toEqual([]);
    expect(linesOf(record, '490')).toEqual([
      '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 1999, 7',
      '490 1# $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/1999',
    ]);
  });

  it.each([
    ['035 is kept', '001 1\n035 ## $a (FI-MELINDA)000254001', AS, '035', ['035 ## $a (FI-MELINDA)000254001']],
    ['035 is made of 001 and 003', '001 000254001\n003 FI-MELINDA\n245 10 $a A', AS, '035', ['035 ## $a (FI-MELINDA)000254001']],
    [
      '035 is not doubled',
      '001 000254001\n003 FI-MELINDA\n035 ## $a (FI-MELINDA)000254001',
      AS,
      '035',
      ['035 ## $a (FI-MELINDA)000254001'],
    ],
    [
      '035 is made with the source’s ISIL',
      '001 000254001',
      { ...AS, sourceIsil: 'FI-MELINDA' },
      '035',
      ['035 ## $a (FI-MELINDA)000254001'],
    ],
    ['001 is ours', '001 000254001', AS, '001', ['001 melinda-990000001']],
    ['003 is gone', '001 1\n003 FI-MELINDA', AS, '003', []],
    ['003 is our ISIL', '001 1\n003 FI-MELINDA', { ...AS, isil: 'FI-POL' }, '003', ['003 FI-POL']],
    ['009 is gone', '001 1\n009 local', AS, '009', []],
    ['a field about one library’s copy is gone', '001 1\n583 ## $a BTJ. $5 FENNI\n500 ## $a A', AS, '583', []],
    ['490 is not local', '001 1\n490 0# $a Sarja', AS, '490', ['490 0# $a Sarja']],
    ['a capital indicator is made small', '001 1\n245 1A $a A', AS, '245', ['245 1a $a A']],
    ['a sign for a blank is made one', '001 1\n500 |\\ $a A', AS, '500', ['500 ## $a A']],
    ['a link that runs is dropped whole', '001 1\n856 40 $u javascript:alert(1) $y Lue', AS, '856', []],
    ['a link that hides what it runs, too', '001 1\n856 40 $u \u0001java\u00ADscript:alert(1)', AS, '856', []],
    ['a link to a file, too', '001 1\n856 40 $u file:///etc/passwd', AS, '856', []],
    [
      'of two links the good one stays',
      '001 1\n856 40 $u data:text/html,x $u https://urn.fi/URN:NBN:fi-1',
      AS,
      '856',
      ['856 40 $u https://urn.fi/URN:NBN:fi-1'],
    ],
    ['a link without a scheme stays', '001 1\n856 40 $u www.example.fi/x', AS, '856', ['856 40 $u www.example.fi/x']],
    ['a link that runs is dropped from any field', '001 1\n506 0# $a Vapaa $u vbscript:x', AS, '506', ['506 0# $a Vapaa']],
    ['a colon elsewhere is no scheme', '001 1\n100 1# $a Matti $u Oy: Helsinki', AS, '100', ['100 1# $a Matti $u Oy: Helsinki']],
  ])('%s', (_, lines, as, tag, expected) => {
    const { record } = clean(lines, as);
    expect(linesOf(record, tag)).toEqual(expected);
    expect(schemas.validate(buildXml(writeMarcRecord(record)))).toEqual([]);
  });

  it.each([
    ['00000cam a2200673 i 4500', '00000cam a2200673 i 4500'],
    ['     cam a2200673zi 4500', '     cam a2200673zi 4500'],
    ['^^^^^cam^a22^^^^^^i^4500', '     cam a22      i 4500'],
    ['00000cam a9900673 i 45x0', '00000cam a2200673 i 4500'],
    ['????? ???a99?????Z??????', '00000 am a2200000Z  4500'],
  ])('the leader "%s" goes out as "%s"', (leader, expected) => {
    const { record, repaired } = clean(`LDR ${leader}\n001 1`);
    expect(record.leader).toBe(expected);
    expect(schemas.validate(buildXml(writeMarcRecord(record)))).toEqual([]);
    expect(repaired).toEqual(leader === expected ? [] : [{ what: 'leader', count: 1 }]);
  });
});
