import { describe, expect, it } from '@jest/globals';
import { accessibilityOf, type PublisherStatement } from '../../src/catalogue/statement.js';

const before = (beforeYear: number): PublisherStatement => ({ kind: 'accessibility', text: `Ennen vuotta ${beforeYear} …`, beforeYear });
const OLDER_WORKS: PublisherStatement = { kind: 'olderWorks', text: 'Julkaisut ennen vuotta 2010 …', beforeYear: 2010, libraries: [] };

describe('what a general sentence says of a work', () => {
  it.each<readonly [year: number | undefined, status: string, why: string]>([
    [2012, 'notAccessible', 'made before the year'],
    [2017, 'notAccessible', 'the last year before'],
    [2018, 'unknown', 'the year itself is not before it'],
    [2025, 'unknown', 'later: nobody has said that it is accessible'],
    [undefined, 'unknown', 'a work without a year'],
  ])('of %s is %s: %s', (year, status) => {
    expect(accessibilityOf(year, [OLDER_WORKS, before(2018)]).status).toBe(status);
  });

  it('comes with its ground', () => {
    expect(accessibilityOf(2012, [before(2018)]).ground).toEqual({
      kind: 'generalStatement',
      text: 'Ennen vuotta 2018 …',
      beforeYear: 2018,
    });
  });

  it('is nothing where there is no sentence on accessibility', () => {
    expect(accessibilityOf(2009, [OLDER_WORKS])).toEqual({ status: 'unknown', ground: { kind: 'none' } });
  });

  it('is that of the sentence that covers the year, where there are several', () => {
    expect(accessibilityOf(2015, [before(2010), before(2018)]).ground).toMatchObject({ beforeYear: 2018 });
  });
});
