import { parentPort } from 'node:worker_threads';
import type { ReadTask } from './reading.js';
import { readTask } from './reading-task.js';

/** What runs beside: each message is a task, each answer its result. */
parentPort?.on('message', (task: ReadTask) => parentPort?.postMessage(readTask(task)));
