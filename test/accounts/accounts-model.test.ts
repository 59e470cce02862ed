import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS_OF } from '../../src/accounts/person.js';
import { openAccountFiles } from '../../src/store/lowdb/account-files.js';
import type { Role, Scope } from '../../src/store/account-ports.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { createSimulatedDisk } from '../store/simulated-disk.js';
import { createEmptyDesk, OTHER_PASSWORD, PASSWORD } from './desk.js';

const NAMES = ['Maija', 'LIISA', 'liisa', 'Olli'] as const;
const ROLES: readonly Role[] = ['reader', 'editor', 'administrator'];

type Step =
  | { readonly kind: 'add'; readonly name: string; readonly role: Role; readonly password: string }
  | { readonly kind: 'password'; readonly name: string; readonly password: string }
  | { readonly kind: 'role'; readonly name: string; readonly role: Role }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'logIn'; readonly name: string; readonly password: string }
  | { readonly kind: 'vouch'; readonly sub: string; readonly name: string; readonly role: Role | undefined }
  | { readonly kind: 'logOut'; readonly session: number }
  | { readonly kind: 'token'; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'revoke'; readonly token: number }
  | { readonly kind: 'wait'; readonly seconds: number };

const name = fc.constantFrom(...NAMES);
const role = fc.constantFrom(...ROLES);
const password = fc.constantFrom(PASSWORD, OTHER_PASSWORD);
const index = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), name, role, password }),
  fc.record({ kind: fc.constant('password' as const), name, password }),
  fc.record({ kind: fc.constant('role' as const), name, role }),
  fc.record({ kind: fc.constant('remove' as const), name }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('logIn' as const), name, password }) },
  fc.record({
    kind: fc.constant('vouch' as const),
    sub: fc.constantFrom('1', '2'),
    name,
    role: fc.option(role, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('logOut' as const), session: index }),
  fc.record({
    kind: fc.constant('token' as const),
    name,
    scopes: fc.subarray<Scope>(['read', 'edit', 'harvest'], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('revoke' as const), token: index }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(0, 1, 1800, 3600, 6 * 3600) }),
);

interface Known {
  role: Role;
  password: string | undefined;
  readonly name: string;
  readonly sub: string | undefined;
}
interface Browser {
  readonly id: string;
  readonly account: Known;
  readonly began: number;
  seen: number;
  isOver: boolean;
}
interface Script {
  readonly secret: string;
  readonly id: string;
  readonly account: Known;
  readonly scopes: readonly Scope[];
  isOver: boolean;
}

