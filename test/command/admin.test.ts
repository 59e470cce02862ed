import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../src/command/command-line.js';
import { runAdminCommand } from '../../src/command/run-admin-command.js';
import { parseStoreCommand, type AdminCommand } from '../../src/command/store-command.js';
import type { Terminal } from '../../src/command/terminal.js';
import { createDesk, createEmptyDesk, HOME, OTHER_PASSWORD, PASSWORD, type Desk } from '../accounts/desk.js';

const ACTOR = 'command line (root)';

const createTerminal = (answers?: readonly (string | undefined)[]) => {
  let [out, err] = ['', ''];
  const left = [...(answers ?? [])];
  const terminal: Terminal = {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    ...(answers && { askSecret: async () => left.shift() }),
  };
  return { terminal, shown: () => ({ out, err }) };
};

describe('a command about accounts', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await createDesk({ Liisa: 'editor' });
  });
  const run = async (command: AdminCommand, on = desk) => {
    const { terminal, shown } = createTerminal();
    // As it comes to the process that holds the store.
    const received = parseStoreCommand(JSON.parse(JSON.stringify(command)));
    expect(received).toEqual(command);
    const services = { accounts: on.accounts, publicUrl: 'https://julkaisut.example.fi' };
    return { exit: await runAdminCommand(services, received as AdminCommand, terminal), ...shown() };
  };
  const lines = async () => (await desk.news()).map(({ actor, action, target }) => `${actor} ${action} ${target ?? ''}`);

  it('adds one', async () => {
    const added = await run({ kind: 'admin-add', name: 'Olli', role: 'reader', password: OTHER_PASSWORD, actor: ACTOR });
    expect(added).toEqual({ exit: 0, out: 'Olli is there now, as reader.\n', err: '' });
    expect(await lines()).toEqual([`${ACTOR} account.added Olli`]);
    await desk.enter('Olli', OTHER_PASSWORD);
  });

  it('says all that is wrong, with what to do', async () => {
    const { exit, out, err } = await run({ kind: 'admin-add', name: 'liisa', role: 'reader', password: 'kuu', actor: ACTOR });
    expect([exit, out]).toEqual([1, '']);
    expect(err).toBe(
      'There is an account liisa already, or the service itself goes by that name in the audit.\n' +
        'The password is too short: 12 characters at least. A sentence of your own is good.\n',
    );
    expect(err).not.toContain('kuu');
  });

  it('changes a password and a role, and removes', async () => {
    expect(await run({ kind: 'admin-password', name: 'liisa', password: OTHER_PASSWORD, actor: ACTOR })).toMatchObject({
      ...{ exit: 0, out: 'Liisa has another password now, and is signed out everywhere.\n' },
    });
    expect(await run({ kind: 'admin-role', name: 'Liisa', role: 'administrator', actor: ACTOR })).toMatchObject({
      ...{ exit: 0, out: 'Liisa is administrator now.\n' },
    });
    expect(await run({ kind: 'admin-remove', name: 'Maija', actor: ACTOR })).toMatchObject({ exit: 0, out: 'Maija is removed.\n' });
    expect(await lines()).toEqual([
      `${ACTOR} account.passwordChanged Liisa`,
      `${ACTOR} account.roleChanged Liisa`,
      `${ACTOR} account.removed Maija`,
    ]);
  });

  it('refuses what would leave nobody to look after accounts, and names who is not there', async () => {
    expect(await run({ kind: 'admin-remove', name: 'Maija', actor: ACTOR })).toMatchObject({
      ...{ exit: 1, err: 'Maija is the last administrator. Make another one first: admin role NAME administrator.\n' },
    });
    expect(await run({ kind: 'admin-role', name: 'Ol\u001bli', role: 'reader', actor: ACTOR })).toMatchObject({
      ...{ exit: 1, err: 'There is no account Ol\ufffdli. The command admin list shows those that there are.\n' },
    });
  });

  it('lists them, as a table or as JSON, without hashes', async () => {
    const table = await run({ kind: 'admin-list', json: false });
    expect(table).toMatchObject({
      exit: 0,
      out: 'Liisa  editor         since 2026-03-01  by password\nMaija  administrator  since 2026-03-01  by password\n',
    });
    const json = await run({ kind: 'admin-list', json: true });
    expect(JSON.parse(json.out)).toMatchObject([
      { name: 'Liisa', role: 'editor' },
      { name: 'Maija', role: 'administrator' },
    ]);
    expect(json.out).not.toContain('scrypt');
    expect((await run({ kind: 'admin-list', json: false }, createEmptyDesk())).out).toMatch(/no accounts yet.*admin add/);
  });

  it('makes a link for the first account, where there is none', async () => {
    const empty = createEmptyDesk();
    const { exit, out, err } = await run({ kind: 'admin-setup-link', actor: ACTOR }, empty);
    expect(exit).toBe(0);
    expect(err).toMatch(/good once, until 2026-03-01 11:00 UTC/);
    const secret = /^https:\/\/julkaisut\.example\.fi\/admin\/\S+=([\w-]{43})\n$/.exec(out)![1]!;
    expect(await empty.accounts.isSetUpOpen(secret)).toBe(true);
    expect(await empty.news()).toMatchObject([{ actor: ACTOR, action: 'setup.opened' }]);
    expect(await run({ kind: 'admin-setup-link', actor: ACTOR })).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/accounts already/),
    });
  });

  it.each([
    { kind: 'admin-add', name: 'x', role: 'king', password: 'x', actor: 'x' },
    { kind: 'admin-add', name: 'x', role: 'reader', actor: 'x' },
    { kind: 'admin-password', name: 'x', actor: 'x' },
    { kind: 'admin-role', name: 7, role: 'reader', actor: 'x' },
    { kind: 'admin-remove', name: 'x' },
    { kind: 'admin-list' },
    { kind: 'admin-setup-link' },
    { kind: 'admin-other', name: 'x', actor: 'x' },
  ])('%j is none', (given) => {
    expect(parseStoreCommand(given)).toBeUndefined();
  });
});

