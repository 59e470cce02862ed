import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkOf } from '../../src/accounts/network-address.js';
import { createThrottle, type Attempt, type Throttle } from '../../src/accounts/throttle.js';
import { createMemoryThrottle } from '../../src/store/memory/memory-throttle.js';
import { createTestClock, type TestClock } from '../store/samples.js';
import { ELSEWHERE, HOME } from './desk.js';

let clock: TestClock;
let throttle: Throttle;
beforeEach(() => {
  clock = createTestClock();
  throttle = createThrottle(createMemoryThrottle(clock));
});

const secondsOf = (attempt: Attempt): number => (attempt.kind === 'go' ? 0 : attempt.seconds);
const attempt = async (name: string, address: string): Promise<number> => secondsOf(await throttle.attempt(name, address));
const kindOf = async (name: string, address: string): Promise<Attempt['kind']> => (await throttle.attempt(name, address)).kind;
const failures = (count: number, name: string, address: string): Promise<readonly number[]> =>
  Promise.all(Array.from({ length: count }, () => attempt(name, address)));
const succeed = async (name: string, address: string): Promise<void> => {
  const made = await throttle.attempt(name, address);
  if (made.kind !== 'go') throw new Error(`it waits ${made.seconds} s`);
  await made.succeeded();
};
/** Fails again and again as soon as it may. */
const hammer = async (times: number, name: string, address: string): Promise<readonly number[]> => {
  const waits: number[] = [];
  for (let time = 0; time < times; time++) {
    const seconds = await attempt(name, address);
    clock.move(seconds);
    if (seconds > 0) expect(await kindOf(name, address)).toBe('go');
    waits.push(seconds);
  }
  return waits;
};

describe('attempts at one account', () => {
  it('wait not at all after three failures, then 1, 2, 4 … seconds, and fifteen minutes at most', async () => {
    expect(await hammer(16, 'maija', HOME)).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('at the same moment are let through three times and no more', async () => {
    expect((await failures(100, 'maija', HOME)).filter((seconds) => seconds === 0)).toHaveLength(3);
    expect(await Promise.all(Array.from({ length: 100 }, (_, index) => attempt('maija', `203.0.113.${index}`)))).not.toContain(0);
  });

  it('count whatever the case, the blanks and the composition of the name are', async () => {
    await failures(3, 'Päivi', '192.0.2.11');
    for (const name of ['PÄIVI', ' päivi ', 'päivi'.normalize('NFD')]) expect(await kindOf(name, '192.0.2.12')).toBe('wait');
  });

  it('that are made to wait do not make the wait longer', async () => {
    await failures(500, 'maija', HOME);
    clock.move(0.999);
    expect(await throttle.attempt('maija', HOME)).toMatchObject({ kind: 'wait', seconds: 1 });
    clock.move(0.001);
    expect(await kindOf('maija', HOME)).toBe('go');
  });

  it('tell once that they have to wait, until one is let through again', async () => {
    await failures(3, 'maija', HOME);
    const told = async (): Promise<boolean> => {
      const made = await throttle.attempt('maija', HOME);
      return made.kind === 'wait' && made.isFirst;
    };
    expect([await told(), await told(), await told()]).toEqual([true, false, false]);
    clock.move(1);
    await throttle.attempt('maija', HOME);
    expect([await told(), await told()]).toEqual([true, false]);
  });

  it('are tolerated again once one succeeds', async () => {
    await hammer(6, 'maija', HOME);
    clock.move(8);
    await succeed('maija', HOME);
    expect(await attempt('maija', ELSEWHERE)).toBe(0);
  });

  it('are forgiven, one for each quarter of an hour of quiet', async () => {
    await failures(3, 'maija', HOME);
    clock.move(15 * 60);
    expect(await failures(2, 'maija', HOME)).toEqual([0, 1]);
    clock.move(60 * 60);
    expect(await failures(4, 'maija', HOME)).toEqual([0, 0, 0, 1]);
  });

  it('do not wait for a clock that was set back to come round again', async () => {
    await hammer(5, 'maija', HOME);
    clock.move(-3600);
    expect(await attempt('maija', HOME)).toBe(4);
    clock.move(4);
    expect(await kindOf('maija', HOME)).toBe('go');
  });
});

describe('attempts from one address', () => {
  it('wait, whatever name they try', async () => {
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((name) => attempt(name, HOME)))).toEqual([0, 0, 0, 1]);
    expect(await kindOf('d', ELSEWHERE)).toBe('go');
  });

  it('are not forgotten because one of them succeeds: who has an account may not guess at others', async () => {
    for (let round = 0; round < 3; round++) {
      await throttle.attempt(`victim ${round}`, HOME);
      if (round < 2) await succeed('mallory', HOME);
    }
    expect(await kindOf('mallory', HOME)).toBe('wait');
  });

  it('that succeed do not count, so that an office signs in at nine', async () => {
    for (let person = 0; person < 40; person++) await succeed(`person ${person}`, HOME);
    expect(await kindOf('the last', HOME)).toBe('go');
  });
});

