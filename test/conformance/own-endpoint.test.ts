import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkEndpoint, type ConformanceReport } from '../../src/conformance/check-endpoint.js';
import type { Exchange } from '../../src/conformance/exchange.js';
import { anyAddress } from '../../src/harvester/transport/address-guard.js';
import { createHttp } from '../../src/harvester/transport/http.js';
import { createApp } from '../../src/web/app.js';
import { listen, type RunningServer } from '../../src/web/server.js';
import { loadSchemas } from '../../src/xml/schema.js';
import { createProvider } from '../../src/provider/provider.js';
import { openPublished, publication } from '../provider/catalogue.js';
import { FORMATS, SETTINGS } from '../provider/repository.js';
import { listSets } from '../../src/publishing/sets.js';

const http = createHttp({ userAgent: 'Julkaisusilta tests', timeoutMs: 20_000, maxBytes: 10_000_000, addresses: anyAddress });
const exchange: Exchange = async ({ method, url, headers, body }) => {
  const answer = method === 'POST' ? await http.post(url, new URLSearchParams(body), { headers }) : await http.get(url, { headers });
  return { status: answer.status, headers: answer.headers, text: Buffer.from(answer.body).toString('utf8'), ms: answer.ms };
};

let server: RunningServer | undefined;
afterEach(() => server?.stop(1000));

/** Our own service with eight publications, one of them withdrawn, on pages of three records. */
const checkOurselves = async (manners: { readonly lenient: boolean; readonly pinResponseDate: boolean }): Promise<ConformanceReport> => {
  const repository = openPublished();
  const ids = ['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => `2012-${number}`);
  for (const id of ids)
    await repository.publish(publication(id, { manifestations: publication(id).manifestations.map(({ kind }) => ({ kind })) }));
  await repository.publish(publication('2012-4', { withdrawn: { reason: 'a mistake' } }));
  const validator = loadSchemas(path.resolve('schemas'));
  // The address is known only once the port is, so the app is made for a port that was just free.
  const probe = await listen(
    createApp({ ...web('http://127.0.0.1/oai'), ...readers(repository, 'http://127.0.0.1/oai', manners) }),
    '127.0.0.1',
    0,
  );
  await probe.stop(0);
  const baseUrl = `http://127.0.0.1:${probe.port}/oai`;
  server = await listen(createApp({ ...web(baseUrl), ...readers(repository, baseUrl, manners) }), '127.0.0.1', probe.port);
  try {
    return await checkEndpoint({ baseUrl, exchange, validator });
  } finally {
    validator.dispose();
  }
};

const web = (baseUrl: string) => ({
  baseUrl,
  repositoryName: 'Esimerkki',
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  clock: () => 0,
  checkReady: async () => undefined,
});
const readers = (
  { store }: ReturnType<typeof openPublished>,
  baseUrl: string,
  manners: { readonly lenient: boolean; readonly pinResponseDate: boolean },
) => {
  const settings = { ...SETTINGS, oai: { ...SETTINGS.oai, pageSize: 3, ...manners } };
  const provider = createProvider({ store, settings, baseUrl, formats: FORMATS, sets: listSets(settings) });
  return { provider, pageProvider: provider };
};
const found = ({ results }: ConformanceReport, outcome: string): readonly string[] =>
  results.filter((result) => result.outcome === outcome).map(({ id, name, came }) => `${id} ${name}: ${came ?? ''}`);

describe('our own endpoint under our own check', () => {
  it('conforms in every point when the strict settings are on', async () => {
    const report = await checkOurselves({ lenient: false, pinResponseDate: false });
    expect(found(report, 'fail')).toEqual([]);
    expect(found(report, 'warn')).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.counts.pass).toBeGreaterThan(125);
    // Split lists, tokens and deleted records were there to be looked at.
    for (const id of ['R52', 'R53', 'R54b', 'R54c', 'R55', 'R56', 'R40a', 'R41a', 'C1', 'C2']) {
      expect([id, report.results.find((result) => result.id === id)?.outcome]).toEqual([id, 'pass']);
    }
  });

  it('conforms with the defaults, but for the fractions of a second that known harvesters send', async () => {
    const report = await checkOurselves({ lenient: true, pinResponseDate: true });
    expect(found(report, 'fail')).toEqual([]);
    expect(found(report, 'warn')).toHaveLength(1);
    expect(report.ok).toBe(true);
  });
});
