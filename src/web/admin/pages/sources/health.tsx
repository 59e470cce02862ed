import type { SourceHealth } from '../../../../administration/source-health.js';
import { Core } from '../../parts/empty.js';
import { formatCount, formatTime, type TimeStyle } from '../../parts/time.js';
import { SOURCES_WORDS } from '../../words/sources.js';
import { runPath } from '../runs/run-paths.js';

const TONES = {
  running: '',
  needsApproval: 'warn',
  failing: 'bad',
  waiting: 'warn',
  missed: 'warn',
  never: '',
  well: 'good',
} as const satisfies Record<SourceHealth['kind'], string>;

/** In a word or two. */
export const HealthTag = ({ health, style }: { readonly health: SourceHealth; readonly style: TimeStyle }) => (
  <span class={`tag ${TONES[health.kind]}`}>{SOURCES_WORDS[style.language].health.tag[health.kind]}</span>
);

/** In one sentence of the reader's language; what the core says of a failure, and the run that it is about, follow. */
export const HealthSentence = ({ health, style }: { readonly health: SourceHealth; readonly style: TimeStyle }) => {
  const words = SOURCES_WORDS[style.language].health;
  const run = 'run' in health ? health.run : undefined;
  return (
    <>
      {tellHealth(health, style)}
      {health.kind === 'failing' && (
        <>
          {' '}
          <Core>{health.message}</Core>
        </>
      )}
      {run !== undefined && (
        <>
          {' '}
          <a href={runPath(run)}>{words.toRun}</a>
        </>
      )}
    </>
  );
};

const tellHealth = (health: SourceHealth, style: TimeStyle): string => {
  const words = SOURCES_WORDS[style.language].health;
  const time = (at: string): string => formatTime(new Date(at), style);
  switch (health.kind) {
    case 'running':
    case 'never':
      return words[health.kind];
    case 'needsApproval':
      return words.needsApproval(formatCount(health.removals, style.language));
    case 'failing':
      return words.failing(health.failures);
    case 'waiting':
      return health.until === undefined ? words.waiting : words.waitingUntil(time(health.until));
    case 'missed':
      return words.missed(health.times);
    case 'well':
      return words.well(time(health.lastSuccess.at));
  }
};
