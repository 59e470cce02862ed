import type { HarvestedSubject, OwnSubject } from '../../src/linking/match-subject.js';
import { readHarvested } from '../../src/linking/read-harvested.js';
import { type KnownNames, readOwn } from '../../src/linking/read-own.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { type GoldPublication, publicationOf } from './gold-pairs.js';
import { GOLD_SETTINGS } from './gold-settings.js';

type Fields = Omit<GoldPublication, 'titles'> & { readonly title: string };
type OwnFields = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** SYNTHETIC: number 7/2001 of the older series, printed. `undefined` takes a field away. */
export const own = ({ title = 'Poliisin talousvastuu läänitasolla', ...fields }: OwnFields = {}, known: KnownNames = {}): OwnSubject => {
  const publication = {
    id: '2001-7',
    titles: [{ text: title }],
    series: { title: 'Poliisiosaston julkaisut', code: 'po', number: '7' },
    year: 2001,
    languages: ['fin'],
    manifestations: [{ kind: 'print' as const, isbn: '951-734-412-0' }],
    ...fields,
  };
  const present = Object.fromEntries(Object.entries(publication).filter(([, value]) => value !== undefined));
  return readOwn(publicationOf(present as unknown as GoldPublication), GOLD_SETTINGS, known);
};

const LINES: Readonly<Record<string, string>> = {
  LDR: 'LDR 00000cam a2200673 i 4500',
  '008': '008 021024s2001    fi ||||       |0| 0|fin| ',
  '020': '020 ## $a 951-734-412-0 $q nidottu',
  '245': '245 10 $a Poliisin talousvastuu läänitasolla.',
  '300': '300 ## $a 18, [1] lehteä ; $c 30 cm',
  '490': '490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 7/2001',
};

/** The record of that book; a line for a tag stands for the usual one, an empty one takes it away, any further lines are added. */
export const record = (
  lines: Readonly<Record<string, string>> = {},
  localId = 'melinda-000254001',
  known: KnownNames = {},
): HarvestedSubject => {
  const all = Object.values({ ...LINES, ...lines }).filter((line) => line !== '');
  return readHarvested(localId, marcFromLines(all.join('\n')), known);
};

/** The usual record without its ISBN and without its series: nothing but title, year, language and form. */
export const BARE = { '020': '', '490': '' } as const;
