import type { MarcRecord } from '../crosswalk/marc-record.js';

/**
 * The numbers under which catalogues hold the record (001 with 003, 035 $a), in one spelling: `(FI-MELINDA)254001`.
 * A control number without 003 says nothing outside its own catalogue.
 */
export const controlNumbersOf = (record: MarcRecord): readonly string[] => {
  const [number, owner] = ['001', '003'].map((wanted) => record.controlfields.find(({ tag }) => tag === wanted)?.value.trim());
  const own = number !== undefined && owner !== undefined && owner !== '' ? [`(${owner})${number}`] : [];
  const stated = [...own, ...subfieldsOf(record, '035', 'a')];
  // A record that came from a repository is known there by its OAI identifier, which some keep in 035 as it is.
  return distinct(stated.flatMap((value) => parseControlNumber(value) ?? (/^\s*oai:\S/.test(value) ? knownName(value) : [])));
};

/** The records of the same work in another form, as 776 $w names them. */
export const otherFormNumbersOf = (record: MarcRecord): readonly string[] =>
  distinct(subfieldsOf(record, '776', 'w').flatMap((value) => parseControlNumber(value) ?? []));

/** In characters: no control number is longer. */
const LONGEST_NUMBER = 100;

/** `(FIN01)000254001` is Melinda's name for its own record, `(FI-MELINDA)000254001` everyone else's. */
export const parseControlNumber = (text: string): string | undefined => {
  const [, owner = '', number = ''] = /^\s*\(([^()]+)\)\s*([^\s()]+)/.exec(text.slice(0, LONGEST_NUMBER)) ?? [];
  if (number === '') return undefined;
  const agency = owner.trim().toUpperCase();
  return `(${agency === 'FIN01' ? 'FI-MELINDA' : agency})${number.toUpperCase().replace(/^0+(?=.)/, '')}`;
};

/**
 * A name under which we ourselves know a record: an OAI identifier, a Finna id or a control number. Where Melinda's number
 * is a part of it, that number; else the name itself.
 */
export const knownName = (text: string): string => {
  const name = text.trim();
  const melinda = /^(?:oai:[^/]{0,100}melinda[^/]{0,100}\/(?:bib\/)?|melinda\.)(\d{9})$/i.exec(name)?.[1];
  return parseControlNumber(melinda === undefined ? name : `(FI-MELINDA)${melinda}`) ?? name;
};

const subfieldsOf = ({ datafields }: MarcRecord, tag: string, code: string): readonly string[] =>
  datafields
    .filter((field) => field.tag === tag)
    .flatMap(({ subfields }) => subfields.filter((subfield) => subfield.code === code).map(({ value }) => value));

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
