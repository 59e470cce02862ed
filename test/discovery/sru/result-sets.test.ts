import { describe, expect, it } from '@jest/globals';
import type { ListedHit } from '../../../src/discovery/sru/hits.js';
import { createResultSets, type ResultSet } from '../../../src/discovery/sru/result-sets.js';

const resultOf = (hits: number): ResultSet => ({ hits: Array.from({ length: hits }, () => ({}) as ListedHit), remarks: [] });

/** Which of the queries were made, in order; each is named by how many records it finds and a letter. */
const madeBy = async (asked: readonly string[]): Promise<readonly string[]> => {
  const made: string[] = [];
  const sets = createResultSets();
  for (const key of asked) {
    const found = await sets.find(key, async () => (made.push(key), resultOf(Number.parseInt(key, 10))));
    expect(found.hits).toHaveLength(Number.parseInt(key, 10));
  }
  return made;
};

describe('results that are kept', () => {
  it('are those asked for last, as long as there is room for their records', async () => {
    expect(await madeBy(['90000a', '90000b', '90000a', '90000b'])).toEqual(['90000a', '90000b']);
    expect(await madeBy(['90000a', '90000b', '90000a', '90000c', '90000a', '90000b'])).toEqual(['90000a', '90000b', '90000c', '90000b']);
  });

  it('are no more than fifty, however small', async () => {
    const many = Array.from({ length: 51 }, (_, number) => `1 ${number}`);
    expect(await madeBy([...many, '1 50', '1 1', '1 0'])).toEqual([...many, '1 0']);
  });

  it('are not those of a search that failed', async () => {
    const sets = createResultSets();
    await expect(sets.find('a', () => Promise.reject(new Error('too many')))).rejects.toThrow('too many');
    expect((await sets.find('a', async () => resultOf(1))).hits).toHaveLength(1);
  });
});
