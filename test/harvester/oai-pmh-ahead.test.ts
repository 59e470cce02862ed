import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Http } from '../../src/harvester/transport/http.js';
import type { LookAhead } from '../../src/harvester/oai-pmh/oai-pmh-ahead.js';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import { createPace } from '../../src/harvester/transport/pace.js';
import { createInlineReading } from '../../src/harvester/reading/reading-inline.js';
import type { Reading } from '../../src/harvester/reading/reading.js';
import type { SourceClient, SourcePage } from '../../src/harvester/source-client.js';
import { ids, listPage, oaiError, oaiRecords, tokenElement } from './oai-answers.js';
import { createModel, daily } from './oai-pmh-model.js';
import { createSurroundings, harvest, scriptedHttp, startSource, type Asked, type Script } from './scripted-source.js';

const SOURCE = { id: 'test', url: 'http://source/oai', metadataPrefix: 'marc21' };
const never = new AbortController().signal;
const tokensOf = (asked: readonly Asked[]): readonly string[] => asked.map(({ params }) => params.get('resumptionToken') ?? '');
/** Pages by the token that asks for them; '' is the first. */
const byToken =
  (pages: Readonly<Record<string, string>>): Script =>
  ({ params }) =>
    pages[params.get('resumptionToken') ?? ''] ?? oaiError('badResumptionToken');
const fourPages = byToken({
  '': listPage(oaiRecords('1'), tokenElement('a')),
  a: listPage(oaiRecords('2'), tokenElement('b')),
  b: listPage(oaiRecords('3'), tokenElement('c')),
  c: listPage(oaiRecords('4')),
});
/** Long enough for whatever is going to be asked. */
const settle = (): Promise<void> => sleep(20);

const inMemory = (
  script: Script,
  lookAhead: LookAhead = 'one-page',
): { readonly client: SourceClient; readonly asked: readonly Asked[] } => {
  const { http, asked } = scriptedHttp(script);
  return { client: createOaiPmhClient({ ...createSurroundings(0, http), source: SOURCE, lookAhead }), asked };
};
const iterate = (client: SourceClient): AsyncIterator<SourcePage> => client.listPages({}, never)[Symbol.asyncIterator]();

/** Reads as another thread does: at its own time, while this one goes on. */
const readingIn = (ms: number): Reading => {
  const inline = createInlineReading();
  return {
    ...inline,
    read: async (task) => {
      await sleep(ms);
      return inline.read(task);
    },
  };
};

describe('the next page is fetched while this one is read', () => {
  it('which saves a third of the time at least, of a source 60 ms away, with never two requests open', async () => {
    const { script } = createModel({ records: daily(120) });
    const source = await startSource((asked, index) => {
      const reply = script(asked, index);
      return { ...(typeof reply === 'string' ? { body: reply } : reply), afterMs: 60 };
    });
    const timed = async (lookAhead: LookAhead): Promise<{ readonly ms: number; readonly identifiers: readonly string[] }> => {
      const client = createOaiPmhClient({
        ...createSurroundings(),
        source: { ...SOURCE, url: source.url },
        reading: readingIn(60),
        lookAhead,
      });
      const start = performance.now();
      const { identifiers } = await harvest(client);
      return { ms: performance.now() - start, identifiers };
    };
    const without = await timed('never');
    const ahead = await timed('one-page');
    await source.close();
    expect(ahead.identifiers).toEqual(without.identifiers);
    expect(ahead.identifiers).toHaveLength(120);
    expect(source.mostOpen()).toBe(1);
    expect(source.asked).toHaveLength(24);
    expect(without.ms / ahead.ms).toBeGreaterThan(1.5);
  });

  it('but never more than one: the one after it is asked for when the consumer comes for it', async () => {
    const { client, asked } = inMemory(fourPages);
    const pages = iterate(client);
    await pages.next();
    await settle();
    expect(tokensOf(asked)).toEqual(['', 'a']);
    await pages.next();
    await settle();
    expect(tokensOf(asked)).toEqual(['', 'a', 'b']);
    await pages.next();
    await pages.next();
    expect((await pages.next()).done).toBe(true);
    expect(tokensOf(asked)).toEqual(['', 'a', 'b', 'c']);
  });

  it('and not where the client is told not to', async () => {
    const { client, asked } = inMemory(fourPages, 'never');
    await iterate(client).next();
    await settle();
    expect(tokensOf(asked)).toEqual(['']);
  });

  it('T22 nor where the source keeps its place by itself: its token stays the same, and is no place to come back to', async () => {
    const pages = [oaiRecords('1'), oaiRecords('2'), oaiRecords('3'), oaiRecords('4')];
    const { client, asked } = inMemory((_, index) => listPage(pages[index]!, index < 3 ? tokenElement('same') : ''));
    const list = iterate(client);
    expect((await list.next()).value).toMatchObject({ next: { token: 'same' } });
    expect((await list.next()).value).not.toHaveProperty('next');
    await settle();
    expect(asked).toHaveLength(2);
    await list.next();
    await list.next();
    expect((await list.next()).done).toBe(true);
    expect(asked).toHaveLength(4);
  });
});

