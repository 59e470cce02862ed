// Renders all that the database has by crosswalks that have changed, with what is built in dist, and prints what it came to as JSON.
import { CROSSWALKS } from '../../../dist/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../../dist/crosswalk/harvested/harvested-crosswalks.js';
import { readConfig } from '../../../dist/platform/config.js';
import { createPublishing } from '../../../dist/publishing/publishing.js';
import { openDatabase } from '../../../dist/store/postgres/database.js';
import { openPostgresStore } from '../../../dist/store/postgres/postgres-store.js';

const changed = (crosswalks) => crosswalks.map((crosswalk) => ({ ...crosswalk, version: crosswalk.version + 1 }));

const { settings, publicUrl, databaseUrl } = await readConfig(process.env, { directory: process.cwd() });
const database = await openDatabase({ url: databaseUrl });
const store = await openPostgresStore({ database });
const publishing = createPublishing({
  ...{ store, settings, publicUrl },
  crosswalks: changed(CROSSWALKS),
  harvestedCrosswalks: changed(HARVESTED_CROSSWALKS),
});
const { items, faults } = await publishing.renderAnew();
process.stdout.write(JSON.stringify({ items, faults: faults.length }));
await store.close();
await database.close();
