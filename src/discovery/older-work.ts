import type { Datestamp } from '../catalogue/datestamp.js';
import { hyphenateIsbn } from '../catalogue/isbn.js';
import { findSeries } from '../catalogue/series.js';
import { isWebAddress } from '../crosswalk/harvested/link-schemes.js';
import { languagesOf } from '../crosswalk/harvested/marc-to-oai-dc.js';
import { findPublicationYear } from '../crosswalk/harvested/publication-year.js';
import { type SeriesNumber, showSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { distinctSeriesOf, seriesTitleKey, seriesTitleKeys } from '../crosswalk/harvested/series-statements.js';
import { findIsbn, isbnsOf } from '../crosswalk/harvested/standard-numbers.js';
import { shownText, withoutIsbd } from '../crosswalk/harvested/heading-text.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';
import { parsePersistentId, persistentIdsOf } from '../linking/persistent-identifiers.js';
import { physicalFormOf } from '../linking/physical-form.js';
import { invalidIsbnDigits } from '../linking/stated-isbns.js';
import type { Settings } from '../platform/settings.js';
import { harvestedIdentifier, publishedCopy } from '../publishing/harvested-items.js';
import type { HarvestedRecord } from '../store/harvest-ports.js';
import type { RecordHeader } from '../store/ports.js';
import type { CheckedTies } from './checked-ties.js';
import type { MistypedIsbn, Reading } from './entry.js';
import { isbnKey, mistypedKey, persistentKey } from './identifiers.js';
import { fieldsOf, marcContributors, marcPublisher, marcSubjects, marcTitles, valuesOf } from './marc-fields.js';
import type { ReadingPorts } from './own-work.js';
import { placeKeysOf } from './series-places.js';
import { type TiedRecord, tiesOf } from './ties.js';
import { keysOfTied, showFormats, stampOf } from './tied-records.js';
import type { Work, WorkManifestation, WorkSeries } from './work.js';

/** What an older work is made from. */
export interface OlderSubject {
  readonly tied: TiedRecord;
  /** The copies as MARC, where they can be read. */
  readonly marcOf: (copy: HarvestedRecord) => MarcRecord | undefined;
  /** Tied to a publication of our own, which then speaks for both. */
  readonly isOwn: boolean;
  /** Stored records of its item, deleted ones too. */
  readonly records: readonly RecordHeader[];
  /** Records of other sources that name the same control number. */
  readonly twins: readonly TiedRecord[];
  readonly checked: CheckedTies;
}

/** A library's record that is given on as a work; gone where it was given on before. */
export const readOlderWork = (ports: ReadingPorts, subject: OlderSubject): Reading => {
  const { settings } = ports;
  const { tied, marcOf, isOwn, records, twins, checked } = subject;
  const { localId, copies } = tied;
  const copy = publishedCopy({ localId, copies, isOwn }, settings);
  const record = copy && marcOf(copy);
  const changed = stampOf(records);
  if (copy === undefined || record === undefined) return changed === undefined ? { kind: 'nothing' } : { kind: 'gone', changed };
  const added = copy.history[0]?.at ?? changed ?? (0 as Datestamp);
  const series = seriesIn(record, settings);
  const year = findPublicationYear(record);
  const publisher = marcPublisher(record);
  const genre = fieldsOf(record, '655')
    .flatMap((field) => valuesOf(field, 'a').map(withoutIsbd))
    .find((term) => term !== '');
  const manifestation = manifestationOf(ports, subject, record, series);
  const basis: Omit<Work, 'ties'> = {
    id: localId,
    origin: 'older',
    titles: marcTitles(record, copy.title),
    contributors: marcContributors(record),
    series: series.map(({ series: each }) => each),
    ...(year !== undefined && { year }),
    languages: [...new Set(languagesOf(record))],
    abstracts: [],
    subjects: marcSubjects(record),
    ...(genre !== undefined && { genre }),
    ...(publisher && { publisher }),
    manifestations: [manifestation],
    changed: changed ?? added,
    created: added,
  };
  const work: Work = { ...basis, ties: tiesOf(settings, basis, [tied, ...twins], checked) };
  const mistyped = mistypedIn(manifestation.faultyIsbns);
  const keys = [
    ...[tied, ...twins].flatMap((each) => keysOfTied(settings, each)),
    ...isbnsOf(record, 'a').map(isbnKey),
    ...mistyped.map(({ digits }) => mistypedKey(digits)),
    ...persistentIdsOf(record).map(persistentKey),
    ...series.flatMap(({ series: each, number }) => placeKeysOf(each, number, year)),
  ];
  const touched = Math.max(work.changed, ...work.ties.map((tie) => tie.changed));
  return { kind: 'work', entry: { work, keys: [...new Set(keys)], mistyped, touched } };
};

interface Placed {
  readonly series: WorkSeries;
  readonly number: SeriesNumber | undefined;
}

/** The series of the settings first: those are what the work is here for. */
const seriesIn = (record: MarcRecord, settings: Settings): readonly Placed[] => {
  const placed = distinctSeriesOf(record)
    .filter(({ tag }) => tag !== '773')
    .map(({ title = '', issn, number }): Placed => {
      const keys = seriesTitleKeys(title);
      const known =
        issn === undefined
          ? settings.series.find((each) => keys.includes(seriesTitleKey(each.title)))
          : findSeries(settings.series, { issns: [issn] });
      const issns = [issn, known?.issn.print, known?.issn.online].filter((each) => each !== undefined);
      const shown = number && showSeriesNumber(number);
      return {
        series: { title, ...(known && { known }), issns: [...new Set(issns)], ...(shown !== undefined && { number: shown }) },
        number,
      };
    });
  return [...placed.filter(({ series }) => series.known), ...placed.filter(({ series }) => !series.known)];
};

const manifestationOf = (
  { settings, prefixesOf }: ReadingPorts,
  { tied: { localId }, records }: OlderSubject,
  record: MarcRecord,
  [main]: readonly Placed[],
): WorkManifestation => {
  const form = physicalFormOf(record);
  const extent = fieldsOf(record, '300').flatMap((field) => valuesOf(field, 'a').map(withoutIsbd))[0];
  const urn = urnOf(record);
  const file = fileOf(record);
  const [issn] = main?.series.issns ?? [];
  return {
    kind: form === 'online' ? 'pdf' : form === 'print' ? 'print' : 'unknown',
    identifier: harvestedIdentifier(settings, localId),
    formats: showFormats(records, prefixesOf),
    isbns: isbnsOf(record, 'a').map(hyphenateIsbn),
    faultyIsbns: faultyIsbnsOf(record),
    ...(issn !== undefined && { issn }),
    ...(extent !== undefined && extent !== '' && { extent }),
    ...(urn !== undefined && { urn }),
    ...(file && { file }),
  };
};

const faultyIsbnsOf = (record: MarcRecord): readonly string[] => [
  ...new Set(
    fieldsOf(record, '020')
      .flatMap((field) => valuesOf(field, 'az'))
      .filter((value) => findIsbn(value) === undefined && invalidIsbnDigits(value) !== undefined)
      .map(shownText),
  ),
];

/** What a library's record has wrong is not ours to mend: no word is said of what it should be. */
const mistypedIn = (faulty: readonly string[]): readonly MistypedIsbn[] =>
  faulty.flatMap((raw) => {
    const digits = invalidIsbnDigits(raw);
    return digits === undefined ? [] : [{ raw, digits, isConfirmed: false }];
  });

/** 024 with $2 urn, as it stands. */
const urnOf = (record: MarcRecord): string | undefined =>
  fieldsOf(record, '024')
    .filter((field) => valuesOf(field, '2').some((value) => value.trim().toLowerCase() === 'urn'))
    .flatMap((field) => valuesOf(field, 'a').map(shownText))
    .find((value) => /^urn:[a-z0-9][a-z0-9-]*:[^\s<>"]+$/i.test(value));

/** 856 of the work itself: not of a part ($3) nor of something related (second indicator 2), and no resolver's address. */
const fileOf = (record: MarcRecord): WorkManifestation['file'] => {
  for (const field of fieldsOf(record, '856')) {
    if (field.ind2 === '2' || valuesOf(field, '3').length > 0) continue;
    const url = valuesOf(field, 'u')
      .map((value) => value.trim())
      .find((value) => isWebAddress(value) && parsePersistentId(value) === undefined);
    if (url === undefined) continue;
    const mediaType = valuesOf(field, 'q').find((value) => /^[a-z]+\/[\w.+-]+$/i.test(value));
    return { url, ...(mediaType !== undefined && { mediaType }) };
  }
  return undefined;
};
