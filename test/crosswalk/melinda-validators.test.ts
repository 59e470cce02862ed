import type { MelindaField, MelindaRecord } from '@natlibfi/marc-record';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ManifestationKind, Publication } from '../../src/catalogue/publication.js';
import type { Datafield, MarcRecord } from '../../src/crosswalk/marc-record.js';
import { findMarcFaults } from '../../src/crosswalk/marc-rules.js';
import { createMarcRecord, marcxml } from '../../src/crosswalk/marcxml.js';
import { PROBES } from '../golden/probe-publications.js';
import { render } from '../golden/render.js';
import { itemOf, SEED_AS_IMPORTED, SEED_CONFIRMED } from '../golden/seed-publication.js';
import { SETTINGS } from '../golden/settings.js';
import { findMelindaFaults, readMelindaRecord } from './melinda-validators.js';

const PUBLICATIONS: readonly (readonly [string, Publication])[] = [
  ['the seed as imported', SEED_AS_IMPORTED],
  ['the seed, confirmed', SEED_CONFIRMED],
  ...Object.entries(PROBES),
];
const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];
const CASES = PUBLICATIONS.flatMap(([name, publication]) =>
  KINDS.map((kind) => ({ name, kind, publication, text: render(marcxml, publication, kind, SETTINGS) })),
).filter((row): row is typeof row & { text: NonNullable<typeof row.text> } => row.text !== undefined);

describe("Kansalliskirjasto's validators", () => {
  it.each(CASES)('find nothing to mend in $name ($kind)', async ({ kind, publication, text }) => {
    const record = await readMelindaRecord(text);
    // Where the source gives neither ISBN nor URN they would fetch a URN:NBN from urn.fi; we invent none.
    const known = kind === 'print' || text.includes('https://urn.fi/') ? [] : [expect.stringMatching(/^Adds URN/)];
    expect(await findMelindaFaults(record, publication.series ? 'in a series' : 'on its own')).toEqual(known);
  });

  it('find nothing to mend in a record with ISIL', async () => {
    const settings = { ...SETTINGS, publisher: { ...SETTINGS.publisher, isil: 'FI-XXXX' } };
    const record = await readMelindaRecord(render(marcxml, SEED_CONFIRMED, 'pdf', settings)!);
    expect(await findMelindaFaults(record, 'in a series')).toEqual([]);
  });
});

/** One record as each side reads it, so that a fault can be planted in both. */
interface Planted {
  readonly melinda: MelindaRecord;
  readonly ours: MarcRecord;
}

const sameInBoth = async (): Promise<Planted> => {
  const item = itemOf(SEED_CONFIRMED, 'pdf', SETTINGS);
  return { melinda: await readMelindaRecord(render(marcxml, SEED_CONFIRMED, 'pdf', SETTINGS)!), ours: createMarcRecord(item, SETTINGS) };
};

type Change = (field: Datafield) => readonly Datafield[];

const plant = ({ melinda, ours }: Planted, tag: string, change: Change): Planted => ({
  melinda: {
    leader: melinda.leader,
    fields: melinda.fields.flatMap((field) =>
      field.tag === tag && field.subfields ? (change(asDatafield(field)) as MelindaField[]) : [field],
    ),
  },
  ours: { ...ours, datafields: ours.datafields.flatMap((field) => (field.tag === tag ? change(field) : [field])) },
});

const asDatafield = ({ tag, ind1 = ' ', ind2 = ' ', subfields = [] }: MelindaField): Datafield => ({ tag, ind1, ind2, subfields });

const plantControl = ({ melinda, ours }: Planted, tag: string, change: (value: string) => string): Planted => ({
  melinda: {
    leader: melinda.leader,
    fields: melinda.fields.map((field) => (field.tag === tag ? { tag, value: change(field.value ?? '') } : field)),
  },
  ours: { ...ours, controlfields: ours.controlfields.map((field) => (field.tag === tag ? { tag, value: change(field.value) } : field)) },
});

const subfield =
  (code: string, change: (value: string) => string): Change =>
  (field) => [{ ...field, subfields: field.subfields.map((part) => (part.code === code ? { code, value: change(part.value) } : part)) }];

type Fault = readonly [name: string, plant: (planted: Planted) => Planted, finding: RegExp];

