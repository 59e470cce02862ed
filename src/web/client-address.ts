import type { Context } from 'koa';

/** The network address of whoever asks. Behind a proxy the proxy's own entry: what stands before it may be made up. */
export const clientAddress = (context: Context, { behindProxy }: { readonly behindProxy: boolean }): string => {
  const last = behindProxy ? context.get('X-Forwarded-For').split(',').at(-1)?.trim() : undefined;
  return last !== undefined && last !== '' ? last : (context.req.socket.remoteAddress ?? 'unknown');
};
