import fc from 'fast-check';
import { loadSchemas, type SchemaValidator } from '../../src/xml/schema.js';
import { assertHeld, BrokenGuarantee, type Guarantee } from './broken-guarantee.js';
import { playScript } from './play.js';
import type { RepositoryParts } from './repository.js';
import { arbitraryScript, type Script } from './script.js';

/** `LONG=1` plays many more scripts; `SEED=…` plays those of an earlier run again. */
export const LONG = process.env['LONG'] === '1';
const SEED = process.env['SEED'];

export const nextSeed = (): number => (SEED === undefined ? Date.now() & 0x7fffffff : Number(SEED));

/** Of so many answers one is held against the schemas: that takes longer than all the rest. */
const VALIDATED = 25;

/** Plays scripts until one breaks a guarantee, and prints the seed whatever comes of it. */
export const playMany = async (name: string, parts: RepositoryParts, runs: number): Promise<void> => {
  const seed = nextSeed();
  const validator = loadSchemas('schemas');
  const inspect = validateSome(validator);
  let outcome = 'broken';
  try {
    await fc.assert(
      fc.asyncProperty(arbitraryScript, (script) => playScript(parts, script, inspect)),
      { seed, numRuns: runs },
    );
    outcome = 'held';
  } finally {
    validator.dispose();
    process.stderr.write(`model ${name}: ${runs} scripts ${outcome}, SEED=${seed}\n`);
  }
};

const validateSome = (validator: SchemaValidator): ((text: string) => void) => {
  let answers = 0;
  return (text) => {
    answers += 1;
    if (answers % VALIDATED !== 1) return;
    const [fault] = validator.validate(text);
    assertHeld(fault === undefined, 'answer', () => `not valid at line ${fault!.line}: ${fault!.message}`);
  };
};

/** The first script of the seed that breaks this very guarantee before any other. */
export const findBreak = async (
  parts: RepositoryParts,
  guarantee: Guarantee,
  runs: number,
  seed: number,
  shrinking: 'shrunk' | 'as found' = 'as found',
): Promise<Script | undefined> => {
  const breaks = async (script: Script): Promise<boolean> => (await brokenBy(parts, script)) === guarantee;
  const holds = fc.asyncProperty(arbitraryScript, async (script) => !(await breaks(script)));
  const { counterexample } = await fc.check(holds, { seed, numRuns: runs, endOnFailure: shrinking === 'as found' });
  return counterexample?.[0];
};

/** The guarantee that a script breaks first; `undefined` when all of them hold. */
export const brokenBy = async (parts: RepositoryParts, script: Script): Promise<Guarantee | undefined> => {
  try {
    await playScript(parts, script);
    return undefined;
  } catch (error) {
    if (error instanceof BrokenGuarantee) return error.guarantee;
    throw error;
  }
};
