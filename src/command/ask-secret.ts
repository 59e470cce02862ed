import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Output } from './terminal.js';

/** Of a terminal's input, as much as is needed. */
export interface KeyInput {
  setRawMode(isRaw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (keys: string) => void): unknown;
  off(event: 'data', listener: (keys: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const [CTRL_C, CTRL_D, CTRL_U, ESCAPE] = ['\u0003', '\u0004', '\u0015', '\u001b'];

/** Asks at a terminal and shows nothing of the answer. Resolves to `undefined` on Ctrl-C, and on Ctrl-D with nothing typed. */
export const createAskSecret = (
  openInput: () => KeyInput,
  { write }: Pick<Output, 'write'>,
): ((question: string) => Promise<string | undefined>) => {
  /** Pasted behind the end of one answer: it belongs to the next question. */
  let left = '';
  return (question) =>
    new Promise((resolve) => {
      const input = openInput();
      const typed: string[] = [];
      const end = (answer: string | undefined, rest: string): void => {
        input.off('data', hear);
        input.setRawMode(false);
        input.pause();
        left = rest;
        write('\n');
        resolve(answer);
      };
      const hear = (keys: string): void => {
        // Arrows and the like come as one sequence, and mean nothing here.
        if (keys.startsWith(ESCAPE)) return;
        const all = Array.from(keys);
        for (const [index, key] of all.entries()) {
          const rest = all.slice(index + 1).join('');
          if (key === CTRL_C || (key === CTRL_D && typed.length === 0)) {
            end(undefined, '');
            return;
          }
          if (key === '\r' || key === '\n' || key === CTRL_D) {
            end(typed.join(''), key === '\r' ? rest.replace(/^\n/, '') : rest);
            return;
          }
          if (key === '\u007f' || key === '\b') typed.pop();
          else if (key === CTRL_U) typed.length = 0;
          else if (!/^\p{Cc}$/u.test(key)) typed.push(key);
        }
      };
      write(question);
      input.setRawMode(true);
      input.setEncoding('utf8');
      input.on('data', hear);
      input.resume();
      if (left !== '') hear(left);
    });
};

/** The first line of a pipe or a file, without its end; `undefined` when nothing comes. */
export const readFirstLine = async (input: Readable): Promise<string | undefined> => {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    // Whoever writes may never close the pipe, and must not keep the program.
    input.destroy();
  }
};
