import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { createDatestampClock } from '../../src/store/datestamp-clock.js';
import { createTestClock, START } from './samples.js';

const runs = process.env['LONG'] ? 5000 : 200;

describe('the clock of datestamps', () => {
  it('is the wall clock while that goes forward', () => {
    const wallClock = createTestClock();
    const clock = createDatestampClock({ wallClock });
    expect(clock.read()).toBe(START);
    wallClock.move(12.345);
    expect(clock.read()).toBe(START + 12_345);
    expect(clock.skew()).toBe(0);
  });

  it('runs at half speed after a backward step, until the wall has caught up', () => {
    const wallClock = createTestClock();
    const clock = createDatestampClock({ wallClock });
    wallClock.move(-3600);
    const readings = [0, 10, 10, 3580, 3600, 1].map((seconds) => {
      wallClock.move(seconds);
      return (clock.read() - START) / 1000;
    });
    expect(readings).toEqual([0, 5, 10, 1800, 3600, 3601]);
  });

  it('says by how many seconds it is ahead', () => {
    const wallClock = createTestClock();
    const clock = createDatestampClock({ wallClock });
    wallClock.move(-3600);
    expect(clock.skew()).toBe(3600);
    wallClock.move(3600);
    expect(clock.skew()).toBe(1800);
    wallClock.move(3600);
    expect(clock.skew()).toBe(0);
  });

  it('starts no earlier than told, and runs at half speed from there', () => {
    const wallClock = createTestClock();
    const clock = createDatestampClock({ wallClock, notBefore: START + 5000 });
    expect(clock.read()).toBe(START + 5000);
    wallClock.move(4);
    expect(clock.read()).toBe(START + 7000);
    wallClock.move(6);
    expect(clock.read()).toBe(START + 10_000);
  });

  it('never goes back, never stops while the wall goes on, and ends with the wall, whatever steps that makes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 60 }), (moves) => {
        const wallClock = createTestClock();
        const clock = createDatestampClock({ wallClock });
        let before = clock.read();
        for (const milliseconds of moves) {
          wallClock.move(milliseconds / 1000);
          const now = clock.read();
          expect(now).toBeGreaterThanOrEqual(before + Math.max(0, Math.floor(milliseconds / 2)));
          expect(now).toBeGreaterThanOrEqual(Math.floor(wallClock()));
          before = now;
        }
        wallClock.move(3600);
        expect(clock.read()).toBe(Math.floor(wallClock()));
      }),
      { numRuns: runs },
    );
  });
});
