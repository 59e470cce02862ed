import { formatDatestamp, type Datestamp } from '../catalogue/datestamp.js';
import { hyphenateIsbn, parseIsbn, readIsbn, type Isbn, type IsbnStatement } from '../catalogue/isbn.js';
import { parseIssn, type Issn } from '../catalogue/issn.js';
import type {
  Contributor,
  Manifestation,
  ManifestationKind,
  Publication,
  PublicationId,
  SeriesStatement,
  Title,
} from '../catalogue/publication.js';
import { findSeries, type Series } from '../catalogue/series.js';
import { accessibilityOf, type PublisherStatement } from '../catalogue/statement.js';
import { cleanLine } from './clean-text.js';
import type { Draft, IsbnDraft, ManifestationDraft } from './draft.js';
import { present } from './present.js';

export interface Settled {
  readonly publication: Publication;
  readonly warnings: readonly string[];
}

export interface Surroundings {
  readonly stored: Publication | undefined;
  readonly series: readonly Series[];
  readonly statements: readonly PublisherStatement[];
  readonly now: Datestamp;
  /** Whether a warning names the command that would help: whoever sits before a page has no use for it. */
  readonly advice: 'commands' | 'none';
}

/**
 * The publication that a draft makes with what the catalogue knows already. A page leaves standing what it does not
 * say; JSON Lines and CSV say all. A confirmed ISBN, the time of entry and a withdrawal are never theirs to change.
 */
export const settle = (id: PublicationId, draft: Draft, { stored, series, statements, now, advice }: Surroundings): Settled => {
  const kept = draft.extent === 'part' ? stored : undefined;
  const notes: string[] = [...draft.warnings];
  const remedy: Remedy = (sentence) => (advice === 'commands' ? sentence : '');
  const statement = settleSeries(draft, kept?.series, series, notes);
  const year = draft.year ?? kept?.year;
  const withdrawn = stored ? stored.withdrawn : draft.withdrawn;
  if (stored?.withdrawn)
    notes.push(`it is withdrawn (${stored.withdrawn.reason}) and stays so${remedy(`; to publish it again: julkaisusilta restore ${id}`)}`);
  else if (stored && draft.withdrawn)
    notes.push(`it is not withdrawn in the catalogue${remedy(`; to withdraw it: julkaisusilta withdraw ${id} --reason "…"`)}`);
  const stated = draft.accessibility ?? (kept?.accessibility.ground.kind === 'stated' ? kept.accessibility : undefined);
  const manifestations = settleManifestations(id, draft, stored, { notes, remedy });
  for (const manifestation of manifestations)
    noteForeignIssn(
      manifestation,
      series.find(({ code }) => code === statement?.code),
      notes,
    );
  if (manifestations.length === 0) {
    notes.push('neither a printed book nor a PDF is named (no ISBN, ISSN or file), so nothing of it is published');
  }
  const pastOf = (name: 'created' | 'modified'): Datestamp | undefined => {
    const given = draft[name];
    if (given === undefined || given <= now) return given;
    notes.push(`${name} ${formatDatestamp(given)} is in the future; now is taken instead`);
    return now;
  };
  const created = stored?.created ?? pastOf('created') ?? now;
  const publication: Publication = {
    id,
    titles: kept ? mergeTitles(draft.titles, kept.titles) : draft.titles,
    contributors: draft.contributors ? mergeContributors(draft.contributors, kept?.contributors) : (kept?.contributors ?? []),
    abstracts: mergeAbstracts(draft.abstracts, kept?.abstracts),
    languages: draft.languages ?? kept?.languages ?? [],
    subjects: draft.subjects ?? kept?.subjects ?? [],
    accessibility: stated ?? accessibilityOf(year, statements),
    manifestations,
    created,
    modified: stored ? now : (pastOf('modified') ?? created),
    ...present({
      series: statement,
      year,
      genre: draft.genre ?? kept?.genre,
      landingPage: draft.landingPage ?? kept?.landingPage,
      licence: draft.licence ?? kept?.licence,
      withdrawn,
    }),
  };
  return { publication, warnings: notes };
};

/** The sentence where it is of use, else nothing. */
type Remedy = (sentence: string) => string;

/** The configured series that a draft is of: by code, else by title or ISSN. */
export const seriesOf = (draft: Draft, series: readonly Series[], kept?: SeriesStatement): Series | undefined => {
  const code = draft.series?.code ?? (draft.series?.title === undefined ? kept?.code : undefined);
  const issns = draft.manifestations.flatMap(({ issn }) => {
    const parsed = parseIssn(issn ?? '');
    return parsed ? [parsed] : [];
  });
  return series.find((one) => one.code === code) ?? findSeries(series, { ...present({ title: draft.series?.title }), issns });
};

const settleSeries = (
  draft: Draft,
  kept: SeriesStatement | undefined,
  series: readonly Series[],
  notes: string[],
): SeriesStatement | undefined => {
  const found = seriesOf(draft, series, kept);
  const title = draft.series?.title ?? kept?.title ?? found?.title;
  const number = draft.series?.number ?? kept?.number;
  const code = draft.series?.code;
  if (code !== undefined && !series.some((one) => one.code === code)) {
    notes.push(`the series code "${code}" is not in the settings (${series.map((one) => one.code).join(', ')}); not taken`);
  } else if (title !== undefined && !found) {
    notes.push(`the series "${title}" is not in the settings (${series.map((one) => one.title).join(', ')})`);
  }
  if (title === undefined && number !== undefined) notes.push(`number ${number} is of no series, so it is not taken`);
  return title === undefined ? undefined : { title, ...present({ code: found?.code, number }) };
};

