import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { datestampOf } from '../../src/catalogue/datestamp.js';
import type { ImportReport } from '../../src/intake/report.js';
import { StoreError } from '../../src/store/ports.js';
import { bytes, createTestCatalogue, NOW, type TestCatalogue } from './memory-catalogue.js';

const seed = readFileSync(path.resolve('store/julkaisut.txt'), 'utf8');

const importText = async (world: TestCatalogue, text: string, name = 'sivu.txt'): Promise<ImportReport> =>
  world.intake.importFile({ name, content: bytes(text) });

const importLines = async (world: TestCatalogue, ...forms: readonly object[]): Promise<ImportReport> =>
  importText(world, forms.map((form) => JSON.stringify(form)).join('\n'), 'a.jsonl');

const only = ({ entries }: ImportReport): ImportReport['entries'][number] => {
  expect(entries).toHaveLength(1);
  return entries[0]!;
};

const pdf = (isbn: string): object => ({ manifestations: [{ kind: 'pdf', isbn }] });
const ISBN_A = '978-951-98548-9-2';
const ISBN_B = '978-1-86197-271-2';

describe('an import', () => {
  it.each([
    ['page.txt', seed],
    ['sivu.txt', readFileSync(path.resolve('test/intake/examples/sivu.txt'), 'utf8')],
    ['sivu.html', readFileSync(path.resolve('test/intake/examples/sivu.html'), 'utf8')],
    ['julkaisut.jsonl', readFileSync(path.resolve('test/intake/examples/julkaisut.jsonl'), 'utf8')],
    ['julkaisut.csv', readFileSync(path.resolve('test/intake/examples/julkaisut.csv'), 'utf8')],
  ])('of %s a second time changes nothing and commits nothing', async (name, text) => {
    const world = createTestCatalogue();
    const first = await importText(world, text, name);
    const [before, commits] = [world.all(), world.commits.length];
    world.now = (NOW + 60) as typeof NOW;
    const second = await importText(world, text, name);
    expect(second.totals).toMatchObject({ added: 0, changed: 0, rejected: 0, unchanged: first.totals.added });
    expect(world.all()).toEqual(before);
    expect(world.commits).toHaveLength(commits);
  });

  it('as a dry run tells the same and saves nothing', async () => {
    const world = createTestCatalogue();
    const dry = await world.intake.importFile({ name: 'a.txt', content: bytes(seed) }, { dryRun: true });
    expect(world.all()).toEqual([]);
    expect(world.statements()).toEqual([]);
    expect(world.commits).toEqual([]);
    expect(await importText(world, seed, 'a.txt')).toEqual({ ...dry, dryRun: false });
  });

  it('commits the publications of a file and its sentences together', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    expect(world.commits).toEqual([1]);
  });

  it('reports which fields changed, and stamps the publication', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    world.now = (NOW + 60) as typeof NOW;
    const report = await importText(world, seed.replace('\n85\n', '\n86\n').replace('Marjamaa, Petri\n', ''));
    expect(only(report)).toMatchObject({
      outcome: 'changed',
      changedFields: [
        {
          field: 'contributors',
          before: 'Sosiaalisen median työryhmä; Luotonen, Marko; Marjamaa, Pet…',
          after: 'Sosiaalisen median työryhmä; Luotonen, Marko; Forss, Marko',
        },
        { field: 'print.pages', before: '85', after: '86' },
        { field: 'pdf.pages', before: '85', after: '86' },
      ],
    });
    expect(world.find('2012-2')).toMatchObject({ created: NOW, modified: NOW + 60 });
  });

  it('from a page keeps what the page does not say', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    const stored = world.find('2012-2')!;
    const [print, online] = stored.manifestations;
    const edited: typeof stored = {
      ...stored,
      titles: [{ ...stored.titles[0]!, language: 'fin' as never }, { text: 'Parallelltitel' }],
      contributors: [
        stored.contributors[0]!,
        { kind: 'person', family: 'Luotonen', given: 'Marko', role: 'editor' },
        ...stored.contributors.slice(2),
      ],
      subjects: [{ term: 'poliisi' }],
      languages: ['fin' as never],
      genre: 'Selvitys',
      licence: { name: 'CC0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      accessibility: { status: 'accessible', ground: { kind: 'stated', text: 'Tarkistettu' } },
      manifestations: [
        { ...print!, binding: 'pehmeäkantinen' },
        { ...online!, file: { url: 'https://www.esimerkki.example/a.pdf', mediaType: 'application/pdf' } },
      ],
    };
    world.put(edited);
    expect(only(await importText(world, seed)).outcome).toBe('unchanged');
    expect(world.find('2012-2')).toEqual(edited);
  });

  it('from JSON Lines replaces all but the time of entry', async () => {
    const world = createTestCatalogue();
    await importLines(world, { id: 'a', title: 'A', subjects: ['x'], year: 2020, ...pdf(ISBN_A) });
    world.now = (NOW + 60) as typeof NOW;
    const report = await importLines(world, { id: 'a', title: 'B', created: '2001-01-01T00:00:00Z' });
    expect(only(report).changedFields.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['titles', 'A', 'B'],
      ['year', '2020', ''],
      ['subjects', 'x', ''],
      ['pdf', 'pdf', ''],
      ['pdf.isbn', ISBN_A, ''],
    ]);
    expect(world.find('a')).toMatchObject({ titles: [{ text: 'B' }], subjects: [], created: NOW, modified: NOW + 60 });
  });

  it.each([
    [{ created: '2999-01-01T00:00:00Z' }, { created: NOW, modified: NOW }, ['created 2999-01-01T00:00:00Z']],
    [{ modified: '2999-01-01T00:00:00Z' }, { created: NOW, modified: NOW }, ['modified 2999-01-01T00:00:00Z']],
    [
      { created: '2024-01-31T12:00:01Z', modified: '2030-01-01T00:00:00.5Z' },
      { created: NOW, modified: NOW },
      ['created 2024-01-31T12:00:01Z', 'modified 2030-01-01T00:00:00Z'],
    ],
    [
      { created: '2001-01-01T00:00:00Z', modified: '2024-01-31T12:00:00Z' },
      { created: datestampOf(Date.UTC(2001, 0, 1)), modified: NOW },
      [],
    ],
  ])('from JSON Lines takes now for a time of entry or change that is still to come: %j', async (times, taken, late) => {
    const world = createTestCatalogue();
    const report = await importLines(world, { id: 'a', title: 'A', ...times, ...pdf(ISBN_A) });
    expect(only(report).warnings).toEqual(late.map((one) => `${one} is in the future; now is taken instead`));
    expect(world.find('a')).toMatchObject(taken);
  });

  it('does not mind another spelling of the same ISBN', async () => {
    const world = createTestCatalogue();
    await importLines(world, { id: 'a', title: 'A', ...pdf(ISBN_A) });
    expect(only(await importLines(world, { id: 'a', title: 'A', ...pdf('951-98548-9-4') })).outcome).toBe('unchanged');
  });
});

