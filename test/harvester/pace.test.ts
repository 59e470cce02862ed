import { describe, expect, it } from '@jest/globals';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import { createPace, systemWait } from '../../src/harvester/transport/pace.js';
import { createSruClient } from '../../src/harvester/sru/sru-client.js';
import { listPage, oaiRecords, tokenElement } from './oai-answers.js';
import { createSurroundings, harvest, startSource } from './scripted-source.js';

const never = new AbortController().signal;

describe('the manners towards a source', () => {
  it('leave so long between the end of an answer and the next request', async () => {
    let now = 0;
    const waits: number[] = [];
    const wait = async (ms: number): Promise<void> => {
      waits.push(ms);
      now += ms;
      await Promise.resolve();
    };
    const pace = createPace({ minDelayMs: 1000, clock: () => now, wait });
    const answerIn = (ms: number) => async (): Promise<void> => {
      now += ms;
      await Promise.resolve();
    };
    await pace.inTurn(answerIn(5000), never);
    await pace.inTurn(answerIn(0), never);
    now += 400;
    await pace.inTurn(answerIn(0), never);
    now += 5000;
    await pace.inTurn(answerIn(0), never);
    expect(waits).toEqual([1000, 600]);
    now -= 86_400_000;
    await pace.inTurn(answerIn(0), never);
    expect(waits).toEqual([1000, 600, 1000]);
  });

  it('never have two requests open at one source, whoever asks', async () => {
    const source = await startSource(({ params }, index) =>
      params.has('query') ? { status: 404 } : listPage(oaiRecords(String(index)), index < 8 ? tokenElement(`t${index}`) : ''),
    );
    const surroundings = createSurroundings(50);
    const oai = createOaiPmhClient({ ...surroundings, source: { id: 'a', url: source.url, metadataPrefix: 'marc21' } });
    const sru = createSruClient({
      ...surroundings,
      source: { id: 'a', url: source.url, version: '2.0', queries: ['q'], recordSchema: 'marcxml', pageSize: 10 },
    });
    await Promise.all([harvest(oai), harvest(oai), harvest(sru)]);
    expect(source.mostOpen()).toBe(1);
    expect(surroundings.waits.every((ms) => ms === 50)).toBe(true);
    expect(surroundings.waits).toHaveLength(source.asked.length - 1);
    await source.close();
  });

  it('go on after a request that failed', async () => {
    const pace = createPace({ minDelayMs: 0, clock: () => 0, wait: () => Promise.resolve() });
    await expect(pace.inTurn(() => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken');
    expect(await pace.inTurn(() => Promise.resolve('next'), never)).toBe('next');
  });
});

describe('a harvest that is cancelled', () => {
  it('ends in the middle of a wait', async () => {
    const controller = new AbortController();
    const waiting = systemWait(60_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'SourceError', code: 'cancelled' });
    await expect(systemWait(60_000, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(systemWait(1, never)).resolves.toBeUndefined();
  });

  it('ends in the middle of an answer, and asks no more', async () => {
    const controller = new AbortController();
    const source = await startSource((_, index) => {
      if (index === 1) setTimeout(() => controller.abort(), 10);
      return index === 0 ? listPage(oaiRecords('1'), tokenElement('a')) : { body: listPage(''), headers: { 'Content-Length': '100000' } };
    });
    const client = createOaiPmhClient({ ...createSurroundings(), source: { id: 'a', url: source.url, metadataPrefix: 'marc21' } });
    const reading = (async () => {
      for await (const page of client.listPages({}, controller.signal)) expect(page.records).toHaveLength(1);
    })();
    await expect(reading).rejects.toMatchObject({ name: 'SourceError', code: 'cancelled' });
    expect(source.asked).toHaveLength(2);
    await source.close();
  });

  it('asks nothing when it was cancelled before', async () => {
    const source = await startSource(() => '');
    const client = createOaiPmhClient({ ...createSurroundings(), source: { id: 'a', url: source.url, metadataPrefix: 'marc21' } });
    const reading = client.listPages({}, AbortSignal.abort())[Symbol.asyncIterator]().next();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(source.asked).toEqual([]);
    await source.close();
  });
});
