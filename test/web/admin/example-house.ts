import { buildXml } from '../../../src/xml/build.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';
import { NEIGHBOURS, PREDECESSOR } from '../../harvester/examples/synthetic-records.js';
import { startMelindaDouble, type MelindaDouble, type MelindaRecord } from '../../harvester/melinda-double.js';
import { openHouse, type House, type HouseOptions } from './house.js';

/** SYNTHETIC: has title and year of our publication 2012-2 and nothing else in common, so that a person has to say. */
export const ALIKE: MelindaRecord = {
  xml: buildXml(
    writeMarcRecord(
      marcFromLines(`001 990000050
008 021024s2012    fi |||||||||||000|||fin| 
245 10 $a Poliisin näkyvä toiminta sosiaalisessa mediassa
300 ## $a 85 s.
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2012, 50`),
    ),
  ),
};

/** SYNTHETIC: a book of the older series. */
export const olderBook = (number: string, title: string): MelindaRecord => ({
  xml: buildXml(
    writeMarcRecord(
      marcFromLines(`001 ${number}
008 021024s1999    fi ||||||||||o000|||fin| 
100 1# $a Mäkinen, Åsa.
245 10 $a ${title}
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 1999, ${Number(number) % 90}`),
    ),
  ),
});

export const OLDER_BOOKS: readonly MelindaRecord[] = Array.from({ length: 12 }, (_, index) =>
  olderBook(`9900001${String(index).padStart(2, '0')}`, `Vanha kirja ${String(index + 1)}`),
);

/** SYNTHETIC: one that is mended as it is read, and one that cannot be read at all. */
export const DAMAGED: readonly MelindaRecord[] = [
  { xml: olderBook('990000201', 'Korjattava').xml.replace('Korjattava', 'Korjattava\u0001 kirja') },
  {
    xml: '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>abc</leader><controlfield tag="001">990000202</controlfield><datafield tag="245" ind1=" " ind2=" "><subfield code="a">Rikki</subfield></datafield></record>',
  },
];

export const LIBRARY: readonly MelindaRecord[] = [
  ...[PREDECESSOR, ...NEIGHBOURS.map(([, record]) => record)].map((record) => ({ xml: buildXml(writeMarcRecord(record)) })),
  ALIKE,
  ...OLDER_BOOKS,
  ...DAMAGED,
];

export interface ExampleHouse extends House {
  readonly melinda: MelindaDouble;
}

/** The house with Kansalliskirjasto's double at its door, by OAI-PMH and by SRU. */
export const openExampleHouse = async (
  options: HouseOptions & { readonly records?: readonly MelindaRecord[] } = {},
): Promise<ExampleHouse> => {
  const melinda = await startMelindaDouble({
    records: options.records ?? LIBRARY,
    ...{ pageSize: 5, sruPageCap: 10, tokensExpire: '2099-01-01T00:00:00.000Z' },
  });
  const basis = {
    select: {
      issn: ['1236-049X'],
      seriesTitle: ['Poliisiosaston julkaisu'],
      corporateBody: ['Suomi. Sisäasiainministeriö. Poliisiosasto'],
      publishedBefore: 2020,
    },
    ...{ allowPrivate: true, minDelayMs: 0, controlNumberIdentifier: 'FI-MELINDA' },
  };
  const house = await openHouse({
    filled: true,
    sources: [
      { id: 'melinda-oai', protocol: 'oai-pmh', url: melinda.oaiUrl, metadataPrefix: 'melinda_marc', schedule: '15 3 * * *', ...basis },
      // Slow enough to be watched, and to be stopped on its way.
      { id: 'melinda-slow', protocol: 'oai-pmh', url: melinda.oaiUrl, metadataPrefix: 'melinda_marc', ...basis, minDelayMs: 600 },
      // Waits for ten minutes before its second page: whatever is to be seen of a run under way can be seen of this one.
      { id: 'melinda-waiting', protocol: 'oai-pmh', url: melinda.oaiUrl, metadataPrefix: 'melinda_marc', ...basis, minDelayMs: 600_000 },
      { id: 'melinda-sru', protocol: 'sru', url: melinda.sruUrl, queries: ['cql.serverChoice="a"'], ...basis },
    ],
    ...options,
  });
  return {
    ...house,
    melinda,
    stop: async () => {
      await house.stop();
      await melinda.close();
    },
  };
};

/** A harvest to its end. @returns the id of the run */
export const harvest = async (
  house: House,
  wish: { readonly source?: string; readonly dryRun?: boolean; readonly mode?: 'full' | 'reconcile' } = {},
): Promise<string> => {
  const outcome = await house.services.harvests.start({
    ...{ source: wish.source ?? 'melinda-oai', mode: wish.mode ?? 'full', dryRun: wish.dryRun ?? false },
    ...{ approveLargeChange: false, actor: 'Aino' },
  });
  if (outcome.kind !== 'started') throw new Error(`the harvest did not start: ${outcome.kind}`);
  return (await outcome.done).id;
};
