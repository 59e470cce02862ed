import fc from 'fast-check';
import type { Controlfield, Datafield, MarcRecord } from '../../../src/crosswalk/marc-record.js';
import { arbitraryText } from '../../catalogue/arbitrary-publication.js';
import { codePoint } from '../../code-point.js';

const character = fc.oneof(
  fc.constantFrom('0', '1', '4', '9', ' ', 'a', 'A', 'Z', '#', '|', '\\', '^', '@', 'é', '', '12', '\u0000', '\u{1F600}', '\uD800'),
  fc.string({ unit: codePoint, maxLength: 2 }),
);

const TAGS = [
  ...['020', '022', '024', '035', '041', '042', '100', '110', '245', '246', '260', '264', '300', '440', '490', '520', '594', '600'],
  ...['610', '650', '653', '655', '700', '710', '773', '776', '780', '800', '830', '856', '884', '901', 'LOW', 'SID', 'CAT', 'STA', 'x1Y'],
];

const arbitraryTag = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TAGS) },
  arbitraryText.map((text) => text.trim() || '999'),
);
const arbitraryValue = fc.oneof(
  arbitraryText,
  fc.constantFrom(
    '951-734-412-0 (nid.)',
    '1236-049X ;',
    ';',
    '2001, 7',
    'urn',
    'URN:ISBN:978-952-491-530-4',
    'javascript:alert(1)',
    'finswe',
  ),
  fc.constantFrom('https://example.fi/ä b', 'aut', 'kirjoittaja.', '[199-?]', '1992.', 'MCMXCIX', '12-13/1998', '(FIN11)000034267'),
);

const arbitraryDatafield: fc.Arbitrary<Datafield> = fc.record({
  tag: arbitraryTag,
  ind1: character,
  ind2: character,
  subfields: fc.array(
    fc.record({
      code: fc.oneof(fc.constantFrom(...'a b c d e g h n p t u v x y z 0 1 2 4 9'.split(' ')), character),
      value: arbitraryValue,
    }),
    {
      maxLength: 5,
    },
  ),
});

const arbitraryControlfield: fc.Arbitrary<Controlfield> = fc.record({
  tag: fc.constantFrom('003', '005', '006', '007', '008', '009', '00A'),
  value: fc.oneof(arbitraryText, fc.constant('021024s2001    fi ||||||||||o000|||fin| ')),
});

const arbitraryLeader = fc.oneof(
  fc.constant('00000cam a2200673 i 4500'),
  fc
    .array(fc.constantFrom(...Array.from('0123456789abcdmnsz #|^\\AZé\u0000')), { minLength: 24, maxLength: 24 })
    .map((found) => found.join('')),
  fc.string({ unit: 'binary-ascii', minLength: 24, maxLength: 24 }),
);

/** Any record that a source may send, however broken; it has a control number and a leader of 24 characters, or it would be set aside. */
export const arbitraryMarcRecord: fc.Arbitrary<MarcRecord> = fc.record({
  leader: arbitraryLeader,
  controlfields: fc
    .tuple(
      arbitraryText.filter((text) => text.trim() !== ''),
      fc.array(arbitraryControlfield, { maxLength: 4 }),
    )
    .map(([value, rest]) => [{ tag: '001', value }, ...rest]),
  datafields: fc.array(arbitraryDatafield, { maxLength: 10 }),
});
