import { beforeEach, describe, expect, it } from '@jest/globals';
import { BOSS, CHEAP, createDesk, HOME, OTHER_PASSWORD, PASSWORD, type Desk } from './desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk({ Liisa: 'editor' });
});

const tryIn = (name: string, password: string, address: string = HOME) => desk.accounts.logIn({ name, password, address });

describe('a log-in with name and password', () => {
  it.each(['Liisa', 'liisa', ' LIISA '])('lets %j in, as the account is written', async (name) => {
    expect(await tryIn(name, PASSWORD)).toEqual({
      kind: 'in',
      sessionId: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      person: { name: 'Liisa', role: 'editor', permissions: ['read', 'edit'], signedInBy: 'password' },
    });
    expect(await desk.news()).toMatchObject([{ number: 3, actor: 'Liisa', action: 'login.succeeded', detail: { address: HOME } }]);
  });

  it('gives another session every time, of which the store knows a hash only', async () => {
    const [one, two] = [await desk.enter('Liisa'), await desk.enter('Liisa')];
    expect(one).not.toBe(two);
    expect(await desk.store.findSession(one)).toBeUndefined();
  });

  it.each([
    ['a wrong password', 'Liisa', OTHER_PASSWORD],
    ['no password', 'Liisa', ''],
    ['an unknown name', 'Nobody', PASSWORD],
    ['no name', '', PASSWORD],
    ['an account that signs in elsewhere only', 'Olli', PASSWORD],
    ['a giant password', 'Liisa', 'x'.repeat(1_000_000)],
    ['a giant name', 'x'.repeat(1_000_000), PASSWORD],
  ])('answers the same for %s, after the same work', async (_, name, password) => {
    await desk.store.commitAccounts({
      accounts: [
        { name: 'Olli', role: 'editor', subject: { issuer: 'https://id.example.fi', sub: '1' }, created: '', credentialsChanged: '' },
      ],
    });
    expect(await tryIn(name, password)).toEqual({ kind: 'refused' });
    expect(desk.hashed).toEqual([CHEAP]);
    expect((await desk.news()).map(({ actor, action }) => [actor, action])).toEqual([['stranger', 'login.refused']]);
  });

  it('that is refused is audited with what the stranger called himself, cleaned and cut, and never with the password', async () => {
    await tryIn(`admin\u202e\u0000\n${'x'.repeat(100)}`, 'the stranger’s secret');
    await tryIn('liisa', 'the stranger’s secret', '2001:db8::7');
    const lines = await desk.news();
    expect(lines[0]!.detail).toEqual({ name: `admin ${'x'.repeat(58)}`, address: HOME });
    expect(lines[1]).toMatchObject({ target: 'Liisa', detail: { name: 'liisa', address: '2001:db8::7' } });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('is made to wait from the fourth failure on, without any hashing, and audited once', async () => {
    for (let round = 0; round < 3; round++) await tryIn('Liisa', OTHER_PASSWORD);
    await desk.news();
    desk.hashed.length = 0;
    for (let round = 0; round < 5; round++) expect(await tryIn('Liisa', PASSWORD)).toEqual({ kind: 'wait', seconds: 1 });
    expect(desk.hashed).toEqual([]);
    expect(await desk.news()).toMatchObject([{ actor: 'stranger', action: 'login.throttled', target: 'Liisa', detail: { name: 'Liisa' } }]);
    desk.clock.move(1);
    expect((await tryIn('Liisa', PASSWORD)).kind).toBe('in');
  });

  it('waits as long for a name that nobody has', async () => {
    const waits = async (name: string, net: string) =>
      Promise.all(Array.from({ length: 6 }, (_, host) => tryIn(name, OTHER_PASSWORD, `${net}.${host}`)));
    expect(await waits('Nobody', '10.0.0')).toEqual(await waits('Liisa', '10.0.1'));
  });

  it('that comes a hundred times at once is hashed three times', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, number) => tryIn('Liisa', number === 99 ? PASSWORD : OTHER_PASSWORD, `198.51.100.${number}`)),
    );
    expect(desk.hashed).toHaveLength(3);
    expect(outcomes.filter(({ kind }) => kind === 'wait')).toHaveLength(97);
  });

  it('in a flood of other names and addresses waits outside, and is not counted', async () => {
    const flood = Array.from({ length: 300 }, (_, number) => tryIn(`name ${number}`, PASSWORD, `10.1.${number >> 8}.${number & 255}`));
    const outcomes = await Promise.all(flood);
    expect(outcomes.filter(({ kind }) => kind === 'wait').length).toBeGreaterThan(100);
    expect(outcomes).toContainEqual({ kind: 'wait', seconds: 5 });
    expect((await tryIn('Liisa', PASSWORD)).kind).toBe('in');
  });

  it('hashes a password anew when parameters have changed, and the password stays', async () => {
    const later = desk.reopened({ ln: 2, r: 1, p: 1 });
    const before = await desk.store.findAccount('Liisa');
    expect((await later.logIn({ name: 'Liisa', password: OTHER_PASSWORD, address: HOME })).kind).toBe('refused');
    expect(await desk.store.findAccount('Liisa')).toEqual(before);
    expect((await later.logIn({ name: 'Liisa', password: PASSWORD, address: HOME })).kind).toBe('in');
    const after = await desk.store.findAccount('Liisa');
    expect(after).toEqual({ ...before, passwordHash: expect.stringMatching(/^\$scrypt\$ln=2,r=1,p=1\$/) });
    expect((await later.logIn({ name: 'Liisa', password: PASSWORD, address: HOME })).kind).toBe('in');
    expect(await desk.store.findAccount('Liisa')).toEqual(after);
  });

  it.each<readonly [string, string, () => Promise<unknown>]>([
    ['the password is changed', 'passwordChanged', () => desk.accounts.changePassword(BOSS, { name: 'Liisa', password: OTHER_PASSWORD })],
    ['the account is removed', 'removed', () => desk.accounts.removeAccount(BOSS, 'Liisa')],
  ])('is refused when %s while the password is looked at', async (_, action, change) => {
    const before = { ...desk.store };
    // Between the hashing and the commit of the session there is the line of the audit.
    const once: typeof before.appendAudit = async (entry) => {
      Object.assign(desk.store, before);
      const line = await before.appendAudit(entry);
      await change();
      return line;
    };
    Object.assign(desk.store, { appendAudit: once });
    expect(await tryIn('Liisa', PASSWORD)).toEqual({ kind: 'refused' });
    expect((await desk.news()).map((line) => line.action)).toEqual(['login.succeeded', `account.${action}`, 'login.succeeded.refused']);
  });
});

