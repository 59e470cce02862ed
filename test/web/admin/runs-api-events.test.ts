import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Harvests } from '../../../src/harvester/run/harvests.js';
import { eventsSince, streamRun } from '../../../src/web/admin/api/run-events.js';
import type { RunSummary } from '../../../src/web/admin/api/run-json.js';
import { createHarvestHouse, holdAt, REQUEST, type HarvestHouse } from '../../administration/harvest-house.js';
import { held, numbers } from '../../harvester/run/model-source.js';
import { openHouse, type House } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

interface Told {
  readonly id: number;
  readonly event: string;
  readonly value: RunSummary & { readonly state: string };
}

/** What an event stream says (HTML, Server-sent events §9.2.6), as far as ours uses it. */
const parseEvents = (text: string): readonly Told[] =>
  text
    .split('\n\n')
    .filter((part) => part.startsWith('id: '))
    .map((part) => {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(part)![1]!;
      return { id: Number(field('id')), event: field('event'), value: JSON.parse(field('data')) as Told['value'] };
    });

const FAST = { interval: 5, heartbeat: 60 };

const begin = async (house: HarvestHouse, wanted = 1) => {
  const { reached, release } = holdAt(house, wanted);
  const outcome = await house.harvests.start(REQUEST);
  if (outcome.kind !== 'started') throw new Error(outcome.kind);
  await reached;
  return { ...outcome, release };
};

const portsOf = (house: HarvestHouse, paces: NonNullable<Parameters<typeof streamRun>[0]['paces']> = FAST) => ({
  harvests: house.harvests,
  runs: house.history,
  paces,
});

const collect = async (texts: AsyncIterable<string>): Promise<string> => {
  let all = '';
  for await (const text of texts) all += text;
  return all;
};

const NEVER = new AbortController().signal;

