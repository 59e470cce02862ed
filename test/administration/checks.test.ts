import http from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listCheckTargets, type CheckTarget } from '../../src/administration/check-targets.js';
import { runCheckHere, type CheckTask, type RunCheck } from '../../src/administration/check-task.js';
import { runCheckInThread } from '../../src/administration/check-thread.js';
import { createChecks, type Checks } from '../../src/administration/checks.js';
import type { ConformanceReport } from '../../src/conformance/check-endpoint.js';
import type { Log } from '../../src/platform/log.js';
import type { SourceSettings } from '../../src/platform/settings.js';
import { SETTINGS } from '../provider/repository.js';

const KEY = 'SALAINEN-AVAIN-4711';
const AINO = { name: 'Aino' };

const source = (id: string, rest: object): SourceSettings =>
  ({
    ...{
      id,
      protocol: 'oai-pmh',
      url: `https://${id}.example.fi/oai`,
      metadataPrefix: 'marcxml',
      quirks: [],
      minDelayMs: 0,
      maxBytes: 1000,
    },
    ...{ allowPrivate: false, allowHosts: [] },
    ...rest,
  }) as unknown as SourceSettings;

const targetsOf = (
  sources: readonly SourceSettings[],
  where: { readonly publicUrl?: string; readonly host?: string } = {},
): readonly CheckTarget[] =>
  listCheckTargets({
    settings: { ...SETTINGS, sources },
    ...{ publicUrl: 'https://julkaisut.example.fi', host: '0.0.0.0', port: 8080, ...where },
    readCertificates: () => undefined,
  });

describe('what can be checked', () => {
  it('is our own endpoint and the sources of OAI-PMH that the settings name, and nothing else', () => {
    const targets = targetsOf([source('a', {}), source('b', { protocol: 'sru' }), source('own', { minDelayMs: 1500, allowPrivate: true })]);
    expect(targets.map(({ id, kind, source: name, url }) => [id, kind, name, url])).toEqual([
      ['own', 'own', undefined, 'https://julkaisut.example.fi/oai'],
      ['inside', 'inside', undefined, 'http://127.0.0.1:8080/oai'],
      ['source-a', 'source', 'a', 'https://a.example.fi/oai'],
      ['source-own', 'source', 'own', 'https://own.example.fi/oai'],
    ]);
    expect(targets.map(({ task: { pauseMs, allowPrivate } }) => [pauseMs, allowPrivate])).toEqual([
      [0, true],
      [0, true],
      [0, false],
      [1500, true],
    ]);
  });

  it('has our own endpoint once where nothing stands before it', () => {
    expect(targetsOf([], { publicUrl: 'http://127.0.0.1:8080', host: '127.0.0.1' }).map(({ id }) => id)).toEqual(['own']);
    expect(targetsOf([], { host: '::1' }).map(({ url }) => url)).toEqual(['https://julkaisut.example.fi/oai', 'http://[::1]:8080/oai']);
  });

  it('asks our own endpoint from inside under its public name, so that it is checked for what it says of itself', async () => {
    const asked: string[] = [];
    const port = await serveWith((url) => asked.push(url));
    const [, inside] = listCheckTargets({
      ...{ settings: SETTINGS, publicUrl: 'https://julkaisut.example.fi/arkisto', host: '127.0.0.1', port },
      readCertificates: () => undefined,
    });
    const report = await runCheckHere(inside!.task, { onProgress: () => undefined, signal: new AbortController().signal });
    expect(report.baseUrl).toBe('https://julkaisut.example.fi/arkisto/oai');
    expect(asked).toEqual(['/oai?verb=Identify']);
  });
});

