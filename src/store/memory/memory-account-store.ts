import { randomBytes } from 'node:crypto';
import { applyAccountChange, emptyAccountContents, readAccountContents } from '../account-contents.js';
import type { AccountStore, AuditEntry } from '../account-ports.js';
import { isAuditWanted } from '../audit-query.js';

/** Accounts that are gone with their program. */
export const createMemoryAccountStore = (): AccountStore => {
  let contents = emptyAccountContents(randomBytes(32).toString('base64url'));
  const audit: AuditEntry[] = [];
  const read = () => readAccountContents(contents);
  return {
    findAccount: async (name) => read().findAccount(name),
    findAccountBySubject: async (issuer, sub) => read().findAccountBySubject(issuer, sub),
    listAccounts: async () => read().listAccounts(),
    findSession: async (idHash) => contents.sessions.get(idHash),
    findToken: async (hash) => read().findToken(hash),
    listTokens: async (account) => read().listTokens(account),
    readSetUpLink: async () => contents.setUpLink,
    readCookieKey: async () => contents.cookieKey,
    commitAccounts: async (change) => {
      contents = applyAccountChange(contents, change);
    },
    appendAudit: async (entry) => {
      const numbered = { number: audit.length + 1, ...entry };
      audit.push(numbered);
      return numbered;
    },
    listAudit: async (page) =>
      audit
        .filter((entry) => isAuditWanted(entry, page))
        .slice(-page.limit || audit.length)
        .reverse(),
  };
};
