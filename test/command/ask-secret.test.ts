import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAskSecret, readFirstLine } from '../../src/command/ask-secret.js';

const createKeyboard = () => {
  const keys = new EventEmitter();
  const modes: boolean[] = [];
  return Object.assign(keys, {
    modes,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
    setEncoding: () => undefined,
    resume: () => undefined,
    pause: () => undefined,
    type: (...chunks: readonly string[]) => chunks.forEach((chunk) => keys.emit('data', chunk)),
  });
};

describe('a password that is asked for at the terminal', () => {
  let keyboard: ReturnType<typeof createKeyboard>;
  let shown: string;
  let ask: (question: string) => Promise<string | undefined>;
  beforeEach(() => {
    keyboard = createKeyboard();
    shown = '';
    ask = createAskSecret(() => keyboard, { write: (text) => (shown += text) });
  });

  it('is taken key by key and never shown', async () => {
    const answer = ask('Password: ');
    keyboard.type('k', 'u', 'u', ' ', 'ä', '😀', '\r');
    expect(await answer).toBe('kuu ä😀');
    expect(shown).toBe('Password: \n');
    expect(keyboard.modes).toEqual([true, false]);
    expect(keyboard.listenerCount('data')).toBe(0);
  });

  it.each([
    ['a letter taken back', ['ab', '\u007f', 'c\r'], 'ac'],
    ['a whole emoji taken back', ['a😀', '\b', 'c\r'], 'ac'],
    ['more taken back than there is', ['a', '\u007f\u007f\u007f', 'c\r'], 'c'],
    ['a line begun anew with Ctrl-U', ['ab', '\u0015', 'c\r'], 'c'],
    ['arrows and other keys that write nothing', ['a', '\u001b[D', '\t', '\u0001', 'c\r'], 'ac'],
    ['an end by Ctrl-D', ['abc', '\u0004'], 'abc'],
    ['nothing', ['\r'], ''],
  ])('has %s', async (_, keys, expected) => {
    const answer = ask('');
    keyboard.type(...keys);
    expect(await answer).toBe(expected);
  });

  it.each([
    ['Ctrl-C, even in the middle', ['abc', '\u0003']],
    ['Ctrl-D at the beginning', ['\u0004']],
  ])('is broken off by %s', async (_, keys) => {
    const answer = ask('Password: ');
    keyboard.type(...keys);
    expect(await answer).toBeUndefined();
    expect(keyboard.modes).toEqual([true, false]);
  });

  it('can be pasted together with its repetition', async () => {
    const first = ask('Password: ');
    keyboard.type('one and two\r\none and two\n');
    expect([await first, await ask('Again: ')]).toEqual(['one and two', 'one and two']);
  });
});

describe('a password from a pipe', () => {
  it('is the first line, and whoever keeps the pipe open keeps nobody waiting', async () => {
    const pipe = new PassThrough();
    pipe.write('kuu ja hevonen \nsecond\n');
    expect(await readFirstLine(pipe)).toBe('kuu ja hevonen ');
    expect(pipe.destroyed).toBe(true);
  });

  it('may lack its end, and may be missing', async () => {
    const [pipe, empty] = [new PassThrough(), new PassThrough()];
    pipe.end('kuu ja hevonen');
    empty.end();
    expect([await readFirstLine(pipe), await readFirstLine(empty)]).toEqual(['kuu ja hevonen', undefined]);
  });
});
