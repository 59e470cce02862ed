/** A term of RDA with its code, as MARC 21 336, 337 and 338 give both. */
export interface CodedTerm {
  readonly term: string;
  readonly code: string;
}

/** The RDA terms in Finnish for the two forms that we describe. */
export const CONTENT: CodedTerm = { term: 'teksti', code: 'txt' };
export const MEDIA = {
  print: { term: 'käytettävissä ilman laitetta', code: 'n' },
  pdf: { term: 'tietokonekäyttöinen', code: 'c' },
} as const satisfies Record<string, CodedTerm>;
export const CARRIER = {
  print: { term: 'nide', code: 'nc' },
  pdf: { term: 'verkkoaineisto', code: 'cr' },
} as const satisfies Record<string, CodedTerm>;

/** The functions that we give to a person or a body in $e, likeliest main entry first. Abbreviations are not used. */
export const RELATORS = ['kirjoittaja', 'toimittaja', 'julkaisija'] as const;
export type Relator = (typeof RELATORS)[number];
