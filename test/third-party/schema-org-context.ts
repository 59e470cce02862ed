/**
 * Stands in for the context of https://schema.org, which a test cannot fetch. It names each term by itself: under a bare `@vocab` a
 * misspelled property would expand as well. As in the original, what is an address is read as one.
 */
const address = (name: string) => ({ '@id': `https://schema.org/${name}`, '@type': '@id' });
const plain = (name: string) => ({ '@id': `https://schema.org/${name}` });
const all = <Meaning>(names: readonly string[], meaning: (name: string) => Meaning): Readonly<Record<string, Meaning>> =>
  Object.fromEntries(names.map((name) => [name, meaning(name)]));

const TYPES = ['Book', 'BookSeries', 'DefinedTerm', 'DefinedTermSet', 'MediaObject', 'Organization', 'Person', 'Report'];
const ADDRESSES = ['bookFormat', 'contentUrl', 'license', 'sameAs', 'sdLicense', 'url'];
const PROPERTIES = [
  ...['about', 'abstract', 'accessibilitySummary', 'alternateName', 'author', 'contributor', 'datePublished', 'editor', 'encoding'],
  ...['encodingFormat', 'familyName', 'genre', 'givenName', 'identifier', 'inDefinedTermSet', 'inLanguage', 'isPartOf', 'isbn', 'issn'],
  ...['location', 'materialExtent', 'name', 'position', 'publisher', 'workExample'],
];

export const SCHEMA_ORG_CONTEXT = { ...all([...TYPES, ...PROPERTIES], plain), ...all(ADDRESSES, address) };
