import { readIsbn } from '../../src/catalogue/isbn.js';
import { parseIssn } from '../../src/catalogue/issn.js';
import { parseLanguage } from '../../src/catalogue/language.js';
import type { Publication, PublicationId } from '../../src/catalogue/publication.js';
import { SEED_CONFIRMED } from './seed-publication.js';

const [FIN, SWE, ENG] = [parseLanguage('fin')!, parseLanguage('swe')!, parseLanguage('eng')!];

/** Synthetic: what every publication must have and nothing else. */
const BARE: Publication = {
  id: 'probe-1' as PublicationId,
  titles: [{ text: 'Julkaisu ilman mitään' }],
  contributors: [],
  abstracts: [],
  languages: [],
  subjects: [],
  accessibility: { status: 'unknown', ground: { kind: 'none' } },
  manifestations: [{ kind: 'print' }, { kind: 'pdf' }],
  created: SEED_CONFIRMED.created,
  modified: SEED_CONFIRMED.modified,
};

/**
 * Synthetic publications, each for what a page or a file may leave out or add. With the seed they stand for all that a
 * crosswalk gives: `versions.json` holds what became of them.
 */
export const PROBES = {
  'every field filled': {
    ...SEED_CONFIRMED,
    id: 'probe-0' as PublicationId,
    titles: [
      { text: 'Poliisin toimintaympäristö', subtitle: 'katsaus vuosiin 2012–2016', language: FIN },
      { text: 'Polisens verksamhetsmiljö', subtitle: 'en översikt', language: SWE },
      { text: 'The operating environment of the police', language: ENG },
    ],
    contributors: [
      { kind: 'person', family: 'Meikäläinen', given: 'Maija M.', role: 'author' },
      { kind: 'corporate', name: 'Poliisihallitus', role: 'author' },
      { kind: 'person', family: 'Virtanen', given: 'Ville', role: 'editor' },
      { kind: 'person', family: 'Madonna', role: 'contributor' },
      { kind: 'corporate', name: 'Poliisihallitus', role: 'publisher' },
    ],
    abstracts: [
      { text: 'Tiivistelmä\nkahdella rivillä', language: FIN },
      { text: 'https://example.fi/ on osoite.', language: FIN },
      { text: 'Ett sammandrag!', language: SWE },
    ],
    languages: [FIN, SWE],
    subjects: [
      { term: 'poliisi', vocabulary: 'yso', uri: 'https://www.yso.fi/onto/yso/p0', language: FIN },
      { term: 'polis', vocabulary: 'yso', language: SWE },
      { term: 'poliisitoimi', vocabulary: 'ysa' },
      { term: 'sosiaalinen media', language: FIN },
    ],
    genre: 'Selvitys',
    landingPage: 'https://poliisi.fi/julkaisut/probe-0',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/deed.fi' },
    accessibility: { status: 'partlyAccessible', ground: { kind: 'stated', text: 'Taulukot eivät ole saavutettavia.' } },
    manifestations: [
      { ...SEED_CONFIRMED.manifestations[0]!, binding: 'nidottu' },
      {
        ...SEED_CONFIRMED.manifestations[1]!,
        urn: 'URN:ISBN:978-952-491-530-4',
        file: { url: 'https://poliisi.fi/documents/probe-0.pdf', name: 'probe-0.pdf', mediaType: 'application/pdf' },
      },
    ],
  },
  'nothing but a title': BARE,
  'one page, a year, no series': { ...BARE, id: 'probe-2' as PublicationId, year: 2019, manifestations: [{ kind: 'print', pages: 1 }, { kind: 'pdf', pages: 1 }] },
  'editors only': { ...SEED_CONFIRMED, id: 'probe-3' as PublicationId, contributors: [{ kind: 'person', family: 'Virtanen', given: 'V.', role: 'editor' }] },
  'the publisher is the only author': {
    ...SEED_CONFIRMED,
    id: 'probe-4' as PublicationId,
    contributors: [{ kind: 'corporate', name: 'Poliisihallitus', role: 'author' }],
  },
  'a Swedish title that begins with an article': {
    ...SEED_CONFIRMED,
    id: 'probe-5' as PublicationId,
    titles: [{ text: 'Den synliga polisen: var är den?', language: SWE }],
    languages: [SWE, FIN],
  },
  'a PDF without ISBN, with a URN of the source': {
    ...BARE,
    id: 'probe-6' as PublicationId,
    year: 2021,
    contributors: [{ kind: 'person', family: 'Virtanen', given: 'Ville', role: 'author' }],
    series: { title: 'Poliisihallituksen julkaisusarja', code: 'poha' },
    manifestations: [{ kind: 'pdf', urn: 'URN:NBN:fi-fe2021010101' }],
    accessibility: { status: 'accessible', ground: { kind: 'stated', text: 'PDF on saavutettava.' } },
  },
  'a book of the earlier series': {
    ...BARE,
    id: 'po-2001-7' as PublicationId,
    year: 2001,
    titles: [{ text: 'Poliisin talousvastuu läänitasolla.' }],
    series: { title: 'Poliisiosaston julkaisut', code: 'po', number: '7/2001' },
    contributors: [{ kind: 'corporate', name: 'Sisäasiainministeriö, poliisiosasto', role: 'publisher' }],
    manifestations: [{ kind: 'print', isbn: readIsbn('951-734-412-0'), issn: parseIssn('1236-049X')!, pages: 19, binding: 'nid.' }],
  },
  'a series that is not configured, another licence': {
    ...BARE,
    id: 'probe-8' as PublicationId,
    year: 2020,
    titles: [{ text: 'Mitä sitten', subtitle: 'vai onko mitään (jos on)' }],
    series: { title: 'Muu sarja', number: '12' },
    licence: { name: 'Avoin lupa', url: 'https://example.fi/lupa' },
  },
} as const satisfies Readonly<Record<string, Publication>>;
