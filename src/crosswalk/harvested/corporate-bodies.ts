import type { Datafield, MarcRecord } from '../marc-record.js';
import { comparisonKey, withoutIsbd } from './heading-text.js';

/** A corporate body as a record names it: `Suomi. Sisäasiainministeriö. Poliisiosasto`. */
export interface CorporateBody {
  readonly tag: string;
  readonly name: string;
  /** By which it can be found: the whole name, the name without the country that it is entered under, its authority numbers. */
  readonly keys: readonly string[];
}

/** Who made it (110, 710), in the order of the record; with `610`, whom it is about. */
export const corporateBodiesOf = ({ datafields }: MarcRecord, tags: readonly string[] = ['110', '710']): readonly CorporateBody[] =>
  datafields.filter(({ tag }) => tags.includes(tag)).flatMap((field) => readBody(field) ?? []);

/** The key of a name in the settings: with or without its country, or a number of the name authority file. */
export const corporateBodyKey = (name: string): string => authorityKey(name) ?? comparisonKey(name);

const readBody = (field: Datafield): CorporateBody | undefined => {
  const parts = field.subfields.filter(({ code }) => code === 'a' || code === 'b').map(({ value }) => withoutIsbd(value));
  const name = parts.filter((part) => part !== '').join('. ');
  if (name === '') return undefined;
  const numbers = field.subfields.filter(({ code }) => code === '0').flatMap(({ value }) => authorityKey(value) ?? []);
  // First indicator 1: the body is entered under the name of a jurisdiction, which comes first.
  const bare = field.ind1 === '1' && parts.length > 1 ? [comparisonKey(parts.slice(1).join(' '))] : [];
  return { tag: field.tag, name, keys: [comparisonKey(name), ...bare, ...numbers] };
};

/** `(FIN11)000034267` and `(FI-ASTERI-N)000034267` are the same authority record: Melinda writes the one outside and the other inside. */
const authorityKey = (text: string): string | undefined => {
  const number = /^\s*\((?:FIN11|FI-ASTERI-N)\)(\d+)\s*$/i.exec(text)?.[1];
  return number === undefined ? undefined : `asteri ${number}`;
};
