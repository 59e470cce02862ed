import { parseUrl } from '../../catalogue/url.js';

/** Arguments of OAI-PMH and SRU say what was asked and are never secret; every other value may be a key. */
const SHOWN_ARGUMENTS: ReadonlySet<string> = new Set([
  ...['verb', 'identifier', 'metadataPrefix', 'from', 'until', 'set'],
  ...['operation', 'version', 'query', 'recordSchema', 'startRecord', 'maximumRecords', 'type', 'lookfor', 'page', 'limit'],
]);

/** An address as it may stand in a message or a log: no user name, no password, no value of an unknown argument. */
export const shownUrl = (url: string | URL): string => {
  const parsed = typeof url === 'string' ? parseUrl(url) : url;
  if (parsed === undefined) return '(not a URL)';
  const shown = [...parsed.searchParams].map(([name, value]) => `${name}=${SHOWN_ARGUMENTS.has(name) ? cut(value) : '…'}`);
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}${shown.length > 0 ? `?${shown.join('&')}` : ''}`;
};

const cut = (value: string): string => (value.length > 100 ? `${value.slice(0, 100)}…` : value);
