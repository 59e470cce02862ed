import path from 'node:path';
import { checkEndpoint, type CheckProgress, type ConformanceReport } from '../conformance/check-endpoint.js';
import type { CheckLimits, Exchange } from '../conformance/exchange.js';
import { anyAddress, isPublicAddress } from '../harvester/transport/address-guard.js';
import { createHttp } from '../harvester/transport/http.js';
import { PACKAGE_DIRECTORY } from '../platform/package-files.js';
import { loadSchemas } from '../xml/schema.js';

/** One endpoint to be checked, in plain values that can be handed to another thread. */
export interface CheckTask {
  readonly baseUrl: string;
  /** Where to connect in the place of the base URL's beginning: our own service without what stands before it. */
  readonly through?: { readonly from: string; readonly to: string };
  readonly userAgent: string;
  /** Of one answer once unpacked, in bytes. */
  readonly maxBytes: number;
  /** Lets it live on loopback or a private address. */
  readonly allowPrivate: boolean;
  readonly allowHosts: readonly string[];
  /** PEM of authorities that are trusted besides. */
  readonly ca?: string;
  /** Between two requests, in ms. */
  readonly pauseMs: number;
  readonly limits?: Partial<CheckLimits>;
}

export interface CheckRunning {
  readonly onProgress: (progress: CheckProgress) => void;
  /** Nobody wants the report any more. */
  readonly signal: AbortSignal;
}

/** @throws when there can be no report; never because of what the endpoint does */
export type RunCheck = (task: CheckTask, running: CheckRunning) => Promise<ConformanceReport>;

/** In this very thread: pages of thousands of records are read and validated, which takes seconds in all. */
export const runCheckHere: RunCheck = async (task, { onProgress, signal }) => {
  const validator = loadSchemas(path.join(PACKAGE_DIRECTORY, 'schemas'));
  try {
    return await checkEndpoint({
      baseUrl: task.baseUrl,
      exchange: createExchange(task, signal),
      validator,
      limits: { ...task.limits, pauseMs: task.pauseMs },
      wait: (ms) => untilOver(ms, signal),
      onProgress,
    });
  } finally {
    validator.dispose();
  }
};

/** Whatever is asked for after the end comes to nothing at once, and so does the rest of the check. */
const createExchange = ({ userAgent, maxBytes, allowPrivate, allowHosts, ca, through }: CheckTask, signal: AbortSignal): Exchange => {
  const addresses = allowPrivate ? anyAddress : isPublicAddress;
  const http = createHttp({ userAgent, timeoutMs: 60_000, maxBytes, addresses, allowHosts, ...(ca !== undefined && { ca }) });
  return async ({ method, url, headers, body }) => {
    const target = through && url.startsWith(through.from) ? through.to + url.slice(through.from.length) : url;
    const options = { headers, signal };
    const answer = method === 'POST' ? await http.post(target, new URLSearchParams(body), options) : await http.get(target, options);
    return {
      status: answer.status,
      headers: answer.headers,
      text: new TextDecoder('utf-8', { fatal: true }).decode(answer.body),
      ms: answer.ms,
    };
  };
};

const untilOver = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, signal.aborted ? 0 : ms);
    signal.addEventListener('abort', end);
  });