describe('an entry finds its publication', () => {
  it('by a valid ISBN when series and number have changed: the id stays', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    const report = await importText(world, seed.replace('\nNumero\n2\n', '\nNumero\n3\n'));
    expect(only(report)).toMatchObject({
      id: '2012-2',
      outcome: 'changed',
      changedFields: [{ field: 'series', before: 'Poliisihallituksen julkaisusarja 2', after: 'Poliisihallituksen julkaisusarja 3' }],
      warnings: [
        'found by ISBN 978-952-491-530-4; it keeps its id 2012-2 (year and number would give 2012-3)',
        expect.stringContaining('987-952-491-529-8'),
      ],
    });
    expect(world.all()).toHaveLength(1);
  });

  it.each([
    [
      'whose id is that of one publication and whose ISBN that of another',
      { id: 'a', title: 'A', ...pdf(ISBN_B) },
      'the id says a "A", but ISBN 978-1-86197-271-2 belongs to b "B". Correct the id or the ISBN',
    ],
    [
      'with an id of its own and the ISBN of another publication',
      { id: 'c', title: 'C', ...pdf(ISBN_A) },
      `the entry calls itself c, but ISBN ${ISBN_A} belongs to a "A". Correct the id or the ISBN`,
    ],
    [
      'with the ISBNs of two publications',
      {
        title: 'D',
        manifestations: [
          { kind: 'print', isbn: ISBN_A },
          { kind: 'pdf', isbn: ISBN_B },
        ],
      },
      `ISBN ${ISBN_A} belongs to a "A", but ISBN ${ISBN_B} belongs to b "B". Correct one of them`,
    ],
  ])('and is rejected when it is one %s', async (_, form, reason) => {
    const world = createTestCatalogue();
    await importLines(world, { id: 'a', title: 'A', ...pdf(ISBN_A) }, { id: 'b', title: 'B', ...pdf(ISBN_B) });
    const before = world.all();
    expect(only(await importLines(world, form))).toMatchObject({ line: 1, outcome: 'rejected', reasons: [reason] });
    expect(world.all()).toEqual(before);
  });

  it('and two of one file cannot have the same id, or the same ISBN', async () => {
    const world = createTestCatalogue();
    const report = await importLines(
      world,
      { id: 'a', title: 'A', ...pdf(ISBN_A) },
      { id: 'a', title: 'A2' },
      { id: 'c', title: 'C', ...pdf(ISBN_A) },
    );
    expect(report.entries.map(({ outcome, reasons }) => [outcome, ...reasons])).toEqual([
      ['added'],
      ['rejected', 'a is already on line 1 of this file; two entries cannot have one id'],
      ['rejected', `ISBN ${ISBN_A} is already that of a on line 1 of this file`],
    ]);
  });

  it('gets an id that nobody takes for a number of the series, and that two long titles do not share', async () => {
    const world = createTestCatalogue();
    const long = 'sana '.repeat(30);
    await importLines(
      world,
      { title: '2', year: 2012 },
      { title: '中文' },
      { title: `${long} A` },
      { title: `${long} B` },
      { title: 'Ääkkösiä & Ørsted' },
    );
    const ids = world.all().map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(ids).toContain('aakkosia-orsted');
    expect(ids.find((id) => id.startsWith('2012-'))).toMatch(/^2012-nimeke-2-[0-9a-f]{8}$/u);
    expect(ids.every((id) => /^[a-z0-9][a-z0-9-]*$/u.test(id) && id.length <= 80)).toBe(true);
  });
});

