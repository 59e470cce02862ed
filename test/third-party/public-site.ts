import { createCitations } from '../../src/discovery/citations.js';
import { createPublicSite } from '../../src/web/public/public-routes.js';
import { createFixedDiscovery } from '../discovery/example-works.js';
import { PUBLIC_URL, SETTINGS } from '../web/public/pages-house.js';
import { startPublicServer } from '../web/public/public-server.js';

export interface AskedSite {
  get(path: string, accept: string): Promise<{ readonly text: string; readonly type: string; readonly link: string }>;
  stop(): Promise<void>;
}

/** Every public address over the example works, behind the real front on loopback; what is not answered by 200 fails the test. */
export const openSite = async (): Promise<AskedSite> => {
  const citations = createCitations({ urnResolver: SETTINGS.links.urnResolver });
  const { routes } = createPublicSite({
    ...{ discovery: createFixedDiscovery(), settings: SETTINGS, publicUrl: PUBLIC_URL, citations },
    readRecord: async () => undefined,
  });
  const server = await startPublicServer(routes);
  return {
    get: async (path, accept) => {
      const response = await fetch(server.url + path, { headers: { Accept: accept } });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
      return { text, type: response.headers.get('content-type') ?? '', link: response.headers.get('link') ?? '' };
    },
    stop: () => server.stop(),
  };
};
