import { describe, expect, it } from '@jest/globals';
import { createMemoryBackend } from './backend.js';
import { createForgetfulLowdbBackend, createLowdbBackend } from './lowdb-backend.js';
import { MUTATIONS } from './mutations.js';
import { createHastyPostgresBackend } from './postgres-backend.js';
import { brokenBy, findBreak, nextSeed } from './property.js';
import type { Script } from './script.js';
import { inProcess } from './transport.js';

/** Of the rarest fault one script in forty tells. */
const RUNS = 3000;

const ROWS = MUTATIONS.flatMap(({ name, mutation, breaks }) =>
  breaks.map((guarantee) => ({ name, guarantee, mutation, openBackend: createMemoryBackend })),
);
const hasty = MUTATIONS.find(({ name }) => name === 'a stamp before the commit')!;

describe('the model test finds each fault of design that providers in use have', () => {
  it.each([
    ...ROWS,
    { ...hasty, name: 'a lowdb store whose commits in flight count as settled', guarantee: 'G3', openBackend: createLowdbBackend },
    {
      mutation: {},
      name: 'a PostgreSQL store whose commits in flight count as settled',
      guarantee: 'G3',
      openBackend: createHastyPostgresBackend,
    },
  ] as const)(
    '$name breaks $guarantee',
    async ({ name, guarantee, mutation, openBackend }) => {
      const seed = nextSeed();
      const script = await findBreak({ openBackend, openTransport: inProcess, mutation }, guarantee, RUNS, seed);
      process.stderr.write(`mutant ${name}: ${script ? 'breaks' : 'DOES NOT BREAK'} ${guarantee}, SEED=${seed}\n`);
      expect(script).toBeDefined();
      // Scripts until one tells: seconds as a rule, and now and then many of them on a machine that does other things beside.
    },
    240_000,
  );

  it('a lowdb store that keeps no time but its newest stamp breaks G3', async () => {
    // Too rare to be met by chance: nothing is written for a while, the machine's clock is set back, the program dies.
    const script: Script = {
      pageSize: 5,
      start: '2023-07-01T12:00:00.000Z',
      responseDate: 'honest',
      preload: 1,
      harvesters: [{ variant: 'A', verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'own', granularity: 'seconds' }],
      commands: [
        { do: 'expire' },
        { do: 'startHarvest', reader: 0 },
        { do: 'clockBack', seconds: 3600 },
        { do: 'crash' },
        { do: 'create', formats: 0, membership: 0 },
      ],
    };
    expect(await brokenBy({ openBackend: createForgetfulLowdbBackend, openTransport: inProcess }, script)).toBe('G3');
    expect(await brokenBy({ openBackend: createLowdbBackend, openTransport: inProcess }, script)).toBeUndefined();
  });
});
