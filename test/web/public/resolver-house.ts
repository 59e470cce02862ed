import { CROSSWALKS } from '../../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../../src/crosswalk/harvested/harvested-crosswalks.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { createDiscovery } from '../../../src/discovery/create-discovery.js';
import type { Settings } from '../../../src/platform/settings.js';
import { createPublishing } from '../../../src/publishing/publishing.js';
import type { HarvestedRecord } from '../../../src/store/harvest-ports.js';
import { createMemoryStore } from '../../../src/store/memory/memory-store.js';
import { buildXml } from '../../../src/xml/build.js';
import { SEED_AS_IMPORTED } from '../../golden/seed-publication.js';
import { SETTINGS } from '../../golden/settings.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';
import { SOURCE } from '../../harvester/run/installation.js';
import { resolverPorts } from './resolver-front.js';
import type { ResolverPorts } from '../../../src/web/public/resolver/resolver-ports.js';

/** What identifies number 7/2001 of the earlier series in the national library's record 000254001 (CC0, NatLibFi/bib-rdf-pipeline). */
const MARC = marcFromLines(`001 000254001
008 021024s2001    fi ||||||||||o000|||fin| 
020 ## $a 951-734-412-0 $q nidottu
035 ## $a (FI-MELINDA)000254001
110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.
245 10 $a Poliisin talousvastuu läänitasolla.
260 ## $a Helsinki : $b Sisäasiainministeriö, poliisiosasto, $c 2001.
337 ## $a käytettävissä ilman laitetta $b n $2 rdamedia
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2001, 7
490 1# $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/2001`);

/** The same as it came. */
const PREDECESSOR_RECORD: HarvestedRecord = {
  ...{ source: 'melinda', localId: 'fi-melinda.000254001', identifier: 'oai:melinda.example.fi:000254001', aliases: [], state: 'live' },
  ...{ title: 'Poliisin talousvastuu läänitasolla', xml: buildXml(writeMarcRecord(MARC)), repairs: [], contentHash: 'c' },
  ...{ rawHash: 'r', because: 'It is.', flags: [], harvestDate: '2026-03-01T12:00:00Z', missed: 0, history: [] },
};

/** The resolver over a real catalogue: the publication of the publisher's page as imported, and one older record. */
export const catalogueResolverPorts = async (): Promise<ResolverPorts> => {
  const settings: Settings = { ...SETTINGS, sources: [{ ...SOURCE, id: 'melinda', controlNumberIdentifier: 'FI-MELINDA' }] };
  const clock = (): number => Date.UTC(2026, 2, 1, 12);
  const store = createMemoryStore({ wallClock: clock });
  const publicUrl = 'https://julkaisut.example.fi';
  const publishing = createPublishing({ store, settings, publicUrl, crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS });
  await publishing.publish({ publications: [{ publication: SEED_AS_IMPORTED, sawRevision: 0 }] });
  const { localId } = PREDECESSOR_RECORD;
  const { records } = await publishing.renderHarvested([{ localId, copies: [PREDECESSOR_RECORD], isOwn: false }]);
  await store.commit({ harvested: [PREDECESSOR_RECORD], records });
  const discovery = createDiscovery({ store, settings, publicUrl, clock });
  return { ...resolverPorts(discovery), readRecord: async (identifier, prefix) => (await store.findRecord(identifier, prefix))?.metadata };
};
