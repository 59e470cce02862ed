import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCql } from '../../../src/discovery/sru/cql-parse.js';
import type { CqlTree } from '../../../src/discovery/sru/cql-query.js';
import { SruFault } from '../../../src/discovery/sru/diagnostics.js';
import { codePoint } from '../../code-point.js';

/** A query as it was understood, with a parenthesis round every operator. */
const inWords = (tree: CqlTree): string => {
  if (tree.kind === 'boolean') return `(${inWords(tree.left)} ${tree.operator} ${inWords(tree.right)})`;
  const words = tree.term.words.map(({ text, masked }) => `${text}${masked ? '…' : ''}`).join('|');
  return `${tree.index.set}.${tree.index.name} ${tree.relation} ${words}`;
};
const read = (query: string): string => inWords(parseCql(query).tree);

const faultOf = (query: string): { readonly number: number; readonly details: string; readonly message: string } => {
  try {
    parseCql(query);
  } catch (fault) {
    if (!(fault instanceof SruFault)) throw fault;
    const { uri, details, message } = fault.diagnostic;
    return { number: Number(uri.replace('info:srw/diagnostic/1/', '')), details, message };
  }
  throw new Error(`understood: ${query}`);
};

describe('a query of CQL', () => {
  it.each([
    ['poliisi', 'cql.serverChoice = poliisi'],
    ['"poliisi mediassa"', 'cql.serverChoice = poliisi|mediassa'],
    ['poliisi sosiaalinen media', 'cql.serverChoice all poliisi|sosiaalinen|media'],
    ['dc.title = poliisi', 'dc.title = poliisi'],
    ['dc.title=poliisi', 'dc.title = poliisi'],
    ['DC.Title ANY "poliisi media"', 'dc.title any poliisi|media'],
    ['title all poliisi', 'dc.title all poliisi'],
    ['dc.title exact "Poliisi"', 'dc.title == Poliisi'],
    ['dc.title cql.any poliisi', 'dc.title any poliisi'],
    ['dc.title =/ignoreCase/cql.relevant poliisi', 'dc.title = poliisi'],
    ['dc.date >= 2001', 'dc.date >= 2001'],
    ['dc.date>2001', 'dc.date > 2001'],
    ['dc.date within "2001 2012"', 'dc.date within 2001|2012'],
    ['bath.isbn="978-952-491-530-4"', 'bath.isbn = 978-952-491-530-4'],
    ['rec.id = "oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf"', 'rec.id = oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf'],
    ['dc.title = poliis*', 'dc.title = poliis…'],
    ['dc.title = "poliis* media"', 'dc.title = poliis…|media'],
    [String.raw`dc.title = "5\* \"hotelli\" \\ \?"`, String.raw`dc.title = 5*|"hotelli"|\|?`],
    ['dc.title = and', 'dc.title = and'],
    ['"and"', 'cql.serverChoice = and'],
    ['all', 'cql.serverChoice = all'],
    ['cql.allRecords = 1', 'cql.allRecords = 1'],
    ['www.poliisi.fi sivut uudistuvat', 'cql.serverChoice all www.poliisi.fi|sivut|uudistuvat'],
    ['Helsinki near Espoo', 'cql.serverChoice all Helsinki|near|Espoo'],
  ])('%s', (query, meaning) => expect(read(query)).toBe(meaning));

  it.each([
    ['a and b or c', '((cql.serverChoice = a and cql.serverChoice = b) or cql.serverChoice = c)'],
    ['a or b and c', '((cql.serverChoice = a or cql.serverChoice = b) and cql.serverChoice = c)'],
    ['a OR (b AND c)', '(cql.serverChoice = a or (cql.serverChoice = b and cql.serverChoice = c))'],
    ['((a)) Not b', '(cql.serverChoice = a not cql.serverChoice = b)'],
    ['a and(b)', '(cql.serverChoice = a and cql.serverChoice = b)'],
  ])('binds its operators from left to right, whatever their case: %s', (query, meaning) => expect(read(query)).toBe(meaning));

  it.each([
    ['> p = "info:srw/cql-context-set/1/dc-v1.1" p.title = x', 'dc.title = x'],
    ['> "http://zing.z3950.org/cql/bath/2.0/" isbn = 1', 'bath.isbn = 1'],
    ['> dc = "http://zing.z3950.org/cql/bath/2.0/" dc.issn = 1', 'bath.issn = 1'],
    ['(> p = "info:srw/cql-context-set/1/dc-v1.1" p.title = x) and title = y', '(dc.title = x and dc.title = y)'],
  ])('may assign a prefix: %s', (query, meaning) => expect(read(query)).toBe(meaning));

  it('keeps an assigned prefix within its parenthesis', () => {
    expect(faultOf('(> p = "info:srw/cql-context-set/1/dc-v1.1" p.title = x) and p.title = y')).toMatchObject({ number: 15, details: 'p' });
  });

  it('may ask for an order', () => {
    expect(parseCql('poliisi sortBy dc.date/sort.descending title').sort).toEqual([
      { path: 'date', direction: 'descending' },
      { path: 'title', direction: 'ascending' },
    ]);
    expect(parseCql('dc.title = poliisi sortby DC.title').sort).toEqual([{ path: 'title', direction: 'ascending' }]);
  });
});

