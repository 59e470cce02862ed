import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Publication } from '../../src/catalogue/publication.js';
import type { ImportReport } from '../../src/intake/report.js';
import { createTestCatalogue, NOW, type TestCatalogue } from './memory-catalogue.js';

const page = readFileSync(path.resolve('store/julkaisut.txt'));

describe("the publisher's own page", () => {
  let world: TestCatalogue;
  let report: ImportReport;
  let publication: Publication;

  beforeAll(async () => {
    world = createTestCatalogue();
    report = await world.intake.importFile({ name: 'julkaisut.txt', content: page });
    publication = world.find('2012-2')!;
  });

  it('holds one publication, named by year and number', () => {
    expect(world.all().map(({ id }) => id)).toEqual(['2012-2']);
    expect(report.totals).toEqual({ entries: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, warnings: 1, reassessed: 0 });
  });

  it('gives every field of it', () => {
    const { abstracts: _abstracts, ...rest } = publication;
    expect(rest).toEqual({
      id: '2012-2',
      titles: [{ text: 'Poliisin näkyvä toiminta sosiaalisessa mediassa' }],
      contributors: [
        { kind: 'corporate', name: 'Sosiaalisen median työryhmä', role: 'author' },
        { kind: 'person', family: 'Luotonen', given: 'Marko', role: 'author' },
        { kind: 'person', family: 'Marjamaa', given: 'Petri', role: 'author' },
        { kind: 'person', family: 'Forss', given: 'Marko', role: 'author' },
      ],
      series: { title: 'Poliisihallituksen julkaisusarja', code: 'polha', number: '2' },
      year: 2012,
      languages: [],
      subjects: [],
      accessibility: {
        status: 'notAccessible',
        ground: {
          kind: 'generalStatement',
          text: 'Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.',
          beforeYear: 2018,
        },
      },
      manifestations: [
        {
          kind: 'print',
          isbn: { kind: 'invalid', raw: '987-952-491-529-8', reason: 'unregistered prefix or group', suggestions: ['9789524915298'] },
          issn: '1798-7121',
          pages: 85,
        },
        {
          kind: 'pdf',
          isbn: { kind: 'valid', raw: '978-952-491-530-4', isbn: '9789524915304' },
          issn: '2242-5640',
          pages: 85,
          file: { mediaType: 'application/pdf' },
        },
      ],
      created: NOW,
      modified: NOW,
    });
  });

  it('keeps the abstract in its paragraphs and numbered lines, up to the section on older works', () => {
    const paragraphs = publication.abstracts[0]!.text.split('\n\n');
    expect(publication.abstracts).toHaveLength(1);
    expect(paragraphs.map((paragraph) => paragraph.split('\n').length)).toEqual([1, 1, 7, 1, 4]);
    expect(paragraphs[0]).toMatch(/^Sisäasiainhallinnon uuden strategian mukaisesti .* viestintästrategiassa\.$/u);
    expect(paragraphs[2]!.split('\n')[5]).toBe('6. Lähiövinkki-palvelua pilotoidaan Helsingin poliisilaitoksessa.');
    expect(paragraphs[4]).toMatch(/asukkaiden kanssa korostuu\.$/u);
  });

  it('says where it begins and which ISBN a person has to confirm, with the command to do it', () => {
    expect(report.entries).toEqual([
      {
        line: 15,
        id: '2012-2',
        title: 'Poliisin näkyvä toiminta sosiaalisessa mediassa',
        outcome: 'added',
        reasons: [],
        warnings: [
          'ISBN 987-952-491-529-8 (print) is not valid: unregistered prefix or group. It is kept as given and not published. ' +
            'Is it 978-952-491-529-8? If so: julkaisusilta isbn 2012-2 print --confirm 978-952-491-529-8',
        ],
        changedFields: [],
      },
    ]);
  });

  it('gives its general sentences with what they mean', () => {
    expect(world.statements()).toEqual([
      {
        kind: 'accessibility',
        text: 'Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.',
        beforeYear: 2018,
      },
      {
        kind: 'olderWorks',
        text:
          'Julkaisut ennen vuotta 2010 löytyvät muun muassa Eduskunnan kirjaston ja Kansalliskirjaston kokoelmista. ' +
          'Sisäministeriön poliisiosasto on julkaissut sarjaa aiemmin. Julkaisusarjan nimi on Poliisiosaston julkaisut (ISSN 1236-049X).',
        beforeYear: 2010,
        libraries: ['Eduskunnan kirjasto', 'Kansalliskirjasto'],
        predecessor: { title: 'Poliisiosaston julkaisut', issn: '1236-049X', publisher: 'Sisäministeriön poliisiosasto' },
      },
    ]);
    expect(report.statements.map(({ line, outcome, statement }) => [line, outcome, statement.kind])).toEqual([
      [11, 'added', 'accessibility'],
      [64, 'added', 'olderWorks'],
    ]);
  });

  it('does not take the hidden address for an address, and says so', () => {
    expect(report.notes).toEqual([{ line: 11, text: expect.stringContaining('publisher.accessibilityContact') }]);
  });

  it('changes nothing when it is imported again', async () => {
    const commits = world.commits.length;
    world.now = (NOW + 1000) as typeof NOW;
    const again = await world.intake.importFile({ name: 'julkaisut.txt', content: page });
    expect(again.totals).toMatchObject({ entries: 1, unchanged: 1, added: 0, changed: 0 });
    expect(again.statements.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(world.commits).toHaveLength(commits);
    expect(world.find('2012-2')).toEqual(publication);
  });
});
