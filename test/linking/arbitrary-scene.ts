import fc from 'fast-check';
import type { Decision } from '../../src/linking/decisions.js';
import { matchHash } from '../../src/linking/match-hash.js';
import type { HarvestedSubject, OwnSubject } from '../../src/linking/match-subject.js';
import { readHarvested } from '../../src/linking/read-harvested.js';
import { readOwn } from '../../src/linking/read-own.js';
import { marcFromLines } from '../crosswalk/harvested/marc-lines.js';
import { type GoldPublication, publicationOf } from './gold-pairs.js';
import { GOLD_SETTINGS } from './gold-settings.js';

/** Ours, theirs and what people decided, with what they were made of to check the outcome by. */
export interface Scene {
  readonly own: readonly OwnSubject[];
  readonly harvested: readonly HarvestedSubject[];
  readonly decisions: readonly Decision[];
  readonly publications: ReadonlyMap<string, GoldPublication>;
  readonly records: ReadonlyMap<string, RecordParts>;
}

/** What a harvested record is made of. */
export interface RecordParts {
  readonly title: string;
  readonly isbns: readonly string[];
  readonly number?: string;
  readonly year?: number;
  readonly language?: string;
  readonly level: string;
  readonly form?: 'print' | 'online';
  readonly melinda?: string;
}

/** Few of each, so that they meet: two that differ by a number, two by a word, one that has the other's beginning. */
const TITLES = [
  'Poliisin talousvastuu läänitasolla',
  'Poliisin talousvastuu kuntatasolla',
  'Poliisin vuosikertomus 1998',
  'Poliisin vuosikertomus 1999',
  'Rikostutkinnan käsikirja. Osa 1',
  'Rikostutkinnan käsikirja. Osa 2',
  'Rikostutkinnan käsikirja',
  'Polisens årsberättelse',
];
const ISBNS = ['9789517344128', '9789524915304', '9789519486024'];
const title = fc.constantFrom(...TITLES);
const number = fc.constantFrom('7', '8', '7-8');
const year = fc.constantFrom(1998, 1999, 2001);
const language = fc.constantFrom('fin', 'swe');

const arbitraryOwn: fc.Arbitrary<Omit<GoldPublication, 'id'>> = fc
  .record(
    {
      title,
      series: number.map((each) => ({ title: 'Poliisiosaston julkaisut', code: 'po', number: each })),
      year,
      languages: language.map((code) => [code]),
      print: fc.option(fc.constantFrom(...ISBNS)),
      pdf: fc.option(fc.constantFrom(...ISBNS)),
    },
    { requiredKeys: ['title', 'languages', 'print', 'pdf'] },
  )
  .map(({ title: text, print, pdf, ...rest }) => ({
    titles: [{ text }],
    ...rest,
    manifestations: [
      { kind: 'print' as const, ...(print !== null && { isbn: print }) },
      ...(pdf === null || pdf === print ? [] : [{ kind: 'pdf' as const, isbn: pdf }]),
    ],
  }));

const arbitraryRecord: fc.Arbitrary<RecordParts> = fc.record(
  {
    title,
    isbns: fc.uniqueArray(fc.constantFrom(...ISBNS), { maxLength: 2 }),
    number,
    year,
    language,
    level: fc.constantFrom('m', 'm', 'm', 'a'),
    form: fc.constantFrom('print' as const, 'online' as const),
    melinda: fc.constantFrom('000254001', '000254002'),
  },
  { requiredKeys: ['title', 'isbns', 'level'] },
);

const linesOf = ({ title: text, isbns, number: volume, year: date, language: code, level, form, melinda }: RecordParts): string =>
  [
    `LDR 00000ca${level} a2200673 i 4500`,
    `008 021024s${date === undefined ? 'uuuu' : String(date)}    fi ||||       |0| 0|${code ?? '|||'}| `,
    ...isbns.map((isbn) => `020 ## $a ${isbn}`),
    ...(melinda === undefined ? [] : [`035 ## $a (FI-MELINDA)${melinda}`]),
    `245 10 $a ${text}.`,
    ...(form === undefined ? [] : [form === 'print' ? '338 ## $a nide $b nc' : '338 ## $a verkkoaineisto $b cr']),
    ...(volume === undefined
      ? []
      : [`490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v ${volume}${date === undefined ? '' : `/${String(date)}`}`]),
  ].join('\n');

