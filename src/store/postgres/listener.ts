import pg from 'pg';

/** After a break, in ms. */
const RELISTEN_AFTER = 1000;

interface Listening extends pg.PoolConfig {
  readonly channel: string;
  readonly listener: (payload: string) => void;
  readonly onReconnected: () => void;
}

/** Listens by a connection of its own, made anew whenever it breaks. Never fails: it tries until it is ended. */
export const openListener = ({ channel, listener, onReconnected, ...settings }: Listening) => {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isWanted = true;
  let hasBegun = false;
  const again = (): void => {
    client = undefined;
    if (!isWanted) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void begin();
    }, RELISTEN_AFTER);
    timer.unref();
  };
  const begin = async (): Promise<void> => {
    const next = new pg.Client(settings);
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      void next.end().catch(() => undefined);
      again();
    };
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', ({ payload }) => listener(payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${next.escapeIdentifier(channel)}`);
      client = next;
      if (hasBegun) onReconnected();
      hasBegun = true;
    } catch {
      lose();
    }
  };
  return {
    begun: begin(),
    end: async () => {
      isWanted = false;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
};
