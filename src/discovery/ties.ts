import type { Datestamp } from '../catalogue/datestamp.js';
import { digitsOf } from '../catalogue/isbn.js';
import { urnAddress } from '../crosswalk/particulars.js';
import { AUTOMATIC } from '../linking/plan-links.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, Link } from '../store/harvest-ports.js';
import { type CheckedTies, withChecked } from './checked-ties.js';
import { fillTemplate } from './fill-template.js';
import { melindaNumberIn } from './identifiers.js';
import type { Tie, Work, WorkManifestation } from './work.js';

/** A record of a library that is the same work: by a link, or because the work was made from it. */
export interface TiedRecord {
  readonly localId: string;
  /** Of every source that has or had it. */
  readonly copies: readonly HarvestedRecord[];
  /** As `controlNumbersOf` spells them: what its copies say under which numbers catalogues hold it. */
  readonly numbers: readonly string[];
  /** Absent where its own number is the tie. */
  readonly link?: Link;
}

type Subject = Pick<Work, 'id' | 'origin' | 'changed' | 'manifestations'>;

/** Every tie of a work: to the very records, to what its URNs lead to, to what look-ups found, and to searches by its ISBNs; each once. */
export const tiesOf = (settings: Settings, work: Subject, records: readonly TiedRecord[], checked: CheckedTies): readonly Tie[] => {
  const ties = [
    ...records.flatMap((record) => recordTies(settings, work, record)),
    ...work.manifestations.flatMap((manifestation) => urnTies(settings, work, manifestation)),
    ...searchTies(settings, work),
  ];
  const distinct = [...new Map(ties.map((tie) => [`${tie.target} ${tie.kind} ${tie.theirs}`, tie])).values()];
  return withChecked(settings, work, distinct, checked);
};

/** A record of Melinda is shown by Melinda under its number, a copy from Finna by Finna under Finna's own identifier. */
const recordTies = (settings: Settings, work: Subject, { localId, copies, link }: TiedRecord): readonly Tie[] => {
  const melinda = melindaNumberIn(localId);
  const inFinna = copies.filter(({ source }) => settings.sources.some(({ id, protocol }) => id === source && protocol === 'finna'));
  const elsewhere = copies.filter((copy) => !inFinna.includes(copy));
  return [
    ...(melinda === undefined ? [] : recordTie(settings, work, { target: 'melinda', theirs: melinda, copies: elsewhere, link })),
    ...inFinna.flatMap((copy) => recordTie(settings, work, { target: 'finna', theirs: copy.identifier, copies: [copy], link })),
  ];
};

interface TiedPlace {
  readonly target: string;
  readonly theirs: string;
  /** Those that say whether it is still there. */
  readonly copies: readonly HarvestedRecord[];
  readonly link: Link | undefined;
}

const recordTie = (settings: Settings, work: Subject, { target, theirs, copies, link }: TiedPlace): readonly Tie[] => {
  const template = settings.links.targets[target]?.record;
  if (template === undefined) return [];
  const dead = diedAt(copies);
  return [
    {
      ...{ ours: work.id, target, theirs, url: fillTemplate(template, '{id}', theirs), kind: 'record' as const },
      confidence: link?.tier ?? 'identifier',
      decidedBy: link === undefined || link.decidedBy === AUTOMATIC ? 'rules' : 'person',
      changed: latest(link?.at ?? work.changed, dead),
      ...(dead !== undefined && { dead }),
    },
  ];
};

/** When the last of the sources lost it; `undefined` while one has it, or where none was ever asked. */
const diedAt = (copies: readonly HarvestedRecord[]): Datestamp | undefined => {
  if (copies.length === 0 || copies.some(({ state }) => state === 'live' || state === 'outOfScope')) return undefined;
  const deaths = copies.flatMap(({ history }) =>
    history.filter(({ outcome }) => outcome === 'deleted' || outcome === 'retired').map(({ at }) => at),
  );
  return deaths.length === 0 ? undefined : (Math.max(...deaths) as Datestamp);
};

const latest = (one: Datestamp, other: Datestamp | undefined): Datestamp => (other !== undefined && other > one ? other : one);

const urnTies = (settings: Settings, work: Subject, { urn }: WorkManifestation): readonly Tie[] =>
  urn === undefined ? [] : [numberTie(work, { target: 'urn', theirs: urn, url: urnAddress(urn, settings), kind: 'record' })];

const searchTies = (settings: Settings, work: Subject): readonly Tie[] =>
  Object.entries(settings.links.targets).flatMap(([target, { search }]) =>
    search === undefined
      ? []
      : [...new Set(work.manifestations.flatMap(({ isbns }) => isbns))].map((isbn) =>
          numberTie(work, { target, theirs: isbn, url: fillTemplate(search, '{number}', digitsOf(isbn)), kind: 'search' }),
        ),
  );

const numberTie = (work: Subject, tie: Pick<Tie, 'target' | 'theirs' | 'url' | 'kind'>): Tie => ({
  ...{ ours: work.id, ...tie },
  ...{ confidence: 'identifier', decidedBy: 'rules', changed: work.changed },
});
