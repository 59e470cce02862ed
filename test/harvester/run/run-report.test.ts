import { describe, expect, it } from '@jest/globals';
import { reportChanges } from '../../../src/harvester/run/run-report.js';
import type { PlannedChange } from '../../../src/harvester/run/planned-change.js';
import type { HarvestedRecord } from '../../../src/store/harvest-ports.js';
import { NO_COUNTS } from '../../../src/store/run-ports.js';

const changeOf = (index: number, outcome: PlannedChange['outcome']): PlannedChange => ({
  outcome,
  because: 'It is of the series.',
  after: {
    localId: `fi-lib.${index}`,
    identifier: `oai:${index}`,
    title: 'Kirja',
    flags: [],
    xml: '<record/>',
  } as unknown as HarvestedRecord,
});

/** So many additions with two deletions at their end; tells how many were read. */
const planOf = (added: number) => {
  const read: string[] = [];
  const all = [
    ...Array.from({ length: added }, (_, index) => changeOf(index, 'added')),
    changeOf(900, 'deleted'),
    changeOf(901, 'deleted'),
  ];
  return {
    read,
    counters: { ...NO_COUNTS, added, deleted: 2 },
    changes: async function* (isWanted: (outcome: PlannedChange['outcome']) => boolean) {
      for (const change of all) {
        if (!isWanted(change.outcome)) continue;
        read.push(change.after.localId);
        yield change;
      }
    },
  };
};

describe('the report of a run', () => {
  it('has every change where they are few', async () => {
    const { changes, unlisted } = await reportChanges(planOf(3), 5);
    expect(changes.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added', 'deleted', 'deleted']);
    expect(unlisted).toBeUndefined();
  });

  it('of very many has the first of each outcome and counts the rest, and the rare ones are never pushed out', async () => {
    const plan = planOf(50);
    const { changes, unlisted } = await reportChanges(plan, 5);
    expect(changes.map(({ localId }) => localId)).toEqual([
      'fi-lib.0',
      'fi-lib.1',
      'fi-lib.2',
      'fi-lib.3',
      'fi-lib.4',
      'fi-lib.900',
      'fi-lib.901',
    ]);
    expect(unlisted).toEqual({ added: 45 });
    expect(plan.read).toHaveLength(7);
  });
});
