import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parseIdentifierList } from '../../../src/discovery/dumps/lookup-list.js';
import { LOOKUP_COLUMNS, writeLookupCsv, writeLookupJson, type LookupAnswer } from '../../../src/discovery/dumps/lookup.js';
import type { Work } from '../../../src/discovery/work.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../example-works.js';
import { anyText, anyWorks, collect, portsWith, PUBLIC_URL } from './read-dump.js';

const [SEED] = EXAMPLE_WORKS as readonly [Work];
const list = (...identifiers: readonly string[]) => ({ kind: 'list', identifiers });

describe('a list that somebody sends', () => {
  it.each([
    ['text/plain', '978-952-491-530-4\r\n 1236-049X \n\n000254001\r', list('978-952-491-530-4', '1236-049X', '000254001')],
    ['text/plain; charset=utf-8', '\uFEFF2012-2', list('2012-2')],
    ['text/csv', 'isbn,title\r\n"978-952-491-530-4","Poliisi, näkyvä"\r\n000254001,x\r\n', list('978-952-491-530-4', '000254001')],
    ['text/csv', '978-952-491-530-4;x\n1236-049X;y\n', list('978-952-491-530-4', '1236-049X')],
    ['text/csv', "tunniste\n'-1\n", list('-1')],
    ['application/json', '["978-952-491-530-4", " 2012-2 "]', list('978-952-491-530-4', '2012-2')],
  ])('as %s is read: %j', (type, text, expected) => {
    expect(parseIdentifierList(text, type)).toEqual(expected);
  });

  it.each([
    ['application/json', '[9789524915304]', /Member 1 .* not a string/],
    ['application/json', '{"isbn":"2012-2"}', /array of strings/],
    ['application/json', '["2012-2"', /array of strings/],
    ['text/csv', '"2012-2', /CSV cannot be read/],
    ['text/plain', ' \n \n', /empty/],
    ['text/csv', 'isbn\n', /empty/],
    ['text/plain', `2012-2\n${'9'.repeat(501)}`, /Identifier 2 has more than 500 characters/],
  ])('as %s is refused with the reason: %j', (type, text, reason) => {
    expect(parseIdentifierList(text, type)).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });

  it.each(['', 'text/html', 'application/xml', 'multipart/form-data; boundary=x'])('is of no type that we read: %j', (type) => {
    expect(parseIdentifierList('2012-2', type)).toEqual({ kind: 'other type' });
  });

  it.each([
    ['text/plain', (count: number) => '2012-2\n'.repeat(count)],
    ['text/csv', (count: number) => '2012-2,x\n'.repeat(count)],
    ['application/json', (count: number) => JSON.stringify(Array.from({ length: count }, () => '2012-2'))],
  ])('as %s may have 10,000 identifiers and no more', (type, write) => {
    expect(parseIdentifierList(write(10_000), type)).toMatchObject({ kind: 'list' });
    expect(parseIdentifierList(write(10_001), type)).toEqual({ kind: 'too many', count: 10_001 });
  });

  it('of 100,000 lines is refused before a row of it is read', () => {
    const text = '2012-2,"x\n'.repeat(100_000);
    expect(parseIdentifierList(text, 'text/csv')).toEqual({ kind: 'too many', count: 100_001 });
  });

  it('is the same list in every type', () => {
    fc.assert(
      fc.property(
        fc.array(
          anyText.map((text) => `1${text}1`.replace(/[\r\n]/g, '')),
          { minLength: 1, maxLength: 5 },
        ),
        (identifiers) => {
          const expected = list(...identifiers.map((identifier) => identifier.trim()));
          expect(parseIdentifierList(identifiers.join('\n'), 'text/plain')).toEqual(expected);
          expect(parseIdentifierList(JSON.stringify(identifiers), 'application/json')).toEqual(expected);
          const csv = identifiers.map((identifier) => `"${identifier.replaceAll('"', '""')}",x\r\n`).join('');
          expect(parseIdentifierList(csv, 'text/csv')).toEqual(expected);
        },
      ),
    );
  });
});