describe('a confirmed ISBN', () => {
  const confirm = { id: '2012-2', kind: 'print', isbn: '978-952-491-529-8', accept: 'suggested' } as const;

  it('is kept when the page that has the slip is imported again', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    expect(await world.intake.confirmIsbn(confirm)).toMatchObject({
      kind: 'done',
      message: '978-952-491-529-8 is now the ISBN of 2012-2 (print) (the source says 987-952-491-529-8)',
    });
    const report = await importText(world, seed);
    expect(only(report)).toMatchObject({ outcome: 'unchanged', warnings: [] });
    expect(world.find('2012-2')!.manifestations[0]!.isbn).toEqual({ kind: 'valid', raw: '987-952-491-529-8', isbn: '9789524915298' });
  });

  it('is kept by JSON Lines as well, and gives way to what the source says anew', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    await world.intake.confirmIsbn(confirm);
    await importLines(world, { id: '2012-2', title: 'A', manifestations: [{ kind: 'print', isbn: '987-952-491-529-8' }] });
    expect(world.find('2012-2')!.manifestations[0]!.isbn).toMatchObject({ kind: 'valid', isbn: '9789524915298' });
    await importLines(world, { id: '2012-2', title: 'A', manifestations: [{ kind: 'print', isbn: ISBN_A }] });
    expect(world.find('2012-2')!.manifestations[0]!.isbn).toMatchObject({ raw: ISBN_A, isbn: '9789519854892' });
  });

  it.each([
    ['an unknown publication', { id: 'x' }, 'noSuchPublication', 'there is no publication "x" in the catalogue'],
    ['a number that is not valid', { isbn: '978-952-491-529-7' }, 'notValid', /^978-952-491-529-7 is not a valid ISBN/u],
    [
      'a number far from what the source says',
      { isbn: ISBN_A },
      'notSuggested',
      /is not one slip of the hand away from 987-952-491-529-8 as 978-952-491-529-8 would be\. If you are sure: julkaisusilta isbn 2012-2 print --confirm 978-951-98548-9-2 --force$/u,
    ],
    ['the number of the other form', { isbn: '978-952-491-530-4' }, 'taken', /belongs to 2012-2/u],
    ['another number in place of a valid one', { kind: 'pdf', isbn: ISBN_A }, 'notSuggested', /has the valid ISBN 978-952-491-530-4/u],
  ] as const)('is refused for %s', async (_, change, reason, message) => {
    const world = createTestCatalogue();
    await importText(world, seed);
    const before = world.all();
    const answer = await world.intake.confirmIsbn({ ...confirm, ...change });
    expect(answer).toMatchObject({
      kind: 'refused',
      reason,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(world.all()).toEqual(before);
  });

  it('may be any valid number when a person insists', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    expect((await world.intake.confirmIsbn({ ...confirm, isbn: ISBN_A, accept: 'any' })).kind).toBe('done');
    expect((await world.intake.confirmIsbn({ ...confirm, isbn: ISBN_A, accept: 'any' })).kind).toBe('unchanged');
    expect(only(await importText(world, seed)).outcome).toBe('unchanged');
  });
});