describe('a token that was only guessed', () => {
  // A CDATA section that looks like the beginning of the element: the reading finds "<resumptionToken abc".
  const deceiving = (records: string): string => listPage(records, tokenElement('<![CDATA[<resumptionToken ]]>abc'));

  it('is not followed where the reading finds another, and nothing is guessed any more', async () => {
    const { client, asked } = inMemory(
      byToken({
        '': deceiving(oaiRecords('1')),
        abc: listPage(oaiRecords('99')),
        '<resumptionToken abc': listPage(oaiRecords('2'), tokenElement('b')),
        b: listPage(oaiRecords('3')),
      }),
    );
    const list = iterate(client);
    const first = await list.next();
    await settle();
    expect(tokensOf(asked)).toEqual(['', 'abc']);
    const second = await list.next();
    await settle();
    expect(tokensOf(asked)).toEqual(['', 'abc', '<resumptionToken abc']);
    const third = await list.next();
    expect([first, second, third].map(({ value }: IteratorResult<SourcePage>) => (value as SourcePage).records[0]?.identifier)).toEqual(
      ids('1', '2', '3'),
    );
    expect((await list.next()).done).toBe(true);
  });

  it('is thrown away with a page that could not be read and is asked for again; nor is anything guessed from then on', async () => {
    const broken = listPage('<record><header></record>', tokenElement('wrong'));
    let asks = 0;
    const { client, asked } = inMemory((question) => {
      if (question.params.has('resumptionToken')) return byToken({ right: listPage(oaiRecords('2')) })(question, 0);
      return (asks += 1) === 1 ? broken : listPage(oaiRecords('1'), tokenElement('right'));
    });
    const list = iterate(client);
    await list.next();
    await settle();
    expect(tokensOf(asked).filter((token) => token !== 'wrong')).toEqual(['', '']);
    expect(tokensOf(asked).filter((token) => token === 'wrong').length).toBeLessThanOrEqual(1);
    expect(((await list.next()).value as SourcePage).records[0]?.identifier).toBe(ids('2')[0]);
    expect((await list.next()).done).toBe(true);
  });
});

describe('a page that was fetched ahead', () => {
  it('and could not be had fails when the consumer comes for it, not before', async () => {
    const { client, asked } = inMemory(({ params }) =>
      params.has('resumptionToken') ? { status: 500 } : listPage(oaiRecords('1'), tokenElement('a')),
    );
    const list = iterate(client);
    expect((await list.next()).done).toBe(false);
    await settle();
    expect(asked).toHaveLength(7);
    await expect(list.next()).rejects.toMatchObject({ code: 'status' });
  });

  it.each([
    ['still open', 60_000],
    ['there', 0],
  ])('and is %s is cancelled when the consumer leaves', async (_, ms) => {
    const signals: (AbortSignal | undefined)[] = [];
    const { http, asked } = scriptedHttp(fourPages);
    const slow: Http = {
      ...http,
      get: async (url, options) => {
        signals.push(options?.signal);
        const { length } = signals;
        if (length > 1 && ms > 0) await sleep(ms, undefined, { signal: options!.signal! }).catch(() => undefined);
        return http.get(url, options);
      },
    };
    const client = createOaiPmhClient({ ...createSurroundings(0, slow), source: SOURCE });
    for await (const page of client.listPages({}, never)) {
      expect(page.records).toHaveLength(1);
      await settle();
      expect(signals).toHaveLength(2);
      break;
    }
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
    await settle();
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('is cancelled over a real connection too, and nothing is left behind', async () => {
    const source = await startSource((asked, index) => (index === 0 ? fourPages(asked, index) : { body: 'x', afterMs: 800 }));
    const client = createOaiPmhClient({ ...createSurroundings(), source: { ...SOURCE, url: source.url } });
    const start = performance.now();
    for await (const page of client.listPages({}, never)) {
      expect(page.records).toHaveLength(1);
      await settle();
      break;
    }
    expect(source.asked).toHaveLength(2);
    expect(performance.now() - start).toBeLessThan(600);
    await source.close();
  });

  it('is cancelled with the whole harvest', async () => {
    const controller = new AbortController();
    const { client, asked } = inMemory(fourPages);
    const list = client.listPages({}, controller.signal)[Symbol.asyncIterator]();
    await list.next();
    controller.abort();
    await expect(list.next()).rejects.toMatchObject({ code: 'cancelled' });
    await settle();
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});

describe('the rest that a source wants between two requests', () => {
  /** Time goes by with waits and with work, and nothing else. */
  const atWork = (minDelayMs: number, workMs: number) => {
    let now = 0;
    const wait = (ms: number): Promise<void> => {
      now += ms;
      return Promise.resolve();
    };
    const { http, asked } = scriptedHttp(createModel({ records: daily(60) }).script);
    let answered = -Infinity;
    const rests: number[] = [];
    const watched: Http = {
      ...http,
      get: async (url, options) => {
        if (answered > -Infinity) rests.push(now - answered);
        const response = await http.get(url, options);
        answered = now;
        return response;
      },
    };
    const inline = createInlineReading();
    const reading: Reading = {
      ...inline,
      read: (task) => {
        now += workMs;
        return inline.read(task);
      },
    };
    const pace = createPace({ minDelayMs, clock: () => now, wait });
    const client = createOaiPmhClient({ ...createSurroundings(0, watched), pace, source: SOURCE, reading });
    return { client, asked, rests };
  };

  it.each([
    [0, 100],
    [200, 100],
    [200, 800],
  ])('of %d ms is kept, with pages that take %d ms to read', async (minDelayMs, workMs) => {
    const { client, rests } = atWork(minDelayMs, workMs);
    expect((await harvest(client)).identifiers).toHaveLength(60);
    expect(rests).toHaveLength(5);
    expect(rests.every((rest) => rest >= minDelayMs)).toBe(true);
  });

  it('is time enough to read a page in: then nothing is fetched early', async () => {
    const { client, asked } = atWork(1000, 100);
    const list = iterate(client);
    for (const count of [1, 2, 3]) {
      await list.next();
      await settle();
      expect(asked).toHaveLength(count);
    }
  });

  it('is shorter than the work on a page: then it is', async () => {
    const { client, asked } = atWork(200, 800);
    const list = iterate(client);
    for (const count of [1, 3, 4]) {
      await list.next();
      await settle();
      expect(asked).toHaveLength(count);
    }
  });
});