describe('the event stream of a run', () => {
  it('tells how far it has come, with growing numbers, until its end', async () => {
    const house = createHarvestHouse();
    house.hold(60);
    const { run, done, release } = await begin(house);
    const reading = collect(streamRun(portsOf(house), run, undefined, NEVER));
    house.library.onPage(() => new Promise((resolve) => setTimeout(resolve, 15)));
    release();
    await done;
    const text = await reading;
    const events = parseEvents(text);
    expect(text).toMatch(/^retry: 3000\n\n/);
    expect(events.map(({ id }) => id)).toEqual([...new Set(events.map(({ id }) => id))].sort((a, b) => a - b));
    expect(events.length).toBeGreaterThan(3);
    expect(events.at(-2)).toMatchObject({ event: 'run', value: { state: 'completed', counters: { added: 60, pages: 6 } } });
    expect(events.at(-1)).toMatchObject({ event: 'end', value: { state: 'completed' } });
  });

  it('ends after a while for whoever comes back to be looked at anew, and goes on from what was heard', async () => {
    const house = createHarvestHouse();
    house.hold(20);
    const { run, done, release } = await begin(house);
    const first = parseEvents(await collect(streamRun(portsOf(house, { ...FAST, longest: 20 }), run, undefined, NEVER)));
    expect(first.map(({ event }) => event)).toEqual(['run']);
    release();
    await done;
    const rest = parseEvents(await collect(streamRun(portsOf(house), run, first[0]!.id, NEVER)));
    expect(rest.map(({ event, value }) => [event, value.state])).toEqual([
      ['run', 'completed'],
      ['end', 'completed'],
    ]);
  });

  it('leaves out what passes faster than its pace, and never the last', async () => {
    const house = createHarvestHouse({ pageSize: 1 });
    house.hold(40);
    const { run, done, release } = await begin(house);
    const reading = collect(streamRun(portsOf(house, { interval: 1000, heartbeat: 5000 }), run, undefined, NEVER));
    await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    await done;
    const events = parseEvents(await reading);
    expect(events.map(({ event, value }) => [event, value.state])).toEqual([
      ['run', 'fetching'],
      ['run', 'completed'],
      ['end', 'completed'],
    ]);
  });

  it('of a run that has ended says so at once', async () => {
    const house = createHarvestHouse();
    house.hold(3);
    const events = parseEvents(await collect(streamRun(portsOf(house), await house.harvest(), undefined, NEVER)));
    expect(events.map(({ event }) => event)).toEqual(['run', 'end']);
  });

  it('ends where the brake holds a run, and begins again with its approval', async () => {
    const house = createHarvestHouse();
    house.hold(12);
    await house.harvest();
    house.library.hold(...numbers(12).map((number) => held(number, { deleted: true, changed: '2026-03-01T13:00:00Z' })));
    const run = await house.harvest();
    const first = parseEvents(await collect(streamRun(portsOf(house), run, undefined, NEVER)));
    expect(first.map(({ event, value }) => [event, value.state])).toEqual([
      ['run', 'needs-approval'],
      ['end', 'needs-approval'],
    ]);
    const approved = await house.harvests.approve(run.id, { actor: 'Maija' });
    // Its state is still the old one when the page that shows it comes back.
    const [again, anew] = await Promise.all(
      [first.at(-1)!.id, undefined].map(async (seen) => parseEvents(await collect(streamRun(portsOf(house), run, seen, NEVER)))),
    );
    if (approved.kind === 'started') await approved.done;
    for (const events of [again!, anew!]) {
      expect(events.at(-1)).toMatchObject({ event: 'end', value: { state: 'completed' } });
      expect(events.filter(({ event }) => event === 'end')).toHaveLength(1);
    }
    expect(again![0]!.id).toBeGreaterThan(first.at(-1)!.id);
  });

  it('is heard of even when nothing happens', async () => {
    const house = createHarvestHouse();
    house.hold(30);
    const { run, release } = await begin(house);
    const stream = streamRun(portsOf(house), run, undefined, NEVER);
    const texts: string[] = [];
    while (texts.filter((text) => text.startsWith(':')).length < 2) texts.push((await stream.next()).value as string);
    expect(parseEvents(texts.join(''))).toHaveLength(1);
    release();
    await stream.return(undefined);
    await house.harvests.stop();
  });

  it.each(['goes', 'is cut off in the middle of an event'] as const)('is not watched any more when the browser %s', async (how) => {
    const house = createHarvestHouse();
    house.hold(30);
    const { run, release } = await begin(house);
    let watched = 0;
    const harvests: Harvests = {
      ...house.harvests,
      watch: (id, listener) => {
        const unwatch = house.harvests.watch(id, listener);
        watched += 1;
        return () => {
          watched -= 1;
          unwatch();
        };
      },
    };
    const gone = new AbortController();
    const stream = streamRun({ ...portsOf(house), harvests }, run, undefined, gone.signal);
    await stream.next();
    await stream.next();
    expect(watched).toBe(1);
    if (how === 'goes') {
      const rest = collect(stream);
      gone.abort();
      await rest;
    } else await stream.return(undefined);
    expect(watched).toBe(0);
    release();
    await house.harvests.stop();
  });
});

describe('whoever comes back to the events of a run', () => {
  it('is not told again what they have seen', async () => {
    const house = createHarvestHouse();
    house.hold(30);
    const { run, done, release } = await begin(house);
    const ports = portsOf(house);
    const now = (await house.harvests.findRun(run.id))!;
    const [seen] = eventsSince(ports, now, undefined);
    expect(eventsSince(ports, now, seen!.id)).toEqual([]);
    release();
    const ended = await done;
    const rest = eventsSince(ports, ended, seen!.id);
    expect(rest.map(({ event }) => event)).toEqual(['run', 'end']);
    expect(eventsSince(ports, ended, rest[0]!.id).map(({ event }) => event)).toEqual(['end']);
    expect(eventsSince(ports, ended, rest[1]!.id)).toEqual([]);
  });

  it('with a number that we never gave is told where it stands', async () => {
    const house = createHarvestHouse();
    house.hold(3);
    const run = await house.harvest();
    expect(eventsSince(portsOf(house), run, Number.MAX_SAFE_INTEGER).map(({ event }) => event)).toEqual(['run', 'end']);
  });
});

