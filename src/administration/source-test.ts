import type { Accounts, Actor } from '../accounts/accounts.js';
import type { HarvestSource } from '../harvester/run/harvest-source.js';
import { remedyFor } from '../harvester/run/run-words.js';
import type { SourceDescription } from '../harvester/source-client.js';
import { SourceError, type SourceErrorCode } from '../harvester/source-error.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import { lookAtPage, type TestedPage } from './tested-page.js';

/** What came of asking a source who it is and for one page of its list. Nothing of it is stored. */
export interface SourceTestReport {
  readonly source: string;
  /** UTC; when it began. */
  readonly at: string;
  /** All in all, in ms. */
  readonly took: number;
  /** What it says of itself; absent when it could not be asked. */
  readonly description?: Omit<SourceDescription, 'remarks'>;
  /** Of OAI-PMH: the formats that it offers, by metadataPrefix. */
  readonly formats?: readonly string[];
  /** Where it departs from its protocol, and what else an administrator should know, in English sentences. */
  readonly remarks: readonly string[];
  /** What is doubtful about its list. */
  readonly warnings: readonly string[];
  /** Absent when it could not be read. */
  readonly page?: TestedPage;
  /** What could not be done, in the order in which it was tried; empty where all went well. */
  readonly faults: readonly SourceTestFault[];
}

export interface SourceTestFault {
  readonly step: 'describe' | 'formats' | 'page';
  readonly code: SourceErrorCode;
  /** What happened, an English sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

export type SourceTestOutcome =
  | { readonly kind: 'tested'; readonly report: SourceTestReport }
  /** One test of a source at a time. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'noSuchSource' };

export interface SourceTests {
  /** Ends after 60 s at the latest, or when the signal says that nobody waits for it. */
  test(id: string, actor: Actor, signal: AbortSignal): Promise<SourceTestOutcome>;
}

export interface SourceTestPorts {
  readonly settings: Pick<Settings, 'sources'>;
  readonly sources: ReadonlyMap<string, HarvestSource>;
  readonly accounts: Pick<Accounts, 'audit'>;
  readonly clock: WallClock;
  /** In ms; 60,000 where absent. */
  readonly limitMs?: number;
}

export const createSourceTests = (ports: SourceTestPorts): SourceTests => {
  const underWay = new Set<string>();
  return {
    test: async (id, actor, signal) => {
      const source = ports.sources.get(id);
      if (!source) return { kind: 'noSuchSource' };
      if (underWay.has(id)) return { kind: 'busy' };
      underWay.add(id);
      try {
        await ports.accounts.audit({ actor, action: 'source.tested', target: id });
        return { kind: 'tested', report: await testSource(ports, source, signal) };
      } finally {
        underWay.delete(id);
      }
    },
  };
};

const LIMIT_MS = 60_000;

const testSource = async (ports: SourceTestPorts, source: HarvestSource, given: AbortSignal): Promise<SourceTestReport> => {
  const { clock, limitMs = LIMIT_MS } = ports;
  const began = clock();
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([given, limit]);
  // A person waits for it: what does not answer is not asked for as long as a harvest would.
  const client = source.impatient;
  const faults: SourceTestFault[] = [];
  const attempt = async <T>(step: SourceTestFault['step'], ask: () => Promise<T>): Promise<T | undefined> => {
    if (faults.some(({ code }) => !HAS_ANSWERED.has(code))) return undefined;
    try {
      return await ask();
    } catch (cause) {
      // A fault of the source is what the test is to find.
      if (!(cause instanceof SourceError)) throw cause;
      faults.push(limit.aborted ? tooSlow(step, limitMs) : { step, ...faultOf(cause) });
      return undefined;
    }
  };
  const said = await attempt('describe', () => client.describe(signal));
  const formats = await attempt('formats', async () => client.listFormats?.(signal));
  const looked = await attempt('page', () => lookAtPage(source, client, signal));
  const { remarks = [], ...description } = said ?? {};
  return {
    source: source.id,
    at: new Date(began).toISOString(),
    took: clock() - began,
    ...(said && { description }),
    ...(formats && { formats }),
    remarks: [...remarks, ...unknownFormat(ports, source, formats), ...(looked?.remarks ?? [])],
    warnings: looked?.warnings ?? [],
    ...(looked && { page: looked.page }),
    faults,
  };
};

/** After these it is worth asking for something else. */
const HAS_ANSWERED: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>([
  ...(['status', 'too-wide', 'not-protocol', 'malformed', 'doctype', 'source-error', 'too-large'] as const),
]);

const faultOf = ({ code, message }: SourceError): Omit<SourceTestFault, 'step'> => ({ code, message, remedy: remedyOf(code) });

/** A run goes on where it stopped, a test does not. */
const AGAIN: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>(['timeout', 'network', 'status', 'malformed', 'paused']);

const remedyOf = (code: SourceErrorCode): string =>
  AGAIN.has(code) ? 'Test it again in a while; if it happens again, ask the source whether it is well.' : remedyFor(code);

const tooSlow = (step: SourceTestFault['step'], limitMs: number): SourceTestFault => ({
  step,
  code: 'timeout',
  message: `The test was ended after ${Math.round(limitMs / 1000)} s without an answer`,
  remedy: remedyOf('timeout'),
});

const unknownFormat = ({ settings }: SourceTestPorts, { id }: HarvestSource, formats: readonly string[] | undefined): readonly string[] => {
  const source = settings.sources.find((each) => each.id === id);
  if (source?.protocol !== 'oai-pmh' || !formats || formats.includes(source.metadataPrefix)) return [];
  return [`The settings ask for ${source.metadataPrefix}, which is not among the formats that it offers: ${formats.join(', ')}.`];
};
