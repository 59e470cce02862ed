import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { datafield, writeMarcRecord, type Datafield, type MarcRecord } from '../../src/crosswalk/marc-record.js';
import { createJudge, localIdOfHarvested, type Judgement, type JudgeOptions } from '../../src/harvester/reading/judge.js';
import { readTask } from '../../src/harvester/reading/reading-task.js';
import { buildXml } from '../../src/xml/build.js';
import { arbitraryMarcRecord } from '../crosswalk/harvested/arbitrary-marc.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { NEIGHBOURS, PREDECESSOR, UNDATED } from './examples/synthetic-records.js';
import { header, listPage } from './oai-answers.js';
import { codePoint } from '../code-point.js';

const JUDGING_BODY = 'Suomi. Sisäasiainministeriö. Poliisiosasto';
const JUDGING: JudgeOptions = {
  rules: {
    issn: ['1236-049X'],
    seriesTitle: ['Poliisiosaston julkaisu'],
    corporateBody: [JUDGING_BODY],
    publishedBefore: 2010,
  },
  authority: { default: 'FI-MELINDA', aliases: { FIN01: 'FI-MELINDA' } },
};

/** The records of one page, each judged as it is read: by a glance first. */
const judgedOnOnePage = (xmls: readonly string[]) => {
  const page = Buffer.from(listPage(xmls.map((xml) => `<record>${header('1')}<metadata>${xml}</metadata></record>`).join('')));
  const result = readTask({ bytes: page, gate: { maxBytes: 10_000_000, trailing: 'refuse' }, records: 'oai-pmh', judge: JUDGING });
  if (result.kind !== 'sound') throw new Error(result.message);
  return result.records.map((read) =>
    read.kind === 'received' ? read.record.verdict : { kind: 'unreadable', reason: read.record.reason },
  );
};
const judgedOnAPage = (xml: string) => judgedOnOnePage([xml])[0];

/** What is wanted is kept with the hash of its bytes, which only the page knows. */
const withHash = (verdict: Judgement) => (verdict.kind === 'inScope' ? { ...verdict, rawHash: expect.any(String) } : verdict);

const EXAMPLES: readonly (readonly [string, MarcRecord])[] = [PREDECESSOR, UNDATED, ...NEIGHBOURS.map(([, record]) => record)].map(
  (record) => [record.controlfields[0]!.value, record],
);

const xmlOf = (record: MarcRecord): string => buildXml(writeMarcRecord(record));

describe('a verdict by a glance', () => {
  it.each(EXAMPLES)('is that of the whole record (%s)', (_, record) => {
    const xml = xmlOf(record);
    const whole = createJudge(JUDGING).judgeXml(xml);
    expect(judgedOnAPage(xml)).toEqual(withHash(whole));
  });

  it('is that of the whole record, whatever the record', () => {
    const judge = createJudge(JUDGING);
    fc.assert(
      fc.property(arbitraryMarcRecord, (record) => {
        const xml = xmlOf(record);
        const whole = judge.judgeXml(xml);
        const seen = judgedOnAPage(xml);
        expect(seen).toEqual(withHash(whole));
      }),
      { numRuns: process.env['LONG'] ? 20_000 : 150 },
    );
  });

  const title = datafield('245', '10', ['a', 'Nimeke']);
  const body = datafield('110', '1 ', ['a', JUDGING_BODY]);
  const series = datafield('490', '1 ', ['a', 'X'], ['x', '1236-049X']);
  it.each<[string, readonly Datafield[], (tag: string) => Datafield]>([
    ['an ISSN', [title], (tag) => datafield(tag, '1 ', ['a', 'X'], ['x', '1236-049X'])],
    ['an ISSN as its own', [title], (tag) => datafield(tag, '1 ', ['a', '1236-049X'])],
    ['a title of a series', [title], (tag) => datafield(tag, '1 ', ['a', 'Poliisiosaston julkaisu'], ['t', 'Poliisiosaston julkaisu'])],
    ['a corporate body', [title], (tag) => datafield(tag, '1 ', ['a', 'Suomi.'], ['b', 'Sisäasiainministeriö.'], ['b', 'Poliisiosasto.'])],
    ['a year, beside a corporate body', [title, body], (tag) => datafield(tag, '1 ', ['c', '2015'])],
    ['a word, beside a series', [title, series], (tag) => datafield(tag, '1 ', ['a', 'DELETED'])],
    ['words and nothing beside', [], (tag) => datafield(tag, '1 ', ['a', 'X'])],
  ])('is that of the whole record, whatever field has %s', (_, beside, fieldOf) => {
    const judge = createJudge(JUDGING);
    const controlfields = [{ tag: '001', value: '1' }];
    const some = xmlOf({ leader: '00000cam a2200000 i 4500', controlfields, datafields: [...beside, fieldOf('§§§')] });
    const tags = [...Array.from({ length: 990 }, (__, index) => String(index + 10).padStart(3, '0')), 'STA', 'LOW', 'CAT', 'SID'];
    const xmls = tags.map((tag) => some.replace('§§§', tag));
    const whole = xmls.map((xml, index) => [tags[index], withHash(judge.judgeXml(xml))]);
    expect(judgedOnOnePage(xmls).map((seen, index) => [tags[index], seen])).toEqual(whole);
  });

  it.each([
    ['no control number', '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000cam a2200000 i 4500</leader></record>', /001/],
    ['another kind of record', '<dc xmlns="http://example.fi/dc"><title>a</title></dc>', /not a MARC record/],
  ])('is none of one with %s', (_, xml, reason) => {
    expect(judgedOnAPage(xml)).toEqual({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });

  it('keeps the text of what is wanted and of nothing else', () => {
    const page = (xml: string) => Buffer.from(listPage(`<record>${header('1')}<metadata>${xml}</metadata></record>`));
    const read = (record: MarcRecord) => {
      const result = readTask({
        bytes: page(xmlOf(record)),
        gate: { maxBytes: 1e7, trailing: 'refuse' },
        records: 'oai-pmh',
        judge: JUDGING,
      });
      return result.kind === 'sound' ? result.records[0]! : undefined;
    };
    expect(read(PREDECESSOR)?.record.xml).toContain('Näkyvä partiointi');
    expect(read(NEIGHBOURS[2]![1])?.record.xml).toBeUndefined();
  });
});

describe('the name under which a record is published', () => {
  it.each([
    ['001 000254001', 'fi-melinda.000254001'],
    ['001 000254001\n003 FI-MELINDA', 'fi-melinda.000254001'],
    ['001 000254001\n003 fin01', 'fi-melinda.000254001'],
    ['001  000254001 ', 'fi-melinda.000254001'],
    ['001 ab-print', 'fi-melinda.ab%2Dprint'],
    ['001 7/1\n003 SE-LIBR', 'se-libr.7%2F1'],
    ['001 ä', 'fi-melinda.%C3%A4'],
  ])('of %j is %s', (lines, localId) => {
    expect(localIdOfHarvested(marcFromLines(lines), JUDGING.authority)).toBe(localId);
  });

  it('never ends as one of our own does, and is one word that a URI can have', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: codePoint }).filter((text) => text.trim() !== ''),
        (number) => {
          const localId = localIdOfHarvested({ leader: '', controlfields: [{ tag: '001', value: number }], datafields: [] }, 'FI-X');
          expect(localId).toMatch(/^fi-x\.(?:[A-Za-z0-9]|%[0-9A-F]{2})+$/);
          expect(localId).not.toMatch(/-(?:print|pdf)$/);
        },
      ),
    );
  });
});
