import { describe, expect, it } from '@jest/globals';
import { parseIssn } from '../../src/catalogue/issn.js';
import { findSeries } from '../../src/catalogue/series.js';
import { SETTINGS } from '../golden/settings.js';

const issn = (text: string) => parseIssn(text)!;

describe('the series that a publication names', () => {
  it.each([
    ['its title', { title: 'Poliisihallituksen julkaisusarja' }, 'poha'],
    ['its title in other letters and blanks', { title: ' POLIISIHALLITUKSEN\n julkaisusarja' }, 'poha'],
    ['its title with a decomposed ä', { title: 'Poliisiosaston julkaisut'.normalize('NFD') }, 'po'],
    ['the ISSN of the printed series', { issns: [issn('1798-7121')] }, 'poha'],
    ['the ISSN of the online series', { issns: [issn('2242-5640')] }, 'poha'],
    ['the ISSN of the earlier series', { issns: [issn('1236-049X')] }, 'po'],
    ['an ISSN before a title', { issns: [issn('1236-049X')], title: 'Poliisihallituksen julkaisusarja' }, 'po'],
    ['a title where the ISSN is not ours', { issns: [issn('1797-5743')], title: 'Poliisiosaston julkaisut' }, 'po'],
    ['another title', { title: 'Poliisiosaston julkaisu' }, undefined],
    ['another ISSN', { issns: [issn('1797-5743')] }, undefined],
    ['nothing', {}, undefined],
  ] as const)('is found by %s', (_, wanted, code) => {
    expect(findSeries(SETTINGS.series, wanted)?.code).toBe(code);
  });
});
