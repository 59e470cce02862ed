import { readFileSync } from 'node:fs';
import path from 'node:path';
import { datestampOf } from '../../src/catalogue/datestamp.js';
import { type Isbn, readIsbn } from '../../src/catalogue/isbn.js';
import type {
  Contributor,
  LanguageCode,
  Manifestation,
  ManifestationKind,
  Publication,
  PublicationId,
  Title,
} from '../../src/catalogue/publication.js';
import type { SeriesStatement } from '../../src/catalogue/publication.js';
import type { HarvestedSubject, OwnSubject } from '../../src/linking/match-subject.js';
import { readHarvested } from '../../src/linking/read-harvested.js';
import { readOwn } from '../../src/linking/read-own.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { GOLD_SETTINGS } from './gold-settings.js';

/** A line of `gold/pairs.jsonl`; see the README beside it. */
export interface GoldPair {
  readonly name: string;
  readonly why: string;
  /** What makes two that are not the same look alike. */
  readonly trap?: string;
  /** The truth: whether the record describes one of `own`. */
  readonly same: boolean;
  readonly own: readonly GoldPublication[];
  readonly marc: readonly string[];
  /** Names under which the caller knows the record. */
  readonly known?: readonly string[];
  readonly expected: {
    readonly kind: 'linked' | 'review' | 'none';
    readonly tier?: string;
    readonly manifestation?: ManifestationKind;
    readonly ours?: string;
  };
}

/** The fields of a publication that matter; the rest is filled in. */
export interface GoldPublication {
  readonly id: string;
  readonly titles: readonly Title[];
  readonly contributors?: readonly Contributor[];
  readonly series?: SeriesStatement;
  readonly year?: number;
  readonly languages?: readonly string[];
  readonly manifestations: readonly {
    readonly kind: ManifestationKind;
    readonly isbn?: string;
    readonly urn?: string;
    readonly url?: string;
  }[];
  readonly known?: readonly string[];
}

export const readGoldPairs = (): readonly GoldPair[] =>
  readFileSync(path.resolve('test/linking/gold/pairs.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldPair);

export const publicationOf = ({ id, titles, contributors, series, year, languages, manifestations }: GoldPublication): Publication => ({
  id: id as PublicationId,
  titles,
  contributors: contributors ?? [],
  ...(series && { series }),
  ...(year !== undefined && { year }),
  abstracts: [],
  languages: (languages ?? []) as readonly LanguageCode[],
  subjects: [],
  accessibility: { status: 'unknown', ground: { kind: 'none' } },
  manifestations: manifestations.map((manifestation) => manifestationOf(manifestation, manifestations)),
  created: datestampOf(0),
  modified: datestampOf(0),
});

/** An ISBN is read beside its siblings, as the import does. */
const manifestationOf = (
  { kind, isbn, urn, url }: GoldPublication['manifestations'][number],
  all: GoldPublication['manifestations'],
): Manifestation => {
  const siblings = all
    .map((each) => readIsbn(each.isbn ?? ''))
    .flatMap((statement): readonly Isbn[] => (statement.kind === 'valid' ? [statement.isbn] : []));
  return {
    kind,
    ...(isbn !== undefined && { isbn: readIsbn(isbn, siblings) }),
    ...(urn !== undefined && { urn }),
    ...(url !== undefined && { file: { url, mediaType: 'application/pdf' } }),
  };
};

export const ownSubjectsOf = ({ own }: GoldPair): readonly OwnSubject[] =>
  own.map((publication) => readOwn(publicationOf(publication), GOLD_SETTINGS, publication.known ? { identifiers: publication.known } : {}));

/** The name of the pair serves as the local id of the record. */
export const harvestedSubjectOf = ({ name, marc, known }: GoldPair): HarvestedSubject =>
  readHarvested(name, marcFromLines(marc.join('\n')), known ? { identifiers: known } : {});
