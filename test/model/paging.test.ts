import { describe, it } from '@jest/globals';
import { createMemoryBackend } from './backend.js';
import { createLowdbBackend, createLowdbBackendOnDisk } from './lowdb-backend.js';
import { createPostgresBackend } from './postgres-backend.js';
import { LONG, playMany } from './property.js';
import { inProcess, overHttp } from './transport.js';

/** How many scripts: in the suite, and with LONG=1. */
const VARIANTS = [
  { name: 'over the memory store', openBackend: createMemoryBackend, openTransport: inProcess, runs: 120, long: 2000 },
  { name: 'over the lowdb store and power cuts', openBackend: createLowdbBackend, openTransport: inProcess, runs: 80, long: 2000 },
  { name: 'over the lowdb store on a real disk', openBackend: createLowdbBackendOnDisk, openTransport: inProcess, runs: 4, long: 100 },
  {
    name: 'over PostgreSQL, its transactions and lost connections',
    openBackend: createPostgresBackend,
    openTransport: inProcess,
    runs: 6,
    long: 500,
  },
  { name: 'over HTTP', openBackend: createMemoryBackend, openTransport: overHttp, runs: 10, long: 100 },
] as const;

describe('while records change, no harvester loses or doubles one (facts of paging: G1 to G7)', () => {
  it.each(VARIANTS)(
    '$name',
    async ({ name, openBackend, openTransport, runs, long }) => {
      await playMany(name, { openBackend, openTransport }, LONG ? long : runs);
      // A script over a database takes some seconds where other suites run beside it.
    },
    180_000,
  );
});
