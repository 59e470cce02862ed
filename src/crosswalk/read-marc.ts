import { childElements, localName, textOf, type XmlElement } from '../xml/element.js';
import { type Controlfield, type Datafield, MARC_NAMESPACE, type MarcRecord } from './marc-record.js';

/** Finna wraps its MARCXML in elements of no namespace at all. */
const NAMESPACES: ReadonlySet<string> = new Set([MARC_NAMESPACE, '']);

/**
 * Reads MARCXML of any prefix as it stands: leader, control fields, indicators and the order of subfields verbatim.
 * Only subfields without text are dropped (Melinda sends some), and fields that have no other.
 * @param namespaces those that are taken for MARCXML; a source may have one of its own
 * @throws Error naming what is missing or wrong: such a record is set aside, the rest of its page goes on
 */
export const readMarcRecord = (root: XmlElement, namespaces = NAMESPACES): MarcRecord => {
  const record = recordIn(root, namespaces);
  const controlfields = childElements(record, 'controlfield').map(readControlfield);
  refuseUnlessIdentified(controlfields);
  return {
    leader: readLeader(record),
    controlfields,
    datafields: childElements(record, 'datafield')
      .map(readDatafield)
      .filter(({ subfields }) => subfields.length > 0),
  };
};

/** The element itself, or the only one in a collection. */
const recordIn = (root: XmlElement, namespaces: ReadonlySet<string>): XmlElement => {
  const records = localName(root) === 'collection' ? childElements(root, 'record') : [root];
  const [record] = records;
  if (record === undefined || records.length > 1) {
    throw new Error(`<${root.name}> with ${records.length} records: one MARC record was expected`);
  }
  if (localName(record) !== 'record' || !namespaces.has(record.namespace)) {
    throw new Error(`<${record.name}> of namespace "${record.namespace}" is not a MARC record: <record> of ${MARC_NAMESPACE} was expected`);
  }
  return record;
};

const readLeader = (record: XmlElement): string => {
  const [first, second] = childElements(record, 'leader');
  if (first === undefined) throw new Error('the record has no leader');
  if (second !== undefined) throw new Error('the record has more than one leader');
  const leader = textOf(first);
  if (leader.length !== 24) throw new Error(`leader "${leader.slice(0, 60)}": ${leader.length} characters, not 24`);
  return leader;
};

/** Without a control number, or with two, nobody can tell which record it is: it could be neither updated nor withdrawn. */
const refuseUnlessIdentified = (controlfields: readonly Controlfield[]): void => {
  const numbers = controlfields.filter(({ tag }) => tag === '001').map(({ value }) => value);
  if (numbers.length === 0) throw new Error('the record has no control number (001)');
  if (numbers.length > 1) throw new Error(`the record has more than one control number (001): ${numbers.join(', ')}`);
  if (numbers[0]?.trim() === '') throw new Error('the control number (001) is empty');
};

const readControlfield = (field: XmlElement): Controlfield => ({ tag: tagOf(field), value: textOf(field) });

const readDatafield = (field: XmlElement): Datafield => ({
  tag: tagOf(field),
  ind1: indicatorOf(field, 'ind1'),
  ind2: indicatorOf(field, 'ind2'),
  subfields: childElements(field, 'subfield')
    .map((subfield) => ({ code: subfield.attributes['code'] ?? '', value: textOf(subfield) }))
    .filter(({ value }) => value.trim() !== ''),
});

const tagOf = (field: XmlElement): string => {
  const tag = field.attributes['tag'] ?? '';
  if (tag.trim() === '') throw new Error(`a <${field.name}> has no tag`);
  return tag;
};

/** Left out means undefined, and that is a blank. */
const indicatorOf = (field: XmlElement, name: 'ind1' | 'ind2'): string => field.attributes[name] || ' ';
