import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { EntryReport } from '../../src/intake/report.js';
import { bytes, createTestCatalogue, type TestCatalogue } from './memory-catalogue.js';

const example = (name: string): Uint8Array => readFileSync(path.resolve('test/intake/examples', name));

const importPage = async (content: Uint8Array, name = 'sivu.txt'): Promise<TestCatalogue & { entries: readonly EntryReport[] }> => {
  const world = createTestCatalogue();
  const { entries } = await world.intake.importFile({ name, content });
  return { ...world, entries };
};

/** One publication of the page, its labels as given. */
const entry = (title: string, ...labels: readonly string[]): string => [title, '', ...labels].join('\n');

describe('a page of several publications, saved as text', () => {
  it('gives each its own title, values and abstract', async () => {
    const { all, entries } = await importPage(example('sivu.txt'));
    expect(entries.map(({ line, id, outcome }) => [line, id, outcome])).toEqual([
      [15, '2015-9', 'added'],
      [43, '2019-1', 'added'],
      [56, 'keksi-2020-3', 'added'],
      [76, '2021-julkaisu-ilman-sarjaa', 'added'],
    ]);
    expect(all().map(({ titles }) => titles[0]!.text)).toEqual([
      'Esimerkki viestinnästä',
      'Lyhyt julkaisu ilman tiivistelmää',
      'Julkaisu ilman sarjaa',
      'Julkaisu toisessa sarjassa',
    ]);
    expect(all().map(({ abstracts }) => abstracts.map(({ text }) => text))).toEqual([
      ['Ensimmäinen kappale.\n\n1. Ensimmäinen ehdotus\n2. Toinen ehdotus\n\nViimeinen kappale.'],
      [],
      ['Tämän jälkeen sivu loppuu.'],
      ['Tiivistelmä, jossa sana Numero on omalla rivillään:\n\nNumero\n\neikä se ala uutta julkaisua.'],
    ]);
  });

  it('reads names, numbers, pages and files however they are written', async () => {
    const { find } = await importPage(example('sivu.txt'));
    expect(find('2015-9')).toMatchObject({
      titles: [{ text: 'Esimerkki viestinnästä', subtitle: 'selvitys keksityn työryhmän työstä' }],
      contributors: [
        { kind: 'person', family: 'Mallinen', given: 'Maija', role: 'author' },
        { kind: 'corporate', name: 'Esimerkkityöryhmä', role: 'author' },
        { kind: 'person', family: 'Malli', given: 'Matti', role: 'editor' },
      ],
      series: { title: 'Poliisihallituksen julkaisusarja', code: 'polha', number: '9' },
      manifestations: [
        {
          kind: 'pdf',
          isbn: { kind: 'valid', isbn: '9789519854892' },
          issn: '2242-5640',
          pages: 40,
          file: { mediaType: 'application/pdf', url: 'https://www.esimerkki.example/tiedostot/esimerkki.pdf' },
        },
      ],
    });
    expect(find('2019-1')!.contributors.map((one) => one.kind === 'person' && one.given)).toEqual(['Väinö', 'Väinämö']);
    expect(find('keksi-2020-3')!.manifestations.map(({ isbn }) => isbn)).toEqual([
      { kind: 'valid', raw: '0-306-40615-2', isbn: '9780306406157' },
      { kind: 'valid', raw: '978-1-86197-271-2', isbn: '9781861972712' },
    ]);
  });

  it("derives accessibility from the page's own sentence, and takes an address that is one", async () => {
    const { all, statements } = await importPage(example('sivu.txt'));
    expect(all().map(({ id, accessibility }) => [id, accessibility.status])).toEqual([
      ['2015-9', 'notAccessible'],
      ['2019-1', 'unknown'],
      ['2021-julkaisu-ilman-sarjaa', 'unknown'],
      ['keksi-2020-3', 'unknown'],
    ]);
    expect(statements()[0]).toMatchObject({ kind: 'accessibility', contact: 'kirjaamo@esimerkki.example' });
  });
});

