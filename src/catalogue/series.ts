import type { Issn } from './issn.js';

/** A publication series, from the settings. */
export interface Series {
  /** Short, stable, letters and digits: used in identifiers of publications outside the main series. */
  readonly code: string;
  readonly title: string;
  readonly issn: { readonly print?: Issn; readonly online?: Issn };
  /** The code of the series that continued this one. */
  readonly predecessorOf?: string;
  /** What its publications are called unless they say otherwise: `Raportti`. */
  readonly genre?: string;
}

const plain = (text: string): string => text.normalize('NFC').toLocaleLowerCase('fi').replace(/\s+/g, ' ').trim();

/** By title, or by an ISSN of either manifestation. */
export const findSeries = (
  series: readonly Series[],
  wanted: { readonly title?: string; readonly issns?: readonly Issn[] },
): Series | undefined =>
  series.find(({ issn }) => wanted.issns?.some((given) => given === issn.print || given === issn.online)) ??
  (wanted.title === undefined ? undefined : series.find(({ title }) => plain(title) === plain(wanted.title ?? '')));
