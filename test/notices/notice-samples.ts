import type { NoticeMessage } from '../../src/notices/channel.js';
import type { Trouble } from '../../src/notices/condition.js';
import type { Log } from '../../src/platform/log.js';
import type { NoticeCause } from '../../src/store/notice-ports.js';

export const RUN = '20261124T011500000Z-melinda';

const KINDS: { readonly [C in NoticeCause]: Omit<Extract<Trouble, { readonly cause: C }>, 'source'> } = {
  failed: { cause: 'failed', run: RUN, at: '2026-11-24T01:15:00.000Z', message: 'The list broke off. Nothing was changed.' },
  'needs-approval': { cause: 'needs-approval', run: RUN, at: '2026-11-24T01:15:00.000Z', message: 'It would remove 40 of 100 records.' },
  'missed-schedules': { cause: 'missed-schedules', times: ['2026-11-23T01:15:00.000Z', '2026-11-24T01:15:00.000Z'] },
  'odd-volume': { cause: 'odd-volume', records: 12, message: 'The list has 12 wanted records.', run: RUN },
  'old-quarantine': { cause: 'old-quarantine', count: 3, oldest: '2026-11-01T01:15:00.000Z', mostRuns: 5 },
};

export const troubleOf = (cause: NoticeCause, source: string): Trouble => ({ ...KINDS[cause], source });

export const MESSAGE: NoticeMessage = {
  kind: 'notices',
  at: '2026-11-24T06:00:00.000Z',
  subject: 'Julkaisusilta: melinda: haravointi epäonnistui',
  text: 'Lähteen melinda haravointi epäonnistui.\n\nÅäö 😀\n',
  notices: [
    {
      kind: 'trouble',
      cause: 'failed',
      source: 'melinda',
      since: '2026-11-24T06:00:00.000Z',
      run: RUN,
      url: `https://julkaisut.example.fi/admin/runs/${RUN}`,
      text: 'Lähteen melinda haravointi epäonnistui.',
    },
  ],
};

export interface KeptLog extends Log {
  readonly lines: readonly (readonly [event: string, fields: unknown])[];
}

export const keepLog = (): KeptLog => {
  const lines: [string, unknown][] = [];
  const note = (event: string, fields?: unknown): void => void lines.push([event, fields]);
  return { info: note, warn: note, error: note, lines };
};
