import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PublicationFilter } from '../../src/administration/publication-search.js';
import { ANNA, create, openPublicationHouse, type PublicationHouse } from './publication-house.js';

let house: PublicationHouse;
beforeAll(async () => {
  house = openPublicationHouse();
  await create(house);
  await create(house, {
    title: 'Käsikirja Örön saaresta',
    contributors: ['Åberg, Émile'],
    series: { title: 'Poliisihallituksen julkaisusarja', number: '10' },
    year: 2015,
    manifestations: [{ kind: 'pdf', isbn: '987-951-98548-9-2', urn: 'URN:NBN:fi-fe2012011111' }],
  });
  await create(house, { title: 'Pelkkä maininta', series: undefined, year: 2001, manifestations: [] });
  await create(house, { title: 'Pois vedetty', series: undefined, year: 1999, manifestations: [{ kind: 'print' }] });
  await house.publications.withdraw(ANNA, { id: '1999-pois-vedetty', reason: 'Virhe' });
});

const ids = async (words: string, filter?: PublicationFilter): Promise<readonly string[]> => {
  const { publications } = await house.publications.search({ words, limit: 10, ...(filter && { filter }) });
  return publications.map(({ id }) => id);
};

describe('a search', () => {
  it.each([
    ['tietoyhteiskunta', ['2012-2']],
    ['KASIKIRJA oron', ['2015-10']],
    ['käsikirja aberg', ['2015-10']],
    ['emile', ['2015-10']],
    ['makinen 2012', ['2012-2']],
    ['2/2012', ['2012-2']],
    ['poliisihallituksen 10', ['2015-10']],
    ['9789524915304', ['2012-2']],
    ['978 952 491 530-4', ['2012-2']],
    ['952-491-530-8', ['2012-2']],
    ['952 491 530', ['2012-2']],
    ['987-951-98548-9-2', ['2015-10']],
    ['22425640', ['2012-2']],
    ['urn:nbn:fi-fe2012011111', ['2015-10']],
    ['2012', ['2012-2']],
    ['  ', ['1999-pois-vedetty', '2001-pelkka-maininta', '2012-2', '2015-10']],
    ['tietoyhteiskunta 2015', []],
    ['fi', []],
  ])('for “%s” finds %j', async (words, expected) => {
    expect(await ids(words)).toEqual(expected);
  });

  it.each([
    ['published', ['2012-2', '2015-10']],
    ['unpublished', ['2001-pelkka-maininta']],
    ['withdrawn', ['1999-pois-vedetty']],
    ['isbnToCheck', ['2015-10']],
  ] as const)('for what is %s finds that', async (filter, expected) => {
    expect(await ids('', filter)).toEqual(expected);
  });

  it('goes on after the last one that was shown, to the end, and says when that is', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await house.publications.search({ words: '', limit: 2, ...(after !== undefined && { after }) });
      seen.push(...page.publications.map(({ id }) => id));
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect([pages, seen]).toEqual([2, ['1999-pois-vedetty', '2001-pelkka-maininta', '2012-2', '2015-10']]);
  });

  it('shows an ISBN that is not valid as the source has it', async () => {
    const { publications } = await house.publications.search({ words: '2015-10', limit: 1 });
    expect(publications[0]).toMatchObject({ manifestations: [{ kind: 'pdf', isbn: '987-951-98548-9-2', isbnIsValid: false }] });
  });
});
