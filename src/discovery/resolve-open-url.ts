import { comparisonKey } from '../crosswalk/harvested/heading-text.js';
import type { Discovery, Resolution, Work } from './discovery.js';
import type { OpenUrlIdentifier, OpenUrlWish } from './open-url.js';

/** What an OpenURL comes to. */
export interface OpenUrlAnswer {
  readonly resolution: Resolution;
  /** The identifier or the title that decided. */
  readonly asked: string;
  /** Words that a list of several can be searched by. */
  readonly words?: string;
  /** A word where the keys contradict each other. */
  readonly remark?: string;
}

type Ports = Pick<Discovery, 'resolve' | 'search'>;
interface Outcome {
  readonly identifier: OpenUrlIdentifier;
  readonly resolution: Resolution;
}

/**
 * The most certain key decides: identifiers before the series with its number, that before the title. Numbers that name different
 * publications are no reason to choose one of them in silence. A title decides only when it is the very title; alike ones are a list.
 */
export const resolveOpenUrl = async (ports: Ports, wish: OpenUrlWish): Promise<OpenUrlAnswer> => {
  const outcomes = await Promise.all(
    wish.identifiers.map(async (identifier): Promise<Outcome> => ({ identifier, resolution: await ports.resolve(identifier) })),
  );
  return (
    decideByNumbers(outcomes) ??
    (await decideByTitle(ports, wish)) ??
    decideBySeries(outcomes) ??
    explain(outcomes) ?? { resolution: NOTHING_USABLE, asked: '' }
  );
};

const NOTHING_USABLE: Resolution = {
  kind: 'invalid',
  reason: 'This OpenURL has no key that can be looked for here: rft_id, rft.isbn, rft.issn with rft.volume or rft.issue, or rft.btitle.',
  suggestions: [],
};

const decideByNumbers = (outcomes: readonly Outcome[]): OpenUrlAnswer | undefined => {
  const found = outcomes.flatMap(({ identifier, resolution }) => (resolution.kind === 'found' ? [{ identifier, resolution }] : []));
  const works = distinct(found.map(({ resolution }) => resolution.work));
  const [first] = found;
  if (first && works.length === 1) return { resolution: first.resolution, asked: first.identifier.value };
  if (first) {
    const asked = found.map(({ identifier }) => textOf(identifier)).join(', ');
    return { resolution: { kind: 'several', works }, asked, remark: 'The numbers in this OpenURL belong to different publications.' };
  }
  const several = outcomes.find(({ resolution }) => resolution.kind === 'several');
  return several && { resolution: several.resolution, asked: textOf(several.identifier), words: textOf(several.identifier) };
};

const MOST_HITS = 20;

const decideByTitle = async ({ search }: Ports, { title, author, year }: OpenUrlWish): Promise<OpenUrlAnswer | undefined> => {
  if (title === undefined) return undefined;
  const { works } = await search({ words: title, offset: 0, limit: MOST_HITS });
  const key = comparisonKey(title);
  const same = works.filter(
    (work) => titleKeys(work).includes(key) && (year === undefined || work.year === undefined || work.year === year),
  );
  const byAuthor = author === undefined ? same : same.filter((work) => hasAuthor(work, author));
  const chosen = byAuthor.length > 0 ? byAuthor : same;
  const [only] = chosen;
  if (key !== '' && only && chosen.length === 1) return { resolution: { kind: 'found', work: only }, asked: title };
  const listed = chosen.length > 0 ? chosen : works;
  return listed.length > 0 ? { resolution: { kind: 'several', works: listed }, asked: title, words: title } : undefined;
};

const titleKeys = ({ titles }: Work): readonly string[] =>
  titles.flatMap(({ text, subtitle }) => [text, ...(subtitle === undefined ? [] : [`${text} ${subtitle}`])]).map(comparisonKey);

const hasAuthor = ({ contributors }: Work, author: string): boolean => {
  const words = comparisonKey(author).split(' ');
  return contributors.some((each) =>
    words.some((word) =>
      comparisonKey(each.kind === 'person' ? each.family : each.name)
        .split(' ')
        .includes(word),
    ),
  );
};

/** The number or title may be one that we lack; the series is still the best that we have. */
const decideBySeries = (outcomes: readonly Outcome[]): OpenUrlAnswer | undefined => {
  const series = outcomes.find(({ resolution }) => resolution.kind === 'series');
  return series && { resolution: series.resolution, asked: textOf(series.identifier) };
};

/** What is wrong with a number tells more than that another one is not known. */
const explain = (outcomes: readonly Outcome[]): OpenUrlAnswer | undefined => {
  const outcome = outcomes.find(({ resolution }) => resolution.kind === 'invalid') ?? outcomes[0];
  return outcome && { resolution: outcome.resolution, asked: textOf(outcome.identifier) };
};

const distinct = (works: readonly Work[]): readonly Work[] => [...new Map(works.map((work) => [work.id, work])).values()];

const textOf = ({ value, number, year }: OpenUrlIdentifier): string =>
  number === undefined ? value : `${value} ${number}${year === undefined ? '' : `/${year}`}`;
