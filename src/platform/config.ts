import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from './config-error.js';
import { readSettings } from './read-settings.js';
import type { LogLevel } from './log.js';
import type { Settings } from './settings.js';
import { parseUrl } from '../catalogue/url.js';

/** Everything that an operator can set, read once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The public address without a slash at its end; OAI-PMH is at `/oai` below it. */
  readonly publicUrl: string;
  readonly storeDirectory: string;
  readonly settingsFile: string;
  readonly logLevel: LogLevel;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** `postgres://user:password@host:5432/name`: then everything is kept there, and nothing in `storeDirectory`. Never printed. */
  readonly databaseUrl?: string;
  /** In ms: how long a service that was told to stop says that it is not ready and still answers everything. 0 where absent. */
  readonly drainMs?: number;
}

/** What only the environment may hold. Never printed. */
export interface Secrets {
  readonly openidConnect?: string;
  readonly smtp?: string;
  readonly webhook?: string;
  /** Of whoever reads /metrics. */
  readonly metrics?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * Reads HOST, PORT, BASE_URL, STORE_DIR, CONFIG, LOG_LEVEL, DRAIN_MS, DATABASE_URL and the secrets, and the settings file that CONFIG names.
 * @throws ConfigError with every fault of both
 */
export const readConfig = async (environment: Environment, defaults: { readonly directory: string }): Promise<Config> => {
  const faults: string[] = [];
  // `HOST=` in an environment file means that nothing was chosen; taken as it stands it would listen everywhere.
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const host = given('HOST') ?? '127.0.0.1';
  const port = readPort(given('PORT'), faults);
  const publicUrl = readPublicUrl(given('BASE_URL'), host, port, faults);
  const logLevel = readLogLevel(given('LOG_LEVEL'), faults);
  const settingsFile = path.resolve(given('CONFIG') ?? path.join(defaults.directory, 'store', 'config.json'));
  const storeDirectory = path.resolve(given('STORE_DIR') ?? path.join(defaults.directory, 'store', 'data'));
  const drainMs = readDrain(given('DRAIN_MS'), faults);
  const databaseUrl = readDatabaseUrl(given('DATABASE_URL'), faults);
  const secrets = readSecrets(given, faults);
  const settings = await readSettingsFile(settingsFile, faults);
  if (!settings || faults.length > 0) throw new ConfigError(faults);
  return { host, port, publicUrl, storeDirectory, settingsFile, logLevel, settings, secrets, drainMs, ...databaseUrl };
};

/** The address itself is in no message: it holds a password. */
const readDatabaseUrl = (text: string | undefined, faults: string[]): Pick<Config, 'databaseUrl'> => {
  if (text === undefined) return {};
  const url = parseUrl(text);
  // As PostgreSQL's own programs read it: `host` in the query is the directory of a socket, or a host.
  const host = url && (url.searchParams.get('host') ?? url.hostname);
  if (url && /^postgres(?:ql)?:$/.test(url.protocol) && host !== '' && url.pathname.length > 1) return { databaseUrl: text };
  faults.push(
    'DATABASE_URL is no address of a database; it must look like postgres://user:password@host:5432/name, ' +
      'or like postgres:///name?host=/var/run/postgresql for a socket on this machine.',
  );
  return {};
};

/** In characters: what is shorter can be guessed. */
const SHORTEST_TOKEN = 16;

const readSecrets = (given: (name: string) => string | undefined, faults: string[]): Secrets => {
  const [openidConnect, smtp, webhook] = [given('OIDC_CLIENT_SECRET'), given('SMTP_PASSWORD'), given('WEBHOOK_SECRET')];
  const metrics = given('METRICS_TOKEN');
  if (metrics !== undefined && (metrics.length < SHORTEST_TOKEN || /[^\x21-\x7e]/.test(metrics))) {
    faults.push(`METRICS_TOKEN has ${metrics.length} characters; it must have ${SHORTEST_TOKEN} at least, of ASCII and without blanks.`);
  }
  return {
    ...(metrics !== undefined && { metrics }),
    ...(openidConnect !== undefined && { openidConnect }),
    ...(smtp !== undefined && { smtp }),
    ...(webhook !== undefined && { webhook }),
  };
};

const readPort = (text: string | undefined, faults: string[]): number => {
  if (text === undefined) return 3000;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  faults.push(`PORT is "${text}"; it must be a number from 1 to 65535.`);
  return 3000;
};

/** In ms: no proxy needs longer to see that a service is going. */
const LONGEST_DRAIN = 300_000;

const readDrain = (text: string | undefined, faults: string[]): number => {
  if (text === undefined) return 0;
  const drain = Number(text);
  if (/^\d{1,6}$/.test(text) && drain <= LONGEST_DRAIN) return drain;
  faults.push(`DRAIN_MS is "${text}"; it must be a number of milliseconds from 0 to ${LONGEST_DRAIN}.`);
  return 0;
};

const readPublicUrl = (text: string | undefined, host: string, port: number, faults: string[]): string => {
  if (text === undefined) return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const url = parseUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '' && url.password === '') {
    return url.href.replace(/\/+$/, '');
  }
  faults.push(
    `BASE_URL is "${text}"; it must be an http or https address without user, query or fragment, such as https://julkaisut.example.fi.`,
  );
  return text;
};

const readLogLevel = (text: string | undefined, faults: string[]): LogLevel => {
  const level = LOG_LEVELS.find((candidate) => candidate === (text ?? 'info'));
  if (level === undefined) faults.push(`LOG_LEVEL is "${text ?? ''}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
};

const readSettingsFile = async (file: string, faults: string[]): Promise<Settings | undefined> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    faults.push(`The settings file ${file} cannot be read (${code ?? 'unknown reason'}). CONFIG names it.`);
    return undefined;
  });
  if (text === undefined) return undefined;
  const reading = readSettings(text);
  if (reading.kind === 'settings') return reading.settings;
  faults.push(...reading.faults.map((fault) => `${file}: ${fault}`));
  return undefined;
};
