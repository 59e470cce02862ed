import { createExplainRecord, type ExplainRecord, type ExplainedRecord } from '../../src/administration/explain-record.js';
import { createQuarantine, type Quarantine } from '../../src/administration/quarantine.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../src/crosswalk/harvested/harvested-crosswalks.js';
import { formatsOf } from '../../src/publishing/formats.js';
import { listSets } from '../../src/publishing/sets.js';
import type { InstallationOptions } from '../harvester/run/installation.js';
import { openLinkHouse, type LinkHouse } from './link-house.js';

/** The same house with somebody who asks why. */
export interface ExplainHouse extends LinkHouse {
  readonly explain: ExplainRecord;
  readonly quarantine: Quarantine;
  /** Of one that is found. */
  explained<K extends ExplainedRecord['kind']>(asked: string, kind: K): Promise<Extract<ExplainedRecord, { readonly kind: K }>>;
  /** `marcxml older: live …`, of the first item. */
  feed(asked: string, metadataPrefix: string, set?: string): Promise<string>;
}

export const openExplainHouse = (options: InstallationOptions = {}): ExplainHouse => {
  const house = openLinkHouse(options);
  const { store, settings, harvests } = house;
  const explain = createExplainRecord({
    ...{ store, settings, harvests },
    formats: formatsOf(CROSSWALKS),
    sets: listSets(settings),
    harvestedPrefixes: HARVESTED_CROSSWALKS.map(({ metadataPrefix }) => metadataPrefix),
  });
  const explained: ExplainHouse['explained'] = async (asked, kind) => {
    const found = await explain(asked);
    if (found.kind !== 'found' || found.record.kind !== kind) throw new Error(JSON.stringify(found));
    return found.record as never;
  };
  return {
    ...house,
    ...{ explain, explained },
    quarantine: createQuarantine({ store, settings, harvests }),
    feed: async (asked, metadataPrefix, set) => {
      const found = await explain(asked);
      if (found.kind !== 'found' || found.record.kind === 'quarantined') throw new Error(JSON.stringify(found));
      const entry = found.record.items[0]!.feeds.find((each) => each.metadataPrefix === metadataPrefix && each.set === set);
      return `${String(entry?.state)} ${String(entry?.because)}`;
    },
  };
};
