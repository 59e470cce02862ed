import type { Settings } from '../platform/settings.js';
import { allowedCharacters } from '../xml/characters.js';
import type { XmlElement } from '../xml/element.js';
import type { Crosswalk, Item } from './item.js';
import { contributorFields } from './marc-agents.js';
import { controlfields, LEADER } from './marc-control.js';
import { describingFields } from './marc-description.js';
import { type Datafield, MARC_NAMESPACE, MARC_SCHEMA, type MarcRecord, writeMarcRecord } from './marc-record.js';
import { findMarcFaults } from './marc-rules.js';

/**
 * MARC 21 by the field profile that Melinda takes (Kansalliskirjasto's guide for electronic and printed books, RDA).
 * `marcxml` is what harvesters ask for in practice, `marc21` what the OAI guidelines name.
 */
export const marcxml: Crosswalk = {
  metadataPrefix: 'marcxml',
  aliases: ['marc21'],
  namespace: MARC_NAMESPACE,
  schema: MARC_SCHEMA,
  version: 1,
  write: (item, settings): XmlElement => {
    const record = createMarcRecord(item, settings);
    const faults = findMarcFaults(record);
    if (faults.length > 0) throw new Error(`${item.identifier} as MARC 21: ${faults.join('; ')}`);
    return writeMarcRecord(record);
  },
};

/** The record before any check: every caller but a test goes by `marcxml.write`. */
export const createMarcRecord = (item: Item, settings: Settings): MarcRecord => {
  const datafields = [...describingFields(item, settings), ...contributorFields(item.publication, settings)];
  return {
    leader: LEADER,
    controlfields: controlfields(item, settings),
    datafields: datafields.sort((one, other) => Number(one.tag) - Number(other.tag)).map(withAllowedCharacters),
  };
};

/** Here and not only where XML is written, so that the checks see what goes out. */
const withAllowedCharacters = (field: Datafield): Datafield => ({
  ...field,
  subfields: field.subfields.map(({ code, value }) => ({ code, value: allowedCharacters(value) })),
});
