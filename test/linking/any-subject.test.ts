import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicatesAmong } from '../../src/linking/duplicates.js';
import { matchHarvested } from '../../src/linking/match-harvested.js';
import { matchHash } from '../../src/linking/match-hash.js';
import type { HarvestedSubject } from '../../src/linking/match-subject.js';
import { readHarvested } from '../../src/linking/read-harvested.js';
import { readOwn } from '../../src/linking/read-own.js';
import { arbitraryPublication } from '../catalogue/arbitrary-publication.js';
import { arbitraryMarcRecord } from '../crosswalk/harvested/arbitrary-marc.js';
import { arbitraryCatalogue, arbitraryScene, languageOf, levelOf, printedIsbnsOf, type Scene } from './arbitrary-scene.js';
import { GOLD_SETTINGS } from './gold-settings.js';

const RUNS = { numRuns: process.env['LONG'] ? 10_000 : 200 };

const matchScene = ({ own, harvested, decisions }: Pick<Scene, 'own' | 'harvested' | 'decisions'>) =>
  matchHarvested(own, harvested, decisions);

/** The same elements in an order that the numbers give. */
const shuffled = <T>(values: readonly T[], order: readonly number[]): readonly T[] =>
  values
    .map((value, index) => ({ value, at: order[index % order.length] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

const arbitraryOrder = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 12 });

describe('whatever records come', () => {
  it('the order in which they and ours come makes no difference', () => {
    fc.assert(
      fc.property(arbitraryScene, arbitraryOrder, arbitraryOrder, (scene, one, other) => {
        const mixed = {
          own: shuffled(scene.own, one),
          harvested: shuffled(scene.harvested, other),
          decisions: shuffled(scene.decisions, one),
        };
        expect(matchScene(mixed)).toEqual(matchScene(scene));
        expect(duplicatesAmong(mixed.harvested)).toEqual(duplicatesAmong(scene.harvested));
      }),
      RUNS,
    );
  });

  it('each gets one match, whose candidates are ours', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const matches = matchScene(scene);
        const ids = new Set(scene.own.map(({ id }) => id));
        expect(matches.map(({ theirs }) => theirs).sort()).toEqual(scene.harvested.map(({ key }) => key).sort());
        for (const match of matches) {
          if (match.kind === 'linked') expect(ids.has(match.ours)).toBe(true);
          if (match.kind !== 'review') continue;
          expect(match.candidates.length).toBeGreaterThan(0);
          expect(match.candidates.filter(({ ours }) => !ids.has(ours))).toEqual([]);
          expect(new Set(match.candidates.map(({ ours }) => ours)).size).toBe(match.candidates.length);
          expect(match.candidates.filter(({ preTicked }) => preTicked).length).toBeLessThanOrEqual(1);
          expect(match.because).not.toBe('');
        }
      }),
      RUNS,
    );
  });

  it('the rules never link two of them with one form of one publication, unless they are one record', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const records = new Map(scene.harvested.map((record) => [record.key, record]));
        const taken = new Map<string, readonly string[]>();
        for (const match of matchScene(scene)) {
          if (match.kind !== 'linked' || match.tier === 'person') continue;
          const form = `${match.ours} ${match.manifestation ?? 'not ours'}`;
          const numbers = records.get(match.theirs)?.controlNumbers ?? [];
          const before = taken.get(form);
          expect(before === undefined || before.some((number) => numbers.includes(number))).toBe(true);
          taken.set(form, [...(before ?? []), ...numbers]);
        }
      }),
      RUNS,
    );
  });

  it('the rules never link across languages, parts of works, or printed ISBNs that have nothing in common', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        for (const match of matchScene(scene)) {
          if (match.kind !== 'linked' || match.tier === 'person') continue;
          const [ours, theirs] = [scene.publications.get(match.ours)!, scene.records.get(match.theirs)!];
          expect([ours.languages?.[0], undefined]).toContain(languageOf(theirs));
          expect(levelOf(theirs)).toBe('m');
          const [expected, stated] = [ours.manifestations.find(({ kind }) => kind === 'print')?.isbn, printedIsbnsOf(theirs)];
          expect(expected === undefined || stated.length === 0 || stated.includes(expected)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('what a person has accepted is linked, and what a person has refused is not proposed', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const matches = new Map(matchScene(scene).map((match) => [match.theirs, match]));
        const standing = scene.decisions.filter(({ hashes }) => hashes.ours !== 'changed');
        for (const { theirs, ours, decision } of standing) {
          const match = matches.get(theirs)!;
          const proposed =
            match.kind === 'linked' ? [match.ours] : match.kind === 'review' ? match.candidates.map((each) => each.ours) : [];
          const accepted = standing.filter((other) => other.theirs === theirs && other.decision === 'accepted');
          if (decision === 'refused') expect(proposed).not.toContain(ours);
          else
            expect(accepted.length === 1 ? [match.kind, proposed] : proposed).toEqual(
              accepted.length === 1 ? ['linked', [ours]] : proposed,
            );
        }
      }),
      RUNS,
    );
  });
});

describe('any MARC record at all', () => {
  const read = (record: Parameters<typeof readHarvested>[1], index: number): HarvestedSubject => readHarvested(`x-${index}`, record);

  it('is made comparable and matched with any publication', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryMarcRecord, { maxLength: 5 }),
        fc.uniqueArray(arbitraryPublication, { maxLength: 5, selector: ({ id }) => id }),
        (records, publications) => {
          const own = publications.map((publication) => readOwn(publication, GOLD_SETTINGS));
          const harvested = records.map(read);
          expect(matchHarvested(own, harvested)).toHaveLength(records.length);
          duplicatesAmong(harvested);
          for (const subject of [...own, ...harvested]) expect(matchHash(subject)).toMatch(/^[\da-f]{64}$/);
        },
      ),
      RUNS,
    );
  });

  it.each([
    ',',
    ' ',
    '-',
    '.',
    '1',
    '1-',
    'I',
    'osa 1 ',
    'i',
    '%',
    '/',
    ':',
    'a.',
    '(',
    '\u0098',
    '= ',
    ' = ',
    '. ',
    '=\t',
    'ja ',
    's. ',
    'urn:isbn:',
  ])('is done with in no time though its fields are one long row of "%s"', (part) => {
    const value = `a${part.repeat(60_000 / part.length)}a`;
    const fields = [
      '020',
      '022',
      '024',
      '035',
      '041',
      '100',
      '110',
      '245',
      '246',
      '250',
      '260',
      '300',
      '490',
      '700',
      '773',
      '776',
      '830',
      '856',
    ];
    const subfields = 'abcghinpqtuvwxz'.split('').map((code) => ({ code, value }));
    const record = {
      leader: '00000cam a2200673 i 4500',
      controlfields: ['001', '003', '007', '008'].map((tag) => ({ tag, value })),
      datafields: fields.map((tag) => ({ tag, ind1: '4', ind2: '1', subfields })),
    };
    const begun = performance.now();
    const theirs = readHarvested('x', record, { identifiers: [value] });
    matchHarvested([...arbitraryCatalogue(3)], [theirs]);
    matchHash(theirs);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
