import { shownUrl } from '../harvester/transport/shown-url.js';
import type { OaiPmhSourceSettings, Settings } from '../platform/settings.js';
import type { CheckTask } from './check-task.js';

/** What can be checked. Nothing but what the settings name: an address that somebody types could lead into our own network. */
export interface CheckTarget {
  /** `own`, `inside` or `source-…`. */
  readonly id: string;
  /** `own`: our endpoint as others reach it · `inside`: without what stands before it, such as a proxy · `source`. */
  readonly kind: 'own' | 'inside' | 'source';
  /** Of a source its id. */
  readonly source?: string;
  /** Fit to be shown: without a user, a password or a key. */
  readonly url: string;
  readonly task: CheckTask;
  /** What must not be told, though an endpoint may print it. */
  readonly secrets: readonly string[];
}

export interface CheckTargetOptions {
  readonly settings: Pick<Settings, 'sources' | 'repository'>;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Where the process listens. */
  readonly host: string;
  readonly port: number;
  /** PEM of the file that a source's settings name. */
  readonly readCertificates: (source: OaiPmhSourceSettings) => string | undefined;
}

/** Says who asks, as Finna and others want it: a plain service name. A check is no harvest, and not listed as one. */
export const CHECK_AGENT = 'Julkaisusilta/0.1 (OAI-PMH conformance check)';
/** In bytes. */
const MOST_OF_OUR_OWN = 64_000_000;

/** Our own endpoint first, then the sources of OAI-PMH in the order of the settings. */
export const listCheckTargets = (options: CheckTargetOptions): readonly CheckTarget[] => [
  ...ownTargets(options),
  ...options.settings.sources.flatMap((source) => (source.protocol === 'oai-pmh' ? [sourceTarget(source, options)] : [])),
];

const ownTargets = ({ publicUrl, host, port }: CheckTargetOptions): readonly CheckTarget[] => {
  const url = `${publicUrl}/oai`;
  const task = { baseUrl: url, userAgent: CHECK_AGENT, maxBytes: MOST_OF_OUR_OWN, allowPrivate: true, allowHosts: [], pauseMs: 0 };
  const own: CheckTarget = { id: 'own', kind: 'own', url, task, secrets: [] };
  const inner = `http://${reachable(host)}:${port}`;
  if (inner === publicUrl) return [own];
  return [
    own,
    { id: 'inside', kind: 'inside', url: `${inner}/oai`, task: { ...task, through: { from: publicUrl, to: inner } }, secrets: [] },
  ];
};

/** An address that means "all of this machine's" is none to connect to everywhere. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};

const sourceTarget = (source: OaiPmhSourceSettings, { readCertificates }: CheckTargetOptions): CheckTarget => {
  const ca = readCertificates(source);
  return {
    id: `source-${source.id}`,
    kind: 'source',
    source: source.id,
    url: shownUrl(source.url),
    task: {
      baseUrl: source.url,
      userAgent: CHECK_AGENT,
      maxBytes: source.maxBytes,
      allowPrivate: source.allowPrivate,
      allowHosts: source.allowHosts,
      ...(ca !== undefined && { ca }),
      pauseMs: source.minDelayMs,
    },
    secrets: secretsOf(source.url),
  };
};

/** In characters: what is shorter is no secret, and stands in every other word. */
export const LEAST_SECRET = 4;

/** What `shownUrl` leaves out. */
const secretsOf = (url: string): readonly string[] => {
  const { searchParams, username, password } = new URL(url);
  const values = [...searchParams.values(), username, password].filter(
    (value) => value.length >= LEAST_SECRET && !shownUrl(url).includes(value),
  );
  return [...new Set(values.flatMap((value) => [value, encodeURIComponent(value)]))];
};
