import type { Settings } from '../platform/settings.js';
import { accessibilityFeature, accessibilitySentence } from './accessibility.js';
import type { Item } from './item.js';
import { type Datafield, datafield } from './marc-record.js';
import { marcText } from './marc-text.js';
import { someLine } from './one-line.js';
import { urnAddress, urnOf } from './particulars.js';

/** What a record of a file has and a record of a book has not. */
export const onlineFields = (item: Item, settings: Settings): readonly Datafield[] => {
  const { accessibility } = item.publication;
  const urn = urnOf(item);
  const sentence = accessibilitySentence(accessibility, 'fi', settings.publisher.accessibilityContact);
  return [
    ...(urn === undefined ? [] : [datafield('024', '7 ', ['a', urn], ['2', 'urn'])]),
    ...(accessibilityFeature(accessibility) === undefined
      ? []
      : [datafield('341', '0 ', ['a', 'textual'], ['b', accessibilityFeature(accessibility)], ['2', 'sapdv'])]),
    // These very words are what Finna and the record import know as free.
    datafield('506', '0 ', ['a', 'Aineisto on vapaasti saatavissa.'], ['f', 'Unrestricted online access'], ['2', 'star']),
    // 8: no label before the note.
    datafield('532', '8 ', ['a', marcText(sentence)]),
    ...addresses(item, settings).map(([address, text]) => datafield('856', '40', ['u', address], ['y', text])),
  ];
};

/**
 * The URN, and beside it the file itself, since a URN resolves only once it is registered; the page of the publication
 * where there is neither. Finna passes over an 856 whose second indicator is not 0 or 1, or that has a $3.
 */
const addresses = (item: Item, settings: Settings): readonly (readonly [address: string, text: string])[] => {
  const urn = urnOf(item);
  const file = someLine(item.manifestation.file?.url);
  const found: readonly (readonly [string, string])[] = [
    ...(urn === undefined ? [] : [[urnAddress(urn, settings), 'Linkki verkkoaineistoon'] as const]),
    ...(file === undefined ? [] : [[file, 'Linkki tiedostoon'] as const]),
  ];
  return found.length > 0 ? found : [[item.landingPage, 'Linkki verkkoaineistoon']];
};
