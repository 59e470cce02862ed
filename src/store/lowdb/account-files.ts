import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Low } from 'lowdb';
import { applyAccountChange, emptyAccountContents, readAccountContents } from '../account-contents.js';
import type { AccountStore } from '../account-ports.js';
import { createCommitQueue } from '../commit-queue.js';
import { ACCOUNT_FILE, createAccountFile } from './account-file.js';
import { AUDIT_FILE, openAuditFile } from './audit-file.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { isAsideName } from './replace-file.js';
import type { WarnOperator } from './warning.js';

/** An account store that is given back. */
export interface AccountFiles extends AccountStore {
  /** Ends after what was begun. */
  close(): Promise<void>;
}

/**
 * Accounts and audit as two files beside the embedded store: whoever holds the store's lock holds these. Accounts are few and read at every
 * request, so they are in memory; of the audit there is only where its parts begin.
 * @throws StoreError `damaged`, `newer`, or `unavailable` when the disk does not let it
 */
export const openAccountFiles = async ({
  directory,
  disk = nodeDisk,
  onWarning = () => undefined,
}: {
  /** Made when it is not there. */
  readonly directory: string;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
  readonly onWarning?: WarnOperator;
}): Promise<AccountFiles> => {
  const root = path.resolve(directory);
  const translated = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw unavailable(root, doing, cause);
    }
  };
  const low = new Low(createAccountFile(disk, root), emptyAccountContents(''));
  const audit = await translated('be opened for accounts', async () => {
    await disk.makeDirectory(root);
    for (const name of await disk.list(root)) {
      if (isAsideName(name) && name.startsWith(ACCOUNT_FILE)) await disk.remove(path.join(root, name));
    }
    await low.read();
    if (low.data.cookieKey === '') {
      low.data = emptyAccountContents(randomBytes(32).toString('base64url'));
      await low.write();
    }
    const opened = await openAuditFile(disk, root, onWarning);
    // A program that was killed may have left names that are seen but do not last yet.
    await disk.syncDirectory(root);
    return opened;
  });
  const queue = createCommitQueue();
  /** What is on the disk, and so may be seen. */
  let contents = low.data;
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
    commitAccounts: (change) =>
      queue.run(() =>
        translated(`write ${ACCOUNT_FILE}`, async () => {
          low.data = applyAccountChange(contents, change);
          await low.write();
          contents = low.data;
        }),
      ),
    appendAudit: (entry) => queue.run(() => translated(`write ${AUDIT_FILE}`, () => audit.append(entry))),
    listAudit: (page) => translated(`read ${AUDIT_FILE}`, () => audit.list(page)),
    close: () => queue.run(() => Promise.resolve()),
  };
};
