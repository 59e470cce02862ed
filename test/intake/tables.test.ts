import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COLUMNS } from '../../src/intake/csv.js';
import type { ImportReport } from '../../src/intake/report.js';
import { bytes, createTestCatalogue, inPieces, type TestCatalogue } from './memory-catalogue.js';

const example = (name: string): Uint8Array => readFileSync(path.resolve('test/intake/examples', name));

const importFile = async (
  name: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<TestCatalogue & { report: ImportReport }> => {
  const world = createTestCatalogue();
  return { ...world, report: await world.intake.importFile({ name, content }) };
};

/** Deep enough to exhaust the stack of whoever goes down by calling itself. */
const PIT = '['.repeat(50_000) + ']'.repeat(50_000);

const reasonsOf = ({ entries }: ImportReport): readonly (readonly [number, readonly string[]])[] =>
  entries.filter(({ outcome }) => outcome === 'rejected').map(({ line, reasons }) => [line, reasons]);

describe('JSON Lines', () => {
  it('gives publications with all that the schema describes', async () => {
    const { find, statements, report } = await importFile('julkaisut.jsonl', example('julkaisut.jsonl'));
    expect(report.totals).toMatchObject({ entries: 2, added: 2, rejected: 0 });
    expect(report.entries.map(({ line }) => line)).toEqual([2, 4]);
    expect(find('2015-9')).toMatchObject({
      titles: [{ text: 'Keksitty julkaisu' }, { text: 'En påhittad publikation', subtitle: 'ett exempel', language: 'swe' }],
      contributors: [
        { kind: 'corporate', name: 'Esimerkkityöryhmä', role: 'author' },
        { kind: 'person', family: 'Mallinen', given: 'Maija', role: 'author' },
        { kind: 'person', family: 'Malli', given: 'Matti', role: 'editor' },
      ],
      series: { title: 'Poliisihallituksen julkaisusarja', code: 'polha', number: '9' },
      languages: ['fin', 'swe'],
      subjects: [{ term: 'viestintä' }, { term: 'poliisi', vocabulary: 'yso', language: 'fin' }],
      abstracts: [{ text: 'Ensimmäinen kappale.\n\nToinen kappale.' }, { text: 'Ett stycke.', language: 'swe' }],
      genre: 'Selvitys',
      licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      accessibility: { status: 'notAccessible', ground: { kind: 'generalStatement', beforeYear: 2018 } },
      manifestations: [
        { kind: 'print', isbn: { isbn: '9780306406157' }, binding: 'pehmeäkantinen', pages: 40 },
        { kind: 'pdf', isbn: { isbn: '9789519854892' }, file: { url: 'https://www.esimerkki.example/9.pdf' } },
      ],
    });
    expect(find('keksitty-tunnus')!.accessibility).toEqual({
      status: 'accessible',
      ground: { kind: 'stated', text: 'Tekijä on tarkistanut (keksitty).' },
    });
    expect(statements()).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{"title":', /^not valid JSON: /u],
    ['no object', '"otsikko"', /^"otsikko" is not a group of fields$/u],
    ['no title', '{"id":"a"}', /^the field "title" is missing$/u],
    ['an unknown field', '{"title":"A","yaer":2012}', /^unknown field "yaer"; did you mean "year"\?$/u],
    ['a field that nobody knows', '{"title":"A","x":1}', /^unknown field "x"; known are id, title, /u],
    ['a year in words', '{"title":"A","year":"kaksituhatta"}', /^year: "kaksituhatta" is not a whole number$/u],
    ['a bad id', '{"title":"A","id":"2012 2"}', /^id: "2012 2" does not have the right form, for example "2012-2"$/u],
    ['too long an id', `{"title":"A","id":"${'a'.repeat(81)}"}`, /^id: "a{58}… has more than 80 characters$/u],
    [
      'an unknown kind',
      '{"title":"A","manifestations":[{"kind":"epub"}]}',
      /^manifestations\[0\]\.kind: "epub" is none of "print", "pdf"$/u,
    ],
    ['two of one kind', '{"title":"A","manifestations":[{"kind":"pdf"},{"kind":"pdf"}]}', /^there are two manifestations of the kind pdf/u],
    ['a language that is none', '{"title":"A","languages":["xx"]}', /^languages\[0\]: "xx" is not a language code/u],
    [
      'a script for an address',
      '{"title":"A","landingPage":"javascript:alert(1)"}',
      /^landingPage: "javascript:alert\(1\)" does not have/u,
    ],
    ['an address that is none', '{"title":"A","landingPage":"http://["}', /^landingPage: "http:\/\/\[" is not a complete web address/u],
    ['a claim without a ground', '{"title":"A","accessibility":{"status":"accessible"}}', /^accessibility: the field "text" is missing$/u],
    [
      'a wrong field in a title',
      '{"title":{"text":"A","lang":"fi"}}',
      /^title: unknown field "lang"; known are text, subtitle, language$/u,
    ],
    ['a statement of no kind', '{"statement":"x","text":"y","libraries":[]}', /^statement: "x" is none of "accessibility", "olderWorks"$/u],
    ['a field of the language of JavaScript', '{"title":"A","__proto__":{"year":1}}', /^unknown field "__proto__"/u],
    ['a line over 1 MB', `{"title":"${'a'.repeat(1024 * 1024)}"}`, /^is longer than 1 MB \(1048588 bytes\)$/u],
    ['a pit of brackets in an unknown field', `{"id":"d","title":"t","x":${PIT}}`, /^x: is nested more than 64 levels deep$/u],
    ['a pit of brackets for a title', `{"id":"d","title":${PIT}}`, /^title: is nested more than 64 levels deep$/u],
    ['a pit of brackets in a sentence', `{"statement":"accessibility","text":${PIT}}`, /^text: is nested more than 64 levels deep$/u],
    ['nothing but a pit', PIT, /^\[0\]: is nested more than 64 levels deep$/u],
    ['a pit without a bottom', `{"title":${'['.repeat(50_000)}`, /^not valid JSON: /u],
    ['more values than a publication has', `{"title":"A","languages":[${'0,'.repeat(200_000)}0]}`, /^has more than 20000 values in it$/u],
    ['a title that nobody sees', '{"title":"\\u200b"}', /^title: nothing of it can be seen$/u],
    ['a title of marks of direction', '{"title":{"text":"\\u200e \\u202e"}}', /^title\.text: nothing of it can be seen$/u],
    ['an invisible contributor', '{"title":"A","contributors":["\\u200b"]}', /^contributors\[0\]: nothing of it can be seen$/u],
    [
      'an invisible family',
      '{"title":"A","contributors":[{"family":"\\u00ad"}]}',
      /^contributors\[0\]\.family: nothing of it can be seen$/u,
    ],
    ['an invisible subject', '{"title":"A","subjects":["a",{"term":"\\u2060"}]}', /^subjects\[1\]\.term: nothing of it can be seen$/u],
    [
      'an invisible licence',
      '{"title":"A","licence":{"name":"\\u0007","url":"http://a.fi/"}}',
      /^licence\.name: nothing of it can be seen$/u,
    ],
    ['an invisible series', '{"title":"A","series":{"title":"\\u200b"}}', /^series\.title: nothing of it can be seen$/u],
    ['an invisible abstract', '{"title":"A","abstracts":["\\u200b\\n\\n\\u200b"]}', /^abstracts\[0\]: nothing of it can be seen$/u],
    ['an invisible sentence', '{"statement":"accessibility","text":"\\u200b","beforeYear":2018}', /^text: nothing of it can be seen$/u],
  ])('rejects a line with %s, and goes on', async (_, line, reason) => {
    const { report, all } = await importFile('a.jsonl', inPieces(`{"title":"Eka"}\n${line}\n{"title":"Toka"}`, 50_000));
    expect(reasonsOf(report)).toEqual([[2, [expect.stringMatching(reason)]]]);
    expect(all().map(({ id }) => id)).toEqual(['eka', 'toka']);
  });

  it('rejects a line that is not UTF-8 and goes on, with the byte and a guess at what it is', async () => {
    const content = Buffer.concat([bytes('{"title":"Eka"}\n{"title":"J'), Buffer.from([0xe4]), bytes('rvi"}\r\n{"title":"Toka"}')]);
    const { report } = await importFile('a.jsonl', content);
    expect(report.totals).toMatchObject({ added: 2, rejected: 1 });
    expect(reasonsOf(report)).toEqual([
      [2, ['is not UTF-8: byte 28 is 0xE4; in windows-1252 it would be "ä". Save the file as UTF-8 and import it again']],
    ]);
  });

  it('is read alike however the bytes arrive', async () => {
    const text = new TextDecoder().decode(example('julkaisut.jsonl'));
    const whole = await importFile('a.jsonl', bytes(text));
    for (const size of [1, 7, 100]) expect((await importFile('a.jsonl', inPieces(text, size))).all()).toEqual(whole.all());
  });

  it('drops characters that neither XML nor a database can hold', async () => {
    const { all } = await importFile(
      'a.jsonl',
      bytes('{"title":"A\\u0000B\\u0007  C\\ud800\\ufeff","abstracts":["x\\u000by\\r\\n\\n\\n\\nz"]}'),
    );
    expect(all()[0]).toMatchObject({ titles: [{ text: 'AB C\uFFFD' }], abstracts: [{ text: 'x y\n\nz' }] });
  });

  it('may be of any length: a hundred thousand lines are counted, only the remarkable ones listed', async () => {
    const lines = async function* (): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < 20_000; n++) {
        yield bytes(`{"id":"n-${n}","title":${n % 5000 === 4999 ? '7' : '"Otsikko"'},"manifestations":[{"kind":"print"}]}\n`);
      }
    };
    const { report, commits } = await importFile('a.jsonl', lines());
    expect(report.totals).toMatchObject({ entries: 20_000, added: 19_996, rejected: 4 });
    expect(reasonsOf(report).map(([line]) => line)).toEqual([5000, 10_000, 15_000, 20_000]);
    expect(report.entries).toHaveLength(104);
    expect(report.unlisted).toBe(19_896);
    expect(Math.max(...commits)).toBe(200);
  });
});

describe('a JSON array', () => {
  it('is read element by element, each with its line', async () => {
    const { report, all } = await importFile('a.json', bytes('[\n {"title":"Eka, \\"[1]\\""},\n {"title": 7},\n\n {"title":\n"Toka"} ]\n'));
    expect(all().map(({ titles }) => titles[0]!.text)).toEqual(['Eka, "[1]"', 'Toka']);
    expect(report.entries.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'added'],
      [3, 'rejected'],
      [5, 'added'],
    ]);
  });

  it('that is broken off gives what came before, and says where', async () => {
    const { report, all } = await importFile('a.json', bytes('[{"title":"Eka"},\n{"title":"Toka'));
    expect(all().map(({ id }) => id)).toEqual(['eka']);
    expect(report.fault).toMatchObject({ line: 2 });
  });
});

