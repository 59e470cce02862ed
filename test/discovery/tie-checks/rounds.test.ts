import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIsbn } from '../../../src/catalogue/isbn.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import { DAY_MS } from '../../../src/discovery/tie-checks/questions.js';
import { createTieChecks, type RoundReport } from '../../../src/discovery/tie-checks/tie-checks.js';
import type { Work } from '../../../src/discovery/work.js';
import { createFinnaLookup, type FinnaLookup } from '../../../src/harvester/finna/finna-lookup.js';
import { SourceError } from '../../../src/harvester/source-error.js';
import type { RecheckSettings } from '../../../src/platform/settings.js';
import { createMemoryTies } from '../../../src/store/memory/memory-ties.js';
import type { TieMemory, WorkTies } from '../../../src/store/tie-ports.js';
import { createSurroundings, startSource } from '../../harvester/scripted-source.js';
import { openHouse, RECORD_254001 } from '../house.js';
import { marcXml, sighting } from './finna-answers.js';

const RECHECK: RecheckSettings = {
  ...{ source: 'finna', schedule: '20 1 * * *', timezone: 'Europe/Helsinki', maxAgeDays: 30, perRun: 100_000 },
  targets: { finna: [] },
};
const DAY_1 = Date.parse('2026-03-01T12:00:00Z');
const never = new AbortController().signal;
const OLDER = 'fi-melinda.000254001';

