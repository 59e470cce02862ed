import fc from 'fast-check';
import { afterEach, describe, expect, it } from '@jest/globals';
import { anyAddress } from '../../../src/harvester/transport/address-guard.js';
import { createHttp, type Http } from '../../../src/harvester/transport/http.js';
import { createJudge } from '../../../src/harvester/reading/judge.js';
import { createOaiPmhClient } from '../../../src/harvester/oai-pmh/oai-pmh-client.js';
import { createPace } from '../../../src/harvester/transport/pace.js';
import type { HarvestSource } from '../../../src/harvester/run/harvest-source.js';
import { openPublished, publication, type PublishedRepository } from '../../provider/catalogue.js';
import { serve, type Service } from '../../web/service.js';
import { createInstallation, isAccounted, SOURCE, type Installation } from './installation.js';

let service: Service | undefined;
afterEach(async () => {
  await service?.stop();
  service = undefined;
});

const WAIT_NOT = async (): Promise<void> => Promise.resolve();

/** The provider asked by a function call, as it is asked over a wire. */
const inOneProcess = ({ provider }: PublishedRepository): Http => {
  const exchange = async (url: string, form?: URLSearchParams): ReturnType<Http['get']> => {
    const text = await provider.answer(form ?? new URL(url).searchParams);
    const body = new TextEncoder().encode(text);
    return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body, wireBytes: body.length, url, ms: 0 };
  };
  return { get: (url) => exchange(url), post: (url, form) => exchange(url, form) };
};

/** A harvester of everything that the provider has. */
const harvesterOf = (http: Http, url: string, pageSize?: number): Installation => {
  const source = { ...SOURCE, url, metadataPrefix: 'marcxml', select: { issn: [], seriesTitle: [], corporateBody: [] } };
  const options = { rules: source.select, authority: 'FI-OWN' };
  const judge = createJudge(options);
  const pace = createPace({ minDelayMs: 0, clock: () => 0, wait: WAIT_NOT });
  const client = createOaiPmhClient({ http, source, pace, judge: options });
  const harvestSource: HarvestSource = {
    id: source.id,
    isSnapshot: false,
    client,
    impatient: client,
    listPages: (request, signal) => client.listPages(request, signal),
    judge: (xml) => judge.judgeXml(xml),
    overlapHours: 0,
    removalBrake: 1,
  };
  return createInstallation({
    sources: [source],
    harvestSources: new Map([[source.id, harvestSource]]),
    ...(pageSize !== undefined && { pageSize }),
  });
};

/** What the provider holds, live and deleted, by identifier; the text as it is disseminated. */
const providedBy = async ({ store }: PublishedRepository): Promise<Readonly<Record<string, string>>> => {
  const { now } = await store.readBounds();
  const records = await store.listRecords({ metadataPrefix: 'marcxml', until: now, limit: 10_000 });
  return Object.fromEntries(
    records.map(({ identifier, deleted, metadata }) => [identifier, deleted ? 'deleted' : Buffer.from(metadata!).toString('utf8')]),
  );
};

const harvestedBy = async ({ store }: Installation): Promise<Readonly<Record<string, string>>> => {
  const rows = await store.listHarvested({ limit: 10_000 });
  return Object.fromEntries(rows.map(({ identifier, state, xml }) => [identifier, state === 'live' ? xml : 'deleted']));
};

const settings = (pageSize: number) => ({ pageSize, pinResponseDate: false });

describe.each(['in one process', 'over HTTP'] as const)('our harvester at our own provider, %s', (way) => {
  const join = async (repository: PublishedRepository): Promise<Installation> => {
    if (way === 'in one process') return harvesterOf(inOneProcess(repository), 'https://julkaisut.example.fi/oai');
    service = await serve(repository);
    const http = createHttp({ userAgent: 'Julkaisusilta/test', maxBytes: 10_000_000, addresses: anyAddress });
    return harvesterOf(http, `http://127.0.0.1:${service.port}/oai`);
  };

  it('has what the provider has, to the letter, deletions included, and then nothing new', async () => {
    const repository = openPublished({ oai: settings(3) });
    await repository.publish(...['2012-1', '2012-2', '2012-3', '2012-4'].map((id) => publication(id)));
    const harvester = await join(repository);
    const first = await harvester.harvest();
    expect([first.state, first.counters.added, first.counters.pages]).toEqual(['completed', 8, 3]);
    expect(await harvestedBy(harvester)).toEqual(await providedBy(repository));

    await repository.publish(
      publication('2012-2', { withdrawn: { reason: 'a slip' } }),
      publication('2012-3', { titles: [{ text: 'Toinen' }] }),
    );
    const second = await harvester.harvest();
    expect(second.counters).toMatchObject({ deleted: 2, updated: 2 });
    expect(await harvestedBy(harvester)).toEqual(await providedBy(repository));

    await repository.publish(publication('2012-2'));
    expect((await harvester.harvest()).counters).toMatchObject({ restored: 2 });
    expect(await harvestedBy(harvester)).toEqual(await providedBy(repository));
    expect((await harvester.harvest({ mode: 'reconcile' })).message).toMatch(/^No drift/);
  });
});

describe('any history of a catalogue', () => {
  it('is followed by incremental harvests without loss and without repetition, whatever the moments', async () => {
    const edit = fc.record({
      id: fc.integer({ min: 1, max: 5 }).map((number) => `2012-${number}`),
      title: fc.constantFrom('a', 'b', 'c'),
      isWithdrawn: fc.boolean(),
      harvest: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 14 }), fc.integer({ min: 1, max: 4 }), async (edits, pageSize) => {
        const repository = openPublished({ oai: settings(pageSize) });
        const harvester = harvesterOf(inOneProcess(repository), 'https://julkaisut.example.fi/oai');
        for (const { id, title, isWithdrawn, harvest } of edits) {
          await repository.publish(publication(id, { titles: [{ text: title }], ...(isWithdrawn && { withdrawn: { reason: 'x' } }) }));
          if (harvest) expect(isAccounted(await harvester.harvest())).toBe(true);
        }
        const last = await harvester.harvest();
        const provided = Object.entries(await providedBy(repository));
        if (last.state === 'failed') expect(provided).toEqual([]);
        else {
          const harvested = await harvestedBy(harvester);
          // What came and went between two harvests never was here.
          expect(harvested).toEqual(
            Object.fromEntries(provided.filter(([identifier, text]) => text !== 'deleted' || identifier in harvested)),
          );
          expect((await harvester.harvest()).counters).toMatchObject({ added: 0, updated: 0, deleted: 0 });
        }
      }),
      { numRuns: process.env['LONG'] ? 1000 : 40 },
    );
  });
});