/** The source has the main title only; its language and the parallel titles are work of people. */
const mergeTitles = (given: readonly [Title, ...Title[]], kept: readonly Title[]): readonly Title[] => [
  { ...given[0], ...present({ language: given[0].language ?? kept[0]?.language }) },
  ...kept.slice(1),
];

/** Who is known by the same name keeps the role that a person gave them. */
const mergeContributors = (given: readonly Contributor[], kept: readonly Contributor[] = []): readonly Contributor[] => {
  const nameOf = (one: Contributor): string => (one.kind === 'person' ? `${one.family}\n${one.given ?? ''}` : one.name);
  return given.map((one) => (one.role === 'author' ? (kept.find((other) => nameOf(other) === nameOf(one)) ?? one) : one));
};

const mergeAbstracts = (given: Draft['abstracts'], kept: Publication['abstracts'] = []): Publication['abstracts'] => {
  const first = given?.[0];
  if (!given || !first || kept.length === 0) return given ?? kept;
  return [{ ...first, ...present({ language: first.language ?? kept[0]?.language }) }, ...given.slice(1), ...kept.slice(given.length)];
};

const ORDER: readonly ManifestationKind[] = ['print', 'pdf'];

const settleManifestations = (
  id: PublicationId,
  draft: Draft,
  stored: Publication | undefined,
  { notes, remedy }: { readonly notes: string[]; readonly remedy: Remedy },
): readonly Manifestation[] => {
  const kept = draft.extent === 'part' ? (stored?.manifestations ?? []) : [];
  const of = <T extends { readonly kind: ManifestationKind }>(list: readonly T[], kind: ManifestationKind): T | undefined =>
    list.find((one) => one.kind === kind);
  const isbnsBesides = (kind: ManifestationKind): readonly Isbn[] =>
    ORDER.filter((other) => other !== kind).flatMap((other) => {
      const given = of(draft.manifestations, other)?.isbn;
      const before = of(stored?.manifestations ?? [], other)?.isbn;
      const isbn = given === undefined ? of(kept, other)?.isbn : settleIsbn(given, before, []);
      return isbn?.kind === 'valid' ? [isbn.isbn] : [];
    });
  return ORDER.flatMap((kind): readonly Manifestation[] => {
    const given = of(draft.manifestations, kind);
    const before = of(kept, kind);
    if (!given) return before ? [before] : [];
    const known = of(stored?.manifestations ?? [], kind)?.isbn;
    const isbn = given.isbn ? settleIsbn(given.isbn, known, isbnsBesides(kind)) : before?.isbn;
    if (isbn?.kind === 'invalid') notes.push(isbnNote(id, kind, isbn, remedy));
    const issn = readIssn(given, notes);
    const file = given.file && { ...before?.file, ...given.file };
    const { isbn: _isbn, issn: _issn, file: _file, ...rest } = given;
    return [{ ...before, ...rest, ...present({ isbn, issn: issn ?? before?.issn, file: file ?? before?.file }) }];
  });
};

/** What is stored stays when the source says what it said then: a person may have confirmed another number for it. */
const settleIsbn = (given: IsbnDraft, stored: IsbnStatement | undefined, siblings: readonly Isbn[]): IsbnStatement => {
  if (given.confirmed) return { kind: 'valid', raw: given.raw, isbn: given.confirmed };
  if (stored && stored.raw === given.raw) return stored;
  const read = readIsbn(given.raw, siblings);
  const isSpelling = read.kind === 'valid' && stored?.kind === 'valid' && stored.isbn === read.isbn && parseIsbn(stored.raw) === read.isbn;
  return isSpelling ? stored : read;
};

const isbnNote = (
  id: PublicationId,
  kind: ManifestationKind,
  isbn: Extract<IsbnStatement, { kind: 'invalid' }>,
  remedy: Remedy,
): string => {
  const numbers = isbn.suggestions.map(hyphenateIsbn);
  const first = `ISBN ${isbn.raw} (${kind}) is not valid: ${isbn.reason}. It is kept as given and not published.`;
  const [likeliest] = numbers;
  if (likeliest === undefined)
    return `${first}${remedy(` If you know the right number: julkaisusilta isbn ${id} ${kind} --confirm NUMBER --force`)}`;
  const question = `${numbers.length === 1 ? 'Is it' : 'Likely one of'} ${numbers.join(', ')}?`;
  return `${first} ${question}${remedy(` If so: julkaisusilta isbn ${id} ${kind} --confirm ${likeliest}`)}`;
};

const readIssn = ({ kind, issn }: ManifestationDraft, notes: string[]): Issn | undefined => {
  if (issn === undefined) return undefined;
  const parsed = parseIssn(issn);
  if (!parsed)
    notes.push(
      `ISSN ${cleanLine(issn)} (${kind}) is not valid: ${/^[\d-]{8,9}$|^[\d-]{7,8}X$/iu.test(issn) ? 'wrong check digit' : 'not eight characters'}; not taken`,
    );
  return parsed;
};

const noteForeignIssn = ({ kind, issn }: Manifestation, series: Series | undefined, notes: string[]): void => {
  const expected = kind === 'print' ? series?.issn.print : series?.issn.online;
  if (series && issn !== undefined && expected !== undefined && issn !== expected) {
    notes.push(`ISSN ${issn} (${kind}) is not that of the series "${series.title}" in this form, ${expected}; taken as given`);
  }
};