/** `978952491NNNC`: a number of its own for each work. */
const isbnOf = (index: number): string => {
  const digits = `97895210${String(index).padStart(4, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return parseIsbn(`${digits}${(10 - (sum % 10)) % 10}`)!;
};
const workOf = (index: number): Work =>
  ({
    id: `w${String(index).padStart(5, '0')}`,
    origin: 'own',
    changed: 1,
    manifestations: [{ isbns: [isbnOf(index)] }],
    ties: [],
  }) as unknown as Work;

/** So many works, in memory. */
const worksOf = (count: number): Pick<Discovery, 'find' | 'list'> => {
  const all = Array.from({ length: count }, (_, index) => workOf(index));
  const byId = new Map(all.map((work) => [work.id, work]));
  return {
    find: async (id) => byId.get(id),
    list: async ({ after, limit }) => {
      const start = after === undefined ? 0 : Number(after.id.slice(1)) + 1;
      return all.slice(start, start + limit);
    },
  };
};
const found: FinnaLookup = async ({ number }) => sighting({ id: `fikka.${number}`, dedupIds: [], isbns: [parseIsbn(number)!] });
const nothing: FinnaLookup = async () => sighting();

interface Bench {
  readonly memory: TieMemory;
  readonly asked: string[];
  readonly warned: unknown[];
  readonly puts: number[];
  now: number;
  /** Today's answer of the source. */
  source: FinnaLookup;
  round(signal?: AbortSignal): Promise<RoundReport | undefined>;
  rows(): Promise<readonly WorkTies[]>;
}

const openBench = (count: number, more: Partial<RecheckSettings> = {}, kept = createMemoryTies()): Bench => {
  const [asked, warned, puts]: [string[], unknown[], number[]] = [[], [], []];
  const memory: TieMemory = {
    ...kept,
    put: async (rows) => {
      puts.push(rows.length);
      await kept.put(rows);
    },
  };
  const bench: Bench = {
    ...{ memory, asked, warned, puts, now: DAY_1, source: found },
    round: (signal = never) => checks.runRound(signal),
    rows: async () => (await memory.listChanged({ limit: 1_000_000 })).map(({ row }) => row),
  };
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (...line: unknown[]) => void warned.push(line),
    error: () => undefined,
  };
  const checks = createTieChecks({
    ...{ settings: { ...RECHECK, ...more }, works: worksOf(count), memory, clock: () => bench.now, log },
    lookUp: async (question, signal) => {
      asked.push(question.number);
      return bench.source(question, signal);
    },
  });
  return bench;
};
const deadIn = (rows: readonly WorkTies[]): number => rows.flatMap(({ ties }) => ties).filter(({ dead }) => dead !== undefined).length;
const failing = (code: SourceError['code'], options = {}): FinnaLookup => {
  return async () => {
    throw new SourceError(code, `finna: ${code}`, options);
  };
};

describe('a round', () => {
  it('looks for every work once, and for none again before its time', async () => {
    const bench = openBench(45);
    expect(await bench.round()).toMatchObject({ works: 45, asked: 45, found: 45, isFinished: true });
    expect(new Set(bench.asked).size).toBe(45);
    bench.now += DAY_MS;
    expect(await bench.round()).toBeUndefined();
    bench.now += 29 * DAY_MS;
    expect(await bench.round()).toMatchObject({ asked: 45, found: 0 });
  });

  it('asks no more than it may, and the next one goes on from there, round and round', async () => {
    const bench = openBench(30, { perRun: 12, targets: { finna: [], eduskunta: ['building:"0/EKK/"'] } });
    for (const works of [6, 6, 6, 6, 6]) expect(await bench.round()).toMatchObject({ works, asked: 12 });
    expect(await bench.round()).toBeUndefined();
    bench.now += 31 * DAY_MS;
    const before = [...bench.asked];
    for (let turn = 0; turn < 5; turn += 1) await bench.round();
    // In the same order: what was looked for longest ago comes first.
    expect(bench.asked.slice(before.length)).toEqual(before);
  });

  it('keeps what it found in small steps, and looks for 10,000 works without ever holding more', async () => {
    const bench = openBench(10_000);
    expect(await bench.round()).toMatchObject({ works: 10_000, found: 10_000, isFinished: true });
    expect(Math.max(...bench.puts)).toBeLessThanOrEqual(20);
    expect(bench.puts).toHaveLength(500);
    expect(await bench.rows()).toHaveLength(10_000);
  });

  it('that is stopped keeps what it has, and is gone on with', async () => {
    const bench = openBench(50);
    const stopping = new AbortController();
    bench.source = async (question, signal) => {
      if (bench.asked.length === 33) stopping.abort();
      if (signal.aborted) throw new SourceError('cancelled', 'stopped');
      return found(question, signal);
    };
    expect(await bench.round(stopping.signal)).toMatchObject({ works: 32, isFinished: false, stopped: 'stopped' });
    bench.source = found;
    expect(await bench.round()).toMatchObject({ works: 18, isFinished: true });
    expect(bench.asked).toHaveLength(51);
  });

  it('does not run twice at the same time', async () => {
    const bench = openBench(5);
    const [one, other] = await Promise.all([bench.round(), bench.round()]);
    expect([one?.works, other]).toEqual([5, undefined]);
  });

  it('of a program that is killed between two batches loses nothing that was kept, and looks for the rest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 70 }), async (killedAt) => {
        const memory = createMemoryTies();
        const killed = openBench(70, {}, memory);
        // A program that is killed says nothing any more: the lookup never returns.
        const isThere = new Promise<void>((resolve) => {
          killed.source = (question, signal) => {
            if (killed.asked.length <= killedAt) return found(question, signal);
            resolve();
            return new Promise(() => undefined);
          };
        });
        await Promise.race([killed.round(), isThere]);
        const kept = await killed.rows();
        expect(kept).toHaveLength(killedAt >= 70 ? 70 : killedAt - (killedAt % 20));
        const next = openBench(70, {}, memory);
        await next.round();
        expect(next.asked).toHaveLength(70 - kept.length);
        expect(await next.rows()).toHaveLength(70);
        expect((await next.rows()).slice(0, kept.length)).toEqual(kept);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a source that is not well', () => {
  it('is left alone after some failures in a row, and no tie dies of that', async () => {
    const bench = openBench(40);
    await bench.round();
    for (let months = 1; months <= 4; months += 1) {
      bench.now += 31 * DAY_MS;
      bench.source = failing('not-protocol');
      expect(await bench.round()).toMatchObject({
        works: 5,
        failed: 5,
        died: 0,
        missed: 0,
        stopped: expect.stringContaining('not-protocol') as unknown,
      });
    }
    expect(deadIn(await bench.rows())).toBe(0);
    expect(bench.warned).toHaveLength(4);
  });

  it('that does not answer for one work keeps no other from its turn', async () => {
    const bench = openBench(60);
    const odd = new Set([isbnOf(3), isbnOf(30)]);
    bench.source = (question, signal) => (odd.has(question.number) ? failing('malformed')(question, signal) : found(question, signal));
    expect(await bench.round()).toMatchObject({ works: 60, failed: 2, found: 58, isFinished: true });
    bench.now += DAY_MS;
    expect(await bench.round()).toMatchObject({ works: 2, failed: 2 });
  });

  it.each(['forbidden', 'tls', 'refused'] as const)('and says %s is not asked for another work in that round', async (code) => {
    const bench = openBench(10);
    bench.source = failing(code);
    expect(await bench.round()).toMatchObject({ works: 0, asked: 1, stopped: `finna: ${code}` });
    bench.source = found;
    expect(await bench.round()).toMatchObject({ works: 10 });
  });

  it('and wants to be left alone until a time is not asked before', async () => {
    const bench = openBench(10);
    bench.source = failing('paused', { nextAttemptAt: '2026-03-01T14:00:00Z' });
    expect(await bench.round()).toMatchObject({ asked: 1 });
    bench.now = Date.parse('2026-03-01T13:59:59Z');
    expect(await bench.round()).toBeUndefined();
    expect(bench.asked).toHaveLength(1);
    bench.source = found;
    bench.now += 1000;
    expect(await bench.round()).toMatchObject({ works: 10, isFinished: true });
  });

  it('and finds nothing of all that it found before is not believed', async () => {
    const bench = openBench(40);
    await bench.round();
    bench.source = nothing;
    for (let turn = 0; turn < 5; turn += 1) {
      bench.now += 31 * DAY_MS;
      expect(await bench.round()).toMatchObject({
        missed: 0,
        died: 0,
        stopped: expect.stringContaining('finds none of 20 works') as unknown,
      });
    }
    expect(deadIn(await bench.rows())).toBe(0);
    bench.source = found;
    bench.now += 2 * DAY_MS;
    await bench.round();
    expect((await bench.rows()).every(({ failed }) => failed === undefined)).toBe(true);
  });
});

describe('a record that is gone', () => {
  it('is missed in one round, looked for again the day after, and then dead, until it is found again', async () => {
    const bench = openBench(30);
    await bench.round();
    const lost = isbnOf(7);
    bench.source = (question, signal) => (question.number === lost ? nothing(question, signal) : found(question, signal));
    bench.now += 31 * DAY_MS;
    expect(await bench.round()).toMatchObject({ asked: 30, missed: 1, died: 0 });
    bench.now += DAY_MS;
    expect(await bench.round()).toMatchObject({ asked: 1, died: 1 });
    bench.now += DAY_MS;
    expect(await bench.round()).toBeUndefined();
    bench.source = found;
    bench.now += 31 * DAY_MS;
    expect(await bench.round()).toMatchObject({ asked: 30, revived: 1 });
    expect(deadIn(await bench.rows())).toBe(0);
  });
});

describe('over the network', () => {
  it('a work without an ISBN is found by its control number, missed twice, dead, and back', async () => {
    const record = marcXml('035 ## $a (FI-MELINDA)000254001', '245 10 $a Kirja');
    const other = marcXml('035 ## $a (FI-MELINDA)000254002', '245 10 $a Toinen kirja');
    let isThere = true;
    const finna = await startSource(({ params }) => {
      const isAsked = params.get('lookfor') === 'ctrlnum:("(FI-MELINDA)254001" OR "(FI-MELINDA)000254001")';
      const records = [
        ...(isAsked && isThere ? [{ id: 'fikka.254001', fullRecord: record }] : []),
        { id: 'fikka.254002', fullRecord: other },
      ];
      return JSON.stringify({ status: 'OK', resultCount: records.length, records });
    });
    try {
      const { waits: _, ...surroundings } = createSurroundings();
      const lookUp = createFinnaLookup({ ...surroundings, source: { id: 'finna', url: finna.url.replace('/oai', '/v1') } });
      const house = openHouse();
      await house.harvest('melinda', { localId: OLDER, marc: RECORD_254001.replaceAll(/^02[04].*$/gm, '').replaceAll(/\n+/g, '\n') });
      const clock = { now: DAY_1 };
      const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
      const checks = createTieChecks({
        settings: RECHECK,
        works: house.discovery,
        memory: house.ties,
        clock: () => clock.now,
        log,
        lookUp,
      });
      const tie = async () => (await house.discovery.find(OLDER))?.ties.find(({ theirs }) => theirs.startsWith('fikka.'));
      expect((await house.discovery.find(OLDER))?.manifestations.flatMap(({ isbns }) => isbns)).toEqual([]);
      expect(await checks.runRound(never)).toMatchObject({ works: 1, asked: 1, isFinished: true });
      expect(await tie()).toMatchObject({
        theirs: 'fikka.254001',
        evidence: [{ number: '(FI-MELINDA)254001', source: 'finna', filters: [], seen: DAY_1 / 1000 }],
      });
      isThere = false;
      clock.now += 31 * DAY_MS;
      // Melinda's number went by what that record said.
      expect(await checks.runRound(never)).toMatchObject({ missed: 2, died: 0 });
      expect(await tie()).not.toHaveProperty('dead');
      clock.now += DAY_MS;
      expect(await checks.runRound(never)).toMatchObject({ died: 2 });
      expect(await tie()).toHaveProperty('dead');
      isThere = true;
      clock.now += 31 * DAY_MS;
      expect(await checks.runRound(never)).toMatchObject({ revived: 2 });
      expect(await tie()).not.toHaveProperty('dead');
    } finally {
      await finna.close();
    }
  });

  it('a round goes at the pace of the source, one request at a time, and gives way to Retry-After', async () => {
    const finna = await startSource(({ params }, index) => {
      if (index === 1) return { status: 429, headers: { 'Retry-After': '30' } };
      const number = params.get('lookfor')!;
      return JSON.stringify({ status: 'OK', resultCount: 1, records: [{ id: `fikka.${number}`, isbns: [number] }] });
    });
    try {
      const { waits, ...surroundings } = createSurroundings(1000);
      const bench = openBench(4);
      bench.source = createFinnaLookup({ ...surroundings, source: { id: 'finna', url: finna.url.replace('/oai', '/v1') } });
      expect(await bench.round()).toMatchObject({ works: 4, asked: 4, found: 4 });
      expect(finna.asked).toHaveLength(5);
      expect(finna.mostOpen()).toBe(1);
      expect(waits.filter((ms) => ms === 1000).length).toBeGreaterThanOrEqual(3);
      expect(waits).toContain(30_000);
    } finally {
      await finna.close();
    }
  });
});