describe('a withdrawn publication', () => {
  it('stays withdrawn when a source has it again, and the report says so', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    expect(await world.intake.withdraw({ id: '2012-2', reason: ' Korvattu  uudella ' })).toMatchObject({ kind: 'done' });
    expect((await world.intake.withdraw({ id: '2012-2', reason: 'Korvattu uudella' })).kind).toBe('unchanged');
    for (const report of [await importText(world, seed), await importLines(world, { id: '2012-2', title: 'A' })]) {
      expect(only(report).warnings).toContain(
        'it is withdrawn (Korvattu uudella) and stays so; to publish it again: julkaisusilta restore 2012-2',
      );
    }
    expect(world.find('2012-2')!.withdrawn).toEqual({ reason: 'Korvattu uudella' });
  });

  it('is published again when it is restored', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    const before = world.find('2012-2');
    await world.intake.withdraw({ id: '2012-2', reason: 'x' });
    expect((await world.intake.restore({ id: '2012-2' })).kind).toBe('done');
    expect((await world.intake.restore({ id: '2012-2' })).kind).toBe('unchanged');
    expect(world.find('2012-2')).toEqual(before);
  });

  it('is not made by a file when the catalogue publishes it, and the report tells how', async () => {
    const world = createTestCatalogue();
    await importLines(world, { id: 'a', title: 'A' });
    const report = await importLines(world, { id: 'a', title: 'A', withdrawn: { reason: 'x' } });
    expect(only(report)).toMatchObject({
      outcome: 'unchanged',
      warnings: ['it is not withdrawn in the catalogue; to withdraw it: julkaisusilta withdraw a --reason "…"', expect.anything()],
    });
  });

  it('needs a reason', async () => {
    expect(await createTestCatalogue().intake.withdraw({ id: 'a', reason: ' ' })).toMatchObject({ kind: 'refused', reason: 'noReason' });
  });
});

