import type { MarcRecord } from '../../../src/crosswalk/marc-record.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';

/**
 * SYNTHETIC: none of these works exists; the control numbers, the ISSN 2049-3630 and the titles are examples. The first
 * record has every oddity that a real one of the series has, the others must be left out, each for its own reason.
 */
const record = (number: string, lines: string, year = '1999', leader = '00000cam a2200673 i 4500'): MarcRecord =>
  marcFromLines(`LDR ${leader}
001 ${number}
005 20170827054119.0
008 021024s${year}    fi ||||||||||o000|||fin| 
${lines}`);

export const PREDECESSOR = record(
  '990000001',
  `015 ## $a fx990001 $2 skl
020 ## $a 951-734-412-0 $q nidottu
035 ## $a (FI-MELINDA)990000001
040 ## $a FI-NL
041 0# $a fin
042 ## $a finb
080 ## $a 351/354 $9 FENNI<KEEP>
110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto. $0 (FIN11)000034267
245 10 $a Näkyvä partiointi kaupungissa : $b synteettinen esimerkki.
260 ## $a Helsinki : $b Sisäasiainministeriö, poliisiosasto, $c 1999.
300 ## $a 18, [1] lehteä ; $c 30 cm
336 ## $a teksti $b txt $2 rdacontent
337 ## $a käytettävissä ilman laitetta $b n $2 rdamedia
338 ## $a nide $b nc $2 rdacarrier
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 1999, 7
490 1# $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/1999
500 ## $a Synteettinen. $b 
594 ## $a ENNAKKOTIETO / KIRJAVÄLITYS
650 #7 $a poliisi $2 ysa $9 FENNI<KEEP>
650 #7 $a polisen $x ekonomi $2 allars
653 ## $a partiointi
830 #0 $a Poliisiosaston julkaisu, $x 1236-049X ; $v 1999, 7.
830 #0 $a Poliisiosaston julkaisu / Sisäasiainministeriö, $x ; $v 7/1999.
884 ## $a Aleph $g 19990101
901 ## $a paikallinen
LOW ## $a FENNI
LOW ## $a EKK
SID ## $a fx990001 $b fenni
CAT ## $a LOAD $c 20170827`,
);

const TITLE = '245 10 $a Synteettinen naapuri.';

/** Each with the words that its reason must hold. */
export const NEIGHBOURS: readonly (readonly [name: string, record: MarcRecord, because: string])[] = [
  [
    'the record of the series itself',
    record('990000002', '022 0# $a 1236-049X\n245 00 $a Poliisiosaston julkaisut.', '1992', '00000cas a2200673 i 4500'),
    'the record of the series 1236-049X itself',
  ],
  [
    'the series that continues it',
    record(
      '990000003',
      '022 0# $a 2049-3630\n245 00 $a Jatkajan julkaisusarja.\n780 00 $t Poliisiosaston julkaisut $x 1236-049X',
      '2010',
      '00000cas a2200673 i 4500',
    ),
    'only as the title that it continues (780)',
  ],
  [
    'a book of another series',
    record('990000004', `${TITLE}\n490 1# $a Keksitty sarja, $x 2049-3630 ; $v 7/1999`),
    '"Keksitty sarja" (2049-3630)',
  ],
  [
    'a book of a series with the same title and another ISSN',
    record('990000005', `${TITLE}\n490 1# $a Poliisiosaston julkaisuja, $x 2049-3630 ; $v 7`),
    'its ISSN 2049-3630 is another series',
  ],
  [
    'a series whose title only begins alike',
    record('990000006', `${TITLE}\n490 0# $a Poliisiosaston julkaisusarja ; $v 7`),
    '"Poliisiosaston julkaisusarja"',
  ],
  [
    'a book of no series',
    record('990000007', `${TITLE}\n110 2# $a Poliisikoulu.`),
    'It names no series (440, 490, 830). Responsible for it is Poliisikoulu',
  ],
  [
    'a book by the body, of a year too late',
    record('990000008', `${TITLE}\n110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.`, '2012'),
    'it is of 2012, and only what came out before 2010',
  ],
  [
    'a book about the body',
    record('990000009', `${TITLE}\n610 14 $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.`),
    'about Suomi. Sisäasiainministeriö. Poliisiosasto (610)',
  ],
  [
    'a book by the ministry above it',
    record('990000010', `${TITLE}\n110 1# $a Suomi. $b Sisäasiainministeriö.`),
    'Responsible for it is Suomi. Sisäasiainministeriö, not',
  ],
  [
    'the electronic form of another series',
    record('990000011', `${TITLE}\n776 08 $i Painettu: $x 1236-049X`),
    'only as another physical form (776)',
  ],
  [
    'a record marked as deleted',
    record('990000012', `${TITLE}\n490 0# $a Poliisiosaston julkaisu, $x 1236-049X`, '1999', '00000dam a2200673 i 4500'),
    'marked this record as deleted',
  ],
  ['a number that is one digit off', record('990000013', `${TITLE}\n490 0# $a Vieras sarja, $x 1236-0490 ; $v 1`), '"Vieras sarja"'],
  ['a record that is nothing but a number', record('990000014', ''), 'neither a title (245) nor a series'],
];

/** Without a year anywhere, and so to be kept and looked at. */
export const UNDATED = record(
  '990000015',
  `${TITLE}\n110 1# $a Suomi. $b Sisäasiainministeriö. $b Poliisiosasto.\n264 #1 $c [199-?]`,
  '199u',
);
