import type { WallClock } from '../../platform/clock.js';
import type { RecheckSettings } from '../../platform/settings.js';
import type { StoredWorkTies, TieMemory, WorkTies } from '../../store/tie-ports.js';
import type { Discovery } from '../discovery.js';
import type { Work } from '../work.js';
import { DAY_MS, isDue, questionsOf, subjectOf, type TieSubject } from './questions.js';

export interface DueSubject {
  readonly subject: TieSubject;
  /** What is known of it so far. */
  readonly row: WorkTies | undefined;
}

export interface DuePorts {
  readonly settings: RecheckSettings;
  readonly works: Pick<Discovery, 'find' | 'list'>;
  readonly memory: TieMemory;
  readonly clock: WallClock;
}

const PAGE = 200;

/**
 * Works that were never looked for, then the others, the one that was looked for longest ago first: so a round that is broken off anywhere
 * is gone on with by the next, and no work is looked for twice before every other had its turn.
 */
export async function* dueSubjects(ports: DuePorts): AsyncGenerator<DueSubject, void> {
  const { settings, works, memory, clock } = ports;
  const maxAgeMs = settings.maxAgeDays * DAY_MS;
  // What this very round puts comes behind it.
  const bound = await memory.lastChange();
  for (let after: Pick<Work, 'changed' | 'id'> | undefined; ;) {
    const page = await works.list({ ...(after && { after }), limit: PAGE });
    const known = new Set((await memory.find(page.map(({ id }) => id))).map(({ row }) => row.work));
    for (const work of page) {
      const subject = subjectOf(work);
      if (!known.has(work.id) && questionsOf(settings, subject).length > 0) yield { subject, row: undefined };
    }
    after = page.at(-1);
    if (after === undefined || page.length < PAGE) break;
  }
  for (let after = 0; ;) {
    const page: readonly StoredWorkTies[] = await memory.listChanged({ after, limit: PAGE });
    for (const { row, change } of page) {
      if (change > bound) return;
      const work = await works.find(row.work);
      const subject = work && subjectOf(work);
      if (subject && isDue(row, questionsOf(settings, subject), clock(), maxAgeMs)) yield { subject, row };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.change;
  }
}
