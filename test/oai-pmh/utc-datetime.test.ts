import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datestampOf, formatDatestamp } from '../../src/catalogue/datestamp.js';
import { parseUtcDatetime } from '../../src/oai-pmh/utc-datetime.js';

const seconds = (text: string): number => Date.parse(text) / 1000;

describe('a UTC date (OAI-PMH 2.0 §3.3)', () => {
  it.each([
    ['2012-03-04', '2012-03-04T00:00:00Z', '2012-03-04T23:59:59Z'],
    ['2012-02-29', '2012-02-29T00:00:00Z', '2012-02-29T23:59:59Z'],
    ['1969-12-31', '1969-12-31T00:00:00Z', '1969-12-31T23:59:59Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z', '0001-01-01T23:59:59Z'],
    ['9999-12-31', '9999-12-31T00:00:00Z', '9999-12-31T23:59:59Z'],
  ])('%s is a day of 86,400 seconds', (text, first, last) => {
    expect(parseUtcDatetime(text, 'refuse')).toEqual({ granularity: 'YYYY-MM-DD', first: seconds(first), last: seconds(last) });
  });

  it('a second is itself', () => {
    const second = seconds('2012-03-04T05:06:07Z');
    expect(parseUtcDatetime('2012-03-04T05:06:07Z', 'refuse')).toEqual({
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
      first: second,
      last: second,
    });
  });

  it('every second that is printed is read as itself', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          const stamp = datestampOf(date.getTime());
          expect(parseUtcDatetime(formatDatestamp(stamp), 'refuse')).toMatchObject({ first: stamp, last: stamp });
        },
      ),
    );
  });

  it('any other text is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/)), (text) => {
        const parsed = parseUtcDatetime(text, 'refuse');
        if (parsed) expect(formatDatestamp(parsed.first).startsWith(text.slice(0, 10))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('no day of a year that is none, since XML Schema has no year 0000', () => {
    expect(parseUtcDatetime('0000-01-01', 'refuse')).toBeUndefined();
    expect(parseUtcDatetime('0000-12-31T23:59:59Z', 'cut')).toBeUndefined();
  });
});
