import { parseIsbn } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import type { Series } from '../catalogue/series.js';
import { parseContributor } from './contributor.js';
import type { Draft, FormFault } from './draft.js';
import type { PublicationForm } from './form.js';
import { seriesOf } from './settle.js';

/**
 * What an import leaves out with a warning, since nobody is there to ask: an ISSN that is not valid, a number of no
 * series. Whoever edits is there, so nothing of what they typed is dropped.
 */
export const findLosses = (form: PublicationForm, draft: Draft, series: readonly Series[]): readonly FormFault[] => [
  ...(form.contributors ?? []).flatMap((contributor, index) =>
    typeof contributor === 'string' && !parseContributor(contributor)
      ? [{ path: `contributors[${index}]`, message: `"${contributor}" is not a name` }]
      : [],
  ),
  ...seriesLosses(form, draft, series),
  ...(form.manifestations ?? []).flatMap(({ isbn = '', isbnInSource, issn }, index) => [
    ...(isbnInSource !== undefined && !parseIsbn(isbn)
      ? [{ path: `manifestations[${index}].isbn`, message: `ISBN ${isbn} is not valid, so it does not correct ${isbnInSource}` }]
      : []),
    ...(issn !== undefined && !parseIssn(issn)
      ? [{ path: `manifestations[${index}].issn`, message: `ISSN ${issn} is not valid: see its eight characters and the last of them` }]
      : []),
  ]),
];

const seriesLosses = (form: PublicationForm, draft: Draft, series: readonly Series[]): readonly FormFault[] => {
  const { code, title, number } = form.series ?? {};
  if (code !== undefined && !series.some((one) => one.code === code)) {
    const known = series.map((one) => one.code).join(', ');
    return [{ path: 'series.code', message: `the series code "${code}" is not in the settings (${known})` }];
  }
  return number !== undefined && title === undefined && !seriesOf(draft, series)
    ? [{ path: 'series.number', message: `number ${number} is of no series: name the series, too` }]
    : [];
};
