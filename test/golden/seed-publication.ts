import { datestampOf } from '../../src/catalogue/datestamp.js';
import { readIsbn, type IsbnStatement } from '../../src/catalogue/isbn.js';
import { parseIssn } from '../../src/catalogue/issn.js';
import { parseLanguage } from '../../src/catalogue/language.js';
import { findManifestation, type ManifestationKind, type Publication, type PublicationId } from '../../src/catalogue/publication.js';
import type { Settings } from '../../src/platform/settings.js';
import { identifierOf, type Item, localIdOf } from '../../src/crosswalk/item.js';

const FIN = parseLanguage('fin')!;
const ONLINE_ISBN = readIsbn('978-952-491-530-4');
/** As the publisher's page has it: two digits of 978 are swapped. */
const MISTYPED_ISBN = readIsbn('987-952-491-529-8', [ONLINE_ISBN].filter((isbn) => isbn.kind === 'valid').map(({ isbn }) => isbn));
/** As an administrator confirms it, from the first suggestion. */
const CONFIRMED_ISBN: IsbnStatement = {
  kind: 'valid',
  raw: MISTYPED_ISBN.raw,
  isbn: MISTYPED_ISBN.kind === 'invalid' ? MISTYPED_ISBN.suggestions[0]! : MISTYPED_ISBN.isbn,
};

const seedPublication = (printIsbn: IsbnStatement): Publication => ({
  id: '2012-2' as PublicationId,
  titles: [{ text: 'Poliisin näkyvä toiminta sosiaalisessa mediassa', language: FIN }],
  contributors: [
    { kind: 'corporate', name: 'Sosiaalisen median työryhmä', role: 'author' },
    { kind: 'person', family: 'Luotonen', given: 'Marko', role: 'author' },
    { kind: 'person', family: 'Marjamaa', given: 'Petri', role: 'author' },
    { kind: 'person', family: 'Forss', given: 'Marko', role: 'author' },
  ],
  series: { title: 'Poliisihallituksen julkaisusarja', code: 'poha', number: '2' },
  year: 2012,
  abstracts: [
    {
      text: `Sisäasiainhallinnon uuden strategian mukaisesti poliisin työssä painottuu ennalta ehkäisevä työ ja osallistuminen paikalliseen ja kaupunginosakohtaiseen yhteistoimintaan lähi- ja omapoliisitoiminnan avulla.

Työryhmä esittää 11 keinoa, joilla poliisin näkyvää toimintaa sosiaalisessa mediassa voidaan tehostaa.`,
      language: FIN,
    },
  ],
  languages: [FIN],
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
    { kind: 'print', isbn: printIsbn, issn: parseIssn('1798-7121')!, pages: 85 },
    { kind: 'pdf', isbn: ONLINE_ISBN, issn: parseIssn('2242-5640')!, pages: 85, file: { mediaType: 'application/pdf' } },
  ],
  created: datestampOf(Date.UTC(2026, 0, 1, 9, 30, 0)),
  modified: datestampOf(Date.UTC(2026, 0, 15, 23, 59, 59)),
});

/** The publication of the publisher's page as it is imported: the ISBN of the printed book is not valid. */
export const SEED_AS_IMPORTED: Publication = seedPublication(MISTYPED_ISBN);

/** The same after an administrator has confirmed the suggested ISBN. */
export const SEED_CONFIRMED: Publication = seedPublication(CONFIRMED_ISBN);

/** The item of one manifestation, as publishing makes it. */
export const itemOf = (publication: Publication, kind: ManifestationKind, settings: Settings): Item => {
  const counterpart = findManifestation(publication, kind === 'print' ? 'pdf' : 'print');
  return {
    identifier: identifierOf(settings, publication.id, kind),
    localId: localIdOf(publication.id, kind),
    publication,
    manifestation: findManifestation(publication, kind)!,
    ...(counterpart && { counterpart }),
    landingPage: publication.landingPage ?? settings.links.landingPage.replace('{id}', publication.id),
  };
};
