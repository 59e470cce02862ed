import { plugins } from '@citation-js/core';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCitations } from '../../src/discovery/citations.js';
import type { Work } from '../../src/discovery/work.js';
import { EXAMPLE_WORKS } from './example-works.js';

const citations = createCitations({ urnResolver: 'https://urn.fi/{urn}' });
const SEED = EXAMPLE_WORKS.find(({ id }) => id === '2012-2')!;
const OLDER = EXAMPLE_WORKS.find(({ id }) => id === 'fi-melinda.000254001')!;
const [PRINT, PDF] = SEED.manifestations;
const titled = (text: string, fields: Partial<Work> = {}): Work => ({ ...SEED, titles: [{ text }], ...fields });

/** What Citation.js makes of a text that we wrote. */
const read = (text: string): Readonly<Record<string, unknown>> => {
  const forceType = text.startsWith('TY  - ') ? '@ris/file' : '@bibtex/text';
  const items = plugins.input.chain(text, { generateGraph: false, forceType });
  expect(items).toHaveLength(1);
  return items[0]!;
};

const AWKWARD = [
  'Braces { and } and {both}',
  '100 % of it, A & B, § 5 #1, a_b, $5',
  'Back\\slash, \\textbf{bold}, til~de, hat^',
  '<b>Bold</b> and <i>slanted</i>, 1 < 2 > 0',
  '<script>alert("x")</script>',
  'Åland, Öljy, ääkkönen, Étude, Привет, 警察',
  'Poliisi 😀 somessa',
  "Dashes -- and --- and quotes ''so'' `so`",
  'Kansi @article{x, title = {y}}',
  'A - B: ER - TY - BOOK',
  'Only an opening {',
  'Only a closing }',
  'Ends in a backslash \\',
];

describe('a citation as data', () => {
  it('is of the PDF when there is one, with its own ISBN, ISSN and the address of its URN', () => {
    const [item] = citations.csl(SEED);
    expect(item).toMatchObject({
      ...{ id: '2012-2', type: 'report', title: 'Poliisin näkyvä toiminta sosiaalisessa mediassa', language: 'fi' },
      ...{ publisher: 'Poliisihallitus', 'publisher-place': 'Helsinki', issued: { 'date-parts': [[2012]] } },
      ...{ 'collection-title': 'Poliisihallituksen julkaisusarja', 'collection-number': '2/2012', 'number-of-pages': '85' },
      ...{ ISBN: '978-952-491-530-4', ISSN: '2242-5640', URL: 'https://urn.fi/URN:ISBN:978-952-491-530-4' },
    });
  });

  it('is of the printed book where that is chosen: with its ISSN, without an ISBN that is not valid, without an address', () => {
    const [item] = citations.csl(SEED, PRINT);
    expect(item).toMatchObject({ ISSN: '1798-7121' });
    expect(item).not.toHaveProperty('ISBN');
    expect(item).not.toHaveProperty('URL');
    expect(citations.csl(SEED, PDF)).toEqual(citations.csl(SEED));
  });

  it('is of the printed book where there is no PDF', () => {
    expect(citations.csl(OLDER)[0]).toMatchObject({ ISBN: '978-951-734-412-8', ISSN: '1236-049X', 'collection-number': '7/2001' });
  });

  it('keeps a corporate author whole and takes a person apart', () => {
    expect(citations.csl(SEED)[0].author!.slice(0, 2)).toEqual([
      { literal: 'Sosiaalisen median työryhmä' },
      { family: 'Luotonen', given: 'Marko' },
    ]);
  });

  it('says nothing that the catalogue does not say', () => {
    const bare: Work = {
      ...{ id: 'x', origin: 'older', titles: [{ text: 'Pelkkä nimeke' }], contributors: [], series: [], languages: [], abstracts: [] },
      ...{ subjects: [], manifestations: [], ties: [], changed: SEED.changed, created: SEED.created },
    };
    expect(citations.csl(bare)).toEqual([{ id: 'x', type: 'report', 'citation-key': 'Work_x', title: 'Pelkkä nimeke' }]);
  });

  it('has no address that a browser would run, and none that ends a field of BibTeX', () => {
    const withFile = (url: string): Work => ({ ...SEED, manifestations: [{ ...PRINT!, kind: 'pdf', file: { url } }] });
    expect(citations.csl(withFile('javascript:alert(1)'))[0]).not.toHaveProperty('URL');
    expect(citations.csl(withFile('https://example.fi/a?b={c}\\d'))[0].URL).toBe('https://example.fi/a?b=%7Bc%7D\\d'.replace('\\', '%5C'));
  });
});

