import type { NumberOpinion, NumberSuggestion } from '../../../administration/publication-numbers.js';
import type { InEach, Language } from '../language.js';

type Kind = 'ISBN' | 'ISSN';

/** What the catalogue thinks of a number, in one sentence for whoever types it. */
export const tellNumber = (kind: Kind, opinion: NumberOpinion, language: Language): string => {
  const words = WORDS[language];
  switch (opinion.kind) {
    case 'valid':
      return opinion.series === undefined ? words.valid(opinion.number) : words.ofSeries(opinion.number, opinion.series);
    case 'taken':
      return words.taken(kind, opinion.number, `${opinion.holder.id} “${opinion.holder.title}”`);
    case 'invalid':
      return [faultSentence(kind, opinion, words), suggestionSentence(opinion.suggestions, words)].filter((part) => part !== '').join(' ');
  }
};

const faultSentence = (kind: Kind, { fault }: Extract<NumberOpinion, { kind: 'invalid' }>, words: NumberWords): string => {
  switch (fault.kind) {
    case 'length':
      return words.length(kind, fault.characters, kind === 'ISBN' ? '10 / 13' : '8');
    case 'character':
      return words.character(fault.character, fault.position);
    case 'checkDigit':
      return fault.expected === undefined ? words.checkDigitWrong(fault.found) : words.checkDigit(fault.found, fault.expected);
    case 'unregistered':
      return words.unregistered;
  }
};

const suggestionSentence = (suggestions: readonly NumberSuggestion[], words: NumberWords): string =>
  suggestions.length === 0
    ? ''
    : words.perhaps(
        suggestions
          .map(({ number, positions }) => (positions.length === 0 ? number : `${number} (${words.digits(positions.join(', '))})`))
          .join('; '),
      );

interface NumberWords {
  readonly valid: (number: string) => string;
  readonly ofSeries: (number: string, series: string) => string;
  readonly taken: (kind: Kind, number: string, holder: string) => string;
  readonly length: (kind: Kind, found: number, wanted: string) => string;
  readonly character: (character: string, position: number) => string;
  readonly checkDigit: (found: string, expected: string) => string;
  readonly checkDigitWrong: (found: string) => string;
  readonly unregistered: string;
  readonly perhaps: (numbers: string) => string;
  readonly digits: (positions: string) => string;
}

const WORDS: InEach<NumberWords> = {
  fi: {
    valid: (number) => `Kelpaa: ${number}`,
    ofSeries: (number, series) => `Kelpaa: ${number}, ${series}`,
    taken: (kind, number, holder) => `${kind} ${number} on jo julkaisulla ${holder}.`,
    length: (kind, found, wanted) => `Merkkejä on ${found}; ${kind}-numerossa niitä on ${wanted}.`,
    character: (character, position) => `Kohdassa ${position} on ”${character}”, vaikka siinä pitää olla numero.`,
    checkDigit: (found, expected) => `Tarkistusmerkki on ${found}, mutta muut numerot antavat ${expected}: jokin numero on väärin.`,
    checkDigitWrong: (found) => `Tarkistusmerkki ${found} ei täsmää: jokin numero on väärin.`,
    unregistered: 'Alku ei ole minkään rekisteröidyn ISBN-alueen.',
    perhaps: (numbers) => `Ehkä ${numbers}?`,
    digits: (positions) => `eroaa kohdassa ${positions}`,
  },
  sv: {
    valid: (number) => `Giltigt: ${number}`,
    ofSeries: (number, series) => `Giltigt: ${number}, ${series}`,
    taken: (kind, number, holder) => `${kind} ${number} har redan publikationen ${holder}.`,
    length: (kind, found, wanted) => `Det är ${found} tecken; ett ${kind} har ${wanted}.`,
    character: (character, position) => `På plats ${position} står ”${character}”, men där ska vara en siffra.`,
    checkDigit: (found, expected) => `Kontrolltecknet är ${found}, men de andra siffrorna ger ${expected}: någon siffra är fel.`,
    checkDigitWrong: (found) => `Kontrolltecknet ${found} stämmer inte: någon siffra är fel.`,
    unregistered: 'Början hör inte till något registrerat ISBN-område.',
    perhaps: (numbers) => `Kanske ${numbers}?`,
    digits: (positions) => `skiljer sig på plats ${positions}`,
  },
  en: {
    valid: (number) => `Valid: ${number}`,
    ofSeries: (number, series) => `Valid: ${number}, ${series}`,
    taken: (kind, number, holder) => `${kind} ${number} belongs to ${holder} already.`,
    length: (kind, found, wanted) => `There are ${found} characters; an ${kind} has ${wanted}.`,
    character: (character, position) => `At place ${position} there is “${character}”, where a digit must be.`,
    checkDigit: (found, expected) => `The check digit is ${found}, but the other digits give ${expected}: some digit is wrong.`,
    checkDigitWrong: (found) => `The check digit ${found} does not fit: some digit is wrong.`,
    unregistered: 'It does not begin as any registered ISBN does.',
    perhaps: (numbers) => `Perhaps ${numbers}?`,
    digits: (positions) => `differs at place ${positions}`,
  },
};
