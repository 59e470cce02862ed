import type { SourceDescription } from '../administration/sources.js';

/** The sources for a person at a terminal. */
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
