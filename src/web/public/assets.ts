import { createHash } from 'node:crypto';
import { PUBLIC_STYLE } from './public.css.js';
import type { PublicRoute } from './route.js';

/** The one style of the public pages, under a name that changes with it, so that browsers may keep it for ever. */
export interface PublicAssets {
  /** From the root of the service. */
  readonly stylePath: string;
  readonly route: PublicRoute;
}

export const createPublicAssets = (): PublicAssets => {
  const name = `${createHash('sha256').update(PUBLIC_STYLE).digest('hex').slice(0, 16)}.css`;
  return {
    stylePath: `/assets/${name}`,
    route: {
      method: 'GET',
      path: '/assets/:name',
      handle: ({ params }) =>
        params['name'] === name
          ? {
              ...{ kind: 'content', type: 'text/css; charset=utf-8', body: PUBLIC_STYLE },
              headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
            }
          : { kind: 'problem', status: 404, title: 'Not found', detail: 'There is no such file.' },
    },
  };
};
