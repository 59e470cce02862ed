import { spawn } from 'node:child_process';
import path from 'node:path';
import type { HttpOptions } from '../../src/harvester/transport/http.js';

/** What `http-program.ts` is told to do. */
export interface ChildTask {
  readonly url: string;
  readonly options: Partial<Pick<HttpOptions, 'maxBytes' | 'maxPackedBytes' | 'timeoutMs'>>;
}

/** What it says afterwards. */
export interface ChildOutcome {
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly ms: number;
  /** Of resident memory, at its highest, above what there was before. */
  readonly grownBytes: number;
}

/** Makes one request in a process of its own: its memory is nobody else's, and its environment is as given. */
export const runHttp = (task: ChildTask, environment: Readonly<Record<string, string>> = {}): Promise<ChildOutcome> =>
  new Promise((resolve, reject) => {
    const program = path.resolve('test/harvester/http-program.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(task)], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
    child.on('close', () => {
      if (out === '') reject(new Error(`the program said nothing: ${err}`));
      else resolve(JSON.parse(out) as ChildOutcome);
    });
  });
