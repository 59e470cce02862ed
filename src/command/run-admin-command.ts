import type { AccountFault, AccountOutcome, PublicAccount } from '../accounts/accounts.js';
import type { Services } from './services.js';
import { setUpAddress } from './set-up-address.js';
import type { AdminCommand } from './store-command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Runs one command about accounts. */
export const runAdminCommand = async (
  { accounts, publicUrl }: Pick<Services, 'accounts' | 'publicUrl'>,
  command: AdminCommand,
  terminal: Terminal,
): Promise<ExitCode> => {
  const { out, err } = terminal;
  switch (command.kind) {
    case 'admin-list': {
      const listed = await accounts.listAccounts();
      out.write(command.json ? `${JSON.stringify(listed, undefined, 2)}\n` : formatAccounts(listed));
      return 0;
    }
    case 'admin-setup-link': {
      const link = await accounts.openSetUp({ name: command.actor });
      if (!link) return refuse(err, ['There are accounts already. The command admin add makes another.']);
      const until = `${link.expires.slice(0, 16).replace('T', ' ')} UTC`;
      out.write(`${setUpAddress(publicUrl, link.secret)}\n`);
      err.write(`Make the first account there. The link is good once, until ${until} or until the service starts anew.\n`);
      return 0;
    }
    case 'admin-add': {
      const { name, role, password, actor } = command;
      return tell(await accounts.addAccount({ name: actor }, { name, role, password }), name, terminal, `is there now, as ${role}`);
    }
    case 'admin-password': {
      const { name, password, actor } = command;
      const outcome = await accounts.changePassword({ name: actor }, { name, password });
      return tell(outcome, name, terminal, 'has another password now, and is signed out everywhere');
    }
    case 'admin-role': {
      const { name, role, actor } = command;
      return tell(await accounts.changeRole({ name: actor }, { name, role }), name, terminal, `is ${role} now`);
    }
    case 'admin-remove':
      return tell(await accounts.removeAccount({ name: command.actor }, command.name), command.name, terminal, 'is removed');
  }
};

const tell = (outcome: AccountOutcome, name: string, { out, err }: Terminal, done: string): ExitCode => {
  if (outcome.kind === 'refused') {
    return refuse(
      err,
      outcome.faults.map((fault) => FAULTS[fault](name)),
    );
  }
  out.write(`${outcome.value.name} ${done}.\n`);
  return 0;
};

const refuse = (err: Terminal['err'], sentences: readonly string[]): ExitCode => {
  for (const sentence of sentences) err.write(`${sentence}\n`);
  return 1;
};

const FAULTS: Readonly<Record<AccountFault, (name: string) => string>> = {
  passwordTooShort: () => 'The password is too short: 12 characters at least. A sentence of your own is good.',
  passwordTooLong: () => 'The password is too long: 1024 bytes at most.',
  passwordIsName: () => 'The password is the name. Choose something that nobody would try.',
  passwordTooCommon: () => 'The password is one of those that are tried first. Choose another.',
  passwordWrong: () => 'The present password is not that.',
  tooManyAttempts: () => 'That was tried too often. Wait a quarter of an hour.',
  nameMissing: () => 'The name is empty.',
  nameTooLong: (name) => `“${name.slice(0, 64)}…” is too long for a name: 64 characters at most.`,
  nameHasOddCharacters: (name) =>
    `“${printable(name)}” cannot be a name: letters, digits, single blanks and . _ - @ + ' can be in it, and a letter or digit comes first.`,
  nameTaken: (name) => `There is an account ${printable(name)} already, or the service itself goes by that name in the audit.`,
  noSuchAccount: (name) => `There is no account ${printable(name)}. The command admin list shows those that there are.`,
  lastAdministrator: (name) => `${printable(name)} is the last administrator. Make another one first: admin role NAME administrator.`,
  linkNotGood: () => 'The link is not good any more.',
  labelMissing: () => 'The label is empty.',
  scopesMissing: () => 'No scope was chosen.',
  scopeNotAllowed: () => 'The role does not allow that scope.',
  signsInElsewhere: (name) => `${name} signs in with OpenID Connect; that service decides who gets in, and no password can be set here.`,
  noSuchToken: () => 'There is no such token.',
};

const printable = (name: string): string => name.replaceAll(/\p{C}/gu, '\ufffd').slice(0, 80);

const formatAccounts = (accounts: readonly PublicAccount[]): string => {
  if (accounts.length === 0) return 'There are no accounts yet. The command admin add makes one, admin setup-link a link to make one.\n';
  const width = Math.max(...accounts.map(({ name }) => name.length));
  return accounts.map((account) => `${account.name.padEnd(width)}  ${describe(account)}\n`).join('');
};

const describe = ({ role, hasPassword, subject, created }: PublicAccount): string =>
  [
    role.padEnd('administrator'.length),
    `since ${created.slice(0, 10)}`,
    [...(hasPassword ? ['by password'] : []), ...(subject ? [`by ${subject.issuer}`] : [])].join(', '),
  ].join('  ');
