import { shownUrl } from '../harvester/transport/shown-url.js';
import type { SourceSettings } from '../platform/settings.js';
import { nextHarvests } from '../schedule/harvest-schedule.js';
import type { Services } from './services.js';

/** A source as an administrator wants to see it. Plain values: fit to be printed as JSON. */
export interface SourceDescription {
  readonly id: string;
  readonly protocol: SourceSettings['protocol'];
  readonly url: string;
  readonly republish: boolean;
  readonly schedule?: string;
  readonly timezone?: string;
  readonly reconcileSchedule?: string;
  /** UTC. */
  readonly next: readonly string[];
  /** Where the next incremental run begins, less the overlap. */
  readonly mark?: string;
  readonly records: number;
  readonly quarantined: number;
  readonly lastRun?: { readonly id: string; readonly state: string; readonly message: string };
}

const SHOWN_TIMES = 5;
/** More than that is "very many". */
const MOST_COUNTED = 10_000;

export const describeSources = ({ settings, store, harvests }: Services): Promise<readonly SourceDescription[]> =>
  Promise.all(
    settings.sources.map(async (source): Promise<SourceDescription> => {
      const { id, protocol, url, republish, schedule, reconcileSchedule, timezone } = source;
      const [lastRun] = await harvests.listRuns({ source: id, limit: 1 });
      const { mark } = await store.readSource(id);
      return {
        ...{ id, protocol, url: shownUrl(url), republish },
        ...(schedule !== undefined && { schedule, timezone }),
        ...(reconcileSchedule !== undefined && { reconcileSchedule }),
        next: nextHarvests(source, SHOWN_TIMES).map((time) => time.toISOString()),
        ...(mark !== undefined && { mark }),
        records: await store.countHarvested(id, 'live'),
        quarantined: (await store.listQuarantined({ source: id, limit: MOST_COUNTED })).length,
        ...(lastRun && { lastRun: { id: lastRun.id, state: lastRun.state, message: lastRun.message } }),
      };
    }),
  );

export const formatSources = (sources: readonly SourceDescription[]): string =>
  sources.length === 0 ? 'The settings name no source.\n' : sources.map(formatSource).join('\n');

const formatSource = ({
  id,
  protocol,
  url,
  republish,
  schedule,
  reconcileSchedule,
  timezone,
  next,
  mark,
  records,
  quarantined,
  lastRun,
}: SourceDescription): string =>
  [
    `${id}  ${protocol}  ${url}${republish ? '' : '  (not published)'}`,
    `    ${records} records${quarantined > 0 ? `, ${quarantined} in quarantine` : ''}${mark === undefined ? '' : `, mark ${mark}`}`,
    `    last run: ${lastRun ? `${lastRun.id}, ${lastRun.state}. ${lastRun.message}` : 'none'}`,
    ...(schedule === undefined
      ? ['    harvested by hand only']
      : [`    schedule: ${schedule} (${String(timezone)}); next ${next.map((time) => inZone(time, String(timezone))).join(', ')}`]),
    ...(reconcileSchedule === undefined ? [] : [`    reconciled: ${reconcileSchedule}`]),
    '',
  ].join('\n');

/** `26.11.2026 03:15`, as the zone of the schedule has it. */
const inZone = (time: string, timeZone: string): string =>
  new Intl.DateTimeFormat('fi', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' })
    .format(new Date(time))
    .replace(' klo', '');