describe('a stranger who goes on guessing at one account', () => {
  it('does not lengthen the way of its owner from where the owner was let in before', async () => {
    await succeed('maija', HOME);
    await hammer(20, 'maija', ELSEWHERE);
    for (let round = 0; round < 30; round++) await succeed('maija', HOME);
    // Nor does the owner's success let the stranger begin anew.
    expect(await attempt('maija', '203.0.113.9')).toBe(900);
  });

  it('keeps nobody waiting for more than a quarter of an hour', async () => {
    await hammer(40, 'maija', ELSEWHERE);
    const wait = await attempt('maija', HOME);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(900);
    clock.move(wait);
    expect(await kindOf('maija', HOME)).toBe('go');
  });

  it('is made to wait at the owner’s own address too', async () => {
    await succeed('maija', HOME);
    expect(await failures(4, 'maija', HOME)).toEqual([0, 0, 0, 1]);
  });
});

describe('the memory of attempts', () => {
  it('holds ten thousand names and addresses, and then forgets the oldest', async () => {
    await failures(3, 'maija', HOME);
    for (let number = 0; number < 4_998; number++) await throttle.attempt(`name ${number}`, `10.0.${number >> 8}.${number & 255}`);
    expect(await kindOf('maija', ELSEWHERE)).toBe('wait');
    for (let number = 5_000; number < 10_001; number++) await throttle.attempt(`name ${number}`, `10.0.${number >> 8}.${number & 255}`);
    expect(await kindOf('maija', ELSEWHERE)).toBe('go');
  });

  it('never lets more through than one by one would, in any order of names and addresses', async () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b'),
      address: fc.constantFrom(HOME, ELSEWHERE),
      move: fc.constantFrom(0, 0, 0.5, 1, 3, 20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const [time, each] = [createTestClock(), new Map<string, number[]>()];
        const guarded = createThrottle(createMemoryThrottle(time));
        for (const { name, address, move } of steps) {
          time.move(move);
          if ((await guarded.attempt(name, address)).kind === 'wait') continue;
          for (const key of [name, address]) {
            const times = each.get(key) ?? [];
            each.set(key, [...times, time()]);
            // After n failures the next is 2^(n-3) seconds off; nothing is forgiven in so short a time.
            const [last, count] = [times.at(-1), times.length];
            if (last !== undefined && count >= 3) expect(time() - last).toBeGreaterThanOrEqual(1000 * 2 ** (Math.min(count, 12) - 3));
          }
        }
      }),
      { numRuns: process.env['LONG'] ? 5000 : 200 },
    );
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0:0:ffff::192.0.2.1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is never longer than an address, whatever stands in its place', () => {
    expect(networkOf('x'.repeat(10_000))).toHaveLength(64);
  });
});
