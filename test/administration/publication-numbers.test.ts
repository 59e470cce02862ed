import { beforeAll, describe, expect, it } from '@jest/globals';
import { create, ISBN_PDF, openPublicationHouse, type PublicationHouse } from './publication-house.js';

let house: PublicationHouse;
beforeAll(async () => {
  house = openPublicationHouse();
  await create(house);
});

describe('an ISBN while it is typed', () => {
  it('is shown with its hyphens when it is valid', async () => {
    expect(await house.publications.judgeIsbn('9789519854892')).toEqual({ kind: 'valid', number: '978-951-98548-9-2' });
  });

  it('of another publication is named with that', async () => {
    expect(await house.publications.judgeIsbn(ISBN_PDF)).toEqual({
      kind: 'taken',
      number: ISBN_PDF,
      holder: { id: '2012-2', title: 'Poliisin tietoyhteiskunta' },
    });
  });

  it('of the publication itself is its own', async () => {
    expect(await house.publications.judgeIsbn(ISBN_PDF, '2012-2')).toEqual({ kind: 'valid', number: ISBN_PDF });
  });

  it.each([
    ['978-951-98548-9-3', { kind: 'checkDigit', found: '3', expected: '2' }],
    ['978-951-98548-9', { kind: 'length', characters: 12 }],
    ['978-951-98548-9-2-1', { kind: 'length', characters: 14 }],
    ['978-951-98S48-9-2', { kind: 'character', character: 'S', position: 9 }],
    ['987-951-98548-9-2', { kind: 'unregistered' }],
    ['', { kind: 'length', characters: 0 }],
  ])('that is wrong, %s, is told what is wrong with it', async (text, fault) => {
    expect(await house.publications.judgeIsbn(text)).toMatchObject({ kind: 'invalid', fault });
  });

  it('comes with suggestions that say which digits differ', async () => {
    expect(await house.publications.judgeIsbn('987-951-98548-9-2')).toMatchObject({
      suggestions: [{ number: '978-951-98548-9-2', positions: [2, 3] }],
    });
  });

  it('is never suggested when it is that of another book', async () => {
    const opinion = await house.publications.judgeIsbn('987-952-491-530-4');
    expect(JSON.stringify(opinion)).not.toContain(ISBN_PDF);
    const ofItself = await house.publications.judgeIsbn('987-952-491-530-4', '2012-2');
    expect(ofItself).toMatchObject({ suggestions: [{ number: ISBN_PDF }] });
  });
});

describe('an ISSN while it is typed', () => {
  it('of our series is named with it; another is valid as well', () => {
    expect(house.publications.judgeIssn('22425640')).toEqual({
      kind: 'valid',
      number: '2242-5640',
      series: 'Poliisihallituksen julkaisusarja',
    });
    expect(house.publications.judgeIssn('0317-8471')).toEqual({ kind: 'valid', number: '0317-8471' });
  });

  it.each([
    ['2242-5641', { kind: 'checkDigit', found: '1', expected: '0' }],
    ['2242-564', { kind: 'length', characters: 7 }],
    ['2242-56A0', { kind: 'character', character: 'A', position: 7 }],
  ])('that is wrong, %s, is told what is wrong with it', (text, fault) => {
    expect(house.publications.judgeIssn(text)).toMatchObject({ kind: 'invalid', fault });
  });

  it('is taken for a slip in that of our series first', () => {
    const opinion = house.publications.judgeIssn('2224-5640');
    expect(opinion.kind === 'invalid' && opinion.suggestions[0]).toEqual({ number: '2242-5640', positions: [3, 4] });
  });
});
