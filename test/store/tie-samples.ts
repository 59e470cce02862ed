import type { CheckedTie, WorkTies } from '../../src/store/tie-ports.js';

export const tieSample = (theirs: string, more: Partial<CheckedTie> = {}): CheckedTie => ({
  ...{ target: 'finna', theirs, tier: 'identifier', dedupIds: [], numbers: ['(FI-MELINDA)254001'] },
  evidence: [{ number: '9789524915298', source: 'finna', filters: ['building:"0/EKK/"'], at: '2026-03-01T12:00:00Z' }],
  ...{ found: '2026-03-01T12:00:00Z', changed: '2026-03-01T12:00:00Z' },
  ...more,
});

export const tiesSample = (work: string, ...ties: readonly CheckedTie[]): WorkTies => ({
  work,
  asked: ['finna 9789524915298'],
  checked: '2026-03-01T12:00:00Z',
  ties,
});
