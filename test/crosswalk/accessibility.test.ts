import { describe, expect, it } from '@jest/globals';
import type { Accessibility } from '../../src/catalogue/publication.js';
import { accessibilityFeature, accessibilitySentence } from '../../src/crosswalk/accessibility.js';

const GENERAL: Accessibility['ground'] = {
  kind: 'generalStatement',
  text: 'Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.',
  beforeYear: 2018,
};
const STATED: Accessibility['ground'] = { kind: 'stated', text: 'Taulukot eivät ole\nsaavutettavia.' };
const NONE: Accessibility['ground'] = { kind: 'none' };

describe('what a reader is told of accessibility', () => {
  it.each([
    [
      'fi',
      'Julkaisu on tehty ennen vuotta 2018 eikä julkaisijan mukaan täytä saavutettavuusvaatimuksia. Julkaisija: ”Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.”',
    ],
    [
      'sv',
      'Publikationen är gjord före år 2018 och uppfyller enligt utgivaren inte tillgänglighetskraven. Utgivaren: ”Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.”',
    ],
    [
      'en',
      'The publication was made before 2018 and, according to the publisher, does not meet the accessibility requirements. The publisher: “Ennen vuotta 2018 tehdyt julkaisut eivät täytä saavutettavuusvaatimuksia.”',
    ],
  ] as const)('quotes the general statement that it rests on (%s)', (language, sentence) => {
    expect(accessibilitySentence({ status: 'notAccessible', ground: GENERAL }, language)).toBe(sentence);
  });

  it.each([
    [
      'partlyAccessible',
      STATED,
      'Julkaisijan mukaan julkaisu täyttää saavutettavuusvaatimukset osittain. Julkaisija: ”Taulukot eivät ole saavutettavia.”',
    ],
    [
      'notAccessible',
      STATED,
      'Julkaisijan mukaan julkaisu ei täytä saavutettavuusvaatimuksia. Julkaisija: ”Taulukot eivät ole saavutettavia.”',
    ],
    ['unknown', NONE, 'Julkaisun saavutettavuudesta ei ole tietoa.'],
  ] as const)('is %s as the publisher says it', (status, ground, sentence) => {
    expect(accessibilitySentence({ status, ground }, 'fi')).toBe(sentence);
  });

  it.each(['accessible', 'partlyAccessible', 'notAccessible'] as const)('is "unknown" where nobody vouches for %s', (status) => {
    expect(accessibilitySentence({ status, ground: NONE }, 'en')).toBe('Nothing is known about the accessibility of the publication.');
    expect(accessibilityFeature({ status, ground: NONE })).toBe('unknown');
  });

  it('ends with whom to ask, where the settings say it', () => {
    expect(accessibilitySentence({ status: 'unknown', ground: NONE }, 'sv', 'registry@example.fi')).toBe(
      'Det finns inga uppgifter om publikationens tillgänglighet. Publikationen kan begäras i annan form: registry@example.fi',
    );
  });

  it.each([
    ['accessible', STATED, undefined],
    ['partlyAccessible', STATED, undefined],
    ['notAccessible', GENERAL, 'unknown'],
    ['unknown', NONE, 'unknown'],
  ] as const)('has the coded feature for %s', (status, ground, code) => {
    expect(accessibilityFeature({ status, ground })).toBe(code);
  });
});
