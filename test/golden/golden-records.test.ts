import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { ManifestationKind, Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import { PROBES } from './probe-publications.js';
import { render } from './render.js';
import { SEED_AS_IMPORTED, SEED_CONFIRMED } from './seed-publication.js';
import { SETTINGS } from './settings.js';

/*
 * The golden files show what a harvester gets for the publication of the publisher's page, one element a line. The
 * tests of test/crosswalk/ say field by field why it is so; these files show a reviewer what a change does to it.
 *
 * After a change that is meant: raise `version` in the crosswalk, then `UPDATE_GOLDEN=1 npm test -- test/golden`, and
 * look at the difference. An update without a raised version is refused: running installations would keep what they have.
 */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';
const FOLDER = path.resolve('test/golden');
const VERSIONS = path.join(FOLDER, 'versions.json');
const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];
const SEEDS: Readonly<Record<string, Publication>> = { 'as-imported': SEED_AS_IMPORTED, confirmed: SEED_CONFIRMED };

interface KnownVersion {
  readonly version: number;
  readonly sha256: string;
}

const files = CROSSWALKS.flatMap((crosswalk) =>
  Object.entries(SEEDS).flatMap(([state, seed]) =>
    KINDS.map((kind) => ({ file: `${state}-${kind}.${crosswalk.metadataPrefix}.xml`, text: render(crosswalk, seed, kind, SETTINGS) })),
  ),
);
const present = files.filter((row): row is typeof row & { text: NonNullable<typeof row.text> } => row.text !== undefined);

const onePerLine = (text: string): string => `${text.replaceAll('><', '>\n<')}\n`;

describe('the golden records', () => {
  it.each(present)('$file is what a harvester gets', ({ file, text }) => {
    if (UPDATE) writeFileSync(path.join(FOLDER, file), onePerLine(text));
    expect(onePerLine(text)).toBe(readFileSync(path.join(FOLDER, file), 'utf8'));
  });

  it('are there in kk for the online item only', () => {
    expect(files.filter(({ text }) => text === undefined).map(({ file }) => file)).toEqual(['as-imported-print.kk.xml', 'confirmed-print.kk.xml']);
  });
});

const everything = (crosswalk: Crosswalk): string =>
  [...Object.values(SEEDS), ...Object.values(PROBES)]
    .flatMap((publication) => KINDS.map((kind) => render(crosswalk, publication, kind, SETTINGS) ?? 'none'))
    .join('\n');

const readVersions = (): Readonly<Record<string, KnownVersion>> =>
  existsSync(VERSIONS) ? (JSON.parse(readFileSync(VERSIONS, 'utf8')) as Record<string, KnownVersion>) : {};

/** What to do about a format whose output is not the recorded one; `undefined` when nothing is to be done. */
const adviceFor = (crosswalk: Pick<Crosswalk, 'metadataPrefix' | 'version'>, sha256: string, known: KnownVersion | undefined): string | undefined => {
  const { metadataPrefix, version } = crosswalk;
  if (known?.version === version) {
    return known.sha256 === sha256
      ? undefined
      : `${metadataPrefix} gives another text than version ${version} did: raise version in its crosswalk, or running installations keep the old records`;
  }
  return `${metadataPrefix} version ${version} is not recorded (${known ? `version ${known.version} is` : 'none is'}): UPDATE_GOLDEN=1 npm test -- test/golden`;
};

describe('the version of a crosswalk', () => {
  it.each(CROSSWALKS.map((crosswalk) => [crosswalk.metadataPrefix, crosswalk] as const))('is raised with every change of %s', (_, crosswalk) => {
    const sha256 = createHash('sha256').update(everything(crosswalk)).digest('hex');
    const known = readVersions();
    const recorded = known[crosswalk.metadataPrefix];
    if (UPDATE && recorded?.version !== crosswalk.version) {
      const next = { ...known, [crosswalk.metadataPrefix]: { version: crosswalk.version, sha256 } };
      writeFileSync(VERSIONS, `${JSON.stringify(next, undefined, 2)}\n`);
    }
    expect(adviceFor(crosswalk, sha256, readVersions()[crosswalk.metadataPrefix])).toBeUndefined();
  });

  it.each([
    ['another text under the same version', { version: 1, sha256: 'old' }, /raise version/],
    ['a raised version that is not recorded', { version: 0, sha256: 'old' }, /UPDATE_GOLDEN=1/],
    ['a format that is new', undefined, /none is/],
  ])('is asked for: %s', (_, known, advice) => {
    expect(adviceFor({ metadataPrefix: 'oai_dc', version: 1 }, 'new', known)).toMatch(advice);
  });
});

const OFFICIAL = path.resolve('../shared/schemas/MARC21slim.xsd');

// Only where the official schema lies beside the checkout; the project's own schemas are proved equal to it elsewhere.
if (existsSync(OFFICIAL)) {
  describe('the official MARC21slim.xsd', () => {
    it('takes the record of every seed and probe publication', () => {
      using schema = XmlDocument.fromBuffer(readFileSync(OFFICIAL));
      using validator = XsdValidator.fromDoc(schema);
      const marcxml = CROSSWALKS.find(({ metadataPrefix }) => metadataPrefix === 'marcxml')!;
      for (const publication of [...Object.values(SEEDS), ...Object.values(PROBES)]) {
        for (const kind of KINDS) {
          const text = render(marcxml, publication, kind, SETTINGS);
          if (text === undefined) continue;
          using document = XmlDocument.fromString(text);
          expect(() => validator.validate(document)).not.toThrow();
        }
      }
    });
  });
}