describe('at the command line', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'admin-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const run = async (
    words: readonly string[],
    given: { readonly answers?: readonly (string | undefined)[]; readonly line?: string } = {},
  ) => {
    const { terminal, shown } = createTerminal(given.answers);
    const whole = { ...terminal, ...(!given.answers && { readFirstLine: async () => given.line }) };
    const exit = await runCommandLine(words, { STORE_DIR: path.join(directory, 'data') }, whole);
    return { exit, ...shown() };
  };

  it('an account is made by the password typed twice, or by a line from a pipe, and is there for the next command', async () => {
    expect(await run(['admin', 'add', 'Maija'], { answers: [PASSWORD, PASSWORD] })).toEqual({
      ...{ exit: 0, out: 'Maija is there now, as administrator.\n', err: '' },
    });
    expect(await run(['admin', 'add', 'Liisa', '--role', 'editor'], { line: OTHER_PASSWORD })).toMatchObject({ exit: 0 });
    expect((await run(['admin', 'list'])).out).toMatch(/^Liisa {2}editor.*\nMaija {2}administrator.*\n$/);
    expect(await run(['admin', 'setup-link'])).toMatchObject({ exit: 1 });
    const audit = await readFile(path.join(directory, 'data', 'audit.jsonl'), 'utf8');
    expect(audit).toMatch(/"actor":"command line \([^)]+\)","action":"account\.added","target":"Maija"/);
  });

  it.each([
    ['not the same twice', { answers: [PASSWORD, OTHER_PASSWORD] }, /not the same twice\. Nothing was changed/],
    ['broken off', { answers: [PASSWORD, undefined] }, /^Nothing was changed/],
    ['broken off at once', { answers: [undefined] }, /^Nothing was changed/],
    ['an empty line', { line: '' }, /no password on standard input/],
    ['nothing', {}, /no password on standard input/],
  ])('a password that is %s changes nothing, with exit code 1', async (_, given, message) => {
    const { exit, err } = await run(['admin', 'add', 'Maija'], given);
    expect(exit).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain(PASSWORD);
    expect((await run(['admin', 'list'])).out).toMatch(/no accounts/);
  });

  it.each([
    [['admin', 'add', 'Maija', PASSWORD], /too many arguments/],
    [['admin', 'add', 'Maija', '--password', PASSWORD], /unknown option/],
    [['admin', 'add', 'Maija', '--role', 'king'], /reader, editor, administrator/],
    [['admin', 'role', 'Maija', 'king'], /reader, editor, administrator/],
    [['admin', 'add'], /missing required argument/],
    [['admin'], /Usage/],
  ])('%j is explained, with exit code 2', async (words, message) => {
    const { exit, err } = await run(words);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
  });

  it('what changes the catalogue is in the audit, with who did it; a dry run is not', async () => {
    await run(['import', 'store/julkaisut.txt', '--dry-run']);
    await run(['import', 'store/julkaisut.txt']);
    await run(['isbn', '2012-2', 'print', '--confirm', '978-952-491-529-8']);
    await run(['withdraw', '2012-2', '--reason', 'a test']);
    await run(['restore', '2012-2']);
    const audit = (await readFile(path.join(directory, 'data', 'audit.jsonl'), 'utf8')).trim().split('\n');
    const entries = audit.map((line) => JSON.parse(line) as { actor: string; action: string; target: string; detail?: object });
    expect(entries.map(({ action, target }) => `${action} ${target}`)).toEqual([
      'publication.importStarted julkaisut.txt',
      'publication.imported julkaisut.txt',
      'publication.isbnConfirmed 2012-2',
      'publication.withdrawn 2012-2',
      'publication.restored 2012-2',
    ]);
    expect(entries[1]!.detail).toMatchObject({ added: 1 });
    expect(entries[3]!.detail).toMatchObject({ reason: 'a test' });
    for (const { actor } of entries) expect(actor).toMatch(/^command line \(.+\)$/);
  });
});

it('the log-in of an account from the command line is one like any other', async () => {
  const desk = createEmptyDesk();
  const { terminal } = createTerminal();
  const services = { accounts: desk.accounts, publicUrl: 'https://julkaisut.example.fi' };
  await runAdminCommand(services, { kind: 'admin-add', name: 'Maija', role: 'administrator', password: PASSWORD, actor: ACTOR }, terminal);
  expect((await desk.accounts.logIn({ name: 'maija', password: PASSWORD, address: HOME })).kind).toBe('in');
});
