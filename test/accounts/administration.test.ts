import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountFault } from '../../src/accounts/accounts.js';
import { BOSS, createDesk, createEmptyDesk, ELSEWHERE, HOME, OTHER_PASSWORD, PASSWORD, type Desk } from './desk.js';

const refusedFor = (...faults: readonly AccountFault[]) => ({ kind: 'refused', faults });
const LIISA = { name: 'Liisa' };

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk({ Liisa: 'editor' });
});

const isGood = async (id: string): Promise<boolean> => (await desk.accounts.findSession(id)) !== undefined;
const actions = async () => (await desk.news()).map(({ actor, action, target }) => [actor, action, target]);

describe('a new account', () => {
  it('is there at once, is audited with who made it, and shows no hash', async () => {
    const added = await desk.accounts.addAccount(BOSS, { name: ' Olli Å. ', password: PASSWORD, role: 'reader' });
    expect(added).toEqual({
      kind: 'done',
      value: { name: 'Olli Å.', role: 'reader', hasPassword: true, created: expect.any(String), credentialsChanged: expect.any(String) },
    });
    expect(await desk.news()).toMatchObject([{ actor: 'Maija', action: 'account.added', target: 'Olli Å.', detail: { role: 'reader' } }]);
    await desk.enter('olli å.');
    expect(JSON.stringify(await desk.accounts.listAccounts())).not.toContain('scrypt');
  });

  it.each<readonly [AccountFault, string]>([
    ['nameMissing', '  '],
    ['nameTooLong', 'x'.repeat(65)],
    ['nameHasOddCharacters', '<b>Olli</b>'],
    ['nameHasOddCharacters', 'Olli\nLiisa'],
    ['nameHasOddCharacters', 'Olli  Liisa'],
    ['nameHasOddCharacters', 'Olli\u202e'],
    ['nameHasOddCharacters', '..'],
    ['nameHasOddCharacters', 'command line (olli)'],
    ['nameHasOddCharacters', 'a/b'],
    ['nameTaken', 'LIISA'],
    ['nameTaken', 'schedule'],
    ['nameTaken', 'Command Line'],
  ])('is refused as %s when its name is %j', async (fault, name) => {
    expect(await desk.accounts.addAccount(BOSS, { name, password: PASSWORD, role: 'reader' })).toEqual(refusedFor(fault));
    expect(await actions()).toEqual([]);
    expect(desk.hashed).toEqual([]);
  });

  it('tells all that is wrong at once', async () => {
    expect(await desk.accounts.addAccount(BOSS, { name: 'liisa', password: 'liisa', role: 'reader' })).toEqual(
      refusedFor('nameTaken', 'passwordTooShort', 'passwordIsName'),
    );
  });

  it('of two with one name at the same moment is made once', async () => {
    const outcomes = await Promise.all(
      ['Olli', 'OLLI'].map((name) => desk.accounts.addAccount(BOSS, { name, password: PASSWORD, role: 'reader' })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(outcomes).toContainEqual(refusedFor('nameTaken'));
    expect(await desk.accounts.listAccounts()).toHaveLength(3);
  });
});

describe('a new password', () => {
  it('ends all sessions of the account, and of no other', async () => {
    const [maija, liisa] = [await desk.enter('Maija'), await desk.enter('Liisa')];
    await desk.news();
    await desk.accounts.changePassword(BOSS, { name: 'liisa', password: OTHER_PASSWORD });
    expect([await isGood(maija), await isGood(liisa)]).toEqual([true, false]);
    expect(await actions()).toEqual([['Maija', 'account.passwordChanged', 'Liisa']]);
    expect((await desk.accounts.logIn({ name: 'Liisa', password: PASSWORD, address: HOME })).kind).toBe('refused');
    expect(await isGood(await desk.enter('Liisa', OTHER_PASSWORD))).toBe(true);
  });

  it('of one’s own asks for the present one', async () => {
    const change = (current: string) => desk.accounts.changePassword(LIISA, { name: 'Liisa', password: OTHER_PASSWORD, current });
    expect(await change('something else')).toEqual(refusedFor('passwordWrong'));
    expect(await change(PASSWORD)).toMatchObject({ kind: 'done' });
    expect(await actions()).toEqual([['Liisa', 'account.passwordChanged', 'Liisa']]);
  });

  it('of one’s own cannot be found out by guessing at the present one', async () => {
    const change = (current: string) => desk.accounts.changePassword(LIISA, { name: 'Liisa', password: OTHER_PASSWORD, current });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, number) => change(`guess ${number}`)));
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(10);
    expect(desk.hashed).toHaveLength(3);
    expect(await change(PASSWORD)).toEqual(refusedFor('tooManyAttempts'));
    desk.clock.move(1);
    expect(await change(PASSWORD)).toMatchObject({ kind: 'done' });
  });

  it('is refused for the same reasons as a first one, and for nobody', async () => {
    const { accounts } = desk;
    expect(await accounts.changePassword(BOSS, { name: 'Liisa', password: 'short' })).toEqual(refusedFor('passwordTooShort'));
    expect(await accounts.changePassword(BOSS, { name: 'Olli', password: PASSWORD })).toEqual(refusedFor('noSuchAccount'));
    expect(await actions()).toEqual([]);
  });
});

