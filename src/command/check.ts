import path from 'node:path';
import { checkEndpoint } from '../conformance/check-endpoint.js';
import type { Exchange } from '../conformance/exchange.js';
import { formatConformanceReport } from '../conformance/format-report.js';
import { anyAddress } from '../harvester/transport/address-guard.js';
import { createHttp } from '../harvester/transport/http.js';
import { PACKAGE_DIRECTORY } from '../platform/package-files.js';
import { loadSchemas } from '../xml/schema.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Says who asks, as Finna and others want it: a plain service name. */
const USER_AGENT = 'Julkaisusilta/0.1 (OAI-PMH conformance check)';

/** Between two requests, as a courtesy to whoever answers them. */
const PAUSE_MS = 100;

/** Checks an endpoint and prints what was found; succeeds when nothing failed. */
export const check = async (url: string, { json }: { readonly json: boolean }, { out, err }: Terminal): Promise<ExitCode> => {
  const validator = loadSchemas(path.join(PACKAGE_DIRECTORY, 'schemas'));
  try {
    const progress = err.isTTY
      ? {
          onProgress: ({ done, total, doing }: { done: number; total: number; doing: string }) =>
            err.write(`\r\u001b[K${done}/${total} ${doing}`),
        }
      : {};
    const report = await checkEndpoint({ baseUrl: url, exchange: createExchange(), validator, limits: { pauseMs: PAUSE_MS }, ...progress });
    if (err.isTTY) err.write('\r\u001b[K');
    out.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : formatConformanceReport(report));
    return report.ok ? 0 : 1;
  } finally {
    validator.dispose();
  }
};

const createExchange = (): Exchange => {
  const http = createHttp({ userAgent: USER_AGENT, timeoutMs: 60_000, maxBytes: 64_000_000, addresses: anyAddress });
  return async ({ method, url, headers, body }) => {
    const answer = method === 'POST' ? await http.post(url, new URLSearchParams(body), { headers }) : await http.get(url, { headers });
    return {
      status: answer.status,
      headers: answer.headers,
      text: new TextDecoder('utf-8', { fatal: true }).decode(answer.body),
      ms: answer.ms,
    };
  };
};
