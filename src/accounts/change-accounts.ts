import { StoreError } from '../store/ports.js';
import { isSameJson } from '../store/same-json.js';
import type { AccountChange, AccountStore } from '../store/account-ports.js';
import type { AccountFault, AccountOutcome } from './accounts.js';
import type { AuditLine, AuditTrail } from './audit-trail.js';

/** What shall become of the accounts, as they were read. */
export type Plan<T> =
  | { readonly kind: 'do'; readonly change: AccountChange; readonly lines: readonly AuditLine[]; readonly value: T }
  | { readonly kind: 'refused'; readonly faults: readonly AccountFault[]; readonly lines?: readonly AuditLine[] };

export type ChangeAccounts = <T>(plan: () => Promise<Plan<T>>) => Promise<AccountOutcome<T>>;

/** How often others may get in between before it is given up; each time one of them has got through. */
const MOST_ATTEMPTS = 20;

/**
 * Audits and commits what was planned. Where another change came in between it is planned anew, from what there is now, so that two at
 * the same moment never both do what only one of them may.
 * @throws StoreError
 */
export const createChangeAccounts =
  (store: Pick<AccountStore, 'commitAccounts'>, trail: AuditTrail): ChangeAccounts =>
  async (plan) => {
    let written: readonly AuditLine[] = [];
    for (let attempt = 1; ; attempt++) {
      const planned = await plan();
      if (planned.kind === 'refused') {
        // What was announced did not happen after all.
        for (const line of [...written.map(asRefused), ...(planned.lines ?? [])]) await trail.write(line);
        return { kind: 'refused', faults: planned.faults };
      }
      if (!isSameJson(planned.lines, written)) {
        // Of a plan that others overtook: what was announced does not happen, or not so.
        for (const line of [...written.map(asRefused), ...planned.lines]) await trail.write(line);
        written = planned.lines;
      }
      try {
        await store.commitAccounts(planned.change);
        return { kind: 'done', value: planned.value };
      } catch (fault) {
        if (!isConflict(fault) || attempt === MOST_ATTEMPTS) throw fault;
      }
    }
  };

const asRefused = (line: AuditLine): AuditLine => ({ ...line, action: `${line.action}.refused` });

const isConflict = (fault: unknown): boolean => fault instanceof StoreError && fault.code === 'conflict';