describe('when someone else changes the catalogue at the same time', () => {
  const change = (world: TestCatalogue) => (): void => world.put({ ...world.find('2012-2')!, genre: 'Selvitys' });
  const page = seed.replace('\n85\n', '\n86\n');

  it('an import reads again and keeps both changes', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    world.meanwhile.push(change(world));
    expect(only(await importText(world, page)).outcome).toBe('changed');
    expect(world.find('2012-2')).toMatchObject({ genre: 'Selvitys', manifestations: [{ pages: 86 }, { pages: 86 }] });
  });

  it('twice, the entries are rejected with the advice to import again', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    world.meanwhile.push(change(world), change(world));
    const entry = only(await importText(world, page));
    expect(entry).toMatchObject({ outcome: 'rejected', reasons: [expect.stringContaining('import the file again')] });
  });

  it('a correction is made on what they left', async () => {
    const world = createTestCatalogue();
    await importText(world, seed);
    world.meanwhile.push(change(world));
    await world.intake.withdraw({ id: '2012-2', reason: 'x' });
    expect(world.find('2012-2')).toMatchObject({ genre: 'Selvitys', withdrawn: { reason: 'x' } });
  });

  it('any other failure of the store comes through', async () => {
    const world = createTestCatalogue();
    world.meanwhile.push(() => {
      throw new StoreError('unavailable', 'no disk');
    });
    await expect(importText(world, seed)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe("the publisher's general sentences", () => {
  const general = (beforeYear: number): object => ({ statement: 'accessibility', text: `Ennen ${beforeYear}`, beforeYear });

  it('decide the accessibility of publications that say nothing themselves, also of those stored before', async () => {
    const world = createTestCatalogue();
    const stated = { status: 'accessible', text: 'Tarkistettu' };
    await importLines(
      world,
      { id: 'a', title: 'A', year: 2012 },
      { id: 'b', title: 'B', year: 2012, accessibility: stated },
      { id: 'c', title: 'C' },
    );
    const report = await importLines(world, general(2018));
    expect(report.totals).toMatchObject({ entries: 0, reassessed: 1 });
    expect(world.all().map(({ accessibility }) => accessibility.status)).toEqual(['notAccessible', 'accessible', 'unknown']);
    expect((await importLines(world, general(2010))).totals.reassessed).toBe(1);
    expect(world.all().map(({ accessibility }) => accessibility.status)).toEqual(['unknown', 'accessible', 'unknown']);
    expect((await importLines(world, general(2010))).totals.reassessed).toBe(0);
  });

  it('count for the whole file wherever they stand in it', async () => {
    const world = createTestCatalogue();
    await importLines(world, { id: 'a', title: 'A', year: 2012 }, general(2018), { id: 'b', title: 'B', year: 2012 });
    expect(world.all().map(({ accessibility }) => accessibility.status)).toEqual(['notAccessible', 'notAccessible']);
  });

  it.each([
    ['Swedish', 'Publikationer som gjorts före 2018 uppfyller inte kraven på tillgänglighet.', { kind: 'accessibility', beforeYear: 2018 }],
    ['English', 'Publications made before 2018 do not meet the accessibility requirements.', { kind: 'accessibility', beforeYear: 2018 }],
    [
      'Swedish, on older works',
      'Publikationer före år 2010 finns bland annat i Riksdagsbibliotekets och Nationalbibliotekets samlingar.',
      { kind: 'olderWorks', beforeYear: 2010, libraries: ['Riksdagsbiblioteket', 'Nationalbiblioteket'] },
    ],
    [
      'English, on older works',
      'Publications before 2010 can be found in the collections of the Library of Parliament and the National Library.',
      { kind: 'olderWorks', beforeYear: 2010, libraries: ['Library of Parliament', 'National Library'] },
    ],
  ])('are read in %s', async (_, sentence, statement) => {
    const world = createTestCatalogue();
    await importText(world, `${sentence}\n\nOtsikko\n\nVuosi\n2012\n`);
    expect(world.statements()).toMatchObject([{ ...statement, text: sentence }]);
  });
});
