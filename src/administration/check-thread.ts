import { Worker } from 'node:worker_threads';
import type { CheckProgress, ConformanceReport } from '../conformance/check-endpoint.js';
import type { RunCheck } from './check-task.js';

/** Of the thread's JavaScript heap: a page may have 64 MB, and is there as text and as a tree. */
const HEAP_MEGABYTES = 1024;

const OWN_WORKER = new URL('./check-worker.js', import.meta.url);

type Message =
  { readonly kind: 'progress'; readonly progress: CheckProgress } | { readonly kind: 'report'; readonly report: ConformanceReport };

/**
 * Checks in a thread beside this one, so that harvesters and people are answered meanwhile, and so that a check that is called off ends at
 * once. `worker` is the module that runs in it; our own, as it is compiled, where absent.
 */
export const runCheckInThread =
  (worker = OWN_WORKER): RunCheck =>
  (task, { onProgress, signal }) =>
    new Promise((resolve, reject) => {
      const thread = new Worker(worker, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
      const end = (): void => void thread.terminate();
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      thread.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else resolve(message.report);
      });
      thread.on('error', (cause) => reject(new Error('the thread of the check failed', { cause })));
      // After the report this says nothing more.
      thread.on('exit', () => {
        signal.removeEventListener('abort', end);
        reject(new Error(signal.aborted ? 'the check was called off' : 'the thread of the check ended without a report'));
      });
    });