/** Plays the steps, and says after each what should be so. */
const play = async (steps: readonly Step[], store: Parameters<typeof createEmptyDesk>[0]): Promise<void> => {
  const desk = createEmptyDesk(store);
  const { accounts, clock } = desk;
  const boss = { name: 'command line (test)' };
  const known = new Map<string, Known>();
  const browsers: Browser[] = [];
  const scripts: Script[] = [];
  let [hadAdministrator, address] = [false, 0];
  const find = (called: string): Known | undefined => known.get(called.toLowerCase());
  const isLast = (account: Known): boolean =>
    account.role === 'administrator' && [...known.values()].filter((each) => each.role === 'administrator').length === 1;
  const endSessions = (account: Known): void => browsers.filter((each) => each.account === account).forEach((each) => (each.isOver = true));
  const endTokens = (account: Known): void => scripts.filter((each) => each.account === account).forEach((each) => (each.isOver = true));

  const take = async (each: Step): Promise<void> => {
    switch (each.kind) {
      case 'add': {
        const isFree = !find(each.name);
        const outcome = await accounts.addAccount(boss, each);
        expect(outcome.kind).toBe(isFree ? 'done' : 'refused');
        if (isFree) known.set(each.name.toLowerCase(), { name: each.name, role: each.role, password: each.password, sub: undefined });
        return;
      }
      case 'password': {
        const account = find(each.name);
        // Who comes by the provider has no password here.
        const hasOwn = account?.sub === undefined && account !== undefined;
        expect((await accounts.changePassword(boss, each)).kind).toBe(hasOwn ? 'done' : 'refused');
        if (!hasOwn) return;
        account.password = each.password;
        endSessions(account);
        return;
      }
      case 'role': {
        const account = find(each.name);
        const may = account !== undefined && (each.role === 'administrator' || !isLast(account));
        expect((await accounts.changeRole(boss, each)).kind).toBe(may ? 'done' : 'refused');
        if (!account || !may || account.role === each.role) return;
        account.role = each.role;
        endSessions(account);
        return;
      }
      case 'remove': {
        const account = find(each.name);
        const may = account !== undefined && !isLast(account);
        expect((await accounts.removeAccount(boss, each.name)).kind).toBe(may ? 'done' : 'refused');
        if (!account || !may) return;
        known.delete(account.name.toLowerCase());
        endSessions(account);
        endTokens(account);
        return;
      }
      case 'logIn': {
        const account = find(each.name);
        // Each from elsewhere and after a while: what the throttle does is another test's.
        clock.move(15 * 60);
        const outcome = await accounts.logIn({ ...each, address: `10.0.0.${address++}` });
        const isRight = account?.password === each.password;
        if (outcome.kind !== 'wait') expect(outcome.kind).toBe(isRight ? 'in' : 'refused');
        if (outcome.kind === 'in')
          browsers.push({ id: outcome.sessionId, account: account!, began: clock(), seen: clock(), isOver: false });
        return;
      }
      case 'vouch': {
        const account = [...known.values()].find(({ sub }) => sub === each.sub);
        const isDemoted = account !== undefined && account.role !== each.role;
        const mayIn = each.role !== undefined && !(isDemoted && isLast(account));
        const outcome = await accounts.logInBySubject({ issuer: 'https://id', sub: each.sub, preferredName: each.name, role: each.role });
        expect(outcome.kind).toBe(mayIn ? 'in' : 'refused');
        if (account && (!mayIn || isDemoted)) endSessions(account);
        if (account && !mayIn) endTokens(account);
        if (outcome.kind !== 'in' || each.role === undefined) return;
        const here: Known = account ?? { name: outcome.person.name, role: each.role, password: undefined, sub: each.sub };
        if (!account) expect(known.has(here.name.toLowerCase())).toBe(false);
        here.role = each.role;
        known.set(here.name.toLowerCase(), here);
        browsers.push({ id: outcome.sessionId, account: here, began: clock(), seen: clock(), isOver: false });
        return;
      }
      case 'logOut': {
        const browser = browsers[each.session];
        if (!browser) return;
        await accounts.logOut(browser.id);
        browser.isOver = true;
        return;
      }
      case 'token': {
        const account = find(each.name);
        const may = account !== undefined && each.scopes.every((scope) => PERMISSIONS_OF[account.role].includes(scope));
        const outcome = await accounts.createToken(boss, { account: each.name, label: 'x', scopes: each.scopes });
        expect(outcome.kind).toBe(may ? 'done' : 'refused');
        if (outcome.kind !== 'done') return;
        const { token, secret } = outcome.value;
        scripts.push({ secret, id: token.id, account: account!, scopes: each.scopes, isOver: false });
        return;
      }
      case 'revoke': {
        const script = scripts[each.token];
        if (!script) return;
        expect((await accounts.revokeToken(boss, { id: script.id })).kind).toBe(script.isOver ? 'refused' : 'done');
        script.isOver = true;
        return;
      }
      case 'wait':
        clock.move(each.seconds);
    }
  };

  const check = async (): Promise<void> => {
    const listed = await accounts.listAccounts();
    expect(Object.fromEntries(listed.map((account) => [account.name, account.role]))).toEqual(
      Object.fromEntries([...known.values()].map((account) => [account.name, account.role])),
    );
    const administrators = listed.filter((account) => account.role === 'administrator').length;
    if (hadAdministrator) expect(administrators).toBeGreaterThan(0);
    hadAdministrator ||= administrators > 0;
    for (const browser of browsers) {
      browser.isOver ||= clock() - browser.seen >= 3_600_000 || clock() - browser.began >= 12 * 3_600_000;
      const person = await accounts.findSession(browser.id);
      if (browser.isOver) expect(person).toBeUndefined();
      else expect(person).toMatchObject({ name: browser.account.name, role: browser.account.role });
      if (!browser.isOver && clock() - browser.seen >= 60_000) browser.seen = clock();
    }
    for (const script of scripts) {
      const person = await accounts.findByToken(script.secret);
      if (script.isOver) expect(person).toBeUndefined();
      else expect(person?.permissions).toEqual(script.scopes.filter((scope) => PERMISSIONS_OF[script.account.role].includes(scope)));
    }
    expect((await accounts.listTokens()).length).toBe(scripts.filter(({ isOver }) => !isOver).length);
  };

  for (const each of steps) {
    await take(each);
    await check();
  }
  const numbers = (await accounts.listAudit({ limit: 10_000 })).map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, position) => numbers.length - position));
};

const runs = process.env['LONG'] ? 1000 : 60;

describe('accounts, whatever is done to them in whatever order', () => {
  it.each([
    ['in memory', async () => createMemoryAccountStore()],
    ['in files', () => openAccountFiles({ directory: '/store', disk: createSimulatedDisk() })],
  ])('%s have an administrator once they had one, no session beyond its end, and no token beyond its account', async (_, open) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => play(steps, await open())),
      { numRuns: runs },
    );
  });
});

describe('accounts that many change at once', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('role' as const), name, role }),
    fc.record({ kind: fc.constant('remove' as const), name }),
    fc.record({ kind: fc.constant('add' as const), name, role }),
  );

  it('keep an administrator, and one account of each name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 6 }), async (rounds) => {
        const { accounts } = createEmptyDesk();
        const boss = { name: 'command line (test)' };
        for (const each of ['Maija', 'Liisa', 'Olli']) {
          await accounts.addAccount(boss, { name: each, password: PASSWORD, role: 'administrator' });
        }
        for (const round of rounds) {
          await Promise.all(
            round.map((each) => {
              if (each.kind === 'role') return accounts.changeRole(boss, each);
              return each.kind === 'remove'
                ? accounts.removeAccount(boss, each.name)
                : accounts.addAccount(boss, { ...each, password: PASSWORD });
            }),
          );
          const listed = await accounts.listAccounts();
          expect(listed.some((account) => account.role === 'administrator')).toBe(true);
          expect(new Set(listed.map((account) => account.name.toLowerCase())).size).toBe(listed.length);
        }
      }),
      { numRuns: runs },
    );
  });
});