describe('a session', () => {
  const isGood = async (id: string): Promise<boolean> => (await desk.accounts.findSession(id)) !== undefined;

  it('is found with what its person may do', async () => {
    const id = await desk.enter('Liisa');
    expect(await desk.accounts.findSession(id)).toEqual({
      ...{ name: 'Liisa', role: 'editor', permissions: ['read', 'edit'], signedInBy: 'password' },
    });
    for (const wrong of ['', 'x', `${id}x`, id.slice(1), id.toLowerCase()]) expect(await isGood(wrong)).toBe(false);
  });

  it('ends when nothing was asked for in an hour', async () => {
    const id = await desk.enter('Liisa');
    desk.clock.move(3599);
    expect(await isGood(id)).toBe(true);
    desk.clock.move(3599);
    expect(await isGood(id)).toBe(true);
    desk.clock.move(3600);
    expect(await isGood(id)).toBe(false);
  });

  it('ends after twelve hours, whatever was asked for', async () => {
    const id = await desk.enter('Liisa');
    for (let minutes = 30; minutes < 12 * 60; minutes += 30) {
      desk.clock.move(30 * 60);
      expect(await isGood(id)).toBe(true);
    }
    desk.clock.move(30 * 60);
    expect(await isGood(id)).toBe(false);
  });

  it('is written at most once a minute, however much is asked for', async () => {
    const id = await desk.enter('Liisa');
    let writes = 0;
    const before = { ...desk.store };
    const counted: typeof before.commitAccounts = (change) => {
      writes++;
      return before.commitAccounts(change);
    };
    Object.assign(desk.store, { commitAccounts: counted });
    for (let second = 0; second < 180; second++) {
      await Promise.all([isGood(id), isGood(id), isGood(id)]);
      desk.clock.move(1);
    }
    expect(writes).toBe(2);
  });

  it('is good though it cannot be written that it was seen', async () => {
    const id = await desk.enter('Liisa');
    Object.assign(desk.store, { commitAccounts: () => Promise.reject(new Error('the disk is full')) });
    desk.clock.move(120);
    expect(await isGood(id)).toBe(true);
  });

  it('ends with the log-out, and no other does', async () => {
    const [one, two] = [await desk.enter('Liisa'), await desk.enter('Liisa')];
    await desk.news();
    await desk.accounts.logOut(one);
    expect([await isGood(one), await isGood(two)]).toEqual([false, true]);
    expect(await desk.news()).toMatchObject([{ actor: 'Liisa', action: 'logout' }]);
    await desk.accounts.logOut(one);
    await desk.accounts.logOut('never was');
    expect(await desk.news()).toEqual([]);
  });

  it('that has expired leaves the store with the next log-in', async () => {
    const { createHash } = await import('node:crypto');
    const keptOf = async (id: string) => desk.store.findSession(createHash('sha256').update(id).digest('hex'));
    const id = await desk.enter('Liisa');
    expect(await keptOf(id)).toMatchObject({ account: 'Liisa' });
    desk.clock.move(3601);
    await desk.enter('Maija');
    expect(await keptOf(id)).toBeUndefined();
  });

  it('that was put back from before a change of password is not good', async () => {
    const id = await desk.enter('Liisa');
    const { createHash } = await import('node:crypto');
    const session = (await desk.store.findSession(createHash('sha256').update(id).digest('hex')))!;
    desk.clock.move(1);
    await desk.accounts.changePassword(BOSS, { name: 'Liisa', password: OTHER_PASSWORD });
    await desk.store.commitAccounts({ sessions: [session] });
    expect(await isGood(id)).toBe(false);
  });
});