describe('a new role', () => {
  it('ends the sessions, and counts from the next log-in on', async () => {
    const id = await desk.enter('Liisa');
    await desk.news();
    await desk.accounts.changeRole(BOSS, { name: 'Liisa', role: 'reader' });
    expect(await isGood(id)).toBe(false);
    expect(await desk.news()).toMatchObject([{ actor: 'Maija', action: 'account.roleChanged', detail: { from: 'editor', to: 'reader' } }]);
    expect(await desk.accounts.findSession(await desk.enter('Liisa'))).toMatchObject({ permissions: ['read'] });
  });

  it('that is the old one changes nothing', async () => {
    const id = await desk.enter('Maija');
    await desk.news();
    expect(await desk.accounts.changeRole(BOSS, { name: 'Maija', role: 'administrator' })).toMatchObject({ kind: 'done' });
    expect([await isGood(id), await actions()]).toEqual([true, []]);
  });
});

describe('an account that is removed', () => {
  it('is gone with its sessions and its tokens', async () => {
    const id = await desk.enter('Liisa');
    const made = await desk.accounts.createToken(LIISA, { account: 'Liisa', label: 'a script', scopes: ['read'] });
    if (made.kind !== 'done') throw new Error('no token');
    await desk.news();
    expect(await desk.accounts.removeAccount(BOSS, 'liisa')).toMatchObject({ kind: 'done', value: { name: 'Liisa' } });
    expect([await isGood(id), await desk.accounts.findByToken(made.value.secret)]).toEqual([false, undefined]);
    expect(await actions()).toEqual([['Maija', 'account.removed', 'Liisa']]);
    expect(await desk.accounts.removeAccount(BOSS, 'Liisa')).toEqual(refusedFor('noSuchAccount'));

    await desk.accounts.addAccount(BOSS, { name: 'Liisa', password: PASSWORD, role: 'editor' });
    expect([await isGood(id), await desk.accounts.findByToken(made.value.secret)]).toEqual([false, undefined]);
  });
});

