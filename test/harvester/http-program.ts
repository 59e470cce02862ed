import { anyAddress } from '../../src/harvester/transport/address-guard.js';
import { createHttp } from '../../src/harvester/transport/http.js';
import type { SourceError } from '../../src/harvester/source-error.js';
import type { ChildOutcome, ChildTask } from './http-child.js';

/** A program of its own that makes one request and says what became of it, and of its memory: `http-program.ts TASK`. */
const { url, options } = JSON.parse(process.argv[2]!) as ChildTask;
const http = createHttp({ userAgent: 'Julkaisusilta/test', maxBytes: 64 * 1024 * 1024, addresses: anyAddress, ...options });

// Everything that one request loads is loaded before the measurement.
await http.get(new URL('/small', url).href).catch(() => undefined);
const before = process.memoryUsage.rss();
let most = before;
const sample = (): void => {
  most = Math.max(most, process.memoryUsage.rss());
};
const timer = setInterval(sample, 5);
const start = performance.now();
const outcome = await http.get(url).then(
  ({ status }) => ({ status }),
  (fault: unknown) => {
    const { code, message } = fault as SourceError;
    return { code, message };
  },
);
const ms = performance.now() - start;
sample();
clearInterval(timer);
process.stdout.write(JSON.stringify({ ...outcome, ms, grownBytes: most - before } satisfies ChildOutcome));
