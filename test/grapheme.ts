import fc from 'fast-check';

/** First and last of stretches of letters and signs: Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, CJK, Hangul, symbols. */
const STRETCHES: readonly (readonly [min: number, max: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x1e00, 0x1eff],
  [0x370, 0x377],
  [0x391, 0x3a1],
  [0x400, 0x52f],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x904, 0x939],
  [0xe01, 0xe30],
  [0x2010, 0x2027],
  [0x20a0, 0x20bf],
  [0x2190, 0x21ff],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x1f300, 0x1f64f],
  [0x20000, 0x2a6df],
];

const oneSign: fc.Arbitrary<string> = fc
  .oneof(...STRETCHES.map(([min, max]) => fc.integer({ min, max })))
  .map((code) => String.fromCodePoint(code));

const mark = fc.integer({ min: 0x300, max: 0x36f }).map((code) => String.fromCodePoint(code));

/**
 * What a reader takes for one character, as the unit of `fc.string`: a sign, one taken apart, one with marks of its own, or several joined.
 * fast-check's own `grapheme` makes a table of all first: more than a second in each suite.
 */
export const grapheme: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: oneSign },
  { weight: 2, arbitrary: oneSign.map((sign) => sign.normalize('NFD')) },
  { weight: 2, arbitrary: fc.tuple(oneSign, mark).map(([sign, above]) => sign + above) },
  { weight: 1, arbitrary: fc.constantFrom('👩‍🚀', '🇫🇮', '❤️', '👍🏽', 'a\u0323\u0302', 'क्षि') },
);
