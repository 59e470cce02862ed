import { afterEach, describe, expect, it } from '@jest/globals';
import { rotateTokenKeys } from '../../src/provider/token-keys.js';
import { readToken, TOKEN_LIFETIME, writeToken, type ListState } from '../../src/provider/token.js';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { startSchedule, type ScheduledTask } from '../../src/schedule/schedule.js';
import type { Store } from '../../src/store/ports.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';

const events: string[] = [];
const log = {
  info: (event: string) => void events.push(event),
  warn: (event: string) => void events.push(event),
  error: (event: string) => void events.push(event),
};
let stop: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await stop();
  events.length = 0;
});

/** Comes round every second. */
const task = (run: () => Promise<unknown>): ScheduledTask => ({ name: 'a task', pattern: '* * * * * *', timezone: 'Europe/Helsinki', run });
const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a scheduled task', () => {
  it('comes round again after it has failed, and the failure is in the log', async () => {
    let runs = 0;
    ({ stop } = startSchedule(
      [
        task(async () => {
          runs += 1;
          if (runs === 1) throw new Error('the first time fails');
          return 'done';
        }),
      ],
      log,
    ));
    await until(() => runs === 2 && events.length === 2);
    expect(events).toEqual(['schedule.failed', 'schedule.done']);
  });

  it('is not started again while it still runs', async () => {
    let running = 0;
    let most = 0;
    ({ stop } = startSchedule(
      [
        task(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 1500));
          running -= 1;
          return 'done';
        }),
      ],
      log,
    ));
    await until(() => events.filter((event) => event === 'schedule.done').length === 2);
    expect(most).toBe(1);
    expect(events).toContain('schedule.remark');
  });

  it('is in the log when it has something to tell', async () => {
    let runs = 0;
    ({ stop } = startSchedule([task(async () => ((runs += 1) === 1 ? undefined : { runs }))], log));
    await until(() => runs === 2 && events.length === 1);
    expect(events).toEqual(['schedule.done']);
  });

  it('is done by one of several processes each time, and by all where it is everyone’s own', async () => {
    const taken = new Set<string>();
    const ticks = { claim: async (tick: string) => taken.size !== taken.add(tick).size };
    const [shared, own]: [number[], number[]] = [[], []];
    const tasksOf = (process: number): readonly ScheduledTask[] => [
      { ...task(async () => void shared.push(process)), name: 'shared' },
      { ...task(async () => void own.push(process)), name: 'own', isEveryones: true },
    ];
    const schedules = [1, 2, 3].map((process) => startSchedule(tasksOf(process), log, ticks));
    stop = async () => {
      for (const schedule of schedules) await schedule.stop();
    };
    await until(() => shared.length >= 2 && own.length >= 6);
    await stop();
    expect(shared).toHaveLength(taken.size);
    expect([...taken].every((tick) => /^shared:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/.test(tick))).toBe(true);
    for (const process of [1, 2, 3]) expect(own.filter((each) => each === process).length).toBeGreaterThanOrEqual(2);
  });

  it('with a pattern that is none is refused at once', () => {
    expect(() => startSchedule([{ ...task(async () => undefined), pattern: 'every night' }], log)).toThrow();
  });
});

describe('the keys that sign tokens', () => {
  const DAY = 24 * 3600;
  const state: ListState = { verb: 'ListSets', after: 'own', cursor: 1, completeListSize: 5, listResponseDate: 0 as Datestamp };

  const contextOf = async (store: Store, seconds: number) => {
    const { epoch, tokenKeys } = await store.readInstallation();
    return { epoch, keys: tokenKeys, now: seconds as Datestamp };
  };

  it('are replaced after 30 days, and a token of the old one is good for its 48 hours', async () => {
    let seconds = 1_700_000_000;
    const store = createMemoryStore({ wallClock: () => seconds * 1000 });
    const context = () => contextOf(store, seconds);
    seconds += 29 * DAY;
    expect(await rotateTokenKeys(store)).toBe('young enough');
    seconds += 2 * DAY;
    const { token } = writeToken(state, await context());
    expect(await rotateTokenKeys(store)).toBe('rotated');
    expect((await store.readInstallation()).tokenKeys).toHaveLength(2);
    seconds += TOKEN_LIFETIME;
    expect(readToken(token, await context()).kind).toBe('valid');
    seconds += 31 * DAY;
    await rotateTokenKeys(store);
    expect(readToken(token, await context()).kind).toBe('invalid');
    // The key before last has nothing left to verify.
    expect((await store.readInstallation()).tokenKeys).toHaveLength(2);
  });

  it('are replaced once by two that find them old at the same moment, and no token is lost', async () => {
    let seconds = 1_700_000_000;
    const store = createMemoryStore({ wallClock: () => seconds * 1000 });
    const { token } = writeToken(state, await contextOf(store, seconds));
    seconds += TOKEN_LIFETIME - 1;
    expect(readToken(token, await contextOf(store, seconds)).kind).toBe('valid');
    seconds += 31 * DAY;
    const [old] = (await store.readInstallation()).tokenKeys;
    expect(await Promise.all([rotateTokenKeys(store), rotateTokenKeys(store)])).toEqual(['rotated', 'replaced meanwhile']);
    const { tokenKeys } = await store.readInstallation();
    expect(tokenKeys).toEqual([{ ...tokenKeys[0]!, created: seconds }, old]);
    expect(await rotateTokenKeys(store)).toBe('young enough');
  });

  it('have ids and secrets of one form, the first and all later ones', async () => {
    let seconds = 1_700_000_000;
    const store = createMemoryStore({ wallClock: () => seconds * 1000 });
    seconds += 31 * DAY;
    await rotateTokenKeys(store);
    const shapes = (await store.readInstallation()).tokenKeys.map(({ id, secret }) => [id.length, secret.length]);
    expect(shapes).toEqual([
      [8, 43],
      [8, 43],
    ]);
  });
});