describe('what identifiers are tied to', () => {
  const answers = async (identifiers: readonly string[], works: readonly Work[] = EXAMPLE_WORKS) =>
    JSON.parse(await collect(writeLookupJson(portsWith(works), identifiers))) as {
      version: number;
      asked: number;
      answers: LookupAnswer[];
    };

  it('comes in the order of the question, also twice, with "not known" where so', async () => {
    const asked = ['000254001', 'nobody-1', '978-952-491-530-4', '000254001'];
    const told = await answers(asked);
    expect(told).toMatchObject({ version: 1, asked: 4 });
    expect(told.answers.map((answer) => answer.asked)).toEqual(asked);
    expect(told.answers.map(({ known }) => known)).toEqual([true, false, true, true]);
    expect(told.answers[1]).toMatchObject({ reason: expect.stringContaining('nobody-1') });
    expect(told.answers[2]!.works).toMatchObject([{ ours: '2012-2', page: `${PUBLIC_URL}/julkaisut/2012-2`, isbn: ['978-952-491-530-4'] }]);
    expect(told.answers[2]!.works![0]!.ties.map(({ target, theirs }) => `${target} ${theirs}`)).toEqual([
      'urn URN:ISBN:978-952-491-530-4',
      'melinda 990000001',
      'finna 978-952-491-530-4',
    ]);
  });

  it('is the series for an ISSN of ours', async () => {
    const told = await answers(['1236-049X']);
    expect(told.answers).toEqual([{ asked: '1236-049X', known: true, series: { code: 'po', page: `${PUBLIC_URL}/julkaisut/sarjat/po` } }]);
  });

  it('is every work that bears the number', async () => {
    const told = await answers(['978-952-491-530-4'], [SEED, { ...SEED, id: '2012-2b' }]);
    expect(told.answers[0]!.works!.map(({ ours }) => ours)).toEqual(['2012-2', '2012-2b']);
  });

  it('has the remark of a number that is mistyped, and the suggestions for one that is none', async () => {
    const discovery = {
      ...createFixedDiscovery(),
      resolve: async ({ value }: { readonly value: string }) =>
        value === 'typo'
          ? { kind: 'found' as const, work: SEED, remark: 'The check digit is wrong.' }
          : { kind: 'invalid' as const, reason: 'Digit 13 should be 8.', suggestions: ['978-952-491-529-8', '978-952-491-530-4'] },
    };
    const ports = { discovery, publicUrl: PUBLIC_URL };
    const told = JSON.parse(await collect(writeLookupJson(ports, ['typo', 'wrong']))) as { answers: LookupAnswer[] };
    expect(told.answers[0]).toMatchObject({ known: true, reason: 'The check digit is wrong.' });
    expect(told.answers[1]).toEqual({
      ...{ asked: 'wrong', known: false, reason: 'Digit 13 should be 8.' },
      suggestions: ['978-952-491-529-8', '978-952-491-530-4'],
    });
    const [, , , , row] = (await collect(writeLookupCsv(ports, ['typo', 'wrong']))).split('\r\n');
    expect(row).toBe(`wrong,false,Digit 13 should be 8.,978-952-491-529-8 978-952-491-530-4${','.repeat(13)}`);
  });

  it('is as CSV a line for each tie, and one line for what has none', async () => {
    const asked = ['1236-049X', '2012-2', 'nobody-1', '2013-1'];
    const text = await collect(writeLookupCsv(portsWith(), asked));
    const rows: readonly Readonly<Record<string, string>>[] = parse(text, { columns: true });
    expect(text.split('\r\n')[0]!.split(',')).toEqual([...LOOKUP_COLUMNS]);
    expect(rows.map(({ asked: each, known, ours, target }) => [each, known, ours, target].join(' '))).toEqual([
      '1236-049X true po ',
      '2012-2 true 2012-2 urn',
      '2012-2 true 2012-2 melinda',
      '2012-2 true 2012-2 finna',
      'nobody-1 false  ',
      '2013-1 true 2013-1 ',
    ]);
  });

  it('is the same in JSON for any work and any question, group after group', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, fc.array(anyText, { maxLength: 3 }), async (works, others) => {
        const asked = [...works.map(({ id }) => id), ...others];
        const told = await answers(asked, works);
        expect(told.answers.map((answer) => answer.asked)).toEqual(asked);
      }),
      { numRuns: 50 },
    );
    const asked = Array.from({ length: 601 }, (_, index) => (index % 3 === 0 ? '2012-2' : `nobody-${index}`));
    const told = await answers(asked);
    expect(told.answers.map(({ asked: each, known }) => `${each} ${known}`)).toEqual(asked.map((each) => `${each} ${each === '2012-2'}`));
  });
});
