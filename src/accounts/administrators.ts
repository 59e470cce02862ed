import type { Account } from '../store/account-ports.js';

/** Whether nobody else could look after accounts. */
export const isLastAdministrator = (all: readonly Account[], { name, role }: Account): boolean =>
  role === 'administrator' && !all.some((account) => account.role === 'administrator' && account.name !== name);
