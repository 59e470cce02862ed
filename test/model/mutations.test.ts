import { describe, expect, it } from '@jest/globals';
import { createMemoryBackend } from './backend.js';
import { createLowdbBackend } from './lowdb-backend.js';
import { MUTATIONS } from './mutations.js';
import { findBreak, nextSeed } from './property.js';
import { inProcess } from './transport.js';

/** Of the rarest fault one script in forty tells. */
const RUNS = 3000;

const ROWS = MUTATIONS.flatMap(({ name, mutation, breaks }) => breaks.map((guarantee) => ({ name, guarantee, mutation })));

describe('the model test finds each fault of design that providers in use have', () => {
  it.each(ROWS)('$name breaks $guarantee', async ({ name, guarantee, mutation }) => {
    const seed = nextSeed();
    const script = await findBreak({ openBackend: createMemoryBackend, openTransport: inProcess, mutation }, guarantee, RUNS, seed);
    process.stderr.write(`mutant ${name}: ${script ? 'breaks' : 'DOES NOT BREAK'} ${guarantee}, SEED=${seed}\n`);
    expect(script).toBeDefined();
  });

  it('a reader of the lowdb store who does not wait for commits in flight breaks G3', async () => {
    const { mutation } = MUTATIONS.find(({ name }) => name === 'a stamp before the commit')!;
    const seed = nextSeed();
    const script = await findBreak({ openBackend: createLowdbBackend, openTransport: inProcess, mutation }, 'G3', RUNS, seed);
    process.stderr.write(`mutant over lowdb: ${script ? 'breaks' : 'DOES NOT BREAK'} G3, SEED=${seed}\n`);
    expect(script).toBeDefined();
  });
});
