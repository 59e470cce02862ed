import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMarcRecord } from '../../src/crosswalk/read-marc.js';
import { createSelection, isSeriesRecord, selectRecord } from '../../src/harvester/selection/selection.js';
import type { SelectionRules } from '../../src/harvester/selection/selection-rules.js';
import { parseXml } from '../../src/xml/parse.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { NEIGHBOURS, PREDECESSOR, UNDATED } from './examples/synthetic-records.js';

const RULES: SelectionRules = {
  issn: '1236-049X',
  seriesTitle: ['Poliisiosaston julkaisu', 'Poliisiosaston julkaisut'],
  corporateBody: 'Suomi. Sisäasiainministeriö. Poliisiosasto',
  publishedBefore: 2010,
};
const LDR = 'LDR 00000cam a2200673 i 4500\n001 1';
const of = (year: number): string => `008 021024s${year}    fi ||||||||||o000|||fin| `;
const BODY = '710 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.';
const kindOf = (lines: string, rules: SelectionRules = RULES) => selectRecord(marcFromLines(`${LDR}\n245 10 $a A.\n${lines}`), rules).kind;

describe('the selection of one series', () => {
  it('takes the record of the series with all its oddities', () => {
    expect(selectRecord(PREDECESSOR, RULES)).toEqual({ kind: 'inScope', because: 'It came out in the series 1236-049X (490).', flags: [] });
  });

  it.each(NEIGHBOURS)('leaves %s', (_, record, because) => {
    expect(selectRecord(record, RULES)).toEqual({ kind: 'outOfScope', because: expect.stringContaining(because) });
  });

  it('gives each neighbour a reason of its own', () => {
    const reasons = NEIGHBOURS.map(([, record]) => selectRecord(record, RULES).because);
    expect(new Set(reasons).size).toBe(NEIGHBOURS.length);
  });

  it.each([
    ['a blank and a semicolon after the ISSN', '490 1# $a X, $x 1236-049X ; $v 1', 'inScope'],
    ['an ISSN with a small x and no hyphen', '830 #0 $a X, $x 1236049x', 'inScope'],
    ['no ISSN, the title in the plural', '490 0# $a Poliisiosaston julkaisuja ; $v 3/1994', 'inScope'],
    ['the title in decomposed letters and capitals', `490 0# $a ${'POLIISIOSASTON JULKAISU'.normalize('NFD')}`, 'inScope'],
    ['a mistyped ISSN beside the right title', '490 0# $a Poliisiosaston julkaisu, $x 1236-0490 ; $v 1', 'inScope'],
    [
      'the title with another ISSN, and again without',
      '490 1# $a Poliisiosaston julkaisu, $x 2049-3630\n830 #0 $a Poliisiosaston julkaisu.',
      'outOfScope',
    ],
    ['440', '440 #0 $a X $x 1236-049X', 'inScope'],
    ['a series entered under the ministry', '810 1# $a Suomi. $t Poliisiosaston julkaisuja', 'inScope'],
    ['an article in it', '773 0# $t X $x 1236-049X', 'inScope'],
    ['the ISSN of the series in 022 of a book', '022 ## $a 1236-049X', 'inScope'],
    ['a cancelled ISSN', '022 ## $y 1236-049X', 'outOfScope'],
    ['the body, early enough', `${of(2009)}\n${BODY}`, 'inScope'],
    ['the body, too late', `${of(2010)}\n${BODY}`, 'outOfScope'],
    ['the series, however late', `${of(2012)}\n490 0# $a X $x 1236-049X`, 'inScope'],
    [
      'the body by its authority number only',
      `${of(1999)}\n110 1# $a Finland. $b Polisavdelningen. $0 (FI-ASTERI-N)000034267`,
      'outOfScope',
    ],
  ])('%s: %s gives %s', (_, lines, kind) => {
    expect(kindOf(lines)).toBe(kind);
  });

  it('knows the body by its number in the authority file, whichever way that is written', () => {
    const rules = { corporateBody: ['Poliisihallitus', '(FIN11)000034267'], publishedBefore: 2010 };
    expect(kindOf(`${of(1999)}\n110 1# $a Finland. $b Polisavdelningen. $0 (FI-ASTERI-N)000034267`, rules)).toBe('inScope');
  });

  it('keeps what has no year, and flags it', () => {
    expect(selectRecord(UNDATED, RULES)).toEqual({
      kind: 'inScope',
      because: expect.stringContaining('Its year is unknown'),
      flags: ['yearUnknown'],
    });
    expect(selectRecord(marcFromLines(`${LDR}\n490 0# $a X $x 1236-049X`), RULES)).toMatchObject({
      kind: 'inScope',
      flags: ['yearUnknown'],
    });
  });

  it('T50: a record that loses its ISSN or moves beyond the year is out of scope, with what is the matter', () => {
    const rules = { issn: ['1236-049X'], publishedBefore: 2010 };
    expect(selectRecord(marcFromLines(`${LDR}\n${of(2001)}\n490 0# $a X $x 1236-049X`), rules).kind).toBe('inScope');
    expect(selectRecord(marcFromLines(`${LDR}\n${of(2011)}\n490 0# $a X $x 1236-049X`), rules)).toEqual({
      kind: 'outOfScope',
      because: 'It came out in the series 1236-049X (490). But it is of 2011, and only what came out before 2010 is wanted.',
    });
    expect(selectRecord(marcFromLines(`${LDR}\n${of(2001)}\n245 10 $a A\n490 0# $a X`), rules)).toEqual({
      kind: 'outOfScope',
      because: 'Its series is not wanted: "X".',
    });
  });

  it('tells the record of the series apart', () => {
    const [[, series]] = NEIGHBOURS as [(typeof NEIGHBOURS)[number]];
    expect(isSeriesRecord(series, RULES)).toBe(true);
    expect([PREDECESSOR, ...NEIGHBOURS.slice(1).map(([, record]) => record)].filter((record) => isSeriesRecord(record, RULES))).toEqual([]);
  });

  it('takes everything of a source without rules, and everything old enough with a year alone', () => {
    expect(kindOf('', {})).toBe('inScope');
    expect(kindOf(of(2009), { publishedBefore: 2010 })).toBe('inScope');
    expect(kindOf(of(2010), { publishedBefore: 2010 })).toBe('outOfScope');
  });

  it.each([
    [{ issn: '1236-0490' }, 'select.issn "1236-0490" is not an ISSN'],
    [{ seriesTitle: ' – ' }, 'select.seriesTitle " – " has no letter or digit'],
    [{ corporateBody: [''] }, 'select.corporateBody "" has no letter or digit'],
  ])('refuses rules that could select nothing: %j', (rules, message) => {
    expect(() => createSelection(rules)).toThrow(message);
  });
});

const FENNICA = path.resolve('../shared/fixtures/fennica');
const real = existsSync(FENNICA) ? readdirSync(FENNICA).filter((file) => file.endsWith('.xml')) : [];

describe('records of the national bibliography, where they are at hand', () => {
  const select = createSelection({ issn: '1236-049X', seriesTitle: ['Poliisiosaston julkaisu', 'Poliisiosaston julkaisut'] });
  const selections = real.map((file) => [file, select(readMarcRecord(parseXml(readFileSync(path.join(FENNICA, file), 'utf8'))))] as const);

  it('only one of them is of the series', () => {
    expect(selections.filter(([, { kind }]) => kind === 'inScope').map(([file]) => file)).toEqual(real.length > 0 ? ['000254001.xml'] : []);
  });

  it('every other one is left with its reason', () => {
    const left = selections.filter(([, { kind }]) => kind === 'outOfScope').map(([, { because }]) => because);
    expect(left).toHaveLength(Math.max(0, real.length - 1));
    expect(left.filter((because) => !/^(?:Its series is not wanted: "|It names no series|It has neither a title)/.test(because))).toEqual(
      [],
    );
  });
});
