import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../src/store/account-ports.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { BOSS, createDesk, createEmptyDesk, PASSWORD, type Desk } from './desk.js';

const LIISA = { name: 'Liisa' };

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk({ Liisa: 'editor', Olli: 'reader' });
});

const create = async (account: string, scopes: readonly Scope[], label = 'nightly script') => {
  const made = await desk.accounts.createToken({ name: account }, { account, label, scopes });
  if (made.kind !== 'done') throw new Error(made.faults.join());
  return made.value;
};

describe('the use of a token', () => {
  it('is written down once a minute, however many requests come at the same moment', async () => {
    const store = createMemoryAccountStore();
    let written = 0;
    const commitAccounts: typeof store.commitAccounts = async (change) => {
      written += change.usedTokens?.length ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
      await store.commitAccounts(change);
    };
    const busy = createEmptyDesk({ ...store, commitAccounts });
    await busy.accounts.addAccount(BOSS, { name: 'Liisa', password: PASSWORD, role: 'editor' });
    const made = await busy.accounts.createToken(LIISA, { account: 'Liisa', label: 'script', scopes: ['read'] });
    const secret = made.kind === 'done' ? made.value.secret : '';
    const people = await Promise.all(Array.from({ length: 50 }, () => busy.accounts.findByToken(secret)));
    expect([people.every((person) => person?.name === 'Liisa'), written]).toEqual([true, 1]);
    expect(await busy.accounts.listTokens()).toMatchObject([{ lastUsed: expect.any(String) }]);
  });
});

describe('a token of the API', () => {
  it('is shown once, begins with jks_, and is kept as a hash that nobody is shown', async () => {
    const { token, secret } = await create('Liisa', ['read', 'edit']);
    expect(secret).toMatch(/^jks_[A-Za-z0-9_-]{43}$/);
    expect(token).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      account: 'Liisa',
      label: 'nightly script',
      scopes: ['read', 'edit'],
      created: expect.any(String),
    });
    expect(await desk.accounts.listTokens()).toEqual([token]);
    expect(await desk.news()).toMatchObject([
      { actor: 'Liisa', action: 'token.created', target: token.id, detail: { scopes: ['read', 'edit'] } },
    ]);
  });

  it('lets its scopes and nothing else', async () => {
    const { secret } = await create('Maija', ['read', 'harvest']);
    expect(await desk.accounts.findByToken(secret)).toEqual({
      name: 'Maija',
      role: 'administrator',
      permissions: ['read', 'harvest'],
      signedInBy: 'token',
    });
  });

  it('never lets anyone look after accounts', async () => {
    const { secret } = await create('Maija', ['read', 'edit', 'harvest']);
    expect((await desk.accounts.findByToken(secret))!.permissions).not.toContain('administer');
  });

  it('lets no more than the role of its account does by now', async () => {
    const { secret } = await create('Liisa', ['read', 'edit']);
    await desk.accounts.changeRole(BOSS, { name: 'Liisa', role: 'reader' });
    expect(await desk.accounts.findByToken(secret)).toMatchObject({ role: 'reader', permissions: ['read'] });
    await desk.accounts.changeRole(BOSS, { name: 'Liisa', role: 'administrator' });
    expect(await desk.accounts.findByToken(secret)).toMatchObject({ permissions: ['read', 'edit'] });
  });

  it.each([
    ['scopeNotAllowed', 'Olli', ['read', 'edit'], 'x'],
    ['scopeNotAllowed', 'Liisa', ['harvest'], 'x'],
    ['scopesMissing', 'Liisa', [], 'x'],
    ['scopesMissing', 'Maija', ['administer' as Scope], 'x'],
    ['labelMissing', 'Liisa', ['read'], ' \u0000 '],
    ['noSuchAccount', 'Nobody', ['read'], 'x'],
  ] as const)('is refused as %s to %s who wants %j labelled %j', async (fault, account, scopes, label) => {
    expect(await desk.accounts.createToken(BOSS, { account, label, scopes })).toEqual({ kind: 'refused', faults: [fault] });
    expect([await desk.accounts.listTokens(), await desk.news()]).toEqual([[], []]);
  });

  it.each(['', 'jks_', 'Bearer', 'jks_' + 'x'.repeat(43), 'x'.repeat(47), 'jks_' + 'x'.repeat(100_000)])(
    'is not guessed by %j',
    async (guess) => {
      const { secret } = await create('Liisa', ['read']);
      expect(await desk.accounts.findByToken(guess)).toBeUndefined();
      expect(await desk.accounts.findByToken(secret.slice(4))).toBeUndefined();
      expect(await desk.accounts.findByToken(secret)).toBeDefined();
    },
  );

  it('shows when it was used last, to the minute, and is not written more often', async () => {
    const { secret } = await create('Liisa', ['read']);
    const lastUsed = async () => (await desk.accounts.listTokens('Liisa'))[0]!.lastUsed;
    expect(await lastUsed()).toBeUndefined();
    desk.clock.move(90);
    await desk.accounts.findByToken(secret);
    expect(await lastUsed()).toBe('2026-03-01T10:01:00.000Z');
    let writes = 0;
    const before = { ...desk.store };
    const counted: typeof before.commitAccounts = (change) => {
      writes++;
      return before.commitAccounts(change);
    };
    Object.assign(desk.store, { commitAccounts: counted });
    desk.clock.move(29);
    await desk.accounts.findByToken(secret);
    expect(writes).toBe(0);
    desk.clock.move(1);
    await desk.accounts.findByToken(secret);
    expect([writes, await lastUsed()]).toEqual([1, '2026-03-01T10:02:00.000Z']);
  });

  it('is revoked at once, and of one’s own only where one may no more', async () => {
    const [one, two] = [await create('Liisa', ['read']), await create('Maija', ['read'])];
    await desk.news();
    expect(await desk.accounts.revokeToken(LIISA, { id: two.token.id, account: 'Liisa' })).toEqual({
      kind: 'refused',
      faults: ['noSuchToken'],
    });
    expect(await desk.accounts.revokeToken(LIISA, { id: one.token.id, account: 'liisa' })).toMatchObject({
      kind: 'done',
      value: { id: one.token.id },
    });
    expect(await desk.accounts.findByToken(one.secret)).toBeUndefined();
    expect(await desk.accounts.findByToken(two.secret)).toBeDefined();
    expect(await desk.news()).toMatchObject([{ actor: 'Liisa', action: 'token.revoked', target: one.token.id }]);
    expect(await desk.accounts.revokeToken(BOSS, { id: two.token.id })).toMatchObject({ kind: 'done' });
    expect(await desk.accounts.listTokens()).toEqual([]);
  });

  it('is good after a change of password: it is another key', async () => {
    const { secret } = await create('Liisa', ['read']);
    await desk.accounts.changePassword(BOSS, { name: 'Liisa', password: 'kolme sinistä ovea' });
    expect(await desk.accounts.findByToken(secret)).toBeDefined();
  });

  it('that was put back beside a later account of the same name is not good', async () => {
    const { token, secret } = await create('Liisa', ['read']);
    const kept = (await desk.store.listTokens()).find(({ id }) => id === token.id)!;
    desk.clock.move(1);
    await desk.accounts.removeAccount(BOSS, 'Liisa');
    await desk.accounts.addAccount(BOSS, { name: 'Liisa', password: 'kolme sinistä ovea', role: 'editor' });
    await desk.store.commitAccounts({ tokens: [kept] });
    expect(await desk.accounts.findByToken(secret)).toBeUndefined();
  });
});
