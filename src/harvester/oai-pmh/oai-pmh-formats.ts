import { childElements, findChild, textOf } from '../../xml/element.js';
import { SourceError } from '../source-error.js';
import { remoteText } from '../remote-text.js';
import { inWords, readErrors } from './oai-pmh-page.js';
import type { Repository } from './oai-pmh-source.js';

/** More than that nobody reads. */
const MOST_FORMATS = 200;

/** ListMetadataFormats (OAI-PMH 2.0 §4.4): the metadataPrefix of each, in the repository's order. @throws SourceError */
export const listFormats = async ({ ask }: Repository, signal: AbortSignal): Promise<readonly string[]> => {
  const { document, shownUrl } = await ask(new URLSearchParams({ verb: 'ListMetadataFormats' }), signal);
  const errors = readErrors(document);
  if (errors.length > 0) throw new SourceError('source-error', `${shownUrl}: ${inWords(errors)}`);
  const list = findChild(document.root, 'ListMetadataFormats');
  if (list === undefined) throw new SourceError('not-protocol', `${shownUrl}: asked for ListMetadataFormats, answered something else`);
  return childElements(list, 'metadataFormat')
    .slice(0, MOST_FORMATS)
    .map((format) => remoteText(textOf(findChild(format, 'metadataPrefix')), 100))
    .filter((prefix) => prefix !== '');
};
