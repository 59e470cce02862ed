import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Context } from 'koa';
import { ADMIN_STYLE } from './admin.css.js';

/** The one style and the one script of the pages, under names that change with them, so that browsers may keep them for ever. */
export interface Assets {
  readonly stylePath: string;
  readonly scriptPath: string;
  send(context: Context, name: string): void;
}

export const createAssets = (): Assets => {
  const script = readFileSync(new URL('browser/admin.js', import.meta.url), 'utf8');
  const assets = new Map([
    [`${nameOf(ADMIN_STYLE)}.css`, { text: ADMIN_STYLE, type: 'text/css; charset=utf-8' }],
    [`${nameOf(script)}.js`, { text: script, type: 'text/javascript; charset=utf-8' }],
  ]);
  return {
    stylePath: `/admin/assets/${nameOf(ADMIN_STYLE)}.css`,
    scriptPath: `/admin/assets/${nameOf(script)}.js`,
    send: (context, name) => {
      const asset = assets.get(name);
      if (!asset) {
        context.status = 404;
        context.type = 'text/plain; charset=utf-8';
        context.body = 'There is no such file.\n';
        return;
      }
      context.type = asset.type;
      context.set('Cache-Control', 'public, max-age=31536000, immutable');
      context.body = asset.text;
    },
  };
};

const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
