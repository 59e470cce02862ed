import type { Settings } from '../platform/settings.js';
import type { Resolution } from './discovery.js';
import type { Shelf } from './shelf.js';
import type { Work } from './work.js';

export interface ResolvePorts {
  readonly shelf: Shelf;
  readonly settings: Settings;
}

/** In characters. */
const LONGEST_SHOWN = 80;

/** What was asked, short enough and plain enough to be said again. */
export const shown = (value: string): string => {
  const plain = value.replace(/\p{C}/gu, '\uFFFD').replace(/\s+/gu, ' ').trim();
  return `“${plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain}”`;
};

export type FoundResolution = Extract<Resolution, { kind: 'found' | 'several' }>;

/** `undefined` for no ids: the caller knows best what to say then. */
export const answerWith = async (shelf: Shelf, ids: readonly string[]): Promise<FoundResolution | undefined> =>
  answerOf((await shelf.findAll(ids)).map(({ work }) => work));

export const answerOf = (works: readonly Work[]): FoundResolution | undefined => {
  const [work] = works;
  if (work === undefined) return undefined;
  return works.length > 1 ? { kind: 'several', works } : { kind: 'found', work };
};

export const unknown = (reason: string, suggestions: readonly string[] = []): Resolution => ({ kind: 'unknown', reason, suggestions });

export const invalid = (reason: string, suggestions: readonly string[] = []): Resolution => ({ kind: 'invalid', reason, suggestions });
