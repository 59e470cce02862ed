import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { openPostgresRunExchange } from '../../../src/store/postgres/postgres-run-exchange.js';
import { createPostgresRunStore } from '../../../src/store/postgres/postgres-run-store.js';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.js';
import { createPostgresTurns } from '../../../src/store/postgres/postgres-turns.js';
import type { Run } from '../../../src/store/run-ports.js';
import { createTestDatabase, type TestDatabase } from '../../store/postgres/test-database.js';
import { createInstallation, type Installation, type InstallationOptions } from './installation.js';
import { held, numbers } from './model-source.js';

/** A machine is slow now and then: only what is expired by hand, or dead, runs out. */
const LEASE = { lifetime: 8000, heartbeat: 500 };
const REQUEST = { source: 'library', mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'tester' } as const;
const MAIJA = { actor: 'Maija', reason: 'wrong source' };

interface Member extends Installation {
  readonly database: Database;
  /** Its connections are cut as a kill does it: it can say nothing more, and gives nothing back. */
  die(): Promise<void>;
}

// Each test waits for another process, on a machine that may be busy.
jest.setTimeout(60_000);

let made: TestDatabase;
let members: Member[];
/** Ends every wait of a library, so that whoever is in it can stop. */
const heldUp: (() => void)[] = [];
/** Of nobody: what a test itself does. */
let database: Database;
beforeEach(async () => {
  made = await createTestDatabase();
  database = await openDatabase({ url: made.url, mostConnections: 2 });
  members = [];
  heldUp.length = 0;
}, 60_000);
afterEach(async () => {
  for (const letGo of heldUp) letGo();
  for (const { harvests } of members) await harvests.stop();
  for (const member of members) await member.database.close();
  await database.close();
  await made.drop();
}, 60_000);

/** In ms: how long whoever asks waits for the answer of a process that is alive, on a machine that does other things beside, and of one that is dead. */
const [PATIENT, IMPATIENT] = [20_000, 1500];

/** One of several processes with one database; each asks the same library. */
const join = async (count = 30, options: InstallationOptions = {}, patienceMs = PATIENT): Promise<Member> => {
  const own = await openDatabase({ url: made.url, mostConnections: 6 });
  const store = await openPostgresStore({ database: own });
  const exchange = await openPostgresRunExchange({ database: own, patienceMs });
  const runs = createPostgresRunStore({ database: own, leaseTimes: LEASE });
  const linkTurns = createPostgresTurns({ database: own });
  const house = createInstallation({ store, runs, exchange, linkTurns, clock: () => Date.now(), ...options });
  house.library.hold(...numbers(count).map((number) => held(number)));
  const member = { ...house, database: own, die: () => own.close() };
  members.push(member);
  return member;
};

const holdAt = ({ library }: Installation, wanted: number): { readonly reached: Promise<void>; readonly release: () => void } => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  heldUp.push(release);
  const reached = new Promise<void>((resolve) => {
    library.onPage(async (page) => {
      if (page !== wanted) return;
      resolve();
      await released;
    });
  });
  return { reached, release };
};

const begin = async ({ harvests }: Installation): Promise<{ readonly run: Run; readonly done: Promise<Run> }> => {
  const outcome = await harvests.start(REQUEST);
  if (outcome.kind !== 'started') throw new Error(JSON.stringify(outcome));
  return outcome;
};

/** Whoever holds the source is taken for dead by the database's clock. */
const expireLeases = () => database.query(`update source_lease set until = clock_timestamp() - interval '1 second'`);

