import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datestampOf, formatDatestamp } from '../../src/catalogue/datestamp.js';

describe('a datestamp (OAI-PMH 2.0 §3.3)', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [999, '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:59:59Z'],
    [Date.UTC(2026, 0, 1, 9, 30, 0, 500), '2026-01-01T09:30:00Z'],
    [Date.UTC(2024, 1, 29, 23, 59, 59, 999), '2024-02-29T23:59:59Z'],
  ])('of %d ms is %s: UTC, whole seconds, never rounded up', (milliseconds, expected) => {
    expect(formatDatestamp(datestampOf(milliseconds))).toBe(expected);
  });

  it('is ordered as text as it is as a number', () => {
    const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(datestampOf);
    fc.assert(fc.property(moment, moment, (one, other) => expect(formatDatestamp(one) < formatDatestamp(other)).toBe(one < other)));
  });
});
