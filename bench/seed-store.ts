import { readConfig } from '../src/platform/config.js';
import { PACKAGE_DIRECTORY } from '../src/platform/package-files.js';
import { CROSSWALKS } from '../src/crosswalk/crosswalks.js';
import { createPublishing } from '../src/publishing/publishing.js';
import { openLowdbStore } from '../src/store/lowdb/lowdb-store.js';
import { createMemoryStore } from '../src/store/memory/memory-store.js';
import type { RecordContent } from '../src/store/ports.js';
import type { XmlText } from '../src/xml/markup.js';
import { SEED_CONFIRMED } from '../test/golden/seed-publication.js';

/**
 * Fills a store on disk with synthetic marcxml and oai_dc records: the seed publication's print record, rendered once
 * and renumbered, since rendering 100,000 of them anew would measure xmlbuilder2.
 */
export const seedStore = async (directory: string, records: number): Promise<{ identifiers: readonly string[]; bytes: number }> => {
  const templates = await renderTemplates();
  // Stamped an hour ago, so that no record lies in the current second, which lists leave out.
  const store = await openLowdbStore({ directory, wallClock: () => Date.now() - 3_600_000 });
  const identifiers = Array.from({ length: records }, (_, i) => `oai:julkaisut.poliisi.fi:poliisi/2012-${i}-print`);
  let bytes = 0;
  for (let start = 0; start < records; start += 10_000) {
    const contents = identifiers.slice(start, start + 10_000).flatMap((identifier, i): RecordContent[] =>
      templates.map((template) => {
        const metadata = (template.metadata ?? '').replaceAll('2012-2-print', `2012-${start + i}-print`) as XmlText;
        if (template.metadataPrefix === 'marcxml') bytes += Buffer.byteLength(metadata);
        return { ...template, identifier, metadata };
      }),
    );
    await store.commit({ records: contents });
  }
  await store.close();
  return { identifiers, bytes };
};

const renderTemplates = async (): Promise<readonly RecordContent[]> => {
  const { settings, publicUrl } = await readConfig({}, { directory: PACKAGE_DIRECTORY });
  const store = createMemoryStore({ wallClock: () => Date.now() });
  await createPublishing({ store, settings, publicUrl, crosswalks: CROSSWALKS, harvestedCrosswalks: [] }).publish({
    publications: [{ publication: SEED_CONFIRMED, sawRevision: 0 }],
  });
  const all = await store.listRecordsOf('oai:julkaisut.poliisi.fi:poliisi/2012-2-print');
  return all.map(({ datestamp: _, metadata, ...content }) => ({
    ...content,
    about: [],
    metadata: Buffer.from(metadata ?? []).toString('utf8') as XmlText,
  }));
};
