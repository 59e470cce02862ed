import type { Datafield, MarcRecord } from '../marc-record.js';
import { shownText, withoutIsbd } from './heading-text.js';

/** Who made a work, in the order of the record. */
export interface Agents {
  readonly creators: readonly string[];
  readonly contributors: readonly string[];
}

/** In Finnish, Swedish and English, and the codes of $4. */
const CREATING = /^(?:kirjoittaja|tekijä|laatija|kirj|förf(?:attare)?|author|writer|aut|cre)$/i;
const MAIN = ['100', '110', '111'];
const ADDED = ['700', '710', '711'];

/**
 * The main entry and whoever is called an author are creators, everyone else contributes. An added entry with a title
 * ($t) names another work, and no one who made this one.
 */
export const agentsOf = ({ datafields }: MarcRecord): Agents => {
  const named = datafields.filter(
    ({ tag, subfields }) => MAIN.includes(tag) || (ADDED.includes(tag) && !subfields.some(({ code }) => code === 't')),
  );
  const creators = named.filter(isCreator).map(nameIn);
  const contributors = named
    .filter((field) => !isCreator(field))
    .map(nameIn)
    .filter((name) => !creators.includes(name));
  return { creators, contributors };
};

const isCreator = ({ tag, subfields }: Datafield): boolean =>
  MAIN.includes(tag) ||
  subfields.some(({ code, value }) => (code === 'e' || code === '4') && CREATING.test(withoutIsbd(value).replace(/^\(|\)$|\.$/g, '')));

/** A person with numeration and titles, a body with its units: `Suomi. Sisäasiainministeriö. Poliisiosasto`. */
const nameIn = ({ tag, subfields }: Datafield): string => {
  const values = (...codes: readonly string[]) => subfields.filter(({ code }) => codes.includes(code)).map(({ value }) => value);
  return tag.endsWith('00') ? withoutIsbd(values('a', 'b', 'c').map(shownText).join(' ')) : values('a', 'b').map(withoutIsbd).join('. ');
};
