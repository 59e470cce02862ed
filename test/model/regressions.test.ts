import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMemoryBackend } from './backend.js';
import type { Guarantee } from './broken-guarantee.js';
import { createLowdbBackend } from './lowdb-backend.js';
import { MUTATIONS } from './mutations.js';
import { playScript } from './play.js';
import { brokenBy } from './property.js';
import type { Script } from './script.js';
import { inProcess } from './transport.js';

/**
 * A script that once broke something, shrunk: add the counterexample that fast-check prints as a file of its own, with
 * `found` telling what was wrong. Those with a `mutation` break it and show what it does.
 */
interface Regression {
  readonly found?: string;
  readonly mutation?: string;
  readonly breaks?: Guarantee;
  readonly script: Script;
}

const DIRECTORY = path.resolve('test/model/regressions');
const regressions = readdirSync(DIRECTORY)
  .sort()
  .map((file) => [file, JSON.parse(readFileSync(path.join(DIRECTORY, file), 'utf8')) as Regression] as const);

describe('a script that once broke a guarantee', () => {
  it.each(regressions)('%s holds over the memory store', async (_, { script }) => {
    await playScript({ openBackend: createMemoryBackend, openTransport: inProcess }, script);
  });

  it.each(regressions)('%s holds over the lowdb store', async (_, { script }) => {
    await playScript({ openBackend: createLowdbBackend, openTransport: inProcess }, script);
  });

  it.each(regressions.filter(([, { mutation }]) => mutation !== undefined))(
    '%s still breaks it with the fault planted',
    async (_, regression) => {
      const { mutation } = MUTATIONS.find(({ name }) => name === regression.mutation)!;
      const parts = { openBackend: createMemoryBackend, openTransport: inProcess, mutation };
      expect(await brokenBy(parts, regression.script)).toBe(regression.breaks);
    },
  );
});