describe('BibTeX', () => {
  it.each(AWKWARD)('is read back with the very same title, author and publisher: %s', (text) => {
    const work = titled(text, {
      contributors: [
        { kind: 'corporate', name: text, role: 'author' },
        { kind: 'person', family: 'Åkerblom', given: 'Öivind', role: 'author' },
      ],
      publisher: { name: text },
    });
    const item = read(citations.bibtex(work));
    expect(item).toMatchObject({ title: text, publisher: text });
    expect(item['author']).toEqual([expect.objectContaining({ family: text }), { family: 'Åkerblom', given: 'Öivind' }]);
  });

  it('is read back with all else that it says', () => {
    expect(read(citations.bibtex(SEED))).toMatchObject({
      ...{ type: 'report', number: '2/2012', ISBN: '978-952-491-530-4', ISSN: '2242-5640', issued: { 'date-parts': [[2012]] } },
      ...{ URL: 'https://urn.fi/URN:ISBN:978-952-491-530-4', 'collection-title': 'Poliisihallituksen julkaisusarja', genre: 'Raportti' },
    });
  });

  it('braces a corporate author twice, also one whose name has an "and" or a comma in it', () => {
    const names = ['Sosiaalisen median työryhmä', 'Ministry of Law and Order', 'Sisäasiainministeriö, poliisiosasto'];
    const contributors = names.map((name) => ({ kind: 'corporate', name, role: 'author' }) as const);
    const text = citations.bibtex({ ...SEED, contributors });
    expect(text).toContain(`author = {${names.map((name) => `{${name}}`).join(' and ')}}`);
    expect(read(text)['author']).toEqual(names.map((name) => expect.objectContaining({ family: name })));
  });

  it('has a key of letters, digits and _ that no correction of the title changes', () => {
    const keyOf = (work: Work): string => /^@techreport\{([^,]+),/.exec(citations.bibtex(work))![1]!;
    expect(keyOf(SEED)).toBe('Sosiaalisen_2012_2');
    expect(keyOf(titled('Korjattu nimeke'))).toBe('Sosiaalisen_2012_2');
    expect(keyOf(OLDER)).toBe('Suomi_fi_melinda_000254001');
    expect(keyOf({ ...SEED, id: 'a},b{', contributors: [{ kind: 'person', family: 'Åkerblom', role: 'author' }] })).toBe('Akerblom_a_b_');
    expect(keyOf({ ...SEED, contributors: [{ kind: 'corporate', name: 'Полиция', role: 'author' }] })).toBe('Work_2012_2');
  });

  it('has no character that TeX prints as another', () => {
    expect(citations.bibtex(titled('1 < 2 > 0'))).toContain('title = {1 \\textless{} 2 \\textgreater{} 0}');
  });

  it('is one entry whatever a title holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab {}\\%&#@<>\n\r\t"\'-~^$_,=Ä')), maxLength: 30 }), (text) => {
        const title = `X${text}X`.replaceAll(/\s+/g, ' ');
        expect(read(citations.bibtex(titled(`X${text}X`)))['title']).toBe(title);
      }),
      { numRuns: 300 },
    );
  });
});

describe('RIS', () => {
  it.each(AWKWARD)('is read back with the very same title: %s', (text) => {
    expect(read(citations.ris(titled(text)))['title']).toBe(text);
  });

  it.each(['\n', '\r', '\r\n', '\u2028', '\u0085', '\v', '\f', '\u0000'])(
    'gets no second record or field from a title or name with a line break in it: %j',
    (lineBreak) => {
      const evil = `Hyvä${lineBreak}ER  - ${lineBreak}TY  - BOOK${lineBreak}TI  - Paha`;
      const text = citations.ris({
        ...titled(evil, { publisher: { name: evil, place: evil }, genre: evil, subjects: [{ term: evil }] }),
        contributors: [{ kind: 'corporate', name: evil, role: 'author' }],
        abstracts: [{ text: evil }],
      });
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const tag of ['TY', 'ER', 'TI', 'AB', 'AU', 'PB']) expect(lines.filter((line) => line.startsWith(`${tag}  - `))).toHaveLength(1);
      expect(lines.slice(0, -1).every((line) => /^[A-Z][A-Z0-9] {2}- [^\p{Cc}\u2028\u2029]*$/u.test(line))).toBe(true);
      expect(read(text)['title']).toBe('Hyvä ER - TY - BOOK TI - Paha');
    },
  );

  it('begins with TY, ends with ER and keeps a long address and a long title in one line', () => {
    const long = `Poliisin ${'näkyvä '.repeat(40)}toiminta`;
    const lines = citations.ris(titled(long)).split('\r\n');
    expect(lines[0]).toBe('TY  - BOOK');
    expect(lines.slice(-2)).toEqual(['ER  - ', '']);
    expect(lines).toContain(`TI  - ${long}`);
    expect(lines).toContain('UR  - https://urn.fi/URN:ISBN:978-952-491-530-4');
  });

  it('is read back with all else that it says', () => {
    expect(read(citations.ris(SEED))).toMatchObject({
      ...{ ISBN: '978-952-491-530-4', publisher: 'Poliisihallitus', 'publisher-place': 'Helsinki', language: 'fi' },
      ...{ 'collection-title': 'Poliisihallituksen julkaisusarja', 'collection-number': '2/2012', keyword: 'poliisi,some' },
      author: expect.arrayContaining([{ literal: 'Sosiaalisen median työryhmä' }, { family: 'Luotonen', given: 'Marko' }]),
    });
  });

  it('keeps a body whole whose name has a comma, which in RIS would make a family and a given name of it', () => {
    const contributors = [{ kind: 'corporate', name: 'Sisäasiainministeriö, poliisiosasto', role: 'author' } as const];
    expect(read(citations.ris({ ...SEED, contributors }))['author']).toEqual([{ literal: 'Sisäasiainministeriö – poliisiosasto' }]);
  });

  it('has the whole id, and a term with a comma in it as one term', () => {
    const lines = citations.ris({ ...SEED, id: 'fi-melinda.000254001-xyz', subjects: [{ term: 'media, sosiaalinen' }] }).split('\r\n');
    expect(lines).toContain('ID  - fi-melinda.000254001-xyz');
    expect(lines.filter((line) => line.startsWith('KW'))).toEqual(['KW  - media sosiaalinen']);
  });
});

