import { runCheckHere } from '../administration/check-task.js';
import type { CheckProgress } from '../conformance/check-endpoint.js';
import { formatConformanceReport } from '../conformance/format-report.js';
import type { ExitCode, Terminal } from './terminal.js';

/** Says who asks, as Finna and others want it: a plain service name. */
const USER_AGENT = 'Julkaisusilta/0.1 (OAI-PMH conformance check)';

/** Between two requests, as a courtesy to whoever answers them. */
const PAUSE_MS = 100;

/** Checks an endpoint and prints what was found; succeeds when nothing failed. */
export const check = async (url: string, { json }: { readonly json: boolean }, { out, err }: Terminal): Promise<ExitCode> => {
  const task = { baseUrl: url, userAgent: USER_AGENT, maxBytes: 64_000_000, allowPrivate: true, allowHosts: [], pauseMs: PAUSE_MS };
  const onProgress = ({ done, total, doing }: CheckProgress): void => {
    if (err.isTTY) err.write(`\r\u001b[K${done}/${total} ${doing}`);
  };
  const report = await runCheckHere(task, { onProgress, signal: new AbortController().signal });
  if (err.isTTY) err.write('\r\u001b[K');
  out.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : formatConformanceReport(report));
  return report.ok ? 0 : 1;
};
