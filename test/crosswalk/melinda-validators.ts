import type { MelindaRecord } from '@natlibfi/marc-record';
import serializers from '@natlibfi/marc-record-serializers';
import validate from '@natlibfi/marc-record-validate';
import melinda from '@natlibfi/marc-record-validators-melinda';

const anything = [{ position: [0, 0], pattern: /./u }];
const REQUIRED = ['008', '040', '041', '245', '264', '300', '336', '337', '338'];

/** Every item of FixedFields must have `rules`: without them it fails each record and does not say why. */
const fixedFields = melinda['FixedFields']!([
  { leader: true, length: 24, rules: anything },
  { tag: /^008$/u, length: 40, rules: anything },
  { tag: /^005$/u, length: 16, rules: anything },
]);

const fieldStructure = melinda['FieldStructure']!([
  {
    tag: /^336$/u,
    strict: true,
    subfields: {
      a: { required: true, maxOccurrence: 1, pattern: /^teksti$/u },
      b: { required: true, maxOccurrence: 1, pattern: /^txt$/u },
      2: { required: true, maxOccurrence: 1, pattern: /^rdacontent$/u },
    },
  },
  {
    tag: /^490$/u,
    subfields: {
      a: { required: true, maxOccurrence: 1 },
      x: { maxOccurrence: 1, pattern: /^\d{4}-\d{3}[\dX](?: ;)?$/u },
      v: { maxOccurrence: 1 },
    },
  },
]);

const validators = (required: readonly string[]): readonly unknown[] => [
  fixedFields,
  melinda['FieldsPresent']!(required.map((tag) => new RegExp(`^${tag}$`, 'u'))),
  fieldStructure,
  melinda['FieldExclusion']!([/^022$/u, /^[A-Z]/u, /^9..$/u]),
  melinda['IsbnIssn']!({ hyphenateISBN: true }),
  ...[
    'EmptyFields',
    'EndingWhitespace',
    'DoubleCommas',
    'IndicatorFixes',
    'EndingPunctuation',
    'Punctuation2',
    'NonBreakingSpace',
    'UnicodeDecomposition',
    'SubfieldValueNormalizations',
    'FixRelatorTerms',
    'FixLanguageCodes',
    'FixCountryCodes',
    'Sync007And300',
    'TypeOfDateF008',
    'NormalizeIdentifiers',
    'MultipleSubfield0s',
    'SanitizeVocabularySourceCodes',
    'AddMissingField336',
    'AddMissingField337',
    'AddMissingField338',
    'Fix33X',
    'Field008CharacterGroups',
    'NormalizeDashes',
    'NormalizeUTF8Diacritics',
    'SortSubfields',
    'SortRelatorTerms',
    'NormalizeQualifyingInformation',
    'UpdateField540',
  ].map((name) => melinda[name]!()),
  melinda['Urn']!(false),
];

export const readMelindaRecord = (text: string): Promise<MelindaRecord> => serializers.MARCXML.from(text, { subfieldValues: false });

/**
 * What Kansalliskirjasto's validators find wrong, offline: `validator: what it says`. Some of them mend the record that
 * they are asked to judge, so each one gets a copy of its own, and a copy that came back different is a finding too.
 * @param series whether 490 is asked for, as for every publication of a series
 */
export const findMelindaFaults = async (record: MelindaRecord, series: 'in a series' | 'on its own'): Promise<readonly string[]> => {
  const required = series === 'in a series' ? [...REQUIRED, '490'] : REQUIRED;
  const faults: string[] = [];
  for (const validator of validators(required)) {
    const copy = structuredClone({ leader: record.leader, fields: record.fields });
    const outcome = await validate.default([validator])(copy, { fix: false, validateFixes: false }, { subfieldValues: false });
    for (const { description, state, messages } of outcome.report) {
      if (state !== 'valid') faults.push(`${description}: ${(messages ?? []).join('; ')}`);
    }
    const mended = outcome.record.fields.filter((field, index) => JSON.stringify(field) !== JSON.stringify(record.fields[index]));
    faults.push(...mended.map((field) => `mended: ${JSON.stringify(field)}`));
  }
  return faults;
};
