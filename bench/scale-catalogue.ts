import { CROSSWALKS } from '../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../src/crosswalk/harvested/harvested-crosswalks.js';
import { readConfig } from '../src/platform/config.js';
import { PACKAGE_DIRECTORY } from '../src/platform/package-files.js';
import { claimIdentifiers } from '../src/publishing/identifier-basis.js';
import { createPublishing } from '../src/publishing/publishing.js';
import type { Store } from '../src/store/ports.js';
import { SEED_CONFIRMED } from '../test/golden/seed-publication.js';
import { PUBLIC_URL } from './service-process.js';

/** Publishes the seed publication, and marks the store as rendered by this program. @returns the identifier of its print item */
export const createCatalogue = async (store: Store): Promise<string> => {
  const { settings } = await readConfig({}, { directory: PACKAGE_DIRECTORY });
  await claimIdentifiers(store, settings);
  const publishing = createPublishing({
    ...{ store, settings, publicUrl: PUBLIC_URL },
    ...{ crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS },
  });
  await publishing.publish({ publications: [{ publication: SEED_CONFIRMED, sawRevision: 0 }] });
  await publishing.renderAnew();
  return 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print';
};
