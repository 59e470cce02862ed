import type { Metrics, Reading } from './metrics.js';

/** A pool of connections to a database, as it stands at this moment. */
export interface PoolFigures {
  /** Open connections, at work or not. */
  readonly total: number;
  readonly idle: number;
  /** Requests for which no connection is free. */
  readonly waiting: number;
  /** As many as there may be. */
  readonly most?: number;
}

/** Shows pools by name, read whenever the metrics are. To be called once. */
export const measurePools = (metrics: Metrics, pools: Readonly<Record<string, () => PoolFigures>>): void => {
  const readings = (of: (figures: PoolFigures) => readonly Reading[]): readonly Reading[] =>
    Object.entries(pools).flatMap(([pool, read]) => of(read()).map(({ labels, value }) => ({ labels: { ...labels, pool }, value })));
  metrics.gauge(
    {
      name: 'julkaisusilta_database_connections',
      help: 'Connections to the database: all that are open, those that are idle, and the most that there may be.',
      labels: ['pool', 'state'],
    },
    () =>
      readings(({ total, idle, most }) => [
        { labels: { state: 'total' }, value: total },
        { labels: { state: 'idle' }, value: idle },
        ...(most === undefined ? [] : [{ labels: { state: 'most' }, value: most }]),
      ]),
  );
  metrics.gauge(
    { name: 'julkaisusilta_database_waiting', help: 'Requests that wait for a connection to the database.', labels: ['pool'] },
    () => readings(({ waiting }) => [{ labels: {}, value: waiting }]),
  );
};
