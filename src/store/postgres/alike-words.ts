import type { Queries } from './database.js';
import { hasStem, isForgiven, type Alike } from './work-lexemes.js';

/** PostgreSQL's own Finnish stemmer, over folded words: `nakyvan` and `nakyva` have one stem. A stop word has none. */
const STEMS = {
  name: 'work_stems',
  text: `select word, (ts_lexize('pg_catalog.finnish_stem', word))[1] as stem from unnest($1::text[]) as word`,
};

export const readStems = async (queries: Queries, words: Iterable<string>): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(words)].filter(hasStem);
  if (wanted.length === 0) return new Map();
  const rows = await queries.query<{ readonly word: string; readonly stem: string | null }>(STEMS, [wanted]);
  return new Map(rows.flatMap(({ word, stem }) => (stem === null ? [] : [[word, stem] as const])));
};

/** A letter put in or exchanged is looked for by trigrams of the rest, what can be written out by the word itself. */
const SLIPS = {
  name: 'work_slips',
  text: `
    select given.word, known.word as slip
      from unnest($1::text[], $2::text[]) as given (word, pattern) join work_word known on known.word like given.pattern
    union
    select given.word, known.word from unnest($3::text[], $4::text[]) as given (word, other) join work_word known on known.word = given.other`,
};

/** Words of a question that are forgiven: each takes some milliseconds to look up. */
const MOST_FORGIVEN = 6;
/** Other words that one may be meant for. */
const MOST_SLIPS = 50;

/** What each word may stand for: its stem, and words of the works that are one slip away. */
export const readAlike = async (queries: Queries, words: readonly string[]): Promise<(word: string) => Alike> => {
  const forgiven = words.filter(isForgiven).slice(0, MOST_FORGIVEN);
  const [stems, slips] = await Promise.all([readStems(queries, words), readSlips(queries, forgiven)]);
  return (word) => {
    const stem = stems.get(word);
    return { ...(stem !== undefined && { stem }), slips: (slips.get(word) ?? []).slice(0, MOST_SLIPS) };
  };
};

const readSlips = async (queries: Queries, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>();
  if (words.length === 0) return found;
  const patterns = words.flatMap((word) => patternsOf(word).map((pattern) => [word, pattern] as const));
  const others = words.flatMap((word) => othersOf(word).map((other) => [word, other] as const));
  const rows = await queries.query<{ readonly word: string; readonly slip: string }>(SLIPS, [
    ...[patterns.map(([word]) => word), patterns.map(([, pattern]) => pattern)],
    ...[others.map(([word]) => word), others.map(([, other]) => other)],
  ]);
  for (const { word, slip } of rows) {
    if (slip === word) continue;
    const known = found.get(word);
    if (known) known.push(slip);
    else found.set(word, [slip]);
  }
  return found;
};

/** LIKE patterns; words are of letters only, so nothing has to be escaped. */
const patternsOf = (word: string): readonly string[] => [
  ...Array.from(word, (_, at) => `${word.slice(0, at)}_${word.slice(at + 1)}`),
  ...Array.from({ length: word.length + 1 }, (_, at) => `${word.slice(0, at)}_${word.slice(at)}`),
];

/** With a letter left out, and with two neighbours that have changed places. */
const othersOf = (word: string): readonly string[] => [
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
  ...Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)),
];