describe('a citation in words', () => {
  it('is as the APA style has a report of a series', () => {
    expect(citations.sentence(SEED, 'fi')).toBe(
      'Sosiaalisen median työryhmä, Luotonen, M., Marjamaa, P., & Forss, M. (2012). Poliisin näkyvä toiminta sosiaalisessa mediassa ' +
        '(Poliisihallituksen julkaisusarja 2/2012). Poliisihallitus. https://urn.fi/URN:ISBN:978-952-491-530-4',
    );
    expect(citations.sentence(OLDER, 'en')).toBe(
      'Suomi. Sisäasiainministeriö. Poliisiosasto. (2001). Poliisin talousvastuu läänitasolla (Poliisiosaston julkaisu 7/2001). ' +
        'Sisäasiainministeriö, poliisiosasto.',
    );
  });

  it.each([
    ['fi', 'Åkerblom, Ö. (Toim.). (s.a.).'],
    ['sv', 'Åkerblom, Ö. (Red.). (u.å.).'],
    ['en', 'Åkerblom, Ö. (Ed.). (n.d.).'],
  ] as const)('speaks the reader’s language of an editor and of a missing year: %s', (language, start) => {
    const { year: _year, ...undated } = SEED;
    const work: Work = { ...undated, contributors: [{ kind: 'person', family: 'Åkerblom', given: 'Öivind', role: 'editor' }] };
    expect(citations.sentence(work, language).startsWith(`${start} Poliisin`)).toBe(true);
  });

  it.each([
    ['fi', 'Forss, M. (mukana Malli, M., & Tekijä, T.). (2012).'],
    ['sv', 'Forss, M. (med Malli, M., & Tekijä, T.). (2012).'],
    ['en', 'Forss, M. (with Malli, M., & Tekijä, T.). (2012).'],
  ] as const)('names who else had a part in it, after the authors: %s', (language, start) => {
    const others = [
      { kind: 'person', family: 'Malli', given: 'Matti', role: 'contributor' },
      { kind: 'person', family: 'Tekijä', given: 'Tiina', role: 'contributor' },
    ] as const;
    const work: Work = { ...SEED, contributors: [...SEED.contributors.filter(({ role }) => role === 'author').slice(-1), ...others] };
    expect(citations.sentence(work, language).startsWith(`${start} Poliisin`)).toBe(true);
  });

  it('names an editor beside the authors with the series, given name first', () => {
    const editor = { kind: 'person', family: 'Åkerblom', given: 'Öivind', role: 'editor' } as const;
    const work: Work = { ...SEED, contributors: [...SEED.contributors, editor] };
    expect(citations.sentence(work, 'en')).toContain('mediassa (Ö. Åkerblom, Ed.; Poliisihallituksen julkaisusarja 2/2012).');
  });

  it('names the first nineteen and the last of more than twenty authors (APA §9.8)', () => {
    const contributors = Array.from(
      { length: 22 },
      (_, at) => ({ kind: 'person', family: `Malli${at + 1}`, given: 'M', role: 'author' }) as const,
    );
    const sentence = citations.sentence({ ...SEED, contributors }, 'fi');
    expect(sentence).toContain('Malli19, M., … Malli22, M. (2012)');
    expect(sentence).not.toContain('Malli20');
  });

  it('begins with the title where nobody is named, and leaves a series its small letters in every language', () => {
    const work: Work = { ...SEED, contributors: [], languages: ['eng'] };
    expect(citations.sentence(work, 'en')).toBe(
      'Poliisin näkyvä toiminta sosiaalisessa mediassa (Poliisihallituksen julkaisusarja 2/2012). (2012). Poliisihallitus. ' +
        'https://urn.fi/URN:ISBN:978-952-491-530-4',
    );
  });

  it.each(['<b>Bold</b> & 100 % {x} 1 < 2', 'Poliisi 😀 <sup>2</sup>', '<script>alert(1)</script>'])(
    'takes what looks like markup as the text that it is: %s',
    (text) => {
      expect(citations.sentence(titled(text), 'sv')).toContain(`(2012). ${text} (Poliisi`);
    },
  );

  it('says the same again, in whichever order it is asked', () => {
    const first = citations.sentence(SEED, 'fi');
    citations.sentence(OLDER, 'sv');
    expect(citations.sentence(SEED, 'fi')).toBe(first);
  });
});