describe('a signature', () => {
  it('is that of its text and of this house', async () => {
    const { accounts } = desk;
    const signature = await accounts.sign('form:7');
    expect(await accounts.isSigned('form:7', signature)).toBe(true);
    for (const [text, given] of [
      ['form:8', signature],
      ['form:7', ''],
      ['form:7', signature.slice(0, -1)],
      ['form:7', `${signature}x`],
      ['form:7', 'ä'.repeat(signature.length)],
      ['form:7', await (await createDesk()).accounts.sign('form:7')],
    ] as const) {
      expect(await accounts.isSigned(text, given)).toBe(false);
    }
    expect(await desk.reopened().isSigned('form:7', signature)).toBe(true);
  });
});

describe('a session on another machine, whose clock is behind', () => {
  it('is good although the account was changed by a clock that was ahead', async () => {
    desk.clock.move(5);
    expect(await desk.accounts.changePassword(BOSS, { name: 'Liisa', password: OTHER_PASSWORD })).toMatchObject({ kind: 'done' });
    desk.clock.move(-5);
    const session = await desk.enter('Liisa', OTHER_PASSWORD);
    expect(await desk.accounts.findSession(session)).toMatchObject({ name: 'Liisa' });
  });
});

describe('a log-in while very many others are at it', () => {
  it('is told to come back, and no more are hashed than can wait', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, index) => tryIn(`name ${index}`, PASSWORD, `10.0.${index >> 8}.${index & 255}`)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'wait').length).toBeGreaterThan(200);
    expect(desk.hashed.length).toBeLessThanOrEqual(52);
  });
});