describe('the same page saved as HTML', () => {
  it('gives the same publications and sentences', async () => {
    const text = await importPage(example('sivu.txt'));
    const html = await importPage(example('sivu.html'), 'sivu.html');
    expect(html.all()).toEqual(text.all());
    expect(html.statements()).toEqual(text.statements());
    expect(html.entries.map(({ warnings }) => warnings)).toEqual(text.entries.map(({ warnings }) => warnings));
  });

  it('names the lines of the HTML file', async () => {
    const { entries } = await importPage(example('sivu.html'), 'sivu.html');
    const source = readFileSync(path.resolve('test/intake/examples/sivu.html'), 'utf8').split('\n');
    const titles = ['Esimerkki viestinnästä', 'Lyhyt julkaisu', 'Julkaisu toisessa', 'Julkaisu ilman sarjaa'];
    expect(entries.map(({ line }) => line)).toEqual(titles.map((title) => source.findIndex((text) => text.includes(title)) + 1));
  });

  it.each([
    ['the title', '<h3><a href="/julkaisut/-/content/id/45760774">Otsikko</a></h3><dl><dt>Julkaisuvuosi<dd>2012</dl>'],
    [
      'a link to a content of the page system',
      '<h3>Otsikko</h3><dl><dt>Julkaisuvuosi<dd>2012</dl><p><a href="/julkaisut/-/content/id/45760774">Lue lisää</a></p>',
    ],
  ])('takes the landing page from %s', async (_, html) => {
    const { find } = await importPage(bytes(`<base href="https://www.esimerkki.example/"><body>${html}`), 'sivu.html');
    expect(find('2012-otsikko')!.landingPage).toBe('https://www.esimerkki.example/julkaisut/-/content/id/45760774');
  });

  it('does not make an address of a link that the page does not let one complete, and says so', async () => {
    const html = '<h3><a href="/content/id/1">Otsikko</a></h3><dl><dt>Tiedosto<dd><a href="/a.pdf">Lataa</a></dl>';
    const { all, entries } = await importPage(bytes(html), 'sivu.html');
    expect(all()[0]!.landingPage).toBeUndefined();
    expect(all()[0]!.manifestations).toEqual([{ kind: 'pdf', file: { mediaType: 'application/pdf' } }]);
    expect(entries[0]!.warnings[0]).toBe(
      'line 1: the link to the file, "/a.pdf", is not a complete web address and the page does not say its own; not taken',
    );
  });

  it('never takes a script for an address, nor anything else of the page than its text', async () => {
    const html =
      '<h3>Otsikko <script>alert(1)</script></h3><dl><dt>Tiedosto<dd><a href="javascript:alert(1)">Lataa</a></dl><p>&lt;b&gt; &amp; <b>lihava</b></p>';
    const { all } = await importPage(bytes(html), 'sivu.html');
    expect(all()[0]).toMatchObject({
      titles: [{ text: 'Otsikko' }],
      abstracts: [{ text: '<b> & lihava' }],
      manifestations: [{ kind: 'pdf', file: { mediaType: 'application/pdf' } }],
    });
    expect(all()[0]!.manifestations[0]!.file).not.toHaveProperty('url');
  });

  it('refuses a page that nests deeper than any browser writes', async () => {
    const world = createTestCatalogue();
    const report = await world.intake.importFile({ name: 'a.html', content: bytes(`${'<div>'.repeat(5000)}x`) });
    expect(report.fault?.message).toContain('500 deep');
  });

  it('reads a heading as the title even when an introduction follows it', async () => {
    const html = '<h3>Otsikko</h3><p>Johdanto.</p><dl><dt>Julkaisuvuosi<dd>2012</dl><p>Jatko.</p>';
    const { all } = await importPage(bytes(html), 'sivu.html');
    expect(all()[0]).toMatchObject({ titles: [{ text: 'Otsikko' }], abstracts: [{ text: 'Johdanto.\n\nJatko.' }] });
  });
});

describe('the labels of the page', () => {
  it.each([
    ['in capitals', 'JULKAISUVUOSI\n2012\nNUMERO\n2'],
    ['with a colon', 'Julkaisuvuosi:\n2012\nNumero:\n2'],
    ['with the value on the same line', 'Julkaisuvuosi: 2012\nNumero: 2'],
    ['in another order, with blank lines', 'Numero\n\n2\n\nJulkaisuvuosi\n\n2012'],
    ['in Swedish', 'Publikationsår\n2012\nNummer\n2'],
    ['in English', 'Publication year\n2012\nNumber\n2'],
    ['with the year in the number', 'Numero\n2/2012'],
    ['with the year before the number', 'Julkaisuvuosi\n2012\nNumero\n2012:2'],
  ])('are read %s', async (_, labels) => {
    const { all } = await importPage(bytes(entry('Otsikko', 'Julkaisusarja', 'Poliisihallituksen julkaisusarja', labels)));
    expect(all()).toMatchObject([{ id: '2012-2', year: 2012, series: { number: '2' } }]);
  });

  it('know the series by its ISSN where its name is missing', async () => {
    const { all } = await importPage(bytes(entry('Otsikko', 'ISSN', '1798-7121', 'Julkaisuvuosi', '2012', 'Numero', '2')));
    expect(all()[0]!.series).toEqual({ title: 'Poliisihallituksen julkaisusarja', code: 'polha', number: '2' });
  });

  it('begin a new entry when the first of them comes again', async () => {
    const page = `${entry('Eka', 'Julkaisuvuosi', '2012')}\nToka\nJulkaisuvuosi\n2013\n`;
    const { all } = await importPage(bytes(page));
    expect(all().map(({ id }) => id)).toEqual(['2012-eka', '2013-toka']);
  });
});

