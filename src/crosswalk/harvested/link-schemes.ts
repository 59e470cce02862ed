import { parseUrl } from '../../catalogue/url.js';

const LINKS: ReadonlySet<string> = new Set(['http', 'https', 'ftp', 'urn', 'doi', 'hdl', 'info']);
/** What a browser would run, or read from the reader's own machine. */
const HOSTILE: ReadonlySet<string> = new Set([
  'javascript',
  'vbscript',
  'data',
  'blob',
  'file',
  'filesystem',
  'view-source',
  'jar',
  'about',
]);

/** The scheme as a browser sees it, which passes over controls, blanks and invisible characters. */
const schemeOf = (value: string): string | undefined => /^([a-z][a-z0-9+.-]*):/.exec(value.replace(/[\s\p{C}]/gu, '').toLowerCase())?.[1];

/**
 * Whether a value would do something else than lead to a work. `www.example.fi/x` has no scheme and may stay.
 * @param isLink only what is for links may stay in a link; other subfields are text, in which a colon is common
 */
export const hasHostileScheme = (value: string, isLink: boolean): boolean => {
  const scheme = schemeOf(value);
  return scheme !== undefined && (HOSTILE.has(scheme) || (isLink && !LINKS.has(scheme)));
};

/** An address that a reader can be sent to. */
export const isWebAddress = (value: string): boolean => /^https?:\/\/[^\s/]/i.test(value) && parseUrl(value) !== undefined;
