export const PUBLICATIONS_PATH = '/admin/publications';

/** The page of one publication. */
export const publicationPath = (id: string): string => `${PUBLICATIONS_PATH}/${encodeURIComponent(id)}`;

/** The record as harvesters get it. */
export const recordPath = (identifier: string, metadataPrefix: string): string =>
  `/oai?${new URLSearchParams({ verb: 'GetRecord', identifier, metadataPrefix }).toString()}`;
