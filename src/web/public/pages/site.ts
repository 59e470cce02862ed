import type { Settings } from '../../../platform/settings.js';

/** What every page of the public side needs to know of where it stands. */
export interface Site {
  readonly settings: Settings;
  /** From the root of the service. */
  readonly stylePath: string;
  /** The address for a link on a page, of a path of ours: the service may lie below the root of its host. */
  readonly href: (path: string) => string;
  /** The whole address. */
  readonly whole: (path: string) => string;
}

export const createSite = (parts: { readonly settings: Settings; readonly publicUrl: string; readonly stylePath: string }): Site => {
  const { settings, stylePath } = parts;
  const root = parts.publicUrl.replace(/\/+$/, '');
  const below = new URL(parts.publicUrl).pathname.replace(/\/+$/, '');
  return { settings, stylePath, href: (path) => below + path, whole: (path) => root + path };
};
