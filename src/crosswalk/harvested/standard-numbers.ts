import { type Isbn, parseIsbn } from '../../catalogue/isbn.js';
import { type Issn, parseIssn } from '../../catalogue/issn.js';
import type { MarcRecord } from '../marc-record.js';

const DASHES = '\\-\\u00AD\\u2010-\\u2015\\u2212';
const ISSN = new RegExp(`(?<![\\dA-Za-z])\\d{4}[\\s${DASHES}]?\\d{3}[\\dXx](?![\\dA-Za-z])`, 'u');
const ISBN = new RegExp(`(?<![\\dA-Za-z])\\d(?:[\\s${DASHES}]?\\d){8,11}[\\s${DASHES}]?[\\dXx](?![\\dA-Za-z])`, 'u');

/** The ISSN in a subfield, whatever punctuation stands round it (`1236-049X ;`, `ISSN 1236-049x`); a wrong check digit makes it none. */
export const findIssn = (value: string): Issn | undefined => {
  const found = ISSN.exec(value)?.[0];
  return found === undefined ? undefined : parseIssn(found);
};

/** The ISBN in a subfield, also before a qualifier as AACR2 wrote it (`951-734-412-0 (nid.)`), as an ISBN-13. */
export const findIsbn = (value: string): Isbn | undefined => {
  const found = ISBN.exec(value)?.[0];
  return found === undefined ? undefined : parseIsbn(found);
};

/** The valid ISBNs of 020, each once: `a` for those of the record itself, `z` for cancelled ones, which prove little. */
export const isbnsOf = ({ datafields }: MarcRecord, code: 'a' | 'z'): readonly Isbn[] => [
  ...new Set(
    datafields
      .filter(({ tag }) => tag === '020')
      .flatMap(({ subfields }) => subfields.filter((subfield) => subfield.code === code))
      .flatMap(({ value }) => findIsbn(value) ?? []),
  ),
];
