import type { OaiProblem } from '../oai-pmh/protocol.js';
import type { MetadataFormat } from '../publishing/formats.js';

/** A stranger's value inside a message: short, in quotation marks. */
export const quote = (value: string): string => `“${value.length > 60 ? `${value.slice(0, 57)}…` : value}”`;

export const unknownIdentifier = (identifier: string): OaiProblem => ({
  code: 'idDoesNotExist',
  message: `No item has the identifier ${quote(identifier)}. ListIdentifiers names them all.`,
});

export const missingFormat = (identifier: string, metadataPrefix: string): OaiProblem => ({
  code: 'cannotDisseminateFormat',
  message: `The item ${quote(identifier)} has no record in ${metadataPrefix}. ListMetadataFormats with its identifier names its formats.`,
});

/** For a prefix that is well formed but not ours. */
export const unknownFormat = (metadataPrefix: string, formats: readonly MetadataFormat[]): OaiProblem => ({
  code: 'cannotDisseminateFormat',
  message: `No format has the metadataPrefix ${quote(metadataPrefix)}. There are ${formats.map((format) => format.metadataPrefix).join(', ')}.`,
});

/** To ListSets, and to a list that asks for a set. */
export const NO_SETS: OaiProblem = { code: 'noSetHierarchy', message: 'This repository has no sets.' };
