import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { decodeXml } from '../../src/xml/gate-decode.js';
import { mendPieces, type MendedSpan } from '../../src/xml/gate-mend.js';
import type { Glance, GlanceRule } from '../../src/xml/gate-payload.js';
import { scanDocument } from '../../src/xml/gate-scan.js';

const RUNS = process.env['LONG'] ? 20_000 : 500;

/** The same text, cut where chance will have it. */
const cutUp = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index]));
};
const cuts = fc.array(fc.nat(), { maxLength: 12 });

const SHAPE = { namespaces: new Set(['u']), root: 'list', record: 'record', payload: 'metadata' };
const GLANCE: Glance = new Map<string, GlanceRule>([
  ['leader', 'all'],
  ['datafield', { attribute: 'tag', values: new Set(['245']) }],
]);
const PARTS = [
  ...[
    '<record><metadata><m xmlns="v"><leader>00000</leader><datafield tag="245"><s code="a">ä &amp; ö</s></datafield>',
    '</m></metadata></record>',
  ],
  ...['<datafield tag="500"><s code="a">[1]</s></datafield>', '<datafield>\n<s/></datafield>', '<!-- <record> -->', '<![CDATA[ ]] > ]]>'],
  ...[
    '<record/>',
    '<record>',
    '</record>',
    '<metadata>',
    '</metadata>',
    ' text ',
    '&amp;',
    '𝄞',
    '\r\n',
    '<?a <b> ?>',
    '<a b="x>y"/>',
    '<a',
    '>',
  ],
];
const inside = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PARTS.slice(0, 4)) }, fc.constantFrom(...PARTS)), {
  maxLength: 8,
});

describe('a document that is read in pieces', () => {
  it('is the same wherever they are cut', () => {
    let sound = 0;
    fc.assert(
      fc.property(inside, cuts, (parts, places) => {
        const text = `<?xml version="1.0"?><list xmlns="u" xmlns:p="w">${parts.join('')}</list>`;
        const scan = (pieces: readonly string[]) => scanDocument(pieces, { shape: SHAPE, glance: GLANCE, takeRecord: (record) => record });
        const whole = scan([text]);
        if (whole.kind === 'sound') sound += whole.records.length;
        expect(scan(cutUp(text, places))).toEqual(whole);
      }),
      { numRuns: RUNS },
    );
    expect(sound).toBeGreaterThan(RUNS / 20);
  });

  it('is the same whether its records are plain enough to be read without saxes or not', () => {
    fc.assert(
      fc.property(inside, (parts) => {
        const text = `<list xmlns="u">${parts.join('')}</list>`;
        const scan = (document: string) => scanDocument([document], { shape: SHAPE, glance: GLANCE, takeRecord: (record) => record });
        // What ends CDATA leaves all of a piece to saxes.
        expect(scan(text)).toEqual(scan(`${text}<!--]]>-->`));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('mending', () => {
  const FAULTS = [
    '&',
    '&nbsp;',
    '&amp;',
    '&#1;',
    '&#x110000;',
    '&#228;',
    '\u0003',
    '\ufffe',
    'ä',
    '<a>',
    '</a>',
    '<?xml version="1.0"?>',
    '<?xm',
  ];
  const QUIET = ['<![CDATA[', ']]>', '<!--', '-->', ']', '-', 'words & words', ';', '#', 'x'.repeat(300)];
  it('is the same wherever the pieces are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FAULTS, ...QUIET), { maxLength: 20 }), cuts, (parts, places) => {
        const text = `<r>${parts.join('')}</r>`;
        const mend = (pieces: readonly string[]) => {
          const spans: MendedSpan[] = [];
          return { text: [...mendPieces(pieces, spans)].join(''), spans };
        };
        const whole = mend([text]);
        expect(mend(cutUp(text, places))).toEqual(whole);
        let original = whole.text;
        for (const { at, put, removed } of whole.spans.toReversed())
          original = original.slice(0, at) + removed + original.slice(at + put.length);
        expect(original).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('decoding', () => {
  const unit = fc.constantFrom('a', '<', '<a>', 'ä', '–', '漢', '𝄞', ' ', 'record>');
  const long = fc
    .tuple(fc.array(unit, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 30_000 }))
    .map(([units, times]) => units.join('').repeat(times).slice(0, 200_000));
  it.each(['utf8', 'utf16le'] as const)('of %s in pieces is that of the whole, with and without a mark', (encoding) => {
    fc.assert(
      fc.property(long, fc.constantFrom('record>', undefined), (text, mark) => {
        const sound = Buffer.from(text, 'utf8').toString('utf8');
        const bytes = Buffer.from(encoding === 'utf16le' ? `\ufeff${sound}` : sound, encoding);
        const decoded = decodeXml(bytes, {});
        expect(decoded.kind === 'text' && [...decoded.pieces(mark)].join('') === sound).toBe(true);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('of windows-1252 is that of its table', () => {
    const bytes = Buffer.from(Array.from({ length: 40_000 }, (_, index) => index % 256));
    const decoded = decodeXml(bytes, { charset: 'windows-1252' });
    const text = decoded.kind === 'text' ? [...decoded.pieces()].join('') : '';
    expect(text.slice(0x80, 0xa0)).toBe('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ');
    expect(text.slice(256)).toBe(text.slice(0, -256));
  });
});
