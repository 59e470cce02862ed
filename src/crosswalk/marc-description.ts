import { hyphenateIsbn } from '../catalogue/isbn.js';
import { type Publication, type Subject, type Title, validIsbn } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import type { Item } from './item.js';
import { hasMainEntry } from './marc-agents.js';
import { onlineFields } from './marc-online.js';
import { type Datafield, datafield } from './marc-record.js';
import { CARRIER, CONTENT, MEDIA } from './marc-terms.js';
import { marcText, nonfilingCharacters, withoutStop, withStop } from './marc-text.js';
import { someLine } from './one-line.js';
import { extentOf, genreOf, isbdTitle, languagesOf, ownIssn, publishersOf, seriesNumber, seriesOf } from './particulars.js';

/** All data fields but those of persons and bodies; in no order. */
export const describingFields = (item: Item, settings: Settings): readonly Datafield[] =>
  [
    isbnField(item),
    datafield('040', '  ', ['a', marcText(settings.publisher.isil)], ['b', 'fin'], ['e', 'rda']),
    languageField(item.publication, settings),
    titleField(item.publication, settings),
    ...item.publication.titles.slice(1).map(parallelTitleField),
    publicationField(item.publication, settings),
    datafield('300', '  ', ['a', extent(item)]),
    ...formFields(item),
    ...seriesFields(item, settings),
    ...item.publication.abstracts.map(({ text }) => noteField('520', text)),
    licenceField(item.publication),
    ...item.publication.subjects.map(subjectField),
    noteField('655', genreOf(item.publication, settings), ' 4'),
    counterpartField(item),
    ...(item.manifestation.kind === 'pdf' ? onlineFields(item, settings) : []),
  ].filter((field) => field !== undefined);

/** What trade and web pages call bindings, in the words of the Finnish rules for 020 $q. */
const BINDINGS: Readonly<Record<string, string>> = {
  nidottu: 'pehmeäkantinen',
  'nid.': 'pehmeäkantinen',
  sidottu: 'kovakantinen',
  'sid.': 'kovakantinen',
};

/** Neither $a nor $z for an invalid number: it is a slip of the web page, not of the book, and Finna would index it. */
const isbnField = ({ manifestation }: Item): Datafield | undefined => {
  const isbn = validIsbn(manifestation);
  if (isbn === undefined) return undefined;
  const binding = marcText(manifestation.binding);
  return datafield(
    '020',
    '  ',
    ['a', hyphenateIsbn(isbn)],
    ['q', manifestation.kind === 'pdf' ? 'PDF' : binding && (BINDINGS[binding] ?? binding)],
  );
};

/** First indicator 0: not a translation, as the ISBN registry of the National Library writes it. */
const languageField = (publication: Publication, settings: Settings): Datafield => {
  const codes = languagesOf(publication, settings);
  return datafield('041', '0 ', ...(codes.length > 0 ? codes : ['und']).map((code) => ['a', code] as const));
};

/** Parallel titles stand in 246 only: Kansalliskirjasto's check of 245 takes the ISBD ` =` before $b for a mistake. */
const titleField = (publication: Publication, settings: Settings): Datafield | undefined => {
  const [main] = publication.titles;
  const [title, subtitle] = [marcText(main?.text), marcText(main?.subtitle)];
  const language = main?.language ?? languagesOf(publication, settings)[0];
  return datafield(
    '245',
    (hasMainEntry(publication, settings) ? '1' : '0') + nonfilingCharacters(title ?? '', language),
    ...titleSubfields(title, subtitle, withStop),
  );
};

const titleSubfields = (title: string | undefined, subtitle: string | undefined, end: (text: string) => string) =>
  title === undefined || subtitle === undefined
    ? [['a', (title ?? subtitle) && end(title ?? subtitle ?? '')] as const]
    : ([
        ['a', `${title} :`],
        ['b', end(subtitle)],
      ] as const);

/** No note, an added entry (3); a parallel title (1). */
const parallelTitleField = ({ text, subtitle }: Title): Datafield | undefined =>
  someField(datafield('246', '31', ...titleSubfields(marcText(text), marcText(subtitle), withoutStop)));

/** `Helsinki : Poliisihallitus, 2012.`; the place is known for the publisher of the settings only. */
const publicationField = (publication: Publication, settings: Settings): Datafield => {
  const publishers = publishersOf(publication, settings)
    .map(marcText)
    .filter((name) => name !== undefined);
  const place = publishers[0] === marcText(settings.publisher.name) ? marcText(settings.publisher.place) : undefined;
  const year = publication.year === undefined ? '[julkaisuaika tuntematon]' : `${String(publication.year).padStart(4, '0')}.`;
  return datafield(
    '264',
    ' 1',
    ['a', place && `${place} :`],
    ...publishers.map((name, index) => ['b', index === publishers.length - 1 ? `${name},` : `${name} :`] as const),
    ['c', year],
  );
};

