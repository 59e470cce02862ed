import type { HarvestEvent } from '../../store/harvest-ports.js';

/**
 * What is to become of one record of the journal. `nothing`: it is passed over · `unchanged`: it is as stored · `found`: it had been missing
 * and is not any more · `unread`: it goes into quarantine · else what the run makes of it.
 */
export type Fate = (typeof FATES)[number];

const FATES = [
  ...(['nothing', 'unchanged', 'found', 'unread'] as const),
  ...(['added', 'updated', 'restored', 'renamed', 'deleted', 'retired', 'outOfScope'] as const),
] satisfies readonly (HarvestEvent['outcome'] | 'nothing' | 'unchanged' | 'found' | 'unread')[];

/** What becomes of each record of a journal by its place in it, a byte for each. */
export interface Fates {
  at(position: number): Fate;
  set(position: number, fate: Fate): void;
}

export const createFates = (): Fates => {
  let codes = new Uint8Array(1024);
  return {
    at: (position) => FATES[codes[position] ?? 0] ?? 'nothing',
    set: (position, fate) => {
      if (position >= codes.length) {
        const longer = new Uint8Array(Math.max(position + 1, codes.length * 2));
        longer.set(codes);
        codes = longer;
      }
      codes[position] = FATES.indexOf(fate);
    },
  };
};

/** Whether it is an outcome that the record's history tells of. */
export const isChange = (fate: Fate): fate is HarvestEvent['outcome'] =>
  fate !== 'nothing' && fate !== 'unchanged' && fate !== 'found' && fate !== 'unread';
