import type { Discovery } from './discovery.js';
import type { DiscoveryPorts } from './discovery-ports.js';
import { createMemoryShelf } from './memory-shelf.js';
import { resolveIdentifier } from './resolve.js';
import { createStoredShelf } from './stored-shelf.js';

/** Answers from works that are kept up to date: who changed something sees it with the next request. */
export const createDiscovery = (ports: DiscoveryPorts): Discovery => {
  const { settings, works } = ports;
  const upToDate = works === undefined ? createMemoryShelf(ports) : createStoredShelf({ ...ports, works });
  return {
    find: async (id) => (await (await upToDate()).find(id))?.work,
    search: async (query) => (await upToDate()).search(query),
    resolve: async (wish) => resolveIdentifier({ shelf: await upToDate(), settings }, wish),
    list: async (page) => (await upToDate()).list(page),
    listNewest: async (limit) => (await upToDate()).listNewest(limit),
    listGone: async (page) => (await upToDate()).listGone(page),
    readVersion: async () => (await upToDate()).readVersion(),
  };
};