describe('the last administrator', () => {
  it('neither goes nor becomes less', async () => {
    const { accounts } = desk;
    expect(await accounts.removeAccount(BOSS, 'Maija')).toEqual(refusedFor('lastAdministrator'));
    expect(await accounts.changeRole(BOSS, { name: 'MAIJA', role: 'editor' })).toEqual(refusedFor('lastAdministrator'));
    expect(await actions()).toEqual([]);
    await accounts.changeRole(BOSS, { name: 'Liisa', role: 'administrator' });
    expect(await accounts.removeAccount(BOSS, 'Maija')).toMatchObject({ kind: 'done' });
  });

  it('is one of two that remove each other at the same moment', async () => {
    const { accounts } = desk;
    await accounts.changeRole(BOSS, { name: 'Liisa', role: 'administrator' });
    await desk.news();
    const outcomes = await Promise.all([
      accounts.removeAccount(BOSS, 'Liisa'),
      accounts.changeRole(LIISA, { name: 'Maija', role: 'reader' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const left = await accounts.listAccounts();
    expect(left.filter(({ role }) => role === 'administrator')).toHaveLength(1);
    // What was announced and did not happen is told as such.
    expect((await actions()).filter(([, action]) => action?.endsWith('.refused'))).toHaveLength(1);
  });
});

describe('the set-up link', () => {
  let empty: Desk;
  beforeEach(() => {
    empty = createEmptyDesk();
  });
  const setUp = (secret: string, name = 'Maija', password: string = PASSWORD) => empty.accounts.setUp({ secret, name, password });
  const openOne = async (): Promise<string> => (await empty.accounts.openSetUp())!.secret;

  it('lets the first person in, an administrator, and nobody after', async () => {
    const secret = await openOne();
    expect(await empty.accounts.isSetUpOpen(secret)).toBe(true);
    expect(await setUp(secret)).toMatchObject({ kind: 'done', value: { name: 'Maija', role: 'administrator' } });
    expect(await empty.accounts.isSetUpOpen(secret)).toBe(false);
    expect(await setUp(secret, 'Liisa')).toEqual(refusedFor('linkNotGood'));
    await empty.enter('Maija');
    expect((await empty.news()).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      ...['service setup.opened', 'Maija setup.used', 'Maija login.succeeded'],
    ]);
  });

  it('of two people at the same moment lets one in', async () => {
    const secret = await openOne();
    // Both have been found good before either is committed.
    const before = { ...empty.store };
    const waiting: (() => void)[] = [];
    const together: typeof before.appendAudit = async (entry) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length >= 2) for (const go of waiting) go();
      });
      return before.appendAudit(entry);
    };
    Object.assign(empty.store, { appendAudit: together });
    const outcomes = await Promise.all([setUp(secret, 'Maija'), setUp(secret, 'Liisa')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(outcomes).toContainEqual(refusedFor('linkNotGood'));
    expect(await empty.accounts.listAccounts()).toHaveLength(1);
  });

  it('is used up only when it is done: a poor name or password can be mended', async () => {
    const secret = await openOne();
    expect(await setUp(secret, '', 'salasana1234')).toEqual(refusedFor('nameMissing', 'passwordTooCommon'));
    expect(await setUp(secret)).toMatchObject({ kind: 'done' });
  });

  it('is good for an hour', async () => {
    const link = (await empty.accounts.openSetUp())!;
    expect(Date.parse(link.expires) - empty.clock()).toBe(3_600_000);
    empty.clock.move(3599);
    expect(await empty.accounts.isSetUpOpen(link.secret)).toBe(true);
    empty.clock.move(1);
    expect(await empty.accounts.isSetUpOpen(link.secret)).toBe(false);
    expect(await setUp(link.secret)).toEqual(refusedFor('linkNotGood'));
    expect(empty.hashed).toEqual([]);
  });

  it('is no longer good once another was made', async () => {
    const [first, second] = [await openOne(), await openOne()];
    expect(await setUp(first)).toEqual(refusedFor('linkNotGood'));
    expect(await setUp(second)).toMatchObject({ kind: 'done' });
  });

  it.each(['', 'guess', 'ä'.repeat(43)])('is not guessed by %j, and no guess is hashed', async (guess) => {
    await openOne();
    expect(await setUp(guess)).toEqual(refusedFor('linkNotGood'));
    expect(empty.hashed).toEqual([]);
  });

  it('is not given where there are accounts, and is good no longer when there is one by another way', async () => {
    const secret = await openOne();
    await empty.accounts.addAccount({ name: 'command line (root)' }, { name: 'Olli', password: PASSWORD, role: 'reader' });
    expect(await empty.accounts.openSetUp()).toBeUndefined();
    expect(await empty.accounts.isSetUpOpen(secret)).toBe(false);
    expect(await setUp(secret)).toEqual(refusedFor('linkNotGood'));
  });

  it('names who asked for it', async () => {
    await empty.accounts.openSetUp({ name: 'command line (root)' });
    expect(await empty.news()).toMatchObject([{ actor: 'command line (root)', action: 'setup.opened' }]);
  });
});

describe('secrets', () => {
  it('are nowhere in the store, the audit or the log', async () => {
    const secrets: string[] = [PASSWORD, OTHER_PASSWORD];
    const link = (await createEmptyDesk(desk.store).accounts.openSetUp())?.secret;
    expect(link).toBeUndefined();
    secrets.push(await desk.enter('Liisa'), await desk.enter('Maija', PASSWORD, ELSEWHERE));
    const made = await desk.accounts.createToken(BOSS, { account: 'Maija', label: 'a script', scopes: ['read'] });
    if (made.kind === 'done') secrets.push(made.value.secret);
    await desk.accounts.logIn({ name: 'Liisa', password: OTHER_PASSWORD, address: HOME });
    const kept = JSON.stringify([
      await desk.store.listAccounts(),
      await desk.store.listTokens(),
      await desk.store.listAudit({ limit: 100 }),
    ]);
    for (const secret of secrets) expect(kept).not.toContain(secret);
    expect(kept).not.toContain(await desk.store.readCookieKey());
  });
});
