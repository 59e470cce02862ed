import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Trouble } from '../../src/notices/condition.js';
import { planNotices, type Notice } from '../../src/notices/plan-notices.js';
import type { NoticeCause, ToldNotice } from '../../src/store/notice-ports.js';
import { troubleOf } from './notice-samples.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-20T06:00:00Z');

/** One way of telling over time; what is sent is remembered, unless the sending fails. */
const createTeller = (sources: readonly string[] = ['melinda']) => {
  let told: readonly ToldNotice[] = [];
  return (atMs: number, troubles: readonly Trouble[], isDelivered = true): readonly string[] => {
    const plan = planNotices({ sources, troubles }, told, START + atMs);
    if (isDelivered) told = plan.told;
    return isDelivered ? plan.notices.map(nameOf) : [];
  };
};

const nameOf = (notice: Notice): string =>
  notice.kind === 'recovered'
    ? `${notice.source} ${notice.cause} over`
    : `${notice.trouble.source} ${notice.trouble.cause}${notice.isReminder ? ' again' : ''}`;

const failed = troubleOf('failed', 'melinda');
const held = troubleOf('needs-approval', 'melinda');
const old = troubleOf('old-quarantine', 'melinda');

describe('what people are told', () => {
  it('is nothing while all is well', () => {
    const tell = createTeller();
    expect([tell(0, []), tell(HOUR, []), tell(9 * DAY, [])]).toEqual([[], [], []]);
  });

  it('is a failure once, and that it is over once', () => {
    const tell = createTeller();
    expect(tell(0, [failed])).toEqual(['melinda failed']);
    expect(tell(HOUR, [failed])).toEqual([]);
    expect(tell(2 * HOUR, [])).toEqual(['melinda failed over']);
    expect(tell(3 * HOUR, [])).toEqual([]);
    expect(tell(9 * DAY, [])).toEqual([]);
  });

  it('is a lasting failure again after a day, with when it was first told', () => {
    const tell = createTeller();
    tell(0, [failed]);
    expect(tell(DAY - 1, [failed])).toEqual([]);
    expect(tell(DAY, [failed])).toEqual(['melinda failed again']);
    expect(tell(DAY + HOUR, [failed])).toEqual([]);
    const { notices } = planNotices(
      { sources: ['melinda'], troubles: [failed] },
      [{ source: 'melinda', cause: 'failed', since: '2026-11-01T00:00:00.000Z', at: '2026-11-10T00:00:00.000Z', isOpen: true }],
      START,
    );
    expect(notices[0]!.since).toBe('2026-11-01T00:00:00.000Z');
  });

  it('is what lies in quarantine again after a week only, since the cure may lie with the source', () => {
    const tell = createTeller();
    expect(tell(0, [old])).toEqual(['melinda old-quarantine']);
    expect(tell(7 * DAY - 1, [old])).toEqual([]);
    expect(tell(7 * DAY, [old])).toEqual(['melinda old-quarantine again']);
  });

  it('is not every come and go of a source that fails now and then', () => {
    const tell = createTeller();
    expect(tell(0, [failed])).toEqual(['melinda failed']);
    expect(tell(HOUR, [])).toEqual(['melinda failed over']);
    expect(tell(2 * HOUR, [failed])).toEqual([]);
    expect(tell(3 * HOUR, [])).toEqual([]);
    expect(tell(20 * HOUR, [failed])).toEqual([]);
    expect(tell(DAY, [failed])).toEqual(['melinda failed']);
    expect(tell(DAY + HOUR, [])).toEqual(['melinda failed over']);
  });

  it('is each cause of each source by itself, together in one message', () => {
    const tell = createTeller(['melinda', 'finna']);
    const finna = troubleOf('failed', 'finna');
    expect(tell(0, [failed, held, finna])).toEqual(['melinda failed', 'melinda needs-approval', 'finna failed']);
    expect(tell(HOUR, [held, finna, old])).toEqual(['melinda old-quarantine', 'melinda failed over']);
  });

  it('is tried again when it could not be sent, a recovery too', () => {
    const tell = createTeller();
    tell(0, [failed], false);
    expect(tell(HOUR, [failed])).toEqual(['melinda failed']);
    tell(2 * HOUR, [], false);
    expect(tell(3 * HOUR, [])).toEqual(['melinda failed over']);
  });

  it('is nothing of a trouble that nobody heard of and that is over', () => {
    const tell = createTeller();
    tell(0, [failed], false);
    expect(tell(HOUR, [])).toEqual([]);
  });

  it('is nothing more of a source that was taken out of the settings', () => {
    const { notices, told } = planNotices(
      { sources: [], troubles: [] },
      [{ source: 'melinda', cause: 'failed', since: '2026-11-20T05:00:00.000Z', at: '2026-11-20T05:00:00.000Z', isOpen: true }],
      START,
    );
    expect([notices, told]).toEqual([[], []]);
  });

  it('is not silenced by a clock that was a year ahead when it last spoke', () => {
    const ahead = new Date(START + 365 * DAY).toISOString();
    const told: readonly ToldNotice[] = [{ source: 'melinda', cause: 'failed', since: ahead, at: ahead, isOpen: true }];
    expect(planNotices({ sources: ['melinda'], troubles: [failed] }, told, START).notices.map(nameOf)).toEqual(['melinda failed again']);
  });
});

describe('however troubles come and go, and whenever sending fails,', () => {
  const SOURCES = ['melinda', 'finna'];
  const CAUSES: readonly NoticeCause[] = ['failed', 'needs-approval', 'old-quarantine'];
  const KEYS = SOURCES.flatMap((source) => CAUSES.map((cause) => ({ source, cause, name: `${source} ${cause}` })));
  const REPEAT: Readonly<Record<string, number>> = { failed: DAY, 'needs-approval': DAY, 'old-quarantine': 7 * DAY };
  const check = fc.record({
    afterMs: fc.oneof(fc.integer({ min: 1, max: HOUR }), fc.integer({ min: HOUR, max: 9 * DAY })),
    present: fc.subarray(KEYS),
    isDelivered: fc.boolean(),
  });

  it('nothing is told twice within a day, a recovery once for what was told, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(check, { maxLength: 40 }), (checks) => {
        const tell = createTeller(SOURCES);
        const heard = new Map<string, { at: number; isOver: boolean }>();
        let now = 0;
        for (const { afterMs, present, isDelivered } of checks) {
          now += afterMs;
          const said = tell(
            now,
            present.map(({ source, cause }) => troubleOf(cause, source)),
            isDelivered,
          );
          for (const text of said) {
            const name = text.replace(/ (?:over|again)$/, '');
            const before = heard.get(name);
            if (text.endsWith(' over')) {
              expect(before?.isOver).toBe(false);
              heard.set(name, { at: before!.at, isOver: true });
            } else {
              if (before) expect(now - before.at).toBeGreaterThanOrEqual(DAY);
              expect(text.endsWith(' again')).toBe(before !== undefined && !before.isOver);
              heard.set(name, { at: now, isOver: false });
            }
          }
          if (!isDelivered) continue;
          for (const { name, cause } of KEYS) {
            const last = heard.get(name);
            if (present.some((key) => key.name === name)) expect(now - (last?.at ?? -Infinity)).toBeLessThan(REPEAT[cause]!);
            else expect(last?.isOver ?? true).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
