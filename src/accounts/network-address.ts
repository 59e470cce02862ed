import { isIPv6 } from 'node:net';

/**
 * Whom an address stands for when attempts are counted: an IPv4 address itself, of IPv6 the /64, as a household or a rented server has
 * all 2^64 addresses of one (RFC 6177 §2). IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4.
 */
export const networkOf = (address: string): string => {
  const [bare = ''] = address.trim().toLowerCase().split('%');
  if (!isIPv6(bare)) return bare.slice(0, 64);
  const groups = groupsOf(bare);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
};

/** The eight numbers of a valid address. */
const groupsOf = (address: string): readonly number[] => {
  const [head = '', tail] = address.split('::');
  const [before, after] = [numbersOf(head), numbersOf(tail ?? '')];
  return tail === undefined ? before : [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
};

const numbersOf = (part: string): readonly number[] =>
  part === ''
    ? []
    : part.split(':').flatMap((group) => {
        const [a, b, c, d] = group.split('.').map(Number);
        return b === undefined || c === undefined || d === undefined ? [parseInt(group, 16)] : [((a ?? 0) << 8) | b, (c << 8) | d];
      });