describe('a query that cannot be understood', () => {
  it.each([
    [10, ''],
    [10, 'and'],
    [10, 'a and'],
    [10, 'dc.title ='],
    [10, 'dc.title = ='],
    [10, '= x'],
    [10, 'poliisi dc.title = x'],
    [10, 'a sortBy'],
    [10, 'a sortBy ('],
    [10, '(a sortBy title)'],
    [10, '> = x'],
    [13, '(a'],
    [13, 'a)'],
    [13, '(a and (b)'],
    [14, 'dc.title = "poliisi'],
    [15, 'foo.title = x'],
    [15, '> dc = "info:srw/cql-context-set/9/other" dc.title = x'],
    [16, 'dc.colour = x'],
    [16, '> "info:srw/cql-context-set/1/dc-v1.1" isbn = x'],
    [16, 'constructor = x'],
    [19, 'dc.title near poliisi'],
    [20, 'dc.title =/fuzzy poliisi'],
    [22, 'dc.title < poliisi'],
    [22, 'dc.title <> poliisi'],
    [22, 'bath.isbn all 1'],
    [22, 'cql.serverChoice exact x'],
    [22, 'dc.date encloses 2001'],
    [26, String.raw`dc.title = "\n"`],
    [26, 'dc.title = x\\'],
    [27, 'dc.title = ""'],
    [27, 'dc.title = "  "'],
    [28, 'dc.title = p?liisi'],
    [31, 'dc.title = ^poliisi'],
    [37, 'a prox b'],
    [37, 'a prox/distance<3 b'],
    [46, 'a and/rel.combine=sum b'],
    [49, 'dc.title = *poliisi'],
    [49, 'dc.title = po*isi'],
    [49, 'dc.title = *'],
    [50, 'cql.resultSetId = x'],
    [84, 'a sortBy title date title date title'],
    [88, 'a sortBy dc.publisher'],
    [91, 'a sortBy title/sort.respectCase'],
    [92, 'a sortBy title/sort.missingOmit'],
  ])('is told by diagnostic %i: %s', (number, query) => expect(faultOf(query).number).toBe(number));

  it('says where, what and what would be right', () => {
    expect(faultOf('dc.colour = x')).toEqual({
      number: 16,
      details: 'dc.colour',
      message: 'Unsupported index: explain lists those that are known',
    });
    expect(faultOf('dc.title = poliisi )').message).toContain('the ) at character 20 has no partner');
    expect(faultOf('bath.isbn all 1').message).toContain('bath.isbn knows = == any');
  });

  it('has an end to how long, how deep and how wide it may be', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(read(nested(64))).toBe('cql.serverChoice = a');
    expect(faultOf(nested(65))).toMatchObject({ number: 13, details: '64' });
    expect(faultOf('('.repeat(8192))).toMatchObject({ number: 13 });
    expect(faultOf('a'.repeat(8193))).toMatchObject({ number: 12, details: '8192' });
    expect(parseCql('a'.repeat(8192)).tree.kind).toBe('clause');
    const joined = (operators: number): string => Array.from({ length: operators + 1 }, () => 'a').join(' or ');
    expect(parseCql(joined(100)).tree.kind).toBe('boolean');
    expect(faultOf(joined(101))).toMatchObject({ number: 38, details: '100' });
    expect(faultOf(`dc.title any "${'a '.repeat(102)}"`)).toMatchObject({ number: 38 });
  });

  it('is nonsense of any kind: a diagnostic or a meaning, and never anything else', () => {
    const piece = fc.constantFrom(
      ...['dc.title', 'bath.isbn', 'a', '"', '"x y"', '(', ')', '=', '==', '<', '>', '<>', '/', 'and', 'OR', 'not', 'prox', 'sortBy'],
      ...['any', 'exact', 'within', '\\', '*', '^', '?', '2001', '__proto__', 'ä', '\u0000', '😀', '> dc = "u"', '.', 'dc.', '.title'],
    );
    const nonsense = fc.oneof(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(' ')),
      fc.array(piece).map((all) => all.join('')),
      fc.string({ unit: codePoint }),
    );
    fc.assert(
      fc.property(nonsense, (query) => {
        try {
          inWords(parseCql(query).tree);
        } catch (fault) {
          expect(fault).toBeInstanceOf(SruFault);
          expect((fault as SruFault).diagnostic.uri).toMatch(/^info:srw\/diagnostic\/1\/\d+$/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