describe('GET /admin/api/runs/{run}/events', () => {
  let library: SlowLibrary;
  let house: House;
  let secret: string;
  beforeEach(async () => {
    library = await startSlowLibrary();
    house = await openHouse({ sources: [library.source] });
    await house.program('administrator', ['read']);
    const outcome = await house.services.accounts.createToken(
      { name: 'test' },
      { account: 'administrator', label: 'test', scopes: ['read'] },
    );
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    ({ secret } = outcome.value);
  });
  afterEach(async () => {
    await house.stop();
    await library.close();
  });

  /** `text` resolves when the stream has ended; `until` when so many characters of it match. */
  const listen = (path: string, headers: Readonly<Record<string, string>> = {}) => {
    let text = '';
    let response: http.IncomingMessage | undefined;
    const request = http.get({
      port: house.port,
      host: '127.0.0.1',
      path,
      agent: false,
      headers: { Authorization: `Bearer ${secret}`, ...headers },
    });
    const whole = new Promise<string>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (given) => {
        response = given;
        given.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        given.on('end', () => resolve(text));
        given.on('error', reject);
      });
    });
    whole.catch(() => undefined);
    const until = async (pattern: RegExp): Promise<string> => {
      for (let time = 0; time < 800 && !pattern.test(text); time += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      if (!pattern.test(text)) throw new Error(`never heard ${String(pattern)} in ${text}`);
      return text;
    };
    return {
      whole,
      until,
      status: () => response?.statusCode,
      header: (name: string) => response?.headers[name],
      hangUp: () => request.destroy(),
    };
  };
  const start = async (): Promise<string> => {
    const outcome = await house.services.harvests.start({ ...REQUEST, mode: 'full' });
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    return outcome.run.id;
  };

  it('is an event stream that comes while the run goes on, closes with its end, and can be taken up again', async () => {
    library.hold(numbers(12));
    const { reached, release } = library.holdUpAfter(1);
    const id = await start();
    await reached;
    const path = `/admin/api/runs/${id}/events`;
    const first = listen(path);
    const seen = parseEvents(await first.until(/"state":"fetching"/)).at(-1)!;
    expect([first.status(), first.header('content-type'), first.header('cache-control')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    first.hangUp();
    const second = listen(path, { 'Last-Event-ID': String(seen.id) });
    await second.until(/retry/);
    release();
    const events = parseEvents(await second.whole);
    expect(events.every(({ id: number }) => number > seen.id)).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: 'end', value: { state: 'completed' } });
    // A browser that comes back after the end is told not to.
    const third = listen(path, { 'Last-Event-ID': String(events.at(-1)!.id) });
    expect([await third.whole, third.status()]).toEqual(['', 204]);
    const fourth = listen(path, { 'Last-Event-ID': String(events.at(-2)!.id) });
    expect(parseEvents(await fourth.whole).map(({ event }) => event)).toEqual(['end']);
  });

  it('is told as JSON, at once, to whoever asks from time to time', async () => {
    library.hold(numbers(12));
    const { reached, release } = library.holdUpAfter(1);
    const id = await start();
    await reached;
    const ask = await house.program('administrator', ['read']);
    const poll = async (after: string | number) =>
      (await ask('GET', `/admin/api/runs/${id}/events?after=${after}`)).json() as { events: readonly { event: string }[]; after: number };
    const first = await poll('');
    expect(first.events).toMatchObject([{ event: 'run', run: { id, state: 'fetching' } }]);
    expect(await poll(first.after)).toEqual({ events: [], after: first.after });
    release();
    let last = first;
    for (let time = 0; time < 400 && last.events.at(-1)?.event !== 'end'; time += 1) {
      last = await poll(first.after);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(last.events.map(({ event }) => event)).toEqual(['run', 'end']);
    expect((await poll(last.after)).events).toEqual([]);
    expect((await ask('GET', `/admin/api/runs/${id}/events?after=soon`)).status).toBe(400);
  });

  it('is nothing for strangers', async () => {
    library.hold(numbers(1));
    const id = await start();
    const stranger = listen(`/admin/api/runs/${id}/events`, { Authorization: 'Bearer nonsense' });
    expect([(await stranger.whole).includes('event:'), stranger.status()]).toEqual([false, 401]);
    await listen(`/admin/api/runs/${id}/events`).whole;
  });
});
