import type { Contributor } from '../catalogue/publication.js';
import { agentsOf } from '../crosswalk/harvested/agents.js';
import { corporateBodiesOf, corporateBodyKey } from '../crosswalk/harvested/corporate-bodies.js';
import { comparisonKey } from '../crosswalk/harvested/heading-text.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';

/** Who made a work, to compare by. */
export interface AuthorKeys {
  /** Family name and first letter: `Luotonen, Marko` and `M. Luotonen` are both `luotonen m`. */
  readonly persons: readonly string[];
  /** With and without the country under which a body is entered. */
  readonly bodies: readonly string[];
}

/** Without the publisher, whom every publication of a series has. */
export const authorKeysOf = (contributors: readonly Contributor[]): AuthorKeys => {
  const authors = contributors.filter(({ role }) => role !== 'publisher');
  return {
    persons: distinct(authors.flatMap((author) => (author.kind === 'person' ? personKey(author.family, author.given ?? '') : []))),
    bodies: distinct(authors.flatMap((author) => (author.kind === 'corporate' ? corporateBodyKey(author.name) : []))),
  };
};

/** Names with a comma are those of persons: bodies are entered with full stops between their units. */
export const authorKeysIn = (record: MarcRecord): AuthorKeys => {
  const { creators, contributors } = agentsOf(withoutPublishers(record));
  const persons = [...creators, ...contributors].flatMap((name) => {
    const [family = '', given] = name.split(',');
    return given === undefined ? [] : personKey(family, given);
  });
  return { persons: distinct(persons), bodies: distinct(corporateBodiesOf(withoutPublishers(record)).flatMap(({ keys }) => keys)) };
};

const PUBLISHING = /^(?:julkaisija|kustantaja|utgivare|förläggare|publisher|pbl)\b/i;

const withoutPublishers = (record: MarcRecord): MarcRecord => ({
  ...record,
  datafields: record.datafields.filter(
    ({ tag, subfields }) =>
      tag !== '710' || !subfields.some(({ code, value }) => (code === 'e' || code === '4') && PUBLISHING.test(value.trim())),
  ),
});

const personKey = (family: string, given: string): readonly string[] => {
  const name = comparisonKey(family);
  return name === '' ? [] : [`${name} ${comparisonKey(given).charAt(0)}`.trim()];
};

/**
 * Persons decide where both sides name some; else a body in common, or a body of one that is a unit of the other's, says
 * that it is the same. `none` when one of the two names nobody.
 */
export const compareAuthors = (one: AuthorKeys, other: AuthorKeys): 'shared' | 'differ' | 'none' => {
  if (one.persons.length > 0 && other.persons.length > 0) {
    return one.persons.some((person) => other.persons.includes(person)) ? 'shared' : 'differ';
  }
  if (one.bodies.length === 0 || other.bodies.length === 0) return 'none';
  const isSame = (a: string, b: string): boolean => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
  return one.bodies.some((a) => other.bodies.some((b) => isSame(a, b))) ? 'shared' : 'differ';
};

const distinct = (keys: readonly string[]): readonly string[] => [...new Set(keys)].filter((key) => key !== '');
