import type { Log } from '../platform/log.js';
import type { WallClock } from '../platform/clock.js';
import type { AccountStore, AuditEntry } from '../store/account-ports.js';
import { isoOf } from './moment.js';

/** Who did what, written before it is done. */
export interface AuditTrail {
  write(entry: AuditLine): Promise<void>;
}

export type AuditLine = Pick<AuditEntry, 'actor' | 'action' | 'target' | 'detail'>;

/** What a person may have typed: a line must stay small enough to be read with a screenful of others. */
const MOST_TEXT = 1000;
const MOST_TEXTS = 100;

export const createAuditTrail = (store: Pick<AccountStore, 'appendAudit'>, clock: WallClock, log?: Log): AuditTrail => ({
  write: async ({ actor, action, target, detail }) => {
    await store.appendAudit({
      at: isoOf(clock()),
      actor,
      action,
      ...(target !== undefined && { target: target.slice(0, MOST_TEXT) }),
      ...(detail && { detail: bounded(detail) }),
    });
    log?.info('audit', { actor, action, ...(target !== undefined && { target }) });
  },
});

const bounded = (detail: NonNullable<AuditEntry['detail']>): NonNullable<AuditEntry['detail']> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, boundedValue(value)]));

const boundedValue = (value: string | number | boolean | readonly string[]): string | number | boolean | readonly string[] => {
  if (typeof value === 'string') return value.slice(0, MOST_TEXT);
  return typeof value === 'object' ? value.slice(0, MOST_TEXTS).map((text) => text.slice(0, MOST_TEXT)) : value;
};
