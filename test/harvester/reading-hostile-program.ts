import { createWorkerReading } from '../../src/harvester/reading/reading-pool.js';
import { hostileBytes, type HostileName } from './reading-hostile.js';
import { marcRecord } from './oai-answers.js';

/** What became of a hostile document, in a process of its own. */
export interface HostileOutcome {
  /** `sound`, or the gate's code. */
  readonly outcome: string;
  readonly message: string;
  readonly records: number;
  readonly ms: number;
  /** Of resident memory at its highest, the bytes of the document included, above what there was before it came. */
  readonly grownMegabytes: number;
}

const [name, megabytes] = process.argv.slice(2) as [HostileName, string];

const reading = createWorkerReading({ worker: new URL('./reading-worker.mjs', import.meta.url) });
const task = {
  gate: { maxBytes: 64 * 1024 * 1024, trailing: 'refuse' },
  records: 'oai-pmh',
  judge: { rules: { issn: '1236-049X' }, authority: 'X' },
} as const;
await reading.read({ ...task, bytes: Buffer.from(marcRecord('1')) });

let highest = 0;
const look = (): void => {
  highest = Math.max(highest, process.memoryUsage.rss());
};
const before = process.memoryUsage.rss();
const bytes = hostileBytes(name, Number(megabytes) * 1024 * 1024);
const timer = setInterval(look, 5);
const began = performance.now();
const result = await reading.read({ ...task, bytes });
const ms = Math.round(performance.now() - began);
look();
clearInterval(timer);
const outcome: HostileOutcome = {
  outcome: result.kind === 'sound' ? 'sound' : result.code,
  message: result.kind === 'sound' ? '' : result.message,
  records: result.kind === 'sound' ? result.records.length : 0,
  ms,
  grownMegabytes: Math.round((highest - before) / 1024 / 1024),
};
process.stdout.write(JSON.stringify(outcome));
await reading.close();
