import { parseIsbn } from '../catalogue/isbn.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';

/** In characters: no identifier is longer. */
const LONGEST_IDENTIFIER = 300;

/**
 * A URN of ISBN or NBN, a DOI or a handle, bare or within the address of any resolver, in one spelling:
 * `urn:isbn:9789524915304`, `urn:nbn:fi-fe2012010101`, `doi:10.1234/5`, `hdl:10024/5`. `undefined` for anything else,
 * also for a URN of an ISSN: that names the series.
 */
export const parsePersistentId = (text: string): string | undefined => {
  const value = text.trim().slice(0, LONGEST_IDENTIFIER).replaceAll(/%3a/gi, ':').replaceAll(/%2f/gi, '/');
  return readUrn(value) ?? readDoi(value) ?? readHandle(value);
};

const readUrn = (value: string): string | undefined => {
  const [, namespace = '', name = ''] = /(?:^|[/=])urn:(isbn|nbn):([^\s?#&]+)/i.exec(value) ?? [];
  if (namespace === '') return undefined;
  if (namespace.toLowerCase() === 'nbn') return `urn:nbn:${withoutPunctuation(name)}`;
  const isbn = parseIsbn(name.replace(/[^\dXx]+$/, ''));
  return isbn && `urn:isbn:${isbn}`;
};

const readDoi = (value: string): string | undefined => {
  const name = /(?:^|doi\.org\/|doi:\s?)(10\.\d{4,9}\/[^\s?#]+)/i.exec(value)?.[1];
  return name && `doi:${withoutPunctuation(name)}`;
};

/** DSpace shows its handles under addresses of its own: `https://www.doria.fi/handle/10024/5`. */
const readHandle = (value: string): string | undefined => {
  const name = /(?:^hdl:\s?|hdl\.handle\.net\/|\/handle\/)(\d[\d.]*\/[^\s/?#]+)/i.exec(value)?.[1];
  return name && `hdl:${withoutPunctuation(name)}`;
};

const withoutPunctuation = (name: string): string => name.toLowerCase().replace(/[.,;:)\]]{1,9}$/, '');

/** The schemes of 024 $2 whose values stand bare, with what makes them readable. */
const SCHEMES: ReadonlyMap<string | undefined, string> = new Map([
  ['doi', 'doi:'],
  ['hdl', 'hdl:'],
  ['handle', 'hdl:'],
]);

/**
 * What 024 and 856 say of the record itself. A link with second indicator 2 leads to something related, and one with $3
 * to a part of it (a table of contents, an abstract); neither is taken.
 */
export const persistentIdsOf = ({ datafields }: MarcRecord): readonly string[] => {
  const found = datafields.flatMap(({ tag, ind2, subfields }) => {
    const values = (wanted: string): readonly string[] => subfields.filter(({ code }) => code === wanted).map(({ value }) => value);
    if (tag === '024') return values('a').map((value) => `${SCHEMES.get(values('2')[0]?.trim().toLowerCase()) ?? ''}${value.trim()}`);
    return tag === '856' && ind2 !== '2' && values('3').length === 0 ? values('u') : [];
  });
  return [...new Set(found.flatMap((value) => parsePersistentId(value) ?? []))];
};
