import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountChange, AccountStore } from '../../src/store/account-ports.js';
import { accountOf, after, AT, lineOf, sessionOf, shownIn, tokenOf } from './account-samples.js';

/** What every adapter of the accounts keeps. */
export const describeAccounts = (
  adapter: string,
  open: () => Promise<{ readonly accounts: AccountStore; readonly discard: () => Promise<unknown> }>,
): void => {
  describe(`accounts in ${adapter}`, () => {
    let store: AccountStore;
    let discard: () => Promise<unknown>;
    beforeEach(async () => ({ accounts: store, discard } = await open()));
    afterEach(() => discard());

    const commit = (change: AccountChange): Promise<void> => store.commitAccounts(change);
    const namesIn = async (): Promise<readonly string[]> => (await store.listAccounts()).map(({ name }) => name);
    const tokensIn = async (account?: string): Promise<readonly string[]> => (await store.listTokens(account)).map(({ id }) => id);
    const expectConflict = async (change: AccountChange): Promise<void> => {
      const before = await shownIn(store);
      await expect(commit(change)).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
      expect(await shownIn(store)).toEqual(before);
    };

    describe('an account', () => {
      it('is found by its name without regard to case or to how its letters are composed', async () => {
        await commit({ accounts: [accountOf('Päivi Åkerö')] });
        for (const name of ['Päivi Åkerö', 'PÄIVI ÅKERÖ', 'päivi åkerö'.normalize('NFD')]) {
          expect(await store.findAccount(name)).toEqual(accountOf('Päivi Åkerö'));
        }
        expect(await store.findAccount('Paivi Akero')).toBeUndefined();
      });

      it('takes the place of the one of the same name, whatever the case', async () => {
        await commit({ accounts: [accountOf('Maija'), accountOf('Liisa')] });
        await commit({ accounts: [accountOf('MAIJA', { role: 'reader' })] });
        expect(await store.listAccounts()).toEqual([accountOf('Liisa'), accountOf('MAIJA', { role: 'reader' })]);
      });

      it('is listed in order of name', async () => {
        await commit({ accounts: ['Olli', 'anna', 'Örjan', 'Bertta'].map((name) => accountOf(name)) });
        expect(await namesIn()).toEqual(['anna', 'Bertta', 'Olli', 'Örjan']);
      });

      it('is found by issuer and subject together', async () => {
        const maija = accountOf('Maija', { subject: { issuer: 'https://id.example.fi', sub: '7' } });
        await commit({ accounts: [maija, accountOf('Liisa')] });
        expect(await store.findAccountBySubject('https://id.example.fi', '7')).toEqual(maija);
        expect(await store.findAccountBySubject('https://id.example.fi', '8')).toBeUndefined();
        expect(await store.findAccountBySubject('https://id.example.com', '7')).toBeUndefined();
      });

      it('does not take the subject of another', async () => {
        const subject = { issuer: 'https://id.example.fi', sub: '7' };
        await commit({ accounts: [accountOf('Maija', { subject })] });
        await expectConflict({ accounts: [accountOf('Liisa', { subject })] });
        await commit({ accounts: [accountOf('Maija', { subject, role: 'reader' })] });
      });

      it('does not share a subject with another of the same change', async () => {
        const subject = { issuer: 'https://id.example.fi', sub: '7' };
        await expectConflict({ accounts: ['Maija', 'Liisa'].map((name) => accountOf(name, { subject })) });
      });

      it('gives its subject up, and it is free for another', async () => {
        const subject = { issuer: 'https://id.example.fi', sub: '7' };
        await commit({ accounts: [accountOf('Maija', { subject })] });
        await commit({ accounts: [accountOf('Maija')] });
        await commit({ accounts: [accountOf('Liisa', { subject })] });
        expect((await store.findAccountBySubject(subject.issuer, subject.sub))?.name).toBe('Liisa');
      });

      it('keeps its sessions and tokens when it changes', async () => {
        await commit({ accounts: [accountOf('Maija')], sessions: [sessionOf('a', 'Maija')], tokens: [tokenOf('1', 'Maija')] });
        await commit({ accounts: [accountOf('MAIJA', { role: 'reader' })] });
        expect(await store.findSession('a')).toEqual(sessionOf('a', 'Maija'));
        expect(await tokensIn('maija')).toEqual(['1']);
      });

      it('that is removed and added with one change begins without sessions and tokens', async () => {
        await commit({ accounts: [accountOf('Maija')], sessions: [sessionOf('a', 'Maija')], tokens: [tokenOf('1', 'Maija')] });
        await commit({ removeAccounts: ['Maija'], accounts: [accountOf('Maija', { role: 'reader' })] });
        expect(await store.findAccount('Maija')).toEqual(accountOf('Maija', { role: 'reader' }));
        expect(await store.findSession('a')).toBeUndefined();
        expect(await tokensIn()).toEqual([]);
      });

      it('is nobody’s by a name or number that no account can have', async () => {
        await commit({ accounts: [accountOf('Maija')], tokens: [tokenOf('1', 'Maija')] });
        expect(await store.findAccount('Mai\0ja')).toBeUndefined();
        expect(await store.findAccount('\ud800')).toBeUndefined();
        expect(await store.findAccountBySubject('https://id.example.fi', '\0')).toBeUndefined();
        expect(await store.findSession('\0')).toBeUndefined();
        expect(await store.findToken('\0')).toBeUndefined();
        expect(await tokensIn('\0')).toEqual([]);
      });

      it('goes with its sessions and its tokens, and with nobody else’s', async () => {
        await commit({
          accounts: [accountOf('Maija'), accountOf('Liisa')],
          sessions: [sessionOf('a', 'Maija'), sessionOf('b', 'Liisa')],
          tokens: [tokenOf('1', 'Maija'), tokenOf('2', 'Liisa')],
        });
        await commit({ removeAccounts: ['maija'] });
        expect(await namesIn()).toEqual(['Liisa']);
        expect(await store.findSession('a')).toBeUndefined();
        expect(await store.findSession('b')).toEqual(sessionOf('b', 'Liisa'));
        expect(await tokensIn()).toEqual(['2']);
        expect(await store.findToken('hash of 1')).toBeUndefined();
      });
    });

    describe('a change', () => {
      it('is refused whole where there are accounts by now and it wants to be the first', async () => {
        await commit({ accounts: [accountOf('Maija')], onlyIfNoAccounts: true });
        await expectConflict({ accounts: [accountOf('Liisa')], setUpLink: null, onlyIfNoAccounts: true });
      });

      it('of two that want to be the first at the same moment goes in once', async () => {
        const outcomes = await Promise.allSettled(
          ['Maija', 'Liisa'].map((name) => commit({ accounts: [accountOf(name)], onlyIfNoAccounts: true })),
        );
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await namesIn()).toHaveLength(1);
      });

      it('is refused whole where an account is no longer as it was read', async () => {
        const [maija, liisa] = [accountOf('Maija'), accountOf('Liisa')];
        await commit({ accounts: [maija, liisa] });
        const asRead = [maija, liisa].map((account) => ({ name: account.name, account }));
        await commit({ accounts: [{ ...liisa, role: 'reader' }], onlyIfAsRead: asRead });
        await expectConflict({ removeAccounts: ['Maija'], onlyIfAsRead: asRead });
        await expectConflict({ accounts: [liisa], onlyIfAsRead: [{ name: 'MAIJA', account: undefined }] });
        await expectConflict({ accounts: [liisa], onlyIfAsRead: [{ name: 'Olli', account: accountOf('Olli') }] });
        await commit({ accounts: [accountOf('Olli')], onlyIfAsRead: [{ name: 'Olli', account: undefined }] });
      });

      it('brings no session and no token of an account that is not there', async () => {
        await commit({ accounts: [accountOf('Maija')] });
        await expectConflict({ sessions: [sessionOf('a', 'Liisa')] });
        await expectConflict({ tokens: [tokenOf('1', 'Liisa')] });
        await expectConflict({ removeAccounts: ['Maija'], sessions: [sessionOf('a', 'Maija')] });
        expect(await store.findSession('a')).toBeUndefined();
      });
    });

    describe('sessions', () => {
      beforeEach(() =>
        commit({
          accounts: [accountOf('Maija'), accountOf('Liisa')],
          sessions: [
            sessionOf('a', 'Maija', { created: after(0), lastSeen: after(50) }),
            sessionOf('b', 'Maija', { created: after(30), lastSeen: after(30) }),
            sessionOf('c', 'Liisa', { created: after(40), lastSeen: after(50) }),
          ],
        }),
      );
      const left = async (): Promise<string> => {
        const found = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.findSession(id)));
        return found.map((session) => session?.idHash ?? '').join('');
      };

      it('end one by one', async () => {
        await commit({ removeSessions: ['b', 'z'] });
        expect(await left()).toBe('ac');
      });

      it('end all of an account, but for one that begins with the same change', async () => {
        await commit({ removeSessionsOf: ['MAIJA'], sessions: [sessionOf('d', 'Maija')] });
        expect(await left()).toBe('cd');
      });

      it.each([
        ['began too long ago', { created: after(30), lastSeen: after(0) }, 'bc'],
        ['were seen too long ago', { created: after(0), lastSeen: after(50) }, 'ac'],
        ['are neither', { created: after(0), lastSeen: after(0) }, 'abc'],
      ])('that %s end together', async (_, removeSessionsBefore, expected) => {
        await commit({ removeSessionsBefore });
        expect(await left()).toBe(expected);
      });

      it('are seen only as long as they are there', async () => {
        await commit({ seenSessions: [{ idHash: 'a', lastSeen: after(55) }] });
        expect((await store.findSession('a'))?.lastSeen).toBe(after(55));
        await commit({ removeSessions: ['a'] });
        await commit({ seenSessions: [{ idHash: 'a', lastSeen: after(56) }] });
        expect(await store.findSession('a')).toBeUndefined();
      });
    });

    describe('tokens', () => {
      beforeEach(() =>
        commit({
          accounts: [accountOf('Maija'), accountOf('Liisa')],
          tokens: [tokenOf('2', 'Liisa', { created: after(1) }), tokenOf('1', 'Maija'), tokenOf('3', 'Maija', { created: after(2) })],
        }),
      );

      it('are listed in the order in which they were made, all or of one account', async () => {
        expect(await tokensIn()).toEqual(['1', '2', '3']);
        expect(await tokensIn('MAIJA')).toEqual(['1', '3']);
        expect(await tokensIn('Olli')).toEqual([]);
      });

      it('are found by their hash', async () => {
        expect(await store.findToken('hash of 1')).toEqual(tokenOf('1', 'Maija'));
        expect(await store.findToken('1')).toBeUndefined();
      });

      it('take the place of the one of the same id', async () => {
        await commit({ tokens: [tokenOf('1', 'Liisa', { hash: 'another hash', lastUsed: after(9) })] });
        expect(await store.findToken('hash of 1')).toBeUndefined();
        expect(await store.findToken('another hash')).toEqual(tokenOf('1', 'Liisa', { hash: 'another hash', lastUsed: after(9) }));
        expect(await tokensIn('Maija')).toEqual(['3']);
      });

      it('go one by one, or all of an account', async () => {
        await commit({ removeTokens: ['1'] });
        expect(await tokensIn()).toEqual(['2', '3']);
        await commit({ removeTokensOf: ['maija'] });
        expect(await tokensIn()).toEqual(['2']);
      });

      it('are used only as long as they are there', async () => {
        await commit({ usedTokens: [{ id: '1', lastUsed: after(3) }] });
        expect(await store.findToken('hash of 1')).toEqual(tokenOf('1', 'Maija', { lastUsed: after(3) }));
        await commit({ removeTokens: ['1'] });
        await commit({ usedTokens: [{ id: '1', lastUsed: after(4) }] });
        expect(await tokensIn()).toEqual(['2', '3']);
      });
    });

    describe('the set-up link', () => {
      it('is the last that was made, until it is taken away', async () => {
        expect(await store.readSetUpLink()).toBeUndefined();
        await commit({ setUpLink: { hash: 'one', expires: AT } });
        await commit({ setUpLink: { hash: 'two', expires: AT } });
        await commit({ accounts: [accountOf('Maija')] });
        expect(await store.readSetUpLink()).toEqual({ hash: 'two', expires: AT });
        await commit({ setUpLink: null });
        expect(await store.readSetUpLink()).toBeUndefined();
      });
    });

    describe('the key for cookies', () => {
      it('is 32 bytes, the same every time, and another for every store', async () => {
        const key = await store.readCookieKey();
        expect(Buffer.from(key, 'base64url')).toHaveLength(32);
        await commit({ accounts: [accountOf('Maija')] });
        expect(await store.readCookieKey()).toBe(key);
        const other = await open();
        expect(await other.accounts.readCookieKey()).not.toBe(key);
        await other.discard();
      });
    });

    describe('the audit', () => {
      const append = (...actions: readonly string[]) => Promise.all(actions.map((action) => store.appendAudit(lineOf(action))));
      const numbersOf = async (page: Partial<Parameters<AccountStore['listAudit']>[0]>): Promise<readonly number[]> =>
        (await store.listAudit({ limit: 100, ...page })).map(({ number }) => number);

      it('numbers its lines from 1 without gaps, in the order in which they were given', async () => {
        const numbered = await append('login.succeeded', 'publication.replaced', 'logout');
        expect(numbered.map(({ number, action }) => [number, action])).toEqual([
          [1, 'login.succeeded'],
          [2, 'publication.replaced'],
          [3, 'logout'],
        ]);
      });

      it('gives them back as they were, newest first', async () => {
        const detail = { name: 'Ä "€" 😀\n', count: 3, isDryRun: false, ids: ['a', 'b'] };
        const first = await store.appendAudit(lineOf('login.refused', { actor: 'stranger', detail }));
        const second = await store.appendAudit(lineOf('publication.replaced', { target: '2012-2' }));
        expect(first).toEqual({ number: 1, at: AT, actor: 'stranger', action: 'login.refused', detail });
        expect(await store.listAudit({ limit: 10 })).toEqual([second, first]);
      });

      it('is paged by the number of the last line seen', async () => {
        await append(...Array.from({ length: 7 }, () => 'login.succeeded'));
        expect(await numbersOf({ limit: 3 })).toEqual([7, 6, 5]);
        expect(await numbersOf({ limit: 3, before: 5 })).toEqual([4, 3, 2]);
        expect(await numbersOf({ limit: 3, before: 2 })).toEqual([1]);
        expect(await numbersOf({ limit: 3, before: 1 })).toEqual([]);
        expect(await numbersOf({ limit: 0 })).toEqual([]);
      });

      it('is narrowed to an actor, a target and the beginning of an action', async () => {
        await store.appendAudit(lineOf('publication.replaced', { target: '2012-2' }));
        await store.appendAudit(lineOf('publication.deleted', { target: '2012-2', actor: 'Liisa' }));
        await store.appendAudit(lineOf('link.accepted', { target: '2012-2' }));
        await store.appendAudit(lineOf('publication.added', { detail: { from: '2012-2', actor: 'Liisa' } }));
        expect(await numbersOf({ actor: 'Liisa' })).toEqual([2]);
        expect(await numbersOf({ target: '2012-2' })).toEqual([3, 2, 1]);
        expect(await numbersOf({ action: 'publication' })).toEqual([4, 2, 1]);
        expect(await numbersOf({ action: 'publication', target: '2012-2', actor: 'Maija' })).toEqual([1]);
        expect(await numbersOf({ actor: 'maija' })).toEqual([]);
      });

      it('is narrowed to what was asked for and nothing that looks like it', async () => {
        const long = 'ä'.repeat(900);
        await store.appendAudit(lineOf('link_accepted', { target: `${long}1` }));
        await store.appendAudit(lineOf('link.accepted', { target: `${long}2`, actor: long }));
        await store.appendAudit(lineOf('link%', { target: 'a\0b "\\' }));
        await store.appendAudit(lineOf('LINK.accepted'));
        expect(await numbersOf({ target: `${long}2` })).toEqual([2]);
        expect(await numbersOf({ target: long })).toEqual([]);
        expect(await numbersOf({ actor: long })).toEqual([2]);
        expect(await numbersOf({ action: 'link_' })).toEqual([1]);
        expect(await numbersOf({ action: 'link%' })).toEqual([3]);
        expect(await numbersOf({ action: 'link' })).toEqual([3, 2, 1]);
        expect(await numbersOf({ action: '' })).toEqual([4, 3, 2, 1]);
        expect(await numbersOf({ action: long })).toEqual([]);
        expect((await store.listAudit({ target: 'a\0b "\\', limit: 1 }))[0]?.target).toBe('a\0b "\\');
      });
    });
  });
};
