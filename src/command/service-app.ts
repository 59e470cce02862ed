import { createOpenidConnect } from '../accounts/openid-connect.js';
import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import type { Metrics } from '../platform/metrics.js';
import type { AdminPorts } from '../web/admin/admin-ports.js';
import { CALLBACK_PATH } from '../web/admin/pages/openid-connect.js';
import { createApp } from '../web/app.js';
import type { MetricsDoor } from '../web/metrics-door.js';
import { createPublicPorts } from './public-site.js';
import type { Services } from './services.js';

interface Surroundings {
  readonly log: Log;
  readonly clock: WallClock;
  readonly metrics?: Metrics;
  /** Aborted once the service was told to stop. */
  readonly leaving?: AbortSignal;
}

/** All that the service answers over HTTP. */
export const createServiceApp = (services: Services, config: Config, surroundings: Surroundings) =>
  createApp({
    ...services,
    ...surroundings,
    behindProxy: services.settings.administration.behindProxy,
    checkReady: async () => {
      await services.store.readBounds();
    },
    admin: adminPortsOf(services, config, surroundings),
    public: createPublicPorts(services),
    ...(surroundings.metrics && { metricsDoor: metricsDoorOf(surroundings.metrics, config) }),
  });

const metricsDoorOf = (metrics: Metrics, { settings, secrets }: Config): MetricsDoor => ({
  metrics,
  ...(secrets.metrics !== undefined && { token: secrets.metrics }),
  ...(settings.administration.metricsFrom && { from: settings.administration.metricsFrom }),
});

/** What the administration is given of the house. */
export const adminPortsOf = (services: Services, config: Config, surroundings: Surroundings): AdminPorts => ({
  ...services,
  ...surroundings,
  publicUrl: config.publicUrl,
  ...openidConnectOf(config, surroundings),
});

const openidConnectOf = ({ settings, secrets, publicUrl }: Config, { clock, log }: Surroundings): Pick<AdminPorts, 'openidConnect'> => {
  const { openidConnect } = settings.administration;
  if (!openidConnect) return {};
  const redirectUri = `${publicUrl}${CALLBACK_PATH}`;
  const secret = secrets.openidConnect === undefined ? {} : { clientSecret: secrets.openidConnect };
  return { openidConnect: createOpenidConnect({ ...secret, ...{ settings: openidConnect, redirectUri, clock, log } }) };
};
