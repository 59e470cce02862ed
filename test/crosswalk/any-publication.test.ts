import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import { kk } from '../../src/crosswalk/kk.js';
import { marcxml } from '../../src/crosswalk/marcxml.js';
import { oaiDc } from '../../src/crosswalk/oai-dc.js';
import { oneLine } from '../../src/crosswalk/one-line.js';
import { allowedCharacters } from '../../src/xml/characters.js';
import { childElements, textOf, type XmlElement } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { arbitraryPublication } from '../catalogue/arbitrary-publication.js';
import { readDcPairs, readKkPairs, readMarcLines } from '../golden/read-record.js';
import { render } from '../golden/render.js';
import { SETTINGS } from '../golden/settings.js';

const RUNS = { numRuns: process.env['LONG'] === '1' ? 5000 : 100 };

/** As a harvester reads a text that we had: NFC, one line, what XML forbids replaced. */
const asSent = (text: string): string => allowedCharacters(oneLine(text));
/** MARC 21 has hyphens for all dashes. */
const asInMarc = (text: string): string => asSent(text).replace(/[\u2010-\u2015]/gu, '-');

const recordsOf = (crosswalk: Crosswalk, publication: Publication): readonly string[] =>
  publication.manifestations.flatMap(({ kind }) => render(crosswalk, publication, kind, SETTINGS) ?? []);

const eachRecord = (crosswalk: Crosswalk, check: (text: string, publication: Publication) => void): void =>
  fc.assert(
    fc.property(arbitraryPublication, (publication) => recordsOf(crosswalk, publication).forEach((text) => check(text, publication))),
    RUNS,
  );

/** Every attribute, and the text of every element that has no elements below it; elements of kk hold attributes only. */
const allTexts = (of: XmlElement): readonly string[] => {
  const below = childElements(of);
  const own = below.length > 0 ? below.flatMap(allTexts) : of.name.startsWith('kk:') ? [] : [textOf(of)];
  return [...Object.values(of.attributes), ...own];
};

describe('whatever a publication holds', () => {
  it.each(CROSSWALKS.map((crosswalk) => [crosswalk.metadataPrefix, crosswalk] as const))(
    '%s is well-formed, in NFC, one line a value, nothing empty',
    (_, crosswalk) => {
      eachRecord(crosswalk, (text) => {
        // One expectation a record: one for each value made the run ten times slower.
        const strange = allTexts(parseXml(text)).filter((value) => value !== value.normalize('NFC') || /[\n\r\t\u00a0]|^$/u.test(value));
        expect(strange).toEqual([]);
      });
    },
  );

  it('oai_dc gives every title, name and subject as it was', () => {
    eachRecord(oaiDc, (text, { titles, subjects, contributors }) => {
      const values = readDcPairs(text).map(([, value]) => value);
      const bodies = contributors.flatMap((contributor) => (contributor.kind === 'corporate' ? contributor.name : []));
      const expected = [
        ...titles.filter(({ subtitle }) => subtitle === undefined).map(({ text: title }) => title),
        ...subjects.map(({ term }) => term),
        ...bodies,
      ];
      expect(values).toEqual(expect.arrayContaining(expected.map(asSent).filter((value) => value !== '')));
    });
  });

  it('oai_dc has a date of four digits or none, and no description that begins with http', () => {
    eachRecord(oaiDc, (text) => {
      for (const [name, value] of readDcPairs(text)) {
        if (name === 'date') expect(value).toMatch(/^\d{4}$/);
        if (name.startsWith('description')) expect(value).not.toMatch(/^http/i);
      }
    });
  });

  it('MARC 21 gives the title, every free word and every abstract as it was', () => {
    eachRecord(marcxml, (text, { titles, subjects, abstracts }) => {
      const lines = readMarcLines(text);
      const title = lines.find((line) => line.startsWith('245 '))!;
      expect(title).toContain(`$a ${asInMarc(titles[0]!.text)}`);
      for (const { term, vocabulary } of subjects) {
        if (vocabulary === undefined && asSent(term) !== '') expect(lines).toContain(`653 ## $a ${asInMarc(term)}`);
      }
      for (const { text: abstract } of abstracts) {
        if (asSent(abstract) !== '') expect(lines.some((line) => line.startsWith(`520 ## $a ${asInMarc(abstract)}`))).toBe(true);
      }
    });
  });

  it('MARC 21 has a leader of 24, a 008 of 40 and a 005 of 16 characters', () => {
    eachRecord(marcxml, (text) => {
      const valueOf = (tag: string): string =>
        readMarcLines(text)
          .find((line) => line.startsWith(`${tag} `))!
          .slice(4);
      expect([valueOf('LDR').length, valueOf('008').length, valueOf('005').length]).toEqual([24, 40, 16]);
    });
  });

  it('MARC 21 has at most one ISBN and one main entry, and 245 says whether there is one', () => {
    eachRecord(marcxml, (text) => {
      const lines = readMarcLines(text);
      const mainEntries = lines.filter((line) => line.startsWith('1')).length;
      expect(lines.filter((line) => line.startsWith('020 ')).length).toBeLessThanOrEqual(1);
      expect(mainEntries).toBeLessThanOrEqual(1);
      expect(lines.find((line) => line.startsWith('245 '))!.charAt(4)).toBe(String(mainEntries));
    });
  });

  it('kk gives the ISBN of the file, a file, and every title', () => {
    eachRecord(kk, (text, { titles }) => {
      const pairs = readKkPairs(text);
      expect(pairs.filter(([name]) => name === 'identifier.isbn')).toHaveLength(1);
      expect(pairs.filter(([name]) => name === 'file')).toHaveLength(1);
      for (const { text: title, subtitle } of titles) {
        if (subtitle === undefined && asSent(title) !== '') expect(pairs.map(([, value]) => value)).toContain(asSent(title));
      }
    });
  });
});
