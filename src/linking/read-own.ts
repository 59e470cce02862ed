import { type Isbn, isbnUrn } from '../catalogue/isbn.js';
import { findManifestation, type Manifestation, type Publication, validIsbn } from '../catalogue/publication.js';
import { findSeries, type Series } from '../catalogue/series.js';
import { identifierOf } from '../crosswalk/item.js';
import type { Settings } from '../platform/settings.js';
import { authorKeysOf } from './author-keys.js';
import { type ComparableTitle, readTitles } from './comparable-title.js';
import { knownName } from './control-numbers.js';
import type { OwnManifestation, OwnSubject } from './match-subject.js';
import { parsePersistentId } from './persistent-identifiers.js';
import { placesOfOurs } from './series-places.js';
import { invalidIsbnDigits } from './stated-isbns.js';

/** What is known of a subject beside what it says itself: other names that the caller has noted for it. */
export interface KnownNames {
  /** OAI identifiers of now and before, Finna ids, control numbers such as `(FI-MELINDA)000254001`. */
  readonly identifiers?: readonly string[];
}

/** One of our publications, made comparable. Its own OAI identifiers are among the names it is known by. */
export const readOwn = (publication: Publication, settings: Settings, known: KnownNames = {}): OwnSubject => {
  const { id, manifestations, year } = publication;
  const languages = publication.languages.length > 0 ? publication.languages : [publication.titles[0]?.language ?? []].flat();
  const mistyped = manifestations.flatMap(({ isbn }) => (isbn?.kind === 'invalid' ? isbn : []));
  const isbns = manifestations.flatMap((manifestation) => validIsbn(manifestation) ?? []);
  const names = [...manifestations.map(({ kind }) => identifierOf(settings, id, kind)), ...(known.identifiers ?? [])];
  return {
    key: id,
    id,
    controlNumbers: [],
    knownAs: distinct(names.map(knownName)),
    persistentIds: distinct(manifestations.flatMap((manifestation) => persistentIdsOfOurs(manifestation, publication))),
    isbns: distinct(isbns),
    weakIsbns: distinct(mistyped.flatMap(({ raw }) => invalidIsbnDigits(raw) ?? [])),
    guessedIsbns: distinct(mistyped.flatMap(({ suggestions }) => suggestions)).filter((isbn) => !isbns.includes(isbn)),
    places: placesOfOurs(publication, settings.series),
    titles: titlesOf(publication, languages[0]),
    languages: distinct(languages),
    ...(year !== undefined && { year }),
    authors: authorKeysOf(publication.contributors),
    manifestations: manifestations.map((manifestation) => readManifestation(manifestation, publication, settings.series)),
  };
};

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

const titlesOf = ({ titles }: Publication, language: string | undefined): readonly ComparableTitle[] =>
  titles.flatMap((title) => {
    const text = title.subtitle?.trim() ? `${title.text} : ${title.subtitle}` : title.text;
    return readTitles(text, title.language ?? language);
  });

/** An online form without a URN has the one that its ISBN makes. */
const persistentIdsOfOurs = (manifestation: Manifestation, publication: Publication): readonly string[] => {
  if (manifestation.kind === 'print') return [];
  const isbn = validIsbn(manifestation);
  const stated = [
    isbn === undefined ? '' : isbnUrn(isbn),
    manifestation.urn ?? '',
    manifestation.file?.url ?? '',
    publication.landingPage ?? '',
  ];
  const printIsbn: Isbn | undefined = validIsbn(findManifestation(publication, 'print'));
  // A URN of the printed book's ISBN must not be minted, and one that a source made all the same names neither form.
  const misminted = printIsbn === undefined || printIsbn === isbn ? undefined : parsePersistentId(isbnUrn(printIsbn));
  return stated.flatMap((text) => parsePersistentId(text) ?? []).filter((urn) => urn !== misminted);
};

const readManifestation = (
  manifestation: Manifestation,
  { series: statement }: Publication,
  series: readonly Series[],
): OwnManifestation => {
  const { kind } = manifestation;
  const isbn = validIsbn(manifestation);
  const known = statement && (series.find(({ code }) => code === statement.code) ?? findSeries(series, { title: statement.title }));
  const issn = manifestation.issn ?? (kind === 'print' ? known?.issn.print : known?.issn.online);
  return { kind, ...(isbn !== undefined && { isbn }), ...(issn !== undefined && { issn }) };
};
