import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import type { Metrics } from '../platform/metrics.js';
import { createNetworkList, LOOPBACK } from '../platform/network-list.js';
import { clientAddress } from './client-address.js';

/** Who may read the metrics. */
export interface MetricsDoor {
  readonly metrics: Metrics;
  /** Where there is one, whoever has it may read, and nobody else. */
  readonly token?: string;
  /** Addresses and networks; this machine where absent. */
  readonly from?: readonly string[];
}

/** What a proxy writes that tells where a request came from. */
const WRITTEN_BY_PROXIES = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via'];

/** Metrics tell an attacker what hurts, so they are not for the public: by default for this machine alone. */
export const answerMetrics = ({ metrics, token, from = LOOPBACK }: MetricsDoor, behindProxy: boolean) => {
  const isNear = createNetworkList(from);
  return async (context: Context): Promise<void> => {
    context.set('Cache-Control', 'no-store');
    const refusal = token === undefined ? refuseAddress(context, isNear, behindProxy) : refuseToken(context, token);
    if (refusal !== undefined) {
      context.status = token === undefined ? 403 : 401;
      context.type = 'text/plain; charset=utf-8';
      context.body = `${refusal}\n`;
      return;
    }
    const { type, text } = await metrics.read();
    context.set('Content-Type', type);
    context.body = text;
  };
};

const refuseToken = (context: Context, token: string): string | undefined => {
  const given = Buffer.from(context.get('Authorization'));
  const wanted = Buffer.from(`Bearer ${token}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return undefined;
  context.set('WWW-Authenticate', 'Bearer realm="metrics"');
  return 'The metrics are read with the token of METRICS_TOKEN, as "Authorization: Bearer …".';
};

const refuseAddress = (context: Context, isNear: (address: string) => boolean, behindProxy: boolean): string | undefined => {
  // All that comes by a proxy comes from the proxy's address; while we may not believe what it writes we know nobody behind it.
  if (!behindProxy && WRITTEN_BY_PROXIES.some((name) => context.get(name) !== '')) {
    return 'The metrics are not read by way of a proxy: ask the service itself, or set METRICS_TOKEN and send the token.';
  }
  if (isNear(clientAddress(context, { behindProxy }))) return undefined;
  return 'The metrics are not for this address: administration.metricsFrom in the settings says for which they are, or METRICS_TOKEN with which token.';
};
