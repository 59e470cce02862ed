import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/store/account-ports.js';
import { BOSS, createDesk, createEmptyDesk, PASSWORD, type Desk } from './desk.js';

const ISSUER = 'https://id.example.fi';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});

const logIn = (sub: string, role: Role | undefined, preferredName = 'Liisa', on = desk) =>
  on.accounts.logInBySubject({ issuer: ISSUER, sub, preferredName, role });
const enter = async (...given: Parameters<typeof logIn>): Promise<string> => {
  const outcome = await logIn(...given);
  if (outcome.kind !== 'in') throw new Error('not let in');
  return outcome.sessionId;
};
const isGood = async (id: string): Promise<boolean> => (await desk.accounts.findSession(id)) !== undefined;
const namesIn = async () => (await desk.accounts.listAccounts()).map(({ name, role }) => `${name}: ${role}`);

describe('a person for whom the OpenID provider vouches', () => {
  it('has an account from the first time on, without a password', async () => {
    expect(await logIn('7', 'editor')).toEqual({
      kind: 'in',
      sessionId: expect.any(String),
      person: { name: 'Liisa', role: 'editor', permissions: ['read', 'edit'], signedInBy: 'openid-connect' },
    });
    expect(await desk.accounts.listAccounts()).toContainEqual({
      ...{ name: 'Liisa', role: 'editor', hasPassword: false, subject: { issuer: ISSUER, sub: '7' } },
      ...{ created: expect.any(String), credentialsChanged: expect.any(String) },
    });
    expect((await desk.news()).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      ...['openid-connect account.added', 'Liisa login.succeeded'],
    ]);
    await enter('7', 'editor', 'Liisa Virtanen');
    expect(await namesIn()).toEqual(['Liisa: editor', 'Maija: administrator']);
  });

  it('cannot be given a password here, which would outlive what the provider says', async () => {
    await enter('7', 'editor');
    expect(await desk.accounts.changePassword(BOSS, { name: 'Liisa', password: PASSWORD })).toEqual({
      kind: 'refused',
      faults: ['signsInElsewhere'],
    });
  });

  it('is known by issuer and subject, whatever the name', async () => {
    await enter('7', 'editor');
    await enter('8', 'editor');
    await desk.accounts.logInBySubject({ issuer: 'https://other.example.fi', sub: '7', preferredName: 'Liisa', role: 'editor' });
    expect(await namesIn()).toEqual(['Liisa: editor', 'Liisa-2: editor', 'Liisa-3: editor', 'Maija: administrator']);
  });

  it('does not get the account of a person of the same name who has a password', async () => {
    expect(await logIn('7', 'administrator', 'MAIJA')).toMatchObject({ person: { name: 'MAIJA-2' } });
    await desk.enter('Maija');
  });

  it.each([
    ['matti@example.fi', 'matti@example.fi'],
    ['Matti <b>', 'Matti -b-'],
    ['  \u202eMatti\n\tMeri  ', 'Matti Meri'],
    ['', 'person'],
    ['🐎', 'person'],
    ['../..', 'person'],
    ['schedule', 'schedule-2'],
    ['x'.repeat(55) + '😀😀😀', 'x'.repeat(55) + '-'],
    ['𝔐'.repeat(100), '𝔐'.repeat(56)],
    ['\ud835', 'person'],
  ])('who is called %j there is called %j here', async (preferredName, name) => {
    expect(await logIn('7', 'reader', preferredName)).toMatchObject({ kind: 'in', person: { name } });
  });

  it('who comes twice at the same first moment gets one account', async () => {
    const outcomes = await Promise.all(['Liisa', 'Liisa V.'].map((name) => logIn('7', 'reader', name)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['in', 'in']);
    expect(await desk.accounts.listAccounts()).toHaveLength(2);
  });

  it('of two of one name who come at the same first moment each gets an account', async () => {
    const outcomes = await Promise.all(['7', '8'].map((sub) => logIn(sub, 'reader')));
    expect(outcomes.map((outcome) => outcome.kind === 'in' && outcome.person.name).sort()).toEqual(['Liisa', 'Liisa-2']);
    expect(await desk.accounts.listAccounts()).toHaveLength(3);
    const lines = (await desk.news()).map(({ actor, action, target = '' }) => `${actor} ${action} ${target}`);
    const one = ['openid-connect account.added Liisa', 'Liisa login.succeeded '];
    // What was announced of the second before the first got in between is taken back.
    const taken = one.map((line) => line.replace(/ (\S+) /, ' $1.refused '));
    expect(lines.filter((line) => !line.includes('-2')).sort()).toEqual([...one, ...one, ...taken].sort());
    expect(lines.filter((line) => line.includes('-2'))).toEqual(['openid-connect account.added Liisa-2', 'Liisa-2 login.succeeded ']);
  });

  it('has the role that the provider says at each log-in, and no session of another', async () => {
    const first = await enter('7', 'administrator');
    const second = await enter('7', 'reader');
    expect([await isGood(first), await isGood(second)]).toEqual([false, true]);
    expect(await namesIn()).toContain('Liisa: reader');
    const third = await enter('7', 'reader');
    expect([await isGood(second), await isGood(third)]).toEqual([true, true]);
    expect((await desk.news()).filter(({ action }) => action === 'account.roleChanged')).toMatchObject([
      { actor: 'openid-connect', target: 'Liisa', detail: { from: 'administrator', to: 'reader', issuer: ISSUER } },
    ]);
  });

  it('without a role is refused, and has no account', async () => {
    expect(await logIn('7', undefined)).toEqual({ kind: 'refused' });
    expect(await namesIn()).toEqual(['Maija: administrator']);
    expect(await desk.news()).toMatchObject([{ actor: 'stranger', action: 'login.refused', detail: { name: 'Liisa', issuer: ISSUER } }]);
  });

  it('who has lost the role is refused, and goes on by nothing that was given out before', async () => {
    const id = await enter('7', 'editor');
    const made = await desk.accounts.createToken({ name: 'Liisa' }, { account: 'Liisa', label: 'x', scopes: ['read'] });
    expect(await logIn('7', undefined)).toEqual({ kind: 'refused' });
    expect(await isGood(id)).toBe(false);
    expect(made.kind === 'done' && (await desk.accounts.findByToken(made.value.secret))).toBeUndefined();
  });

  it('who was removed comes back by the provider’s word, as somebody new', async () => {
    const id = await enter('7', 'editor');
    await desk.accounts.removeAccount(BOSS, 'Liisa');
    desk.clock.move(1);
    expect(await logIn('7', 'reader')).toMatchObject({ kind: 'in', person: { name: 'Liisa', role: 'reader' } });
    expect(await isGood(id)).toBe(false);
  });

  it('who is the last administrator stays one, and waits outside, when the provider says less', async () => {
    const alone = createEmptyDesk();
    const id = await enter('7', 'administrator', 'Liisa', alone);
    expect(await logIn('7', 'reader', 'Liisa', alone)).toEqual({ kind: 'refused' });
    expect(await alone.accounts.findSession(id)).toBeUndefined();
    expect(await alone.accounts.listAccounts()).toMatchObject([{ name: 'Liisa', role: 'administrator' }]);
    await enter('8', 'administrator', 'Maija', alone);
    expect(await logIn('7', 'reader', 'Liisa', alone)).toMatchObject({ kind: 'in', person: { role: 'reader' } });
  });

  it('who is the first of all makes the set-up link useless', async () => {
    const alone = createEmptyDesk();
    const { secret } = (await alone.accounts.openSetUp())!;
    await enter('7', 'administrator', 'Liisa', alone);
    expect(await alone.accounts.setUp({ secret, name: 'Olli', password: PASSWORD })).toEqual({ kind: 'refused', faults: ['linkNotGood'] });
  });
});
