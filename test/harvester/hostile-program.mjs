// Reads a file as what a source sent, with what is built in dist, and prints as JSON what it took.
import { readFileSync } from 'node:fs';
import { createWorkerReading } from '../../dist/harvester/reading/reading-pool.js';

const [file] = process.argv.slice(2);
const reading = createWorkerReading();
const task = {
  gate: { maxBytes: 64 * 1024 * 1024, trailing: 'refuse' },
  records: 'oai-pmh',
  judge: { rules: { issn: '1236-049X' }, authority: 'X' },
};
// The thread is started and warm, so that what grows is the document's.
await reading.read({ ...task, bytes: Buffer.from('<a/>') });

let highest = 0;
const look = () => {
  highest = Math.max(highest, process.memoryUsage.rss());
};
const before = process.memoryUsage.rss();
// Alone in its buffer, so that nobody makes a copy of it on the way.
const bytes = new Uint8Array(readFileSync(file).buffer);
const timer = setInterval(look, 5);
const began = performance.now();
await reading.read({ ...task, bytes });
const ms = Math.round(performance.now() - began);
look();
clearInterval(timer);
process.stdout.write(JSON.stringify({ ms, grownMegabytes: Math.round((highest - before) / 1024 / 1024) }));
await reading.close();
