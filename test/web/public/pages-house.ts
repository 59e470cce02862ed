import { createCitations } from '../../../src/discovery/citations.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import type { Settings } from '../../../src/platform/settings.js';
import { createPublicPages } from '../../../src/web/public/pages/page-routes.js';
import type { PublicAnswer, PublicRequest } from '../../../src/web/public/route.js';
import { createFixedDiscovery } from '../../discovery/example-works.js';
import { SETTINGS as GOLDEN } from '../../golden/settings.js';

export const PUBLIC_URL = 'https://julkaisut.example.fi';

const FINNA = { fi: 'Finna', sv: 'Finna', en: 'Finna' };
/** With everything that pages may say. */
export const SETTINGS: Settings = {
  ...GOLDEN,
  publisher: { ...GOLDEN.publisher, accessibilityContact: 'kirjaamo@example.fi' },
  site: {
    feedback: 'https://example.fi/palaute',
    about: { fi: 'Tietoa meistä.', sv: 'Om oss.', en: 'About us.' },
    accessibilityStatement: {
      fi: '# Tila\n\nKirjoita: saavutettavuus@example.fi.\n\n- yksi\n- kaksi',
      sv: '# Status\n\nSe https://example.fi/sv.',
      en: '# Status\n\nSee https://example.fi/en.',
    },
  },
  links: {
    ...GOLDEN.links,
    targets: {
      melinda: { label: { fi: 'Melinda', sv: 'Melinda', en: 'Melinda' }, record: 'https://melinda.example.fi/byid/{id}' },
      finna: { label: FINNA, search: 'https://finna.example.fi/Search/Results?lookfor={number}&type=ISN' },
      eduskunta: {
        label: { fi: 'Eduskunnan kirjasto', sv: 'Riksdagsbiblioteket', en: 'Library of Parliament' },
        search: 'https://eduskunta.example.fi/?isbn={number}',
      },
    },
  },
};

export interface AskOptions {
  readonly discovery?: Discovery;
  readonly settings?: Settings;
  readonly publicUrl?: string;
}

/** Asks the route that an address belongs to, as a router would; `undefined` when it belongs to none. */
export const ask = async (address: string, options: AskOptions = {}): Promise<PublicAnswer | undefined> => {
  const { discovery = createFixedDiscovery(), settings = SETTINGS, publicUrl = PUBLIC_URL } = options;
  const citations = createCitations({ urnResolver: settings.links.urnResolver });
  const { routes } = createPublicPages({ discovery, settings, publicUrl, citations });
  const [path = '', query = ''] = address.split(/\?(.*)/s);
  for (const route of routes) {
    const match = new RegExp(`^${route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (match) return route.handle(requestOf(path, query, match.groups ?? {}));
  }
  return undefined;
};

export const requestOf = (path: string, query = '', params: Readonly<Record<string, string>> = {}): PublicRequest => ({
  method: 'GET',
  params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)])),
  query: new URLSearchParams(query),
  path,
  header: () => undefined,
  accepts: ([first]) => first,
  languages: ['en'],
  signal: new AbortController().signal,
});

/** The page itself; fails the test when there is none. */
export const pageAt = async (address: string, options?: AskOptions): Promise<string> => {
  const answer = await ask(address, options);
  if (answer?.kind !== 'content') throw new Error(`${address}: ${JSON.stringify(answer)}`);
  return String(answer.body);
};
