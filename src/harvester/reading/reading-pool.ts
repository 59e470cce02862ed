import { Worker } from 'node:worker_threads';
import type { RefusedDocument } from '../../xml/gate.js';
import type { Reading, ReadResult, ReadTask } from './reading.js';

export interface WorkerReadingOptions {
  /** Two where absent: one page is read while the next one comes. */
  readonly threads?: number;
  /** For one document, in ms; 60,000 where absent. A worker that takes longer is killed. */
  readonly timeLimitMs?: number;
  /** Of each worker's JavaScript heap, in MiB; 256 where absent. The bytes that are read come on top of it. */
  readonly heapMegabytes?: number;
  /** The module that runs in the threads; where absent our own, as it is compiled. */
  readonly worker?: URL;
}

/**
 * Reads in threads beside this one, so that the service goes on answering. A document that is too much for a worker costs that worker and
 * nothing else: it is refused, and a new worker takes the next. Threads start when they are first needed.
 */
export const createWorkerReading = (options: WorkerReadingOptions = {}): Reading => {
  const { threads = 2 } = options;
  const running = new Set<Thread>();
  const idle: Thread[] = [];
  const waiting: Job[] = [];
  let isClosed = false;

  const next = (): void => {
    while (waiting.length > 0) {
      const thread = idle.pop() ?? (running.size < threads ? start() : undefined);
      if (thread === undefined) return;
      const job = waiting.shift();
      if (job) thread.take(job);
    }
  };
  const start = (): Thread => {
    const thread = startThread(options, {
      onIdle: () => {
        idle.push(thread);
        next();
      },
      onEnd: () => {
        running.delete(thread);
        const at = idle.indexOf(thread);
        if (at >= 0) idle.splice(at, 1);
        if (!isClosed) next();
      },
    });
    running.add(thread);
    return thread;
  };

  return {
    read: (task) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new Error('nothing is read any more: the reading was closed'));
          return;
        }
        waiting.push({ task, resolve });
        next();
      }),
    close: async () => {
      isClosed = true;
      for (const { resolve } of waiting.splice(0)) resolve(refused('the reading was closed'));
      await Promise.all(Array.from(running, (thread) => thread.end()));
    },
  };
};

interface Job {
  readonly task: ReadTask;
  readonly resolve: (result: ReadResult) => void;
}

/** One worker, with one job at a time. */
interface Thread {
  take(job: Job): void;
  end(): Promise<unknown>;
}

interface ThreadEvents {
  readonly onIdle: () => void;
  /** Whatever ended it; its job has been answered. */
  readonly onEnd: () => void;
}

const startThread = (
  { worker: module = OWN_WORKER, timeLimitMs = 60_000, heapMegabytes = 256 }: WorkerReadingOptions,
  { onIdle, onEnd }: ThreadEvents,
): Thread => {
  const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
  let job: Job | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reason = 'its reader ended';
  const answer = (result: ReadResult): void => {
    clearTimeout(timer);
    job?.resolve(result);
    job = undefined;
  };
  const end = (why: string): Promise<unknown> => {
    reason = why;
    return worker.terminate();
  };
  worker.on('message', (result: ReadResult) => {
    answer(result);
    // A thread without work keeps no process alive.
    worker.unref();
    onIdle();
  });
  worker.on('error', (cause) => {
    reason = reasonOf(cause, heapMegabytes);
  });
  worker.on('exit', () => {
    answer(refused(reason));
    onEnd();
  });
  worker.unref();
  return {
    take: (taken) => {
      job = taken;
      worker.ref();
      timer = setTimeout(() => void end(`it took longer than ${timeLimitMs} ms`), timeLimitMs);
      const bytes = transferable(taken.task.bytes);
      worker.postMessage({ ...taken.task, bytes }, [bytes.buffer]);
    },
    end: () => end('the reading was closed'),
  };
};

const OWN_WORKER = new URL('./reading-worker.js', import.meta.url);

/** Of a part of a buffer a copy: the rest of it belongs to somebody else. */
const transferable = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes);
};

const reasonOf = (cause: unknown, heapMegabytes: number): string => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? `it takes more than ${heapMegabytes} MiB to read` : `its reader failed: ${String(message)}`;
};

const refused = (message: string): RefusedDocument => ({ kind: 'refused', code: 'too-many', message, start: '' });
