import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PublicationForm } from '../../src/intake/form.js';
import { exportCatalogue } from '../../src/intake/export.js';
import { bytes, createTestCatalogue, type TestCatalogue } from './memory-catalogue.js';
import { grapheme } from '../grapheme.js';

const RUNS = process.env['LONG'] ? 2000 : 150;

/** A word of letters that real pages have. None of them makes a label, a number or the heading of a section. */
const word = fc
  .string({ unit: fc.constantFrom(...Array.from('aäöåeiouklmnprstvyzAÄÖKLS\u00e9\u0161\u4e2d')), minLength: 2, maxLength: 9 })
  .map((text) => `x${text}`);
const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const withCheckDigit = (twelve: string): string => {
  const sum = Array.from(twelve, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
};
/** Of a publisher's block of 10,000 numbers, each used once. */
const isbnOf = (number: number): string => withCheckDigit(`97895249${String(number % 10_000).padStart(4, '0')}`);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

interface PageSample {
  readonly title: string;
  readonly subtitle: string | undefined;
  readonly people: readonly string[];
  readonly year: number;
  readonly labels: readonly (readonly [string, string])[];
  readonly abstract: readonly (readonly string[])[];
}

const pageSample = fc.record({
  title: line,
  subtitle: optional(line),
  people: fc.array(
    fc.oneof(
      line,
      fc.tuple(word, word).map(([family, given]) => `${family}, ${given}`),
    ),
    { maxLength: 4 },
  ),
  year: fc.integer({ min: 1990, max: 2030 }),
  pages: optional(fc.integer({ min: 1, max: 900 })),
  print: fc.boolean(),
  file: fc.boolean(),
  abstract: fc.array(
    fc.oneof(
      line.map((text) => [`${text}.`]),
      fc.array(line, { minLength: 2, maxLength: 4 }).map((texts) => texts.map((text, index) => `${index + 1}. ${text}`)),
    ),
    { maxLength: 4 },
  ),
  order: fc.infiniteStream(fc.nat()),
});

/** Labels in any order, each with its value lines; number and ISBN are the place on the page, so that no two entries share them. */
const labelsOf = (sample: typeof pageSample extends fc.Arbitrary<infer T> ? T : never, place: number): PageSample => {
  const labels: (readonly [string, string])[] = [
    ['Julkaisusarja', 'Poliisihallituksen julkaisusarja'],
    ['Julkaisuvuosi', String(sample.year)],
    ['Numero', String(place + 1)],
    ['ISBN (pdf)', isbnOf(place * 2)],
    ...(sample.people.length > 0 ? [['Tekijät', sample.people.join('\n')] as const] : []),
    ...(sample.pages === undefined ? [] : [['Sivut', String(sample.pages)] as const]),
    ...(sample.print ? [['ISBN', isbnOf(place * 2 + 1)] as const, ['ISSN', '1798-7121'] as const] : []),
    ...(sample.file ? [['Tiedosto', 'Lataa'] as const] : []),
  ];
  const keys = labels.map((label) => [sample.order.next().value ?? 0, label] as const);
  return { ...sample, labels: keys.sort(([one], [other]) => one - other).map(([, label]) => label) };
};

const pageOf = (samples: readonly PageSample[]): string =>
  [
    'Murupolku\n\nJulkaisut\n\nxJohdanto sarjaan.',
    ...samples.map(({ title, subtitle, labels, abstract }) =>
      [
        subtitle === undefined ? title : `${title} : ${subtitle}`,
        labels.map(([label, value]) => `${label}\n${value}`).join('\n'),
        ...abstract.map((lines) => lines.join('\n')),
      ].join('\n\n'),
    ),
    'Vanhemmat julkaisut kirjastoista\n\nJulkaisut ennen vuotta 2010 löytyvät Kansalliskirjaston kokoelmista.',
  ].join('\n\n');

/** What a browser would have in its memory where the text above is saved from it. */
const htmlOf = (samples: readonly PageSample[]): string => {
  const paragraph = (lines: readonly string[]): string => `<p>${lines.join('<br>')}</p>`;
  const entries = samples.map(({ title, subtitle, labels, abstract }) => {
    const facts = labels.map(
      ([label, value]) =>
        `<dt>${label}</dt>${value
          .split('\n')
          .map((one) => `<dd>${one}</dd>`)
          .join('')}`,
    );
    return `<h2>${subtitle === undefined ? title : `${title} : ${subtitle}`}</h2>\n<dl>${facts.join('\n')}</dl>${abstract.map(paragraph).join('')}`;
  });
  return `<!doctype html><html><body><nav>Murupolku</nav><h1>Julkaisut</h1><p>xJohdanto sarjaan.</p>${entries.join('\n')}
    <h2>Vanhemmat julkaisut kirjastoista</h2><p>Julkaisut ennen vuotta 2010 löytyvät Kansalliskirjaston kokoelmista.</p></body></html>`;
};

const samples = fc.array(pageSample, { maxLength: 6 }).map((list) => list.map(labelsOf));

describe('a page with any number of publications', () => {
  it('is read back as it was written, as text and as HTML', async () => {
    await fc.assert(
      fc.asyncProperty(samples, async (written) => {
        const [text, html] = [createTestCatalogue(), createTestCatalogue()];
        const report = await text.intake.importFile({ name: 'sivu.txt', content: bytes(pageOf(written)) });
        await html.intake.importFile({ name: 'sivu.html', content: bytes(htmlOf(written)) });
        expect(report.totals).toMatchObject({ added: written.length, rejected: 0, warnings: 0 });
        written.forEach(({ title, subtitle, people, year, labels, abstract }, place) => {
          const found = text.find(`${year}-${place + 1}`)!;
          const valueOf = (name: string): string | undefined => labels.find(([label]) => label === name)?.[1];
          const isbns = ['ISBN', 'ISBN (pdf)'].map(valueOf).filter((isbn) => isbn !== undefined);
          expect(found.titles).toEqual([{ text: title, ...(subtitle === undefined ? {} : { subtitle }) }]);
          expect(found.contributors.map((one) => (one.kind === 'person' ? `${one.family}, ${one.given!}` : one.name))).toEqual(people);
          expect(found.abstracts.map((one) => one.text)).toEqual(
            abstract.length === 0 ? [] : [abstract.map((lines) => lines.join('\n')).join('\n\n')],
          );
          expect(found.manifestations.map(({ isbn }) => isbn!.raw)).toEqual(isbns);
          expect(found.manifestations.map(({ pages }) => pages)).toEqual(
            isbns.map(() => (valueOf('Sivut') ? Number(valueOf('Sivut')) : undefined)),
          );
          expect(found.manifestations.at(-1)!.file).toEqual(valueOf('Tiedosto') ? { mediaType: 'application/pdf' } : undefined);
        });
        expect(html.all()).toEqual(text.all());
        expect(html.statements()).toEqual(text.statements());
      }),
      { numRuns: RUNS },
    );
  });
});

const seen = fc.oneof(
  line,
  fc
    .string({ unit: grapheme, minLength: 1, maxLength: 30 })
    .filter((one) => /[\p{L}\p{N}]/u.test(one.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))),
);
/** Nothing that a reader sees: no XML or database loses it, but no form may hold it either. */
const unseen = fc.string({
  unit: fc.constantFrom(...Array.from(' \t\u0007\u00ad\u200b\u200e\u2060\u3164\ufe0f\ufeff')),
  minLength: 1,
  maxLength: 3,
});
const isUnseen = (one: unknown): boolean => typeof one === 'string' && !/[^\s\u0007\u00ad\u200b\u200e\u2060\u3164\ufe0f\ufeff]/u.test(one);
const hasUnseen = (form: unknown): boolean =>
  typeof form === 'object' && form !== null ? Object.values(form).some(hasUnseen) : isUnseen(form);
