import type { AuditEntry, AuditPage } from './account-ports.js';

/** Whether an entry belongs to what was asked for, its number set aside by no limit. */
export const isAuditWanted = ({ number, actor, action, target }: AuditEntry, page: Omit<AuditPage, 'limit'>): boolean =>
  (page.before === undefined || number < page.before) &&
  (page.actor === undefined || actor === page.actor) &&
  (page.action === undefined || action.startsWith(page.action)) &&
  (page.target === undefined || target === page.target);
