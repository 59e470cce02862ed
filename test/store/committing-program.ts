import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { identifierOf, publicationOf, recordOf, textOf } from './samples.js';

/**
 * A program of its own that changes a store without end, to be killed: `committing-program.ts DIRECTORY MILLISECONDS`, the
 * second being added to its clock. Says on a line of its own what it has opened, and each change that was acknowledged
 * with the bounds served after it.
 */
const [directory, offset] = process.argv.slice(2);
const wallClock = (): number => Date.now() + Number(offset);

const say = (line: unknown): Promise<void> => new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));

const store = await openLowdbStore({ directory: directory!, wallClock });
const first = (await store.findPublication(publicationOf(0).id))?.revision ?? 0;
await say({ opened: first });
for (let number = first + 1; ; number++) {
  const ids = Array.from({ length: 20 }, (_, id) => id);
  await store.commit({
    publications: ids.map((id) => ({ publication: publicationOf(id, { year: number }), sawRevision: number - 1 })),
    records: ids.map((id) => recordOf(identifierOf(id), { metadata: textOf(`<n>${number}</n>`) })),
  });
  await say({ acknowledged: number, ...(await store.readBounds()) });
}