const text = fc.oneof(
  { weight: 60, arbitrary: seen },
  { weight: 10, arbitrary: fc.tuple(unseen, seen, unseen).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: unseen },
);
const language = fc.constantFrom('fi', 'swe', 'eng', 'se');
const webAddress = fc.webUrl();
const named = (fields: Record<string, fc.Arbitrary<unknown>>, required: readonly string[]): fc.Arbitrary<object> =>
  fc.record(fields, { requiredKeys: [...required] });

const formOf = (place: number): fc.Arbitrary<PublicationForm> =>
  fc.record(
    {
      id: fc.constant(`julkaisu-${place}`),
      title: fc.oneof(text, named({ text, subtitle: text, language }, ['text'])),
      parallelTitles: fc.array(named({ text, subtitle: text, language }, ['text']), { maxLength: 2 }),
      contributors: fc.array(
        fc.oneof(
          text,
          named({ family: text, given: text, role: fc.constantFrom('author', 'editor', 'publisher', 'contributor') }, ['family']),
          named({ name: text, role: fc.constantFrom('author', 'editor') }, ['name']),
        ),
        { maxLength: 4 },
      ),
      series: fc.record({ title: fc.constantFrom('Poliisihallituksen julkaisusarja', 'Keksitty sarja', 'Tuntematon') }),
      year: fc.integer({ min: 1900, max: 2030 }),
      abstracts: fc.array(
        fc.oneof(
          fc.array(line, { minLength: 1 }).map((lines) => lines.join('\n\n')),
          named({ text, language }, ['text']),
        ),
        { maxLength: 2 },
      ),
      languages: fc.uniqueArray(language),
      subjects: fc.array(fc.oneof(text, named({ term: text, vocabulary: fc.constant('yso'), uri: webAddress, language }, ['term'])), {
        maxLength: 3,
      }),
      genre: text,
      landingPage: webAddress,
      licence: fc.record({ name: text, url: webAddress }),
      accessibility: named({ status: fc.constantFrom('accessible', 'unknown'), text, beforeYear: fc.integer({ min: 2000, max: 2030 }) }, [
        'status',
        'text',
      ]),
      manifestations: fc
        .record({
          print: fc.boolean(),
          valid: fc.boolean(),
          corrected: fc.boolean(),
          rest: named(
            {
              issn: fc.constantFrom('1798-7121', '2242-5640'),
              pages: fc.integer({ min: 1, max: 999 }),
              binding: text,
              urn: fc.constant('URN:NBN:fi-fe1'),
              file: named({ url: webAddress, name: text }, []),
            },
            [],
          ),
        })
        .map(({ print, valid, corrected, rest }) => {
          const isbn = isbnOf(place * 2);
          const given = valid ? { isbn, ...(corrected ? { isbnInSource: '987-1' } : {}) } : { isbn: isbn.replace(/^978/u, '987') };
          return [...(print ? [{ kind: 'print', isbn: isbnOf(place * 2 + 1) }] : []), { kind: 'pdf', ...given, ...rest }];
        }),
      withdrawn: fc.record({ reason: text }),
      created: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
    },
    { requiredKeys: ['title', 'id'] },
  ) as fc.Arbitrary<PublicationForm>;

