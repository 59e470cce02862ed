import { parentPort, workerData } from 'node:worker_threads';
import { runCheckHere, type CheckTask } from './check-task.js';

/** What runs beside: the task comes with the thread, and the last message is the report. It is ended from outside. */
const report = await runCheckHere(workerData as CheckTask, {
  onProgress: (progress) => parentPort?.postMessage({ kind: 'progress', progress }),
  signal: new AbortController().signal,
});
parentPort?.postMessage({ kind: 'report', report });
