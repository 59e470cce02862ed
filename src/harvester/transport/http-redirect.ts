import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';
import { parseUrl } from '../../catalogue/url.js';

/** @throws SourceError `bad-url` */
export const parseAddress = (text: string, base?: URL): URL => {
  const url = parseUrl(text, base);
  if (url === undefined) throw new SourceError('bad-url', `"${text.slice(0, 100).replace(/\?.*/s, '?…')}" is not a URL`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SourceError('bad-url', `${shownUrl(url)} is not an address of http or https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SourceError('bad-url', `${shownUrl(url)} carries a user name or password; leave them out`);
  }
  return url;
};

export interface Redirect {
  readonly status: number;
  /** The header Location, if there is one. */
  readonly location: string | undefined;
  readonly from: URL;
  /** The source's own address, where the first request went. */
  readonly first: URL;
  /** Ends of host names beside the source's own. */
  readonly allowHosts: readonly string[];
}

/** Where a redirect leads. @throws SourceError `redirect` where we do not follow it */
export const redirectTarget = ({ status, location, from, first, allowHosts }: Redirect): URL => {
  const refuse = (why: string): never => {
    throw new SourceError('redirect', `${shownUrl(from)} redirects ${why}`);
  };
  if (location === undefined) throw new SourceError('redirect', `${shownUrl(from)} answers ${status} without saying where to`);
  const target = parseTarget(location, from);
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    refuse(`to ${shownUrl(target)}, out of encryption; ask its operators to mend that, or give its right address as the source's url`);
  }
  if (hostOf(target) !== hostOf(first) && !allowHosts.some((suffix) => isUnder(hostOf(target), suffix))) {
    refuse(`to another host, ${shownUrl(target)}; if that is right, name ${target.hostname} in allowHosts of the source's settings`);
  }
  if (!['', '80', '443', first.port].includes(target.port)) {
    refuse(`to port ${target.port}, ${shownUrl(target)}; if that is right, give that address as the source's url`);
  }
  return target;
};

const parseTarget = (location: string, from: URL): URL => {
  try {
    return parseAddress(location, from);
  } catch (cause) {
    throw new SourceError('redirect', `${shownUrl(from)} redirects to where we do not go`, { cause });
  }
};

const hostOf = ({ hostname }: URL): string => hostname.replace(/\.$/, '');

const isUnder = (host: string, suffix: string): boolean => {
  const domain = suffix.toLowerCase().replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
};

/** A redirect after which the old address has no more use: it says so, or the new one is the same with encryption. */
export const isMove = (status: number, from: URL, to: URL): boolean =>
  status === 301 || status === 308 || (from.protocol === 'http:' && to.protocol === 'https:' && hostOf(from) === hostOf(to));
