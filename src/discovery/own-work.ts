import { digitsOf, hyphenateIsbn, type IsbnStatement } from '../catalogue/isbn.js';
import type { Manifestation, ManifestationKind, Publication } from '../catalogue/publication.js';
import { isWebAddress } from '../crosswalk/harvested/link-schemes.js';
import { parseSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { identifierOf, type Item } from '../crosswalk/item.js';
import { extentOf, genreOf, languagesOf, ownIssn, publishersOf, seriesNumber, seriesOf, urnOf } from '../crosswalk/particulars.js';
import { parsePersistentId } from '../linking/persistent-identifiers.js';
import type { Settings } from '../platform/settings.js';
import { itemOf } from '../publishing/own-items.js';
import type { RecordHeader } from '../store/ports.js';
import type { CheckedTies } from './checked-ties.js';
import type { MistypedIsbn, Reading } from './entry.js';
import { isbnKey, mistypedKey, nameKey, persistentKey } from './identifiers.js';
import { placeKeysOf } from './series-places.js';
import { type TiedRecord, tiesOf } from './ties.js';
import { keysOfTied, showFormats, stampOf } from './tied-records.js';
import type { Work, WorkManifestation, WorkSeries } from './work.js';

/** What one of our own works is made from. */
export interface OwnSubject {
  readonly publication: Publication;
  /** By item, of deleted records too. */
  readonly records: Readonly<Record<ManifestationKind, readonly RecordHeader[]>>;
  readonly tied: readonly TiedRecord[];
  readonly checked: CheckedTies;
}

export interface ReadingPorts {
  readonly settings: Settings;
  readonly publicUrl: string;
  /** Prefixes under which GetRecord gives what is stored under one. */
  readonly prefixesOf: (storedAs: string) => readonly string[];
}

const KINDS = ['print', 'pdf'] as const;

/** A publication as a work; gone where it has been withdrawn. */
export const readOwnWork = (ports: ReadingPorts, { publication, records, tied, checked }: OwnSubject): Reading => {
  const { settings } = ports;
  const stamped = stampOf(KINDS.flatMap((kind) => records[kind]));
  // One that has no items yet has no datestamp: what people did to it stands in its place.
  const changed = stamped ?? publication.modified;
  if (publication.withdrawn !== undefined) return { kind: 'gone', changed };
  const items = KINDS.flatMap((kind) => itemOf({ settings, publicUrl: ports.publicUrl, crosswalks: [] }, publication, kind) ?? []);
  const series = seriesIn(publication, settings);
  const number = seriesNumber(publication);
  const place = number === undefined ? undefined : parseSeriesNumber(number, publication.year);
  const manifestations = items.map((item) => manifestationOf(ports, item, records[item.manifestation.kind]));
  const landingPage = landingPageOf(ports, publication, items[0]);
  const genre = genreOf(publication, settings);
  const basis: Omit<Work, 'ties'> = {
    id: publication.id,
    origin: 'own',
    titles: publication.titles,
    contributors: publication.contributors,
    series,
    ...(publication.year !== undefined && { year: publication.year }),
    languages: languagesOf(publication, settings),
    abstracts: publication.abstracts,
    subjects: publication.subjects,
    ...(genre !== undefined && { genre }),
    publisher: publisherOf(publication, settings),
    ...(publication.licence && { licence: publication.licence }),
    accessibility: publication.accessibility,
    ...(landingPage !== undefined && { landingPage }),
    manifestations,
    changed,
    created: publication.created,
  };
  const work: Work = { ...basis, ties: tiesOf(settings, basis, tied, checked) };
  const mistyped = publication.manifestations.flatMap(({ isbn }) => (isbn === undefined ? [] : mistypedIn(isbn)));
  const keys = [
    nameKey(publication.id),
    // Also of a form that it has no more: identifiers are for ever.
    ...KINDS.flatMap((kind) => [identifierOf(settings, publication.id, kind), `${publication.id}-${kind}`].map(nameKey)),
    ...publication.manifestations.flatMap(({ isbn }) => (isbn?.kind === 'valid' ? [isbnKey(isbn.isbn)] : [])),
    ...mistyped.map(({ digits }) => mistypedKey(digits)),
    ...manifestations.flatMap(({ urn }) => (urn === undefined ? [] : (parsePersistentId(urn) ?? []))).map(persistentKey),
    ...series.flatMap((each) => placeKeysOf(each, place, publication.year)),
    ...tied.flatMap((each) => keysOfTied(settings, each)),
  ];
  const touched = Math.max(changed, publication.modified, ...work.ties.map((tie) => tie.changed));
  return { kind: 'work', entry: { work, keys: [...new Set(keys)], mistyped, touched } };
};

const seriesIn = (publication: Publication, settings: Settings): readonly WorkSeries[] => {
  if (publication.series === undefined) return [];
  const known = seriesOf(publication, settings);
  const number = seriesNumber(publication);
  const stated = publication.manifestations.map(({ issn }) => issn);
  const issns = [known?.issn.print, known?.issn.online, ...stated].filter((issn) => issn !== undefined);
  return [
    {
      title: publication.series.title,
      ...(known && { known }),
      issns: [...new Set(issns)],
      ...(number !== undefined && { number }),
    },
  ];
};

/** The place is that of the publisher of the settings, and of nobody else. */
const publisherOf = (publication: Publication, settings: Settings): NonNullable<Work['publisher']> => {
  const [name = settings.publisher.name] = publishersOf(publication, settings);
  return { name, ...(name === settings.publisher.name && { place: settings.publisher.place }) };
};

/** A template that leads to our own page leads in a circle. */
const landingPageOf = ({ settings, publicUrl }: ReadingPorts, publication: Publication, item: Item | undefined): string | undefined => {
  const values: Readonly<Record<string, string>> = { base: publicUrl, id: publication.id, identifier: item?.identifier ?? '' };
  const page = publication.landingPage ?? settings.links.landingPage.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
  return isWebAddress(page) && !page.startsWith(`${publicUrl}/`) && page !== publicUrl ? page : undefined;
};

const manifestationOf = (ports: ReadingPorts, item: Item, records: readonly RecordHeader[]): WorkManifestation => {
  const { manifestation } = item;
  const { kind, isbn, pages } = manifestation;
  const issn = ownIssn(item, ports.settings);
  const extent = extentOf(pages);
  const urn = urnOf(item);
  const file = fileOf(manifestation);
  return {
    kind,
    identifier: item.identifier,
    formats: showFormats(records, ports.prefixesOf),
    isbns: isbn?.kind === 'valid' ? [hyphenateIsbn(isbn.isbn)] : [],
    faultyIsbns: isbn?.kind === 'invalid' ? [isbn.raw] : [],
    ...(issn !== undefined && { issn }),
    ...(extent !== undefined && { extent }),
    ...(urn !== undefined && { urn }),
    ...(file && { file }),
  };
};

/** A file that a reader can get: one of which only the name is known is of no use to them. */
const fileOf = ({ file }: Manifestation): WorkManifestation['file'] =>
  file?.url === undefined || !isWebAddress(file.url)
    ? undefined
    : { url: file.url, ...(file.name !== undefined && { name: file.name }), mediaType: file.mediaType };

/** The number on the publisher's page, when it is not the right one: readers copy it from there. */
const mistypedIn = (statement: IsbnStatement): readonly MistypedIsbn[] => {
  const { raw } = statement;
  const digits = digitsOf(raw);
  if (!/^(?:\d{9}[\dX]|\d{13})$/.test(digits)) return [];
  if (statement.kind === 'valid') {
    // An ISBN-10 is no slip.
    return digits === statement.isbn || digits.length === 10 ? [] : [{ raw, digits, right: statement.isbn, isConfirmed: true }];
  }
  const [only, ...others] = statement.suggestions;
  return [{ raw, digits, ...(only !== undefined && others.length === 0 && { right: only }), isConfirmed: false }];
};