describe('what the page leaves in doubt', () => {
  it.each([
    [
      'a second value',
      ['ISBN', '978-951-98548-9-2', '951-98548-9-4'],
      'line 5: ISBN has a second value 951-98548-9-4; only the first is taken',
    ],
    [
      'a label twice',
      ['Julkaisuvuosi', '2012', 'Numero', '1', 'Sivut', '3', 'Numero', '2'],
      'line 9: Numero is there twice; the first is taken',
    ],
    ['a label without a value', ['Julkaisuvuosi', '2012', 'Sivut'], 'line 5: Sivut has no value'],
    ['no year', ['Julkaisuvuosi', 'tuntematon'], 'the year "tuntematon" is not a year; not taken'],
    ['a year among words', ['Julkaisuvuosi', 'Helsinki 2012'], 'the year "Helsinki 2012" is read as 2012'],
    ['pages that are several numbers', ['Sivut', '85, 12'], 'the pages "85, 12" are not one number; not taken'],
    ['pages among words', ['Sivut', '85 + liitteet'], 'the pages "85 + liitteet" are read as 85'],
    [
      'a number of another year',
      ['Julkaisuvuosi', '2012', 'Numero', '2/2011'],
      'the number "2/2011" is of another year than 2012; kept as it is',
    ],
    ['a year in the number only', ['Numero', '2/2012'], 'the year 2012 is read from the number "2/2012"'],
    ['a number of no series', ['Numero', '2'], 'number 2 is of no series, so it is not taken'],
    [
      'an unknown series',
      ['Julkaisusarja', 'Tuntematon'],
      'the series "Tuntematon" is not in the settings (Poliisihallituksen julkaisusarja, Keksitty sarja)',
    ],
    ['an ISSN with a wrong check digit', ['ISSN', '1798-7122'], 'ISSN 1798-7122 (print) is not valid: wrong check digit; not taken'],
    [
      "another series' ISSN",
      ['Julkaisusarja', 'Poliisihallituksen julkaisusarja', 'ISSN', '1236-049X'],
      'ISSN 1236-049X (print) is not that of the series "Poliisihallituksen julkaisusarja" in this form, 1798-7121; taken as given',
    ],
    [
      'a file of another kind',
      ['Tiedosto', 'https://a.example/a.docx'],
      'line 4: the file does not look like a PDF: https://a.example/a.docx',
    ],
    [
      'no form at all',
      ['Julkaisuvuosi', '2012'],
      'neither a printed book nor a PDF is named (no ISBN, ISSN or file), so nothing of it is published',
    ],
    ['a name without letters', ['Tekijät', '-'], 'line 4: "-" is not a name; not taken'],
    [
      'an ISBN with a wrong check digit',
      ['ISBN', '978-951-98548-9-3'],
      expect.stringMatching(
        /^ISBN 978-951-98548-9-3 \(print\) is not valid: wrong check digit\..* julkaisusilta isbn otsikko print --confirm [\d-]+$/u,
      ),
    ],
    [
      'an ISBN beyond repair',
      ['ISBN', '978-951-98548'],
      'ISBN 978-951-98548 (print) is not valid: not 10 or 13 digits. It is kept as given and not published. If you know the right number: julkaisusilta isbn otsikko print --confirm NUMBER --force',
    ],
  ])('is reported: %s', async (_, labels, warning) => {
    const { entries } = await importPage(bytes(entry('Otsikko', ...labels)));
    expect(entries).toHaveLength(1);
    expect(entries[0]!.warnings).toContainEqual(warning);
  });

  it.each([
    ['no title before the labels', 'Julkaisuvuosi\n2012', 1, /^no title: the paragraph before "Julkaisuvuosi" is missing/u],
    ['several lines before the labels', 'Eka rivi\ntoka rivi\n\nJulkaisuvuosi\n2012', 4, /has several lines/u],
    ['a paragraph too long for a title', `${'sana '.repeat(80)}\n\nJulkaisuvuosi\n2012`, 3, /longer than 300 characters/u],
    ['a value that never ends', `Otsikko\n\nTekijät\n${'x'.repeat(2001)}`, 1, /^line 4: a value of 2001 characters/u],
    [
      'one ISBN for both forms',
      'Otsikko\n\nISBN\n978-951-98548-9-2\nISBN (pdf)\n978-951-98548-9-2',
      1,
      /^ISBN 978-951-98548-9-2 stands for print and for pdf/u,
    ],
  ])('is rejected with its line: %s', async (_, page, line, reason) => {
    const { entries, all } = await importPage(bytes(page));
    expect(entries).toMatchObject([{ line, outcome: 'rejected', reasons: [expect.stringMatching(reason)] }]);
    expect(all()).toEqual([]);
  });

  it('never stops the other entries', async () => {
    const page = ['Julkaisuvuosi\n2012', entry('Hyvä', 'Julkaisuvuosi', '2013')].join('\n\n');
    const { entries } = await importPage(bytes(page));
    expect(entries.map(({ outcome }) => outcome)).toEqual(['rejected', 'added']);
  });

  it('is told of a page without any publication', async () => {
    const { intake } = createTestCatalogue();
    const report = await intake.importFile({ name: 'a.txt', content: bytes('Aivan toinen sivu.\n') });
    expect(report.notes[0]!.text).toMatch(/^no publication found/u);
  });
});
