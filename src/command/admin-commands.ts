import { Argument, Option, type Command } from 'commander';
import type { Role } from '../store/account-ports.js';
import type { AdminCommand } from './store-command.js';
import type { Terminal } from './terminal.js';

const ROLES = ['reader', 'editor', 'administrator'] as const satisfies readonly Role[];

/** What is asked before there is a command; `undefined` when nothing shall be done, of which the person has been told. */
type MakeCommand = (terminal: Terminal) => Promise<AdminCommand | undefined>;

/** The commands about accounts. A password is asked for, or read from standard input: a command line is seen by everyone on the machine. */
export const describeAdminCommands = (program: Command, actor: string, run: (make: MakeCommand) => Promise<void>): void => {
  const admin = program.command('admin').description('accounts of the people who look after the catalogue');
  admin
    .command('add <name>')
    .description('add an account; its password is asked for, or read from the first line of standard input')
    .addOption(new Option('--role <role>', 'what the person may do').choices(ROLES).default('administrator'))
    .action((name: string, { role }: { role: Role }) =>
      run(async (terminal) => {
        const password = await readPassword(terminal);
        return password === undefined ? undefined : { kind: 'admin-add', name, role, password, actor };
      }),
    );
  admin
    .command('password <name>')
    .description('give an account another password; everyone who is signed in as it is signed out')
    .action((name: string) =>
      run(async (terminal) => {
        const password = await readPassword(terminal);
        return password === undefined ? undefined : { kind: 'admin-password', name, password, actor };
      }),
    );
  admin
    .command('role <name>')
    .description('let an account do more or less')
    .addArgument(new Argument('<role>', 'what the person may do').choices(ROLES))
    .action((name: string, role: Role) => run(async () => ({ kind: 'admin-role', name, role, actor })));
  admin
    .command('remove <name>')
    .description('remove an account, with its sessions and tokens; the audit keeps what it did')
    .action((name: string) => run(async () => ({ kind: 'admin-remove', name, actor })));
  admin
    .command('list')
    .description('the accounts and their roles')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) => run(async () => ({ kind: 'admin-list', json })));
  admin
    .command('setup-link')
    .description('a new link to make the first account, where there is none')
    .action(() => run(async () => ({ kind: 'admin-setup-link', actor })));
};

const readPassword = async ({ askSecret, readFirstLine, err }: Terminal): Promise<string | undefined> => {
  if (!askSecret) {
    const line = await readFirstLine?.();
    if (line === undefined || line === '') err.write('There is no password on standard input. Nothing was changed.\n');
    return line === '' ? undefined : line;
  }
  const password = await askSecret('Password (12 characters at least): ');
  const again = password === undefined ? undefined : await askSecret('The same again: ');
  if (again === undefined) {
    err.write('Nothing was changed.\n');
    return undefined;
  }
  if (password === again) return password;
  err.write('That was not the same twice. Nothing was changed.\n');
  return undefined;
};
