import { isIPv4 } from 'node:net';
import { networkOf } from '../accounts/network-address.js';

/** Whoever sent a request of OAI-PMH, as the request says. */
export interface ProviderClient {
  /** The header User-Agent. */
  readonly agent: string;
  readonly address: string;
}

/**
 * As little of an address as still tells one institution from another: 192.0.2.0/24, 2001:db8:1::/48. The whole one may be a person's
 * (GDPR recital 30), and these figures are kept. Empty for what is no address.
 */
export const wideNetworkOf = (address: string): string => {
  const network = networkOf(address);
  if (isIPv4(network)) return `${network.split('.').slice(0, 3).join('.')}.0/24`;
  return network.endsWith('::/64') ? `${network.split(':').slice(0, 3).join(':')}::/48` : '';
};

const LONGEST_AGENT = 120;

/** A stranger's name for itself, fit to be shown and kept. */
export const cleanAgent = (agent: string): string =>
  agent
    .slice(0, 1000)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_AGENT);
