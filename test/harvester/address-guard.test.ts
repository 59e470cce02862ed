import { describe, expect, it } from '@jest/globals';
import { anyAddress, createAddressGuard, isPublicAddress } from '../../src/harvester/transport/address-guard.js';

describe('an address on the public Internet', () => {
  it.each([
    ['this host', '0.0.0.0'],
    ['private', '10.0.0.8'],
    ['shared by the customers of a carrier', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local', '169.254.169.254'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['of measurements', '198.18.0.1'],
    ['of examples', '203.0.113.7'],
    ['multicast', '224.0.0.251'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '::1'],
    ['no address', '::'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6', '::ffff:a9fe:a9fe'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64', '64:ff9b:1::7f00:1'],
    ['Teredo', '2001::7f00:1'],
    ['of examples', '2001:db8::1'],
    ['6to4', '2002:7f00:1::'],
    ['unique local', 'fd00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::fb'],
    ['nothing', ''],
    ['a name', 'localhost'],
  ])('is not %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '93.184.216.34',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '223.255.255.255',
    '2001:708::1',
    '2a00:1450::1',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a guarded look-up', () => {
  const guard = createAddressGuard(isPublicAddress, async (host) =>
    host === 'inner.example.fi' ? ['93.184.216.34', '10.1.2.3'] : ['93.184.216.34', '2001:708::1'],
  );
  const look = (url: string, options: { readonly all?: boolean } = { all: true }): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { hostname } = new URL(url);
      guard(new URL(url))(hostname, options, (fault, address, family) => (fault ? reject(fault) : resolve([address, family])));
    });

  it('gives all addresses, or the first where only one is wanted', async () => {
    const all = [
      { address: '93.184.216.34', family: 4 },
      { address: '2001:708::1', family: 6 },
    ];
    expect(await look('https://example.fi/')).toEqual([all, undefined]);
    expect(await look('https://example.fi/', {})).toEqual(['93.184.216.34', 4]);
  });

  it('fails for a name with any address that is not public', async () => {
    await expect(look('https://inner.example.fi/')).rejects.toMatchObject({ code: 'refused' });
  });

  it.each(['http://0x7f.1/', 'http://[::ffff:127.0.0.1]/', 'http://169.254.169.254/'])('is not even made for %s', (url) => {
    expect(() => guard(new URL(url))).toThrow(expect.objectContaining({ code: 'refused' }));
  });

  it('lets a literal through where the rule does', () => {
    expect(() => guard(new URL('https://93.184.216.34/'))).not.toThrow();
    expect(() => createAddressGuard(anyAddress)(new URL('http://127.0.0.1/'))).not.toThrow();
  });
});