const CAUGHT_BY_THEM: readonly Fault[] = [
  [
    '008 of 39 characters',
    (both) => plantControl(both, '008', (value) => value.slice(0, 39)),
    /^Validates fixed fields: Field 008 has invalid length/,
  ],
  [
    'the mistyped ISBN 987-…',
    (both) =>
      plant(
        both,
        '020',
        subfield('a', () => '987-952-491-529-8'),
      ),
    /^Validates ISBN.*987-952-491-529-8/,
  ],
  [
    'an ISBN without hyphens',
    (both) =>
      plant(
        both,
        '020',
        subfield('a', (value) => value.replaceAll('-', '')),
      ),
    /^Validates ISBN.*9789524915304/,
  ],
  [
    '490 without " ;" before the number',
    (both) =>
      plant(
        both,
        '490',
        subfield('x', (value) => value.replace(' ;', '')),
      ),
    /^Remove invalid and add valid punctuation/,
  ],
  [
    '245 without its full stop',
    (both) =>
      plant(
        both,
        '245',
        subfield('a', (value) => value.slice(0, -1)),
      ),
    /^Handles invalid ending punctuation/,
  ],
  [
    '776 with $i and a blank second indicator',
    (both) => plant(both, '776', (field) => [{ ...field, ind2: ' ' }]),
    /^Normalizes indicator values/,
  ],
  [
    'a no-break space',
    (both) =>
      plant(
        both,
        '245',
        subfield('a', (value) => value.replace(' ', '\u00a0')),
      ),
    /non-breaking space/,
  ],
  [
    'a decomposed ä',
    (both) =>
      plant(
        both,
        '245',
        subfield('a', (value) => value.normalize('NFD')),
      ),
    /^Unicode decomposer/,
  ],
  [
    '022 in a monograph',
    (both) => plant(both, '020', (field) => [field, { tag: '022', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: '2242-5640' }] }]),
    /^Checks that the record does not contain the configured fields/,
  ],
];

const MISSED_BY_THEM: readonly Fault[] = [
  [
    'an ISSN with a wrong check digit in 490',
    (both) =>
      plant(
        both,
        '490',
        subfield('x', () => '2242-5641 ;'),
      ),
    /490.*2242-5641 is not an ISSN/,
  ],
  [
    'an ISSN with a wrong check digit in 830',
    (both) =>
      plant(
        both,
        '830',
        subfield('x', () => '2242-5641 ;'),
      ),
    /830.*2242-5641 is not an ISSN/,
  ],
  [
    '041 fi in place of fin',
    (both) =>
      plant(
        both,
        '041',
        subfield('a', () => 'fi'),
      ),
    /041 \$a fi: not a language code/,
  ],
  [
    '338 with the code of another carrier',
    (both) =>
      plant(
        both,
        '338',
        subfield('b', () => 'nc'),
      ),
    /338 .*do not belong together/,
  ],
  [
    'an unknown relator',
    (both) =>
      plant(
        both,
        '700',
        subfield('e', () => 'kirj.'),
      ),
    /700 .*\$e kirj is none of/,
  ],
  [
    'the ISBNs of print and PDF in one record',
    (both) => plant(both, '020', (field) => [field, { ...field, subfields: [{ code: 'a', value: '978-952-491-529-8' }] }]),
    /020 .*one record has one ISBN/,
  ],
];

describe('a fault planted in a good record', () => {
  let both: Planted;
  beforeAll(async () => {
    both = await sameInBoth();
  });

  it('is the only thing wrong with it', async () => {
    expect(await findMelindaFaults(both.melinda, 'in a series')).toEqual([]);
    expect(findMarcFaults(both.ours)).toEqual([]);
  });

  it.each(CAUGHT_BY_THEM)("is caught by Kansalliskirjasto's validators: %s", async (_, plantFault, finding) => {
    expect(await findMelindaFaults(plantFault(both).melinda, 'in a series')).toContainEqual(expect.stringMatching(finding));
  });

  it.each(MISSED_BY_THEM)('passes their validators and is caught by our rules: %s', async (_, plantFault, sentence) => {
    expect(await findMelindaFaults(plantFault(both).melinda, 'in a series')).toEqual([]);
    expect(findMarcFaults(plantFault(both).ours).join('\n')).toMatch(sentence);
  });
});
