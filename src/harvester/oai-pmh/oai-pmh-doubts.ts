import { legalDate } from '../../oai-pmh/provenance.js';
import type { SourcePage } from '../source-client.js';

/** What of one list is not as the source says or as it was asked. */
export interface ListDoubts {
  note(page: SourcePage): void;
  /** In words, once the last page is there. */
  atEnd(): readonly string[];
}

/** Of the number that was promised; lists that change while they are read are off by a few. */
const MOST_AMISS = 0.01;
/** Of a page's readable datestamps; a few early ones are a source that stamps by another clock. */
const MOST_EARLY = 0.5;

export interface ListDoubtsOptions {
  /** `YYYY-MM-DD`; of what was asked. */
  readonly fromDay?: string;
  /** A list that is resumed is not counted: nobody knows here what came before. */
  readonly begun: 'at-the-beginning' | 'resumed';
}

/** Counts and datestamps decide nothing (a completeListSize of 0 or −1 is common), but a list that contradicts itself proves nothing. */
export const createListDoubts = ({ fromDay, begun }: ListDoubtsOptions): ListDoubts => {
  let received = 0;
  let completeListSize: number | undefined;
  const firstPage = { readable: 0, early: 0 };
  const later = { readable: 0, early: 0 };
  let tally = begun === 'at-the-beginning' ? firstPage : later;
  return {
    note: (page) => {
      received += page.records.length + page.unreadable.length;
      completeListSize = page.completeListSize ?? completeListSize;
      if (fromDay !== undefined) {
        const days = page.records.map(({ datestamp }) => legalDate(datestamp ?? '')?.slice(0, 10)).filter((day) => day !== undefined);
        tally.readable += days.length;
        tally.early += days.filter((day) => day < fromDay).length;
      }
      tally = later;
    },
    atEnd: () => [
      ...(begun === 'at-the-beginning' && completeListSize !== undefined && isAmiss(received, completeListSize)
        ? [`the source promised ${completeListSize} records and gave ${received}`]
        : []),
      ...ignoredFrom(firstPage, later),
    ],
  };
};

const isAmiss = (received: number, promised: number): boolean => Math.abs(received - promised) > promised * MOST_AMISS;

interface Tally {
  readonly readable: number;
  readonly early: number;
}

const ignoredFrom = (firstPage: Tally, later: Tally): readonly string[] => {
  const all = { readable: firstPage.readable + later.readable, early: firstPage.early + later.early };
  const how = (tally: Tally): string => `${tally.early} of ${tally.readable} datestamps are earlier`;
  if (isEarly(all)) return [`the source ignores from: ${how(all)}`];
  return isEarly(later) ? [`the source forgets from after the first page: ${how(later)}`] : [];
};

const isEarly = ({ readable, early }: Tally): boolean => early > readable * MOST_EARLY;
