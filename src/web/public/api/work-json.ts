import { formatDatestamp, type Datestamp } from '../../../catalogue/datestamp.js';
import type { Series } from '../../../catalogue/series.js';
import type { Tie, Work, WorkManifestation, WorkSeries } from '../../../discovery/work.js';

type Json = Readonly<Record<string, unknown>>;

/** A work as the API gives it: what readers see, moments in UTC, and the address of its page. Absent is what is not known. */
export const workJson = (publicUrl: string, work: Work): Json => ({
  ...work,
  series: work.series.map(workSeriesJson),
  manifestations: work.manifestations.map(manifestationJson),
  ties: work.ties.map(tieJson),
  ...moments(work),
  page: `${publicUrl}/julkaisut/${encodeURIComponent(work.id)}`,
});

const moments = ({ changed, created }: { readonly changed: Datestamp; readonly created: Datestamp }): Json => ({
  changed: formatDatestamp(changed),
  created: formatDatestamp(created),
});

/** The series of ours by its code: `/api/series` has the rest. */
const workSeriesJson = ({ title, known, issns, number }: WorkSeries): Json => ({
  title,
  ...(known && { code: known.code }),
  issns,
  ...(number !== undefined && { number }),
});

/** A number that is not valid is never given to machines. */
const manifestationJson = ({ faultyIsbns: _, ...manifestation }: WorkManifestation): Json => manifestation;

const tieJson = (tie: Tie): Json => ({
  ...tie,
  changed: formatDatestamp(tie.changed),
  ...(tie.dead !== undefined && { dead: formatDatestamp(tie.dead) }),
  ...(tie.evidence && { evidence: tie.evidence.map((sighting) => ({ ...sighting, seen: formatDatestamp(sighting.seen) })) }),
});

/** A series with its works' address, and the one that it continues or that continues it, by code. */
export const seriesJson = (publicUrl: string, series: Series, all: readonly Series[]): Json => {
  const predecessor = all.find(({ predecessorOf }) => predecessorOf === series.code);
  return {
    code: series.code,
    title: series.title,
    issn: series.issn,
    ...(series.genre !== undefined && { genre: series.genre }),
    ...(series.predecessorOf !== undefined && { continuedBy: series.predecessorOf }),
    ...(predecessor && { continues: predecessor.code }),
    page: `${publicUrl}/julkaisut/sarjat/${encodeURIComponent(series.code)}`,
    works: `${publicUrl}/api/works?series=${encodeURIComponent(series.code)}`,
  };
};
