import { describe, expect, it } from '@jest/globals';
import { createIdempotency } from '../../../src/web/admin/api/idempotency.js';
import { createMemoryIdempotency } from '../../../src/store/memory/memory-idempotency.js';
import type { Answer } from '../../../src/web/admin/route.js';

const HOUR = 3_600_000;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Counts what is done; each time it is answered something else. */
const bench = () => {
  const clock = { now: 0 };
  let done = 0;
  const idempotency = createIdempotency({ memory: createMemoryIdempotency(() => clock.now) });
  const wish = async (key: string, person = 'Maija', body: unknown = { mode: 'full' }): Promise<unknown> => {
    const answer = await idempotency.once({ person, key, place: 'runs', body }, async (): Promise<Answer> => ({
      kind: 'json',
      value: ++done,
    }));
    return answer.kind === 'json' ? answer.value : answer.kind;
  };
  return { clock, wish, idempotency };
};

describe('a wish under a key', () => {
  it('is done again when a day has passed, and not before', async () => {
    const { clock, wish } = bench();
    expect(await wish('a')).toBe(1);
    clock.now = 24 * HOUR - 1;
    expect(await wish('a')).toBe(1);
    clock.now = 24 * HOUR;
    expect(await wish('a')).toBe(2);
  });

  it('is one of the person who had it: the same key of another is another', async () => {
    const { wish } = bench();
    expect([await wish('a'), await wish('a', 'Kalle'), await wish('a')]).toEqual([1, 2, 1]);
  });

  it('is remembered with the hundred last ones of its person', async () => {
    const { wish } = bench();
    for (let number = 0; number < 101; number += 1) await wish(`key${number}`);
    expect([await wish('key100'), await wish('key1')]).toEqual([101, 2]);
    expect(await wish('key0')).toBe(102);
  });

  it('that broke is not remembered', async () => {
    const { wish, idempotency } = bench();
    const broken = idempotency.once({ person: 'Maija', key: 'a', place: 'runs', body: { mode: 'full' } }, () =>
      Promise.reject(new Error('disk')),
    );
    await expect(broken).rejects.toThrow('disk');
    expect(await wish('a')).toBe(1);
  });

  it('that was refused is not remembered, though another wish came while it was weighed', async () => {
    const { wish, idempotency } = bench();
    let refuse: (answer: Answer) => void = () => undefined;
    const weighed = new Promise<Answer>((resolve) => (refuse = resolve));
    const refused = idempotency.once({ person: 'Maija', key: 'a', place: 'runs', body: { mode: 'full' } }, () => weighed);
    expect(await wish('b')).toBe(1);
    refuse({ kind: 'problem', problem: { status: 409, title: 'Not possible now' } });
    await refused;
    expect(await wish('a')).toBe(2);
  });

  it('that comes twice at the same moment, to two processes, is done once and answered twice', async () => {
    const memory = createMemoryIdempotency(() => 0);
    const [here, there] = [createIdempotency({ memory, pause: nextTurn }), createIdempotency({ memory, pause: nextTurn })];
    let [done, finish] = [0, (): void => undefined];
    const work = async (): Promise<Answer> => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { kind: 'json', status: 202, value: ++done, headers: { Location: '/here' } };
    };
    const both = [here, there].map((idempotency) => idempotency.once({ person: 'Maija', key: 'a', place: 'runs', body: {} }, work));
    await nextTurn();
    finish();
    const answer = { kind: 'json', status: 202, value: 1, headers: { Location: '/here' } };
    expect(await Promise.all(both)).toEqual([answer, answer]);
  });

  it('that nobody answers in ten seconds is told to be under way', async () => {
    let waited = 0;
    const memory = createMemoryIdempotency(() => 0);
    const idempotency = createIdempotency({ memory, pause: async (ms) => void (waited += ms) });
    const wish = { person: 'Maija', key: 'a', place: 'runs', body: {} };
    void idempotency.once(wish, () => new Promise(() => undefined));
    const answer = await idempotency.once(wish, () => Promise.reject(new Error('it is done twice')));
    expect(answer).toMatchObject({ kind: 'problem', problem: { status: 409, title: 'Still being worked on' } });
    expect(waited).toBe(10_000);
  });

  it('that was done is answered even where that cannot be written down', async () => {
    const kept = createMemoryIdempotency(() => 0);
    const memory = { ...kept, keep: () => Promise.reject(new Error('the disk is full')) };
    const answer: Answer = { kind: 'json', value: 1 };
    expect(await createIdempotency({ memory }).once({ person: 'Maija', key: 'a', place: 'runs', body: {} }, async () => answer)).toBe(
      answer,
    );
  });

  it('without a key is done each time', async () => {
    const { idempotency } = bench();
    let done = 0;
    const work = async (): Promise<Answer> => ({ kind: 'json', value: (done += 1) });
    for (let time = 0; time < 2; time += 1) await idempotency.once({ person: 'Maija', key: undefined, place: 'runs', body: {} }, work);
    expect(done).toBe(2);
  });
});