const extent = ({ manifestation: { kind, pages } }: Item): string => {
  const counted = extentOf(pages);
  return kind === 'print' ? (counted ?? '1 nide') : counted === undefined ? '1 verkkoaineisto' : `1 verkkoaineisto (${counted})`;
};

const formFields = ({ manifestation: { kind } }: Item): readonly Datafield[] =>
  (
    [
      ['336', CONTENT, 'rdacontent'],
      ['337', MEDIA[kind], 'rdamedia'],
      ['338', CARRIER[kind], 'rdacarrier'],
    ] as const
  ).map(([tag, { term, code }, source]) => datafield(tag, '  ', ['a', term], ['b', code], ['2', source]));

/** `Title, $x ISSN ; $v 2/2012`, traced: 490 as it stands in the work, 830 as the series is filed. */
const seriesFields = (item: Item, settings: Settings): readonly Datafield[] => {
  const { publication } = item;
  const title = marcText(publication.series?.title ?? seriesOf(publication, settings)?.title);
  if (title === undefined) return [];
  const issn = ownIssn(item, settings);
  const number = marcText(seriesNumber(publication));
  const subfields = (end: (text: string) => string): readonly (readonly [string, string | undefined])[] => {
    const [beforeIssn, beforeNumber] = [issn && ',', number && ' ;'];
    return [
      ['a', (beforeIssn ?? beforeNumber) ? `${withoutStop(title)}${beforeIssn ?? beforeNumber ?? ''}` : end(title)],
      ['x', issn && (beforeNumber ? `${issn}${beforeNumber}` : end(issn))],
      ['v', number && end(number)],
    ];
  };
  return [
    datafield('490', '1 ', ...subfields((text) => text)),
    datafield('830', ` ${nonfilingCharacters(title, languagesOf(publication, settings)[0])}`, ...subfields(withStop)),
  ];
};

const noteField = (tag: string, text: string | undefined, indicators = '  '): Datafield | undefined => {
  const note = marcText(text);
  return note === undefined ? undefined : datafield(tag, indicators, ['a', withStop(note)]);
};

/** Finna reads the rights of use from $f, $c and $u, and takes a 540 without them for a restriction. */
const licenceField = ({ licence }: Publication): Datafield | undefined => {
  const [name, url] = [marcText(licence?.name), someLine(licence?.url)];
  if (name === undefined || url === undefined) return undefined;
  return /^https?:\/\/creativecommons\.org\//.test(url)
    ? datafield('540', '  ', ['f', name], ['2', 'cc'], ['u', url])
    : datafield('540', '  ', ['c', name], ['u', url]);
};

/** Vocabularies whose code in $2 names the language of the term too. */
const BILINGUAL_VOCABULARIES = ['kauno', 'mts', 'slm', 'yso'];
/** Vocabularies whose terms take no full stop. */
const FINNISH_VOCABULARIES = /^(?:(?:kauno|mts|slm|yso)\/|(?:allars|juho|jupo|kaunokki|keko|koko|local|mero|musa|oiko|puho|ysa)$)/;

/** A free word (653), or a term of a vocabulary (650) with the address that the source gave it: none is made up. */
const subjectField = ({ term, vocabulary, uri, language }: Subject): Datafield | undefined => {
  const [heading, source] = [marcText(term), someLine(vocabulary)];
  if (heading === undefined) return undefined;
  if (source === undefined) return datafield('653', '  ', ['a', heading]);
  const code = BILINGUAL_VOCABULARIES.includes(source) ? `${source}/${language ?? 'fin'}` : source;
  // The thesauri are identified with http; https is how they are fetched.
  const address = someLine(uri)?.replace(/^https:\/\/(?=www\.yso\.fi\/onto\/|urn\.fi\/)/, 'http://');
  return datafield(
    '650',
    ' 7',
    ['a', FINNISH_VOCABULARIES.test(code) ? withoutStop(heading) : withStop(heading)],
    ['2', code],
    ['0', address],
  );
};

/**
 * The other form: by its ISBN, or, where that is missing or invalid, by the title. `$i` with `$t` is not an option:
 * Kansalliskirjasto's check of 776 wants the colon after `$i` and takes it away again before `$t`.
 */
const counterpartField = ({ counterpart, publication }: Item): Datafield | undefined => {
  if (counterpart === undefined) return undefined;
  const isbn = validIsbn(counterpart);
  const form = counterpart.kind === 'print' ? 'Painettu' : 'Verkkoaineisto';
  if (isbn !== undefined) return datafield('776', '08', ['i', `${form}:`], ['z', hyphenateIsbn(isbn)]);
  const title = publication.titles[0] && marcText(isbdTitle(publication.titles[0]));
  return title === undefined ? undefined : datafield('776', '0 ', ['t', withoutStop(title)], ['c', `(${form})`]);
};

const someField = (field: Datafield): Datafield | undefined => (field.subfields.length === 0 ? undefined : field);