const statement = named(
  { statement: fc.constant('accessibility'), text, beforeYear: fc.integer({ min: 1950, max: 2020 }), contact: fc.constant('a@b.example') },
  ['statement', 'text', 'beforeYear'],
);

const catalogueForms = fc
  .tuple(fc.array(fc.constant(0), { maxLength: 5 }), fc.option(statement, { nil: undefined }))
  .chain(([places, general]) => fc.tuple(fc.constant(general), fc.tuple(...places.map((_, place) => formOf(place)))));

const exported = async ({ catalogue }: TestCatalogue): Promise<string> => {
  const lines: string[] = [];
  for await (const one of exportCatalogue(catalogue)) lines.push(one);
  return lines.join('');
};

describe('an export', () => {
  it('makes the same catalogue in an empty store, and no change in its own', async () => {
    const [first, second] = [createTestCatalogue(), createTestCatalogue()];
    await fc.assert(
      fc.asyncProperty(catalogueForms, async ([general, forms]) => {
        for (const { clear } of [first, second]) clear();
        const source = [...(general ? [general] : []), ...forms].map((form) => JSON.stringify(form)).join('\n');
        const imported = await first.intake.importFile({ name: 'a.jsonl', content: bytes(source) });
        const good = forms.filter((form) => !hasUnseen(form));
        expect(first.all().map(({ id }) => id)).toEqual(good.map(({ id }) => id));
        expect(imported.totals.rejected).toBe(forms.length - good.length + (hasUnseen(general) ? 1 : 0));
        const lines = await exported(first);
        const copied = await second.intake.importFile({ name: 'a.jsonl', content: bytes(lines) });
        expect(copied.totals).toMatchObject({ added: good.length, rejected: 0 });
        expect(second.all()).toEqual(first.all());
        expect(second.statements()).toEqual(first.statements());
        expect(await exported(second)).toBe(lines);
        const again = await first.intake.importFile({ name: 'a.jsonl', content: bytes(lines) });
        expect(again.totals).toMatchObject({ added: 0, changed: 0, rejected: 0, unchanged: good.length, reassessed: 0 });
      }),
      { numRuns: RUNS },
    );
  });

  it('gives more publications than a page of the store holds', async () => {
    const world = createTestCatalogue();
    const forms = Array.from({ length: 450 }, (_, number) => JSON.stringify({ id: `n-${String(number).padStart(3, '0')}`, title: 'A' }));
    await world.intake.importFile({ name: 'a.jsonl', content: bytes(forms.join('\n')) });
    const lines = (await exported(world)).trimEnd().split('\n');
    expect(lines.map((one) => (JSON.parse(one) as { id: string }).id)).toEqual(world.all().map(({ id }) => id));
    expect(lines).toHaveLength(450);
  });
});
