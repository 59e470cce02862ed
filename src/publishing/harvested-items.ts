import { findSeries } from '../catalogue/series.js';
import { cleanHarvestedMarc } from '../crosswalk/harvested/clean-marc.js';
import type { HarvestedCrosswalk } from '../crosswalk/harvested/harvested-crosswalks.js';
import { seriesStatementsOf, seriesTitleKey, seriesTitleKeys } from '../crosswalk/harvested/series-statements.js';
import { MARC_NAMESPACE, type MarcRecord } from '../crosswalk/marc-record.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import { writeProvenance } from '../oai-pmh/provenance.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import type { HarvestedRecord } from '../store/harvest-ports.js';
import type { RecordContent } from '../store/ports.js';
import { buildXml } from '../xml/build.js';
import { parseXml } from '../xml/parse.js';

/** A library's record as an item of ours: what each source has of it, and whether it is a publication of our own. */
export interface HarvestedItem {
  readonly localId: string;
  readonly copies: readonly HarvestedRecord[];
  /** Tied to a publication of our own, which then speaks for both. */
  readonly isOwn: boolean;
}

export const harvestedIdentifier = ({ repository }: Pick<Settings, 'repository'>, localId: string): string =>
  `oai:${repository.identifierDomain}:${repository.identifierPrefix}/${localId}`;

/**
 * The copy that is given on: of the sources in the settings' order, the first that has the record and is republished. `undefined` when
 * there is none, or our own publication stands for it.
 */
export const publishedCopy = ({ copies, isOwn }: HarvestedItem, { sources }: Settings): HarvestedRecord | undefined =>
  isOwn
    ? undefined
    : sources
        .filter(({ republish }) => republish)
        .map(({ id }) => copies.find(({ source, state }) => source === id && state === 'live'))
        .find((copy) => copy !== undefined);

/** The record in one format. @throws Error when it cannot be written */
export const renderHarvested = (
  copy: HarvestedRecord,
  crosswalks: readonly HarvestedCrosswalk[],
  settings: Settings,
): readonly RecordContent[] => {
  const identifier = harvestedIdentifier(settings, copy.localId);
  const source = settings.sources.find(({ id }) => id === copy.source);
  const received = readMarcRecord(parseXml(copy.xml));
  const { record } = cleanHarvestedMarc(received, {
    localId: copy.localId,
    ...(settings.publisher.isil !== undefined && { isil: settings.publisher.isil }),
    ...(source?.controlNumberIdentifier !== undefined && { sourceIsil: source.controlNumberIdentifier }),
  });
  const about = [writeProvenance(originOf(copy, source))];
  const sets = olderSetsOf(received, settings);
  return crosswalks.map(({ metadataPrefix, write }) => ({
    identifier,
    metadataPrefix,
    deleted: false,
    sets,
    metadata: buildXml(write(record, settings)),
    about,
  }));
};

/** Always altered: at least the control number is our own. */
const originOf = ({ identifier, datestamp, harvestDate, origin }: HarvestedRecord, source: SourceSettings | undefined) => ({
  // Where a file lies on our disk is nobody's business.
  baseUrl: source === undefined || source.url.startsWith('file:') ? `file:${source?.id ?? 'unknown'}` : withoutArguments(source.url),
  identifier,
  ...(datestamp !== undefined && { datestamp }),
  metadataNamespace: MARC_NAMESPACE,
  harvestDate,
  altered: true,
  ...(origin && { origin }),
});

/** What an address is asked with beside the protocol's own may be a key. */
const withoutArguments = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
};

/** The leaf sets: that of each earlier series that it came out in, by ISSN or by title; `older` alone where it is in none. */
export const olderSetsOf = (record: MarcRecord, { series }: Pick<Settings, 'series'>): readonly string[] => {
  const earlier = series.filter(({ predecessorOf }) => predecessorOf !== undefined);
  const found = seriesStatementsOf(record).flatMap(({ issn, title }) => {
    if (issn !== undefined) return findSeries(earlier, { issns: [issn] }) ?? [];
    const keys = title === undefined ? [] : seriesTitleKeys(title);
    return earlier.find((each) => keys.includes(seriesTitleKey(each.title))) ?? [];
  });
  const issns = found.flatMap(({ issn }) => issn.print ?? issn.online ?? []);
  return issns.length > 0 ? [...new Set(issns)].map((issn) => `older:${issn}`) : ['older'];
};
