import { describe, expect, it } from '@jest/globals';
import { formatImportReport } from '../../src/intake/report-text.js';
import { isClean, type ImportReport } from '../../src/intake/report.js';
import { bytes, createTestCatalogue } from './memory-catalogue.js';

const report: ImportReport = {
  name: 'sivu.txt',
  fileKind: 'pageText',
  dryRun: true,
  totals: { entries: 3, added: 1, changed: 1, unchanged: 0, rejected: 1, warnings: 1, reassessed: 2 },
  entries: [
    {
      line: 15,
      id: '2012-2',
      title: 'Otsikko',
      outcome: 'added',
      reasons: [],
      warnings: [
        'ISBN 987-952-491-529-8 (print) is not valid: unregistered prefix or group. It is kept as given and not published. Is it 978-952-491-529-8? If so: julkaisusilta isbn 2012-2 print --confirm 978-952-491-529-8',
      ],
      changedFields: [],
    },
    {
      line: 30,
      id: 'keksi-2020-3',
      title: 'Toinen',
      outcome: 'changed',
      reasons: [],
      warnings: [],
      changedFields: [{ field: 'pdf.pages', before: '', after: '40' }],
    },
    { line: 50, outcome: 'rejected', reasons: ['no title'], warnings: [], changedFields: [] },
  ],
  unlisted: 7,
  statements: [{ line: 11, outcome: 'unchanged', statement: { kind: 'accessibility', text: 'Lause.', beforeYear: 2018 } }],
  notes: [{ line: 11, text: 'Huomio.' }],
  fault: { line: 60, message: 'is not UTF-8' },
};

describe('the report of an import', () => {
  it('is calm on a terminal, with every command whole on its line', () => {
    expect(formatImportReport(report).split('\n')).toEqual([
      'sivu.txt (page saved as text) · dry run, nothing is saved',
      '',
      '  unchanged  sentence on accessibility (line 11): Lause.',
      '',
      '  added      2012-2        Otsikko  (line 15)',
      '             warning  ISBN 987-952-491-529-8 (print) is not valid: unregistered prefix or group. It',
      '                      is kept as given and not published. Is it 978-952-491-529-8? If so:',
      '                      julkaisusilta isbn 2012-2 print --confirm 978-952-491-529-8',
      '  changed    keksi-2020-3  Toinen  (line 30)',
      '             pdf.pages: nothing → "40"',
      '  rejected   -             (line 50)',
      '             because  no title',
      '',
      '  … and 7 more entries, counted below',
      '',
      '  note       line 11: Huomio.',
      '',
      '  stopped    Line 60 is not UTF-8.',
      '',
      '3 entries: 1 added, 1 changed, 0 unchanged, 1 rejected; 1 warning; accessibility of 2 other publications follows the new sentence',
      '',
    ]);
  });

  it.each([
    ['a.txt', 'Otsikko\0', 'The file holds zero bytes, so it is not text'],
    ['a.json', '[{"title":"A"},\n{"title":"B"}', 'Line 2 is where the list that begins the file with "[" must end with "]", and the file'],
    ['a.csv', 'title;isbn13\n', 'Line 1 has unknown columns "isbn13"; possible are id, title'],
    ['a.csv', 'title;title\n', 'Line 1 has the column "title" twice.'],
    ['a.csv', 'year\n', 'Line 1 has no column "title", which the first row must name.'],
    ['a.csv', `title\n${'a'.repeat(1024 * 1024 + 1)}\n`, 'Line 2 is longer than 1 MB (1048577 bytes).'],
  ])('tells in a whole sentence why %s was not read on', async (name, content, sentence) => {
    const text = formatImportReport(await createTestCatalogue().intake.importFile({ name, content: bytes(content) }));
    expect(text.replace(/\s+/gu, ' ')).toContain(` stopped ${sentence}`);
  });

  it('lets nothing of the file steer the terminal', () => {
    const title = 'A\u001B[2J\u0007\u202Eb';
    const text = formatImportReport({ ...report, entries: [{ ...report.entries[0]!, title }] });
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/u);
  });

  it('is clean when nothing was rejected and the whole file read', async () => {
    const { intake } = createTestCatalogue();
    const ofText = async (name: string, text: string): Promise<boolean> => isClean(await intake.importFile({ name, content: bytes(text) }));
    expect(await ofText('a.jsonl', '{"title":"A"}')).toBe(true);
    expect(await ofText('a.jsonl', '{"title":7}')).toBe(false);
    expect(await ofText('a.csv', 'nothing\n')).toBe(false);
  });
});
