import { describe, expect, it } from '@jest/globals';
import { semanticHash, rawHash } from '../../../src/crosswalk/harvested/content-hash.js';
import { type MarcRecord, MARC_NAMESPACE } from '../../../src/crosswalk/marc-record.js';
import { readMarcRecord } from '../../../src/crosswalk/read-marc.js';
import { parseXml } from '../../../src/xml/parse.js';
import { marcFromLines } from './marc-lines.js';

const LEADER = '00000cam a2200673 i 4500';
const read = (xml: string): MarcRecord => readMarcRecord(parseXml(xml));
const record = (content: string, leader = `<leader>${LEADER}</leader>`): string =>
  `<record xmlns="${MARC_NAMESPACE}">${leader}${content}</record>`;
const NUMBER = '<controlfield tag="001">000254001</controlfield>';

describe('MARCXML from a library', () => {
  it.each([
    ['the default namespace', `<record xmlns="${MARC_NAMESPACE}"><leader>${LEADER}</leader>${NUMBER}</record>`],
    [
      'a prefix',
      `<m:record xmlns:m="${MARC_NAMESPACE}"><m:leader>${LEADER}</m:leader><m:controlfield tag="001">000254001</m:controlfield></m:record>`,
    ],
    ['no namespace, as Finna sends it', `<collection><record><leader>${LEADER}</leader>${NUMBER}</record></collection>`],
  ])('is read in %s', (_, xml) => {
    expect(read(xml)).toEqual({ leader: LEADER, controlfields: [{ tag: '001', value: '000254001' }], datafields: [] });
  });

  it('is read in a namespace of the source’s own where that is allowed', () => {
    const xml = `<record xmlns="urn:own"><leader>${LEADER}</leader>${NUMBER}</record>`;
    expect(readMarcRecord(parseXml(xml), new Set(['urn:own'])).leader).toBe(LEADER);
    expect(() => read(xml)).toThrow('urn:own');
  });

  it('keeps blanks, indicators and the order of subfields as they stand', () => {
    const field =
      '<datafield tag="245" ind1="1" ind2="#"><subfield code="b"> b </subfield><subfield code="a">a&amp;</subfield><subfield code="b">c</subfield></datafield>';
    const { controlfields, datafields } = read(record(`${NUMBER}<controlfield tag="008"> x  </controlfield>${field}`));
    expect(controlfields[1]).toEqual({ tag: '008', value: ' x  ' });
    expect(datafields).toEqual([
      {
        tag: '245',
        ind1: '1',
        ind2: '#',
        subfields: [
          { code: 'b', value: ' b ' },
          { code: 'a', value: 'a&' },
          { code: 'b', value: 'c' },
        ],
      },
    ]);
  });

  it('drops subfields without text, and fields that have no other', () => {
    const empty = '<datafield tag="490" ind1="1" ind2=" "><subfield code="x"></subfield></datafield>';
    const half = '<datafield tag="490" ind1="1"><subfield code="a">Sarja</subfield><subfield code="x"> </subfield></datafield>';
    expect(read(record(NUMBER + empty + half)).datafields).toEqual([
      { tag: '490', ind1: '1', ind2: ' ', subfields: [{ code: 'a', value: 'Sarja' }] },
    ]);
  });

  it.each([
    ['T32: no control number', record(''), 'no control number (001)'],
    ['an empty control number', record('<controlfield tag="001"> </controlfield>'), 'control number (001) is empty'],
    ['two control numbers', record(NUMBER + NUMBER), 'more than one control number (001): 000254001, 000254001'],
    ['no leader', record(NUMBER, ''), 'no leader'],
    ['two leaders', record(NUMBER, `<leader>${LEADER}</leader><leader>${LEADER}</leader>`), 'more than one leader'],
    ['T32: a leader cut short', record(NUMBER, '<leader>00000cam</leader>'), 'leader "00000cam": 8 characters, not 24'],
    ['T32: a root of another kind', '<dc xmlns="urn:dc"/>', '<dc> of namespace "urn:dc" is not a MARC record'],
    ['a record of another namespace', '<record xmlns="urn:x"/>', '<record> of namespace "urn:x" is not a MARC record'],
    ['an empty collection', `<collection xmlns="${MARC_NAMESPACE}"/>`, 'with 0 records'],
    ['a field without a tag', record(`${NUMBER}<datafield ind1=" " ind2=" "/>`), '<datafield> has no tag'],
  ])('is set aside by name for %s', (_, xml, message) => {
    expect(() => read(xml)).toThrow(message);
  });
});

describe('whether a record has changed', () => {
  const BASE = `LDR ${LEADER}
001 000254001
005 20170827054119.0
245 10 $a Näkyvä toiminta.
LOW ## $a FENNI
CAT ## $a LOAD $c 20170827
SID ## $a fx714386`;
  const hash = (lines: string): string => semanticHash(marcFromLines(lines));

  it.each([
    ['005', BASE.replace('20170827054119.0', '20200101000000.0')],
    ['the lengths in the leader', BASE.replace('00000cam a2200673', '01234cam a2200999')],
    ['LOW', BASE.replace('FENNI', 'EKK')],
    ['CAT', `${BASE}\nCAT ## $a TOINEN`],
    ['SID', BASE.replace('SID ## $a fx714386', '')],
    ['the form of Unicode', BASE.normalize('NFD')],
  ])('does not depend on %s', (_, changed) => {
    expect(changed).not.toBe(BASE);
    expect(hash(changed)).toBe(hash(BASE));
  });

  it.each([
    ['the control number', BASE.replace('000254001', '000254002')],
    ['the status in the leader', BASE.replace('cam', 'dam')],
    ['an indicator', BASE.replace('245 10', '245 00')],
    ['a subfield code', BASE.replace('$a Näk', '$b Näk')],
    ['a word', BASE.replace('toiminta', 'toimi')],
    ['a new field', `${BASE}\n500 ## $a Huomautus.`],
    ['a subfield that was one and is two', BASE.replace('Näkyvä toiminta', 'Näkyvä $a toiminta')],
  ])('depends on %s', (_, changed) => {
    expect(hash(changed)).not.toBe(hash(BASE));
  });

  it('is told byte by byte by the other hash', () => {
    expect(rawHash('ä')).toBe(rawHash(Buffer.from('ä')));
    expect(rawHash('a ')).not.toBe(rawHash('a'));
    expect(rawHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