const until = async (reached: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + 25_000;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`it never came: ${reached.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const endOf = async (member: Member, id: string): Promise<Run> => {
  await until(async () => ['completed', 'failed', 'cancelled'].includes((await member.harvests.findRun(id))!.state));
  await until(async () => (await member.harvests.findRun(id)) !== undefined && !member.harvests.isRunning(id));
  return (await member.harvests.findRun(id))!;
};

/** Every record is there once, as the library has it, and nothing happened twice. */
const expectWhole = async (member: Member, count: number): Promise<void> => {
  const rows = await member.store.listHarvested({ limit: 1000 });
  expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'live'));
  for (const { history } of rows) expect(history.map(({ outcome }) => outcome)).toEqual(['added']);
  expect((await member.store.readSource('library')).revision).toBe(1);
};

describe('a harvest that another process carries out', () => {
  it('keeps the source from everybody else, and is told by each of them', async () => {
    const [one, two] = [await join(), await join()];
    const { reached, release } = holdAt(one, 2);
    const { run, done } = await begin(one);
    await reached;
    expect(await two.harvests.start(REQUEST)).toEqual({ kind: 'busy', runningRunId: run.id });
    expect(two.harvests.isRunning(run.id)).toBe(false);
    await until(async () => (await two.harvests.findRun(run.id))?.counters.seen === 20);
    expect(two.harvests.isRunning(run.id)).toBe(true);
    expect((await two.harvests.listRuns({ limit: 5 })).map(({ id, state }) => [id, state])).toEqual([[run.id, 'fetching']]);
    release();
    expect((await done).state).toBe('completed');
    expect((await two.harvests.findRun(run.id))?.state).toBe('completed');
    expect(two.harvests.isRunning(run.id)).toBe(false);
    await expectWhole(two, 30);
  });

  it('is not labelled as interrupted by one that starts meanwhile', async () => {
    const one = await join();
    const { reached, release } = holdAt(one, 1);
    const { run, done } = await begin(one);
    await reached;
    const two = await join();
    await two.harvests.recover();
    await two.harvests.resumeDue();
    expect((await two.harvests.findRun(run.id))?.state).toBe('fetching');
    release();
    expect((await done).transitions.map(({ state }) => state)).toEqual(['queued', 'fetching', 'staged', 'applying', 'completed']);
  });

  it('is heard of state by state by who watches it elsewhere, up to its end', async () => {
    const [one, two] = [await join(), await join()];
    const { reached, release } = holdAt(one, 1);
    const { run, done } = await begin(one);
    await reached;
    const heard: string[] = [];
    const unwatch = two.harvests.watch(run.id, ({ state }) => void heard.push(state));
    release();
    await done;
    await until(() => heard.includes('completed'));
    await until(() => !two.harvests.isRunning(run.id));
    unwatch();
    expect([...heard].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))).toEqual(heard);
  });
  const ORDER = ['queued', 'fetching', 'staged', 'applying', 'completed'];

  it.each([
    ['cancel', 'cancelled'],
    ['interrupt', 'interrupted'],
  ] as const)('obeys whoever says so elsewhere: %s', async (deed, state) => {
    const [one, two] = [await join(), await join()];
    const { reached, release } = holdAt(one, 1);
    const { run, done } = await begin(one);
    await reached;
    expect(await two.harvests[deed](run.id, MAIJA)).toBe(true);
    release();
    const ended = await done;
    expect([ended.state, ended.transitions.at(-1)]).toEqual([state, expect.objectContaining(MAIJA)]);
    expect(await two.harvests[deed](run.id, MAIJA)).toBe(false);
    expect(await two.stored()).toEqual([]);
  });

  it('says so when whoever carries it out does not answer, and can be ended once that one counts as dead', async () => {
    const [one, two] = [await join(), await join(30, {}, IMPATIENT)];
    const { reached } = holdAt(one, 1);
    const { run } = await begin(one);
    await reached;
    await one.die();
    await expect(two.harvests.cancel(run.id, MAIJA)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(run.id),
    });
    expect((await two.harvests.findRun(run.id))?.state).toBe('fetching');
    await expireLeases();
    expect(await two.harvests.cancel(run.id, MAIJA)).toBe(true);
    const ended = await two.harvests.findRun(run.id);
    expect([ended?.state, ended?.transitions.at(-1)]).toEqual(['cancelled', expect.objectContaining(MAIJA)]);
    expect(await database.query('select id from run_wish')).toEqual([]);
  });

  it('is held by the brake, and approved in any process', async () => {
    const [one, two] = [await join(20), await join(20)];
    await (
      await begin(one)
    ).done;
    one.library.hold(...numbers(20).map((number) => held(number, { deleted: true, changed: '2026-03-01T00:00:00Z' })));
    const stopped = await (await begin(one)).done;
    expect(stopped.state).toBe('needs-approval');
    const approved = await two.harvests.approve(stopped.id, { actor: 'Maija' });
    expect(approved.kind === 'started' ? (await approved.done).state : approved).toBe('completed');
    expect(await one.stored()).toEqual([]);
    expect(await one.harvests.approve(stopped.id, { actor: 'Maija' })).toEqual({
      kind: 'refused',
      reasons: [`Run ${stopped.id} is completed, not needs-approval.`],
    });
  });
});

describe('a process that dies in a harvest', () => {
  it.each([0, 1, 2])('after %i pages: another one goes on from there, and nothing is lost or done twice', async (pages) => {
    const [one, two] = [await join(), await join()];
    const { reached } = holdAt(one, pages);
    const { run } = await begin(one);
    await reached;
    await one.die();
    await two.harvests.resumeDue();
    expect((await two.harvests.findRun(run.id))?.state).toMatch(/^(?:queued|fetching)$/);
    await expireLeases();
    await two.harvests.resumeDue();
    const ended = await endOf(two, run.id);
    expect([ended.state, ended.counters.seen, ended.counters.pages]).toEqual(['completed', 30, 3]);
    if (pages > 0) expect(two.library.lists.at(-1)).toEqual({ resume: { token: String(pages * 10), listNumber: 1 } });
    await expectWhole(two, 30);
  });

  it('is taken for dead by itself, without anybody’s help, when it says nothing for long enough', async () => {
    const [one, two] = [await join(), await join()];
    const { reached } = holdAt(one, 1);
    const { run } = await begin(one);
    await reached;
    await one.die();
    await until(async () => {
      await two.harvests.resumeDue();
      return (await two.harvests.findRun(run.id))?.state === 'completed';
    });
    expect((await endOf(two, run.id)).state).toBe('completed');
    await expectWhole(two, 30);
  });
});

describe('a process that was taken for dead and is not', () => {
  it('writes nothing any more, stops, and leaves the harvest to the other one', async () => {
    const [one, two] = [await join(), await join()];
    const { reached, release } = holdAt(one, 1);
    const { run, done } = await begin(one);
    await reached;
    await expireLeases();
    const { reached: theirs, release: letGo } = holdAt(two, 1);
    await two.harvests.resumeDue();
    await theirs;
    release();
    const ended = await done;
    expect([ended.state, ended.transitions.at(-1)?.reason]).toEqual([
      'interrupted',
      expect.stringContaining('another process took it over'),
    ]);
    expect((await two.harvests.findRun(run.id))?.state).toBe('fetching');
    letGo();
    expect((await endOf(two, run.id)).counters.seen).toBe(30);
    await expectWhole(two, 30);
  });

  it('in the very moment before it applies is held off by the revision of the source', async () => {
    let letRender = (): void => undefined;
    const released = new Promise<void>((resolve) => (letRender = resolve));
    heldUp.push(letRender);
    let isRendering = false;
    const renderer = await join();
    const one = await join(30, {
      render: async () => {
        isRendering = true;
        await released;
        return { records: [], faults: [] };
      },
      // Turns would keep the other one from going on, too: here the process has lost them as it has lost the lease.
      linkTurns: { run: (task) => task() },
    });
    const { run, done } = await begin(one);
    await until(() => isRendering);
    await expireLeases();
    await renderer.harvests.resumeDue();
    expect((await endOf(renderer, run.id)).state).toBe('completed');
    letRender();
    // What it wanted has been done, by the other one.
    const late = await done;
    expect([late.state, late.message]).toEqual(['completed', expect.stringContaining('It was applied by another process')]);
    await expectWhole(renderer, 30);
    renderer.clock.now += 5000;
    await until(async () => (await renderer.published()).length === 30);
  });

  it('and has applied it after all is believed by the other one', async () => {
    let letRender = (): void => undefined;
    const released = new Promise<void>((resolve) => (letRender = resolve));
    heldUp.push(letRender);
    let isRendering = false;
    const two = await join();
    const one = await join(30, {
      render: async () => {
        isRendering = true;
        await released;
        return { records: [], faults: [] };
      },
      linkTurns: { run: (task) => task() },
    });
    const { run, done } = await begin(one);
    await until(() => isRendering);
    await expireLeases();
    // The other one has fetched nothing and begins to look when the first commits.
    const order: string[] = [];
    const readSource = two.store.readSource.bind(two.store);
    Object.assign(two.store, {
      readSource: async (id: string) => {
        if (order.length === 3) {
          letRender();
          await done;
        }
        order.push(id);
        return readSource(id);
      },
    });
    await two.harvests.resumeDue();
    const ended = await endOf(two, run.id);
    expect([ended.state, ended.message]).toEqual(['completed', expect.stringContaining('It was applied by another process')]);
    await expectWhole(two, 30);
  });
});
