import { describe, expect, it } from '@jest/globals';
import { metaPairsOf, schemaOrgOf } from '../../src/discovery/schema-org.js';
import type { Work } from '../../src/discovery/work.js';
import { EXAMPLE_WORKS } from './example-works.js';

const [SEED, HOSTILE, OLDER] = EXAMPLE_WORKS as readonly [Work, Work, Work];
const CONTEXT = {
  pageUrl: 'https://julkaisut.example.fi/julkaisut/x',
  urnUrl: (urn: string) => `https://urn.fi/${urn}`,
  metadataRights: 'https://creativecommons.org/publicdomain/zero/1.0/',
};

describe('a work in the words of schema.org', () => {
  it('is a book that is a report, with its people, its series and its editions', () => {
    expect(schemaOrgOf(SEED, CONTEXT)).toEqual({
      '@context': 'https://schema.org',
      '@type': ['Book', 'Report'],
      '@id': CONTEXT.pageUrl,
      url: CONTEXT.pageUrl,
      name: 'Poliisin näkyvä toiminta sosiaalisessa mediassa',
      author: [
        { '@type': 'Organization', name: 'Sosiaalisen median työryhmä' },
        { '@type': 'Person', name: 'Marko Luotonen', familyName: 'Luotonen', givenName: 'Marko' },
        { '@type': 'Person', name: 'Petri Marjamaa', familyName: 'Marjamaa', givenName: 'Petri' },
        { '@type': 'Person', name: 'Marko Forss', familyName: 'Forss', givenName: 'Marko' },
      ],
      publisher: { '@type': 'Organization', name: 'Poliisihallitus', location: 'Helsinki' },
      datePublished: '2012',
      inLanguage: 'fi',
      abstract: { '@value': SEED.abstracts[0]!.text, '@language': 'fi' },
      about: [
        {
          '@type': 'DefinedTerm',
          name: { '@value': 'poliisi', '@language': 'fi' },
          '@id': 'http://www.yso.fi/onto/yso/p0',
          inDefinedTermSet: { '@type': 'DefinedTermSet', name: 'yso' },
        },
        { '@type': 'DefinedTerm', name: 'some' },
      ],
      genre: 'Raportti',
      accessibilitySummary: expect.stringContaining('made before 2018'),
      isPartOf: { '@type': 'BookSeries', name: 'Poliisihallituksen julkaisusarja', issn: ['1798-7121', '2242-5640'] },
      position: '2/2012',
      isbn: '9789524915304',
      workExample: [
        { '@type': 'Book', identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print', materialExtent: '85 sivua' },
        {
          '@type': 'Book',
          identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf',
          bookFormat: 'https://schema.org/EBook',
          isbn: '9789524915304',
          sameAs: 'https://urn.fi/URN:ISBN:978-952-491-530-4',
          materialExtent: '85 sivua',
          encoding: {
            '@type': 'MediaObject',
            contentUrl: 'https://poliisi.example.fi/some.pdf',
            encodingFormat: 'application/pdf',
            name: 'some.pdf',
          },
        },
      ],
      sameAs: ['https://poliisi.fi/julkaisut', 'https://urn.fi/URN:ISBN:978-952-491-530-4', 'https://melinda.example.fi/byid/990000001'],
      sdLicense: CONTEXT.metadataRights,
    });
  });

  it('never gives a number that is not valid, nor a search for the thing itself, nor a dead record', () => {
    const ties = SEED.ties.map((tie) => (tie.target === 'melinda' ? { ...tie, dead: SEED.changed } : tie));
    const text = JSON.stringify(schemaOrgOf({ ...SEED, ties }, CONTEXT));
    for (const part of ['987', 'finna', 'melinda']) expect(text).not.toContain(part);
  });

  it('gives no address that is none', () => {
    const bad = 'javascript:alert(1)';
    const work = {
      ...SEED,
      ...{ landingPage: bad, licence: { name: 'x', url: bad }, subjects: [{ term: 'x', uri: bad }] },
      manifestations: SEED.manifestations.map((each) => ({ ...each, file: { url: bad } })),
      ties: SEED.ties.map((tie) => ({ ...tie, url: bad })),
    };
    expect(JSON.stringify(schemaOrgOf(work, CONTEXT))).not.toContain(bad);
    expect(JSON.stringify(metaPairsOf(work, CONTEXT))).not.toContain(bad);
  });

  it('names parallel titles, editors and the licence, and keeps silent about what is not known', () => {
    const json = schemaOrgOf(HOSTILE, CONTEXT);
    expect(json).toMatchObject({
      name: '<script>alert("1")</script> & muita merkkejä : selvitys',
      alternateName: 'Andra tecken',
      editor: { name: 'Öivind Åkerblom' },
      inLanguage: ['fi', 'sv'],
      license: 'https://creativecommons.org/licenses/by/4.0/',
    });
    for (const absent of ['author', 'abstract', 'about', 'isbn', 'workExample']) expect(json).not.toHaveProperty(absent);
  });

  it('of an older work is a book, for which nobody has said anything of accessibility', () => {
    const json = schemaOrgOf(OLDER, CONTEXT);
    expect(json).toMatchObject({ '@type': 'Book', isbn: '9789517344128', isPartOf: { name: 'Poliisiosaston julkaisut' } });
    expect(json).not.toHaveProperty('accessibilitySummary');
  });
});

describe('meta elements', () => {
  const valuesOf = (work: Work, name: string): readonly string[] =>
    metaPairsOf(work, CONTEXT).flatMap(([key, content]) => (key === name ? [content] : []));

  it.each([
    ['citation_title', ['Poliisin näkyvä toiminta sosiaalisessa mediassa']],
    ['citation_author', ['Sosiaalisen median työryhmä', 'Luotonen, Marko', 'Marjamaa, Petri', 'Forss, Marko']],
    ['citation_publication_date', ['2012']],
    ['citation_technical_report_institution', ['Poliisihallitus']],
    ['citation_technical_report_number', ['2/2012']],
    ['citation_isbn', ['978-952-491-530-4']],
    ['citation_issn', ['1798-7121', '2242-5640']],
    ['citation_language', ['fi']],
    ['citation_keywords', ['poliisi', 'some']],
    ['citation_pdf_url', ['https://poliisi.example.fi/some.pdf']],
    ['citation_abstract_html_url', [CONTEXT.pageUrl]],
    ['DC.title', ['Poliisin näkyvä toiminta sosiaalisessa mediassa']],
    ['DC.creator', ['Sosiaalisen median työryhmä', 'Luotonen, Marko', 'Marjamaa, Petri', 'Forss, Marko']],
    ['DC.identifier', ['ISBN 978-952-491-530-4', 'https://urn.fi/URN:ISBN:978-952-491-530-4', CONTEXT.pageUrl]],
    ['DC.relation', ['Poliisihallituksen julkaisusarja ; 2/2012']],
    ['DC.type', ['Raportti']],
  ])('%s', (name, expected) => {
    expect(valuesOf(SEED, name)).toEqual(expected);
  });

  it('leave out what there is not', () => {
    expect(valuesOf(HOSTILE, 'citation_isbn')).toEqual([]);
    expect(valuesOf(HOSTILE, 'DC.rights')).toEqual(['CC BY 4.0']);
    expect(metaPairsOf(HOSTILE, CONTEXT).filter(([, content]) => content === '')).toEqual([]);
  });
});