describe('CSV', () => {
  it('gives a publication for each row', async () => {
    const { find, report } = await importFile('julkaisut.csv', example('julkaisut.csv'));
    expect(report.entries.map(({ line, id, outcome }) => [line, id, outcome])).toEqual([
      [2, '2015-9', 'added'],
      [6, '2020-toinen-keksitty', 'added'],
    ]);
    expect(find('2015-9')).toMatchObject({
      titles: [{ text: 'Keksitty "julkaisu"; toinen osa' }],
      contributors: [{ name: 'Esimerkkityöryhmä' }, { family: 'Mallinen' }, { family: 'Malli', role: 'editor' }],
      languages: ['fin', 'swe'],
      subjects: [{ term: 'viestintä' }, { term: 'poliisi' }],
      abstracts: [{ text: 'Ensimmäinen kappale.\n\nToinen kappale; samassa solussa.' }],
      manifestations: [
        { kind: 'print', isbn: { isbn: '9780306406157' }, issn: '1798-7121', pages: 40 },
        { kind: 'pdf', isbn: { isbn: '9789519854892' }, pages: 40, file: { url: 'https://www.esimerkki.example/9.pdf' } },
      ],
    });
  });

  it('has a column for every field that a table can hold, each of them read', async () => {
    const values: Readonly<Record<keyof typeof COLUMNS, readonly [cell: string, read: unknown]>> = {
      id: ['oma-tunnus', { id: 'oma-tunnus' }],
      title: ['Nimi', { titles: [{ text: 'Nimi' }] }],
      subtitle: ['alanimi', { titles: [{ subtitle: 'alanimi' }] }],
      titleLanguage: ['fi', { titles: [{ language: 'fin' }] }],
      contributors: ['Malli, Matti (editor)', { contributors: [{ family: 'Malli', given: 'Matti', role: 'editor' }] }],
      series: ['Poliisihallituksen julkaisusarja', { series: { title: 'Poliisihallituksen julkaisusarja', code: 'polha' } }],
      number: ['7', { series: { number: '7' } }],
      year: ['2012', { year: 2012 }],
      languages: ['fi; sv', { languages: ['fin', 'swe'] }],
      subjects: ['poliisi; viestintä', { subjects: [{ term: 'poliisi' }, { term: 'viestintä' }] }],
      genre: ['Selvitys', { genre: 'Selvitys' }],
      abstract: ['Tiivistelmä.', { abstracts: [{ text: 'Tiivistelmä.' }] }],
      abstractLanguage: ['sv', { abstracts: [{ language: 'swe' }] }],
      landingPage: ['https://a.example/7', { landingPage: 'https://a.example/7' }],
      licenceName: ['CC0', { licence: { name: 'CC0' } }],
      licenceUrl: ['https://a.example/cc0', { licence: { url: 'https://a.example/cc0' } }],
      accessibility: ['accessible', { accessibility: { status: 'accessible' } }],
      accessibilityText: ['Tarkistettu', { accessibility: { ground: { kind: 'stated', text: 'Tarkistettu' } } }],
      isbn: ['0-306-40615-2', { manifestations: [{ isbn: { isbn: '9780306406157' } }, {}] }],
      issn: ['1798-7121', { manifestations: [{ issn: '1798-7121' }, {}] }],
      pages: ['40', { manifestations: [{ pages: 40 }, { pages: 40 }] }],
      binding: ['pehmeäkantinen', { manifestations: [{ binding: 'pehmeäkantinen' }, {}] }],
      isbnPdf: ['978-951-98548-9-2', { manifestations: [{}, { isbn: { isbn: '9789519854892' } }] }],
      issnPdf: ['2242-5640', { manifestations: [{}, { issn: '2242-5640' }] }],
      urn: ['URN:NBN:fi-fe1', { manifestations: [{}, { urn: 'URN:NBN:fi-fe1' }] }],
      fileUrl: ['https://a.example/7.pdf', { manifestations: [{}, { file: { url: 'https://a.example/7.pdf' } }] }],
      fileName: ['7.pdf', { manifestations: [{}, { file: { name: '7.pdf' } }] }],
    };
    const columns = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
    const row = columns.map((column) => `"${values[column][0]}"`).join(',');
    const { find, report } = await importFile('a.csv', bytes(`${columns.join(',')}\n${row}\n`));
    expect(reasonsOf(report)).toEqual([]);
    for (const column of columns) expect(find('oma-tunnus')).toMatchObject(values[column][1] as object);
  });

  it('takes a cell in which nothing can be seen for an empty one', async () => {
    const { all } = await importFile(
      'a.csv',
      bytes(
        'title;year;subjects;licenceName\nA;2012;x;\n\u200b;\ufeff;;\nB;\u200b;y; \u2060;z;\u200e\n'.replace(
          'y; \u2060;z',
          '"y; \u2060;z"',
        ),
      ),
    );
    expect(all()).toMatchObject([{ year: 2012 }, { titles: [{ text: 'B' }], subjects: [{ term: 'y' }, { term: 'z' }] }]);
    expect(all()[1]).not.toHaveProperty('licence');
  });

  it.each([
    ['commas', 'title,year\n"A, B",2012\n'],
    ['semicolons', 'title;year\nA, B;2012\n'],
    ['tabs and line ends of Windows', 'title\tyear\r\nA, B\t2012\r\n'],
    ['a byte order mark, and capitals', '\uFEFFTitle;YEAR\nA, B;2012'],
    ['the names that the page prints', 'Nimeke;Julkaisuvuosi\nA, B;2012'],
  ])('is read with %s', async (_, text) => {
    expect((await importFile('a.csv', bytes(text))).all()).toMatchObject([{ titles: [{ text: 'A, B' }], year: 2012 }]);
  });

  it.each([
    ['too many values', 'A;2012;x', /^the row has 3 values, the header 2 columns; /u],
    ['a year in words', 'A;ennen', /^year: "ennen" is not a whole number$/u],
    ['no title', ';2012', /^the field "title" is missing$/u],
    ['a quote in the wrong place', 'A"b;2012', /^not a row of CSV: a value with a quotation mark in it has to stand in quotation marks/u],
  ])('rejects a row with %s, with its line, and goes on', async (_, row, reason) => {
    const { report, all } = await importFile('a.csv', bytes(`title;year\nEka;2001\n${row}\nToka;2002\n`));
    expect(reasonsOf(report)).toEqual([[3, [expect.stringMatching(reason)]]]);
    expect(all().map(({ id }) => id)).toEqual(['2001-eka', '2002-toka']);
    expect(report.entries.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it('names the column, not the field of the form', async () => {
    const { report } = await importFile('a.csv', bytes('title;isbnPdf;fileUrl\nA;978-951-98548-9-2;ftp://a.example/\n'));
    expect(reasonsOf(report)[0]![1][0]).toMatch(/^fileUrl: "ftp:/u);
  });

  it.each([
    ['an unknown column', 'title;isbn13\n', 'has unknown columns "isbn13"; possible are id, title, '],
    ['a column twice', 'title;year;Julkaisuvuosi\n', 'has the column "year" twice'],
    ['no title', 'id;year\n', 'has no column "title", which the first row must name'],
  ])('is not read at all with %s', async (_, text, message) => {
    const { report } = await importFile('a.csv', bytes(text));
    expect(report.fault).toMatchObject({ line: 1, message: expect.stringContaining(message) });
  });

  it('ends at a quote that is never closed, keeping what came before', async () => {
    const { report, all } = await importFile('a.csv', bytes('title;year\nEka;2001\n"Toka;2002\nKolmas;2003\n'));
    expect(all().map(({ id }) => id)).toEqual(['2001-eka']);
    expect(reasonsOf(report)).toEqual([[3, [expect.stringMatching(/a quotation mark is opened here and never closed/u)]]]);
  });
});

describe('the encoding and kind of a file', () => {
  const fault = async (name: string, content: Uint8Array): Promise<ImportReport['fault']> => (await importFile(name, content)).report.fault;

  it('must be UTF-8: the first wrong byte is named', async () => {
    const latin = Buffer.from('Otsikko\n\nTekij\u00e4t\nA, B\n', 'latin1');
    expect(await fault('a.txt', latin)).toEqual({
      line: 3,
      message: 'is not UTF-8: byte 15 is 0xE4; in windows-1252 it would be "ä". Save the file as UTF-8 and import it again',
    });
    expect(await fault('a.csv', Buffer.from('title\nJ\u00e4rvi\n', 'latin1'))).toMatchObject({ line: 2 });
  });

  it('may hold the sign for an unreadable letter where the source has it', async () => {
    const content = Buffer.concat([bytes('\uFFFD\n'), Buffer.from([0xff])]);
    expect(await fault('a.txt', content)).toMatchObject({ line: 2, message: expect.stringContaining('byte 5 is 0xFF') });
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFFOtsikko', 'utf16le'), /^is UTF-16\. Save it as UTF-8/u],
    ['a spreadsheet', Buffer.from('PK\x03\x04...'), /Save the table as CSV/u],
    ['a PDF', Buffer.from('%PDF-1.4'), /^is a PDF/u],
    ['gzip', Buffer.from([0x1f, 0x8b, 8]), /Unpack it first/u],
    ['XML', Buffer.from('<?xml version="1.0"?><records/>'), /^is XML/u],
    ['zero bytes', Buffer.from('a\0b'), /zero bytes/u],
  ])('is told what to do with %s', async (_, content, message) => {
    expect((await fault('a.txt', content))!.message).toMatch(message);
  });

  it.each([
    ['a.txt', '<!DOCTYPE html><h3>A</h3>', 'pageHtml'],
    ['a', '<h3>A</h3>', 'pageHtml'],
    ['a', '{"title":"A"}', 'jsonLines'],
    ['a.json', '{"title":"A"}', 'jsonLines'],
    ['a.jsonl', '[{"title":"A"}]', 'jsonArray'],
    ['a', '[{"title":"A"}]', 'jsonArray'],
    ['A.CSV', 'title\nA', 'csv'],
    ['a.page', 'A', 'pageText'],
  ])('%s with %s is taken for %s', async (name, text, kind) => {
    expect((await importFile(name, bytes(text))).report.fileKind).toBe(kind);
  });

  it('is bounded for a page', async () => {
    const megabyte = bytes('a\n'.repeat(512 * 1024));
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield megabyte;
    };
    const { report } = await importFile('a.txt', endless());
    expect(report.fault!.message).toBe('is larger than 16 MB, the most that is read of such a file');
  });
});
