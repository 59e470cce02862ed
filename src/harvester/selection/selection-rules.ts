import type { Issn } from '../../catalogue/issn.js';
import { corporateBodyKey } from '../../crosswalk/harvested/corporate-bodies.js';
import { seriesTitleKey } from '../../crosswalk/harvested/series-statements.js';
import { findIssn } from '../../crosswalk/harvested/standard-numbers.js';

/**
 * Which records of a source are wanted, as the settings say it: any of these series, or any of these corporate bodies
 * before that year. Without a corporate body the year limits the series; without anything, all are wanted.
 */
export interface SelectionRules {
  readonly issn?: string | readonly string[];
  readonly seriesTitle?: string | readonly string[];
  readonly corporateBody?: string | readonly string[];
  /** The first year that is not wanted any more. */
  readonly publishedBefore?: number;
}

/** The rules in the form in which they are compared. */
export interface ComparableRules {
  readonly issns: ReadonlySet<Issn>;
  readonly titleKeys: ReadonlySet<string>;
  readonly bodyKeys: ReadonlySet<string>;
  /** As in the settings, for the reader of a reason. */
  readonly bodies: readonly string[];
  readonly bodiesBefore?: number;
  readonly seriesBefore?: number;
}

/** @throws Error naming a value that can select nothing: a harvest with it would leave out what is wanted */
export const parseSelectionRules = ({ issn, seriesTitle, corporateBody, publishedBefore }: SelectionRules): ComparableRules => {
  const bodies = listOf(corporateBody);
  return {
    issns: new Set(listOf(issn).map(wantedIssn)),
    titleKeys: new Set(listOf(seriesTitle).map((title) => wantedKey('seriesTitle', title, seriesTitleKey(title)))),
    bodyKeys: new Set(bodies.map((name) => wantedKey('corporateBody', name, corporateBodyKey(name)))),
    bodies,
    ...(publishedBefore !== undefined && (bodies.length > 0 ? { bodiesBefore: publishedBefore } : { seriesBefore: publishedBefore })),
  };
};

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

const wantedIssn = (text: string): Issn => {
  const issn = findIssn(text);
  if (issn === undefined) throw new Error(`select.issn "${text}" is not an ISSN with a right check digit, as 1236-049X is`);
  return issn;
};

const wantedKey = (name: string, text: string, key: string): string => {
  if (key === '') throw new Error(`select.${name} "${text}" has no letter or digit to compare by`);
  return key;
};
