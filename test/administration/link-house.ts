import { createLinkReview, type LinkReview } from '../../src/administration/link-review.js';
import type { Publication, PublicationId } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../src/crosswalk/harvested/harvested-crosswalks.js';
import { writeMarcRecord } from '../../src/crosswalk/marc-record.js';
import { planLinks } from '../../src/linking/plan-links.js';
import { createPublishing, type Publishing } from '../../src/publishing/publishing.js';
import type { Link } from '../../src/store/harvest-ports.js';
import { buildXml } from '../../src/xml/build.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { createInstallation, type Installation, type InstallationOptions } from '../harvester/run/installation.js';
import { publication } from '../provider/catalogue.js';

/** A whole house with a library at its door and somebody who decides. */
export interface LinkHouse extends Installation {
  readonly review: LinkReview;
  readonly publishing: Publishing;
  /** `link.accepted fi-lib.000000001/2012-2 by Maija`, as they were written. */
  readonly audited: string[];
  links(): Promise<readonly Link[]>;
  /** Numbers of the records that `older` gives, after two seconds. */
  older(): Promise<readonly string[]>;
  own(...publications: readonly Publication[]): Promise<void>;
}

export const MAIJA = { name: 'Maija' };
export const OURS = '2012-2' as PublicationId;
export const theirs = (number: string): string => `fi-lib.${number}`;

export const openLinkHouse = (options: InstallationOptions = {}): LinkHouse => {
  const house = createInstallation(options);
  const { store, settings, linkTurns } = house;
  const clock = (): number => house.clock.now;
  const publishing = createPublishing({
    ...{ store, settings, crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS },
    publicUrl: 'https://julkaisut.example.fi',
  });
  const audited: string[] = [];
  const review = createLinkReview({
    ...{ store, settings, publishing, clock, linkTurns },
    planLinks: planLinks({ store, settings, clock }),
    audit: async ({ action, target, actor }) => void audited.push(`${action} ${String(target)} by ${actor.name}`),
  });
  return {
    ...house,
    ...{ review, publishing, audited },
    links: () => store.listLinks({ limit: 1000 }),
    older: async () => {
      house.clock.now += 2000;
      const records = await house.published();
      const live = records.filter(({ deleted }) => !deleted);
      return live.map(({ identifier }) => identifier.split('.').at(-1)!).sort();
    },
    own: async (...publications) => {
      await publishing.publish({ publications: publications.map((each) => ({ publication: each, sawRevision: 0 })) });
    },
  };
};

/** A publication that shares nothing but its title and year with what follows. */
export const alike = (id = '2012-2', change: Partial<Publication> = {}): Publication =>
  publication(id, {
    titles: [{ text: 'Poliisin toimintaympäristö muutoksessa' }],
    manifestations: [{ kind: 'print', pages: 100 }],
    ...change,
  });

/** SYNTHETIC: a book that has the same title and year as `alike`, and no identifier in common. */
export const alikeRecord = (number: string, { title = 'Poliisin toimintaympäristö muutoksessa', isbn = '', more = '' } = {}): string =>
  buildXml(
    writeMarcRecord(
      marcFromLines(`001 ${number}
008 021024s2012    fi |||||||||||000|||fin| 
${isbn === '' ? '' : `020 ## $a ${isbn}`}
100 1# $a Mäkinen, Åsa.
245 10 $a ${title}
300 ## $a 100 s.
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 2012, ${Number(number) % 90}
${more}`),
    ),
  );
