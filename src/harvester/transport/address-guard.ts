import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';

/** Whether a connection to this IP address may be made. */
export type AddressRule = (address: string) => boolean;

/** For sources that may live on loopback or a private network. */
export const anyAddress: AddressRule = () => true;

/** IANA special-purpose address registries: what is not the public Internet. */
const NOT_PUBLIC_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** Only 2000::/3 is given out (RFC 4291 §2.4), and some of it leads elsewhere: Teredo and 6to4 carry an IPv4 address within. */
const NOT_PUBLIC_IPV6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

/** No loopback, private, shared, link-local or multicast address, nor an IPv4 address inside one of IPv6. */
export const isPublicAddress: AddressRule = (address) => {
  const plain = address.replace(/%.*$/s, '');
  const family = isIP(plain);
  if (family === 0) return false;
  // One list a family: asked for an IPv4 address, a list also compares it, as ::ffff:…, with its IPv6 networks.
  const list = new BlockList();
  if (family === 4) for (const [network, prefix] of NOT_PUBLIC_IPV4) list.addSubnet(network, prefix, 'ipv4');
  else for (const [network, prefix] of NOT_PUBLIC_IPV6) list.addSubnet(network, prefix, 'ipv6');
  return !list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
};

/** All addresses of a name. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

const resolveHost: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** The look-up for one connection to the URL. @throws SourceError `refused` at once where the URL names an address itself */
export type AddressGuard = (url: URL) => LookupFunction;

/**
 * Refuses addresses where we may not go, so that a source or a redirect cannot make the service read another host's inner life. It works
 * inside the connection: what was checked is what is connected to, whatever the name resolves to a moment later. A literal never reaches a
 * look-up and is checked before, in the one spelling that the URL parser makes of all.
 */
export const createAddressGuard =
  (rule: AddressRule, resolve: ResolveHost = resolveHost): AddressGuard =>
  (url) => {
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0) refuseForbidden(url, [literal], rule);
    return (host, { all }, callback) => {
      const found = resolve(host).then((addresses) => {
        refuseForbidden(url, addresses, rule);
        return addresses.map((address) => ({ address, family: isIP(address) }));
      });
      found.then(
        (addresses) => {
          const [first] = addresses;
          if (first === undefined) callback(unknownName(host), []);
          else if (all === true) callback(null, addresses);
          else callback(null, first.address, first.family);
        },
        (fault: unknown) => callback(fault as NodeJS.ErrnoException, []),
      );
    };
  };

/** One bad address among good ones is refused as a whole: no name of the public Internet has any. */
const refuseForbidden = (url: URL, addresses: readonly string[], rule: AddressRule): void => {
  const forbidden = addresses.find((address) => !rule(address));
  if (forbidden === undefined) return;
  const why = `${shownUrl(url)} leads to ${forbidden}, which is not on the public Internet`;
  throw new SourceError('refused', `${why}; allowPrivate in the source's settings allows it`);
};

const unknownName = (host: string): NodeJS.ErrnoException => Object.assign(new Error(`no address of ${host}`), { code: 'ENOTFOUND' });
