import type { Publication } from '../../../src/catalogue/publication.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { planLinks } from '../../../src/linking/plan-links.js';
import { rawHash } from '../../../src/crosswalk/harvested/content-hash.js';
import type { HarvestedRecord, QuarantinedRecord } from '../../../src/store/harvest-ports.js';
import { buildXml } from '../../../src/xml/build.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';
import { publication } from '../../provider/catalogue.js';
import { openHouse, type House } from './house.js';

export const SOURCE = {
  id: 'library',
  protocol: 'oai-pmh',
  url: 'https://library.example.fi/oai',
  metadataPrefix: 'marc21',
  select: { issn: ['1236-049X'] },
};

export const RUN = '20260301T120000000Z-library';
const TITLE = 'Poliisin toimintaympäristö muutoksessa';

/** A publication that shares its title and year with `record`, and no identifier. */
export const ours = (id: string, change: Partial<Publication> = {}): Publication =>
  publication(id, { titles: [{ text: TITLE }], manifestations: [{ kind: 'print', pages: 100 }], ...change });

interface RecordText {
  readonly title?: string;
  readonly author?: string;
  readonly change?: Partial<HarvestedRecord>;
}

/** SYNTHETIC: a record of a library. */
export const record = (number: string, { title = TITLE, author = 'Mäkinen, Åsa.', change = {} }: RecordText = {}): HarvestedRecord => {
  const xml = buildXml(
    writeMarcRecord(
      marcFromLines(`001 ${number}
008 021024s2012    fi |||||||||||000|||fin| 
100 1# $a ${author}
245 10 $a ${title}
300 ## $a 100 s.
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2012, ${Number(number)}`),
    ),
  );
  return {
    source: 'library',
    localId: `fi-lib.${number}`,
    identifier: `oai:library.example.fi:${number}`,
    aliases: [],
    state: 'live',
    title,
    xml,
    repairs: [],
    contentHash: 'a'.repeat(64),
    rawHash: rawHash(xml),
    because: 'It is in the series with ISSN 1236-049X.',
    flags: [],
    harvestDate: '2026-03-01T12:00:00Z',
    missed: 0,
    history: [{ run: RUN, at: 1_772_366_400 as HarvestedRecord['history'][number]['at'], outcome: 'added', contentHash: 'a'.repeat(64) }],
    ...change,
  };
};

export const quarantined = (identifier: string, change: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({
  ...{ source: 'library', identifier, reason: 'the record has no leader', xml: '<record/>', runs: 2, firstRun: RUN, lastRun: RUN },
  ...change,
});

/** A house in which a harvest has brought these: matched and published as a harvest leaves them. */
export const openLinkHouse = async ({
  own = [ours('2012-2')],
  harvested = [record('000000001'), record('000000002', { title: 'Aivan toinen kirja' })],
  quarantine = [] as readonly QuarantinedRecord[],
} = {}): Promise<House> => {
  const house = await openHouse({ sources: [SOURCE] });
  const { store, settings, publishing } = house.services;
  await publishing.publish({ publications: own.map((each) => ({ publication: each, sawRevision: 0 })) });
  await store.commit({ harvested, quarantine: { put: quarantine } });
  const plan = await planLinks({ store, settings, clock: Date.now })([]);
  const items = harvested.map((each) => ({ localId: each.localId, copies: [each], isOwn: plan.isOwn(each.localId) }));
  const { records } = await publishing.renderHarvested(items);
  await store.commit({ links: await plan.gather(), records });
  return house;
};
