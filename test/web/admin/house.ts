import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Role, Scope } from '../../../src/store/account-ports.js';
import { adminPortsOf, createServiceApp } from '../../../src/command/service-app.js';
import { openServices, type Services } from '../../../src/command/services.js';
import type { Stores } from '../../../src/command/stores.js';
import { runCheckHere } from '../../../src/administration/check-task.js';
import { createInlineReading } from '../../../src/harvester/reading/reading-inline.js';
import { systemClock, type WallClock } from '../../../src/platform/clock.js';
import type { Config } from '../../../src/platform/config.js';
import { createLog } from '../../../src/platform/log.js';
import type { Metrics } from '../../../src/platform/metrics.js';
import { readSettings } from '../../../src/platform/read-settings.js';
import { listen } from '../../../src/web/server.js';
import type { AdminPorts } from '../../../src/web/admin/admin-ports.js';
import { readContract, type Contract } from './api-contract.js';

/** What one browser, or one program, got. */
export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** Of a JSON answer. */
  readonly json: () => unknown;
}

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: string;
}

/** A browser without JavaScript: it keeps cookies and says where its forms come from; it follows nothing by itself. */
export interface Browser {
  ask(method: string, target: string, ask?: Ask): Promise<Reply>;
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Opens a page, takes the form token from it and sends the form. `from` is the page; the overview's where absent. */
  submit(target: string, form: NonNullable<Ask['form']>, from?: string): Promise<Reply>;
  readonly cookies: Map<string, string>;
}

export interface House {
  readonly url: string;
  readonly port: number;
  readonly services: Services;
  /** What the routes of the administration are made from. */
  readonly adminPorts: AdminPorts;
  /** Everything that was logged, one JSON object a line. */
  readonly logged: readonly string[];
  /** A browser that nobody has signed in with. */
  visitor(language?: string): Browser;
  /** One that somebody of that role is signed in with; the account is named after the role. */
  as(role: Role, language?: string): Promise<Browser>;
  /** A program with a token. */
  program(role: Role, scopes: readonly Scope[]): Promise<(method: string, target: string, ask?: Ask) => Promise<Reply>>;
  stop(): Promise<void>;
}

export const PASSWORD = 'kuusi kukkaa kedolla';

export interface HouseOptions {
  readonly sources?: readonly object[];
  readonly administration?: object;
  readonly clock?: WallClock;
  /** Fills the catalogue from the publisher's page. */
  readonly filled?: boolean;
  /** The public address, where it is another than the one that it listens on. */
  readonly publicUrl?: string;
  /** In the place of its own, such as stores that fail on demand. */
  readonly stores?: Stores;
  readonly metrics?: Metrics;
  /** What the environment would hold. */
  readonly secrets?: Config['secrets'];
}

/** The whole service in memory, on loopback, put together as `serve` does it. */
export const openHouse = async (options: HouseOptions = {}): Promise<House> => {
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const clock = options.clock ?? systemClock;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = await readConfig(options, url, port);
  const services = await openServices(config, log, 'memory', {
    clock,
    passwordCost: { ln: 4, r: 1, p: 1 },
    reading: createInlineReading(),
    runCheck: runCheckHere,
    ...(options.stores && { stores: options.stores }),
  });
  if (options.filled) {
    await services.intake.importFile({ name: 'julkaisut.txt', content: createReadStream(path.resolve('store/julkaisut.txt')) });
  }
  const app = createServiceApp(services, config, { log, clock, ...(options.metrics && { metrics: options.metrics }) });
  const server = await listen(app, '127.0.0.1', port);
  const account = async (role: Role): Promise<string> => {
    const known = (await services.accounts.listAccounts()).some(({ name }) => name === role);
    if (!known) await services.accounts.addAccount({ name: 'test' }, { name: role, password: PASSWORD, role });
    return role;
  };
  const visitor = (language = 'en'): Browser => createBrowser(port, language);
  return {
    ...{ url, port, services, logged, visitor, adminPorts: adminPortsOf(services, config, { log, clock }) },
    as: async (role, language) => {
      const name = await account(role);
      const browser = visitor(language);
      const reply = await browser.submit('/admin/login', { name, password: PASSWORD }, '/admin/login');
      if (reply.status !== 303) throw new Error(`${role} could not sign in: ${reply.status} ${reply.text}`);
      return browser;
    },
    program: async (role, scopes) => {
      const outcome = await services.accounts.createToken({ name: 'test' }, { account: await account(role), label: 'test', scopes });
      if (outcome.kind !== 'done') throw new Error(`no token: ${outcome.faults.join(', ')}`);
      const { secret } = outcome.value;
      return (method, target, ask = {}) =>
        send(port, method, target, { ...ask, headers: { Authorization: `Bearer ${secret}`, ...ask.headers } });
    },
    stop: async () => {
      await server.stop(1000);
      await services.close();
    },
  };
};