describe('checks', () => {
  it('tell who started one, how far it is and what came of it, and write it into the audit first', async () => {
    const desk = openDesk();
    expect(desk.checks.find('source-a')).toEqual({ id: 'source-a', kind: 'source', source: 'a', url: 'https://a.example.fi/oai' });
    expect(await desk.checks.start('source-a', AINO)).toEqual({ kind: 'started' });
    expect(desk.audited).toEqual(['check.started source-a by Aino']);
    desk.runs[0]!.onProgress({ done: 3, total: 9, doing: 'Tokens', requests: 5 });
    expect(desk.checks.find('source-a')?.running).toEqual({
      ...{ began: '2026-11-25T10:00:00.000Z', by: 'Aino', done: 3, total: 9, doing: 'Tokens', requests: 5 },
    });
    desk.runs[0]!.report({ ok: false });
    await desk.settle();
    expect(desk.checks.find('source-a')).toMatchObject({
      last: { by: 'Aino', outcome: 'reported', began: '2026-11-25T10:00:00.000Z', report: { ok: false } },
    });
    expect(desk.checks.find('source-a')?.running).toBeUndefined();
  });

  it('check one endpoint once at a time, and two endpoints at most', async () => {
    const { checks } = openDesk();
    await checks.start('own', AINO);
    expect(await checks.start('own', AINO)).toEqual({ kind: 'busy', reason: 'underWay' });
    await checks.start('source-a', AINO);
    expect(await checks.start('source-b', AINO)).toEqual({ kind: 'busy', reason: 'tooMany' });
    expect(await checks.start('https://evil.example/oai', AINO)).toEqual({ kind: 'noSuchTarget' });
    await checks.stop();
  });

  it('can be called off: it ends at once, without a report, and may be started again', async () => {
    const { checks, audited } = openDesk();
    expect(await checks.cancel('own', AINO)).toBe('notRunning');
    expect(await checks.cancel('x', AINO)).toBe('noSuchTarget');
    await checks.start('own', AINO);
    expect(await checks.cancel('own', AINO)).toBe('cancelled');
    expect(checks.find('own')).toMatchObject({ last: { outcome: 'cancelled' } });
    expect(checks.find('own')?.last).not.toHaveProperty('report');
    expect(audited).toEqual(['check.started own by Aino', 'check.cancelled own by Aino']);
    expect(await checks.start('own', AINO)).toEqual({ kind: 'started' });
    await checks.stop();
  });

  it('tell people that one failed by itself, and the log why', async () => {
    const desk = openDesk();
    await desk.checks.start('own', AINO);
    desk.runs[0]!.fail(new Error('out of memory'));
    await desk.settle();
    expect(desk.checks.find('own')).toMatchObject({ last: { outcome: 'failed' } });
    expect(desk.logged).toEqual(['check.failed own out of memory']);
  });

  it('do not begin what cannot be written into the audit', async () => {
    const desk = openDesk({ auditFails: true });
    await expect(desk.checks.start('own', AINO)).rejects.toThrow('full');
    expect(desk.runs).toEqual([]);
    expect(desk.checks.find('own')?.running).toBeUndefined();
  });

  it('never show a key of a source, whole or cut off, wherever the endpoint repeats it', async () => {
    const desk = openDesk();
    await desk.checks.start('source-b', AINO);
    const cut = `https://b.example.fi/oai?key=${KEY.slice(0, 9)}…`;
    const result = {
      id: 'R1',
      group: 'G',
      name: 'N',
      section: '§1',
      outcome: 'fail',
      sent: `GET ?key=${KEY}`,
      came: cut,
      advice: `not ${KEY}`,
    };
    desk.runs[0]!.report({
      ...{ baseUrl: `https://b.example.fi/oai?key=${KEY}`, repositoryName: `Arkisto ${encodeURIComponent(KEY)}` },
      results: [result as ConformanceReport['results'][number]],
    });
    await desk.settle();
    const shown = JSON.stringify(desk.checks.list());
    expect(shown).not.toContain(KEY.slice(0, 4));
    expect(desk.checks.find('source-b')?.last?.report).toMatchObject({
      ...{ baseUrl: 'https://b.example.fi/oai?key=…', repositoryName: 'Arkisto …' },
      results: [{ sent: 'GET ?key=…', came: 'https://b.example.fi/oai?key=…', advice: 'not …' }],
    });
  });
});

describe('a check in a thread of its own', () => {
  const inThread = runCheckInThread(new URL('./check-worker.mjs', import.meta.url));
  const task = (port: number): CheckTask => ({
    ...{ baseUrl: `http://127.0.0.1:${port}/oai`, userAgent: 'test', maxBytes: 100_000, allowPrivate: true, allowHosts: [], pauseMs: 0 },
  });

  it('reports as one in this thread does, and tells how far it is', async () => {
    const port = await serveWith(() => undefined);
    const doing: string[] = [];
    const report = await inThread(task(port), {
      onProgress: (progress) => doing.push(progress.doing),
      signal: new AbortController().signal,
    });
    expect(report).toMatchObject({ ok: false, baseUrl: `http://127.0.0.1:${port}/oai`, requests: 1 });
    expect(doing).toEqual(['Identify']);
  });

  it('ends at once when it is called off, though the endpoint never answers', async () => {
    const stopping = new AbortController();
    const port = await serveWith(() => stopping.abort(), 'silent');
    await expect(inThread(task(port), { onProgress: () => undefined, signal: stopping.signal })).rejects.toThrow('called off');
  });

  it('goes nowhere where the source may not lead', async () => {
    const port = await serveWith(() => undefined);
    const report = await runCheckHere(
      { ...task(port), allowPrivate: false },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
    expect(report.results[0]?.came).toContain('not on the public Internet');
  });
});

interface StartedRun {
  readonly onProgress: Parameters<RunCheck>[1]['onProgress'];
  readonly report: (rest: Partial<ConformanceReport>) => void;
  readonly fail: (error: Error) => void;
}

const openDesk = ({ auditFails = false } = {}) => {
  const [audited, logged, runs]: [string[], string[], StartedRun[]] = [[], [], []];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event, fields) => void logged.push(`${event} ${String(fields?.['target'])} ${String(fields?.['message'])}`),
  };
  const runCheck: RunCheck = (_, { onProgress, signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('called off')));
      runs.push({ onProgress, report: (rest) => resolve({ ...REPORT, ...rest }), fail: reject });
    });
  const targets = targetsOf([source('a', {}), source('b', { url: `https://b.example.fi/oai?key=${KEY}` })]);
  const checks: Checks = createChecks({
    ...{ targets, runCheck, log, clock: () => Date.parse('2026-11-25T10:00:00Z') },
    accounts: {
      audit: async ({ actor, action, target }) => {
        if (auditFails) throw new Error('full');
        audited.push(`${action} ${target ?? ''} by ${actor.name}`);
      },
    },
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { checks, audited, logged, runs, settle };
};

const REPORT: ConformanceReport = {
  ...{ baseUrl: 'https://a.example.fi/oai', ok: true, requests: 1, ms: 1, lists: [], results: [] },
  counts: { pass: 0, fail: 0, warn: 0, 'not applicable': 0 },
};

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** An endpoint that is none. */
const serveWith = (onAsked: (url: string) => void, manner: 'silent' | 'answers' = 'answers'): Promise<number> =>
  new Promise((resolve) => {
    const server = http.createServer((request, response) => {
      onAsked(request.url ?? '');
      if (manner === 'answers') response.end('no such thing');
    });
    servers.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
