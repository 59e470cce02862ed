import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { shownUrl } from './shown-url.js';
import { SourceError } from './source-error.js';

/** IANA special-purpose address registries: what is not the public Internet. */
const NOT_PUBLIC_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
const NOT_PUBLIC_IPV6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const;

const listNotPublic = (): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of NOT_PUBLIC_IPV4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of NOT_PUBLIC_IPV6) list.addSubnet(network, prefix, 'ipv6');
  return list;
};

export type ResolveHost = (host: string) => Promise<readonly string[]>;

const resolveHost: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Refuses every address that is not on the public Internet, by what the name resolves to, so that a source or a redirect
 * cannot make the service read another host's inner life. An address literal in any spelling is seen as the URL parser
 * normalises it.
 */
export const createAddressGuard = (resolve: ResolveHost = resolveHost): ((url: URL) => Promise<void>) => {
  const notPublic = listNotPublic();
  return async (url) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    const refused = addresses.find((address) => notPublic.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
    if (refused === undefined) return;
    const why = `${shownUrl(url)} leads to ${refused}, which is not on the public Internet`;
    throw new SourceError('refused', `${why}; allowPrivate in the source's settings allows it`);
  };
};