const readConfig = async (
  { sources = [], administration = {}, publicUrl, secrets = {} }: HouseOptions,
  url: string,
  port: number,
): Promise<Config> => {
  const file = path.resolve('store/config.json');
  const given = JSON.parse(await readFile(file, 'utf8')) as { readonly links: object };
  // It names a source of the file, in the place of which there are these.
  const links = { ...given.links, recheck: undefined };
  const reading = readSettings(JSON.stringify({ ...given, links, sources, administration }));
  if (reading.kind === 'faults') throw new Error(reading.faults.join('\n'));
  return {
    ...{ host: '127.0.0.1', port, publicUrl: publicUrl ?? url, storeDirectory: '/nowhere', settingsFile: file, logLevel: 'info' },
    ...{ settings: reading.settings, secrets },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const createBrowser = (port: number, language: string): Browser => {
  const cookies = new Map<string, string>();
  const ask = async (method: string, target: string, what: Ask = {}): Promise<Reply> => {
    const reply = await send(port, method, target, {
      ...what,
      headers: {
        'Accept-Language': language,
        ...(method !== 'GET' && { Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' }),
        ...(cookies.size > 0 && { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...what.headers,
      },
    });
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return reply;
  };
  const get: Browser['get'] = (target, headers = {}) => ask('GET', target, { headers });
  return {
    ...{ ask, get, cookies },
    submit: async (target, form, from = '/admin/own') => ask('POST', target, { form: { _csrf: tokenIn((await get(from)).text), ...form } }),
  };
};

/** The form token that a page carries. */
export const tokenIn = (page: string): string => /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';

/** Every answer of the API that a test gets is held against the API's own description. */
const send = async (port: number, method: string, target: string, ask: Ask): Promise<Reply> => {
  const reply = await sendBare(port, method, target, ask);
  if (!target.startsWith('/admin/api/')) return reply;
  contract ??= readContract();
  const { status, headers, text } = reply;
  const faults = contract.faultsOf({ method, target, status, type: headers['content-type'] ?? '', text });
  if (faults.length > 0) throw new Error(`${method} ${target} is not as described:\n${faults.join('\n')}`);
  return reply;
};

let contract: Contract | undefined;

const sendBare = (port: number, method: string, target: string, { headers = {}, form, json, body }: Ask): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const content = form ? encode(form) : json === undefined ? body : JSON.stringify(json);
    const type = form ? 'application/x-www-form-urlencoded' : json === undefined ? undefined : 'application/json';
    const request = http.request(
      {
        ...{ host: '127.0.0.1', port, method, path: target, agent: false },
        headers: {
          ...(type !== undefined && { 'Content-Type': type }),
          ...(content !== undefined && { 'Content-Length': Buffer.byteLength(content) }),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) as unknown });
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(content);
  });

const encode = (form: NonNullable<Ask['form']>): string =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  ).toString();
