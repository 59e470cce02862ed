import { describe, expect, it } from '@jest/globals';
import { createAddressGuard } from '../../src/harvester/address-guard.js';

const guard = createAddressGuard(async (host) => (host === 'inner.example.fi' ? ['93.184.216.34', '10.1.2.3'] : ['93.184.216.34']));

describe('an address that a source leads to', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.8/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'https://inner.example.fi/',
  ])('%s is refused', async (address) => {
    await expect(guard(new URL(address))).rejects.toMatchObject({ code: 'refused' });
  });

  it.each(['https://example.fi/', 'https://93.184.216.34/', 'https://[2001:708::1]/', 'https://172.32.0.1/'])(
    '%s is taken',
    async (address) => {
      await expect(guard(new URL(address))).resolves.toBeUndefined();
    },
  );
});
