import type { Settings } from '../platform/settings.js';
import type { Resolution } from './discovery.js';
import type { WorkIndex } from './work-index.js';

export interface ResolvePorts {
  readonly index: WorkIndex;
  readonly settings: Settings;
}

/** In characters. */
const LONGEST_SHOWN = 80;

/** What was asked, short enough and plain enough to be said again. */
export const shown = (value: string): string => {
  const plain = value.replace(/\p{C}/gu, '\uFFFD').replace(/\s+/gu, ' ').trim();
  return `“${plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain}”`;
};

/** `undefined` for no ids: the caller knows best what to say then. */
export const answerWith = (index: WorkIndex, ids: readonly string[]): Extract<Resolution, { kind: 'found' | 'several' }> | undefined => {
  const works = ids.flatMap((id) => index.find(id)?.work ?? []);
  const [work] = works;
  if (work === undefined) return undefined;
  return works.length > 1 ? { kind: 'several', works } : { kind: 'found', work };
};

export const unknown = (reason: string, suggestions: readonly string[] = []): Resolution => ({ kind: 'unknown', reason, suggestions });

export const invalid = (reason: string, suggestions: readonly string[] = []): Resolution => ({ kind: 'invalid', reason, suggestions });
