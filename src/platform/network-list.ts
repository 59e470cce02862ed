import { BlockList, isIP } from 'node:net';

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. `undefined` for what is neither an address nor a network in CIDR notation. */
export const parseNetwork = (text: string): Network | undefined => {
  const [, address = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = length === undefined ? longest : Number(length);
  return prefix <= longest ? { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined;
};

/** This machine itself (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export const LOOPBACK: readonly string[] = ['127.0.0.0/8', '::1'];

/** Whether an address lies in one of the networks. What is no address lies in none; those that cannot be read count for nothing. */
export const createNetworkList = (networks: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const network of networks.map(parseNetwork)) {
    if (network) list.addSubnet(network.address, network.prefix, network.family);
  }
  return (given) => {
    // A socket that takes both versions shows IPv4 as ::ffff:127.0.0.1 (RFC 4291 §2.5.5.2).
    const address = given.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
};
