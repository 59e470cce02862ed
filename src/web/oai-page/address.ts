import { isUri } from '../../oai-pmh/protocol.js';
import type { Words } from './words.js';
import { parseUrl } from '../../catalogue/url.js';

/** What every part of a page needs to know. */
export interface PageContext {
  readonly words: Words;
  /** Of the base URL: links and forms stay on the host that the reader came by. */
  readonly path: string;
  /** In which links show a record: that of the answer where it is known. */
  readonly metadataPrefix: string;
}

/** The address of a request to this repository, relative to its host. */
export const requestAddress = ({ path }: PageContext, given: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(given).toString()}`;

/**
 * Whether a stranger's value may become a link: an absolute http(s) address in the characters of RFC 3986, so no script,
 * no quotation mark and no change of writing direction; without user information, which disguises the host.
 */
export const isWebAddress = (text: string): boolean =>
  /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(text) && isUri(text) && parseUrl(text) !== undefined;

/** A plain address of ASCII: one that could smuggle headers into the message is shown, not linked. */
export const isMailAddress = (text: string): boolean => /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(text);

/** For `lang`: the language that the source names, or the empty string, which says that nobody has said it. */
export const languageOf = (tag: string | undefined): string =>
  tag !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : '';