/** A small catalogue and a few records that have much in common with it, some pairs of them decided. */
export const arbitraryScene: fc.Arbitrary<Scene> = fc
  .record({
    own: fc.array(arbitraryOwn, { maxLength: 6 }),
    theirs: fc.array(arbitraryRecord, { maxLength: 6 }),
    decided: fc.array(
      fc.record({
        ours: fc.nat(5),
        theirs: fc.nat(5),
        decision: fc.constantFrom('accepted' as const, 'refused' as const),
        isChanged: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ own, theirs, decided }) => {
    const publications = own.map((publication, index): GoldPublication => ({ id: `p-${index}`, ...publication }));
    const subjects = publications.map((publication) => readOwn(publicationOf(publication), GOLD_SETTINGS));
    const harvested = theirs.map((parts, index) => readHarvested(`r-${index}`, marcFromLines(linesOf(parts))));
    const decisions = decided.flatMap(({ ours, theirs: at, decision, isChanged }): readonly Decision[] => {
      const [one, other] = [subjects[ours], harvested[at]];
      if (one === undefined || other === undefined) return [];
      const hashes = { ours: isChanged ? 'changed' : matchHash(one), theirs: matchHash(other) };
      return [{ theirs: other.key, ours: one.id, decision, hashes }];
    });
    return {
      ...{ own: subjects, harvested },
      decisions: decisions.filter(
        ({ theirs: key, ours }, index) => decisions.findIndex((each) => each.theirs === key && each.ours === ours) === index,
      ),
      publications: new Map(publications.map((publication) => [publication.id, publication])),
      records: new Map(theirs.map((parts, index) => [`r-${index}`, parts])),
    };
  });

export const languageOf = ({ language: code }: RecordParts): string | undefined => code;

export const levelOf = ({ level }: RecordParts): string => level;

/** Of a record that says that it is printed. */
export const printedIsbnsOf = ({ isbns, form }: RecordParts): readonly string[] => (form === 'print' ? isbns : []);

const WORDS = [
  ...['poliisin', 'rikosten', 'tutkinta', 'liikenteen', 'valvonta', 'lääneissä', 'kehittäminen', 'työryhmän', 'mietintö', 'raportti'],
  ...['vuosikertomus', 'henkilöstö', 'koulutus', 'turvallisuus', 'selvitys', 'arviointi', 'toiminta', 'strategia', 'nuorten', 'kunnat'],
  ...[
    'huumausaineet',
    'yhteistyö',
    'alueellinen',
    'palvelut',
    'tietojärjestelmät',
    'hallinto',
    'uudistus',
    'opas',
    'käsikirja',
    'tilastot',
  ],
];

/** So many publications of ours over forty years, with titles of three to seven words out of thirty: far more alike than real ones. */
export const arbitraryCatalogue = (size: number): readonly OwnSubject[] =>
  Array.from({ length: size }, (_, index) => {
    const [date, volume] = [1980 + (index % 40), 1 + Math.floor(index / 40)];
    return readOwn(
      publicationOf({
        id: `${date}-${volume}`,
        titles: [{ text: titleNumber(index) }],
        series: { title: 'Poliisiosaston julkaisut', code: 'po', number: String(volume) },
        year: date,
        languages: ['fin'],
        manifestations: [{ kind: 'print' }],
      }),
      GOLD_SETTINGS,
    );
  });

/** As many records: every other one of a publication of ours, every fourth without its series. */
export const arbitraryHarvest = (size: number): readonly HarvestedSubject[] =>
  Array.from({ length: size }, (_, index) => {
    const [date, volume] = [1980 + (index % 40), 1 + Math.floor(index / 40)];
    const parts: RecordParts = {
      title: titleNumber(index % 2 === 0 ? index : index + size),
      isbns: [],
      ...(index % 4 !== 0 && { number: String(index % 2 === 0 ? volume : volume + size) }),
      ...{ year: date, language: 'fin', level: 'm', form: 'print' as const },
    };
    return readHarvested(`r-${index}`, marcFromLines(linesOf(parts)));
  });

/** The same for the same number, so that tests repeat (xorshift, Marsaglia 2003). */
const titleNumber = (index: number): string => {
  let state = Math.imul(index + 1, 0x9e3779b1) | 1;
  const next = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  return Array.from({ length: 3 + next(5) }, () => WORDS[next(WORDS.length)] ?? '').join(' ');
};
